/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/decimal.h"
#include "market/import/guess-private.h"

/* Which column holds what: by its name, then by what is in it. */

#define ROWS_FOR_CONTENT 200

static const struct
{
  const char *name; /* normalised */
  BwImportRole role;
} names[] = {
  { "symbol", BW_IMPORT_ROLE_SYMBOL },
  { "ticker", BW_IMPORT_ROLE_SYMBOL },
  { "pair", BW_IMPORT_ROLE_SYMBOL },
  { "instrument", BW_IMPORT_ROLE_SYMBOL },
  { "sym", BW_IMPORT_ROLE_SYMBOL },
  { "stock", BW_IMPORT_ROLE_SYMBOL },
  { "coin", BW_IMPORT_ROLE_SYMBOL },
  { "asset", BW_IMPORT_ROLE_SYMBOL },
  { "secid", BW_IMPORT_ROLE_SYMBOL },
  { "tic", BW_IMPORT_ROLE_SYMBOL },
  { "datetime", BW_IMPORT_ROLE_DATETIME },
  { "datetimeutc", BW_IMPORT_ROLE_DATETIME },
  { "timestamp", BW_IMPORT_ROLE_DATETIME },
  { "timestamputc", BW_IMPORT_ROLE_DATETIME },
  { "timestampms", BW_IMPORT_ROLE_DATETIME },
  { "opentime", BW_IMPORT_ROLE_DATETIME },
  { "starttime", BW_IMPORT_ROLE_DATETIME },
  { "startdate", BW_IMPORT_ROLE_NONE },
  { "bartime", BW_IMPORT_ROLE_DATETIME },
  { "gmttime", BW_IMPORT_ROLE_DATETIME },
  { "localtime", BW_IMPORT_ROLE_DATETIME },
  { "timeutc", BW_IMPORT_ROLE_DATETIME },
  { "unix", BW_IMPORT_ROLE_DATETIME },
  { "unixtime", BW_IMPORT_ROLE_DATETIME },
  { "unixtimestamp", BW_IMPORT_ROLE_DATETIME },
  { "epoch", BW_IMPORT_ROLE_DATETIME },
  { "ts", BW_IMPORT_ROLE_DATETIME },
  { "tsevent", BW_IMPORT_ROLE_DATETIME },
  { "dt", BW_IMPORT_ROLE_DATETIME },
  { "t", BW_IMPORT_ROLE_DATETIME },
  { "begin", BW_IMPORT_ROLE_DATETIME },
  { "date", BW_IMPORT_ROLE_DATE },
  { "day", BW_IMPORT_ROLE_DATE },
  { "datum", BW_IMPORT_ROLE_DATE },
  { "fecha", BW_IMPORT_ROLE_DATE },
  { "dateutc", BW_IMPORT_ROLE_DATE },
  { "tradedate", BW_IMPORT_ROLE_DATE },
  { "tradingday", BW_IMPORT_ROLE_DATE },
  { "dtyyyymmdd", BW_IMPORT_ROLE_DATE },
  { "time", BW_IMPORT_ROLE_TIME },
  { "timeofday", BW_IMPORT_ROLE_TIME },
  { "zeit", BW_IMPORT_ROLE_TIME },
  { "hora", BW_IMPORT_ROLE_TIME },
  { "timeframe", BW_IMPORT_ROLE_TIMEFRAME },
  { "interval", BW_IMPORT_ROLE_TIMEFRAME },
  { "resolution", BW_IMPORT_ROLE_TIMEFRAME },
  { "period", BW_IMPORT_ROLE_TIMEFRAME },
  { "per", BW_IMPORT_ROLE_TIMEFRAME },
  { "tf", BW_IMPORT_ROLE_TIMEFRAME },
  { "open", BW_IMPORT_ROLE_OPEN },
  { "o", BW_IMPORT_ROLE_OPEN },
  { "openprice", BW_IMPORT_ROLE_OPEN },
  { "first", BW_IMPORT_ROLE_OPEN },
  { "eroffnung", BW_IMPORT_ROLE_OPEN },
  { "erster", BW_IMPORT_ROLE_OPEN },
  { "high", BW_IMPORT_ROLE_HIGH },
  { "h", BW_IMPORT_ROLE_HIGH },
  { "highprice", BW_IMPORT_ROLE_HIGH },
  { "hi", BW_IMPORT_ROLE_HIGH },
  { "max", BW_IMPORT_ROLE_HIGH },
  { "hoch", BW_IMPORT_ROLE_HIGH },
  { "low", BW_IMPORT_ROLE_LOW },
  { "l", BW_IMPORT_ROLE_LOW },
  { "lowprice", BW_IMPORT_ROLE_LOW },
  { "lo", BW_IMPORT_ROLE_LOW },
  { "min", BW_IMPORT_ROLE_LOW },
  { "tief", BW_IMPORT_ROLE_LOW },
  { "close", BW_IMPORT_ROLE_CLOSE },
  { "c", BW_IMPORT_ROLE_CLOSE },
  { "closeprice", BW_IMPORT_ROLE_CLOSE },
  { "closelast", BW_IMPORT_ROLE_CLOSE },
  { "last", BW_IMPORT_ROLE_CLOSE },
  { "price", BW_IMPORT_ROLE_CLOSE },
  { "settle", BW_IMPORT_ROLE_CLOSE },
  { "schluss", BW_IMPORT_ROLE_CLOSE },
  { "schlusskurs", BW_IMPORT_ROLE_CLOSE },
  { "adjclose", BW_IMPORT_ROLE_ADJ_CLOSE },
  { "adjustedclose", BW_IMPORT_ROLE_ADJ_CLOSE },
  { "adjcloseprice", BW_IMPORT_ROLE_ADJ_CLOSE },
  { "closeadj", BW_IMPORT_ROLE_ADJ_CLOSE },
  { "volume", BW_IMPORT_ROLE_VOLUME },
  { "vol", BW_IMPORT_ROLE_VOLUME },
  { "v", BW_IMPORT_ROLE_VOLUME },
  { "tickvolume", BW_IMPORT_ROLE_VOLUME },
  { "tickvol", BW_IMPORT_ROLE_VOLUME },
  { "basevolume", BW_IMPORT_ROLE_VOLUME },
  { "volumen", BW_IMPORT_ROLE_VOLUME },
  { "stuck", BW_IMPORT_ROLE_VOLUME },
  { "bidopen", BW_IMPORT_ROLE_BID_OPEN },
  { "openbid", BW_IMPORT_ROLE_BID_OPEN },
  { "bidhigh", BW_IMPORT_ROLE_BID_HIGH },
  { "highbid", BW_IMPORT_ROLE_BID_HIGH },
  { "bidlow", BW_IMPORT_ROLE_BID_LOW },
  { "lowbid", BW_IMPORT_ROLE_BID_LOW },
  { "bidclose", BW_IMPORT_ROLE_BID_CLOSE },
  { "closebid", BW_IMPORT_ROLE_BID_CLOSE },
  { "askopen", BW_IMPORT_ROLE_ASK_OPEN },
  { "openask", BW_IMPORT_ROLE_ASK_OPEN },
  { "askhigh", BW_IMPORT_ROLE_ASK_HIGH },
  { "highask", BW_IMPORT_ROLE_ASK_HIGH },
  { "asklow", BW_IMPORT_ROLE_ASK_LOW },
  { "lowask", BW_IMPORT_ROLE_ASK_LOW },
  { "askclose", BW_IMPORT_ROLE_ASK_CLOSE },
  { "closeask", BW_IMPORT_ROLE_ASK_CLOSE },
};

/**
 * bw_import_normalise_name:
 *
 * Returns: (transfer full): lower case letters and digits only, without a leading number: `1. open`,
 *   `<OPEN>` and `Open` are `open`
 */
char *
bw_import_normalise_name (const char *name)
{
  GString *normal = g_string_new (NULL);

  while (g_ascii_isdigit (*name) || *name == '.' || *name == ' ' || *name == '<')
    name++;
  for (; *name != '\0' && *name != '('; name = g_utf8_next_char (name))
    {
      if (g_ascii_isalnum (*name))
        g_string_append_c (normal, g_ascii_tolower (*name));
      else if (strncmp (name, "ö", 2) == 0 || strncmp (name, "Ö", 2) == 0)
        g_string_append_c (normal, 'o');
      else if (strncmp (name, "ü", 2) == 0)
        g_string_append_c (normal, 'u');
    }
  return g_string_free (normal, FALSE);
}

/**
 * bw_import_role_of_name:
 *
 * Returns: what a column of that name usually holds; `AAPL.Open` counts as `Open`
 */
BwImportRole
bw_import_role_of_name (const char *name)
{
  const char *point = strrchr (name, '.');
  g_autofree char *normal =
      bw_import_normalise_name (point != NULL && g_ascii_isalpha (point[1]) ? point + 1 : name);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i].name, normal) == 0)
      return names[i].role;
  if (g_str_has_prefix (normal, "volume") && strlen (normal) <= 11)
    return BW_IMPORT_ROLE_VOLUME;
  return BW_IMPORT_ROLE_NONE;
}

/* Words in column names that say that a file is something else. A trailing `*` stands for any end. */
static const struct
{
  BwImportVerdict kind;
  int n_needed;
  const char *words[12];
} kinds[] = {
  { BW_IMPORT_VERDICT_OPTIONS, 2,
    { "strike", "strikeprice", "expiry", "expiration", "expirationdate", "osisymbol", "optionroot",
      "openinterest", "impliedvol*", "right" } },
  { BW_IMPORT_VERDICT_NEWS, 1, { "headline", "articleheadline", "title", "news" } },
  { BW_IMPORT_VERDICT_ORDER_BOOK, 3,
    { "bidpx*", "askpx*", "bidqty*", "askqty*", "bidprice*", "askprice*", "bids*", "asks*",
      "lastupdateid" } },
  { BW_IMPORT_VERDICT_TRADES, 1, { "tradeid", "aggressor", "aggtradeid", "isbuyermaker", "entrytime",
                                   "entryprice", "exitprice" } },
  { BW_IMPORT_VERDICT_TRADES, 3, { "side", "price", "qty", "quantity", "size", "amount" } },
  { BW_IMPORT_VERDICT_ACTIONS, 1, { "exdate", "recorddate", "paydate" } },
  { BW_IMPORT_VERDICT_CALENDAR, 2,
    { "kind", "timeny", "session", "openutc", "closeutc", "impact", "forecast", "previous", "actual" } },
  { BW_IMPORT_VERDICT_CALENDAR, 1, { "fedmeeting*", "holiday", "earlyclose*" } },
};

static gboolean
matches_word (const char *normal, const char *word)
{
  gsize n = strlen (word);

  if (word[n - 1] == '*')
    return strncmp (normal, word, n - 1) == 0;
  return strcmp (normal, word) == 0;
}

static gboolean
matches_any (const char *normal, const char *const *words, gsize n_words)
{
  for (gsize i = 0; i < n_words && words[i] != NULL; i++)
    if (matches_word (normal, words[i]))
      return TRUE;
  return FALSE;
}

/**
 * bw_import_kind_of_names:
 *
 * Returns: what else than bars a file with those columns is; BARS when nothing speaks against them
 */
BwImportVerdict
bw_import_kind_of_names (char **column_names, guint n_names)
{
  for (gsize k = 0; k < G_N_ELEMENTS (kinds); k++)
    {
      int n_found = 0;

      for (guint i = 0; i < n_names; i++)
        {
          g_autofree char *normal = bw_import_normalise_name (column_names[i]);

          n_found += matches_any (normal, kinds[k].words, G_N_ELEMENTS (kinds[k].words));
        }
      if (n_found >= kinds[k].n_needed)
        return kinds[k].kind;
    }
  return BW_IMPORT_VERDICT_BARS;
}

const char *
bw_import_table_get (const BwImportTable *table, guint row_index, int column_index)
{
  char **row = g_ptr_array_index (table->rows, row_index);

  return row[column_index];
}

/**
 * bw_import_looks_like_number:
 *
 * Returns: whether a person would call it a number: a sign, a currency, separators may be there
 */
gboolean
bw_import_looks_like_number (const char *text)
{
  gboolean has_digit = FALSE;

  if (*text == '+' || *text == '-' || *text == '$')
    text++;
  else if (g_str_has_prefix (text, "€") || g_str_has_prefix (text, "£"))
    text = g_utf8_next_char (text);
  for (; *text != '\0'; text++)
    {
      if (g_ascii_isdigit (*text))
        has_digit = TRUE;
      else if ((*text == 'e' || *text == 'E') && has_digit &&
               (g_ascii_isdigit (text[1]) || ((text[1] == '-' || text[1] == '+') && text[2] != '\0')))
        text++;
      else if (*text != '.' && *text != ',' && *text != '\'')
        return FALSE;
    }
  return has_digit;
}

static double
measure_numbers (const BwImportTable *table, int column)
{
  guint n_rows = MIN (table->rows->len, ROWS_FOR_CONTENT);
  guint n_numbers = 0, n_filled = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      const char *text = bw_import_table_get (table, i, column);

      n_filled += *text != '\0';
      n_numbers += bw_import_looks_like_number (text);
    }
  return n_filled > 0 ? (double) n_numbers / n_filled : 0;
}

/* A role by name is believed only when the cells don't contradict it. A file whose every number is
 * bad has few of them: below a fifth is a contradiction. */
static void
drop_false_roles (BwImportGuess *guess, const BwImportTable *table)
{
  if (table->rows->len == 0)
    return;
  for (guint i = 0; i < guess->n_columns; i++)
    if (guess->roles[i] >= BW_IMPORT_ROLE_OPEN && measure_numbers (table, (int) i) < 0.2 &&
        guess->roles[i] != BW_IMPORT_ROLE_VOLUME && table->rows->len > 5 &&
        guess->roles[i] < BW_IMPORT_ROLE_BID_OPEN)
      guess->roles[i] = BW_IMPORT_ROLE_NONE;
}

/* yfinance puts two rows below its header: `Ticker,AAPL,…` and `Date,,…`. */
static void
take_second_header (BwImportGuess *guess, const BwImportTable *table)
{
  char **first;

  if (table->rows->len < 3)
    return;
  first = g_ptr_array_index (table->rows, 0);
  if (strcmp (first[0], "Ticker") != 0 || strcmp (bw_import_table_get (table, 1, 0), "Date") != 0)
    return;
  bw_import_guess_set_symbol (guess, first[1]);
  guess->n_skipped_lines += 2;
  g_ptr_array_remove_range (table->rows, 0, 2);
}

static gboolean
is_price_role (BwImportRole role)
{
  return role >= BW_IMPORT_ROLE_OPEN && role <= BW_IMPORT_ROLE_CLOSE;
}

/* A second column for a role is dropped: for times an epoch wins, else the first. */
static void
assign_by_name (BwImportGuess *guess)
{
  for (guint i = 0; i < guess->n_columns; i++)
    {
      BwImportRole role = bw_import_role_of_name (guess->column_names[i]);
      int held = bw_import_guess_find_role (guess, role);

      if (role == BW_IMPORT_ROLE_NONE || held < 0)
        guess->roles[i] = role;
      /* `close` beats `price` and `last`. */
      else if (is_price_role (role) && g_ascii_strcasecmp (guess->column_names[i], "close") == 0)
        {
          guess->roles[held] = BW_IMPORT_ROLE_NONE;
          guess->roles[i] = role;
        }
    }
  /* The day beside a whole time stamp says nothing new. */
  if (bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATETIME) >= 0)
    for (guint i = 0; i < guess->n_columns; i++)
      if (guess->roles[i] == BW_IMPORT_ROLE_DATE || guess->roles[i] == BW_IMPORT_ROLE_TIME)
        guess->roles[i] = BW_IMPORT_ROLE_NONE;
  /* A time without a date is a time stamp. */
  if (bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATETIME) < 0 &&
      bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATE) < 0)
    {
      int at = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_TIME);

      if (at >= 0)
        guess->roles[at] = BW_IMPORT_ROLE_DATETIME;
    }
}

static gboolean
is_column_moment (const BwImportTable *table, int column, gboolean is_time_alone)
{
  guint n_rows = MIN (table->rows->len, ROWS_FOR_CONTENT);
  guint n_fit = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      const char *text = bw_import_table_get (table, i, column);
      BwImportMoment moment = { 0 };
      gboolean fits = FALSE;

      if (is_time_alone)
        fits = strchr (text, ':') != NULL && bw_import_moment_parse_time (text, strlen (text), &moment);
      else
        for (int layout = 0; layout <= BW_IMPORT_DATE_NAMED && !fits; layout++)
          fits = bw_import_moment_parse ((BwImportDate) layout, text, strlen (text), &moment);
      /* An epoch: of this century, more or less. */
      if (!fits && !is_time_alone && strlen (text) >= 9 && strlen (text) <= 19)
        fits = strspn (text, "0123456789") == strlen (text);
      n_fit += fits;
    }
  return n_rows > 0 && n_fit > n_rows * 8 / 10;
}

/* Without names: the first date, a time behind it, a word, then four prices and a volume. */
static void
assign_by_content (BwImportGuess *guess, const BwImportTable *table)
{
  BwImportRole next_number = BW_IMPORT_ROLE_OPEN;
  gboolean has_date = FALSE;

  for (guint i = 0; i < guess->n_columns; i++)
    {
      int column = (int) i;

      if (!has_date && is_column_moment (table, column, FALSE))
        {
          guess->roles[i] = BW_IMPORT_ROLE_DATE;
          has_date = TRUE;
        }
      else if (has_date && next_number == BW_IMPORT_ROLE_OPEN &&
               bw_import_guess_find_role (guess, BW_IMPORT_ROLE_TIME) < 0 &&
               is_column_moment (table, column, TRUE))
        guess->roles[i] = BW_IMPORT_ROLE_TIME;
      else if (measure_numbers (table, column) > 0.5)
        {
          if (!has_date || next_number > BW_IMPORT_ROLE_VOLUME)
            continue;
          guess->roles[i] = next_number++;
          if (next_number == BW_IMPORT_ROLE_ADJ_CLOSE)
            next_number = BW_IMPORT_ROLE_VOLUME;
        }
      else if (bw_import_guess_find_role (guess, BW_IMPORT_ROLE_SYMBOL) < 0 &&
               next_number == BW_IMPORT_ROLE_OPEN && table->rows->len > 0 &&
               *bw_import_table_get (table, 0, column) != '\0')
        guess->roles[i] = BW_IMPORT_ROLE_SYMBOL;
    }
}

/* Prices by name, but no date by name: an index without a name, a foreign word. */
static void
find_unnamed_date (BwImportGuess *guess, const BwImportTable *table)
{
  if (bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATETIME) >= 0 ||
      bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATE) >= 0 ||
      bw_import_guess_find_role (guess, BW_IMPORT_ROLE_OPEN) < 0)
    return;
  for (guint i = 0; i < guess->n_columns; i++)
    if (guess->roles[i] == BW_IMPORT_ROLE_NONE && is_column_moment (table, (int) i, FALSE))
      {
        guess->roles[i] = BW_IMPORT_ROLE_DATE;
        return;
      }
}

/* Quote bars are told apart from trade bars by their columns. */
static void
guess_price (BwImportGuess *guess)
{
  gboolean has_trades = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_CLOSE) >= 0;
  gboolean has_bids = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_BID_CLOSE) >= 0;
  gboolean has_asks = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_ASK_CLOSE) >= 0;

  guess->price = BW_IMPORT_PRICE_TRADE;
  if (has_trades || (!has_bids && !has_asks))
    return;
  if (has_bids && has_asks)
    guess->price = BW_IMPORT_PRICE_UNDECIDED; /* decided when the instrument is known */
  else
    guess->price = has_bids ? BW_IMPORT_PRICE_BID : BW_IMPORT_PRICE_ASK;
}

/**
 * bw_import_guess_columns:
 *
 * Guesses what each column holds, and whether the whole is something else than bars.
 */
void
bw_import_guess_columns (BwImportGuess *guess, const BwImportTable *table)
{
  if (guess->has_header)
    {
      if (guess->kind == BW_IMPORT_VERDICT_BARS)
        guess->kind = bw_import_kind_of_names (guess->column_names, guess->n_columns);
      assign_by_name (guess);
      take_second_header (guess, table);
      drop_false_roles (guess, table);
      find_unnamed_date (guess, table);
      bw_import_guess_note (guess, BW_IMPORT_ITEM_COLUMNS, BW_IMPORT_LIKELY,
                            g_strdup (N_("By the names in the header.")));
    }
  else
    {
      assign_by_content (guess, table);
      bw_import_guess_note (guess, BW_IMPORT_ITEM_COLUMNS, BW_IMPORT_UNSURE,
                            g_strdup (N_("Without a header: the usual order was taken.")));
    }
  guess_price (guess);
}
