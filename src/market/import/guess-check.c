/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "market/import/guess-private.h"

/* Whether a guess, corrected or not, can be imported, and the words for it when not. */

#define COLUMNS_SHOWN_MAX 8

static const char *
describe_kind (BwImportVerdict kind)
{
  switch (kind)
    {
    case BW_IMPORT_VERDICT_BARS:
    case BW_IMPORT_VERDICT_INCOMPLETE:
      return N_("price bars");
    case BW_IMPORT_VERDICT_EMPTY:
      return N_("an empty file");
    case BW_IMPORT_VERDICT_BINARY:
      return N_("a binary file");
    case BW_IMPORT_VERDICT_NOT_TABLE:
      return N_("text that is no table");
    case BW_IMPORT_VERDICT_NO_TIME:
      return N_("a table without dates");
    case BW_IMPORT_VERDICT_NO_PRICES:
      return N_("a table without prices");
    case BW_IMPORT_VERDICT_OPTIONS:
      return N_("an option chain");
    case BW_IMPORT_VERDICT_NEWS:
      return N_("headlines");
    case BW_IMPORT_VERDICT_ORDER_BOOK:
      return N_("an order book");
    case BW_IMPORT_VERDICT_TRADES:
      return N_("single trades");
    case BW_IMPORT_VERDICT_ACTIONS:
      return N_("dividends and splits");
    case BW_IMPORT_VERDICT_CALENDAR:
      return N_("a calendar");
    }
  return "";
}

static char *
list_columns (const BwImportGuess *guess)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (guess->n_columns, COLUMNS_SHOWN_MAX); i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", guess->column_names[i]);
  if (guess->n_columns > COLUMNS_SHOWN_MAX)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

static gboolean
has (const BwImportGuess *guess, BwImportRole role)
{
  return bw_import_guess_find_role (guess, role) >= 0;
}

static gboolean
has_date (const BwImportGuess *guess)
{
  return has (guess, BW_IMPORT_ROLE_DATETIME) || has (guess, BW_IMPORT_ROLE_DATE);
}

static gboolean
has_four (const BwImportGuess *guess, BwImportRole first)
{
  for (int i = 0; i < 4; i++)
    if (!has (guess, first + i))
      return FALSE;
  return TRUE;
}

/* A close alone makes bars of one price, but not of rows that are something else. */
static gboolean
has_prices (const BwImportGuess *guess)
{
  switch (guess->price)
    {
    case BW_IMPORT_PRICE_TRADE:
      return has_four (guess, BW_IMPORT_ROLE_OPEN) ||
             (guess->kind == BW_IMPORT_VERDICT_BARS && has (guess, BW_IMPORT_ROLE_CLOSE) &&
              !has (guess, BW_IMPORT_ROLE_OPEN) && !has (guess, BW_IMPORT_ROLE_HIGH) &&
              !has (guess, BW_IMPORT_ROLE_LOW));
    case BW_IMPORT_PRICE_MID:
    case BW_IMPORT_PRICE_UNDECIDED:
      return has_four (guess, BW_IMPORT_ROLE_BID_OPEN) && has_four (guess, BW_IMPORT_ROLE_ASK_OPEN);
    case BW_IMPORT_PRICE_BID:
      return has_four (guess, BW_IMPORT_ROLE_BID_OPEN);
    case BW_IMPORT_PRICE_ASK:
      return has_four (guess, BW_IMPORT_ROLE_ASK_OPEN);
    }
  return FALSE;
}

static gboolean
is_symbol (const char *symbol)
{
  gsize n = symbol != NULL ? strlen (symbol) : 0;

  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isgraph (symbol[i]) || symbol[i] == '"' || symbol[i] == ',')
      return FALSE;
  return n > 0 && n < BW_SYMBOL_BYTES;
}

/* What the user must still say about bars; NULL when nothing. */
static const char *
find_missing (const BwImportGuess *guess)
{
  if (guess->price == BW_IMPORT_PRICE_UNDECIDED)
    return N_("The file holds bid and ask bars, not trades. Choose the middle, the bid or the ask to import "
           "it as prices.");
  if (!has (guess, BW_IMPORT_ROLE_SYMBOL) && !is_symbol (guess->symbol))
    return N_("Neither a column nor the file's name gives a symbol. Type one.");
  if (!has (guess, BW_IMPORT_ROLE_TIMEFRAME) && guess->timeframe == BW_TIMEFRAME_NONE)
    return N_("The distance of the rows gives no timeframe. Choose one.");
  if (!has (guess, BW_IMPORT_ROLE_TIMEFRAME) && bw_timeframe_is_intraday (guess->timeframe) &&
      !has (guess, BW_IMPORT_ROLE_DATETIME) && !has (guess, BW_IMPORT_ROLE_TIME))
    return N_("Bars within a day need a time, but there are only dates. Choose a day or a longer timeframe.");
  if (!bw_zone_exists (guess->zone))
    return N_("The time zone is unknown. Choose another.");
  return NULL;
}

/* (transfer full): what was found instead of bars */
static char *
describe_found (const BwImportGuess *guess, BwImportVerdict verdict)
{
  g_autofree char *columns = list_columns (guess);

  if (verdict == BW_IMPORT_VERDICT_EMPTY)
    return g_strdup (guess->n_columns > 0 ? N_("Below the header the file is empty.") : N_("The file is empty."));
  if (verdict == BW_IMPORT_VERDICT_BINARY)
    return bw_import_phrase_fill (BW_IMPORT_PHRASE_UNPACK, guess->notes[BW_IMPORT_ITEM_ENCODING].reason);
  if (verdict == BW_IMPORT_VERDICT_NOT_TABLE)
    return g_strdup (N_("Found text without columns that repeat from row to row."));
  return bw_import_phrase_fill (BW_IMPORT_PHRASE_FOUND, describe_kind (verdict), columns);
}

static char *
describe_problem (const BwImportGuess *guess, BwImportVerdict verdict)
{
  g_autofree char *found = describe_found (guess, verdict);

  return bw_import_phrase_fill (BW_IMPORT_PHRASE_EXPECTED, found);
}

static void
set_verdict (BwImportGuess *guess, BwImportVerdict verdict, char *message)
{
  guess->verdict = verdict;
  g_free (guess->message);
  guess->message = message;
}

static gboolean
is_hopeless (BwImportVerdict kind)
{
  return kind == BW_IMPORT_VERDICT_EMPTY || kind == BW_IMPORT_VERDICT_BINARY ||
         kind == BW_IMPORT_VERDICT_NOT_TABLE;
}

/**
 * bw_import_guess_check:
 *
 * Decides anew, after corrections, whether the file can be imported; sets the message.
 *
 * Returns: the verdict, also in the guess
 */
BwImportVerdict
bw_import_guess_check (BwImportGuess *guess)
{
  BwImportVerdict verdict = guess->kind;
  const char *missing;

  if (!is_hopeless (guess->kind) && has_date (guess) && has_prices (guess))
    {
      missing = find_missing (guess);
      set_verdict (guess, missing != NULL ? BW_IMPORT_VERDICT_INCOMPLETE : BW_IMPORT_VERDICT_BARS,
                   g_strdup (missing));
      return guess->verdict;
    }
  if (guess->kind == BW_IMPORT_VERDICT_BARS)
    verdict = has_date (guess) ? BW_IMPORT_VERDICT_NO_PRICES : BW_IMPORT_VERDICT_NO_TIME;
  set_verdict (guess, verdict, describe_problem (guess, verdict));
  return verdict;
}

/**
 * bw_import_guess_describe:
 *
 * Returns: (transfer full): one line in English: what it is, or why it can't be imported
 */
char *
bw_import_guess_describe (const BwImportGuess *guess)
{
  char timeframe[16];
  gboolean has_column = has (guess, BW_IMPORT_ROLE_TIMEFRAME);

  if (guess->verdict != BW_IMPORT_VERDICT_BARS)
    return g_strdup (guess->message);
  return g_strdup_printf ("%s bars of %s, %s, %s, stamped at their %s, %s",
                          has_column ? "several" : bw_timeframe_print (guess->timeframe, timeframe),
                          has (guess, BW_IMPORT_ROLE_SYMBOL) ? "several symbols" : guess->symbol,
                          bw_calendar_name (guess->calendar), guess->zone,
                          guess->stamp == BW_IMPORT_STAMP_START ? "start" : "end", guess->currency);
}
