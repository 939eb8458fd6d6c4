/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/amount-dialog.h"

#define CENT (BW_FIXED_ONE_E8 / 100)

typedef struct
{
  BwDesk *desk; /* (owned) */
  BwAmountFunc func;
  gboolean allows_zero;
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

/* Whole cents. */
static gboolean
read_amount (const Asking *asking, BwFixed *amount)
{
  return bw_fixed_parse (gtk_editable_get_text (asking->entry), -1, amount) == BW_FIXED_PARSE_OK &&
         amount->e8 >= (asking->allows_zero ? 0 : 1) && amount->e8 % CENT == 0;
}

static void
text_changed_cb (GtkEditable *entry, gpointer user_data)
{
  const Asking *asking = user_data;
  BwFixed amount;

  adw_message_dialog_set_response_enabled (asking->dialog, "act", read_amount (asking, &amount));
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  const Asking *asking = user_data;
  BwFixed amount;

  if (g_str_equal (response, "act") && read_amount (asking, &amount))
    asking->func (asking->desk, amount);
}

static GtkWidget *
make_entry (const BwAmountQuestion *question)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), question->hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, question->name, -1);
  return entry;
}

/** bw_amount_dialog_present: asks @question, and does what it is about when it is answered. */
void
bw_amount_dialog_present (BwDesk *desk, GtkWindow *parent, const BwAmountQuestion *question)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, question->heading, question->body);
  GtkWidget *entry = make_entry (question);
  Asking *asking = g_new0 (Asking, 1);

  *asking = (Asking){ g_object_ref (desk), question->func, question->allows_zero, ADW_MESSAGE_DIALOG (dialog),
                      GTK_EDITABLE (entry) };
  g_object_set_data_full (G_OBJECT (dialog), "asking", asking, asking_free);
  adw_message_dialog_set_extra_child (asking->dialog, entry);
  adw_message_dialog_add_responses (asking->dialog, "leave", question->leave, "act", question->act, NULL);
  adw_message_dialog_set_response_appearance (
      asking->dialog, "act", question->is_destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (asking->dialog, question->is_destructive ? "leave" : "act");
  adw_message_dialog_set_close_response (asking->dialog, "leave");
  g_signal_connect (entry, "changed", G_CALLBACK (text_changed_cb), asking);
  g_signal_connect (dialog, "response", G_CALLBACK (response_cb), asking);
  gtk_editable_set_text (asking->entry, question->text);
  text_changed_cb (asking->entry, asking);
  gtk_window_present (GTK_WINDOW (dialog));
}
