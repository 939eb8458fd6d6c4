/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/reader.h"

#include <math.h>
#include <string.h>

#include "base/random.h"

/* Dirty files, row by row. Each is read on the fast and on the careful path and in pieces of every
 * awkward size: all must agree to the bit. */

#define ACCEPTED 0

typedef struct
{
  BwImportReport *report;
  GPtrArray *parts; /* BwImportPart */
} Outcome;

static void
free_part (gpointer item)
{
  bw_import_part_clear (item);
  g_free (item);
}

static void
outcome_free (Outcome *outcome)
{
  g_clear_pointer (&outcome->report, bw_import_report_free);
  g_ptr_array_unref (outcome->parts);
  g_free (outcome);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static void
take_all (BwImportReader *reader, gsize n_bars_min, Outcome *outcome)
{
  BwImportPart part;

  while (bw_import_reader_take (reader, n_bars_min, &part))
    g_ptr_array_add (outcome->parts, g_memdup2 (&part, sizeof part));
}

static Outcome *
read_in_pieces (const BwImportGuess *guess, const char *bytes, gsize n_bytes, gsize piece, gboolean is_careful)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwImportReader) reader = bw_import_reader_new (guess, 1000, &error);
  Outcome *outcome = g_new0 (Outcome, 1);

  g_assert_no_error (error);
  outcome->parts = g_ptr_array_new_with_free_func (free_part);
  bw_import_reader_set_careful (reader, is_careful);
  for (gsize at = 0; at < n_bytes; at += piece)
    g_assert_true (bw_import_reader_feed (reader, (const guint8 *) bytes + at, MIN (piece, n_bytes - at), FALSE,
                                          NULL, &error));
  g_assert_true (bw_import_reader_feed (reader, NULL, 0, TRUE, NULL, &error));
  take_all (reader, 0, outcome);
  g_assert_cmpuint (bw_import_reader_get_n_bytes (reader), ==, n_bytes);
  outcome->report = bw_import_reader_steal_report (reader);
  return outcome;
}

static void
assert_same_reports (const BwImportReport *a, const BwImportReport *b)
{
  g_autofree char *a_text = bw_import_report_summarise (a);
  g_autofree char *b_text = bw_import_report_summarise (b);

  g_assert_cmpstr (a_text, ==, b_text);
  g_assert_cmpuint (a->refusals->len, ==, b->refusals->len);
  for (guint i = 0; i < a->refusals->len; i++)
    {
      const BwImportRefusal *x = g_ptr_array_index (a->refusals, i), *y = g_ptr_array_index (b->refusals, i);

      g_assert_cmpuint (x->line, ==, y->line);
      g_assert_cmpint (x->reason, ==, y->reason);
      g_assert_cmpstr (x->detail, ==, y->detail);
      g_assert_cmpstr (x->raw, ==, y->raw);
    }
}

static void
assert_same (const Outcome *a, const Outcome *b)
{
  assert_same_reports (a->report, b->report);
  g_assert_cmpuint (a->parts->len, ==, b->parts->len);
  for (guint p = 0; p < a->parts->len; p++)
    {
      const BwImportPart *x = g_ptr_array_index (a->parts, p), *y = g_ptr_array_index (b->parts, p);
      gsize n_bytes = x->series->n_bars * 8;

      g_assert_cmpstr (x->symbol, ==, y->symbol);
      g_assert_cmpint (x->series->timeframe, ==, y->series->timeframe);
      g_assert_cmpuint (x->series->n_bars, ==, y->series->n_bars);
      g_assert_cmpmem (x->series->start, n_bytes, y->series->start, n_bytes);
      g_assert_cmpmem (x->series->open, n_bytes, y->series->open, n_bytes);
      g_assert_cmpmem (x->series->high, n_bytes, y->series->high, n_bytes);
      g_assert_cmpmem (x->series->low, n_bytes, y->series->low, n_bytes);
      g_assert_cmpmem (x->series->close, n_bytes, y->series->close, n_bytes);
      g_assert_cmpmem (x->series->volume, n_bytes, y->series->volume, n_bytes);
    }
}

/* Reads in one piece, and makes sure that no other way of reading differs. */
static Outcome *
read_every_way (const BwImportGuess *guess, const char *bytes, gsize n_bytes)
{
  const gsize pieces[] = { 3, 7, 64, 100, 1000 };
  Outcome *outcome = read_in_pieces (guess, bytes, n_bytes, MAX (n_bytes, 1), FALSE);
  g_autoptr (Outcome) careful = read_in_pieces (guess, bytes, n_bytes, MAX (n_bytes, 1), TRUE);

  assert_same (outcome, careful);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (Outcome) other = read_in_pieces (guess, bytes, n_bytes, pieces[i], FALSE);

      assert_same (outcome, other);
    }
  return outcome;
}

/* One row between good ones of minute bars of New York. The rest of the file stays accepted. */
static const struct
{
  const char *name;
  const char *row;
  int reason;
} row_cases[] = {
  { "good", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,100", ACCEPTED },
  { "no seconds", "A,2024-01-17 09:33,10.1,10.3,10,10.2,100", ACCEPTED },
  { "a T", "A,2024-01-17T09:33:00,10.1,10.3,10,10.2,100", ACCEPTED },
  { "an offset", "A,2024-01-17T14:33:00Z,10.1,10.3,10,10.2,100", ACCEPTED },
  { "another offset", "A,2024-01-17 15:33:00+01:00,10.1,10.3,10,10.2,100", ACCEPTED },
  { "a fraction", "A,2024-01-17 09:33:00.000,10.1,10.3,10,10.2,100", ACCEPTED },
  { "quoted", "\"A\",\"2024-01-17 09:33:00\",\"10.1\",\"10.3\",\"10\",\"10.2\",\"100\"", ACCEPTED },
  { "blanks", " A , 2024-01-17 09:33:00 , 10.1 ,10.3, 10,10.2 , 100 ", ACCEPTED },
  { "plus signs", "A,2024-01-17 09:33:00,+10.1,+10.3,+10,+10.2,+100", ACCEPTED },
  { "exponents", "A,2024-01-17 09:33:00,1.01e1,1.03E+1,100e-1,10.2,1e2", ACCEPTED },
  { "zeros behind", "A,2024-01-17 09:33:00,10.100000000000,10.3,10.00000000000000000,10.2,100", ACCEPTED },
  { "eight decimals", "A,2024-01-17 09:33:00,10.10000001,10.3,10,10.2,100", ACCEPTED },
  { "thousands", "A,2024-01-17 09:33:00,\"10.1\",10.3,10,10.2,\"1,234,567\"", ACCEPTED },
  { "millions", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,1.5M", ACCEPTED },
  { "no volume", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,", ACCEPTED },
  { "volume 0", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,0", ACCEPTED },
  { "volume with decimals", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,0.00000001", ACCEPTED },
  { "lower case symbol", "a,2024-01-17 09:33:00,10.1,10.3,10,10.2,100", ACCEPTED },
  { "extra empty cells", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,100,,", ACCEPTED },
  { "a cell too many", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,100,7", BW_IMPORT_REASON_MISSING_COLUMN },
  { "a cell too few", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2", BW_IMPORT_REASON_MISSING_COLUMN },
  { "one cell", "A", BW_IMPORT_REASON_MISSING_COLUMN },
  { "volume -1", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,-1", BW_IMPORT_REASON_BAD_VOLUME },
  { "volume 1e30", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,1e30", BW_IMPORT_REASON_BAD_VOLUME },
  { "volume NaN", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,NaN", BW_IMPORT_REASON_BAD_NUMBER },
  { "volume infinite", "A,2024-01-17 09:33:00,10.1,10.3,10,10.2,inf", BW_IMPORT_REASON_BAD_NUMBER },
  { "price NaN", "A,2024-01-17 09:33:00,nan,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_NUMBER },
  { "price in words", "A,2024-01-17 09:33:00,ten,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_NUMBER },
  { "price hexadecimal", "A,2024-01-17 09:33:00,0x0a,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_NUMBER },
  { "price with two points", "A,2024-01-17 09:33:00,10.1.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_NUMBER },
  { "price null", "A,2024-01-17 09:33:00,null,null,null,null,null", BW_IMPORT_REASON_MISSING_VALUE },
  { "price empty", "A,2024-01-17 09:33:00,,10.3,10,10.2,100", BW_IMPORT_REASON_MISSING_VALUE },
  { "price 0", "A,2024-01-17 09:33:00,10.1,10.3,0,10.2,100", BW_IMPORT_REASON_NOT_POSITIVE },
  { "price 0.0", "A,2024-01-17 09:33:00,10.1,10.3,0.0,10.2,100", BW_IMPORT_REASON_NOT_POSITIVE },
  { "price below zero", "A,2024-01-17 09:33:00,10.1,10.3,-10,10.2,100", BW_IMPORT_REASON_NOT_POSITIVE },
  { "12 decimals", "A,2024-01-17 09:33:00,10.100000000001,10.3,10,10.2,100", BW_IMPORT_REASON_DECIMALS },
  { "9 decimals", "A,2024-01-17 09:33:00,10.100000001,10.3,10,10.2,100", BW_IMPORT_REASON_DECIMALS },
  { "price 1e30", "A,2024-01-17 09:33:00,10.1,1e30,10,10.2,100", BW_IMPORT_REASON_RANGE },
  { "price beyond the core's range", "A,2024-01-17 09:33:00,10.1,90071993,10,10.2,100", BW_IMPORT_REASON_RANGE },
  { "price of 40 digits", "A,2024-01-17 09:33:00,10.1,1234567890123456789012345678901234567890,10,10.2,100", BW_IMPORT_REASON_RANGE },
  { "high below open", "A,2024-01-17 09:33:00,10.4,10.3,10,10.2,100", BW_IMPORT_REASON_OHLC_ORDER },
  { "high below close", "A,2024-01-17 09:33:00,10.1,10.3,10,10.31,100", BW_IMPORT_REASON_OHLC_ORDER },
  { "low above open", "A,2024-01-17 09:33:00,9.9,10.3,10,10.2,100", BW_IMPORT_REASON_OHLC_ORDER },
  { "low above high", "A,2024-01-17 09:33:00,10.1,10,10.3,10.2,100", BW_IMPORT_REASON_OHLC_ORDER },
  { "a wild wick", "A,2024-01-17 09:33:00,10.1,1030,10,10.2,100", BW_IMPORT_REASON_OUTLIER },
  { "a spike", "A,2024-01-17 09:33:00,10.1,16,10,15,100", BW_IMPORT_REASON_OUTLIER },
  { "a spike down", "A,2024-01-17 09:33:00,10.1,10.2,5,5.1,100", BW_IMPORT_REASON_OUTLIER },
  { "duplicate", "A,2024-01-17 09:32:00,10,10.2,9.9,10.1,100", BW_IMPORT_REASON_DUPLICATE },
  { "duplicate that differs", "A,2024-01-17 09:32:00,10,10.2,9.9,10.15,100", BW_IMPORT_REASON_DUPLICATE },
  { "earlier", "A,2024-01-17 09:30:00,10,10.2,9.9,10.1,100", BW_IMPORT_REASON_OUT_OF_ORDER },
  { "no date", "A,,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_MISSING_VALUE },
  { "not a date", "A,soon,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "another layout", "A,17/01/2024 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "30 February", "A,2024-02-30 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "25 o'clock", "A,2024-01-17 25:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "minute 60", "A,2024-01-17 09:60:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "second 60", "A,2024-01-17 09:33:60,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "the year 9999", "A,9999-01-17 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "a date alone", "A,2024-01-17,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "text behind a date", "A,2024-01-17 09:33:00 x,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_DATE },
  { "a holiday", "A,2024-01-15 10:00:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_NO_SESSION },
  { "a Saturday", "A,2024-01-20 10:00:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_NO_SESSION },
  { "skipped by the clock change", "A,2024-03-10 02:30:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_ZONE_GAP },
  { "no symbol", ",2024-01-17 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_MISSING_VALUE },
  { "a symbol with a blank", "A B,2024-01-17 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_SYMBOL },
  { "a symbol of 32 bytes", "ABCDEFGHABCDEFGHABCDEFGHABCDEFGH,2024-01-17 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_SYMBOL },
  { "a symbol beyond ASCII", "\xc3\x84,2024-01-17 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_SYMBOL },
  { "bytes that are no UTF-8", "\xff\xfe,2024-01-17 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_SYMBOL },
  { "text behind a quote", "\"A\"x,2024-01-17 09:33:00,10.1,10.3,10,10.2,100", BW_IMPORT_REASON_BAD_QUOTES },
  { "the header again", "symbol,datetime,open,high,low,close,volume", BW_IMPORT_REASON_REPEATED_HEADER },
};

static char *
make_file (const char *row, const char *line_end)
{
  return g_strconcat ("symbol,datetime,open,high,low,close,volume", line_end,
                      "A,2024-01-17 09:30:00,10,10.2,9.9,10.1,100", line_end,
                      "A,2024-01-17 09:31:00,10,10.2,9.9,10.1,100", line_end,
                      "A,2024-01-17 09:32:00,10,10.2,9.9,10.1,100", line_end, row, line_end,
                      "A,2024-01-17 09:34:00,10,10.2,9.9,10.1,100", line_end,
                      "A,2024-01-17 09:35:00,10,10.2,9.9,10.1,100", line_end, NULL);
}

static void
test_rows (void)
{
  const char *line_ends[] = { "\n", "\r\n", "\r" };
  g_autofree char *clean = make_file (row_cases[0].row, "\n");
  g_autoptr (BwImportGuess) guess =
      bw_import_guess_new ("a.csv", (const guint8 *) clean, strlen (clean), TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (row_cases); i++)
    for (gsize e = 0; e < G_N_ELEMENTS (line_ends); e++)
      {
        g_autofree char *text = make_file (row_cases[i].row, line_ends[e]);
        g_autoptr (Outcome) outcome = read_every_way (guess, text, strlen (text));
        g_autofree char *summary = bw_import_report_summarise (outcome->report);

        g_test_message ("%s: %s", row_cases[i].name, summary);
        g_assert_cmpuint (outcome->report->n_rows, ==, 6);
        g_assert_cmpuint (outcome->report->n_accepted, ==, row_cases[i].reason == ACCEPTED ? 6 : 5);
        g_assert_cmpuint (outcome->parts->len, ==, 1);
        if (row_cases[i].reason != ACCEPTED)
          {
            const BwImportRefusal *refusal = g_ptr_array_index (outcome->report->refusals, 0);

            g_assert_cmpint (refusal->reason, ==, row_cases[i].reason);
            g_assert_cmpuint (refusal->line, ==, 5);
            g_assert_cmpuint (strlen (refusal->detail), >, 0);
            g_assert_true (g_utf8_validate (refusal->raw, -1, NULL));
            if (g_utf8_validate (row_cases[i].row, -1, NULL))
              g_assert_cmpstr (refusal->raw, ==, row_cases[i].row);
          }
      }
}

static void
test_values (void)
{
  g_autofree char *text = make_file ("A,2024-01-17 09:33:00,10.10000001,10.3,10,10.2,1.5M", "\n");
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("a.csv", (const guint8 *) text, strlen (text), TRUE);
  g_autoptr (Outcome) outcome = read_every_way (guess, text, strlen (text));
  const BwImportPart *part = g_ptr_array_index (outcome->parts, 0);
  BwTime start;

  g_assert_true (bw_time_parse_rfc3339 ("2024-01-17T14:33:00Z", -1, &start));
  g_assert_cmpint (part->series->start[3], ==, start);
  g_assert_cmpfloat (part->series->open[3], ==, 10.10000001);
  g_assert_cmpfloat (part->series->high[3], ==, 10.3);
  g_assert_cmpfloat (part->series->low[3], ==, 10);
  g_assert_cmpfloat (part->series->close[3], ==, 10.2);
  g_assert_cmpfloat (part->series->volume[3], ==, 1.5e6);
  g_assert_cmpstr (part->symbol, ==, "A");
  g_assert_cmpint (part->series->timeframe, ==, BW_TIMEFRAME_1M);
  g_assert_cmpint (outcome->report->first, ==, start - 3 * BW_MINUTE);
  g_assert_cmpint (outcome->report->last, ==, start + 2 * BW_MINUTE);
}

/* Whole files that are dirty as such. */
static void
test_encodings (void)
{
  const char *text = "date,open,high,low,close\n2024-01-16,1.5,2,1,1.5\n2024-01-17,1.5,2,1,1.6\n"
                     "2024-01-18,1.5,2,1,\xc3\xa9\n";
  static const struct
  {
    const char *charset;
    const char *mark;
    gsize n_mark;
    BwImportEncoding encoding;
  } encodings[] = {
    { "UTF-8", "", 0, BW_IMPORT_UTF8 },
    { "UTF-8", "\xef\xbb\xbf", 3, BW_IMPORT_UTF8_BOM },
    { "UTF-16LE", "\xff\xfe", 2, BW_IMPORT_UTF16_LE },
    { "UTF-16BE", "\xfe\xff", 2, BW_IMPORT_UTF16_BE },
    { "UTF-16LE", "", 0, BW_IMPORT_UTF16_LE },
    { "UTF-16BE", "", 0, BW_IMPORT_UTF16_BE },
    { "ISO-8859-1", "", 0, BW_IMPORT_LATIN1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (encodings); i++)
    {
      gsize n_body;
      g_autofree char *body = g_convert (text, -1, encodings[i].charset, "UTF-8", NULL, &n_body, NULL);
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (BwImportGuess) guess = NULL;
      g_autoptr (Outcome) outcome = NULL;

      g_byte_array_append (bytes, (const guint8 *) encodings[i].mark, (guint) encodings[i].n_mark);
      g_byte_array_append (bytes, (const guint8 *) body, (guint) n_body);
      guess = bw_import_guess_new ("E.csv", bytes->data, bytes->len, TRUE);
      g_test_message ("%s, mark of %u bytes", encodings[i].charset, (guint) encodings[i].n_mark);
      g_assert_cmpint (guess->encoding, ==, encodings[i].encoding);
      g_assert_cmpstr (guess->column_names[0], ==, "date");
      outcome = read_every_way (guess, (const char *) bytes->data, bytes->len);
      g_assert_cmpuint (outcome->report->n_accepted, ==, 2);
      g_assert_cmpuint (outcome->report->n_by_reason[BW_IMPORT_REASON_BAD_NUMBER], ==, 1);
    }
}

static void
test_broken_utf16 (void)
{
  const char bytes[] = "\xff\xfe"
                       "d\0a\0t\0e\0,\0c\0l\0o\0s\0e\0\n\0"
                       "2\0\x30\0\x32\0\x34\0-\0\x30\0\x31\0-\0\x31\0\x36\0,\0\x31\0\n\0"
                       "2\0\x30\0\x32\0\x34\0-\0\x30\0\x31\0-\0\x31\0\x37\0,\0\x31\0\n\0"
                       "\x00\xdc" "a\0\n\0";
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("E.csv", (const guint8 *) bytes, 70, TRUE);
  g_autoptr (BwImportReader) reader = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (guess->verdict, ==, BW_IMPORT_VERDICT_BARS);
  reader = bw_import_reader_new (guess, 1, &error);
  g_assert_no_error (error);
  g_assert_false (bw_import_reader_feed (reader, (const guint8 *) bytes, sizeof bytes - 1, TRUE, NULL, &error));
  g_assert_error (error, BW_IMPORT_ERROR, BW_IMPORT_ERROR_ENCODING);
}

static void
test_open_quote (void)
{
  const char *text = "date,open,high,low,close\n2024-01-16,1.5,2,1,1.5\n\"2024-01-17,1.5,2,1,1.6\n"
                     "2024-01-18,1.5,2,1,1.7\n";
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("E.csv", (const guint8 *) text, strlen (text), TRUE);
  g_autoptr (Outcome) outcome = NULL;

  g_assert_cmpint (guess->verdict, ==, BW_IMPORT_VERDICT_BARS);
  outcome = read_every_way (guess, text, strlen (text));
  g_assert_cmpuint (outcome->report->n_accepted, ==, 2);
  g_assert_cmpuint (outcome->report->n_by_reason[BW_IMPORT_REASON_BAD_QUOTES], ==, 1);
}

static void
test_blank_lines_and_title (void)
{
  const char *text = "A title\n\ndate,open,high,low,close\n\n2024-01-16,1.5,2,1,1.5\n\n\n2024-01-17,1.5,2,1,1.6\n  \n";
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("E.csv", (const guint8 *) text, strlen (text), TRUE);
  g_autoptr (Outcome) outcome = read_every_way (guess, text, strlen (text));

  g_assert_cmpuint (guess->n_skipped_lines, ==, 2);
  g_assert_cmpuint (outcome->report->n_rows, ==, 2);
  g_assert_cmpuint (outcome->report->n_accepted, ==, 2);
  g_assert_cmpuint (outcome->report->n_blank_lines, ==, 4);
}

/* The hour that comes twice on 2024-11-03: rows in order get both. */
static void
test_repeated_hour (void)
{
  const char *rising = "datetime,open,high,low,close\n2024-11-03 00:30,1,1,1,1\n2024-11-03 01:00,1,1,1,1\n"
                       "2024-11-03 01:30,1,1,1,1\n2024-11-03 01:00,1,1,1,1\n2024-11-03 01:30,1,1,1,1\n"
                       "2024-11-03 02:00,1,1,1,1\n";
  const char *falling = "datetime,open,high,low,close\n2024-11-03 02:00,1,1,1,1\n2024-11-03 01:30,1,1,1,1\n"
                        "2024-11-03 01:00,1,1,1,1\n2024-11-03 01:30,1,1,1,1\n2024-11-03 01:00,1,1,1,1\n"
                        "2024-11-03 00:30,1,1,1,1\n";
  const char *texts[] = { rising, falling };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (BwImportGuess) guess =
          bw_import_guess_new ("BTCUSD.csv", (const guint8 *) texts[i], strlen (texts[i]), TRUE);
      g_autoptr (Outcome) outcome = NULL;
      const BwImportPart *part;

      g_assert_true (bw_import_guess_set_zone (guess, "America/New_York"));
      g_assert_cmpint (guess->order, ==, i == 0 ? BW_IMPORT_ORDER_RISING : BW_IMPORT_ORDER_FALLING);
      outcome = read_every_way (guess, texts[i], strlen (texts[i]));
      g_assert_cmpuint (outcome->report->n_accepted, ==, 6);
      g_assert_cmpuint (outcome->report->n_gaps, ==, 0);
      part = g_ptr_array_index (outcome->parts, 0);
      for (gsize k = 1; k < 6; k++)
        g_assert_cmpint (part->series->start[k] - part->series->start[k - 1], ==, 30 * BW_MINUTE);
    }
}

static void
test_gaps (void)
{
  /* A minute missing at noon, then the rest of Friday, a holiday weekend, and the first of Tuesday. */
  const char *text = "symbol,datetime,open,high,low,close,volume\n"
                     "A,2024-01-12 12:00:00,1,1,1,1,1\nA,2024-01-12 12:01:00,1,1,1,1,1\n"
                     "A,2024-01-12 12:03:00,1,1,1,1,1\nA,2024-01-16 09:32:00,1,1,1,1,1\n"
                     "A,2024-01-16 09:33:00,1,1,1,1,1\n";
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("E.csv", (const guint8 *) text, strlen (text), TRUE);
  g_autoptr (Outcome) outcome = NULL;
  const BwImportGap *gap;

  guess->stamp = BW_IMPORT_STAMP_START;
  outcome = read_every_way (guess, text, strlen (text));
  g_assert_cmpuint (outcome->report->n_gaps, ==, 2);
  g_assert_cmpuint (outcome->report->n_missing_bars, ==, 1 + (16 * 60 - 12 * 60 - 4) + 2);
  gap = g_ptr_array_index (outcome->report->gaps, 0);
  g_assert_cmpuint (gap->n_missing, ==, 1);
  g_assert_cmpint (gap->to - gap->from, ==, BW_MINUTE);
  g_assert_cmpstr (gap->symbol, ==, "A");
}

static void
test_daily_gaps (void)
{
  const char *text = "date,open,high,low,close\n2024-01-11,1,1,1,1\n2024-01-12,1,1,1,1\n2024-01-16,1,1,1,1\n"
                     "2024-01-17,1,1,1,1\n2024-01-22,1,1,1,1\n";
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("E.csv", (const guint8 *) text, strlen (text), TRUE);
  g_autoptr (Outcome) outcome = read_every_way (guess, text, strlen (text));

  g_assert_cmpuint (outcome->report->n_accepted, ==, 5);
  g_assert_cmpuint (outcome->report->n_gaps, ==, 1);
  g_assert_cmpuint (outcome->report->n_missing_bars, ==, 2);
}

/* A level that holds is a jump (a split), not an outlier. */
static void
test_jump (void)
{
  GString *text = g_string_new ("date,open,high,low,close\n");
  g_autoptr (BwImportGuess) guess = NULL;
  g_autoptr (Outcome) outcome = NULL;

  for (int day = 1; day <= 20; day++)
    g_string_append_printf (text, "2024-04-%02d,%d,%d,%d,%d\n", day, day < 9 ? 700 : 100, day < 9 ? 720 : 102,
                            day < 9 ? 690 : 99, day < 9 ? 710 : 101);
  guess = bw_import_guess_new ("E.csv", (const guint8 *) text->str, text->len, TRUE);
  guess->calendar = BW_CALENDAR_CRYPTO;
  g_assert_true (bw_import_guess_set_zone (guess, "UTC"));
  outcome = read_every_way (guess, text->str, text->len);
  g_assert_cmpuint (outcome->report->n_accepted, ==, 20);
  g_assert_cmpuint (outcome->report->n_jumps, ==, 1);
  g_string_free (text, TRUE);
}

/* A mistyped date ahead of its time costs its own row, not all that follow. */
static void
test_leaper (void)
{
  static const struct
  {
    const char *name;
    const char *dates[6];
    int n_wrong; /* line of the refused row */
  } leapers[] = {
    { "in the middle", { "2024-01-16", "2024-01-17", "2042-01-17", "2024-01-18", "2024-01-19", "2024-01-22" }, 4 },
    { "first", { "2042-01-17", "2024-01-16", "2024-01-17", "2024-01-18", "2024-01-19", "2024-01-22" }, 2 },
    { "falling", { "2024-01-22", "2024-01-19", "2014-01-17", "2024-01-18", "2024-01-17", "2024-01-16" }, 4 },
    { "behind", { "2024-01-16", "2024-01-17", "2014-01-17", "2024-01-18", "2024-01-19", "2024-01-22" }, 4 },
    { "two rows swapped", { "2024-01-16", "2024-01-18", "2024-01-17", "2024-01-19", "2024-01-22", "2024-01-23" }, 3 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (leapers); i++)
    {
      GString *text = g_string_new ("date,open,high,low,close\n");
      g_autoptr (BwImportGuess) guess = NULL;
      g_autoptr (Outcome) outcome = NULL;
      const BwImportRefusal *refusal;

      for (int k = 0; k < 6; k++)
        g_string_append_printf (text, "%s,1,2,1,1.5\n", leapers[i].dates[k]);
      guess = bw_import_guess_new ("E.csv", (const guint8 *) text->str, text->len, TRUE);
      outcome = read_every_way (guess, text->str, text->len);
      g_test_message ("%s", leapers[i].name);
      g_assert_cmpuint (outcome->report->n_accepted, ==, 5);
      g_assert_cmpuint (outcome->report->n_by_reason[BW_IMPORT_REASON_OUT_OF_ORDER], ==, 1);
      refusal = g_ptr_array_index (outcome->report->refusals, 0);
      g_assert_cmpuint (refusal->line, ==, leapers[i].n_wrong);
      g_assert_cmpuint (outcome->report->n_missing_bars, ==, i == 4 ? 1 : 0);
      g_assert_cmpuint (outcome->report->n_gaps, ==, outcome->report->gaps->len);
      g_string_free (text, TRUE);
    }
}

/* With many symbols none may reach the size asked for, and yet memory stays bounded. */
static void
test_bounded (void)
{
  g_autoptr (BwImportGuess) guess = NULL;
  g_autoptr (BwImportReader) reader = NULL;
  GString *text = g_string_new ("symbol,datetime,open,high,low,close,volume\n");
  guint64 n_taken = 0;
  BwImportPart part;

  for (int minute = 0; minute < 10; minute++)
    for (int s = 0; s < 2000; s++)
      g_string_append_printf (text, "S%d,2024-01-01 00:%02d:00,1,1,1,1,1\n", s, minute);
  guess = bw_import_guess_new ("x.csv", (const guint8 *) text->str, text->len, TRUE);
  guess->timeframe = BW_TIMEFRAME_1M;
  guess->calendar = BW_CALENDAR_CRYPTO;
  reader = bw_import_reader_new (guess, 10, NULL);
  for (int day = 2; day <= 220; day++)
    {
      char date[16];

      g_assert_true (bw_import_reader_feed (reader, (const guint8 *) text->str, text->len, FALSE, NULL, NULL));
      if (day == 2)
        g_string_erase (text, 0, (gssize) (strchr (text->str, '\n') - text->str) + 1);
      while (bw_import_reader_take (reader, 65536, &part))
        {
          n_taken += part.series->n_bars;
          bw_import_part_clear (&part);
        }
      bw_date_print (bw_date_from_ymd (2024, 1, 1) + day - 1, date);
      /* By lines, not by strstr(): the sanitizer's measures all that is left at each call. */
      for (char *line = text->str; *line != '\0'; line = strchr (line, '\n') + 1)
        memcpy (strchr (line, ',') + 1, date, 10);
    }
  g_assert_cmpuint (bw_import_reader_get_report (reader)->n_quarantined, ==, 0);
  g_assert_cmpuint (n_taken, >, 0);
  g_assert_cmpuint (bw_import_reader_get_report (reader)->n_accepted - n_taken, <=, 4100000);
  g_string_free (text, TRUE);
}

static void
test_mid_prices (void)
{
  const char *text = "date,bid_open,bid_high,bid_low,bid_close,ask_open,ask_high,ask_low,ask_close\n"
                     "2024-01-16,1.1,1.3,1.0,1.2,1.2,1.4,1.1,1.3\n2024-01-17,1.1,1.3,1.0,1.2,1.0,1.4,1.1,1.3\n"
                     "2024-01-18,0.00000001,1.3,0.00000001,1.2,0.00000002,1.4,0.00000002,1.3\n";
  g_autoptr (BwImportGuess) guess =
      bw_import_guess_new ("eurusd.csv", (const guint8 *) text, strlen (text), TRUE);
  g_autoptr (Outcome) outcome = read_every_way (guess, text, strlen (text));
  const BwImportPart *part = g_ptr_array_index (outcome->parts, 0);

  g_assert_cmpint (guess->price, ==, BW_IMPORT_PRICE_MID);
  g_assert_cmpuint (outcome->report->n_by_reason[BW_IMPORT_REASON_CROSSED], ==, 1);
  g_assert_cmpuint (part->series->n_bars, ==, 2);
  g_assert_cmpfloat (part->series->open[1], ==, 0.00000002); /* a tie, to even */
  g_assert_cmpfloat (part->series->open[0], ==, 1.15);
  g_assert_cmpfloat (part->series->close[0], ==, 1.25);
  g_assert_true (isnan (part->series->volume[0]));
}

static void
test_rounding (void)
{
  const char *text = "date,open,high,low,close\n2024-01-16,167.41999816894531,168.5,167,167.5\n"
                     "2024-01-17,167.12345678901,168.5,167,0.0000000001\n2024-01-18,167.123456789,168.5,167,167\n";
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("E.csv", (const guint8 *) text, strlen (text), TRUE);
  g_autoptr (Outcome) rounded = NULL;
  g_autoptr (Outcome) refused = NULL;
  const BwImportPart *part;

  g_assert_cmpint (guess->decimals, ==, BW_IMPORT_DECIMALS_ROUND);
  rounded = read_every_way (guess, text, strlen (text));
  part = g_ptr_array_index (rounded->parts, 0);
  g_assert_cmpuint (rounded->report->n_accepted, ==, 2);
  g_assert_cmpuint (rounded->report->n_rounded, ==, 2);
  g_assert_cmpfloat (part->series->open[0], ==, 167.41999817);
  g_assert_cmpfloat (part->series->open[1], ==, 167.12345679);
  guess->decimals = BW_IMPORT_DECIMALS_REFUSE;
  refused = read_every_way (guess, text, strlen (text));
  g_assert_cmpuint (refused->report->n_by_reason[BW_IMPORT_REASON_DECIMALS], ==, 3);
}

/* Bars taken while the file is still being read join to the same series, rising or falling. */
static void
test_parts (void)
{
  for (int is_falling = 0; is_falling < 2; is_falling++)
    {
      GString *text = g_string_new ("symbol,datetime,open,high,low,close,volume\n");
      g_autoptr (BwImportGuess) guess = NULL;
      g_autoptr (BwImportReader) reader = NULL;
      g_autoptr (Outcome) outcome = g_new0 (Outcome, 1);
      BwTime edge[2] = { 0, 0 };
      gsize n_bars[2] = { 0, 0 };

      for (int i = 0; i < 3000; i++)
        for (int s = 0; s < 2; s++)
          {
            int minute = is_falling ? 2999 - i : i;

            g_string_append_printf (text, "%s,2024-01-%02d %02d:%02d:00,1,1,1,1,%d\n", s == 0 ? "BTCUSD" : "ETHUSD",
                                    1 + minute / 1440, minute / 60 % 24, minute % 60, i);
          }
      outcome->parts = g_ptr_array_new_with_free_func (free_part);
      guess = bw_import_guess_new ("x.csv", (const guint8 *) text->str, text->len, TRUE);
      reader = bw_import_reader_new (guess, 10, NULL);
      for (gsize at = 0; at < text->len; at += 1000)
        {
          g_assert_true (bw_import_reader_feed (reader, (const guint8 *) text->str + at, MIN (1000, text->len - at),
                                                FALSE, NULL, NULL));
          take_all (reader, 100, outcome);
        }
      g_assert_true (bw_import_reader_feed (reader, NULL, 0, TRUE, NULL, NULL));
      take_all (reader, 100, outcome);
      g_assert_cmpuint (outcome->parts->len, >, 20);
      for (guint p = 0; p < outcome->parts->len; p++)
        {
          const BwImportPart *part = g_ptr_array_index (outcome->parts, p);
          const BwBarSeries *series = part->series;
          int s = part->symbol[0] == 'B' ? 0 : 1;

          for (gsize k = 1; k < series->n_bars; k++)
            g_assert_cmpint (series->start[k] - series->start[k - 1], ==, BW_MINUTE);
          if (n_bars[s] > 0)
            g_assert_cmpint (is_falling ? series->start[series->n_bars - 1] + BW_MINUTE
                                        : series->start[0] - BW_MINUTE,
                             ==, edge[s]);
          edge[s] = is_falling ? series->start[0] : series->start[series->n_bars - 1];
          n_bars[s] += series->n_bars;
        }
      g_assert_cmpuint (n_bars[0], ==, 3000);
      g_assert_cmpuint (n_bars[1], ==, 3000);
      g_string_free (text, TRUE);
    }
}

static void
test_cancelled (void)
{
  g_autofree char *text = make_file (row_cases[0].row, "\n");
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("a.csv", (const guint8 *) text, strlen (text), TRUE);
  g_autoptr (BwImportReader) reader = bw_import_reader_new (guess, 10, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (bw_import_reader_feed (reader, (const guint8 *) text, strlen (text), FALSE, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Seeded rows of good and bad cells in every layout that has a fast path: both paths agree. */
static char *
make_random_file (guint64 seed, gboolean has_two_columns, char delimiter, char point)
{
  static const char *const odd[] = { "", "NaN", "-1", "1e3", "\"7\"", " 8", "0", "123456789.123456789", "x", "1.5" };
  static const char *const offsets[] = { "-05:00", "-05:00", "-05:00", "Z", "+01:00", "", "-5:00", "+19:00", "-0500" };
  GString *text = g_string_new (NULL);

  g_string_printf (text, "symbol%cdate%s%copen%chigh%clow%cclose%cvolume\n", delimiter,
                   has_two_columns ? (delimiter == ',' ? ",time" : ";time") : "time", delimiter, delimiter, delimiter,
                   delimiter, delimiter);
  for (guint64 i = 0; i < 400; i++)
    {
      guint64 draw = bw_random_at (seed, i, 0, 0, 0);
      int minute = (int) i + (draw % 50 == 0 ? 30 : 0);

      g_string_append_printf (text, "%s%c2024-0%d-%02d%c%02d:%02d%s%s", draw % 5 == 0 ? "B" : "A", delimiter,
                              1 + (int) (i / 200), (int) (draw % 97 == 0 ? 31 : 16),
                              has_two_columns ? delimiter : (draw % 9 == 0 ? 'T' : ' '), 9 + minute / 60,
                              minute % 60, draw % 13 == 0 ? "" : ":00",
                              seed % 4 != 1 || has_two_columns ? "" : offsets[draw / 1024 % G_N_ELEMENTS (offsets)]);
      for (int c = 0; c < 5; c++)
        {
          guint64 cell = bw_random_at (seed, i, 1, (guint64) c, 0);
          int base = c == 1 ? 130 : c == 2 ? 90 : 100;

          if (cell % 61 == 0)
            g_string_append_printf (text, "%c%s", delimiter, odd[cell / 61 % G_N_ELEMENTS (odd)]);
          else
            g_string_append_printf (text, "%c%d%c%0*d", delimiter, base + (int) (cell / 4096 % 8), point,
                                    1 + (int) (cell / 64 % 8), (int) (cell / 512 % 9));
        }
      g_string_append (text, draw % 37 == 0 ? "\r\n" : "\n");
    }
  return g_string_free (text, FALSE);
}

static void
test_random_paths (void)
{
  guint64 n_accepted = 0, n_quarantined = 0;

  for (guint64 seed = 1; seed <= 40; seed++)
    {
      gboolean is_german = seed % 3 == 0;
      g_autofree char *text = make_random_file (seed, seed % 2 == 0, is_german ? ';' : ',', is_german ? ',' : '.');
      g_autoptr (BwImportGuess) guess =
          bw_import_guess_new ("r.csv", (const guint8 *) text, strlen (text), TRUE);
      g_autoptr (Outcome) outcome = NULL;

      g_test_message ("seed %u", (guint) seed);
      guess->timeframe = BW_TIMEFRAME_1M; /* mixed offsets hide it */
      g_assert_cmpint (bw_import_guess_check (guess), ==, BW_IMPORT_VERDICT_BARS);
      guess->stamp = seed % 5 == 0 ? BW_IMPORT_STAMP_END : BW_IMPORT_STAMP_START;
      guess->calendar = seed % 4 == 0 ? BW_CALENDAR_CRYPTO : BW_CALENDAR_XNYS;
      outcome = read_every_way (guess, text, strlen (text));
      n_accepted += outcome->report->n_accepted;
      n_quarantined += outcome->report->n_quarantined;
    }
  g_assert_cmpuint (n_accepted, >, 5000);
  g_assert_cmpuint (n_quarantined, >, 500);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/import/reader/rows", test_rows);
  g_test_add_func ("/market/import/reader/values", test_values);
  g_test_add_func ("/market/import/reader/encodings", test_encodings);
  g_test_add_func ("/market/import/reader/broken-utf16", test_broken_utf16);
  g_test_add_func ("/market/import/reader/open-quote", test_open_quote);
  g_test_add_func ("/market/import/reader/blank-lines-and-title", test_blank_lines_and_title);
  g_test_add_func ("/market/import/reader/repeated-hour", test_repeated_hour);
  g_test_add_func ("/market/import/reader/gaps", test_gaps);
  g_test_add_func ("/market/import/reader/daily-gaps", test_daily_gaps);
  g_test_add_func ("/market/import/reader/jump", test_jump);
  g_test_add_func ("/market/import/reader/leaper", test_leaper);
  g_test_add_func ("/market/import/reader/bounded", test_bounded);
  g_test_add_func ("/market/import/reader/mid-prices", test_mid_prices);
  g_test_add_func ("/market/import/reader/rounding", test_rounding);
  g_test_add_func ("/market/import/reader/parts", test_parts);
  g_test_add_func ("/market/import/reader/cancelled", test_cancelled);
  g_test_add_func ("/market/import/reader/random-paths", test_random_paths);
  return g_test_run ();
}
