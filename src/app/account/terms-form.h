/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * BwTermsForm:
 *
 * The fields of an account's terms, with a sentence on each choice. Signal ::changed ().
 */
#define BW_TYPE_TERMS_FORM (bw_terms_form_get_type ())
G_DECLARE_FINAL_TYPE (BwTermsForm, bw_terms_form, BW, TERMS_FORM, AdwBin)

GtkWidget *bw_terms_form_new (gboolean has_quotes, gboolean is_opening);
void bw_terms_form_set_terms (BwTermsForm *self, const BwAccountTerms *terms, BwFixed cash);
gboolean bw_terms_form_get_terms (BwTermsForm *self, BwAccountTerms *terms, BwFixed *cash);
void bw_terms_form_set_account (BwTermsForm *self, const BwAccountView *view);

G_END_DECLS
