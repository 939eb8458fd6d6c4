/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/terms.h"

/* Every term, both ways: what it takes, how it is printed again, and what it refuses. */
static const struct
{
  BwTerm term;
  const char *text;
  const char *printed; /* NULL: refused */
} cases[] = {
  { BW_TERM_TYPE, "cash", "cash" },
  { BW_TERM_TYPE, "margin", "margin" },
  { BW_TERM_TYPE, "Cash", NULL },
  { BW_TERM_MULTIPLIER, "4", "4" },
  { BW_TERM_MULTIPLIER, "3", NULL },
  { BW_TERM_SHORTING, "no", "no" },
  { BW_TERM_SHORTING, "true", NULL },
  { BW_TERM_MARGIN_RULE, "regt-pdt", "regt-pdt" },
  { BW_TERM_MARGIN_RULE, "pdt", NULL },
  { BW_TERM_DEFICITS, "yes", "yes" },
  { BW_TERM_DEFICITS, "", NULL },
  { BW_TERM_PROFILE, "pine", "pine" },
  { BW_TERM_PROFILE, "oak", NULL },
  { BW_TERM_FEES, "us-equity-2026", "us-equity-2026" },
  { BW_TERM_FEES, "free", NULL },
  { BW_TERM_LOTS, "average", "average" },
  { BW_TERM_LOTS, "hifo", NULL },
  { BW_TERM_LATENCY, "250ms", "250ms" },
  { BW_TERM_LATENCY, "0", "0" },
  { BW_TERM_LATENCY, "1500ms", "1500ms" },
  { BW_TERM_LATENCY, "2000ms", "2s" },
  { BW_TERM_LATENCY, "1.5s", "1500ms" },
  { BW_TERM_LATENCY, "2m", "2min" },
  { BW_TERM_LATENCY, "24h", "1d" },
  { BW_TERM_LATENCY, "5", NULL },
  { BW_TERM_LATENCY, "-5s", NULL },
  { BW_TERM_LATENCY, "s", NULL },
  { BW_TERM_LATENCY, "5 s", NULL },
  { BW_TERM_LATENCY, "never", NULL },
  { BW_TERM_LATENCY, "999999999d", NULL },
  { BW_TERM_STALE_AFTER, "never", "never" },
  { BW_TERM_STALE_AFTER, "30s", "30s" },
  { BW_TERM_STALE_AFTER, "sometimes", NULL },
  { BW_TERM_SLIPPAGE, "none", "none" },
  { BW_TERM_SLIPPAGE, "2ticks", "2ticks" },
  { BW_TERM_SLIPPAGE, "volume-share", "volume-share" },
  { BW_TERM_SLIPPAGE, "ticks", NULL },
  { BW_TERM_SLIPPAGE, "65536ticks", NULL },
  { BW_TERM_LIMIT_TOUCH, "profile", "profile" },
  { BW_TERM_LIMIT_TOUCH, "strict", "strict" },
  { BW_TERM_LIMIT_TOUCH, "reached", "reached" },
  { BW_TERM_LIMIT_TOUCH, "30%", "30%" },
  { BW_TERM_LIMIT_TOUCH, "30.5%", NULL },
  { BW_TERM_LIMIT_TOUCH, "101%", NULL },
  { BW_TERM_LIMIT_TICKS, "3", "3" },
  { BW_TERM_LIMIT_TICKS, "3.5", NULL },
  { BW_TERM_PARTICIPATION, "off", "off" },
  { BW_TERM_PARTICIPATION, "12.5%", "12.5%" },
  { BW_TERM_PARTICIPATION, "12.5", NULL },
  { BW_TERM_PARTICIPATION, "-1%", NULL },
  { BW_TERM_PARTICIPATION, "100.1%", NULL },
  { BW_TERM_VOLUME_SPLIT, "yes", "yes" },
  { BW_TERM_VOLUME_SPLIT, "0", NULL },
  { BW_TERM_BAR_FILL, "at-close", "at-close" },
  { BW_TERM_BAR_FILL, "close", NULL },
};

static void
test_words (void)
{
  gboolean is_tested[BW_N_TERMS] = { FALSE };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwAccountTerms terms, again;
      char text[BW_TERM_TEXT_BYTES], same[BW_TERM_TEXT_BYTES];
      gboolean is_taken;

      bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
      again = terms;
      is_taken = bw_term_parse (cases[i].term, cases[i].text, &terms);
      g_test_message ("%s %s", bw_term_word (cases[i].term), cases[i].text);
      g_assert_cmpint (is_taken, ==, cases[i].printed != NULL);
      if (!is_taken)
        continue;
      is_tested[cases[i].term] = TRUE;
      g_assert_cmpstr (bw_term_print (cases[i].term, &terms, text), ==, cases[i].printed);
      g_assert_true (bw_term_parse (cases[i].term, text, &again));
      g_assert_cmpstr (bw_term_print (cases[i].term, &again, same), ==, text);
    }
  for (int term = 0; term < BW_N_TERMS; term++)
    {
      g_assert_true (is_tested[term]);
      g_assert_nonnull (bw_term_choices (term));
    }
}

/* The type brings its multiplier and its shorting with it, when it changes. */
static void
test_type (void)
{
  BwAccountTerms terms;

  bw_account_terms_init (&terms, BW_ACCOUNT_MARGIN, "A");
  g_assert_true (bw_term_parse (BW_TERM_MULTIPLIER, "4", &terms));
  g_assert_true (bw_term_parse (BW_TERM_TYPE, "margin", &terms));
  g_assert_cmpint (terms.multiplier, ==, 4); /* it was one before */
  g_assert_true (bw_term_parse (BW_TERM_TYPE, "cash", &terms));
  g_assert_cmpint (terms.multiplier, ==, 1);
  g_assert_false (terms.is_shorting_allowed);
  g_assert_true (bw_term_parse (BW_TERM_TYPE, "margin", &terms));
  g_assert_cmpint (terms.multiplier, ==, 2);
  g_assert_true (terms.is_shorting_allowed);
}

static const struct
{
  BwTermsPreset preset;
  const char *word;
  gint64 cash;
  BwTerm term;
  const char *text;
} presets[] = {
  { BW_TERMS_BEGINNER_CASH, "beginner-cash", 10000, BW_TERM_TYPE, "cash" },
  { BW_TERMS_REALISTIC_MARGIN, "realistic-margin", 100000, BW_TERM_PARTICIPATION, "20%" },
  { BW_TERMS_ALPACA_PAPER, "alpaca-paper", 100000, BW_TERM_PROFILE, "alpaca" },
  { BW_TERMS_CONSERVATIVE, "conservative", 25000, BW_TERM_SLIPPAGE, "1ticks" },
};

static void
test_presets (void)
{
  g_assert_cmpint (G_N_ELEMENTS (presets), ==, BW_N_TERMS_PRESETS);
  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      BwAccountTerms terms;
      BwTermsPreset found;
      BwFixed cash;
      char text[BW_TERM_TEXT_BYTES];

      g_assert_cmpstr (bw_terms_preset_word (presets[i].preset), ==, presets[i].word);
      g_assert_true (bw_terms_preset_parse (presets[i].word, &found));
      g_assert_cmpint (found, ==, presets[i].preset);
      bw_terms_preset_get (found, TRUE, "mine", &terms, &cash);
      g_assert_cmpint (cash.e8, ==, presets[i].cash * BW_FIXED_ONE_E8);
      g_assert_cmpstr (terms.name, ==, "mine");
      g_assert_cmpstr (bw_term_print (presets[i].term, &terms, text), ==, presets[i].text);
      g_assert_cmpstr (bw_term_print (BW_TERM_LATENCY, &terms, text), ==, "20ms");
      bw_terms_preset_get (found, FALSE, "mine", &terms, &cash);
      g_assert_cmpstr (bw_term_print (BW_TERM_LATENCY, &terms, text), ==, "0"); /* bars have none */
      g_assert_cmpstr (bw_term_print (BW_TERM_STALE_AFTER, &terms, text), ==, "never");
    }
  g_assert_false (bw_terms_preset_parse ("reckless", &(BwTermsPreset){ 0 }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/terms/words", test_words);
  g_test_add_func ("/trading/terms/type", test_type);
  g_test_add_func ("/trading/terms/presets", test_presets);
  return g_test_run ();
}
