/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/risk/risk-page.h"

#include "app/tabs-page.h"

#include <glib/gi18n.h>

static const BwTab tabs[] = {
  { "limits", N_("Limits"), "bw-risk-symbolic", bw_limits_panel_new },
  { "verdicts", N_("Verdicts"), "view-list-symbolic", bw_verdicts_panel_new },
};

GtkWidget *
bw_risk_page_new (BwDesk *desk)
{
  return bw_tabs_page_new (desk, "risk", _("Risk"), tabs, G_N_ELEMENTS (tabs));
}

/**
 * bw_kill_switch_present:
 * @parent: in the window it belongs to
 * @heading: who is to be stopped, as a question
 *
 * Asks how. Escape changes nothing.
 *
 * Returns: (transfer none): the dialog: its response is close, stop, cancel, flatten, freeze or off
 */
GtkWidget *
bw_kill_switch_present (GtkWidget *parent, const char *heading)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (parent)), heading,
      _("Stop new orders: positions can still be closed.\n"
        "Cancel orders: all open orders are cancelled first.\n"
        "Flatten: orders are cancelled and all positions closed at market.\n"
        "Freeze: nothing but cancelling is possible."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("Leave It"), "stop",
                                    _("Stop New Orders"), "cancel", _("Cancel Orders"), "flatten",
                                    _("Flatten"), "freeze", _("Freeze"), "off", _("Allow Again"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "flatten", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stop");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
