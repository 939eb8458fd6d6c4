/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/vocabulary.h"

#include "base/translatable.h"

#include <string.h>

#define NAME_BYTES_MAX 48

#define PRICE(id, name, aliases, title, summary)                                                   \
  {                                                                                                \
    BW_WORD_##id, BW_WORD_GROUP_PRICE, BW_VALUE_NUMBER, BW_UNIT_PRICE, name, aliases, title,       \
        summary, 0, 0                                                                              \
  }
#define NUMBER(id, group, unit, name, aliases, title, summary)                                     \
  {                                                                                                \
    BW_WORD_##id, BW_WORD_GROUP_##group, BW_VALUE_NUMBER, BW_UNIT_##unit, name, aliases, title,    \
        summary, 0, 0                                                                              \
  }
#define TEXT(id, name, aliases, title, summary)                                                    \
  {                                                                                                \
    BW_WORD_##id, BW_WORD_GROUP_COMPANY, BW_VALUE_TEXT, BW_UNIT_PLAIN, name, aliases, title,       \
        summary, 0, 0                                                                              \
  }
#define CALL(id, group, unit, name, aliases, title, summary, n_values_max, period)                 \
  {                                                                                                \
    BW_WORD_##id, BW_WORD_GROUP_##group, BW_VALUE_NUMBER, BW_UNIT_##unit, name, aliases, title,    \
        summary, n_values_max, period                                                              \
  }

/* clang-format off */
static const BwWord words[BW_N_WORDS] = {
  PRICE (OPEN, "open", "", N_ ("Open"), N_ ("The bar's first price")),
  PRICE (HIGH, "high", "", N_ ("High"), N_ ("The bar's highest price")),
  PRICE (LOW, "low", "", N_ ("Low"), N_ ("The bar's lowest price")),
  PRICE (CLOSE, "close", "price|last|last price", N_ ("Price"), N_ ("The bar's last price; of the bar under way, the price now")),
  NUMBER (VOLUME, VOLUME, COUNT, "volume", "", N_ ("Volume"), N_ ("How much was traded within the bar")),
  PRICE (PREVIOUS_CLOSE, "previous close", "prev close|prior close", N_ ("Previous close"), N_ ("Of the session before; of the bar before, from daily bars up")),
  PRICE (SESSION_OPEN, "session open", "day open", N_ ("Session's open"), N_ ("The session's first price; the bar's own, from daily bars up")),
  PRICE (YEAR_HIGH, "52 week high", "52w high|52week high|52 weeks high|52 wk high|year high", N_ ("52-week high"), N_ ("The highest price of a year of bars, or of as many as there are")),
  PRICE (YEAR_LOW, "52 week low", "52w low|52week low|52 weeks low|52 wk low|year low", N_ ("52-week low"), N_ ("The lowest price of a year of bars, or of as many as there are")),
  NUMBER (CHANGE, CHANGE, PRICE, "change", "net change", N_ ("Change"), N_ ("The price less the previous close")),
  NUMBER (CHANGE_PERCENT, CHANGE, PERCENT, "change%", "change percent|change %|percent change", N_ ("Change in percent"), N_ ("The change in percent of the previous close")),
  NUMBER (GAP, CHANGE, PERCENT, "gap", "gap%|gap percent", N_ ("Gap"), N_ ("The session's open against the previous close, in percent")),
  CALL (RETURN, CHANGE, PERCENT, "return", "return%|performance", N_ ("Return over bars"), N_ ("The price against that of so many bars ago, in percent"), 1, 1),
  NUMBER (DOLLAR_VOLUME, VOLUME, MONEY, "dollar volume", "turnover|value traded", N_ ("Dollar volume"), N_ ("Volume times price, in the instrument's currency")),
  CALL (AVERAGE_VOLUME, VOLUME, COUNT, "average volume", "avg volume|mean volume", N_ ("Average volume"), N_ ("The mean volume of so many bars, this one included"), 1, 20),
  CALL (RELATIVE_VOLUME, VOLUME, PLAIN, "relative volume", "rel volume|rvol", N_ ("Relative volume"), N_ ("The volume against the mean of so many bars before this one"), 1, 20),
  NUMBER (MARKET_CAP, COMPANY, MONEY, "market cap", "market capitalisation|market capitalization|marketcap|mcap", N_ ("Market capitalisation"), N_ ("Shares outstanding times price")),
  NUMBER (SHARES, COMPANY, COUNT, "shares", "shares outstanding", N_ ("Shares outstanding"), N_ ("How many shares there are")),
  NUMBER (EARNINGS, COMPANY, MONEY, "earnings", "earnings per share|eps", N_ ("Earnings per share"), N_ ("Of the last four reports")),
  NUMBER (PRICE_EARNINGS, COMPANY, PLAIN, "price earnings", "price to earnings|pe", N_ ("Price to earnings"), N_ ("The price over the earnings per share; unknown where they aren't above 0")),
  NUMBER (DIVIDEND, COMPANY, MONEY, "dividend", "dividends|dividend per share", N_ ("Dividend per share"), N_ ("Of a year")),
  NUMBER (DIVIDEND_YIELD, COMPANY, PERCENT, "dividend yield", "yield", N_ ("Dividend yield"), N_ ("A year's dividend in percent of the price")),
  TEXT (SYMBOL, "symbol", "ticker", N_ ("Symbol"), N_ ("As it is traded")),
  TEXT (NAME, "name", "company", N_ ("Name"), N_ ("Of the company, fund or coin")),
  TEXT (SECTOR, "sector", "", N_ ("Sector"), N_ ("Of the economy: Energy, Health Care, …")),
  TEXT (INDUSTRY, "industry", "sub industry", N_ ("Industry"), N_ ("The part of the sector")),
  TEXT (CLASS, "class", "kind|asset class", N_ ("Kind"), N_ ("equity, etf, crypto, fx, …")),
  TEXT (EXCHANGE, "exchange", "market", N_ ("Market"), N_ ("Whose hours it keeps: XNYS, CRYPTO, FX")),
  TEXT (CURRENCY, "currency", "", N_ ("Currency"), N_ ("That its price is in")),
  TEXT (SOURCE, "source", "", N_ ("Source"), N_ ("Where its prices come from: practice, import, …")),
  CALL (HIGHEST, FUNCTION, PRICE, "highest", "", N_ ("Highest of bars"), N_ ("The highest value of so many bars, this one included; of the high where no series is named"), 2, -1),
  CALL (LOWEST, FUNCTION, PRICE, "lowest", "", N_ ("Lowest of bars"), N_ ("The lowest value of so many bars, this one included; of the low where no series is named"), 2, -1),
  CALL (AVERAGE, FUNCTION, PRICE, "average", "avg|mean", N_ ("Average of bars"), N_ ("The mean of so many bars, this one included; of the close where no series is named"), 2, -1),
  CALL (SUM, FUNCTION, PLAIN, "sum", "", N_ ("Sum of bars"), N_ ("Of so many bars, this one included"), 2, -1),
  CALL (MIN, FUNCTION, PLAIN, "min", "", N_ ("Smaller"), N_ ("The smallest of two to eight numbers"), 8, 0),
  CALL (MAX, FUNCTION, PLAIN, "max", "", N_ ("Larger"), N_ ("The largest of two to eight numbers"), 8, 0),
  CALL (ABS, FUNCTION, PLAIN, "abs", "", N_ ("Without its sign"), N_ ("How far a number is from 0"), 1, 0),
  CALL (COUNT, FUNCTION, COUNT, "count", "", N_ ("Count of bars"), N_ ("On how many of so many bars a condition is met"), 2, -1),
};
/* clang-format on */

static const char *const group_titles[BW_N_WORD_GROUPS] = {
  [BW_WORD_GROUP_PRICE] = N_ ("Price"),          [BW_WORD_GROUP_CHANGE] = N_ ("Change"),
  [BW_WORD_GROUP_VOLUME] = N_ ("Volume"),        [BW_WORD_GROUP_COMPANY] = N_ ("Company"),
  [BW_WORD_GROUP_FUNCTION] = N_ ("Calculation"),
};

const BwWord *
bw_word_get (BwWordId id)
{
  g_return_val_if_fail (id < BW_N_WORDS, NULL);

  return &words[id];
}

const char *
bw_word_group_get_title (BwWordGroup group)
{
  g_return_val_if_fail (group < BW_N_WORD_GROUPS, NULL);

  return group_titles[group];
}

/**
 * bw_word_normalise:
 *
 * Returns: (transfer full): in small letters, with one blank for each run of blanks, "_" and "-"
 */
char *
bw_word_normalise (const char *text)
{
  GString *plain = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (g_ascii_isspace (*text) || *text == '_' || *text == '-')
      {
        if (plain->len > 0 && plain->str[plain->len - 1] != ' ')
          g_string_append_c (plain, ' ');
      }
    else
      g_string_append_c (plain, g_ascii_tolower (*text));
  if (plain->len > 0 && plain->str[plain->len - 1] == ' ')
    g_string_truncate (plain, plain->len - 1);
  return g_string_free (plain, FALSE);
}

static gboolean
is_alias (const char *aliases, const char *name)
{
  gsize n_bytes = strlen (name);

  for (const char *alias = aliases; alias != NULL && *alias != '\0';)
    {
      const char *end = strchrnul (alias, '|');

      if ((gsize)(end - alias) == n_bytes && strncmp (alias, name, n_bytes) == 0)
        return TRUE;
      alias = *end == '|' ? end + 1 : end;
    }
  return FALSE;
}

/**
 * bw_word_find:
 * @text: in any case, blanks written as blanks, "_" or "-"
 *
 * Returns: (nullable)
 */
const BwWord *
bw_word_find (const char *text)
{
  g_autofree char *name = bw_word_normalise (text);

  for (guint k = 0; k < BW_N_WORDS; k++)
    if (strcmp (words[k].name, name) == 0 || is_alias (words[k].aliases, name))
      return &words[k];
  return NULL;
}

/* How many letters must be added, dropped, changed or swapped with their neighbour. */
static guint
distance_between (const char *a, const char *b)
{
  guint rows[3][NAME_BYTES_MAX + 1];
  gsize n_a = strlen (a), n_b = strlen (b);

  if (n_a > NAME_BYTES_MAX || n_b > NAME_BYTES_MAX)
    return G_MAXUINT;
  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = (guint)j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];

      row[0] = (guint)i;
      for (gsize j = 1; j <= n_b; j++)
        {
          row[j] = MIN (MIN (row[j - 1], above[j]) + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], two_above[j - 2] + 1);
        }
    }
  return rows[n_a % 3][n_b];
}

static void
consider (const char *name, const char *shown, const char *wanted, guint *best, const char **found)
{
  g_autofree char *plain = bw_word_normalise (name);
  guint distance = distance_between (plain, wanted);

  if (distance < *best)
    {
      *best = distance;
      *found = shown;
    }
}

/**
 * bw_word_suggest:
 * @text: a name that isn't known
 *
 * Returns: (transfer full) (nullable): the known one that is most like it, if any is
 */
char *
bw_word_suggest (const char *text)
{
  g_autofree char *wanted = bw_word_normalise (text);
  guint best = strlen (wanted) <= 3 ? 2 : strlen (wanted) <= 7 ? 3 : 4;
  const char *found = NULL;

  for (guint k = 0; k < BW_N_WORDS; k++)
    {
      g_auto (GStrv) aliases = g_strsplit (words[k].aliases, "|", -1);

      consider (words[k].name, words[k].name, wanted, &best, &found);
      for (guint a = 0; aliases[a] != NULL; a++)
        consider (aliases[a], words[k].name, wanted, &best, &found);
    }
  for (gsize k = 0; k < bw_indicator_get_n_infos (); k++)
    {
      const char *name = bw_indicator_get_info (k)->name;

      consider (name, name, wanted, &best, &found);
    }
  return g_strdup (found);
}
