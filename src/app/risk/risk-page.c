/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/risk/risk-page.h"

#include <glib/gi18n.h>

struct _BwRiskPage
{
  BwPanel parent_instance;
};

G_DEFINE_FINAL_TYPE (BwRiskPage, bw_risk_page, BW_TYPE_PANEL)

static void
bw_risk_page_set_up (BwPanel *panel)
{
  BwDesk *desk = bw_panel_get_desk (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *stack = adw_view_stack_new ();
  GtkWidget *switcher = adw_view_switcher_new ();

  adw_view_stack_add_titled_with_icon (ADW_VIEW_STACK (stack), bw_limits_panel_new (desk), "limits", _("Limits"),
                                      "bw-risk-symbolic");
  adw_view_stack_add_titled_with_icon (ADW_VIEW_STACK (stack), bw_verdicts_panel_new (desk), "verdicts", _("Verdicts"),
                                      "view-list-symbolic");
  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (switcher), ADW_VIEW_STACK (stack));
  gtk_widget_set_halign (switcher, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (switcher, 8);
  gtk_widget_set_margin_bottom (switcher, 4);
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), stack);
  adw_bin_set_child (ADW_BIN (panel), box);
}

static void
bw_risk_page_class_init (BwRiskPageClass *klass)
{
  BW_PANEL_CLASS (klass)->set_up = bw_risk_page_set_up;
}

static void
bw_risk_page_init (BwRiskPage *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-page");
}

GtkWidget *
bw_risk_page_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_RISK_PAGE, "desk", desk, "id", "risk", "title", _("Risk"), NULL);
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

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _("Leave it"), "stop",
                                    _("Stop new orders"), "cancel", _("Cancel orders"), "flatten",
                                    _("Flatten"), "freeze", _("Freeze"), "off", _("Allow again"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "flatten", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stop");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect (dialog, "response", G_CALLBACK (kill_response_cb), NULL);
  gtk_window_present (GTK_WINDOW (dialog));
}
