/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/account-dialogs.h"

#include "app/account/terms-form.h"
#include "app/dialog.h"
#include "app/words.h"
#include "trading/terms.h"

#include <glib/gi18n.h>

/* Opening an account, and changing what it agreed to: the same form in a window. */

#define BW_TYPE_ACCOUNT_DIALOG (bw_account_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountDialog, bw_account_dialog, BW, ACCOUNT_DIALOG, AdwWindow)

struct _BwAccountDialog
{
  AdwWindow parent_instance;
  BwDesk *desk; /* (owned) */
  BwTermsForm *form;
  GtkWidget *done_button;
  GtkLabel *problem_label;
  BwTimelineId timeline;
  BwAccountId account; /* 0: a new one, until it is open */
  BwFixed cash;
};

G_DEFINE_FINAL_TYPE (BwAccountDialog, bw_account_dialog, ADW_TYPE_WINDOW)

static void
say (BwAccountDialog *self, const char *problem)
{
  gtk_label_set_text (self->problem_label, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), *problem != '\0');
}

static void
form_changed_cb (BwAccountDialog *self)
{
  BwAccountTerms terms;
  BwFixed cash;
  gboolean is_named = bw_terms_form_get_terms (self->form, &terms, &cash);

  gtk_widget_set_sensitive (self->done_button, is_named);
  say (self, is_named ? "" : _("The account needs a name of at most 63 letters."));
}

/* What went wrong is said in the window, which stays open. */
static gboolean
is_done (BwAccountDialog *self, BwEngine *engine, GAsyncResult *result, BwCommandResult *outcome)
{
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (self->done_button, TRUE);
  if (!bw_engine_command_finish (engine, result, outcome, &error))
    say (self, error->message);
  else if (outcome->reason != BW_REASON_NONE)
    say (self, bw_words_reason (outcome->reason));
  else
    return TRUE;
  return FALSE;
}

static void
end (BwAccountDialog *self, const char *message)
{
  bw_desk_set_account (self->desk, self->timeline, self->account);
  bw_desk_tell (self->desk, message);
  gtk_window_close (GTK_WINDOW (self));
}

static void
paid_in_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwAccountDialog) self = user_data;
  BwCommandResult outcome = { 0 };

  if (is_done (self, BW_ENGINE (object), result, &outcome))
    end (self, _("The account is open"));
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwAccountDialog) self = user_data;
  BwInput input = { .kind = BW_INPUT_DEPOSIT };
  BwCommandResult outcome = { 0 };

  if (!is_done (self, BW_ENGINE (object), result, &outcome))
    return;
  self->account = outcome.account;
  if (self->cash.e8 == 0)
    {
      end (self, _("The account is open"));
      return;
    }
  input.cash.account = self->account;
  input.cash.amount = self->cash;
  gtk_widget_set_sensitive (self->done_button, FALSE);
  bw_engine_command_async (BW_ENGINE (object), self->timeline, &input, NULL, paid_in_cb, g_object_ref (self));
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwAccountDialog) self = user_data;
  BwCommandResult outcome = { 0 };

  if (is_done (self, BW_ENGINE (object), result, &outcome))
    end (self, _("The account’s terms are changed"));
}

static void
done_cb (BwAccountDialog *self)
{
  BwInput input = { .kind = self->account == 0 ? BW_INPUT_OPEN_ACCOUNT : BW_INPUT_CHANGE_TERMS };
  BwAccountTerms terms;

  if (!bw_terms_form_get_terms (self->form, &terms, &self->cash))
    return;
  if (self->account == 0)
    input.open_account.terms = terms;
  else
    {
      input.change_terms.account = self->account;
      input.change_terms.terms = terms;
    }
  gtk_widget_set_sensitive (self->done_button, FALSE);
  bw_engine_command_async (bw_desk_get_engine (self->desk), self->timeline, &input, NULL,
                           self->account == 0 ? opened_cb : changed_cb, g_object_ref (self));
}

static void
bw_account_dialog_dispose (GObject *object)
{
  g_clear_object (&BW_ACCOUNT_DIALOG (object)->desk);
  G_OBJECT_CLASS (bw_account_dialog_parent_class)->dispose (object);
}

static void
bw_account_dialog_class_init (BwAccountDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_account_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_account_dialog_init (BwAccountDialog *self)
{
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

static GtkWidget *
make_header (BwAccountDialog *self, const char *label)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_("_Cancel"));

  adw_header_bar_set_show_end_title_buttons (ADW_HEADER_BAR (header), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "window.close");
  self->done_button = gtk_button_new_with_mnemonic (label);
  gtk_widget_add_css_class (self->done_button, "suggested-action");
  g_signal_connect_object (self->done_button, "clicked", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), cancel);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->done_button);
  return header;
}

static BwAccountDialog *
make_dialog (BwDesk *desk, GtkWindow *parent, BwAccountId account)
{
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  BwAccountDialog *self = g_object_new (BW_TYPE_ACCOUNT_DIALOG, "transient-for", parent, "title",
                                        account == 0 ? _("New Account") : _("Change Terms"), NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *problem = gtk_label_new (NULL);

  bw_dialog_fit (GTK_WINDOW (self), 560, 680);
  self->desk = g_object_ref (desk);
  self->timeline = bw_desk_get_timeline (desk);
  self->account = account;
  self->problem_label = GTK_LABEL (problem);
  gtk_label_set_wrap (self->problem_label, TRUE);
  gtk_widget_add_css_class (problem, "error");
  gtk_widget_set_margin_top (problem, 6);
  self->form = BW_TERMS_FORM (
      bw_terms_form_new (timeline == NULL || timeline->kind == BW_TIMELINE_KIND_PRACTICE, account == 0));
  gtk_widget_set_vexpand (GTK_WIDGET (self->form), TRUE);
  gtk_box_append (GTK_BOX (box), make_header (self, account == 0 ? _("_Open Account") : _("_Change")));
  gtk_box_append (GTK_BOX (box), problem);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->form));
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/** bw_account_dialog_open: asks for the terms of a new account on the timeline that is looked at. */
void
bw_account_dialog_open (BwDesk *desk, GtkWindow *parent)
{
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  BwAccountDialog *self;
  BwAccountTerms terms;
  BwFixed cash;

  if (timeline == NULL)
    return;
  self = make_dialog (desk, parent, 0);
  bw_terms_preset_get (BW_TERMS_BEGINNER_CASH, timeline->kind == BW_TIMELINE_KIND_PRACTICE, _("My account"), &terms, &cash);
  bw_terms_form_set_terms (self->form, &terms, cash);
  gtk_window_present (GTK_WINDOW (self));
}

/** bw_account_dialog_change: the terms of the account that is looked at. */
void
bw_account_dialog_change (BwDesk *desk, GtkWindow *parent)
{
  const BwAccountView *view = bw_desk_get_account_view (desk);
  BwAccountDialog *self;

  if (view == NULL)
    return;
  self = make_dialog (desk, parent, view->account.id);
  bw_terms_form_set_account (self->form, view);
  gtk_window_present (GTK_WINDOW (self));
}
