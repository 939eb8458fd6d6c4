/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-flaws.h"

#include "app/format.h"
#include "app/import/import-words.h"
#include "store/import-flaws.h"

#include <glib/gi18n.h>
#include <string.h>

/* A later import may have brought what was missing. */
static gboolean
is_filled (BwChartModel *model, const BwDataFlaw *flaw)
{
  gsize n = bw_chart_model_get_n_bars (model);
  double ohlcv[5];
  BwTime start;

  if (n == 0)
    return TRUE;
  start = bw_chart_model_get_bar (model, bw_chart_model_find_bar (model, flaw->to - 1), ohlcv);
  return start >= flaw->from && start < flaw->to;
}

static char *
describe (BwDesk *desk, const BwDataFlaw *flaw)
{
  const char *zone = bw_desk_get_zone (desk);
  g_autofree char *time = bw_format_date_time (flaw->from, zone);
  g_autofree char *file = g_filename_display_basename (flaw->path);
  g_autofree char *reason = NULL;

  if (flaw->reason == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s  %u bar is missing in %s",
                                         "%s  %u bars are missing from here on in %s", (gulong) flaw->n_missing),
                            time, (guint) flaw->n_missing, file);
  reason = bw_import_words (flaw->detail != NULL ? flaw->detail : bw_import_reason_describe (flaw->reason));
  /* Translators: a time, why a row of a file was not imported, the file, the line in it */
  return g_strdup_printf (_("%s  Put aside: %s (%s, line %u)"), time, reason, file, (guint) flaw->line);
}

/**
 * bw_chart_flaws_collect:
 * @marks: (inout): BwChartMark: those of bad and missing data of @instrument are added, in no order
 * @texts: (inout): what they borrow
 */
void
bw_chart_flaws_collect (BwDesk *desk, BwChartView *view, BwInstrumentId instrument, BwTimeframe timeframe,
                        GArray *marks, GPtrArray *texts)
{
  const BwInstrument *known = bw_desk_lookup_instrument (desk, instrument);
  BwDatabase *market = bw_engine_market_reader (bw_desk_get_engine (desk));
  g_autoptr (GPtrArray) flaws = NULL;

  if (known == NULL || market == NULL || strcmp (known->source, "practice") == 0)
    return;
  flaws = bw_import_flaws (market, known->source, known->symbol, timeframe, NULL);
  for (guint i = 0; flaws != NULL && i < flaws->len; i++)
    {
      const BwDataFlaw *flaw = g_ptr_array_index (flaws, i);
      gboolean is_gap = flaw->reason == 0;
      BwChartMark mark = { flaw->from, is_gap ? BW_CHART_MARK_GAP : BW_CHART_MARK_BAD, NULL };

      if (is_gap && is_filled (bw_chart_view_get_model (view), flaw))
        continue;
      g_ptr_array_add (texts, describe (desk, flaw));
      mark.text = g_ptr_array_index (texts, texts->len - 1);
      g_array_append_val (marks, mark);
    }
}
