/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/account-dialogs.h"

#include "app/actions.h"
#include "app/format.h"

#include <glib/gi18n.h>

/* ---- Deposits and withdrawals ---- */

typedef struct
{
  BwDesk *desk; /* (owned) */
  BwInputKind kind;
  AdwMessageDialog *dialog; /* (borrowed): it owns this */
  GtkEditable *entry;       /* (borrowed) */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->desk);
  g_free (asking);
}

static gboolean
read_amount (const Asking *asking, BwFixed *amount)
{
  return bw_fixed_parse (gtk_editable_get_text (asking->entry), -1, amount) == BW_FIXED_PARSE_OK && amount->e8 > 0 &&
         amount->e8 % (BW_FIXED_ONE_E8 / 100) == 0;
}

static void
text_changed_cb (GtkEditable *entry, gpointer user_data)
{
  const Asking *asking = user_data;
  BwFixed amount;

  adw_message_dialog_set_response_enabled (asking->dialog, "do", read_amount (asking, &amount));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Asking *asking = user_data;
  BwFixed amount;

  if (g_str_equal (response, "do") && read_amount (asking, &amount))
    bw_actions_move_cash (asking->desk, asking->kind, amount);
}

/** bw_account_cash_dialog: @kind: %BW_INPUT_DEPOSIT or %BW_INPUT_WITHDRAW, of the account looked at */
void
bw_account_cash_dialog (BwDesk *desk, GtkWindow *parent, BwInputKind kind)
{
  const BwAccountView *view = bw_desk_get_account_view (desk);
  gboolean is_deposit = kind == BW_INPUT_DEPOSIT;
  g_autofree char *free_cash = NULL, *body = NULL;
  GtkWidget *dialog, *entry;
  Asking *asking;

  if (view == NULL)
    return;
  free_cash = bw_format_money (view->figures.withdrawable, view->account.terms.currency, BW_FORMAT_PLAIN);
  body = is_deposit ? g_strdup (_("Practice money is added to the account. Profit doesn’t count it."))
                    : g_strdup_printf (_("At most %s can be taken out now: what has settled and backs no position."), free_cash);
  dialog = adw_message_dialog_new (parent, is_deposit ? _("Deposit") : _("Withdraw"), body);
  entry = gtk_entry_new ();
  asking = g_new0 (Asking, 1);
  asking->desk = g_object_ref (desk);
  asking->kind = kind;
  asking->dialog = ADW_MESSAGE_DIALOG (dialog);
  asking->entry = GTK_EDITABLE (entry);
  g_object_set_data_full (G_OBJECT (dialog), "asking", asking, asking_free);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), "1000.00");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Amount"), -1);
  adw_message_dialog_set_extra_child (asking->dialog, entry);
  adw_message_dialog_add_responses (asking->dialog, "leave", _("_Cancel"), "do", is_deposit ? _("_Deposit") : _("_Withdraw"), NULL);
  adw_message_dialog_set_response_appearance (asking->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (asking->dialog, "do");
  adw_message_dialog_set_close_response (asking->dialog, "leave");
  adw_message_dialog_set_response_enabled (asking->dialog, "do", FALSE);
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), asking);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), asking);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- The window's actions ---- */

static void
run_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GtkWindow *window = GTK_WINDOW (widget);
  g_autoptr (BwDesk) desk = NULL;

  g_object_get (widget, "desk", &desk, NULL);
  if (desk == NULL || !bw_desk_is_open (desk))
    return;
  if (g_str_equal (action_name, "win.new-account"))
    bw_account_dialog_open (desk, window);
  else if (g_str_equal (action_name, "win.change-terms"))
    bw_account_dialog_change (desk, window);
  else if (g_str_equal (action_name, "win.deposit"))
    bw_account_cash_dialog (desk, window, BW_INPUT_DEPOSIT);
  else if (g_str_equal (action_name, "win.withdraw"))
    bw_account_cash_dialog (desk, window, BW_INPUT_WITHDRAW);
  else
    gtk_window_present (GTK_WINDOW (bw_account_details_new (desk, window)));
}

/** bw_account_install_actions: @widget_class: of a window with a property "desk" */
void
bw_account_install_actions (GtkWidgetClass *widget_class)
{
  static const char *const names[] = { "win.new-account", "win.account", "win.change-terms", "win.deposit", "win.withdraw" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_class_install_action (widget_class, names[i], NULL, run_cb);
}
