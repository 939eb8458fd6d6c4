/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/headline.h"

#include <string.h>

/* For the translators' tools: the words are looked up where they are shown. */
#define N_(text) (text)

#define INDEX_BITS  12
#define AMOUNT_BITS 40
/* Amounts are packed in ten-thousandths. */
#define AMOUNT_UNIT_E8 10000

static const struct
{
  guint16 number; /* stored: never change one */
  BwHeadlineEffect effect;
  const char *pattern;
} headlines[] = {
  /* TRANSLATORS: headlines of a made-up market. {name} is a company, {symbol} its ticker, {amount} a
     sum of money or a ratio. */
  { 1, BW_HEADLINE_IDLE, N_ ("{name} to speak at an investors’ conference") },
  { 2, BW_HEADLINE_IDLE, N_ ("{name} opens an office in a northern port") },
  { 3, BW_HEADLINE_IDLE, N_ ("{name} publishes its report on waste and water") },
  { 4, BW_HEADLINE_IDLE, N_ ("{name} pays for another marathon") },
  { 5, BW_HEADLINE_IDLE, N_ ("Analysts repeat what they thought of {symbol}") },
  { 6, BW_HEADLINE_IDLE, N_ ("{name} moves its head of purchasing to a new post") },
  { 7, BW_HEADLINE_IDLE, N_ ("Short seller warns of {name}, with little that is new") },
  { 8, BW_HEADLINE_IDLE, N_ ("Rumour of an offer for {name} is denied") },
  { 9, BW_HEADLINE_IDLE, N_ ("{name} celebrates an anniversary") },
  { 10, BW_HEADLINE_IDLE, N_ ("{symbol} is on every list of shares to watch") },
  { 20, BW_HEADLINE_GOOD, N_ ("{name} raises its outlook for the year") },
  { 21, BW_HEADLINE_GOOD, N_ ("{name} wins the largest order of its history") },
  { 22, BW_HEADLINE_GOOD, N_ ("Court rules in favour of {name}") },
  { 23, BW_HEADLINE_GOOD, N_ ("{name} will buy back a tenth of its shares") },
  { 24, BW_HEADLINE_GOOD, N_ ("Regulator approves a product of {name}") },
  { 40, BW_HEADLINE_BAD, N_ ("{name} lowers its outlook for the year") },
  { 41, BW_HEADLINE_BAD, N_ ("{name} loses its largest customer") },
  { 42, BW_HEADLINE_BAD, N_ ("Regulator opens an inquiry into {name}") },
  { 43, BW_HEADLINE_BAD, N_ ("{name} recalls a product") },
  { 44, BW_HEADLINE_BAD, N_ ("{name} finds mistakes in its accounts") },
  { 60, BW_HEADLINE_EITHER, N_ ("{name} replaces its chief executive") },
  { 61, BW_HEADLINE_EITHER, N_ ("{name} sells a division") },
  { 62, BW_HEADLINE_EITHER, N_ ("{name} changes its prices") },
  { 63, BW_HEADLINE_EITHER, N_ ("Large holder of {symbol} changes its stake") },
  { 64, BW_HEADLINE_EITHER, N_ ("{name} reports results of a trial") },
  { 80, BW_HEADLINE_MARKET, N_ ("Central bank surprises with its decision on rates") },
  { 81, BW_HEADLINE_MARKET, N_ ("Prices rise at a pace that few expected") },
  { 82, BW_HEADLINE_MARKET, N_ ("Tariffs: talks take a turn") },
  { 83, BW_HEADLINE_MARKET, N_ ("Employment report far from forecasts") },
  { BW_HEADLINE_DIVIDEND_DECLARED, BW_HEADLINE_CORPORATE,
    N_ ("{name} declares a dividend of {amount} a share; ex-date in two weeks") },
  { BW_HEADLINE_EX_DIVIDEND, BW_HEADLINE_CORPORATE, N_ ("{symbol} trades without its dividend of {amount} a share") },
  { BW_HEADLINE_SPLIT, BW_HEADLINE_CORPORATE, N_ ("{name} splits its shares {amount} for 1") },
  { BW_HEADLINE_REVERSE_SPLIT, BW_HEADLINE_CORPORATE, N_ ("{name} merges its shares: 1 for {amount}") },
  { BW_HEADLINE_TAKEOVER, BW_HEADLINE_CORPORATE, N_ ("{name} is to be bought for {amount} a share in cash") },
  { BW_HEADLINE_TAKEOVER_DONE, BW_HEADLINE_CORPORATE,
    N_ ("{name} leaves the exchange: holders get {amount} a share") },
  { BW_HEADLINE_BANKRUPT, BW_HEADLINE_CORPORATE, N_ ("{name} is bankrupt; its shares are worthless") },
  { BW_HEADLINE_EARNINGS_ABOVE, BW_HEADLINE_CORPORATE, N_ ("{name} earns {amount} a share, more than expected") },
  { BW_HEADLINE_EARNINGS_BELOW, BW_HEADLINE_CORPORATE, N_ ("{name} earns {amount} a share, less than expected") },
  { BW_HEADLINE_HALT_NEWS, BW_HEADLINE_CORPORATE, N_ ("Trading in {symbol} halted: news pending") },
  { BW_HEADLINE_RENAMED, BW_HEADLINE_CORPORATE, N_ ("{name} changes its ticker") },
};

/**
 * bw_headline_pack:
 *
 * Returns: its number: what the event carries. Amounts beyond ±54 million are cut.
 */
guint64
bw_headline_pack (const BwHeadline *headline)
{
  gint64 limit = ((gint64) 1 << (AMOUNT_BITS - 1)) - 1;
  gint64 amount = CLAMP (headline->amount_e8 / AMOUNT_UNIT_E8, -limit, limit);
  guint64 index = (guint64) (headline->index + 1) & ((1 << INDEX_BITS) - 1);

  return (guint64) (headline->pattern & 0xfff) << (INDEX_BITS + AMOUNT_BITS) | index << AMOUNT_BITS |
         ((guint64) amount & (((guint64) 1 << AMOUNT_BITS) - 1));
}

void
bw_headline_unpack (guint64 number, BwHeadline *headline)
{
  gint64 amount = (gint64) (number << (64 - AMOUNT_BITS)) >> (64 - AMOUNT_BITS);

  headline->pattern = (guint16) (number >> (INDEX_BITS + AMOUNT_BITS));
  headline->index = (gint32) (number >> AMOUNT_BITS & ((1 << INDEX_BITS) - 1)) - 1;
  headline->amount_e8 = amount * AMOUNT_UNIT_E8;
}

/**
 * bw_headline_pattern:
 *
 * Returns: (transfer none): English, a key for gettext; %NULL for a number of no headline
 */
const char *
bw_headline_pattern (guint16 pattern)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headlines); i++)
    if (headlines[i].number == pattern)
      return headlines[i].pattern;
  return NULL;
}

BwHeadlineEffect
bw_headline_effect (guint16 pattern)
{
  for (gsize i = 0; i < G_N_ELEMENTS (headlines); i++)
    if (headlines[i].number == pattern)
      return headlines[i].effect;
  return BW_HEADLINE_IDLE;
}

guint
bw_headline_count (BwHeadlineEffect effect)
{
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (headlines); i++)
    n += headlines[i].effect == effect;
  return n;
}

/**
 * bw_headline_nth:
 * @n: counted from 0; taken modulo how many there are
 */
guint16
bw_headline_nth (BwHeadlineEffect effect, guint n)
{
  guint left = n % bw_headline_count (effect);

  for (gsize i = 0; i < G_N_ELEMENTS (headlines); i++)
    if (headlines[i].effect == effect && left-- == 0)
      return headlines[i].number;
  return 0;
}

/**
 * bw_headline_compose:
 * @pattern: maybe translated
 *
 * Returns: (transfer full): @pattern with its {name}, {symbol} and {amount} filled in
 */
char *
bw_headline_compose (const char *pattern, const char *name, const char *symbol, const char *amount)
{
  const struct
  {
    const char *key, *word;
  } words[] = { { "{name}", name }, { "{symbol}", symbol }, { "{amount}", amount } };
  GString *text = g_string_new (NULL);

  while (*pattern != '\0')
    {
      gsize i = 0;

      while (i < G_N_ELEMENTS (words) && !g_str_has_prefix (pattern, words[i].key))
        i++;
      if (i < G_N_ELEMENTS (words))
        {
          g_string_append (text, words[i].word);
          pattern += strlen (words[i].key);
        }
      else
        g_string_append_c (text, *pattern++);
    }
  return g_string_free (text, FALSE);
}
