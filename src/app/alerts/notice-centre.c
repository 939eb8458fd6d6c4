/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/alerts/notice-centre.h"

#include "app/format.h"
#include "engine/alerts.h"

#include <glib/gi18n.h>

#define FLASH_MS 900

struct _BwNoticeCentre
{
  BwPanel parent_instance;
  GtkMenuButton *button;
  GtkLabel *count_label;
  GtkPopover *popover;
  GtkDropDown *filter;
  GtkListBox *list;
  GtkStack *stack;
  GtkWidget *read_button;
  guint flash_timeout;
};

G_DEFINE_FINAL_TYPE (BwNoticeCentre, bw_notice_centre, BW_TYPE_PANEL)

static BwEngine *
get_engine (BwNoticeCentre *self)
{
  return bw_panel_get_engine (BW_PANEL (self));
}

/* ---- The bell ---- */

static void
show_count (BwNoticeCentre *self)
{
  guint n_unread = bw_engine_n_unread_notices (get_engine (self));
  g_autofree char *count = n_unread > 99 ? g_strdup ("99+") : g_strdup_printf ("%u", n_unread);
  g_autofree char *name = g_strdup_printf (
      ngettext ("Notifications, %u unread", "Notifications, %u unread", n_unread), n_unread);

  gtk_label_set_text (self->count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), n_unread > 0);
  gtk_widget_set_sensitive (self->read_button, n_unread > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
end_flash (gpointer user_data)
{
  BwNoticeCentre *self = BW_NOTICE_CENTRE (user_data);

  self->flash_timeout = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self->button), "bw-noticed");
  return G_SOURCE_REMOVE;
}

/** bw_notice_centre_flash: in the place of a sound. */
void
bw_notice_centre_flash (BwNoticeCentre *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "bw-noticed");
  g_clear_handle_id (&self->flash_timeout, g_source_remove);
  self->flash_timeout = g_timeout_add (FLASH_MS, end_flash, self);
}

void
bw_notice_centre_open (BwNoticeCentre *self)
{
  gtk_menu_button_popup (self->button);
}

/* ---- The list ---- */

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 36);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_notice (BwNoticeCentre *self, const BwNotice *notice)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *clock = bw_format_here (notice->wall_time);
  g_autofree char *market = notice->time != 0
                                ? bw_format_time (notice->time, bw_desk_get_zone (bw_panel_get_desk (BW_PANEL (self))))
                                : NULL;
  g_autofree char *foot = market != NULL ? g_strdup_printf (_("%s · %s market time %s"), bw_notice_kind_title (notice->kind), clock, market)
                                         : g_strdup_printf ("%s · %s", bw_notice_kind_title (notice->kind), clock);
  g_autofree char *name = g_strdup_printf (notice->is_read ? "%s. %s" : _("%s. %s Unread."), notice->title, notice->body);
  g_autofree char *title = notice->is_read ? g_strdup (notice->title) : g_strdup_printf ("● %s", notice->title);

  gtk_box_append (GTK_BOX (box), make_label (title, notice->is_read ? NULL : "heading"));
  if (notice->body[0] != '\0')
    gtk_box_append (GTK_BOX (box), make_label (notice->body, NULL));
  gtk_box_append (GTK_BOX (box), make_label (foot, "dim-label"));
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (row), "bw-notice", g_memdup2 (notice, sizeof *notice), g_free);
  gtk_list_box_append (self->list, row);
}

/* Of the day, by this computer's clock. */
static void
head_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const BwNotice *notice = g_object_get_data (G_OBJECT (row), "bw-notice");
  const BwNotice *earlier = before != NULL ? g_object_get_data (G_OBJECT (before), "bw-notice") : NULL;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (notice->wall_time / BW_SECOND);
  g_autoptr (GDateTime) earlier_time = earlier != NULL ? g_date_time_new_from_unix_local (earlier->wall_time / BW_SECOND) : NULL;
  g_autofree char *day = g_date_time_format (time, "%A, %x");
  g_autofree char *earlier_day = earlier_time != NULL ? g_date_time_format (earlier_time, "%A, %x") : NULL;
  GtkWidget *label;

  if (g_strcmp0 (day, earlier_day) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = make_label (day, "caption-heading");
  gtk_widget_set_margin_top (label, 8);
  gtk_widget_set_margin_start (label, 6);
  gtk_list_box_row_set_header (row, label);
}

static void
show_notices (BwNoticeCentre *self)
{
  guint wanted = gtk_drop_down_get_selected (self->filter);
  GtkWidget *row;
  guint n_shown = 0;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (gsize i = 0; i < bw_engine_n_notices (get_engine (self)); i++)
    {
      const BwNotice *notice = bw_engine_notice_at (get_engine (self), i);

      if (wanted != 0 && notice->kind != wanted)
        continue;
      add_notice (self, notice);
      n_shown++;
    }
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "list" : "empty");
}

static void
opened_cb (BwNoticeCentre *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    show_notices (self);
}

static void
row_activated_cb (BwNoticeCentre *self, GtkListBoxRow *row)
{
  g_autofree BwNotice *notice = g_memdup2 (g_object_get_data (G_OBJECT (row), "bw-notice"), sizeof (BwNotice));
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));

  bw_engine_read_notices (get_engine (self), notice->id);
  gtk_popover_popdown (self->popover);
  bw_notice_go (window, bw_panel_get_desk (BW_PANEL (self)), notice);
}

static void
read_all_cb (BwNoticeCentre *self)
{
  bw_engine_read_notices (get_engine (self), 0);
}

static void
bw_notice_centre_refresh (BwPanel *panel, guint what)
{
  BwNoticeCentre *self = BW_NOTICE_CENTRE (panel);

  if ((what & BW_CHANGED_NOTICES) == 0)
    return;
  show_count (self);
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    show_notices (self);
}

/* ---- Making ---- */

static GtkWidget *
make_head (BwNoticeCentre *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_string_list_append (titles, _("All"));
  for (int kind = BW_NOTICE_ALERT; kind < BW_N_NOTICE_KINDS; kind++)
    gtk_string_list_append (titles, bw_notice_kind_title (kind));
  self->filter = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->filter), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->filter), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Which notifications"), -1);
  g_signal_connect_object (self->filter, "notify::selected", G_CALLBACK (show_notices), self, G_CONNECT_SWAPPED);
  self->read_button = gtk_button_new_with_label (_("Mark All Read"));
  g_signal_connect_object (self->read_button, "clicked", G_CALLBACK (read_all_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->filter));
  gtk_box_append (GTK_BOX (box), self->read_button);
  return box;
}

static GtkWidget *
make_quiet_row (BwNoticeCentre *self)
{
  GtkWidget *check = gtk_check_button_new_with_label (_("Do not disturb: no sounds, nothing on the desktop"));

  g_settings_bind (bw_desk_get_settings (bw_panel_get_desk (BW_PANEL (self))), "do-not-disturb", check, "active",
                   G_SETTINGS_BIND_DEFAULT);
  return check;
}

static void
make_popover (BwNoticeCentre *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = make_label (_("Nothing has happened that you would not have seen: alerts, fills, margin calls, halts "
                                   "of what you hold and jobs that end are collected here."), "dim-label");

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->list, head_cb, NULL, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Notifications"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->list));
  gtk_widget_set_vexpand (scroller, TRUE);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_stack_add_named (self->stack, scroller, "list");
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), make_quiet_row (self));
  gtk_widget_set_size_request (box, 320, 380);
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, box);
  g_signal_connect_object (self->popover, "notify::visible", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}

static void
bw_notice_centre_constructed (GObject *object)
{
  BwNoticeCentre *self = BW_NOTICE_CENTRE (object);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  G_OBJECT_CLASS (bw_notice_centre_parent_class)->constructed (object);
  make_popover (self);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->count_label = GTK_LABEL (gtk_label_new ("0"));
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "numeric");
  gtk_widget_add_css_class (GTK_WIDGET (self->count_label), "bw-unread");
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("bw-bell-symbolic"));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->count_label));
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), _("Notifications (Ctrl+Shift+N)"));
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Notifications"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

static void
bw_notice_centre_dispose (GObject *object)
{
  g_clear_handle_id (&BW_NOTICE_CENTRE (object)->flash_timeout, g_source_remove);
  G_OBJECT_CLASS (bw_notice_centre_parent_class)->dispose (object);
}

static void
bw_notice_centre_class_init (BwNoticeCentreClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = bw_notice_centre_constructed;
  G_OBJECT_CLASS (klass)->dispose = bw_notice_centre_dispose;
  BW_PANEL_CLASS (klass)->refresh = bw_notice_centre_refresh;
}

static void
bw_notice_centre_init (BwNoticeCentre *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}

GtkWidget *
bw_notice_centre_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_NOTICE_CENTRE, "desk", desk, "id", "notices", NULL);
}
