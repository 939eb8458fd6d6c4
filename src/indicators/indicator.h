/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define BW_INDICATOR_PARAMETERS_MAX 13
#define BW_INDICATOR_OUTPUTS_MAX    7
#define BW_INDICATOR_INPUTS_MAX     5
#define BW_INDICATOR_LEVELS_MAX     3
#define BW_INDICATOR_PERIOD_MAX     100000

typedef enum
{
  BW_INDICATOR_OVERLAP,
  BW_INDICATOR_MOMENTUM,
  BW_INDICATOR_VOLUME,
  BW_INDICATOR_VOLATILITY,
  BW_INDICATOR_CYCLE,
  BW_INDICATOR_STATISTIC,
  BW_INDICATOR_PRICE,
  BW_INDICATOR_MATH,
  BW_INDICATOR_PATTERN,
  BW_N_INDICATOR_GROUPS
} BwIndicatorGroup;

typedef struct
{
  const char *name;  /* (nullable): %NULL ends the list */
  double value;      /* the default */
  double min, max;   /* both allowed */
  gboolean is_whole; /* only whole numbers */
} BwIndicatorParameter;

typedef struct _BwNode BwNode;

/**
 * BwIndicatorInfo:
 * @inputs: which columns it reads: letters of "ohlcvs" (s: the session)
 * @is_sparse: NaN wherever it has nothing to say, not only while it warms up
 * @is_overlay: drawn over the prices, not in a pane of its own
 * @n_levels: horizontal lines that a reader expects, in @levels
 * @init: the kernel
 *
 * One indicator, as the registry lists it. Names, defaults and output columns are TA-Lib's where it
 * has the function.
 */
typedef struct
{
  const char *name;
  const char *title;
  BwIndicatorGroup group;
  const char *inputs;
  const char *outputs[BW_INDICATOR_OUTPUTS_MAX + 1];
  BwIndicatorParameter parameters[BW_INDICATOR_PARAMETERS_MAX + 1];
  gboolean is_overlay, is_sparse;
  guint n_levels;
  double levels[BW_INDICATOR_LEVELS_MAX];
  void (*init) (BwNode *node, const double *parameters);
} BwIndicatorInfo;

/* Columns of bars, oldest first; a column an indicator doesn't read may be %NULL. A session is a
 * number that changes where the next one begins. */
typedef struct
{
  const double *open, *high, *low, *close, *volume, *session;
} BwIndicatorBars;

typedef struct _BwIndicator BwIndicator;

#define BW_INDICATOR_ERROR (bw_indicator_error_quark ())
typedef enum
{
  BW_INDICATOR_ERROR_UNKNOWN,
  BW_INDICATOR_ERROR_PARAMETER
} BwIndicatorError;

GQuark bw_indicator_error_quark (void);

const char *bw_indicator_group_get_name (BwIndicatorGroup group);
gsize bw_indicator_get_n_infos (void);
const BwIndicatorInfo *bw_indicator_get_info (gsize index);
const BwIndicatorInfo *bw_indicator_find (const char *name);
guint bw_indicator_info_get_n_parameters (const BwIndicatorInfo *info);
guint bw_indicator_info_get_n_outputs (const BwIndicatorInfo *info);
void bw_indicator_info_get_defaults (const BwIndicatorInfo *info, double *parameters);
gboolean bw_indicator_info_set_parameter (const BwIndicatorInfo *info,
                                          double *parameters,
                                          const char *name,
                                          const char *text,
                                          GError **error);

BwIndicator *
bw_indicator_new (const BwIndicatorInfo *info, const double *parameters, GError **error);
void bw_indicator_free (BwIndicator *indicator);
void bw_indicator_feed (BwIndicator *indicator,
                        const BwIndicatorBars *bars,
                        gsize n_bars,
                        double *const *outputs);
gsize bw_indicator_get_state_size (const BwIndicator *indicator);
void bw_indicator_save (const BwIndicator *indicator, gpointer state);
void bw_indicator_restore (BwIndicator *indicator, gconstpointer state);
gsize bw_indicator_get_lead (const BwIndicator *indicator);
const BwIndicatorInfo *bw_indicator_peek_info (const BwIndicator *indicator);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwIndicator, bw_indicator_free)

G_END_DECLS
