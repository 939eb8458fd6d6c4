/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/account/account-dialogs.h"

#include "app/account/account-words.h"

#include <glib/gi18n.h>

#define BW_TYPE_ACCOUNT_BANNER (bw_account_banner_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountBanner, bw_account_banner, BW, ACCOUNT_BANNER, AdwBin)

struct _BwAccountBanner
{
  AdwBin parent_instance;
  BwDesk *desk; /* (owned) */
  GtkWidget *bar;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (BwAccountBanner, bw_account_banner, ADW_TYPE_BIN)

static void
changed_cb (BwAccountBanner *self, guint what)
{
  const BwAccountView *view = bw_desk_get_account_view (self->desk);
  g_autofree char *text = NULL;

  if ((what & (BW_CHANGED_ACCOUNTS | BW_CHANGED_TIMELINES)) == 0)
    return;
  if (view != NULL)
    text = bw_account_words_urgent (view, bw_desk_get_now (self->desk), bw_desk_get_zone (self->desk));
  gtk_widget_set_visible (self->bar, text != NULL);
  if (text != NULL && g_strcmp0 (gtk_label_get_text (self->label), text) != 0)
    gtk_label_set_text (self->label, text);
}

/* An account that isn't looked at is named. */
static void
margin_event_cb (BwAccountBanner *self, guint timeline, const BwMarginEvent *event)
{
  const BwAccountView *view = bw_engine_account (bw_desk_get_engine (self->desk), timeline, event->account);
  g_autofree char *sentence = NULL, *detail = NULL, *message = NULL;
  gboolean is_shown = timeline == bw_desk_get_timeline (self->desk) && event->account == bw_desk_get_account (self->desk);

  if (view == NULL)
    return;
  sentence = bw_account_words_event (event, view->account.terms.currency);
  detail = bw_account_words_event_detail (event, bw_desk_get_zone (self->desk));
  message = g_strconcat (is_shown ? "" : view->account.terms.name, is_shown ? "" : ": ", sentence,
                         *detail != '\0' ? ", " : "", detail, NULL);
  if (is_shown)
    bw_desk_tell_with_action (self->desk, message, _("Details"), "win.account", NULL);
  else
    bw_desk_tell_with_action (self->desk, message, _("Show"), "desk.account",
                              g_variant_new ("(uu)", timeline, event->account));
}

static void
bw_account_banner_dispose (GObject *object)
{
  g_clear_object (&BW_ACCOUNT_BANNER (object)->desk);
  G_OBJECT_CLASS (bw_account_banner_parent_class)->dispose (object);
}

static void
bw_account_banner_class_init (BwAccountBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_account_banner_dispose;
}

static void
add_button (BwAccountBanner *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->bar), button);
}

static void
bw_account_banner_init (BwAccountBanner *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->label = GTK_LABEL (label);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (self->bar, "account-banner");
  gtk_box_append (GTK_BOX (self->bar), label);
  add_button (self, _("Deposit…"), "win.deposit");
  add_button (self, _("Details"), "win.account");
  gtk_widget_set_visible (self->bar, FALSE);
  adw_bin_set_child (ADW_BIN (self), self->bar);
}

GtkWidget *
bw_account_banner_new (BwDesk *desk)
{
  BwAccountBanner *self = g_object_new (BW_TYPE_ACCOUNT_BANNER, NULL);

  self->desk = g_object_ref (desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_desk_get_engine (desk), "margin-event", G_CALLBACK (margin_event_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
