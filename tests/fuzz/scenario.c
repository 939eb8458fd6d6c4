/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "trading/scenario/scenario.h"

#include <stdlib.h>

/* Any bytes as a scenario: it is run or refused, twice the same, and the books always balance. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  BwScenarioResult result = bw_scenario_run ("f", (const char *) data, data_bytes, first);

  if (bw_scenario_run ("f", (const char *) data, data_bytes, second) != result ||
      !g_string_equal (first, second) || g_strstr_len (first->str, -1, "expected balanced; found") != NULL)
    {
      g_printerr ("broken: %s%s", first->str, second->str);
      abort ();
    }
  return 0;
}
