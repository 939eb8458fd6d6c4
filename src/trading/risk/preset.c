/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/risk/limit.h"

/* Limits to begin with. The moderate column is the issue's own (position 10 %, sector 30 %, daily
 * loss 5 %); half and twice of it lie around. 0: off. Lists are never preset. */
static const struct
{
  BwLimitRule rule;
  const char *values[BW_N_LIMIT_PRESETS];
} presets[] = {
  { BW_LIMIT_DAILY_LOSS, { "2%", "5%", "10%" } },
  { BW_LIMIT_DRAWDOWN, { "10%", "20%", "40%" } },
  { BW_LIMIT_ORDER_RATE, { "10/min", "30/min", "120/min" } },
  { BW_LIMIT_POSITION, { "5%", "10%", "25%" } },
  { BW_LIMIT_SECTOR, { "20%", "30%", "60%" } },
  { BW_LIMIT_CONCENTRATION, { "15%", "30%", "75%" } },
  { BW_LIMIT_GROSS, { "100%", "150%", "200%" } },
  { BW_LIMIT_NET, { "80%", "100%", "200%" } },
  { BW_LIMIT_LEVERAGE, { "1", "1.5", "2" } },
  { BW_LIMIT_PRICE_COLLAR, { "2%", "5%", "10%" } },
};

static const char *const words[BW_N_LIMIT_PRESETS] = { "conservative", "moderate", "aggressive" };

const char *
bw_limit_preset_word (BwLimitPreset preset)
{
  return (guint) preset < BW_N_LIMIT_PRESETS ? words[preset] : "none";
}

gboolean
bw_limit_preset_parse (const char *word, BwLimitPreset *preset)
{
  for (guint i = 0; i < BW_N_LIMIT_PRESETS; i++)
    if (g_str_equal (words[i], word))
      {
        *preset = (BwLimitPreset) i;
        return TRUE;
      }
  return FALSE;
}

/* What @preset makes of @rule: on with its value, or off. */
void
bw_limit_preset_get (BwLimitPreset preset, BwLimitRule rule, BwLimit *limit)
{
  g_return_if_fail ((guint) preset < BW_N_LIMIT_PRESETS);

  *limit = (BwLimit){ .rule = (guint8) rule, .mode = BW_LIMIT_OFF };
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    if (presets[i].rule == rule)
      bw_limit_parse_value (presets[i].values[preset], limit);
}
