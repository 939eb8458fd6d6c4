/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-keeper.h"

#include <glib/gi18n.h>

#define UNDO_S 10

struct _BwChartKeeper
{
  GObject parent_instance;
  BwPanel *panel;      /* (borrowed): owns us */
  BwChartView *view;   /* (borrowed): the panel's */
  BwChartSetup *setup; /* (owned) */
  gboolean is_loaded;
};

/* A study taken off, to be put back. */
typedef struct
{
  GWeakRef keeper; /* BwChartKeeper */
  BwStudySpec spec;
  guint index;
} Removal;

G_DEFINE_FINAL_TYPE (BwChartKeeper, bw_chart_keeper, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static char *
get_key (BwChartKeeper *self)
{
  return g_strconcat ("chart/", bw_panel_get_id (self->panel), NULL);
}

static void
save (BwChartKeeper *self)
{
  g_autofree char *key = get_key (self);
  g_autofree char *text = NULL;

  if (!self->is_loaded || !bw_desk_is_open (bw_panel_get_desk (self->panel)))
    return;
  text = bw_chart_setup_print (self->setup, BW_CHART_SETUP_CHART);
  bw_engine_set_text (bw_panel_get_engine (self->panel), key, text);
}

static void
show (BwChartKeeper *self)
{
  bw_chart_view_set_studies (self->view, (const BwStudySpec *)(const void *)self->setup->studies->data,
                             self->setup->studies->len);
  bw_chart_view_set_scale (self->view, self->setup->scale);
  bw_chart_view_set_volume_visible (self->view, self->setup->has_volume);
}

/**
 * bw_chart_keeper_note:
 *
 * A part that the view doesn't show has changed, like the symbol: saves it.
 */
void
bw_chart_keeper_note (BwChartKeeper *self)
{
  save (self);
}

/**
 * bw_chart_keeper_changed:
 *
 * The setup was changed in place: shows, saves and tells.
 */
void
bw_chart_keeper_changed (BwChartKeeper *self)
{
  show (self);
  save (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * bw_chart_keeper_replace:
 *
 * Takes over the look of another setup; the symbol and the timeframe stay unless it says others.
 */
void
bw_chart_keeper_replace (BwChartKeeper *self, const BwChartSetup *setup)
{
  g_autoptr (BwChartSetup) before = self->setup;

  self->setup = bw_chart_setup_copy (setup);
  if (self->setup->symbol == NULL)
    self->setup->symbol = g_strdup (before->symbol);
  if (self->setup->timeframe == BW_TIMEFRAME_NONE)
    self->setup->timeframe = before->timeframe;
  bw_chart_keeper_changed (self);
}

/* One that can't be read is not shown and not overwritten until the chart is changed. */
static void
tell_unread (BwChartKeeper *self, const char *reason)
{
  g_autofree char *text =
      g_strdup_printf (_ ("This chart's saved setup could not be read, so it starts anew. %s"), reason);

  bw_desk_tell (bw_panel_get_desk (self->panel), text);
}

/**
 * bw_chart_keeper_load:
 *
 * Reads what was saved with the profile.
 *
 * Returns: whether there was something
 */
gboolean
bw_chart_keeper_load (BwChartKeeper *self)
{
  g_autofree char *key = get_key (self);
  g_autofree char *text = bw_engine_get_text (bw_panel_get_engine (self->panel), key);
  g_autoptr (GError) error = NULL;
  BwChartSetup *setup = text != NULL ? bw_chart_setup_parse (text, &error) : NULL;

  self->is_loaded = TRUE;
  if (error != NULL)
    tell_unread (self, error->message);
  if (setup == NULL)
    return FALSE;
  bw_chart_setup_free (self->setup);
  self->setup = setup;
  show (self);
  g_signal_emit (self, signals[CHANGED], 0);
  return TRUE;
}

/**
 * bw_chart_keeper_add:
 * @id: (out) (optional)
 *
 * Returns: whether there was room for another; otherwise a message says that there wasn't
 */
gboolean
bw_chart_keeper_add (BwChartKeeper *self, const BwIndicatorInfo *info, guint64 *id)
{
  if (!bw_chart_setup_add_study (self->setup, info, id))
    {
      g_autofree char *text =
          g_strdup_printf (_ ("A chart shows up to %d indicators. Remove one to add another."), BW_STUDY_N_MAX);

      bw_desk_tell (bw_panel_get_desk (self->panel), text);
      return FALSE;
    }
  bw_chart_keeper_changed (self);
  return TRUE;
}

static void
free_removal (gpointer data, GClosure *closure)
{
  Removal *removal = data;

  g_weak_ref_clear (&removal->keeper);
  g_free (removal);
}

static void
undo_cb (AdwToast *toast, gpointer user_data)
{
  Removal *removal = user_data;
  g_autoptr (BwChartKeeper) self = g_weak_ref_get (&removal->keeper);

  if (self == NULL || bw_chart_setup_find_study (self->setup, removal->spec.id, NULL) != NULL)
    return;
  bw_chart_setup_insert_study (self->setup, removal->index, &removal->spec);
  bw_chart_keeper_changed (self);
}

/**
 * bw_chart_keeper_remove:
 *
 * Takes the study off; a toast can put it back where it was.
 */
void
bw_chart_keeper_remove (BwChartKeeper *self, guint64 id)
{
  guint index;
  const BwStudySpec *spec = bw_chart_setup_find_study (self->setup, id, &index);
  char title[BW_STUDY_TITLE_BYTES];
  g_autofree char *text = NULL;
  Removal *removal;
  AdwToast *toast;

  if (spec == NULL)
    return;
  removal = g_new0 (Removal, 1);
  g_weak_ref_init (&removal->keeper, self);
  removal->spec = *spec;
  removal->index = index;
  text = g_markup_printf_escaped (_ ("%s removed"), bw_study_spec_print_title (spec, title));
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_timeout (toast, UNDO_S);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), removal, free_removal, 0);
  bw_chart_setup_remove_study (self->setup, id);
  bw_chart_keeper_changed (self);
  bw_desk_tell_toast (bw_panel_get_desk (self->panel), toast);
}

void
bw_chart_keeper_set_visible (BwChartKeeper *self, guint64 id, gboolean is_visible)
{
  BwStudySpec *spec = bw_chart_setup_find_study (self->setup, id, NULL);

  if (spec == NULL || spec->is_visible == is_visible)
    return;
  spec->is_visible = is_visible;
  bw_chart_keeper_changed (self);
}

/**
 * bw_chart_keeper_update:
 * @spec: of a study that is on the chart, by its id; parameters in their ranges
 */
void
bw_chart_keeper_update (BwChartKeeper *self, const BwStudySpec *spec)
{
  BwStudySpec *held = bw_chart_setup_find_study (self->setup, spec->id, NULL);

  if (held == NULL || bw_study_spec_equal (held, spec))
    return;
  *held = *spec;
  bw_chart_keeper_changed (self);
}

void
bw_chart_keeper_move (BwChartKeeper *self, guint64 id, int direction)
{
  if (bw_chart_setup_move_study (self->setup, id, direction))
    bw_chart_keeper_changed (self);
}

/* The heights that the separators were dragged to. */
static void
panes_resized_cb (BwChartKeeper *self)
{
  BwChartModel *model = bw_chart_view_get_model (self->view);

  for (guint i = 0; i < self->setup->studies->len; i++)
    {
      BwStudySpec *spec = bw_chart_setup_get_study (self->setup, i);
      const BwStudySpec *shown = bw_chart_model_find_study (model, spec->id);

      if (shown != NULL)
        spec->pane_weight = shown->pane_weight;
    }
  save (self);
}

static void
bw_chart_keeper_finalize (GObject *object)
{
  bw_chart_setup_free (BW_CHART_KEEPER (object)->setup);
  G_OBJECT_CLASS (bw_chart_keeper_parent_class)->finalize (object);
}

static void
bw_chart_keeper_class_init (BwChartKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_chart_keeper_finalize;
  /**
   * BwChartKeeper::changed:
   *
   * The setup says something else.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
bw_chart_keeper_init (BwChartKeeper *self)
{
  static const double periods[] = { 20, 50 };

  self->setup = bw_chart_setup_new ();
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      bw_chart_setup_add_study (self->setup, bw_indicator_find ("SMA"), NULL);
      bw_chart_setup_get_study (self->setup, i)->parameters[0] = periods[i];
    }
}

/**
 * bw_chart_keeper_new:
 * @panel: owns the keeper, and is known by its id
 * @view: shows the setup from here on
 */
BwChartKeeper *
bw_chart_keeper_new (BwPanel *panel, BwChartView *view)
{
  BwChartKeeper *self = g_object_new (BW_TYPE_CHART_KEEPER, NULL);

  self->panel = panel;
  self->view = view;
  g_signal_connect_object (view, "panes-resized", G_CALLBACK (panes_resized_cb), self, G_CONNECT_SWAPPED);
  show (self);
  return self;
}

BwPanel *
bw_chart_keeper_get_panel (BwChartKeeper *self)
{
  return self->panel;
}

BwChartView *
bw_chart_keeper_get_view (BwChartKeeper *self)
{
  return self->view;
}

/**
 * bw_chart_keeper_get_setup:
 *
 * Returns: (transfer none): changed in place, with bw_chart_keeper_changed() after it
 */
BwChartSetup *
bw_chart_keeper_get_setup (BwChartKeeper *self)
{
  return self->setup;
}
