/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/* The cards of the dashboard. Each follows the desk by itself and fails alone. */

#define BW_TYPE_FIGURES_CARD (bw_figures_card_get_type ())
G_DECLARE_FINAL_TYPE (BwFiguresCard, bw_figures_card, BW, FIGURES_CARD, BwPanel)

#define BW_TYPE_EQUITY_CARD (bw_equity_card_get_type ())
G_DECLARE_FINAL_TYPE (BwEquityCard, bw_equity_card, BW, EQUITY_CARD, BwPanel)

#define BW_TYPE_HOLDINGS_CARD (bw_holdings_card_get_type ())
G_DECLARE_FINAL_TYPE (BwHoldingsCard, bw_holdings_card, BW, HOLDINGS_CARD, BwPanel)

#define BW_TYPE_SECTORS_CARD (bw_sectors_card_get_type ())
G_DECLARE_FINAL_TYPE (BwSectorsCard, bw_sectors_card, BW, SECTORS_CARD, BwPanel)

#define BW_TYPE_MOVERS_CARD (bw_movers_card_get_type ())
G_DECLARE_FINAL_TYPE (BwMoversCard, bw_movers_card, BW, MOVERS_CARD, BwPanel)

#define BW_TYPE_ACTIVITY_CARD (bw_activity_card_get_type ())
G_DECLARE_FINAL_TYPE (BwActivityCard, bw_activity_card, BW, ACTIVITY_CARD, BwPanel)

#define BW_TYPE_CLOCK_CARD (bw_clock_card_get_type ())
G_DECLARE_FINAL_TYPE (BwClockCard, bw_clock_card, BW, CLOCK_CARD, BwPanel)

/* What happened, with what there is to say of it where there is room. */
void bw_activity_card_set_brief (BwActivityCard *self, gboolean is_brief);

/* Four figures in a row; in as many columns as fit. */
void bw_figures_card_set_columns (BwFiguresCard *self, guint n_columns);

G_END_DECLS
