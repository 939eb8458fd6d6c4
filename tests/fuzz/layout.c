/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "app/dock/layout.h"

#include <stdlib.h>

static const char *const panels[] = { "chart", "watchlist", "ticket", "positions", "book", NULL };

/* Any text as a stored layout: nothing, or a layout that is written and read back as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autofree char *text = g_strndup ((const char *) data, data_bytes);
  g_autoptr (BwDockNode) layout = bw_dock_layout_from_json (text, panels);
  g_autoptr (BwDockNode) again = NULL;
  g_autofree char *first = NULL, *second = NULL;

  if (layout == NULL)
    return 0;
  first = bw_dock_layout_to_json (layout);
  again = bw_dock_layout_from_json (first, panels);
  if (again != NULL)
    second = bw_dock_layout_to_json (again);
  if (g_strcmp0 (first, second) != 0)
    {
      g_printerr ("broken: a layout reads back as itself\n%s\n%s\n", first, second);
      abort ();
    }
  return 0;
}
