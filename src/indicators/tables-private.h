/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/node-private.h"

G_BEGIN_DECLS

/* Short words for the registry's tables. */
#define BW_WHOLE(name, value, min, max)                                                            \
  {                                                                                                \
    name, value, min, max, TRUE                                                                    \
  }
#define BW_REAL(name, value, min, max)                                                             \
  {                                                                                                \
    name, value, min, max, FALSE                                                                   \
  }
#define BW_PERIOD(name, value, min)                                                                \
  {                                                                                                \
    name, value, min, BW_INDICATOR_PERIOD_MAX, TRUE                                                \
  }
#define BW_TIME_PERIOD(value, min) BW_PERIOD ("TimePeriod", value, min)
#define BW_MA_TYPE(name)                                                                           \
  {                                                                                                \
    name, 0, 0, 8, TRUE                                                                            \
  }

/* Each ends with an entry without a name. */
extern const BwIndicatorInfo bw_overlap_table[];
extern const BwIndicatorInfo bw_overlap_more_table[];
extern const BwIndicatorInfo bw_momentum_table[];
extern const BwIndicatorInfo bw_momentum_more_table[];
extern const BwIndicatorInfo bw_volume_table[];
extern const BwIndicatorInfo bw_volatility_table[];
extern const BwIndicatorInfo bw_cycle_table[];
extern const BwIndicatorInfo bw_statistics_table[];
extern const BwIndicatorInfo bw_price_table[];
extern const BwIndicatorInfo bw_math_table[];
extern const BwIndicatorInfo bw_pattern_table[];

G_END_DECLS
