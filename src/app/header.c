/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/header.h"

#include "app/alerts/notice-centre.h"
#include "app/dock/layouts.h"
#include "app/format.h"

#include <glib/gi18n.h>
#include <string.h>

struct _BwHeader
{
  BwPanel parent_instance;
  AdwHeaderBar *bar;
  GtkMenuButton *account_button;
  GtkLabel *account_label;
  GtkLabel *equity_label;
  GtkLabel *day_label;
  GtkLabel *badge_label;
  GtkMenuButton *stop_button;
  GtkPopover *stop_popover;
  GtkLabel *stop_label;
  GtkButton *halt_button;
  GtkWidget *search_button;
  GtkWidget *search_label;
  GtkWidget *search_key;
  BwNoticeCentre *notices; /* (owned): in the bar, or lent to the status bar */
  BwWidthClass width_class;
  guint64 menu_digest; /* of what the account menu was made from */
  GMenu *layout_section; /* of the main menu */
};

G_DEFINE_FINAL_TYPE (BwHeader, bw_header, BW_TYPE_PANEL)

static void
stop_chosen_cb (BwHeader *self)
{
  gtk_popover_popdown (self->stop_popover);
}

static void
append_account (GMenu *section, BwDesk *desk, const BwAccountView *view)
{
  const BwTimelineView *timeline = bw_engine_timeline (bw_desk_get_engine (desk), view->timeline);
  g_autofree char *label = NULL;
  g_autoptr (GMenuItem) item = NULL;

  if (timeline != NULL && timeline->parent != 0 && timeline->id != BW_TIMELINE_PRACTICE)
    label = g_strdup_printf (_("%s: %s"), timeline->name, view->account.terms.name);
  else if (timeline != NULL && timeline->kind == BW_TIMELINE_KIND_REPLAY && view->account.id == 1)
    label = g_strdup_printf (_("%s (replay)"), timeline->name);
  else if (timeline != NULL && timeline->kind == BW_TIMELINE_KIND_REPLAY)
    label = g_strdup_printf (_("%s: %s"), timeline->name, view->account.terms.name);
  else
    label = g_strdup (view->account.terms.name);
  item = g_menu_item_new (label, NULL);
  g_menu_item_set_action_and_target (item, "desk.account", "(uu)", view->timeline, view->account.id);
  g_menu_append_item (section, item);
}

static void
update_account_menu (BwHeader *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  BwEngine *engine = bw_desk_get_engine (desk);
  guint64 digest = bw_engine_n_accounts (engine) * 1000003 + bw_engine_n_timelines (engine);
  g_autoptr (GMenu) menu = NULL;
  g_autoptr (GMenu) accounts = NULL;
  g_autoptr (GMenu) own = NULL;
  g_autoptr (GMenu) acts = NULL;

  for (gsize i = 0; i < bw_engine_n_accounts (engine); i++)
    digest = digest * 31 + g_str_hash (bw_engine_account_at (engine, i)->account.terms.name);
  if (digest == self->menu_digest)
    return;
  self->menu_digest = digest;
  menu = g_menu_new ();
  accounts = g_menu_new ();
  own = g_menu_new ();
  acts = g_menu_new ();
  for (gsize i = 0; i < bw_engine_n_accounts (engine); i++)
    append_account (accounts, desk, bw_engine_account_at (engine, i));
  g_menu_append (own, _("Account Details"), "win.account");
  g_menu_append (own, _("Change Terms…"), "win.change-terms");
  g_menu_append (own, _("New Account…"), "win.new-account");
  g_menu_append (acts, _("New Replay…"), "win.replay");
  g_menu_append (acts, _("Rebalance…"), "win.rebalance");
  g_menu_append (acts, _("What If? Branch From Here…"), "win.branch(int64 0)");
  g_menu_append (acts, _("End This Replay or Branch"), "desk.close-timeline");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (accounts));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (own));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (acts));
  gtk_menu_button_set_menu_model (self->account_button, G_MENU_MODEL (menu));
}

static void
update_badge (BwHeader *self, const BwTimelineView *timeline)
{
  g_autofree char *text = NULL;

  if (timeline == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->badge_label), FALSE);
      return;
    }
  if (timeline->kind == BW_TIMELINE_KIND_REPLAY)
    text = self->width_class == BW_WIDTH_NARROW ? g_strdup (_("Replay")) : g_strdup_printf (_("Replay %s"), timeline->name);
  else if (timeline->parent != 0)
    text = g_strdup (self->width_class == BW_WIDTH_NARROW ? _("Branch") : _("Practice market: a branch"));
  else
    text = g_strdup (self->width_class == BW_WIDTH_NARROW ? _("Practice") : _("Practice market"));
  gtk_widget_set_visible (GTK_WIDGET (self->badge_label), TRUE);
  gtk_label_set_text (self->badge_label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->badge_label),
                               timeline->kind == BW_TIMELINE_KIND_REPLAY
                                   ? _("Prices are of the past, replayed")
                                   : _("Prices are simulated: these companies don’t exist"));
}

static void
update_figures (BwHeader *self, const BwAccountView *view)
{
  const char *currency = view->account.terms.currency;
  g_autofree char *equity = bw_format_money (view->figures.equity, currency, BW_FORMAT_PLAIN);
  g_autofree char *day = bw_format_amount (view->figures.day_profit, BW_FORMAT_SIGN | BW_FORMAT_ARROW);
  double start = bw_fixed_to_double (view->account.day_start_equity);
  g_autofree char *share =
      bw_format_percent (start > 0 ? bw_fixed_to_double (view->figures.day_profit) / start : 0, BW_FORMAT_SIGN);
  g_autofree char *whole = g_strndup (equity, MAX (3, strlen (equity)) - 3);
  g_autofree char *text = NULL;

  /* A phone has room for one figure, without its cents: it stands in the button that opens the accounts. */
  text = g_strdup_printf (_("%s (%s) today"), day, share);
  gtk_label_set_text (self->account_label, self->width_class == BW_WIDTH_NARROW ? whole : view->account.terms.name);
  gtk_label_set_text (self->equity_label, equity);
  gtk_label_set_text (self->day_label, text);
  bw_style_set_tone (GTK_WIDGET (self->day_label),
                     bw_tone_of_sign (bw_fixed_sign (view->figures.day_profit)));
}

static void
update_stop (BwHeader *self, const BwAccountView *view)
{
  gboolean is_halted = view->account.halt != BW_HALT_NONE;

  gtk_label_set_text (self->stop_label, is_halted ? _("Stopped") : _("Stop"));
  gtk_button_set_label (self->halt_button, is_halted ? _("Allow New Orders Again") : _("Stop New Orders"));
  if (is_halted)
    gtk_widget_add_css_class (GTK_WIDGET (self->stop_button), "is-stopped");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->stop_button), "is-stopped");
}

static void
bw_header_refresh (BwPanel *panel, guint what)
{
  BwHeader *self = BW_HEADER (panel);
  BwDesk *desk = bw_panel_get_desk (panel);
  const BwAccountView *view = bw_desk_get_account_view (desk);

  if ((what & BW_CHANGED_TIMELINES) != 0)
    update_badge (self, bw_desk_get_timeline_view (desk));
  if ((what & BW_CHANGED_ACCOUNTS) == 0 || view == NULL)
    return;
  update_account_menu (self);
  update_figures (self, view);
  update_stop (self, view);
}

static void
bw_header_dispose (GObject *object)
{
  g_clear_object (&BW_HEADER (object)->notices);
  G_OBJECT_CLASS (bw_header_parent_class)->dispose (object);
}

static void
bw_header_class_init (BwHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_header_dispose;
  BW_PANEL_CLASS (klass)->refresh = bw_header_refresh;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/bellwether/Bellwether/ui/header.ui");
  gtk_widget_class_bind_template_child (widget_class, BwHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, layout_section);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, account_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, account_label);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, equity_label);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, day_label);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, badge_label);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, stop_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, stop_popover);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, stop_label);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, halt_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, search_button);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, search_label);
  gtk_widget_class_bind_template_child (widget_class, BwHeader, search_key);
  gtk_widget_class_bind_template_callback (widget_class, stop_chosen_cb);
}

static void
bw_header_init (BwHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->width_class = BW_WIDTH_WIDE;
}

GtkWidget *
bw_header_new (BwDesk *desk)
{
  BwHeader *self = g_object_new (BW_TYPE_HEADER, "desk", desk, "id", "header", NULL);

  self->notices = BW_NOTICE_CENTRE (g_object_ref_sink (bw_notice_centre_new (desk)));
  adw_header_bar_pack_end (self->bar, GTK_WIDGET (self->notices));
  g_menu_append_submenu (self->layout_section, _("_Layout"), bw_layouts_get_menu (bw_layouts_of (desk)));
  return GTK_WIDGET (self);
}

/** bw_header_place_notices: the bell stands here, or, where there is no room, at the end of @elsewhere. */
void
bw_header_place_notices (BwHeader *self, GtkBox *elsewhere)
{
  GtkWidget *bell = GTK_WIDGET (self->notices);
  gboolean is_here = gtk_widget_is_ancestor (bell, GTK_WIDGET (self->bar));

  if (is_here == (elsewhere == NULL))
    return;
  if (is_here)
    adw_header_bar_remove (self->bar, bell);
  else if (gtk_widget_get_parent (bell) != NULL)
    gtk_box_remove (GTK_BOX (gtk_widget_get_parent (bell)), bell);
  if (elsewhere != NULL)
    gtk_box_append (elsewhere, bell);
  else
    adw_header_bar_pack_end (self->bar, bell);
}

/** bw_header_open_notices: what the bell tells, by keyboard. */
void
bw_header_open_notices (BwHeader *self)
{
  bw_notice_centre_open (self->notices);
}

void
bw_header_flash_notices (BwHeader *self)
{
  bw_notice_centre_flash (self->notices);
}

/** bw_header_set_width_class: leaves out what there is no room for. */
void
bw_header_set_width_class (BwHeader *self, BwWidthClass width_class)
{
  gboolean is_wide = width_class == BW_WIDTH_WIDE;
  gboolean is_narrow = width_class == BW_WIDTH_NARROW;

  self->width_class = width_class;
  gtk_widget_set_visible (self->search_label, is_wide);
  gtk_widget_set_visible (self->search_key, is_wide);
  gtk_widget_set_size_request (self->search_button, is_wide ? 230 : -1, -1);
  gtk_widget_set_halign (gtk_button_get_child (GTK_BUTTON (self->search_button)), is_wide ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_label), !is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->equity_label), !is_narrow);
  gtk_menu_button_set_always_show_arrow (self->account_button, !is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->day_label), !is_narrow);
  gtk_label_set_ellipsize (self->badge_label, is_narrow ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  adw_header_bar_set_decoration_layout (self->bar, is_narrow ? ":close" : NULL);
  if (bw_panel_is_awake (BW_PANEL (self)))
    bw_header_refresh (BW_PANEL (self), G_MAXUINT);
}

/** bw_header_open_stop: the choice of the kill switch, by keyboard. */
void
bw_header_open_stop (BwHeader *self)
{
  gtk_menu_button_popup (self->stop_button);
}
