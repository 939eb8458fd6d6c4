/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/panel.h"

G_BEGIN_DECLS

/**
 * BwNewsPanel:
 *
 * What has happened in the market besides trading: headlines, reports, dividends, splits, halts.
 * Activating a line moves the panels of its colour to the symbol.
 */
#define BW_TYPE_NEWS_PANEL (bw_news_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwNewsPanel, bw_news_panel, BW, NEWS_PANEL, BwPanel)

G_END_DECLS
