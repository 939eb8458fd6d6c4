/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/report.h"

#include "base/translatable.h"

static const struct
{
  const char *name;
  const char *description;
} reasons[BW_IMPORT_N_REASONS] = {
  [BW_IMPORT_REASON_BAD_DATE] = { "bad-date", N_("The date or time can't be read") },
  [BW_IMPORT_REASON_BAD_NUMBER] = { "bad-number", N_("Not a number") },
  [BW_IMPORT_REASON_MISSING_COLUMN] = { "missing-column", N_("Fewer or more cells than the header") },
  [BW_IMPORT_REASON_MISSING_VALUE] = { "missing-value", N_("A needed value is empty") },
  [BW_IMPORT_REASON_NOT_POSITIVE] = { "not-positive", N_("A price is zero or negative") },
  [BW_IMPORT_REASON_OHLC_ORDER] = { "ohlc-order", N_("Open or close lies outside of low and high") },
  [BW_IMPORT_REASON_BAD_VOLUME] = { "bad-volume", N_("The volume is negative or beyond reason") },
  [BW_IMPORT_REASON_DECIMALS] = { "decimals", N_("A price has more than eight decimals") },
  [BW_IMPORT_REASON_RANGE] = { "range", N_("A price is too large") },
  [BW_IMPORT_REASON_DUPLICATE] = { "duplicate", N_("The same bar a second time") },
  [BW_IMPORT_REASON_OUT_OF_ORDER] = { "out-of-order", N_("Out of time order") },
  [BW_IMPORT_REASON_OUTLIER] = { "outlier", N_("A spike far beyond the bars around it") },
  [BW_IMPORT_REASON_ZONE_GAP] = { "zone-gap", N_("A local time that the clock change skipped") },
  [BW_IMPORT_REASON_NO_SESSION] = { "no-session", N_("The market was closed") },
  [BW_IMPORT_REASON_BAD_SYMBOL] = { "bad-symbol", N_("Not a symbol") },
  [BW_IMPORT_REASON_BAD_TIMEFRAME] = { "bad-timeframe", N_("Not a timeframe") },
  [BW_IMPORT_REASON_BAD_QUOTES] = { "bad-quotes", N_("Quotation marks that don't match") },
  [BW_IMPORT_REASON_REPEATED_HEADER] = { "repeated-header", N_("The header again") },
  [BW_IMPORT_REASON_CROSSED] = { "crossed", N_("The bid is above the ask") },
};

void
bw_import_refusal_free (BwImportRefusal *refusal)
{
  g_free (refusal->detail);
  g_free (refusal->raw);
  g_free (refusal->symbol);
  g_free (refusal);
}

static void
free_gap (gpointer item)
{
  BwImportGap *gap = item;

  g_free (gap->symbol);
  g_free (gap);
}

BwImportReport *
bw_import_report_new (guint n_refusals_max, guint n_gaps_max)
{
  BwImportReport *report = g_new0 (BwImportReport, 1);

  report->first = report->last = BW_TIME_NONE;
  report->n_refusals_max = n_refusals_max;
  report->n_gaps_max = n_gaps_max;
  report->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_import_refusal_free);
  report->gaps = g_ptr_array_new_with_free_func (free_gap);
  return report;
}

void
bw_import_report_free (BwImportReport *report)
{
  g_ptr_array_unref (report->refusals);
  g_ptr_array_unref (report->gaps);
  g_free (report);
}

/**
 * bw_import_report_refuse:
 * @detail: (transfer full) (nullable): what exactly; the reason's description when %NULL
 * @raw: the row; bytes that aren't UTF-8 are replaced
 */
void
bw_import_report_refuse (BwImportReport *report, guint64 line, BwImportReason reason,
                         const BwImportPlace *place, char *detail, const char *raw,
                         gsize raw_bytes)
{
  BwImportRefusal *refusal;
  gsize n_kept = MIN (raw_bytes, BW_IMPORT_RAW_BYTES_MAX);

  report->n_quarantined++;
  report->n_by_reason[reason]++;
  if (report->refusals->len >= report->n_refusals_max)
    {
      g_free (detail);
      return;
    }
  while (n_kept > 0 && (raw[n_kept - 1] == '\n' || raw[n_kept - 1] == '\r'))
    n_kept--;
  refusal = g_new0 (BwImportRefusal, 1);
  refusal->line = line;
  refusal->reason = reason;
  refusal->detail = detail != NULL ? detail : g_strdup (bw_import_reason_describe (reason));
  refusal->raw = g_utf8_make_valid (raw, (gssize) n_kept);
  refusal->symbol = g_strdup (place->symbol);
  refusal->timeframe = place->timeframe;
  refusal->time = place->time;
  g_ptr_array_add (report->refusals, refusal);
}

void
bw_import_report_add_gap (BwImportReport *report, const char *symbol, BwTimeframe timeframe,
                          BwTime from, BwTime to, guint64 n_missing)
{
  BwImportGap *gap;

  report->n_gaps++;
  report->n_missing_bars += n_missing;
  if (report->gaps->len >= report->n_gaps_max)
    return;
  gap = g_new0 (BwImportGap, 1);
  gap->symbol = g_strdup (symbol);
  gap->timeframe = timeframe;
  gap->from = from;
  gap->to = to;
  gap->n_missing = n_missing;
  g_ptr_array_add (report->gaps, gap);
}

/**
 * bw_import_report_remove_gap:
 * @n_missing: of the gap that was added last for its symbol; 0 when there was none
 *
 * Takes a gap back whose far end turned out not to be a bar.
 */
void
bw_import_report_remove_gap (BwImportReport *report, guint64 n_missing)
{
  if (n_missing == 0)
    return;
  report->n_gaps--;
  report->n_missing_bars -= n_missing;
  for (guint i = report->gaps->len; i-- > 0;)
    if (((BwImportGap *) g_ptr_array_index (report->gaps, i))->n_missing == n_missing)
      {
        g_ptr_array_remove_index (report->gaps, i);
        return;
      }
}

/**
 * bw_import_reason_name:
 *
 * Returns: a word for files and the command line: `bad-date`
 */
const char *
bw_import_reason_name (BwImportReason reason)
{
  g_return_val_if_fail (reason > 0 && reason < BW_IMPORT_N_REASONS, "");
  return reasons[reason].name;
}

/**
 * bw_import_reason_describe:
 *
 * Returns: a few English words for people
 */
const char *
bw_import_reason_describe (BwImportReason reason)
{
  g_return_val_if_fail (reason > 0 && reason < BW_IMPORT_N_REASONS, "");
  return reasons[reason].description;
}

/**
 * bw_import_report_summarise:
 *
 * Returns: (transfer full): `30,859 rows read, 30,859 accepted, none quarantined; …` in English, one line
 */
char *
bw_import_report_summarise (const BwImportReport *report)
{
  GString *text = g_string_new (NULL);
  const char *separator = ": ";

  g_string_append_printf (text,
                          "%" G_GUINT64_FORMAT " rows read, %" G_GUINT64_FORMAT
                          " accepted, %" G_GUINT64_FORMAT " quarantined",
                          report->n_rows, report->n_accepted, report->n_quarantined);
  for (int i = 1; i < BW_IMPORT_N_REASONS; i++)
    if (report->n_by_reason[i] > 0)
      {
        g_string_append_printf (text, "%s%" G_GUINT64_FORMAT " %s", separator,
                                report->n_by_reason[i], reasons[i].name);
        separator = ", ";
      }
  if (report->n_gaps > 0)
    g_string_append_printf (text, "; %" G_GUINT64_FORMAT " gaps with %" G_GUINT64_FORMAT
                            " bars missing", report->n_gaps, report->n_missing_bars);
  if (report->n_rounded > 0)
    g_string_append_printf (text, "; %" G_GUINT64_FORMAT " rounded to eight decimals",
                            report->n_rounded);
  if (report->n_jumps > 0)
    g_string_append_printf (text, "; %" G_GUINT64_FORMAT " jumps (a split?)", report->n_jumps);
  return g_string_free (text, FALSE);
}
