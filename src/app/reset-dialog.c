/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/reset-dialog.h"

#include "app/actions.h"
#include "app/format.h"

#include <adwaita.h>
#include <glib/gi18n.h>

typedef struct
{
  BwDesk *desk; /* (owned) */
  GtkEditable *entry; /* (borrowed): in the dialog, which owns this */
  AdwMessageDialog *dialog; /* (borrowed) */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->desk);
  g_free (asking);
}

static gboolean
read_cash (const Asking *asking, BwFixed *cash)
{
  return bw_fixed_parse (gtk_editable_get_text (asking->entry), -1, cash) == BW_FIXED_PARSE_OK && cash->e8 >= 0;
}

static void
text_changed_cb (GtkEditable *entry, gpointer user_data)
{
  const Asking *asking = user_data;
  BwFixed cash;

  adw_message_dialog_set_response_enabled (asking->dialog, "reset", read_cash (asking, &cash));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Asking *asking = user_data;
  BwFixed cash;

  if (g_str_equal (response, "reset") && read_cash (asking, &cash))
    bw_actions_reset (asking->desk, cash);
}

/**
 * bw_reset_dialog_present:
 *
 * The amount that is offered is what was paid in so far.
 */
void
bw_reset_dialog_present (BwDesk *desk, GtkWindow *parent)
{
  const BwAccountView *account = bw_engine_account (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                                                    bw_desk_get_account (desk));
  GtkWidget *dialog = adw_message_dialog_new (
      parent, _("Begin again?"),
      _("All orders are cancelled, all positions are taken out, and profit, fees and income count from nothing. "
        "The history stays. The account then has this much cash:"));
  GtkWidget *entry = gtk_entry_new ();
  Asking *asking = g_new0 (Asking, 1);
  char digits[BW_FIXED_TEXT_BYTES];

  asking->desk = g_object_ref (desk);
  asking->entry = GTK_EDITABLE (entry);
  asking->dialog = ADW_MESSAGE_DIALOG (dialog);
  g_object_set_data_full (G_OBJECT (dialog), "asking", asking, asking_free);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Starting cash"), -1);
  adw_message_dialog_set_extra_child (asking->dialog, entry);
  adw_message_dialog_add_responses (asking->dialog, "leave", _("_Keep It"), "reset", _("_Begin Again"), NULL);
  adw_message_dialog_set_response_appearance (asking->dialog, "reset", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (asking->dialog, "leave");
  adw_message_dialog_set_close_response (asking->dialog, "leave");
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), asking);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), asking);
  gtk_editable_set_text (asking->entry,
                         account != NULL ? bw_fixed_print (account->account.deposits, 0, 2, digits) : "100000");
  gtk_window_present (GTK_WINDOW (dialog));
}
