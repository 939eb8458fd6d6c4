/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

/**
 * BwPanel:
 *
 * The base of everything that stands in the dock, and of the pages. It wakes when it is shown and
 * sleeps when it isn't: a panel that can't be seen costs nothing.
 */
#define BW_TYPE_PANEL (bw_panel_get_type ())
G_DECLARE_DERIVABLE_TYPE (BwPanel, bw_panel, BW, PANEL, AdwBin)

/**
 * BwPanelClass:
 * @set_up: before it is shown for the first time; makes models and columns
 * @refresh: while it is shown, whenever the engine's views have changed (BwChanged); with all bits
 *   when it is shown again
 * @instrument_changed: the symbol it follows is another; also called when it is shown
 * @sleep: it is no longer shown
 */
struct _BwPanelClass
{
  AdwBinClass parent_class;
  void (*set_up) (BwPanel *self);
  void (*refresh) (BwPanel *self, guint what);
  void (*instrument_changed) (BwPanel *self);
  void (*sleep) (BwPanel *self);
};

BwDesk *bw_panel_get_desk (BwPanel *self);
BwEngine *bw_panel_get_engine (BwPanel *self);
const char *bw_panel_get_id (BwPanel *self);
const char *bw_panel_get_title (BwPanel *self);
void bw_panel_set_title (BwPanel *self, const char *title);
BwLink bw_panel_get_link (BwPanel *self);
void bw_panel_set_link (BwPanel *self, BwLink link);
gboolean bw_panel_is_awake (BwPanel *self);

/* The symbol it follows; choosing one moves all panels of its colour. */
BwInstrumentId bw_panel_get_instrument (BwPanel *self);
const BwInstrument *bw_panel_lookup_instrument (BwPanel *self);
void bw_panel_choose_instrument (BwPanel *self, BwInstrumentId instrument);

G_END_DECLS
