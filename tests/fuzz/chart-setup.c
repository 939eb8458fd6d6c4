/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "chart/setup.h"

#include <stdlib.h>

/* Any text as a chart's setup: a clear error, or a setup that is written and read back as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autofree char *text = g_strndup ((const char *)data, data_bytes);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwChartSetup) setup = bw_chart_setup_parse (text, &error), again = NULL;
  g_autofree char *first = NULL, *second = NULL;

  if ((setup == NULL) != (error != NULL))
    abort ();
  if (setup == NULL)
    return 0;
  first = bw_chart_setup_print (setup, BW_CHART_SETUP_CHART);
  again = bw_chart_setup_parse (first, NULL);
  if (again != NULL)
    second = bw_chart_setup_print (again, BW_CHART_SETUP_CHART);
  if (g_strcmp0 (first, second) != 0)
    {
      g_printerr ("broken: a setup reads back as itself\n%s\n%s\n", first, second);
      abort ();
    }
  return 0;
}
