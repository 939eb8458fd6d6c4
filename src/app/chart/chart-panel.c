/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-panel.h"

#include "app/actions.h"
#include "app/alerts/alert-actions.h"
#include "app/certificate-dialog.h"
#include "app/chart/chart-exporter.h"
#include "app/chart/chart-keeper.h"
#include "app/chart/chart-links.h"
#include "app/chart/chart-look.h"
#include "app/chart/chart-marks.h"
#include "app/chart/chart-twin.h"
#include "app/chart/chart-view.h"
#include "app/chart/drawing-tools.h"
#include "app/chart/indicators-dialog.h"
#include "app/chart/study-menu.h"
#include "app/chart/templates-dialog.h"
#include "app/format.h"
#include "app/live-bar.h"
#include "app/narrow-hidden.h"
#include "app/practice/happening-words.h"
#include "app/subscription.h"
#include "app/symbol-chooser.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define BARS_FIRST 3000
#define BARS_MAX 2000000
#define BARS_FOR_DRAWINGS_MAX 200000

static const BwTimeframe timeframes[] = {
  BW_TIMEFRAME_1M, BW_TIMEFRAME_5M, BW_TIMEFRAME_15M, BW_TIMEFRAME_30M, BW_TIMEFRAME_1H,
  BW_TIMEFRAME_4H, BW_TIMEFRAME_1D, BW_TIMEFRAME_1W,  BW_TIMEFRAME_1MO,
};

struct _BwChartPanel
{
  BwPanel parent_instance;
  AdwBin *symbol_slot;
  GtkLabel *name_label;
  GtkMenuButton *timeframe_button;
  GtkLabel *timeframe_label;
  BwChartView *view;
  GtkPaned *pane;
  GtkMenuButton *type_button;
  AdwBin *compare_slot;
  GMenu *more_menu;
  AdwBin *drawing_slot, *drawing_bar_slot;
  GtkWidget *wide_buttons;       /* on a phone the menu has them alone */

  BwSymbolChooser *chooser;
  GtkPopoverMenu *menu;          /* (borrowed): of a place on the chart */
  GSimpleActionGroup *actions;   /* (owned) */
  BwChartKeeper *keeper;         /* (owned): what is shown and how */
  BwDrawingTools *drawings;      /* (owned) */
  BwChartMarks *marks;           /* (owned): orders, position, fills */
  BwChartComparison *comparison; /* (owned): other symbols */
  BwChartLook *look;             /* (owned): type, scale, profile, which marks */
  BwChartTwin *twin;             /* (owned): the numbers as a table */
  BwChartExporter *exporter;     /* (owned) */
  BwTimeframe timeframe;
  GCancellable *cancellable;     /* (owned) (nullable): of the load under way */
  BwInstrumentId instrument;     /* shown */
  BwTimelineId timeline;
  BwSubscription subscription;
  gsize n_bars_wanted;
  gsize n_bars_loaded;
  BwLiveBar live;
  BwTime shown_second;
  BwTime wanted_time;            /* to be shown when the bars are there; BW_TIME_NONE */
  gboolean is_halted;            /* the badge says so */
  gboolean is_loaded;
  gboolean is_restored;
};

G_DEFINE_FINAL_TYPE (BwChartPanel, bw_chart_panel, BW_TYPE_PANEL)

static void load_bars (BwChartPanel *self, gboolean keeps_view);

/* ---- State kept in the profile ---- */

static void
save_state (BwChartPanel *self)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);

  setup->timeframe = self->timeframe;
  if (instrument != NULL && g_strcmp0 (setup->symbol, instrument->symbol) != 0)
    {
      g_free (setup->symbol);
      setup->symbol = g_strdup (instrument->symbol);
    }
  bw_chart_keeper_note (self->keeper);
}

static void
restore_state (BwChartPanel *self)
{
  /* The larger picture beside the first chart, and what lies between. */
  static const struct { const char *id; BwTimeframe timeframe; } others[] = {
    { "chart-2", BW_TIMEFRAME_1D },  { "chart-3", BW_TIMEFRAME_15M }, { "chart-4", BW_TIMEFRAME_1M },
    { "chart-5", BW_TIMEFRAME_30M }, { "chart-6", BW_TIMEFRAME_1H },
  };
  BwEngine *engine = bw_panel_get_engine (BW_PANEL (self));
  const BwChartSetup *setup;
  const BwInstrument *instrument;

  self->is_restored = TRUE;
  bw_chart_twin_restore (self->twin);
  if (!bw_chart_keeper_load (self->keeper))
    {
      g_autoptr (BwChartSetup) preferred = bw_templates_load_preferred (engine);

      if (preferred != NULL)
        bw_chart_keeper_replace (self->keeper, preferred);
      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        if (g_str_equal (bw_panel_get_id (BW_PANEL (self)), others[i].id))
          self->timeframe = others[i].timeframe;
      return;
    }
  setup = bw_chart_keeper_get_setup (self->keeper);
  for (gsize i = 0; i < G_N_ELEMENTS (timeframes); i++)
    if (timeframes[i] == setup->timeframe)
      self->timeframe = timeframes[i];
  instrument = setup->symbol != NULL ? bw_engine_find_instrument (engine, setup->symbol) : NULL;
  if (instrument != NULL)
    bw_panel_choose_instrument (BW_PANEL (self), instrument->id);
}

/* The switches say what the setup says. */
static void
follow_setup (BwChartPanel *self)
{
  const BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);
  const struct { const char *name; gboolean is_on; } switches[] = {
    { "log", setup->scale == BW_PRICE_SCALE_LOG },
    { "volume", setup->has_volume },
  };
  char hidden[16];

  bw_chart_marks_set_hidden (self->marks, bw_chart_look_print_hidden (self->look, hidden));
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    g_simple_action_set_state (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), switches[i].name)),
        g_variant_new_boolean (switches[i].is_on));
}

/* ---- Titles ---- */

static void
tell_exporter (BwChartPanel *self, const BwInstrument *instrument, const char *source)
{
  char timeframe[16];
  g_autofree char *title = instrument != NULL
                               ? g_strdup_printf ("%s %s", instrument->symbol, bw_timeframe_print (self->timeframe, timeframe))
                               : NULL;

  bw_chart_exporter_set_title (self->exporter, title, source);
}

/* Where the prices come from, and that there are none for now. */
static void
update_badge (BwChartPanel *self)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  const BwQuoteView *quote = bw_engine_quote (bw_desk_get_engine (desk), self->timeline, self->instrument);
  g_autofree char *halt = bw_halt_text (desk, quote);
  g_autofree char *both = NULL;
  const char *source = NULL;

  if (timeline != NULL && instrument != NULL && strcmp (instrument->source, "practice") == 0)
    source = _("Practice market");
  if (timeline != NULL && timeline->kind == BW_TIMELINE_KIND_REPLAY)
    source = _("Replay");
  self->is_halted = halt != NULL;
  if (source != NULL && halt != NULL)
    both = g_strdup_printf ("%s · %s", halt, source);
  bw_chart_view_set_badge (self->view, both != NULL ? both : halt != NULL ? halt : source);
  tell_exporter (self, instrument, source);
}

static void
update_titles (BwChartPanel *self)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  g_autofree char *title = NULL;
  char timeframe[16];

  bw_timeframe_print (self->timeframe, timeframe);
  gtk_label_set_text (self->timeframe_label, timeframe);
  if (instrument == NULL)
    return;
  bw_symbol_chooser_set_label (self->chooser, instrument->symbol);
  gtk_label_set_text (self->name_label, instrument->name);
  title = g_strdup_printf (_("Chart %s %s"), instrument->symbol, timeframe);
  bw_panel_set_title (BW_PANEL (self), title);
  bw_chart_view_set_title (self->view, instrument->symbol, timeframe);
  bw_chart_view_set_price_format (
      self->view, (guint) bw_instrument_price_decimals (instrument, BW_FIXED (10)),
      bw_fixed_to_double (bw_instrument_tick_at (instrument, BW_FIXED (10))));
  bw_chart_view_set_zone (self->view, bw_desk_get_zone (desk), bw_zone_offset_at);
  bw_chart_twin_update_titles (self->twin);
  update_badge (self);
}

/* ---- Loading ---- */

static BwTimelineId
find_source (BwChartPanel *self)
{
  return bw_chart_find_source (bw_panel_get_engine (BW_PANEL (self)), self->timeline, self->instrument);
}

/* Imported days have no minutes: they are shown as what they are. The practice market makes its own. */
static gboolean
falls_back_to_days (BwChartPanel *self)
{
  if (!bw_timeframe_is_intraday (self->timeframe) || find_source (self) == BW_TIMELINE_PRACTICE)
    return FALSE;
  self->timeframe = BW_TIMEFRAME_1D;
  load_bars (self, FALSE);
  return TRUE;
}

/* The moment in the middle, at the zoom there is. */
static void
show_wanted_time (BwChartPanel *self)
{
  BwChartModel *model = bw_chart_view_get_model (self->view);
  double first_bar, n_visible;

  if (self->wanted_time == BW_TIME_NONE || !self->is_loaded)
    return;
  bw_chart_view_get_range (self->view, &first_bar, &n_visible);
  first_bar = (double) bw_chart_model_find_bar (model, self->wanted_time) + 0.5 - n_visible / 2;
  bw_chart_view_set_range (self->view, first_bar, n_visible);
  self->wanted_time = BW_TIME_NONE;
}

static void
time_chosen_cb (BwChartPanel *self, guint instrument, gint64 time)
{
  if (instrument != bw_panel_get_instrument (BW_PANEL (self)))
    return;
  self->wanted_time = time;
  if (self->instrument == instrument)
    show_wanted_time (self);
}

/* A line that begins before the first bar is only where it belongs when the bars back to there are in. */
static void
load_back_to_drawings (BwChartPanel *self, BwTime first)
{
  if (bw_drawing_tools_oldest (self->drawings) >= first || self->n_bars_loaded < self->n_bars_wanted ||
      self->n_bars_wanted >= BARS_FOR_DRAWINGS_MAX)
    return;
  self->n_bars_wanted *= 8;
  load_bars (self, TRUE);
}

static void
bars_loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwChartPanel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBarSeries) series = bw_engine_load_bars_finish (BW_ENGINE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  if (series == NULL || series->n_bars == 0)
    {
      if (falls_back_to_days (self))
        return;
      bw_chart_view_set_message (self->view, error != NULL && !g_error_matches (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_NO_DATA)
                                                 ? error->message
                                                 : _("No bars of this timeframe yet"));
      self->is_loaded = FALSE;
      return;
    }
  bw_chart_view_set_message (self->view, NULL);
  self->n_bars_loaded = series->n_bars;
  bw_live_bar_init (&self->live, series, bw_desk_get_now (bw_panel_get_desk (BW_PANEL (self))));
  bw_chart_view_set_series (self->view, series);
  bw_chart_view_set_last (self->view, series->close[series->n_bars - 1]);
  self->is_loaded = TRUE;
  bw_chart_marks_update (self->marks, G_MAXUINT);
  bw_chart_marks_set_timeframe (self->marks, self->timeframe);
  bw_chart_comparison_load (self->comparison, self->timeline, self->timeframe, self->n_bars_wanted);
  show_wanted_time (self);
  load_back_to_drawings (self, series->start[0]);
}

static void
load_bars (BwChartPanel *self, gboolean keeps_view)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!bw_desk_is_open (desk) || self->instrument == 0)
    return;
  self->cancellable = g_cancellable_new ();
  if (!keeps_view)
    {
      self->is_loaded = FALSE;
      self->n_bars_wanted = BARS_FIRST;
      bw_chart_view_set_series (self->view, NULL);
      bw_chart_view_set_last (self->view, NAN);
      bw_chart_view_set_countdown (self->view, NULL);
    }
  update_titles (self);
  bw_engine_load_bars_async (bw_desk_get_engine (desk), find_source (self), self->instrument,
                             self->timeframe, BW_TIME_MAX, self->n_bars_wanted, self->cancellable,
                             bars_loaded_cb, g_object_ref (self));
}

static void
older_wanted_cb (BwChartPanel *self)
{
  if (!self->is_loaded || self->cancellable != NULL || self->n_bars_loaded < self->n_bars_wanted ||
      self->n_bars_wanted >= BARS_MAX)
    return;
  self->n_bars_wanted *= 8;
  load_bars (self, TRUE);
}

/* ---- Live ---- */

static void
follow_minutes (BwChartPanel *self, const BwTimelineView *timeline)
{
  gsize n_minutes;
  const BwMinuteView *minutes = bw_engine_new_minutes (bw_panel_get_engine (BW_PANEL (self)),
                                                       self->timeline, self->instrument, &n_minutes);

  for (gsize i = 0; i < n_minutes; i++)
    {
      BwLiveBar *bar = &self->live;

      switch (bw_live_bar_take (bar, &minutes[i], &timeline->session))
        {
        case BW_LIVE_NOTHING:
          break;
        case BW_LIVE_UPDATE:
          bw_chart_view_update_last (self->view, bar->open, bar->high, bar->low, bar->close, bar->volume);
          break;
        case BW_LIVE_APPEND:
          bw_chart_view_append (self->view, bar->start, bar->open, bar->high, bar->low, bar->close, bar->volume);
          break;
        case BW_LIVE_RELOAD:
          load_bars (self, TRUE);
          return;
        }
    }
}

static void
update_countdown (BwChartPanel *self, const BwTimelineView *timeline)
{
  gint64 left = (self->live.start + (gint64) self->timeframe * BW_SECOND - timeline->now) / BW_SECOND;
  g_autofree char *text = NULL;

  if (timeline->now / BW_SECOND == self->shown_second)
    return;
  self->shown_second = timeline->now / BW_SECOND;
  if (bw_timeframe_is_intraday (self->timeframe) && left >= 0 && left <= self->timeframe &&
      timeline->phase == BW_PHASE_CORE)
    text = left >= 3600 ? g_strdup_printf ("%d:%02d:%02d", (int) (left / 3600), (int) (left / 60 % 60), (int) (left % 60))
                        : g_strdup_printf ("%02d:%02d", (int) (left / 60), (int) (left % 60));
  bw_chart_view_set_countdown (self->view, text);
}

static void
update_last (BwChartPanel *self)
{
  const BwQuoteView *quote =
      bw_engine_quote (bw_panel_get_engine (BW_PANEL (self)), self->timeline, self->instrument);

  bw_chart_comparison_update (self->comparison, self->live.start);
  if (quote == NULL)
    return;
  if (!bw_fixed_is_zero (quote->market.last))
    bw_chart_view_set_last (self->view, bw_fixed_to_double (quote->market.last));
  if (quote->market.is_halted != self->is_halted)
    update_badge (self);
}

/* Shows what the panel follows now. */
static void
follow (BwChartPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));

  if (!bw_desk_is_open (desk))
    return;
  if (!self->is_restored)
    restore_state (self);
  bw_subscription_follow (&self->subscription, BW_PANEL (self));
  self->instrument = bw_panel_get_instrument (BW_PANEL (self));
  self->timeline = bw_desk_get_timeline (desk);
  if (self->instrument == 0)
    {
      bw_chart_view_set_message (self->view, _("Choose a symbol above"));
      return;
    }
  bw_chart_marks_set_instrument (self->marks, self->instrument);
  bw_chart_look_update (self->look);
  bw_drawing_tools_set_instrument (self->drawings, self->instrument);
  load_bars (self, FALSE);
  save_state (self);
}

static void
bw_chart_panel_refresh (BwPanel *panel, guint what)
{
  BwChartPanel *self = BW_CHART_PANEL (panel);
  BwDesk *desk = bw_panel_get_desk (panel);
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);

  if (timeline == NULL)
    return;
  if (self->timeline != timeline->id || self->instrument != bw_panel_get_instrument (panel))
    {
      follow (self);
      return;
    }
  if (!self->is_loaded)
    {
      /* What wasn't there may have come: the first start generates history in the background. */
      if ((what & BW_CHANGED_INSTRUMENTS) != 0 && self->cancellable == NULL)
        load_bars (self, FALSE);
      return;
    }
  /* It has another name, or a split has restated what was before it. */
  if ((what & BW_CHANGED_INSTRUMENTS) != 0)
    {
      load_bars (self, TRUE);
      save_state (self);
    }
  if ((what & BW_CHANGED_TAPE) != 0)
    follow_minutes (self, timeline);
  if ((what & BW_CHANGED_QUOTES) != 0)
    update_last (self);
  update_countdown (self, timeline);
  bw_chart_marks_update (self->marks, what);
}

static void
bw_chart_panel_instrument_changed (BwPanel *panel)
{
  follow (BW_CHART_PANEL (panel));
}

static void
bw_chart_panel_sleep (BwPanel *panel)
{
  BwChartPanel *self = BW_CHART_PANEL (panel);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  bw_subscription_end (&self->subscription, panel);
  self->instrument = 0;
}

/* ---- Acts ---- */

static void
chosen_cb (BwSymbolChooser *chooser, guint instrument, gpointer user_data)
{
  bw_panel_choose_instrument (BW_PANEL (user_data), instrument);
}

static double
snap_price (double price, gpointer user_data)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (user_data));
  BwFixed exact, snapped;

  if (instrument == NULL || !bw_fixed_from_double (price, &exact) ||
      !bw_fixed_round_to (exact, bw_instrument_tick_at (instrument, exact), BW_ROUND_HALF_EVEN, &snapped))
    return price;
  return bw_fixed_to_double (snapped);
}

static gboolean
get_snapped (BwChartPanel *self, double price, BwFixed *snapped)
{
  return bw_fixed_from_double (snap_price (price, self), snapped) && bw_fixed_sign (*snapped) > 0;
}

static void
order_line_moved_cb (BwChartPanel *self, guint64 id, double price)
{
  const BwOrder *order = bw_chart_marks_find_order (self->marks, id);
  BwFixed snapped;

  if ((id & BW_CHART_ALERT_BIT) != 0 && get_snapped (self, price, &snapped))
    bw_alert_actions_move (bw_panel_get_desk (BW_PANEL (self)), id & ~BW_CHART_ALERT_BIT, snapped);
  else if (order != NULL && get_snapped (self, price, &snapped))
    bw_actions_move_order (bw_panel_get_desk (BW_PANEL (self)), order, snapped);
  bw_chart_marks_update (self->marks, BW_CHANGED_ORDERS);
}

static void
order_line_cancelled_cb (BwChartPanel *self, guint64 id)
{
  gboolean is_alert = (id & BW_CHART_ALERT_BIT) != 0;

  gtk_widget_activate_action (GTK_WIDGET (self), is_alert ? "desk.remove-alert" : "desk.cancel-order", "t", id & ~BW_CHART_ALERT_BIT);
}

/* A price below the market proposes to buy there, one above to sell. */
static void
price_activated_cb (BwChartPanel *self, double price)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  const BwQuoteView *quote = bw_engine_quote (bw_desk_get_engine (desk), self->timeline, self->instrument);
  BwNewOrder order = { .instrument = self->instrument, .type = BW_ORDER_LIMIT };

  if (!get_snapped (self, price, &order.limit_price))
    return;
  order.side = quote != NULL && bw_fixed_compare (order.limit_price, quote->market.last) > 0 ? BW_SIDE_SELL : BW_SIDE_BUY;
  bw_desk_propose_order (desk, &order);
}

static void
fill_activated_cb (BwChartPanel *self, guint64 id)
{
  bw_certificate_dialog_show (bw_panel_get_desk (BW_PANEL (self)), GTK_WIDGET (self), id);
}

static void
order_at_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  price_activated_cb (BW_CHART_PANEL (user_data), g_variant_get_double (parameter));
}

/* What can be done there: an order at that price, a branch from that bar, something to practise on. */
static void
menu_asked_cb (BwChartPanel *self, double x, double y, double price, gint64 time)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  g_autoptr (GMenu) menu = g_menu_new ();
  gboolean is_played = find_source (self) == self->timeline;
  g_autofree char *label = NULL, *text = NULL;
  BwFixed snapped;

  if (instrument == NULL || timeline == NULL)
    return;
  if (is_played && get_snapped (self, price, &snapped))
    {
      text = bw_format_price (instrument, snapped);
      label = g_strdup_printf (_("Order at %s…"), text);
      bw_chart_menu_append (menu, label, "chart-panel.order-at", g_variant_new_double (bw_fixed_to_double (snapped)));
      g_free (label);
      label = g_strdup_printf (_("Alert at %s…"), text);
      bw_chart_menu_append (menu, label, "win.alert-at", g_variant_new ("(ux)", self->instrument, snapped.e8));
    }
  if (is_played && time != BW_TIME_NONE && time > timeline->start && time <= timeline->now)
    bw_chart_menu_append (menu, _("What If? Branch From This Bar…"), "win.branch", g_variant_new_int64 (time));
  if (is_played)
    bw_chart_menu_append (menu, _("Practice Event…"), "win.inject", g_variant_new_uint32 (self->instrument));
  bw_chart_menu_append (menu, _("Fit"), "chart-panel.fit", NULL);
  bw_drawing_tools_append_menu (self->drawings, menu, x, y);
  bw_chart_menu_append (menu, _("Copy as Picture"), "chart-export.copy", NULL);
  bw_chart_menu_append (menu, _("Export…"), "chart-export.ask", NULL);
  gtk_popover_menu_set_menu_model (self->menu, G_MENU_MODEL (menu));
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &x, &y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
set_timeframe (BwChartPanel *self, BwTimeframe timeframe)
{
  if (self->timeframe == timeframe)
    return;
  self->timeframe = timeframe;
  load_bars (self, FALSE);
  save_state (self);
  bw_chart_links_tell_timeframe (bw_chart_links_of (bw_panel_get_desk (BW_PANEL (self))), self->view, timeframe);
}

static void
linked_timeframe_told (BwTimeframe timeframe, gpointer user_data)
{
  set_timeframe (BW_CHART_PANEL (user_data), timeframe);
}

static void
timeframe_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_timeframe (BW_CHART_PANEL (user_data), g_variant_get_int32 (parameter));
}

static void
change_timeframe_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwChartPanel *self = BW_CHART_PANEL (widget);
  int direction = g_variant_get_int32 (parameter);

  for (int i = 0; i < (int) G_N_ELEMENTS (timeframes); i++)
    if (timeframes[i] == self->timeframe && i + direction >= 0 && i + direction < (int) G_N_ELEMENTS (timeframes))
      {
        set_timeframe (self, timeframes[i + direction]);
        return;
      }
}

static void
switch_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwChartPanel *self = BW_CHART_PANEL (user_data);
  BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "log"))
    setup->scale = g_variant_get_boolean (state) ? BW_PRICE_SCALE_LOG : BW_PRICE_SCALE_LINEAR;
  else
    setup->has_volume = g_variant_get_boolean (state);
  bw_chart_keeper_changed (self->keeper);
}

static void
indicators_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwChartPanel *self = BW_CHART_PANEL (widget);

  if (bw_desk_is_open (bw_panel_get_desk (BW_PANEL (self))))
    gtk_window_present (GTK_WINDOW (bw_indicators_dialog_new (self->keeper)));
}

static void
fit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bw_chart_view_reset (BW_CHART_PANEL (user_data)->view);
}

static void
follow_style (BwChartPanel *self)
{
  BwStyle *style = bw_desk_get_style (bw_panel_get_desk (BW_PANEL (self)));

  bw_chart_view_set_candle_shape (self->view, bw_style_wants_hollow_candles (style) ? BW_CANDLES_HOLLOW : BW_CANDLES_FILLED);
}

/* ---- Panel ---- */

static void
make_timeframe_menu (BwChartPanel *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (timeframes); i++)
    {
      char label[16];
      g_autoptr (GMenuItem) item = g_menu_item_new (bw_timeframe_print (timeframes[i], label), NULL);

      g_menu_item_set_action_and_target (item, "chart-panel.timeframe", "i", timeframes[i]);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->timeframe_button, G_MENU_MODEL (menu));
}

static void
bw_chart_panel_set_up (BwPanel *panel)
{
  BwChartPanel *self = BW_CHART_PANEL (panel);
  BwDesk *desk = bw_panel_get_desk (panel);

  self->chooser = BW_SYMBOL_CHOOSER (bw_symbol_chooser_new (desk, NULL, _("Choose a symbol")));
  adw_bin_set_child (self->symbol_slot, GTK_WIDGET (self->chooser));
  self->marks = bw_chart_marks_new (desk, self->view);
  self->twin = bw_chart_twin_new (panel, self->pane, self->view);
  self->keeper = bw_chart_keeper_new (panel, self->view);
  self->comparison = bw_chart_comparison_new (self->keeper);
  self->look = bw_chart_look_new (self->keeper, self->comparison, self->type_button, self->more_menu);
  g_signal_connect_object (self->keeper, "changed", G_CALLBACK (follow_setup), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->compare_slot, bw_chart_comparison_make_button (self->comparison));
  self->drawings = bw_drawing_tools_new (panel, self->view);
  adw_bin_set_child (self->drawing_slot, bw_drawing_tools_get_button (self->drawings));
  adw_bin_set_child (self->drawing_bar_slot, bw_drawing_tools_get_bar (self->drawings));
  /* Where the table stands alone there is nothing to draw on. */
  g_object_bind_property (self->view, "visible", self->drawing_bar_slot, "visible", G_BINDING_SYNC_CREATE);
  self->exporter = bw_chart_exporter_new (panel, self->view, self->marks);
  bw_chart_links_add (bw_chart_links_of (desk), self->view, linked_timeframe_told, self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chart-links", bw_chart_links_get_actions (bw_chart_links_of (desk)));
  bw_chart_view_set_snap_func (self->view, snap_price, self);
  make_timeframe_menu (self);
  bw_hide_when_narrow (self->wide_buttons);
  g_signal_connect_object (self->chooser, "chosen", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (self->view, "order-line-moved", G_CALLBACK (order_line_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "order-line-cancelled", G_CALLBACK (order_line_cancelled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "price-activated", G_CALLBACK (price_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "fill-activated", G_CALLBACK (fill_activated_cb), self, G_CONNECT_SWAPPED);
  bw_study_menu_install (self->keeper, GTK_WIDGET (self));
  g_signal_connect_object (self->view, "menu-asked", G_CALLBACK (menu_asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "older-wanted", G_CALLBACK (older_wanted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "time-chosen", G_CALLBACK (time_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bw_desk_get_style (desk), "changed", G_CALLBACK (follow_style), self, G_CONNECT_SWAPPED);
  follow_style (self);
  bw_chart_view_set_message (self->view, _("Opening the market…"));
}

static void
bw_chart_panel_dispose (GObject *object)
{
  BwChartPanel *self = BW_CHART_PANEL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->look, bw_chart_look_free);
  g_clear_pointer (&self->comparison, bw_chart_comparison_free);
  g_clear_object (&self->keeper);
  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
  if (self->exporter != NULL)
    bw_chart_links_remove (bw_chart_links_of (bw_panel_get_desk (BW_PANEL (self))), self->view);
  g_clear_pointer (&self->exporter, bw_chart_exporter_free);
  g_clear_pointer (&self->twin, bw_chart_twin_free);
  g_clear_pointer (&self->marks, bw_chart_marks_free);
  g_clear_pointer (&self->drawings, bw_drawing_tools_free);
  G_OBJECT_CLASS (bw_chart_panel_parent_class)->dispose (object);
}

static void
bw_chart_panel_class_init (BwChartPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_chart_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_chart_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_chart_panel_refresh;
  BW_PANEL_CLASS (klass)->instrument_changed = bw_chart_panel_instrument_changed;
  BW_PANEL_CLASS (klass)->sleep = bw_chart_panel_sleep;
  g_type_ensure (BW_TYPE_CHART_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/bellwether/Bellwether/ui/chart-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, symbol_slot);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, name_label);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, timeframe_button);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, timeframe_label);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, view);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, pane);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, wide_buttons);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, type_button);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, compare_slot);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, more_menu);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, drawing_slot);
  gtk_widget_class_bind_template_child (widget_class, BwChartPanel, drawing_bar_slot);
  bw_drawing_tools_class_init (widget_class);
  gtk_widget_class_install_action (widget_class, "chart-indicators.open", NULL, indicators_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_slash, 0, "chart-indicators.open", NULL);
  gtk_widget_class_install_action (widget_class, "chart-timeframe.change", "i", change_timeframe_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F7, 0, "chart-twin.toggle", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_ALT_MASK, "chart-look.types", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, GDK_ALT_MASK, "chart-timeframe.change", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, GDK_ALT_MASK, "chart-timeframe.change", "i", -1);
}

static void
bw_chart_panel_init (BwChartPanel *self)
{
  static const GActionEntry entries[] = {
    { "timeframe", timeframe_cb, "i", NULL, NULL },
    { "fit", fit_cb, NULL, NULL, NULL },
    { "order-at", order_at_cb, "d", NULL, NULL },
    { "log", NULL, NULL, "false", switch_cb },
    { "volume", NULL, NULL, "true", switch_cb },
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  self->timeframe = BW_TIMEFRAME_5M;
  self->live.start = BW_TIME_NONE;
  self->wanted_time = BW_TIME_NONE;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "chart-panel", G_ACTION_GROUP (self->actions));
}

BwTimeframe
bw_chart_panel_get_timeframe (BwChartPanel *self)
{
  return self->timeframe;
}
