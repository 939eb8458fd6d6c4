/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/screens.h"

#include "base/translatable.h"

#define KEY "screens"

/* clang-format off */
const BwScreen bw_screen_presets[] = {
  { N_ ("Most active"), "volume > 0", "close; change%; volume; dollar volume", "-dollar volume" },
  { N_ ("Top gainers"), "change% > 0", "close; change%; volume; relative volume", "-change%" },
  { N_ ("Top losers"), "change% < 0", "close; change%; volume; relative volume", "change%" },
  { N_ ("New highs"), "high >= 52-week high", "close; change%; 52-week high; volume", "-change%" },
  { N_ ("New lows"), "low <= 52-week low", "close; change%; 52-week low; volume", "change%" },
  { N_ ("Oversold RSI"), "RSI(14) < 30", "close; change%; RSI(14); volume", "RSI(14)" },
  { N_ ("Overbought RSI"), "RSI(14) > 70", "close; change%; RSI(14); volume", "-RSI(14)" },
  { N_ ("Golden cross"), "SMA(50) crosses above SMA(200)", "close; change%; SMA(50); SMA(200)", "-change%" },
  { N_ ("Death cross"), "SMA(50) crosses below SMA(200)", "close; change%; SMA(50); SMA(200)", "change%" },
  { N_ ("Gap up"), "gap > 2%", "close; gap; change%; volume", "-gap" },
  { N_ ("Gap down"), "gap < -2%", "close; gap; change%; volume", "gap" },
  { N_ ("High relative volume"), "relative volume > 1.5", "close; change%; relative volume; volume", "-relative volume" },
  { N_ ("In an uptrend"), "close > SMA(50) and SMA(50) > SMA(200)", "close; change%; return(20); return(60)", "-return(60)" },
  { N_ ("Large and cheap"), "market cap > 50B and price earnings < 20", "close; market cap; price earnings; dividend yield; sector", "price earnings" },
};
/* clang-format on */

guint
bw_screen_get_n_presets (void)
{
  return G_N_ELEMENTS (bw_screen_presets);
}

/**
 * bw_screens_load:
 *
 * Returns: (transfer full): a group for each name, with "condition", "columns", "sort", "universe"
 * and "timeframe"
 */
GKeyFile *
bw_screens_load (BwEngine *engine)
{
  g_autofree char *text = bw_engine_get_text (engine, KEY);
  GKeyFile *screens = g_key_file_new ();

  if (text != NULL)
    g_key_file_load_from_data (screens, text, (gsize)-1, G_KEY_FILE_NONE, NULL);
  return screens;
}

void
bw_screens_save (BwEngine *engine, GKeyFile *screens)
{
  g_autofree char *text = g_key_file_to_data (screens, NULL, NULL);

  bw_engine_set_text (engine, KEY, text);
}
