/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "market/import/reader.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Any bytes may be dropped on the window. Whatever they are, the guess says so; what is read holds
 * the promises of a series; and neither the size of the pieces nor the fast path changes a bit. */

typedef struct
{
  gboolean is_refused;
  guint64 n_rows, n_accepted, n_quarantined, n_bars;
  guint64 digest; /* of every bar, every count of refusals and the gaps */
} Outcome;

static void
require (gboolean holds, const char *promise)
{
  if (holds)
    return;
  g_printerr ("broken: %s\n", promise);
  abort (); /* libFuzzer keeps the input of an abort, not of g_error()'s trap */
}

static void
add_to_digest (Outcome *outcome, gconstpointer bytes, gsize n_bytes)
{
  const guint8 *p = bytes;

  for (gsize i = 0; i < n_bytes; i++)
    outcome->digest = (outcome->digest ^ p[i]) * G_GUINT64_CONSTANT (1099511628211);
}

static void
take_parts (BwImportReader *reader, gsize n_bars_min, Outcome *outcome)
{
  BwImportPart part;

  while (bw_import_reader_take (reader, n_bars_min, &part))
    {
      const BwBarSeries *series = part.series;

      for (gsize i = 0; i < series->n_bars; i++)
        {
          require (i == 0 || series->start[i - 1] < series->start[i], "bars rise");
          require (series->low[i] > 0 && isfinite (series->high[i]), "prices are positive and finite");
          require (series->low[i] <= MIN (series->open[i], series->close[i]), "low is lowest");
          require (series->high[i] >= MAX (series->open[i], series->close[i]), "high is highest");
          add_to_digest (outcome, &series->start[i], sizeof (BwTime));
          add_to_digest (outcome, &series->open[i], sizeof (double));
          add_to_digest (outcome, &series->high[i], sizeof (double));
          add_to_digest (outcome, &series->low[i], sizeof (double));
          add_to_digest (outcome, &series->close[i], sizeof (double));
          add_to_digest (outcome, &series->volume[i], sizeof (double));
        }
      outcome->n_bars += series->n_bars;
      bw_import_part_clear (&part);
    }
}

static Outcome
read_all (const BwImportGuess *guess, const guint8 *data, gsize data_bytes, gsize piece, gboolean is_careful)
{
  g_autoptr (BwImportReader) reader = bw_import_reader_new (guess, 10, NULL);
  Outcome outcome = { .digest = G_GUINT64_CONSTANT (14695981039346656037) };
  const BwImportReport *report;

  if (reader == NULL)
    return (Outcome){ .is_refused = TRUE };
  bw_import_reader_set_careful (reader, is_careful);
  for (gsize at = 0; at < data_bytes; at += piece)
    if (!bw_import_reader_feed (reader, data + at, MIN (piece, data_bytes - at), FALSE, NULL, NULL))
      return (Outcome){ .is_refused = TRUE };
  if (!bw_import_reader_feed (reader, NULL, 0, TRUE, NULL, NULL))
    return (Outcome){ .is_refused = TRUE };
  take_parts (reader, 0, &outcome);
  report = bw_import_reader_get_report (reader);
  outcome.n_rows = report->n_rows;
  outcome.n_accepted = report->n_accepted;
  outcome.n_quarantined = report->n_quarantined;
  add_to_digest (&outcome, report->n_by_reason, sizeof report->n_by_reason);
  add_to_digest (&outcome, &report->n_missing_bars, sizeof report->n_missing_bars);
  require (outcome.n_accepted + outcome.n_quarantined == outcome.n_rows, "every row is accepted or quarantined");
  require (outcome.n_bars == outcome.n_accepted, "every accepted row is a bar");
  return outcome;
}

static gboolean
is_same (const Outcome *a, const Outcome *b)
{
  return a->is_refused == b->is_refused && a->n_rows == b->n_rows && a->n_accepted == b->n_accepted
         && a->n_bars == b->n_bars && a->digest == b->digest;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("prices.csv", data, data_bytes, TRUE);
  g_autofree char *described = bw_import_guess_describe (guess);
  Outcome whole, pieces, careful;

  if (guess->verdict == BW_IMPORT_VERDICT_INCOMPLETE)
    bw_import_guess_set_symbol (guess, "FUZZ");
  if (bw_import_guess_check (guess) != BW_IMPORT_VERDICT_BARS)
    return 0;
  whole = read_all (guess, data, data_bytes, MAX (data_bytes, 1), FALSE);
  pieces = read_all (guess, data, data_bytes, 7, FALSE);
  careful = read_all (guess, data, data_bytes, MAX (data_bytes, 1), TRUE);
  require (is_same (&whole, &pieces), "the size of the pieces changes nothing");
  require (is_same (&whole, &careful), "the fast path changes nothing");
  return 0;
}
