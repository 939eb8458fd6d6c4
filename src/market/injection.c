/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/injection.h"

static const struct
{
  BwInjectionKind kind;
  const char *name;
} kind_names[] = {
  { BW_INJECTION_HALT, "halt" },
  { BW_INJECTION_RESUME, "resume" },
  { BW_INJECTION_GAP, "gap" },
  { BW_INJECTION_MARKET, "market" },
  { BW_INJECTION_VOLATILITY, "volatility" },
  { BW_INJECTION_NEWS_GOOD, "good-news" },
  { BW_INJECTION_NEWS_BAD, "bad-news" },
  { BW_INJECTION_EARNINGS, "earnings" },
  { BW_INJECTION_SPLIT, "split" },
  { BW_INJECTION_DIVIDEND, "dividend" },
  { BW_INJECTION_DELIST, "delist" },
  { BW_INJECTION_RENAME, "rename" },
  { BW_INJECTION_LULD, "luld" },
  { BW_INJECTION_BREAKER, "breaker" },
};

/**
 * bw_injection_kind_name:
 *
 * Returns: its word on the command line and in the socket's language; "" for none of them
 */
const char *
bw_injection_kind_name (BwInjectionKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (kind_names[i].kind == kind)
      return kind_names[i].name;
  return "";
}

gboolean
bw_injection_kind_parse (const char *name, BwInjectionKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (kind_names[i].name, name))
      {
        *kind = kind_names[i].kind;
        return TRUE;
      }
  return FALSE;
}

/* Whether it needs a number. */
gboolean
bw_injection_has_magnitude (BwInjectionKind kind)
{
  switch (kind)
    {
    case BW_INJECTION_GAP:
    case BW_INJECTION_MARKET:
    case BW_INJECTION_VOLATILITY:
    case BW_INJECTION_EARNINGS:
    case BW_INJECTION_SPLIT:
    case BW_INJECTION_DIVIDEND:
    case BW_INJECTION_DELIST:
    case BW_INJECTION_BREAKER:
      return TRUE;
    case BW_INJECTION_HALT:
    case BW_INJECTION_RESUME:
    case BW_INJECTION_NEWS_GOOD:
    case BW_INJECTION_NEWS_BAD:
    case BW_INJECTION_RENAME:
    case BW_INJECTION_LULD:
      return FALSE;
    }
  return FALSE;
}

/* Whether it is of all shares and names no symbol. */
gboolean
bw_injection_is_market_wide (BwInjectionKind kind)
{
  return kind == BW_INJECTION_MARKET || kind == BW_INJECTION_BREAKER;
}
