/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/update.h"

static void
clear_reply (gpointer data)
{
  BwReply *reply = data;

  if (reply->task != NULL)
    {
      g_task_return_new_error (reply->task, BW_ENGINE_ERROR, BW_ENGINE_ERROR_CLOSED, "The engine has been closed");
      g_object_unref (reply->task);
    }
  g_clear_error (&reply->error);
  if (reply->value != NULL && reply->free_value != NULL)
    reply->free_value (reply->value);
}

BwUpdate *
bw_update_new (void)
{
  BwUpdate *update = g_new0 (BwUpdate, 1);

  update->timelines = g_array_new (FALSE, FALSE, sizeof (BwTimelineView));
  update->timelines_closed = g_array_new (FALSE, FALSE, sizeof (BwTimelineId));
  update->quotes = g_array_new (FALSE, FALSE, sizeof (BwQuoteUpdate));
  update->accounts = g_array_new (FALSE, FALSE, sizeof (BwAccountUpdate));
  update->positions = g_array_new (FALSE, FALSE, sizeof (BwPosition));
  update->orders = g_array_new (FALSE, FALSE, sizeof (BwOrderUpdate));
  update->fills = g_array_new (FALSE, FALSE, sizeof (BwFillUpdate));
  update->margins = g_array_new (FALSE, FALSE, sizeof (BwMarginUpdate));
  update->tapes = g_array_new (FALSE, FALSE, sizeof (BwTapeUpdate));
  update->prints = g_array_new (FALSE, FALSE, sizeof (BwTapeView));
  update->minutes = g_array_new (FALSE, FALSE, sizeof (BwMinuteView));
  update->happenings = g_array_new (FALSE, FALSE, sizeof (BwHappeningView));
  update->activities = g_array_new (FALSE, FALSE, sizeof (BwActivityView));
  update->instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentUpdate));
  update->listings = g_array_new (FALSE, FALSE, sizeof (BwListingUpdate));
  update->ids = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));
  update->jobs = g_array_new (FALSE, FALSE, sizeof (BwJobView));
  update->alerts = g_array_new (FALSE, FALSE, sizeof (BwAlertUpdate));
  update->firings = g_array_new (FALSE, FALSE, sizeof (BwAlertFiring));
  update->notices = g_array_new (FALSE, FALSE, sizeof (BwNotice));
  update->replies = g_array_new (FALSE, FALSE, sizeof (BwReply));
  g_array_set_clear_func (update->replies, clear_reply);
  return update;
}

void
bw_update_free (BwUpdate *update)
{
  GArray **lists[] = {
    &update->timelines, &update->timelines_closed, &update->quotes, &update->accounts, &update->positions,
    &update->orders, &update->fills, &update->margins, &update->tapes, &update->prints, &update->minutes, &update->activities,
    &update->happenings,
    &update->instruments, &update->listings, &update->ids, &update->jobs, &update->replies,
    &update->alerts, &update->firings, &update->notices,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_clear_pointer (lists[i], g_array_unref);
  g_free (update);
}

static void
append_list (GArray *list, const GArray *later)
{
  g_array_append_vals (list, later->data, later->len);
}

/**
 * bw_update_join:
 * @later: (transfer full)
 *
 * For when the main loop hasn't taken the last update and an answer must not wait.
 */
void
bw_update_join (BwUpdate *update, BwUpdate *later)
{
  for (guint i = 0; i < later->accounts->len; i++)
    g_array_index (later->accounts, BwAccountUpdate, i).first_position += update->positions->len;
  for (guint i = 0; i < later->tapes->len; i++)
    {
      g_array_index (later->tapes, BwTapeUpdate, i).first_print += update->prints->len;
      g_array_index (later->tapes, BwTapeUpdate, i).first_minute += update->minutes->len;
    }
  for (guint i = 0; i < later->listings->len; i++)
    g_array_index (later->listings, BwListingUpdate, i).first_id += update->ids->len;
  append_list (update->timelines, later->timelines);
  append_list (update->timelines_closed, later->timelines_closed);
  append_list (update->quotes, later->quotes);
  append_list (update->accounts, later->accounts);
  append_list (update->positions, later->positions);
  append_list (update->orders, later->orders);
  append_list (update->fills, later->fills);
  append_list (update->margins, later->margins);
  append_list (update->tapes, later->tapes);
  append_list (update->prints, later->prints);
  append_list (update->minutes, later->minutes);
  append_list (update->activities, later->activities);
  append_list (update->happenings, later->happenings);
  append_list (update->instruments, later->instruments);
  append_list (update->listings, later->listings);
  append_list (update->ids, later->ids);
  append_list (update->jobs, later->jobs);
  append_list (update->alerts, later->alerts);
  append_list (update->firings, later->firings);
  append_list (update->notices, later->notices);
  append_list (update->replies, later->replies);
  update->changed |= later->changed;
  update->health = later->health;
  g_array_set_clear_func (later->replies, NULL);
  bw_update_free (later);
}

/**
 * bw_update_add_activity:
 *
 * Keeps the newest ones when there are too many for a list that people read.
 */
void
bw_update_add_activity (BwUpdate *update, const BwActivityView *activity)
{
  if (update->activities->len >= 2 * BW_ACTIVITIES_KEPT)
    g_array_remove_range (update->activities, 0, BW_ACTIVITIES_KEPT);
  g_array_append_vals (update->activities, activity, 1);
  update->changed |= BW_CHANGED_ACTIVITY;
}

static void
add_order (BwUpdate *update, BwTimelineId timeline, const BwOrder *order)
{
  BwOrderUpdate change = { .timeline = timeline, .order = *order };
  BwActivityView activity = {
    .kind = BW_ACTIVITY_KIND_ORDER, .timeline = timeline, .time = order->updated, .account = order->account,
  };

  activity.order = *order;
  g_array_append_val (update->orders, change);
  update->changed |= BW_CHANGED_ORDERS;
  /* Fills speak for themselves. */
  if (order->status != BW_ORDER_FILLED && order->status != BW_ORDER_PARTIALLY_FILLED)
    bw_update_add_activity (update, &activity);
}

static void
add_fill (BwUpdate *update, BwTimelineId timeline, const BwFill *fill)
{
  BwFillUpdate change = { .timeline = timeline, .fill = *fill };
  BwActivityView activity = {
    .kind = BW_ACTIVITY_KIND_FILL, .timeline = timeline, .time = fill->time, .account = fill->account,
  };

  activity.fill = *fill;
  g_array_append_val (update->fills, change);
  bw_update_add_activity (update, &activity);
}

/* Fills tell their own; what companies do is told as such. */
static gboolean
is_told (guint8 activity)
{
  return activity == BW_ACTIVITY_CSD || activity == BW_ACTIVITY_CSW || activity == BW_ACTIVITY_DIV ||
         activity == BW_ACTIVITY_INT || activity == BW_ACTIVITY_BORROW || activity == BW_ACTIVITY_JNLC;
}

static void
add_corporate_action (BwUpdate *update, BwTimelineId timeline, const BwCorporateAction *action)
{
  BwActivityView activity = {
    .kind = BW_ACTIVITY_KIND_CORPORATE, .timeline = timeline, .time = action->time, .account = action->account,
  };

  activity.corporate = *action;
  activity.instrument = action->instrument;
  bw_update_add_activity (update, &activity);
}

static void
add_margin_event (BwUpdate *update, BwTimelineId timeline, const BwMarginEvent *event)
{
  BwMarginUpdate change = { .timeline = timeline, .event = *event };
  BwActivityView activity = {
    .kind = BW_ACTIVITY_KIND_MARGIN, .timeline = timeline, .time = event->time, .account = event->account,
  };

  activity.margin = *event;
  g_array_append_val (update->margins, change);
  update->changed |= BW_CHANGED_ACCOUNTS;
  bw_update_add_activity (update, &activity);
}

static void
add_postings (BwUpdate *update, BwTimelineId timeline, const BwPostingSet *set)
{
  BwActivityView activity = {
    .kind = BW_ACTIVITY_KIND_CASH, .timeline = timeline, .time = set->time, .account = set->account,
  };

  if (!is_told (set->activity))
    return;
  activity.activity = set->activity;
  for (guint i = 0; i < set->n_postings; i++)
    {
      if (set->postings[i].ledger == BW_LEDGER_CASH)
        activity.amount = set->postings[i].amount;
      activity.instrument = MAX (activity.instrument, set->postings[i].instrument);
    }
  bw_update_add_activity (update, &activity);
}

/* The practice market says what its shares are called now and who lends them. A branch of it or a
 * replay, where it is another day, does not. What describes it stays. */
static void
add_instrument (BwUpdate *update, BwTimelineId timeline, const BwInstrument *instrument)
{
  BwInstrumentUpdate change = { .instrument = *instrument };

  update->changed |= BW_CHANGED_INSTRUMENTS;
  if (timeline == BW_TIMELINE_PRACTICE)
    g_array_append_val (update->instruments, change);
}

static void
add_refusal (BwUpdate *update, BwTimelineId timeline, const BwRefusal *refusal)
{
  BwActivityView activity = {
    .kind = BW_ACTIVITY_KIND_REFUSAL, .timeline = timeline, .time = refusal->time, .account = refusal->account,
  };

  /* What the core refuses of the market concerns no account. */
  if (refusal->account == 0 && refusal->input_kind == BW_INPUT_MARKET)
    return;
  activity.refusal = *refusal;
  bw_update_add_activity (update, &activity);
}

/**
 * bw_update_add_outputs:
 *
 * Orders, fills and activity from what the core said; durable by now.
 */
void
bw_update_add_outputs (BwUpdate *update, BwTimelineId timeline, const BwOutputs *outputs)
{
  for (const BwOutputHeader *h = bw_outputs_first (outputs); h != NULL; h = bw_outputs_next (outputs, h))
    switch ((BwOutputKind) h->kind)
      {
      case BW_OUTPUT_ORDER:
        add_order (update, timeline, bw_output_body (h));
        break;
      case BW_OUTPUT_FILL:
        add_fill (update, timeline, bw_output_body (h));
        break;
      case BW_OUTPUT_POSTINGS:
        add_postings (update, timeline, bw_output_body (h));
        break;
      case BW_OUTPUT_REFUSED:
        add_refusal (update, timeline, bw_output_body (h));
        break;
      case BW_OUTPUT_ACCOUNT:
        update->changed |= BW_CHANGED_ACCOUNTS;
        break;
      case BW_OUTPUT_MARGIN_EVENT:
        add_margin_event (update, timeline, bw_output_body (h));
        break;
      case BW_OUTPUT_INSTRUMENT:
        add_instrument (update, timeline, bw_output_body (h));
        break;
      case BW_OUTPUT_CONDITION:
      case BW_OUTPUT_ORDER_DETAIL:
        break;
      case BW_OUTPUT_CORPORATE_ACTION:
        add_corporate_action (update, timeline, bw_output_body (h));
        break;
      case BW_OUTPUT_VERDICTS:
        break;
      }
}
