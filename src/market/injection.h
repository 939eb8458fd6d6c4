/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/instrument.h"

G_BEGIN_DECLS

/* What a user can make happen in the practice market, to practise. Stored: never change a number. */
typedef enum
{
  BW_INJECTION_HALT = 1,       /* until it is resumed */
  BW_INJECTION_RESUME = 2,
  BW_INJECTION_GAP = 3,        /* @magnitude: a fraction: -0.1 is 10 % down, at once */
  BW_INJECTION_MARKET = 4,     /* likewise, of the whole stock market; no instrument */
  BW_INJECTION_VOLATILITY = 5, /* @magnitude: times so much; without an instrument: of all shares */
  BW_INJECTION_NEWS_GOOD = 6,
  BW_INJECTION_NEWS_BAD = 7,
  BW_INJECTION_EARNINGS = 8,   /* @magnitude: surprise over what was expected, as a fraction */
  BW_INJECTION_SPLIT = 9,      /* @magnitude: shares for one; below 1: a reverse split; next morning */
  BW_INJECTION_DIVIDEND = 10,  /* @magnitude: a share; next morning */
  BW_INJECTION_DELIST = 11,    /* @magnitude: cash a share, 0: bankrupt; next morning */
  BW_INJECTION_RENAME = 12,    /* it trades under another symbol; next morning */
  BW_INJECTION_LULD = 13,      /* a price band's pause: five minutes */
  BW_INJECTION_BREAKER = 14,   /* @magnitude: level 1, 2 or 3; no instrument */
} BwInjectionKind;

#define BW_INJECTION_KIND_MIN BW_INJECTION_HALT
#define BW_INJECTION_KIND_MAX BW_INJECTION_BREAKER

typedef struct
{
  guint8 kind; /* BwInjectionKind */
  BwInstrumentId instrument;
  BwFixed magnitude;
} BwInjection;

const char *bw_injection_kind_name (BwInjectionKind kind);
gboolean bw_injection_kind_parse (const char *name, BwInjectionKind *kind);
gboolean bw_injection_has_magnitude (BwInjectionKind kind);
gboolean bw_injection_is_market_wide (BwInjectionKind kind);

G_END_DECLS
