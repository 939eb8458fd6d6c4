/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/heat-panel.h"

#include "app/screener/heat-view.h"
#include "base/translatable.h"
#include "engine/screener.h"
#include "engine/universe.h"

#include <glib/gi18n.h>
#include <math.h>

#define REFRESH_MS 3000

struct _BwHeatPanel
{
  BwPanel parent_instance;
  BwScreener *screener;      /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  GtkWidget *size, *period, *view, *note;
  GArray *shown; /* (owned): BwInstrumentId, of the view's items */
  guint refresh_id;
  gboolean is_dirty;
};

G_DEFINE_FINAL_TYPE (BwHeatPanel, bw_heat_panel, BW_TYPE_PANEL)

static const struct
{
  const char *title;
  const char *expression;
} sizes[] = {
  { N_ ("Size: market capitalisation"), "market cap" },
  { N_ ("Size: dollar volume"), "dollar volume" },
};

static const struct
{
  const char *title;
  const char *expression;
  double full_change;
} periods[] = {
  { N_ ("Colour: day"), "change%", 0.03 },
  { N_ ("Colour: week"), "return(5)", 0.06 },
  { N_ ("Colour: month"), "return(21)", 0.12 },
};

/* The largest ones; what has no sector stands by its kind. */
static void
show_result (BwHeatPanel *self, const BwScreenResult *result)
{
  guint n = MIN (result->rows->len, (guint)BW_HEAT_ITEMS_MAX);
  g_autofree guint *order = g_new (guint, MAX (result->rows->len, 1u));
  g_autofree BwHeatItem *items = g_new0 (BwHeatItem, MAX (n, 1u));

  bw_screen_result_sort (result, 0, TRUE, order);
  g_array_set_size (self->shown, 0);
  for (guint k = 0; k < n; k++)
    {
      const BwScreenEntry *entry = g_ptr_array_index (result->rows, order[k]);
      const char *sector = bw_screen_result_text (result, order[k], 2);

      items[k] = (BwHeatItem){ entry->instrument.symbol, sector != NULL ? sector : "",
                               bw_screen_result_value (result, order[k], 0),
                               bw_screen_result_value (result, order[k], 1) / 100 };
      g_array_append_val (self->shown, entry->instrument.id);
    }
  gtk_label_set_text (GTK_LABEL (self->note),
                      _ ("No symbol has a size to show. Import history, or choose another size."));
  gtk_widget_set_visible (self->note, n == 0);
  gtk_widget_set_visible (self->view, n > 0);
  bw_heat_view_set_items (
      BW_HEAT_VIEW (self->view), items, n,
      periods[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->period))].full_change);
}

static void
screened_cb (GObject *object, GAsyncResult *answer, gpointer user_data)
{
  g_autoptr (BwHeatPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwScreenResult) result = bw_screener_run_finish (BW_SCREENER (object), answer, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->shown == NULL)
    return;
  g_clear_object (&self->cancellable);
  if (result != NULL)
    {
      show_result (self, result);
      return;
    }
  gtk_label_set_text (GTK_LABEL (self->note), error->message);
  gtk_widget_set_visible (self->note, TRUE);
}

static void
run (BwHeatPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  g_autoptr (GArray) universe =
      bw_universe_find (bw_panel_get_engine (BW_PANEL (self)), "all", NULL);
  g_autofree char *condition = NULL;
  const char *columns[] = {
    sizes[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->size))].expression,
    periods[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->period))].expression, "sector"
  };
  BwScreenQuery query = { .timeline = bw_desk_get_timeline (desk),
                          .timeframe = BW_TIMEFRAME_1D,
                          .columns = columns,
                          .n_columns = G_N_ELEMENTS (columns),
                          .instruments = (const BwInstrumentId *)(gpointer)universe->data,
                          .n_instruments = universe->len };

  self->is_dirty = FALSE;
  if (!bw_desk_is_open (desk))
    return;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  condition = g_strdup_printf ("class = \"equity\" and %s > 0", columns[0]);
  query.condition = condition;
  self->cancellable = g_cancellable_new ();
  bw_screener_run_async (self->screener, &query, self->cancellable, screened_cb,
                         g_object_ref (self));
}

static gboolean
refresh_cb (gpointer user_data)
{
  BwHeatPanel *self = user_data;

  if (self->is_dirty && self->cancellable == NULL)
    run (self);
  return G_SOURCE_CONTINUE;
}

static void
chosen_cb (BwHeatPanel *self, guint index)
{
  if (index < self->shown->len)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.symbol", "t",
                                (guint64)g_array_index (self->shown, BwInstrumentId, index));
}

static GtkWidget *
make_list (BwHeatPanel *self, const char *name)
{
  GtkWidget *list = gtk_drop_down_new (G_LIST_MODEL (gtk_string_list_new (NULL)), NULL);

  gtk_widget_set_tooltip_text (list, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

static void
add_word (GtkWidget *list, const char *title)
{
  gtk_string_list_append (GTK_STRING_LIST (gtk_drop_down_get_model (GTK_DROP_DOWN (list))), title);
}

static void
bw_heat_panel_set_up (BwPanel *panel)
{
  BwHeatPanel *self = BW_HEAT_PANEL (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6), *bar = gtk_flow_box_new ();

  self->screener = bw_screener_new (bw_panel_get_engine (panel));
  self->view = bw_heat_view_new ();
  self->note = gtk_label_new (_ ("Reading bars…"));
  self->size = make_list (self, _ ("What the areas say"));
  self->period = make_list (self, _ ("What the colours say"));
  for (guint k = 0; k < G_N_ELEMENTS (sizes); k++)
    add_word (self->size, _ (sizes[k].title));
  for (guint k = 0; k < G_N_ELEMENTS (periods); k++)
    add_word (self->period, _ (periods[k].title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Heat map"), -1);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (bar), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (bar), 2);
  gtk_flow_box_insert (GTK_FLOW_BOX (bar), self->size, -1);
  gtk_flow_box_insert (GTK_FLOW_BOX (bar), self->period, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_vexpand (self->view, TRUE);
  gtk_widget_set_margin_start (box, 8);
  gtk_widget_set_margin_end (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_box_append (GTK_BOX (box), self->view);
  adw_bin_set_child (ADW_BIN (panel), box);
  g_signal_connect_object (self->size, "notify::selected", G_CALLBACK (run), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->period, "notify::selected", G_CALLBACK (run), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  run (self);
}

static void
bw_heat_panel_refresh (BwPanel *panel, guint what)
{
  BwHeatPanel *self = BW_HEAT_PANEL (panel);

  self->is_dirty = TRUE;
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
bw_heat_panel_sleep (BwPanel *panel)
{
  g_clear_handle_id (&BW_HEAT_PANEL (panel)->refresh_id, g_source_remove);
}

static void
bw_heat_panel_dispose (GObject *object)
{
  BwHeatPanel *self = BW_HEAT_PANEL (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_object (&self->screener);
  G_OBJECT_CLASS (bw_heat_panel_parent_class)->dispose (object);
}

static void
bw_heat_panel_class_init (BwHeatPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_heat_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_heat_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_heat_panel_refresh;
  BW_PANEL_CLASS (klass)->sleep = bw_heat_panel_sleep;
}

static void
bw_heat_panel_init (BwHeatPanel *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));
}
