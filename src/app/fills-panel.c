/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/fills-panel.h"

#include "app/certificate-dialog.h"
#include "app/order-columns.h"
#include "app/paged-model.h"
#include "app/recount.h"

#include <glib/gi18n.h>

struct _BwFillsPanel
{
  BwPanel parent_instance;
  GtkStack *stack;
  GtkColumnView *view;
  BwPagedModel *history; /* (owned) */
  guint64 n_fills;
  BwRecount recount;
};

G_DEFINE_FINAL_TYPE (BwFillsPanel, bw_fills_panel, BW_TYPE_PANEL)

static guint64
get_fill_key (gconstpointer payload)
{
  return ((const BwFill *) payload)->id;
}

/* The store reads fills forwards from an id; ids of a timeline rise by one, and the table shows the
 * newest first: so the page is read from its old end and turned round. */
static GArray *
read_page (guint64 offset, gsize n_max, gpointer user_data)
{
  BwFillsPanel *self = BW_FILLS_PANEL (user_data);
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  BwTradingReader *reader = bw_engine_trading_reader (bw_desk_get_engine (desk));
  guint64 end = self->n_fills > offset ? self->n_fills - offset : 0;
  guint64 first = end > n_max ? end - n_max : 0;
  g_autoptr (GArray) fills = NULL;
  GArray *turned;

  if (reader == NULL || end == 0)
    return NULL;
  fills = bw_trading_reader_fills (reader, bw_desk_get_timeline (desk), bw_desk_get_account (desk), first, end - first, NULL);
  if (fills == NULL)
    return NULL;
  turned = g_array_sized_new (FALSE, FALSE, sizeof (BwFill), fills->len);
  for (guint i = fills->len; i > 0; i--)
    g_array_append_val (turned, g_array_index (fills, BwFill, i - 1));
  return turned;
}

static void
count_now (BwFillsPanel *self, gboolean is_else)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  BwTradingReader *reader = bw_engine_trading_reader (bw_desk_get_engine (desk));
  guint64 n_fills = 0;

  if (reader != NULL)
    bw_trading_reader_count_fills (reader, bw_desk_get_timeline (desk), bw_desk_get_account (desk), &n_fills, NULL);
  self->n_fills = n_fills;
  if (is_else)
    bw_paged_model_reset (self->history, n_fills);
  else
    bw_paged_model_grow (self->history, n_fills);
  gtk_stack_set_visible_child_name (self->stack, n_fills > 0 ? "list" : "empty");
}

static void
count_more (BwPanel *panel)
{
  BwFillsPanel *self = BW_FILLS_PANEL (panel);

  count_now (self, FALSE);
}

static void
row_activated_cb (GtkColumnView *view, guint position, gpointer user_data)
{
  BwPanel *panel = BW_PANEL (user_data);
  g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);

  bw_certificate_dialog_show (bw_panel_get_desk (panel), GTK_WIDGET (panel), bw_row_get_key (row));
}

static void
why_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_certificate_dialog_show (bw_panel_get_desk (BW_PANEL (widget)), widget, g_variant_get_uint64 (parameter));
}

static void
bw_fills_panel_set_up (BwPanel *panel)
{
  BwFillsPanel *self = BW_FILLS_PANEL (panel);
  gsize n_columns;
  const BwColumn *columns = bw_fill_columns (&n_columns);
  GtkSingleSelection *selection;

  bw_columns_dress (self->view);
  bw_columns_add (self->view, columns, n_columns, self);
  bw_columns_add_button (self->view, _("Why?"), NULL, _("Why this price?"), "fills.why", 64, 0);
  self->history = bw_paged_model_new (sizeof (BwFill), get_fill_key, read_page, self);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->history)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_single_selection_set_can_unselect (selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (row_activated_cb), self, 0);
}

static void
bw_fills_panel_refresh (BwPanel *panel, guint what)
{
  BwFillsPanel *self = BW_FILLS_PANEL (panel);

  if (what == G_MAXUINT)
    count_now (self, TRUE);
  if ((what & BW_CHANGED_ORDERS) != 0)
    bw_recount (&self->recount, BW_PANEL (self), count_more);
}

static void
bw_fills_panel_dispose (GObject *object)
{
  g_clear_object (&BW_FILLS_PANEL (object)->history);
  G_OBJECT_CLASS (bw_fills_panel_parent_class)->dispose (object);
}

static void
bw_fills_panel_class_init (BwFillsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_fills_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_fills_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_fills_panel_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/fills-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwFillsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, BwFillsPanel, view);
  gtk_widget_class_install_action (widget_class, "fills.why", "t", why_cb);
}

static void
bw_fills_panel_init (BwFillsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
