/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/terms.h"

#include "base/percent.h"
#include "trading/fees.h"

#include <string.h>

/* ---- Kinds of values ---- */

/* What a member of one byte is called; a stored number each. */
typedef struct
{
  int number;
  const char *word;
} Word;

static const Word types[] = { { BW_ACCOUNT_CASH, "cash" }, { BW_ACCOUNT_MARGIN, "margin" }, { 0, NULL } };
static const Word multipliers[] = { { 1, "1" }, { 2, "2" }, { 4, "4" }, { 0, NULL } };
static const Word answers[] = { { 0, "no" }, { 1, "yes" }, { 0, NULL } };
static const Word lots[] = { { BW_LOTS_FIFO, "fifo" }, { BW_LOTS_LIFO, "lifo" }, { BW_LOTS_AVERAGE, "average" }, { 0, NULL } };
static const Word bar_fills[] = { { BW_BAR_FILL_NEXT_OPEN, "next-open" }, { BW_BAR_FILL_AT_CLOSE, "at-close" }, { 0, NULL } };
static const Word margin_rules[] = {
  { BW_MARGIN_RULE_BY_DATE, "by-date" },
  { BW_MARGIN_RULE_REGT_PDT, "regt-pdt" },
  { BW_MARGIN_RULE_INTRADAY, "intraday" },
  { 0, NULL },
};

/* @words: of the byte at @offset; %NULL for the others, which are read one by one. */
static const struct
{
  const char *word;
  const char *choices;
  const Word *words;
  gsize offset;
} table[BW_N_TERMS] = {
#define BYTE(member) G_STRUCT_OFFSET (BwAccountTerms, member)
  [BW_TERM_TYPE] = { "type", "cash or margin", types, BYTE (type) },
  [BW_TERM_MULTIPLIER] = { "multiplier", "1, 2 or 4", multipliers, BYTE (multiplier) },
  [BW_TERM_SHORTING] = { "shorting", "yes or no", answers, BYTE (is_shorting_allowed) },
  [BW_TERM_MARGIN_RULE] = { "margin-rule", "by-date, regt-pdt or intraday", margin_rules, BYTE (margin_rule) },
  [BW_TERM_DEFICITS] = { "deficits", "yes or no", answers, BYTE (allows_deficits) },
  [BW_TERM_PROFILE] = { "profile", "realistic, alpaca, ibkr, conservative, touch, pine or immediate", NULL, 0 },
  [BW_TERM_FEES] = { "fees", "a fee schedule's name, like none or us-equity-2026", NULL, 0 },
  [BW_TERM_LOTS] = { "lots", "fifo, lifo or average", lots, BYTE (lot_method) },
  [BW_TERM_LATENCY] = { "latency", "a duration like 250ms, 5s or 0", NULL, 0 },
  [BW_TERM_STALE_AFTER] = { "stale-after", "a duration like 30s, or never", NULL, 0 },
  [BW_TERM_SLIPPAGE] = { "slippage", "none, like 2ticks, or volume-share", NULL, 0 },
  [BW_TERM_LIMIT_TOUCH] = { "limit-touch", "profile, strict, reached or a chance like 30%", NULL, 0 },
  [BW_TERM_LIMIT_TICKS] = { "limit-ticks", "a number of ticks", NULL, 0 },
  [BW_TERM_PARTICIPATION] = { "participation", "off, or a share like 10%", NULL, 0 },
  [BW_TERM_VOLUME_SPLIT] = { "volume-split", "yes or no", answers, BYTE (fills.splits_volume) },
  [BW_TERM_BAR_FILL] = { "bar-fill", "next-open or at-close", bar_fills, BYTE (fills.bar_fill) },
#undef BYTE
};

static const struct
{
  const char *unit;
  gint64 ns;
} units[] = {
  { "d", BW_DAY },    { "h", BW_HOUR },         { "min", BW_MINUTE },     { "m", BW_MINUTE },
  { "s", BW_SECOND }, { "ms", BW_MILLISECOND }, { "us", BW_MICROSECOND }, { "ns", 1 },
};

static gboolean
parse_duration (const char *text, gint64 *duration_ns)
{
  gsize n_digits = strspn (text, "0123456789.");
  BwFixed number, ns;

  if (g_str_equal (text, "0"))
    {
      *duration_ns = 0;
      return TRUE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_str_equal (text + n_digits, units[i].unit) &&
        bw_fixed_parse (text, (gssize) n_digits, &number) == BW_FIXED_PARSE_OK &&
        bw_fixed_mul (number, (BwFixed){ units[i].ns }, BW_ROUND_TRUNCATE, &ns))
      {
        *duration_ns = ns.e8;
        return TRUE;
      }
  return FALSE;
}

/* In the largest unit that it is a whole number of. */
static void
print_duration (gint64 duration_ns, char *text)
{
  g_strlcpy (text, duration_ns == 0 ? "0" : "never", BW_TERM_TEXT_BYTES);
  if (duration_ns == 0 || duration_ns == G_MAXINT64)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (duration_ns % units[i].ns == 0)
      {
        g_snprintf (text, BW_TERM_TEXT_BYTES, "%" G_GINT64_FORMAT "%s", duration_ns / units[i].ns, units[i].unit);
        return;
      }
}

/* From 0 to 100 %. */
static gboolean
parse_share (const char *text, BwFixed *share)
{
  return bw_percent_parse (text, share) && share->e8 >= 0 && share->e8 <= BW_FIXED_ONE_E8;
}

static gboolean
parse_ticks (const char *text, gsize n_bytes, guint16 *ticks)
{
  g_autofree char *digits = g_strndup (text, n_bytes);
  guint64 number;

  if (!g_ascii_string_to_unsigned (digits, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;
  *ticks = (guint16) number;
  return TRUE;
}

/* ---- One by one ---- */

static gboolean
parse_slippage (const char *text, BwFillTerms *fills)
{
  if (g_str_has_suffix (text, "ticks"))
    {
      fills->slippage = BW_SLIPPAGE_TICKS;
      return parse_ticks (text, strlen (text) - strlen ("ticks"), &fills->slippage_ticks);
    }
  fills->slippage_ticks = 0;
  fills->slippage = g_str_equal (text, "none") ? BW_SLIPPAGE_NONE : BW_SLIPPAGE_VOLUME_SHARE;
  return g_str_equal (text, "none") || g_str_equal (text, "volume-share");
}

static gboolean
parse_touch (const char *text, BwFillTerms *fills)
{
  static const Word touches[] = { { BW_TOUCH_BY_PROFILE, "profile" }, { BW_TOUCH_STRICT, "strict" }, { BW_TOUCH_REACHED, "reached" } };
  BwFixed share;

  fills->touch_percent = 0;
  for (gsize i = 0; i < G_N_ELEMENTS (touches); i++)
    if (g_str_equal (text, touches[i].word))
      {
        fills->touch = (guint8) touches[i].number;
        return TRUE;
      }
  fills->touch = BW_TOUCH_CHANCE;
  if (!parse_share (text, &share) || share.e8 % (BW_FIXED_ONE_E8 / 100) != 0)
    return FALSE;
  fills->touch_percent = (guint8) (share.e8 / (BW_FIXED_ONE_E8 / 100));
  return TRUE;
}

static gboolean
parse_other (BwTerm term, const char *text, BwAccountTerms *terms)
{
  BwProfile profile;

  if (term == BW_TERM_PROFILE)
    {
      if (!bw_profile_parse (text, &profile))
        return FALSE;
      terms->profile = (guint8) profile;
      return TRUE;
    }
  if (term == BW_TERM_FEES)
    return bw_fees_exist (text) && g_strlcpy (terms->fee_schedule, text, sizeof terms->fee_schedule) < sizeof terms->fee_schedule;
  if (term == BW_TERM_LATENCY)
    return parse_duration (text, &terms->latency_ns);
  if (term == BW_TERM_STALE_AFTER)
    {
      terms->stale_after_ns = G_MAXINT64;
      return g_str_equal (text, "never") || parse_duration (text, &terms->stale_after_ns);
    }
  if (term == BW_TERM_SLIPPAGE)
    return parse_slippage (text, &terms->fills);
  if (term == BW_TERM_LIMIT_TOUCH)
    return parse_touch (text, &terms->fills);
  if (term == BW_TERM_LIMIT_TICKS)
    return parse_ticks (text, strlen (text), &terms->fills.limit_ticks);
  terms->fills.participation = BW_FIXED_ZERO;
  return g_str_equal (text, "off") || parse_share (text, &terms->fills.participation);
}

/**
 * bw_term_parse:
 * @terms: (inout): as they are without it; undefined after a mistake
 *
 * The type brings its multiplier and its shorting along when it changes: read it first.
 *
 * Returns: %FALSE when @text is none of bw_term_choices(); whether the terms as a whole are possible
 *   is the core's to judge
 */
gboolean
bw_term_parse (BwTerm term, const char *text, BwAccountTerms *terms)
{
  guint8 *byte = &G_STRUCT_MEMBER (guint8, terms, table[term].offset);
  guint8 type = terms->type;

  if (table[term].words == NULL)
    return parse_other (term, text, terms);
  for (const Word *word = table[term].words; word->word != NULL; word++)
    if (g_str_equal (word->word, text))
      {
        *byte = (guint8) word->number;
        if (terms->type != type)
          {
            terms->multiplier = terms->type == BW_ACCOUNT_CASH ? 1 : 2;
            terms->is_shorting_allowed = terms->type != BW_ACCOUNT_CASH;
          }
        return TRUE;
      }
  return FALSE;
}

static void
print_touch (const BwFillTerms *fills, char *text)
{
  switch ((BwTouchRule) fills->touch)
    {
    case BW_TOUCH_BY_PROFILE:
      g_strlcpy (text, "profile", BW_TERM_TEXT_BYTES);
      break;
    case BW_TOUCH_STRICT:
      g_strlcpy (text, "strict", BW_TERM_TEXT_BYTES);
      break;
    case BW_TOUCH_REACHED:
      g_strlcpy (text, "reached", BW_TERM_TEXT_BYTES);
      break;
    case BW_TOUCH_CHANCE:
      g_snprintf (text, BW_TERM_TEXT_BYTES, "%u%%", fills->touch_percent);
      break;
    }
}

/**
 * bw_term_print:
 * @text: (out caller-allocates): %BW_TERM_TEXT_BYTES
 *
 * Returns: (transfer none): @text: what bw_term_parse() reads
 */
const char *
bw_term_print (BwTerm term, const BwAccountTerms *terms, char *text)
{
  *text = '\0';
  for (const Word *word = table[term].words; word != NULL && word->word != NULL; word++)
    if (word->number == G_STRUCT_MEMBER (guint8, terms, table[term].offset))
      g_strlcpy (text, word->word, BW_TERM_TEXT_BYTES);
  if (table[term].words != NULL)
    return text;
  if (term == BW_TERM_PROFILE || term == BW_TERM_FEES)
    g_strlcpy (text, term == BW_TERM_FEES ? terms->fee_schedule : bw_profile_word (terms->profile), BW_TERM_TEXT_BYTES);
  else if (term == BW_TERM_LATENCY || term == BW_TERM_STALE_AFTER)
    print_duration (term == BW_TERM_LATENCY ? terms->latency_ns : terms->stale_after_ns, text);
  else if (term == BW_TERM_SLIPPAGE && terms->fills.slippage == BW_SLIPPAGE_TICKS)
    g_snprintf (text, BW_TERM_TEXT_BYTES, "%uticks", terms->fills.slippage_ticks);
  else if (term == BW_TERM_SLIPPAGE)
    g_strlcpy (text, terms->fills.slippage == BW_SLIPPAGE_NONE ? "none" : "volume-share", BW_TERM_TEXT_BYTES);
  else if (term == BW_TERM_LIMIT_TOUCH)
    print_touch (&terms->fills, text);
  else if (term == BW_TERM_LIMIT_TICKS)
    g_snprintf (text, BW_TERM_TEXT_BYTES, "%u", terms->fills.limit_ticks);
  else if (terms->fills.participation.e8 == 0)
    g_strlcpy (text, "off", BW_TERM_TEXT_BYTES);
  else
    bw_percent_print (terms->fills.participation, text);
  return text;
}

const char *
bw_term_word (BwTerm term)
{
  return table[term].word;
}

/** bw_term_choices: what bw_term_parse() takes, in words. */
const char *
bw_term_choices (BwTerm term)
{
  return table[term].choices;
}

/* ---- Presets ---- */

#define PRESET_TERMS_MAX 8

/* @cash: dollars. What is not named is as bw_account_terms_init() has it. */
static const struct
{
  const char *word;
  gint64 cash;
  struct
  {
    BwTerm term;
    const char *text;
  } terms[PRESET_TERMS_MAX];
} presets[BW_N_TERMS_PRESETS] = {
  [BW_TERMS_BEGINNER_CASH] = { "beginner-cash", 10000, { { BW_TERM_TYPE, "cash" }, { BW_TERM_FEES, "us-equity-2026" } } },
  [BW_TERMS_REALISTIC_MARGIN] = { "realistic-margin", 100000,
                                  { { BW_TERM_TYPE, "margin" }, { BW_TERM_FEES, "alpaca-live" }, { BW_TERM_PARTICIPATION, "20%" } } },
  /* Its paper accounts have 100,000 dollars, four times the buying power by day, and no fees. */
  [BW_TERMS_ALPACA_PAPER] = { "alpaca-paper", 100000, { { BW_TERM_TYPE, "margin" }, { BW_TERM_MULTIPLIER, "4" }, { BW_TERM_PROFILE, "alpaca" } } },
  [BW_TERMS_CONSERVATIVE] = { "conservative", 25000,
                              { { BW_TERM_TYPE, "margin" }, { BW_TERM_SHORTING, "no" }, { BW_TERM_PROFILE, "conservative" },
                                { BW_TERM_FEES, "all-costs" }, { BW_TERM_SLIPPAGE, "1ticks" }, { BW_TERM_LIMIT_TOUCH, "strict" },
                                { BW_TERM_PARTICIPATION, "5%" } } },
};

const char *
bw_terms_preset_word (BwTermsPreset preset)
{
  return presets[preset].word;
}

gboolean
bw_terms_preset_parse (const char *word, BwTermsPreset *preset)
{
  for (int i = 0; i < BW_N_TERMS_PRESETS; i++)
    if (g_str_equal (presets[i].word, word))
      {
        *preset = (BwTermsPreset) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * bw_terms_preset_get:
 * @has_quotes: the market quotes all the time: orders take their time there and quotes grow old;
 *   where bars are played neither has a meaning
 * @cash: (out): what to begin with
 */
void
bw_terms_preset_get (BwTermsPreset preset, gboolean has_quotes, const char *name, BwAccountTerms *terms, BwFixed *cash)
{
  bw_account_terms_init (terms, BW_ACCOUNT_MARGIN, name);
  for (gsize i = 0; i < PRESET_TERMS_MAX && presets[preset].terms[i].text != NULL; i++)
    bw_term_parse (presets[preset].terms[i].term, presets[preset].terms[i].text, terms);
  if (has_quotes)
    {
      terms->latency_ns = 20 * BW_MILLISECOND;
      terms->stale_after_ns = 30 * BW_SECOND;
    }
  *cash = (BwFixed){ presets[preset].cash * BW_FIXED_ONE_E8 };
}
