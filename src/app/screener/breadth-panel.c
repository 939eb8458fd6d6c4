/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/breadth-panel.h"

#include "app/format.h"
#include "base/translatable.h"
#include "engine/screener.h"
#include "engine/universe.h"

#include <glib/gi18n.h>

#define REFRESH_MS 3000

/* What is counted: of how many shares the first is met, and of how many its opposite. */
static const struct
{
  const char *title;
  const char *met, *opposite;
} measures[] = {
  { N_ ("Advancing against declining"), "change% > 0", "change% < 0" },
  { N_ ("52-week highs against lows"), "high >= 52-week high", "low <= 52-week low" },
  { N_ ("Above against below the 50-day average"), "close > SMA(50)", "close < SMA(50)" },
  { N_ ("Above against below the 200-day average"), "close > SMA(200)", "close < SMA(200)" },
  { N_ ("RSI above 70 against below 30"), "RSI(14) > 70", "RSI(14) < 30" },
};

#define N_MEASURES G_N_ELEMENTS (measures)

struct _BwBreadthPanel
{
  BwPanel parent_instance;
  BwScreener *screener;      /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) */
  GtkWidget *figures[N_MEASURES], *bars[N_MEASURES], *note;
  guint refresh_id;
  gboolean is_dirty, is_gone;
};

G_DEFINE_FINAL_TYPE (BwBreadthPanel, bw_breadth_panel, BW_TYPE_PANEL)

static guint
count_met (const BwScreenResult *result, guint column)
{
  guint n = 0;

  for (guint i = 0; i < result->rows->len; i++)
    n += bw_value_is_met (bw_screen_result_value (result, i, column));
  return n;
}

static void
show_result (BwBreadthPanel *self, const BwScreenResult *result)
{
  for (guint k = 0; k < N_MEASURES; k++)
    {
      guint met = count_met (result, 2 * k), opposite = count_met (result, 2 * k + 1);
      double share = met + opposite > 0 ? (double)met / (met + opposite) : 0;
      g_autofree char *percent = bw_format_percent (share, BW_FORMAT_PLAIN);
      g_autofree char *text =
          g_strdup_printf ("%u : %u   %s", met, opposite, met + opposite > 0 ? percent : BW_DASH);

      gtk_label_set_text (GTK_LABEL (self->figures[k]), text);
      gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bars[k]), share);
    }
  gtk_label_set_text (GTK_LABEL (self->note),
                      result->n_universe > 0 ? "" : _ ("There are no shares to count."));
}

static void
screened_cb (GObject *object, GAsyncResult *answer, gpointer user_data)
{
  g_autoptr (BwBreadthPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwScreenResult) result = bw_screener_run_finish (BW_SCREENER (object), answer, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->is_gone)
    return;
  g_clear_object (&self->cancellable);
  if (result != NULL)
    show_result (self, result);
  else
    gtk_label_set_text (GTK_LABEL (self->note), error->message);
}

static void
run (BwBreadthPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  g_autoptr (GArray) universe =
      bw_universe_find (bw_panel_get_engine (BW_PANEL (self)), "all", NULL);
  const char *columns[2 * N_MEASURES];
  BwScreenQuery query = { .timeline = bw_desk_get_timeline (desk),
                          .timeframe = BW_TIMEFRAME_1D,
                          .condition = "class = \"equity\"",
                          .columns = columns,
                          .n_columns = 2 * N_MEASURES,
                          .instruments = (const BwInstrumentId *)(gpointer)universe->data,
                          .n_instruments = universe->len };

  self->is_dirty = FALSE;
  if (!bw_desk_is_open (desk) || self->cancellable != NULL)
    return;
  for (guint k = 0; k < N_MEASURES; k++)
    {
      columns[2 * k] = measures[k].met;
      columns[2 * k + 1] = measures[k].opposite;
    }
  self->cancellable = g_cancellable_new ();
  bw_screener_run_async (self->screener, &query, self->cancellable, screened_cb,
                         g_object_ref (self));
}

static gboolean
refresh_cb (gpointer user_data)
{
  BwBreadthPanel *self = user_data;

  if (self->is_dirty)
    run (self);
  return G_SOURCE_CONTINUE;
}

static void
bw_breadth_panel_set_up (BwPanel *panel)
{
  BwBreadthPanel *self = BW_BREADTH_PANEL (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6),
            *scroller = gtk_scrolled_window_new ();

  self->screener = bw_screener_new (bw_panel_get_engine (panel));
  for (guint k = 0; k < N_MEASURES; k++)
    {
      GtkWidget *title = gtk_label_new (_ (measures[k].title));

      self->figures[k] = gtk_label_new (BW_DASH);
      self->bars[k] = gtk_progress_bar_new ();
      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_label_set_wrap (GTK_LABEL (title), TRUE);
      gtk_label_set_xalign (GTK_LABEL (self->figures[k]), 0);
      gtk_widget_add_css_class (title, "heading");
      gtk_widget_set_margin_top (title, 10);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->bars[k]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (measures[k].title), -1);
      gtk_box_append (GTK_BOX (box), title);
      gtk_box_append (GTK_BOX (box), self->figures[k]);
      gtk_box_append (GTK_BOX (box), self->bars[k]);
    }
  self->note = gtk_label_new (_ ("Reading bars…"));
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  adw_bin_set_child (ADW_BIN (panel), scroller);
  run (self);
}

static void
bw_breadth_panel_refresh (BwPanel *panel, guint what)
{
  BwBreadthPanel *self = BW_BREADTH_PANEL (panel);

  self->is_dirty = TRUE;
  if (self->refresh_id == 0)
    self->refresh_id = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

static void
bw_breadth_panel_sleep (BwPanel *panel)
{
  g_clear_handle_id (&BW_BREADTH_PANEL (panel)->refresh_id, g_source_remove);
}

static void
bw_breadth_panel_dispose (GObject *object)
{
  BwBreadthPanel *self = BW_BREADTH_PANEL (object);

  self->is_gone = TRUE;
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->screener);
  G_OBJECT_CLASS (bw_breadth_panel_parent_class)->dispose (object);
}

static void
bw_breadth_panel_class_init (BwBreadthPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_breadth_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_breadth_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_breadth_panel_refresh;
  BW_PANEL_CLASS (klass)->sleep = bw_breadth_panel_sleep;
}

static void
bw_breadth_panel_init (BwBreadthPanel *self)
{
}
