/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "chart/chart-model.h"
#include "chart/profile.h"
#include "chart/types.h"
#include "chart/study.h"

G_BEGIN_DECLS

#define BW_CHART_SETUP_VERSION   1
#define BW_CHART_SETUP_BYTES_MAX (1u << 20)

/**
 * BwChartSetup:
 *
 * What a chart shows and how, as it is saved with the profile and in templates. New parts are a field
 * here and a line in the table of setup.c; what a text doesn't say keeps its default, so that older
 * texts are read by newer programs.
 */
typedef struct
{
  BwTimeframe timeframe; /* %BW_TIMEFRAME_NONE: not said */
  char *symbol;          /* (owned) (nullable): not said */
  BwPriceScale scale;
  gboolean has_volume;
  BwChartTypeSpec type;
  BwProfileSpec profile;
  gboolean hides_sessions, hides_dividends, hides_splits, hides_news, hides_earnings, hides_halts,
      hides_bad_data;    /* marks; only what is hidden is said */
  char *compared;        /* (owned) (nullable): symbols with commas between */
  GArray *studies;       /* (owned): BwStudySpec, each with its own id */
} BwChartSetup;

/* Which fields are written. */
typedef enum
{
  BW_CHART_SETUP_CHART,    /* all */
  BW_CHART_SETUP_TEMPLATE, /* the look, without what it is a chart of */
} BwChartSetupScope;

#define BW_CHART_SETUP_ERROR (bw_chart_setup_error_quark ())
typedef enum
{
  BW_CHART_SETUP_ERROR_BROKEN, /* not a setup, or a part of it can't be */
  BW_CHART_SETUP_ERROR_NEWER,  /* a newer program wrote it */
} BwChartSetupError;

GQuark bw_chart_setup_error_quark (void);

BwChartSetup *bw_chart_setup_new (void);
BwChartSetup *bw_chart_setup_copy (const BwChartSetup *setup);
void bw_chart_setup_free (BwChartSetup *setup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwChartSetup, bw_chart_setup_free)

BwChartSetup *bw_chart_setup_parse (const char *text, GError **error);
char *bw_chart_setup_print (const BwChartSetup *setup, BwChartSetupScope scope);

/* Its studies; ids are given when they are added. */
BwStudySpec *bw_chart_setup_get_study (const BwChartSetup *setup, guint index);
BwStudySpec *bw_chart_setup_find_study (const BwChartSetup *setup, guint64 id, guint *index);
gboolean bw_chart_setup_add_study (BwChartSetup *setup, const BwIndicatorInfo *info, guint64 *id);
void bw_chart_setup_insert_study (BwChartSetup *setup, guint index, const BwStudySpec *spec);
gboolean bw_chart_setup_remove_study (BwChartSetup *setup, guint64 id);
gboolean bw_chart_setup_move_study (BwChartSetup *setup, guint64 id, int direction);

G_END_DECLS
