/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/account.h"

G_BEGIN_DECLS

/* What an account may agree to, as words: the same ones as in scenarios. */
typedef enum
{
  BW_TERM_TYPE, /* first: it brings its multiplier and its shorting with it */
  BW_TERM_MULTIPLIER,
  BW_TERM_SHORTING,
  BW_TERM_MARGIN_RULE,
  BW_TERM_DEFICITS,
  BW_TERM_PROFILE,
  BW_TERM_FEES,
  BW_TERM_LOTS,
  BW_TERM_LATENCY,
  BW_TERM_STALE_AFTER,
  BW_TERM_SLIPPAGE,
  BW_TERM_LIMIT_TOUCH,
  BW_TERM_LIMIT_TICKS,
  BW_TERM_PARTICIPATION,
  BW_TERM_VOLUME_SPLIT,
  BW_TERM_BAR_FILL,
  BW_N_TERMS
} BwTerm;

/* Accounts to begin with. */
typedef enum
{
  BW_TERMS_BEGINNER_CASH,
  BW_TERMS_REALISTIC_MARGIN,
  BW_TERMS_ALPACA_PAPER,
  BW_TERMS_CONSERVATIVE,
  BW_N_TERMS_PRESETS
} BwTermsPreset;

#define BW_TERM_TEXT_BYTES 48

const char *bw_term_word (BwTerm term);
const char *bw_term_choices (BwTerm term);
gboolean bw_term_parse (BwTerm term, const char *text, BwAccountTerms *terms);
const char *bw_term_print (BwTerm term, const BwAccountTerms *terms, char *text);

const char *bw_terms_preset_word (BwTermsPreset preset);
gboolean bw_terms_preset_parse (const char *word, BwTermsPreset *preset);
void bw_terms_preset_get (BwTermsPreset preset, gboolean has_quotes, const char *name, BwAccountTerms *terms, BwFixed *cash);

G_END_DECLS
