/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-twin.h"

#include "app/twin/twin-table.h"

#include <glib/gi18n.h>
#include <math.h>

#define BOTH_HEIGHT_MIN 330 /* less, and a key shows the table instead of the chart */
#define CHART_SHARE 0.6

struct _BwChartTwin
{
  BwPanel *panel;            /* (borrowed): owns this */
  GtkPaned *pane;            /* (borrowed) */
  BwChartView *view;         /* (borrowed) */
  BwTwinTable *table;        /* (borrowed) (nullable): @pane's, while shown */
  GSimpleActionGroup *group; /* (owned) */
  BwTime wanted;             /* to be shown in the table; BW_TIME_NONE */
  guint show_source;
};

static void
set_state (BwChartTwin *self, const char *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->group), "show");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (state));
}

static gboolean
has_state (BwChartTwin *self, const char *state)
{
  g_autoptr (GVariant) value = g_action_group_get_action_state (G_ACTION_GROUP (self->group), "show");

  return g_str_equal (g_variant_get_string (value, NULL), state);
}

static char *
get_key (BwChartTwin *self)
{
  return g_strconcat ("chart-twin/", bw_panel_get_id (self->panel), NULL);
}

/* ---- Both ways ---- */

static void
show_wanted (BwChartTwin *self)
{
  BwChartModel *model = bw_chart_view_get_model (self->view);

  if (self->table != NULL && self->wanted != BW_TIME_NONE && bw_chart_model_get_n_bars (model) > 0)
    bw_twin_table_show_row (self->table, bw_chart_model_find_bar (model, self->wanted));
}

/* A pointer that sweeps over the chart leaves the table in peace until it rests for a moment. */
static gboolean
show_wanted_cb (gpointer user_data)
{
  BwChartTwin *self = user_data;

  self->show_source = 0;
  show_wanted (self);
  return G_SOURCE_REMOVE;
}

static void
pointed_cb (BwChartTwin *self, gint64 time)
{
  self->wanted = time;
  if (self->show_source == 0 && time != BW_TIME_NONE)
    self->show_source = g_idle_add (show_wanted_cb, self);
}

static void
row_chosen_cb (BwChartTwin *self, guint64 row)
{
  BwChartModel *model = bw_chart_view_get_model (self->view);
  double ohlcv[5];
  BwTime time;

  if (row >= bw_chart_model_get_n_bars (model))
    return;
  time = bw_chart_model_get_bar (model, row, ohlcv);
  bw_chart_view_point_at (self->view, time, ohlcv[3], TRUE);
}

static void
told_cb (BwChartTwin *self, const char *message)
{
  bw_desk_tell (bw_panel_get_desk (self->panel), message);
}

static void
bars_changed_cb (BwChartTwin *self, int what)
{
  switch ((BwBarsChange) what)
    {
    case BW_BARS_NEWEST:
      bw_twin_table_rows_added (self->table);
      break;
    case BW_BARS_ALL:
    case BW_BARS_STUDIES:
      bw_twin_table_take (self->table, bw_series_table_new_for_chart (bw_chart_view_get_model (self->view)));
      break;
    }
}

/* ---- Showing ---- */

static void
drop_table (BwChartTwin *self)
{
  if (self->table == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->view, bars_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->view, pointed_cb, self);
  g_signal_handlers_disconnect_by_data (self->table, self);
  self->table = NULL;
  gtk_paned_set_end_child (self->pane, NULL);
}

static void
make_table (BwChartTwin *self)
{
  if (self->table != NULL)
    return;
  self->table = BW_TWIN_TABLE (bw_twin_table_new ());
  bw_chart_twin_update_titles (self);
  bw_twin_table_take (self->table, bw_series_table_new_for_chart (bw_chart_view_get_model (self->view)));
  gtk_paned_set_end_child (self->pane, GTK_WIDGET (self->table));
  g_signal_connect_swapped (self->view, "bars-changed", G_CALLBACK (bars_changed_cb), self);
  g_signal_connect_swapped (self->view, "pointed", G_CALLBACK (pointed_cb), self);
  g_signal_connect_swapped (self->table, "row-chosen", G_CALLBACK (row_chosen_cb), self);
  g_signal_connect_swapped (self->table, "told", G_CALLBACK (told_cb), self);
}

static void
show (BwChartTwin *self, const char *state)
{
  gboolean has_table = !g_str_equal (state, "chart");
  gboolean has_chart = !g_str_equal (state, "table");
  int height = gtk_widget_get_height (GTK_WIDGET (self->pane));

  if (has_table)
    make_table (self);
  else
    drop_table (self);
  gtk_widget_set_visible (GTK_WIDGET (self->view), has_chart);
  if (has_table && has_chart && height > 0)
    gtk_paned_set_position (self->pane, (int) (height * CHART_SHARE));
  set_state (self, state);
}

static void
show_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwChartTwin *self = user_data;
  BwEngine *engine = bw_panel_get_engine (self->panel);
  const char *wanted = g_variant_get_string (state, NULL);
  g_autofree char *key = get_key (self);

  if (!g_str_equal (wanted, "both") && !g_str_equal (wanted, "table") && !g_str_equal (wanted, "chart"))
    return;
  show (self, wanted);
  if (bw_desk_is_open (bw_panel_get_desk (self->panel)))
    bw_engine_set_text (engine, key, wanted);
}

/* The key goes to the table, and back to the chart. */
static void
toggle_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwChartTwin *self = user_data;
  gboolean has_room = gtk_widget_get_height (GTK_WIDGET (self->pane)) >= BOTH_HEIGHT_MIN;
  const char *next = !has_state (self, "chart") ? "chart" : has_room ? "both" : "table";

  g_action_group_change_action_state (G_ACTION_GROUP (self->group), "show", g_variant_new_string (next));
  if (self->table == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
      return;
    }
  self->wanted = bw_chart_view_get_pointed (self->view);
  show_wanted (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

/**
 * bw_chart_twin_new:
 * @panel: gets the actions; must free this in its dispose
 * @pane: its start child is @view
 */
BwChartTwin *
bw_chart_twin_new (BwPanel *panel, GtkPaned *pane, BwChartView *view)
{
  static const GActionEntry entries[] = {
    { "show", NULL, "s", "'chart'", show_cb },
    { "toggle", toggle_cb, NULL, NULL, NULL },
  };
  BwChartTwin *self = g_new0 (BwChartTwin, 1);

  self->panel = panel;
  self->pane = pane;
  self->view = view;
  self->wanted = BW_TIME_NONE;
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (panel), "chart-twin", G_ACTION_GROUP (self->group));
  return self;
}

void
bw_chart_twin_free (BwChartTwin *self)
{
  g_clear_handle_id (&self->show_source, g_source_remove);
  drop_table (self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->panel), "chart-twin", NULL);
  g_object_unref (self->group);
  g_free (self);
}

/** bw_chart_twin_restore: as it was left, once the engine is open. */
void
bw_chart_twin_restore (BwChartTwin *self)
{
  g_autofree char *key = get_key (self);
  g_autofree char *state = bw_engine_get_text (bw_panel_get_engine (self->panel), key);

  if (g_strcmp0 (state, "both") == 0 || g_strcmp0 (state, "table") == 0)
    show (self, state);
}

/** bw_chart_twin_update_titles: the symbol, the timeframe or the zone is another. */
void
bw_chart_twin_update_titles (BwChartTwin *self)
{
  g_autofree char *name = NULL;

  if (self->table == NULL)
    return;
  name = g_strdup_printf (_("%s as a table"), bw_panel_get_title (self->panel));
  bw_twin_table_set_name (self->table, name);
  bw_twin_table_set_zone (self->table, bw_desk_get_zone (bw_panel_get_desk (self->panel)));
}
