/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "indicators/indicator.h"

#include <math.h>

/* INDICATOR, then NAME=VALUE a line, as on the command line: what is accepted is within the ranges,
 * and works on a few dull bars. */
static void
evaluate (const BwIndicatorInfo *info, const double *parameters)
{
  static const double prices[40] = { 1.0, 2.0, NAN, 1.0, 1.0, INFINITY, 0.0, -1.0, 1e300, 1e-300 };
  static double values[BW_INDICATOR_OUTPUTS_MAX][G_N_ELEMENTS (prices)];
  g_autoptr (BwIndicator) indicator = bw_indicator_new (info, parameters, NULL);
  BwIndicatorBars bars = { prices, prices, prices, prices, prices, prices };
  double *outputs[BW_INDICATOR_OUTPUTS_MAX];

  if (indicator == NULL)
    g_error ("%s refuses what its parser accepted", info->name);
  for (guint k = 0; k < BW_INDICATOR_OUTPUTS_MAX; k++)
    outputs[k] = values[k];
  bw_indicator_feed (indicator, &bars, G_N_ELEMENTS (prices), outputs);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autofree char *text = g_strndup ((const char *)data, data_bytes);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 20);
  const BwIndicatorInfo *info = lines[0] != NULL ? bw_indicator_find (lines[0]) : NULL;
  double parameters[BW_INDICATOR_PARAMETERS_MAX];

  if (info == NULL)
    return 0;
  bw_indicator_info_get_defaults (info, parameters);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], "=", 2);
      g_autoptr (GError) error = NULL;

      if (words[0] == NULL || words[1] == NULL)
        continue;
      if (!bw_indicator_info_set_parameter (info, parameters, words[0], words[1], &error) &&
          (error == NULL || error->message[0] == '\0'))
        g_error ("a refusal without a reason");
    }
  evaluate (info, parameters);
  return 0;
}
