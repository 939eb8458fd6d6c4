/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-links.h"

#include <math.h>

#define SWITCHES_KEY "chart/links" /* those that are on, each with a comma behind it */

struct _BwChartLinks
{
  BwDesk *desk;              /* (borrowed) (nullable): keeps the switches in its profile */
  GSimpleActionGroup *group; /* (owned) */
  GPtrArray *members;        /* (owned): Member (owned) */
  gboolean is_busy;          /* what one does because of another isn't told on */
  gboolean is_read;
};

typedef struct
{
  BwChartLinks *links; /* (borrowed) */
  BwChartView *view;   /* (borrowed) */
  BwLinkedTimeframeFunc set_timeframe;
  gpointer user_data;  /* (borrowed) */
} Member;

static const char *const switch_names[] = { "crosshair", "timeframe", "range" };

static gboolean
is_on (BwChartLinks *self, const char *name)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->group), name);

  return g_variant_get_boolean (state);
}

/* ---- Telling the others ---- */

typedef void (*TellFunc) (Member *other, gconstpointer what);

/* Charts out of sight are let be: they have no size to point in. */
static void
tell_others (Member *member, TellFunc tell, gconstpointer what)
{
  BwChartLinks *self = member->links;

  if (self->is_busy)
    return;
  self->is_busy = TRUE;
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *other = g_ptr_array_index (self->members, i);

      if (other != member && gtk_widget_get_mapped (GTK_WIDGET (other->view)))
        tell (other, what);
    }
  self->is_busy = FALSE;
}

static void
point (Member *other, gconstpointer what)
{
  bw_chart_view_point_at (other->view, *(const BwTime *) what, NAN, FALSE);
}

static void
pointed_cb (Member *member, gint64 time)
{
  BwTime pointed = time;

  if (is_on (member->links, "crosshair"))
    tell_others (member, point, &pointed);
}

typedef struct
{
  BwTime from, to;
} Span;

static void
show_span (Member *other, gconstpointer what)
{
  const Span *span = what;

  if (bw_chart_model_get_n_bars (bw_chart_view_get_model (other->view)) > 0)
    bw_chart_view_show_time (other->view, span->from, span->to);
}

static void
range_changed_cb (Member *member)
{
  BwChartModel *model = bw_chart_view_get_model (member->view);
  double n_bars = (double) bw_chart_model_get_n_bars (model), first_bar, n_visible, ohlcv[5];
  Span span;

  if (n_bars < 1.0 || !is_on (member->links, "range"))
    return;
  bw_chart_view_get_range (member->view, &first_bar, &n_visible);
  span.from = bw_chart_model_get_bar (model, (gsize) CLAMP (first_bar, 0.0, n_bars - 1.0), ohlcv);
  span.to = bw_chart_model_get_bar (model, (gsize) CLAMP (first_bar + n_visible, 0.0, n_bars - 1.0), ohlcv);
  if (span.to > span.from)
    tell_others (member, show_span, &span);
}

static void
set_timeframe (Member *other, gconstpointer what)
{
  if (other->set_timeframe != NULL)
    other->set_timeframe (*(const BwTimeframe *) what, other->user_data);
}

static Member *
find_member (BwChartLinks *self, BwChartView *view)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      Member *member = g_ptr_array_index (self->members, i);

      if (member->view == view)
        return member;
    }
  return NULL;
}

/** bw_chart_links_tell_timeframe: the user chose another for the chart of @view. */
void
bw_chart_links_tell_timeframe (BwChartLinks *self, BwChartView *view, BwTimeframe timeframe)
{
  Member *member = find_member (self, view);

  if (member != NULL && is_on (self, "timeframe"))
    tell_others (member, set_timeframe, &timeframe);
}

/* ---- Switches ---- */

static void
switch_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwChartLinks *self = user_data;
  g_autoptr (GString) text = g_string_new (NULL);

  g_simple_action_set_state (action, state);
  for (guint i = 0; i < G_N_ELEMENTS (switch_names); i++)
    if (is_on (self, switch_names[i]))
      g_string_append_printf (text, "%s,", switch_names[i]);
  if (self->desk != NULL && self->is_read && bw_desk_is_open (self->desk))
    bw_engine_set_text (bw_desk_get_engine (self->desk), SWITCHES_KEY, text->str);
}

static void
read_switches (BwChartLinks *self)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) names = NULL;

  if (self->is_read || !bw_desk_is_open (self->desk))
    return;
  text = bw_engine_get_text (bw_desk_get_engine (self->desk), SWITCHES_KEY);
  names = text != NULL ? g_strsplit (text, ",", -1) : NULL;
  for (guint i = 0; names != NULL && i < G_N_ELEMENTS (switch_names); i++)
    g_action_group_change_action_state (
        G_ACTION_GROUP (self->group), switch_names[i],
        g_variant_new_boolean (g_strv_contains ((const char *const *) names, switch_names[i])));
  self->is_read = TRUE;
}

/* ---- Life ---- */

/** bw_chart_links_new: with the crosshair linked, and nothing else. */
BwChartLinks *
bw_chart_links_new (void)
{
  static const GActionEntry entries[] = {
    { "crosshair", NULL, NULL, "true", switch_cb },
    { "timeframe", NULL, NULL, "false", switch_cb },
    { "range", NULL, NULL, "false", switch_cb },
  };
  BwChartLinks *self = g_new0 (BwChartLinks, 1);

  self->members = g_ptr_array_new_with_free_func (g_free);
  self->group = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->group), entries, G_N_ELEMENTS (entries), self);
  return self;
}

void
bw_chart_links_free (BwChartLinks *self)
{
  while (self->members->len > 0)
    bw_chart_links_remove (self, ((Member *) g_ptr_array_index (self->members, 0))->view);
  g_ptr_array_unref (self->members);
  g_object_unref (self->group);
  g_free (self);
}

/** bw_chart_links_of: (transfer none): the desk's own, made when first asked for. */
BwChartLinks *
bw_chart_links_of (BwDesk *desk)
{
  BwChartLinks *self = g_object_get_data (G_OBJECT (desk), "bw-chart-links");

  if (self == NULL)
    {
      self = bw_chart_links_new ();
      self->desk = desk;
      g_object_set_data_full (G_OBJECT (desk), "bw-chart-links", self, (GDestroyNotify) bw_chart_links_free);
    }
  read_switches (self);
  return self;
}

GActionGroup *
bw_chart_links_get_actions (BwChartLinks *self)
{
  return G_ACTION_GROUP (self->group);
}

/**
 * bw_chart_links_add:
 * @view: removed by bw_chart_links_remove() before it goes
 * @set_timeframe: (nullable): gives its chart another timeframe
 */
void
bw_chart_links_add (BwChartLinks *self, BwChartView *view, BwLinkedTimeframeFunc set_timeframe_func, gpointer user_data)
{
  Member *member = g_new0 (Member, 1);

  member->links = self;
  member->view = view;
  member->set_timeframe = set_timeframe_func;
  member->user_data = user_data;
  g_ptr_array_add (self->members, member);
  g_signal_connect_swapped (view, "pointed", G_CALLBACK (pointed_cb), member);
  g_signal_connect_swapped (view, "range-changed", G_CALLBACK (range_changed_cb), member);
}

void
bw_chart_links_remove (BwChartLinks *self, BwChartView *view)
{
  Member *member = find_member (self, view);

  if (member == NULL)
    return;
  g_signal_handlers_disconnect_by_data (view, member);
  g_ptr_array_remove (self->members, member);
}
