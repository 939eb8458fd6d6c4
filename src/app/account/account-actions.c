/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/account-dialogs.h"

#include "app/account/amount-dialog.h"
#include "app/actions.h"
#include "app/format.h"

#include <glib/gi18n.h>

/* ---- Questions about money ---- */

static void
deposit (BwDesk *desk, BwFixed amount)
{
  bw_actions_move_cash (desk, BW_INPUT_DEPOSIT, amount);
}

static void
withdraw (BwDesk *desk, BwFixed amount)
{
  bw_actions_move_cash (desk, BW_INPUT_WITHDRAW, amount);
}

/** bw_account_cash_dialog: @kind: %BW_INPUT_DEPOSIT or %BW_INPUT_WITHDRAW, of the account looked at */
void
bw_account_cash_dialog (BwDesk *desk, GtkWindow *parent, BwInputKind kind)
{
  const BwAccountView *view = bw_desk_get_account_view (desk);
  gboolean is_deposit = kind == BW_INPUT_DEPOSIT;
  g_autofree char *free_cash = NULL, *most = NULL;

  if (view == NULL)
    return;
  free_cash = bw_format_money (view->figures.withdrawable, view->account.terms.currency, BW_FORMAT_PLAIN);
  most = g_strdup_printf (_("At most %s can be taken out now: what has settled and backs no position."), free_cash);
  bw_amount_dialog_present (desk, parent, &(BwAmountQuestion){
    .heading = is_deposit ? _("Deposit") : _("Withdraw"),
    .body = is_deposit ? _("Practice money is added to the account. Profit doesn’t count it.") : most,
    .name = _("Amount"), .text = "", .hint = "1000.00",
    .leave = _("_Cancel"), .act = is_deposit ? _("_Deposit") : _("_Withdraw"),
    .func = is_deposit ? deposit : withdraw,
  });
}

/**
 * bw_account_reset_dialog:
 *
 * Asks what the account shown begins again with, and resets it. What is offered is what was paid in
 * so far.
 */
void
bw_account_reset_dialog (BwDesk *desk, GtkWindow *parent)
{
  const BwAccountView *view = bw_desk_get_account_view (desk);
  char digits[BW_FIXED_TEXT_BYTES];

  bw_amount_dialog_present (desk, parent, &(BwAmountQuestion){
    .heading = _("Begin again?"),
    .body = _("All orders are cancelled, all positions are taken out, and profit, fees and income count from nothing. "
              "The history stays. The account then has this much cash:"),
    .name = _("Starting cash"),
    .text = view != NULL ? bw_fixed_print (view->account.deposits, 0, 2, digits) : "100000",
    .leave = _("_Keep It"), .act = _("_Begin Again"),
    .allows_zero = TRUE, .is_destructive = TRUE, .func = bw_actions_reset,
  });
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
