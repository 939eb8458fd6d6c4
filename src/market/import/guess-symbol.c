/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "market/import/guess-private.h"

/* Whose bars they are: the symbol, and from it and the days traded the market and the currency. */

static const char *const currencies[] = {
  "USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF",
  "TRY", "ZAR", "MXN", "SGD", "HKD", "CNH", "CNY", "INR", "BRL", "ILS", "XAU", "XAG", "XPT", "XPD",
};

static const char *const coins[] = {
  "BTC", "XBT", "ETH", "LTC", "XRP", "BCH", "ADA", "DOT", "DOGE", "SOL", "BNB", "XLM", "XMR", "EOS",
  "TRX", "LINK", "UNI", "ATOM", "AAVE", "AVAX", "MATIC", "SHIB", "XEM", "MIOTA", "CRO", "WBTC", "ETC",
  "FIL", "ALGO", "NEAR", "APT", "ARB", "ZEC", "DASH", "NEO", "USDT", "USDC",
};

static const char *const coin_quotes[] = { "USDT", "USDC", "BUSD", "TUSD", "USD", "EUR", "GBP",
                                           "JPY",  "BTC",  "ETH" };

static const char *const indices[] = { "VIX", "SPX", "NDX", "DJI", "DJIA", "RUT", "COMP", "IXIC",
                                       "GSPC", "SP500", "DAX" };

static const char *const funds[] = { "SPY", "QQQ", "VOO", "VTI", "IVV", "IWM", "DIA", "VNQ", "VEA",
                                     "VWO", "VGK", "EFA", "EEM", "GLD", "SLV", "TLT", "AGG", "BND",
                                     "SPYD", "SPYG", "SPYV", "XLK", "XLF", "XLE", "XLV", "XLY", "XLP",
                                     "XLI", "XLB", "XLU", "XLRE", "XLC", "VUG", "VTV", "ARKK" };

/* Words in file names that are no symbols. */
static const char *const noise[] = {
  "daily", "day", "hourly", "hour", "minute", "minutes", "min", "weekly", "monthly", "intraday", "data",
  "history", "historical", "prices", "price", "quotes", "quote", "bars", "bar", "trades", "trade",
  "ohlc", "ohlcv", "candles", "export", "download", "stock", "stocks", "etf", "crypto", "forex", "fx",
  "us", "csv", "txt", "gz", "zip", "coinbase", "binance", "kraken", "bitstamp", "yahoo", "stooq",
  "nasdaq", "nyse", "alpaca", "oanda", "dukascopy", "finam", "tiingo", "bidask", "bid", "ask", "mid",
  "full", "all", "sample", "samples", "adjusted", "raw", "utc", "d", "h", "m", "tick", "eod", "chart",
};

static gboolean
is_listed (const char *text, gsize n_bytes, const char *const *list, gsize n_listed)
{
  for (gsize i = 0; i < n_listed; i++)
    if (strlen (list[i]) == n_bytes && g_ascii_strncasecmp (list[i], text, n_bytes) == 0)
      return TRUE;
  return FALSE;
}

#define IS_LISTED(text, n, list) is_listed ((text), (n), (list), G_N_ELEMENTS (list))

/**
 * bw_import_split_pair:
 * @base: (out caller-allocates): at least %BW_SYMBOL_BYTES
 * @quote: (out caller-allocates): likewise
 *
 * `EURUSD`, `BTC-USD`, `ETH/USDT`: two currencies, or a coin and what it is priced in.
 */
gboolean
bw_import_split_pair (const char *symbol, char *base, char *quote, BwInstrumentClass *instrument_class)
{
  char joined[BW_SYMBOL_BYTES];
  gsize n = 0;

  for (; *symbol != '\0' && n + 1 < sizeof joined; symbol++)
    if (g_ascii_isalnum (*symbol))
      joined[n++] = g_ascii_toupper (*symbol);
    else if (strchr ("/-_:", *symbol) == NULL)
      return FALSE;
  joined[n] = '\0';
  if (n == 6 && IS_LISTED (joined, 3, currencies) && IS_LISTED (joined + 3, 3, currencies))
    {
      g_strlcpy (base, joined, 4);
      g_strlcpy (quote, joined + 3, 4);
      *instrument_class = BW_INSTRUMENT_FX;
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (coin_quotes); i++)
    {
      gsize n_quote = strlen (coin_quotes[i]);

      if (n > n_quote && strcmp (joined + n - n_quote, coin_quotes[i]) == 0 &&
          IS_LISTED (joined, n - n_quote, coins))
        {
          g_strlcpy (base, joined, n - n_quote + 1);
          g_strlcpy (quote, coin_quotes[i], BW_SYMBOL_BYTES);
          *instrument_class = BW_INSTRUMENT_CRYPTO;
          return TRUE;
        }
    }
  return FALSE;
}

/* MetaTrader puts the timeframe behind the pair: `GBPUSD60`, `EURUSDM15`. */
static void
cut_timeframe (char *token)
{
  char pair[7], base[BW_SYMBOL_BYTES], quote[BW_SYMBOL_BYTES];
  BwInstrumentClass instrument_class;
  const char *rest = token + 6;

  if (strlen (token) <= 6)
    return;
  rest += g_ascii_isalpha (*rest) && strchr ("MHDWmhdw", *rest) != NULL;
  g_strlcpy (pair, token, sizeof pair);
  if (*rest != '\0' && strspn (rest, "0123456789") == strlen (rest) &&
      bw_import_split_pair (pair, base, quote, &instrument_class))
    token[6] = '\0';
}

static int
score_token (const char *token)
{
  gsize n = strlen (token);
  char base[BW_SYMBOL_BYTES], quote[BW_SYMBOL_BYTES];
  BwInstrumentClass instrument_class;
  gsize n_upper = 0, n_letters = 0;

  for (gsize i = 0; i < n; i++)
    {
      n_upper += g_ascii_isupper (token[i]);
      n_letters += g_ascii_isalpha (token[i]);
    }
  if (n == 0 || n > 15 || n_letters == 0 || g_ascii_isdigit (token[0]))
    return 0;
  if (bw_import_split_pair (token, base, quote, &instrument_class))
    return 100;
  if (IS_LISTED (token, n, noise))
    return 1;
  if (n_upper == n_letters && n <= 5)
    return 50 + (int) n;
  return n_upper > 0 && n_upper < n_letters ? 5 : 10;
}

/* `DA-AAPL-T-2021-04-21.csv` is AAPL, `coinbase_btcusd_daily.csv` BTCUSD, `brk.b.us.txt` BRK.B. */
static char *
find_in_file_name (const char *file_name, int *score)
{
  g_autofree char *base = g_path_get_basename (file_name);
  g_auto (GStrv) tokens = NULL;
  const char *best = NULL;

  *score = 0;
  g_strdelimit (base, "_- .()[],+", ' ');
  tokens = g_strsplit (base, " ", -1);
  for (gsize i = 0; tokens[i] != NULL; i++)
    {
      int token_score;

      cut_timeframe (tokens[i]);
      token_score = score_token (tokens[i]);
      if (token_score > *score)
        {
          *score = token_score;
          best = tokens[i];
        }
    }
  return best != NULL && *score > 1 ? g_ascii_strup (best, -1) : NULL;
}

static const char *
find_first_symbol (const BwImportTable *table, int column)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (*bw_import_table_get (table, i, column) != '\0')
      return bw_import_table_get (table, i, column);
  return NULL;
}

/* Shares of the sample's rows that fall on Saturdays and on Sundays. */
static void
measure_weekend (const BwImportGuess *guess, const BwImportTable *table, double *saturdays,
                 double *sundays)
{
  int column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATETIME);
  guint n_saturdays = 0, n_sundays = 0, n_fit = 0;

  *saturdays = *sundays = 0;
  if (column < 0)
    column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATE);
  if (column < 0)
    return;
  for (guint i = 0; i < table->rows->len; i++)
    {
      const char *text = bw_import_table_get (table, i, column);
      BwImportMoment moment;

      if (!bw_import_moment_parse (guess->date, text, strlen (text), &moment))
        continue;
      n_fit++;
      n_saturdays += bw_date_weekday (moment.date) == 6;
      n_sundays += bw_date_weekday (moment.date) == 7;
    }
  if (n_fit == 0)
    return;
  *saturdays = (double) n_saturdays / n_fit;
  *sundays = (double) n_sundays / n_fit;
}

static void
set_market (BwImportGuess *guess, BwInstrumentClass instrument_class, const char *currency,
            BwImportConfidence confidence, const char *reason)
{
  guess->instrument_class = instrument_class;
  guess->calendar = instrument_class == BW_INSTRUMENT_CRYPTO ? BW_CALENDAR_CRYPTO
                    : instrument_class == BW_INSTRUMENT_FX   ? BW_CALENDAR_FX
                                                             : BW_CALENDAR_XNYS;
  bw_import_guess_set_currency (guess, currency);
  bw_import_guess_note (guess, BW_IMPORT_ITEM_CALENDAR, confidence, g_strdup (reason));
  bw_import_guess_note (guess, BW_IMPORT_ITEM_CURRENCY, confidence, g_strdup (reason));
}

static void
guess_market (BwImportGuess *guess, const BwImportTable *table, const char *symbol)
{
  char base[BW_SYMBOL_BYTES], quote[BW_SYMBOL_BYTES];
  BwInstrumentClass instrument_class;
  double saturdays, sundays;
  gsize n = symbol != NULL ? strlen (symbol) : 0;

  measure_weekend (guess, table, &saturdays, &sundays);
  if (symbol != NULL && bw_import_split_pair (symbol, base, quote, &instrument_class))
    set_market (guess, instrument_class, quote, BW_IMPORT_LIKELY,
                instrument_class == BW_INSTRUMENT_FX ? N_("The symbol is a pair of currencies.")
                                                     : N_("The symbol is a coin and its price's currency."));
  else if (saturdays > 0.05 && sundays > 0.05)
    set_market (guess, BW_INSTRUMENT_CRYPTO, "USD", BW_IMPORT_LIKELY,
                N_("There are bars on Saturdays and Sundays."));
  else if (n > 0 && (symbol[0] == '^' || IS_LISTED (symbol, n, indices)))
    set_market (guess, BW_INSTRUMENT_INDEX, "USD", BW_IMPORT_LIKELY, N_("The symbol is an index."));
  else if (n > 0 && IS_LISTED (symbol, n, funds))
    set_market (guess, BW_INSTRUMENT_ETF, "USD", BW_IMPORT_LIKELY, N_("The symbol is a fund."));
  else
    set_market (guess, BW_INSTRUMENT_EQUITY, "USD",
                saturdays == 0 && sundays == 0 ? BW_IMPORT_LIKELY : BW_IMPORT_UNSURE,
                N_("No bars at weekends: taken for stocks of New York."));
}

/**
 * bw_import_guess_symbol:
 *
 * Guesses the symbol, the market's hours, the kind of instrument and the currency.
 */
void
bw_import_guess_symbol (BwImportGuess *guess, const BwImportTable *table)
{
  int column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_SYMBOL);
  const char *symbol = NULL;
  int score;

  if (column >= 0)
    {
      symbol = find_first_symbol (table, column);
      bw_import_guess_note (guess, BW_IMPORT_ITEM_SYMBOL, BW_IMPORT_CERTAIN,
                            bw_import_phrase_fill (BW_IMPORT_PHRASE_FROM_COLUMN, guess->column_names[column]));
    }
  else if (guess->symbol != NULL)
    {
      symbol = guess->symbol;
      bw_import_guess_note (guess, BW_IMPORT_ITEM_SYMBOL, BW_IMPORT_CERTAIN,
                            g_strdup (N_("From the rows below the header.")));
    }
  else if (guess->file_name != NULL)
    {
      g_autofree char *found = find_in_file_name (guess->file_name, &score);

      bw_import_guess_set_symbol (guess, found);
      symbol = guess->symbol;
      bw_import_guess_note (guess, BW_IMPORT_ITEM_SYMBOL,
                            found != NULL && score >= 50 ? BW_IMPORT_LIKELY : BW_IMPORT_UNSURE,
                            g_strdup (N_("From the file's name.")));
    }
  guess_market (guess, table, symbol);
  if (guess->price == BW_IMPORT_PRICE_UNDECIDED && (guess->calendar == BW_CALENDAR_FX))
    {
      guess->price = BW_IMPORT_PRICE_MID;
      bw_import_guess_note (guess, BW_IMPORT_ITEM_PRICE, BW_IMPORT_LIKELY,
                            g_strdup (N_("Currencies have no trades: the middle of bid and ask is taken.")));
    }
}
