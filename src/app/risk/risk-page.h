/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"
#include "engine/risk.h"

G_BEGIN_DECLS

/* What orders are held to, how much of it is used, and what it made of them. */
GtkWidget *bw_risk_page_new (BwDesk *desk);

/* The limits of an account, or of all. */
#define BW_TYPE_LIMITS_PANEL (bw_limits_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwLimitsPanel, bw_limits_panel, BW, LIMITS_PANEL, BwPanel)

GtkWidget *bw_limits_panel_new (BwDesk *desk);

/* The log of verdicts, newest first. */
#define BW_TYPE_VERDICTS_PANEL (bw_verdicts_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwVerdictsPanel, bw_verdicts_panel, BW, VERDICTS_PANEL, BwPanel)

GtkWidget *bw_verdicts_panel_new (BwDesk *desk);

/* Every choice there is for stopping an account. */
GtkWidget *bw_kill_switch_present (GtkWidget *parent, const char *heading);

/* A limit's name and what it means, for people. */
const char *bw_risk_words_name (BwLimitRule rule);
const char *bw_risk_words_meaning (BwLimitRule rule);
const char *bw_risk_words_outcome (BwVerdictOutcome outcome);
char *bw_risk_words_number (BwLimitRule rule, BwFixed number);
char *bw_risk_words_verdict (const BwRuleVerdict *verdict);

G_END_DECLS
