/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-compare.h"

#include "app/chart/chart-view-types.h"
#include "app/symbol-chooser.h"

#include <glib/gi18n.h>

typedef struct
{
  BwInstrumentId instrument;
  guint colour_index;
  BwTime last_start;          /* of its newest bar; BW_TIME_NONE until there are bars */
  GCancellable *cancellable;  /* (owned) (nullable): of the load under way */
} Item;

struct _BwChartComparison
{
  BwChartKeeper *keeper;      /* (borrowed): lives as long */
  GArray *items;              /* (owned): Item */
  BwTimelineId timeline;
  BwTimeframe timeframe;
  gsize n_bars;
  GtkWidget *chooser;         /* (borrowed) (nullable): its button */
  gulong changed_id, chosen_id, removed_id;
};

/* A load's answer finds its way by these; the comparison may be gone by then. */
typedef struct
{
  GWeakRef keeper;            /* BwChartKeeper: when it is gone, so are we */
  BwChartComparison *self;    /* (borrowed) */
  BwInstrumentId instrument;
} Load;

static BwEngine *
get_engine (BwChartComparison *self)
{
  return bw_panel_get_engine (bw_chart_keeper_get_panel (self->keeper));
}

static void
clear_item (gpointer data)
{
  Item *item = data;

  g_cancellable_cancel (item->cancellable);
  g_clear_object (&item->cancellable);
}

static Item *
find_item (BwChartComparison *self, BwInstrumentId instrument)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_array_index (self->items, Item, i).instrument == instrument)
      return &g_array_index (self->items, Item, i);
  return NULL;
}

/**
 * bw_chart_find_source:
 *
 * Returns: where the bars of @instrument are: @timeline if it is traded there; imported symbols have no
 *   prices in the practice market, and their history is read as it is stored
 */
BwTimelineId
bw_chart_find_source (BwEngine *engine, BwTimelineId timeline, BwInstrumentId instrument)
{
  gsize n_instruments;
  const BwInstrumentId *instruments = bw_engine_timeline_instruments (engine, timeline, &n_instruments);

  for (gsize i = 0; i < n_instruments; i++)
    if (instruments[i] == instrument)
      return timeline;
  return BW_TIMELINE_LIBRARY;
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Load *load = user_data;
  g_autoptr (BwChartKeeper) keeper = g_weak_ref_get (&load->keeper);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBarSeries) series = bw_engine_load_bars_finish (BW_ENGINE (object), result, &error);
  Item *item;

  /* Cancelled loads are those of items that are gone, and of comparisons that are. */
  if (keeper != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      (item = find_item (load->self, load->instrument)) != NULL)
    {
      g_clear_object (&item->cancellable);
      item->last_start = series != NULL && series->n_bars > 0 ? series->start[series->n_bars - 1] : BW_TIME_NONE;
      bw_chart_view_set_compared_series (bw_chart_keeper_get_view (keeper), load->instrument, series);
    }
  g_weak_ref_clear (&load->keeper);
  g_free (load);
}

static void
load_item (BwChartComparison *self, Item *item)
{
  Load *load;

  g_cancellable_cancel (item->cancellable);
  g_clear_object (&item->cancellable);
  item->last_start = BW_TIME_NONE;
  if (self->timeline == 0)
    return;
  load = g_new0 (Load, 1);
  g_weak_ref_init (&load->keeper, self->keeper);
  load->self = self;
  load->instrument = item->instrument;
  item->cancellable = g_cancellable_new ();
  bw_engine_load_bars_async (get_engine (self),
                             bw_chart_find_source (get_engine (self), self->timeline, item->instrument),
                             item->instrument, self->timeframe, BW_TIME_MAX, self->n_bars, item->cancellable,
                             loaded_cb, load);
}

static void
show (BwChartComparison *self)
{
  BwDesk *desk = bw_panel_get_desk (bw_chart_keeper_get_panel (self->keeper));
  BwChartCompared compared[BW_COMPARED_N_MAX];

  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = &g_array_index (self->items, Item, i);
      const BwInstrument *instrument = bw_desk_lookup_instrument (desk, item->instrument);

      compared[i] = (BwChartCompared){ item->instrument, instrument != NULL ? instrument->symbol : "",
                                       item->colour_index };
    }
  bw_chart_view_set_compared (bw_chart_keeper_get_view (self->keeper), compared, self->items->len);
}

/* The colours that indicators take last. */
static guint
choose_colour (BwChartComparison *self)
{
  for (guint k = 0; k < BW_CHART_N_SERIES_COLOURS; k++)
    {
      guint colour = (k + 4) % BW_CHART_N_SERIES_COLOURS;
      gboolean is_free = TRUE;

      for (guint i = 0; i < self->items->len; i++)
        is_free &= g_array_index (self->items, Item, i).colour_index != colour;
      if (is_free)
        return colour;
    }
  return 0;
}

/* What the setup says is shown: symbols that came are loaded, those that went are gone. */
static void
follow_setup_cb (BwChartComparison *self)
{
  const BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);
  g_auto (GStrv) symbols = g_strsplit (setup->compared != NULL ? setup->compared : "", ",", BW_COMPARED_N_MAX);
  g_autoptr (GArray) before = g_steal_pointer (&self->items);

  g_array_set_clear_func (before, NULL);
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, clear_item);
  for (guint i = 0; symbols[i] != NULL; i++)
    {
      const BwInstrument *instrument = bw_engine_find_instrument (get_engine (self), symbols[i]);
      Item item = { .last_start = BW_TIME_NONE };
      gboolean is_new = TRUE;

      if (instrument == NULL || find_item (self, instrument->id) != NULL)
        continue;
      for (guint k = 0; k < before->len && is_new; k++)
        if (g_array_index (before, Item, k).instrument == instrument->id)
          {
            item = g_array_index (before, Item, k);
            g_array_remove_index (before, k);
            is_new = FALSE;
          }
      if (is_new)
        {
          item.instrument = instrument->id;
          item.colour_index = choose_colour (self);
        }
      g_array_append_val (self->items, item);
    }
  for (guint k = 0; k < before->len; k++)
    clear_item (&g_array_index (before, Item, k));
  show (self);
  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);

      if (item->cancellable == NULL && item->last_start == BW_TIME_NONE)
        load_item (self, item);
    }
}

BwChartComparison *
bw_chart_comparison_new (BwChartKeeper *keeper)
{
  BwChartComparison *self = g_new0 (BwChartComparison, 1);

  self->keeper = keeper;
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_array_set_clear_func (self->items, clear_item);
  self->changed_id = g_signal_connect_swapped (keeper, "changed", G_CALLBACK (follow_setup_cb), self);
  return self;
}

void
bw_chart_comparison_free (BwChartComparison *self)
{
  g_clear_signal_handler (&self->changed_id, self->keeper);
  g_clear_signal_handler (&self->removed_id, bw_chart_keeper_get_view (self->keeper));
  if (self->chooser != NULL)
    g_clear_signal_handler (&self->chosen_id, self->chooser);
  g_array_unref (self->items);
  g_free (self);
}

/**
 * bw_chart_comparison_load:
 * @timeline: where the chart's own bars come from
 * @n_bars: as many as the chart has
 */
void
bw_chart_comparison_load (BwChartComparison *self, BwTimelineId timeline, BwTimeframe timeframe, gsize n_bars)
{
  self->timeline = timeline;
  self->timeframe = timeframe;
  self->n_bars = n_bars;
  for (guint i = 0; i < self->items->len; i++)
    load_item (self, &g_array_index (self->items, Item, i));
}

/**
 * bw_chart_comparison_update:
 * @bar_start: of the chart's newest bar: a new one of the chart begins one here
 *
 * Quotes have changed: each line's end follows its symbol's last price.
 */
void
bw_chart_comparison_update (BwChartComparison *self, BwTime bar_start)
{
  BwChartView *view = bw_chart_keeper_get_view (self->keeper);

  for (guint i = 0; i < self->items->len; i++)
    {
      Item *item = &g_array_index (self->items, Item, i);
      const BwQuoteView *quote = bw_engine_quote (get_engine (self), self->timeline, item->instrument);
      double last;

      if (quote == NULL || bw_fixed_is_zero (quote->market.last) || item->last_start == BW_TIME_NONE)
        continue;
      last = bw_fixed_to_double (quote->market.last);
      if (bar_start > item->last_start)
        {
          item->last_start = bar_start;
          bw_chart_view_append_compared (view, item->instrument, bar_start, last);
        }
      else
        bw_chart_view_update_last_compared (view, item->instrument, last);
    }
}

static void
write_setup (BwChartComparison *self, BwInstrumentId added, BwInstrumentId removed)
{
  BwDesk *desk = bw_panel_get_desk (bw_chart_keeper_get_panel (self->keeper));
  BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i <= self->items->len; i++)
    {
      BwInstrumentId id = i < self->items->len ? g_array_index (self->items, Item, i).instrument : added;
      const BwInstrument *instrument = id != 0 && id != removed ? bw_desk_lookup_instrument (desk, id) : NULL;

      if (instrument != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", instrument->symbol);
    }
  g_free (setup->compared);
  setup->compared = text->len > 0 ? g_strdup (text->str) : NULL;
  bw_chart_keeper_changed (self->keeper);
}

/**
 * bw_chart_comparison_add:
 *
 * Compares with @instrument too. The first makes the scale one of percent, in which they can be compared.
 */
void
bw_chart_comparison_add (BwChartComparison *self, BwInstrumentId instrument)
{
  BwPanel *panel = bw_chart_keeper_get_panel (self->keeper);
  BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);

  if (find_item (self, instrument) != NULL || instrument == bw_panel_get_instrument (panel))
    return;
  if (self->items->len >= BW_COMPARED_N_MAX)
    {
      bw_desk_tell (bw_panel_get_desk (panel), _("A chart compares with eight symbols at most."));
      return;
    }
  if (self->items->len == 0 && setup->scale < BW_PRICE_SCALE_PERCENT)
    setup->scale = BW_PRICE_SCALE_PERCENT;
  write_setup (self, instrument, 0);
}

/** bw_chart_comparison_remove: without any left, the scale is one of prices again. */
void
bw_chart_comparison_remove (BwChartComparison *self, BwInstrumentId instrument)
{
  BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);

  if (find_item (self, instrument) == NULL)
    return;
  if (self->items->len == 1 && setup->scale == BW_PRICE_SCALE_PERCENT)
    setup->scale = BW_PRICE_SCALE_LINEAR;
  write_setup (self, 0, instrument);
}

/**
 * bw_chart_comparison_list:
 * @instruments: (out caller-allocates): BW_COMPARED_N_MAX
 *
 * Returns: how many
 */
guint
bw_chart_comparison_list (BwChartComparison *self, BwInstrumentId *instruments)
{
  for (guint i = 0; i < self->items->len; i++)
    instruments[i] = g_array_index (self->items, Item, i).instrument;
  return self->items->len;
}

static void
chosen_cb (BwChartComparison *self, guint instrument)
{
  bw_chart_comparison_add (self, instrument);
}

static void
removed_cb (BwChartComparison *self, guint64 id)
{
  bw_chart_comparison_remove (self, (BwInstrumentId) id);
}

/**
 * bw_chart_comparison_make_button:
 *
 * Returns: (transfer floating): chooses a symbol to compare with; goes when the panel does
 */
GtkWidget *
bw_chart_comparison_make_button (BwChartComparison *self)
{
  self->chooser = bw_symbol_chooser_new (bw_panel_get_desk (bw_chart_keeper_get_panel (self->keeper)),
                                         "bw-compare-symbolic", _("Compare with another symbol"));
  self->chosen_id = g_signal_connect_swapped (self->chooser, "chosen", G_CALLBACK (chosen_cb), self);
  self->removed_id = g_signal_connect_swapped (bw_chart_keeper_get_view (self->keeper), "compared-removed",
                                               G_CALLBACK (removed_cb), self);
  return self->chooser;
}
