/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "trading/terms.h"

G_BEGIN_DECLS

/* An account's terms and its standing with its broker, in sentences. */

/**
 * BwChoice:
 * @title, @sentence: to be translated with gettext ()
 */
typedef struct
{
  int value;
  const char *title;
  const char *sentence;
} BwChoice;

const BwChoice *bw_account_words_types (gsize *n_choices);
const BwChoice *bw_account_words_multipliers (gsize *n_choices);
const BwChoice *bw_account_words_margin_rules (gsize *n_choices);
const BwChoice *bw_account_words_profiles (gsize *n_choices);
const BwChoice *bw_account_words_lots (gsize *n_choices);
const BwChoice *bw_account_words_slippages (gsize *n_choices);
const BwChoice *bw_account_words_touches (gsize *n_choices);
const BwChoice *bw_account_words_bar_fills (gsize *n_choices);
const BwChoice *bw_account_words_presets (gsize *n_choices);
const char *bw_account_words_term (BwTerm term);
const BwChoice *bw_account_words_find (const BwChoice *choices, gsize n_choices, int value);
void bw_account_words_schedule (const char *schedule, const char **title, const char **sentence);

char *bw_account_words_event (const BwMarginEvent *event, const char *currency);
char *bw_account_words_event_detail (const BwMarginEvent *event, const char *zone);
gboolean bw_account_words_is_good (BwMarginEventKind kind);
const char *bw_account_words_call_title (BwMarginCallKind kind);
char *bw_account_words_call (const BwMarginCall *call, const char *currency, const char *zone);
char *bw_account_words_urgent (const BwAccountView *view, BwTime now, const char *zone);

G_END_DECLS
