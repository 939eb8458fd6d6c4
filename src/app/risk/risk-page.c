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

static void
kill_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (dialog));

  if (parent != NULL && !g_str_equal (response, "close"))
    gtk_widget_activate_action (GTK_WIDGET (parent), "desk.kill-switch", "s", response);
}

/**
 * bw_kill_switch_present:
 * @parent: in the window it belongs to
 *
 * Asks how the account is to be stopped. Each choice takes effect at once; Escape changes nothing.
 */
void
bw_kill_switch_present (GtkWidget *parent)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (parent)), _("Stop this account?"),
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
  g_signal_connect (dialog, "response", G_CALLBACK (kill_response_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
