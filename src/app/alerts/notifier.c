/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/alerts/notifier.h"

#include "app/account/account-words.h"
#include "app/alerts/alert-words.h"
#include "app/alerts/sounds.h"
#include "app/format.h"
#include "app/practice/happening-words.h"
#include "app/words.h"
#include "engine/alerts.h"

#include <glib/gi18n.h>

struct _BwNotifier
{
  GObject parent_instance;
  BwDesk *desk;             /* (owned) */
  GtkWindow *window;        /* (nullable): weak */
  GHashTable *told;         /* (owned): timeline -> BwTime of the newest happening that is known */
  GHashTable *jobs;         /* (owned): those that have ended and were told */
  GHashTable *frozen;       /* (owned): timelines that stand still */
  gboolean has_begun;       /* what was before isn't news */
  gint64 sound_mono;
};

G_DEFINE_FINAL_TYPE (BwNotifier, bw_notifier, G_TYPE_OBJECT)

/* Of many at once one is heard. */
#define SOUND_PAUSE_NS (400 * BW_MILLISECOND)

static guint noticed_signal;

static const struct
{
  const char *title;
  const char *setting;
  BwSound sound;
} kinds[BW_N_NOTICE_KINDS] = {
  [BW_NOTICE_ALERT] = { N_("Alerts"), "notify-alerts", BW_SOUND_BELL },
  [BW_NOTICE_ORDER] = { N_("Orders"), "notify-orders", BW_SOUND_RISE },
  [BW_NOTICE_MARGIN] = { N_("Margin"), "notify-margin", BW_SOUND_FALL },
  [BW_NOTICE_HALT] = { N_("Halts"), "notify-halts", BW_SOUND_CHIME },
  [BW_NOTICE_CORPORATE] = { N_("Corporate actions"), "notify-corporate", BW_SOUND_CHIME },
  [BW_NOTICE_JOB] = { N_("Jobs"), "notify-jobs", BW_SOUND_CHIME },
  [BW_NOTICE_ERROR] = { N_("Errors"), "notify-errors", BW_SOUND_FALL },
};

const char *
bw_notice_kind_title (BwNoticeKind kind)
{
  return kind < BW_N_NOTICE_KINDS && kinds[kind].title != NULL ? _(kinds[kind].title) : "";
}

const char *
bw_notice_kind_setting (BwNoticeKind kind)
{
  return kind < BW_N_NOTICE_KINDS ? kinds[kind].setting : NULL;
}

/**
 * bw_notice_go:
 * @window: whose actions are used
 *
 * To what the notice is about: the order, the alerts, the symbol.
 */
void
bw_notice_go (GtkWidget *window, BwDesk *desk, const BwNotice *notice)
{
  if (notice->timeline != 0 && bw_engine_timeline (bw_desk_get_engine (desk), notice->timeline) != NULL &&
      notice->timeline != bw_desk_get_timeline (desk))
    bw_desk_set_timeline (desk, notice->timeline);
  if (notice->instrument != 0)
    gtk_widget_activate_action (window, "win.symbol", "t", (guint64) notice->instrument);
  if (notice->kind == BW_NOTICE_ALERT)
    gtk_widget_activate_action (window, "win.panel", "s", "alerts");
  else if (notice->kind == BW_NOTICE_ORDER && notice->object != 0)
    gtk_widget_activate_action (window, "win.order", "t", notice->object);
  else if (notice->kind == BW_NOTICE_MARGIN)
    gtk_widget_activate_action (window, "win.account", NULL);
  else if (notice->kind == BW_NOTICE_JOB || notice->kind == BW_NOTICE_ERROR)
    gtk_widget_activate_action (window, "win.page", "s", "admin");
}

/* ---- Telling ---- */

static void
send_to_desktop (BwNotifier *self, const BwNotice *notice)
{
  GApplication *application = g_application_get_default ();
  GSettings *settings = bw_desk_get_settings (self->desk);
  g_autoptr (GNotification) notification = NULL;
  g_autofree char *body = NULL;

  if (application == NULL || !g_settings_get_boolean (settings, "desktop-notifications") ||
      (self->window != NULL && gtk_window_is_active (self->window)))
    return;
  notification = g_notification_new (notice->title);
  body = notice->body[0] != '\0' ? g_strdup_printf (_("%s\nSimulated trading"), notice->body) : g_strdup (_("Simulated trading"));
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, notice->kind == BW_NOTICE_MARGIN || notice->kind == BW_NOTICE_ERROR
                                                 ? G_NOTIFICATION_PRIORITY_HIGH
                                                 : G_NOTIFICATION_PRIORITY_NORMAL);
  g_notification_set_default_action_and_target (notification, "app.notice", "(uuut)", (guint32) notice->kind,
                                                notice->timeline, notice->instrument, notice->object);
  /* The newest of a kind takes the place of the one before: no pile of them. */
  g_application_send_notification (application, kinds[notice->kind].setting, notification);
}

static void
post (BwNotifier *self, BwNotice *notice, guint sound)
{
  GSettings *settings = bw_desk_get_settings (self->desk);
  gint64 mono = bw_clock_monotonic (bw_desk_get_clock (self->desk));
  gboolean is_quiet = g_settings_get_boolean (settings, "do-not-disturb") ||
                      !g_settings_get_boolean (settings, kinds[notice->kind].setting);
  gboolean is_heard = TRUE;

  bw_engine_add_notice (bw_desk_get_engine (self->desk), notice);
  if (!is_quiet)
    {
      send_to_desktop (self, notice);
      if (mono - self->sound_mono >= SOUND_PAUSE_NS)
        is_heard = bw_sounds_play (settings, sound);
      self->sound_mono = mono;
    }
  g_signal_emit (self, noticed_signal, 0, (guint) notice->kind, !is_quiet && !is_heard);
}

static void
init_notice (BwNotice *notice, BwNoticeKind kind, BwTimelineId timeline, BwTime time, BwInstrumentId instrument, guint64 object)
{
  *notice = (BwNotice){ .kind = kind, .timeline = timeline, .time = time, .instrument = instrument, .object = object };
}

static void
alert_fired_cb (BwNotifier *self, const BwAlertFiring *firing)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, firing->alert.instrument);
  g_autofree char *time = bw_format_time (firing->time, bw_desk_get_zone (self->desk));
  g_autofree char *message = bw_alert_expand (bw_alert_voice (), firing, instrument, time);
  g_autofree char *why = bw_alert_explain (bw_alert_voice (), firing, instrument);
  BwNotice notice;

  init_notice (&notice, BW_NOTICE_ALERT, firing->alert.timeline, firing->time, firing->alert.instrument, firing->alert.id);
  g_strlcpy (notice.title, message, sizeof notice.title);
  g_strlcpy (notice.body, why, sizeof notice.body);
  post (self, &notice, firing->alert.sound);
  if (firing->alert.timeline == bw_desk_get_timeline (self->desk))
    bw_desk_tell_with_action (self->desk, message, _("Alerts"), "win.panel", g_variant_new_string ("alerts"));
}

static void
order_event_cb (BwNotifier *self, guint timeline, const BwOrder *order)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, order->instrument);
  g_autofree char *what = NULL;
  const char *title = NULL;
  BwNotice notice;

  if (order->status == BW_ORDER_FILLED)
    title = _("Filled");
  else if (order->status == BW_ORDER_REJECTED)
    title = _("Rejected");
  else if (order->status == BW_ORDER_EXPIRED)
    title = _("Expired");
  if (title == NULL || instrument == NULL)
    return;
  what = bw_words_order (instrument, order->side, order->quantity, order->type, order->limit_price, order->stop_price);
  init_notice (&notice, BW_NOTICE_ORDER, timeline, order->updated, order->instrument, order->id);
  g_snprintf (notice.title, sizeof notice.title, "%s: %s", title, what);
  if (order->status == BW_ORDER_FILLED)
    {
      g_autofree char *price = bw_format_price (instrument, bw_order_average_price (order));

      g_snprintf (notice.body, sizeof notice.body, _("At %s on average"), price);
    }
  else if (order->reason != BW_REASON_NONE)
    g_strlcpy (notice.body, bw_words_reason (order->reason), sizeof notice.body);
  post (self, &notice, order->status == BW_ORDER_FILLED ? BW_SOUND_RISE : BW_SOUND_FALL);
}

static void
margin_event_cb (BwNotifier *self, guint timeline, const BwMarginEvent *event)
{
  g_autofree char *title = bw_account_words_event (event, bw_desk_get_currency (self->desk));
  g_autofree char *text = bw_account_words_event_detail (event, bw_desk_get_zone (self->desk));
  BwNotice notice;

  init_notice (&notice, BW_NOTICE_MARGIN, timeline, event->time, 0, event->account);
  g_strlcpy (notice.title, title, sizeof notice.title);
  g_strlcpy (notice.body, text != NULL ? text : "", sizeof notice.body);
  post (self, &notice, bw_account_words_is_good ((BwMarginEventKind) event->kind) ? BW_SOUND_CHIME : BW_SOUND_FALL);
}

/* ---- What the views tell ---- */

/* Halts of the whole market concern whoever holds anything. */
static gboolean
is_held (BwNotifier *self, BwTimelineId timeline, BwInstrumentId instrument)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);

  for (gsize i = 0; i < bw_engine_n_accounts (engine); i++)
    {
      const BwAccountView *view = bw_engine_account_at (engine, i);
      gsize n_positions = 0;
      const BwPosition *positions = bw_engine_positions (engine, view->timeline, view->account.id, &n_positions);

      for (gsize k = 0; view->timeline == timeline && k < n_positions; k++)
        if (instrument == 0 || positions[k].instrument == instrument)
          return TRUE;
    }
  return FALSE;
}

static BwNoticeKind
find_kind (const BwMarketEvent *event)
{
  switch ((BwMarketEventKind) event->kind)
    {
    case BW_MARKET_HALT:
    case BW_MARKET_RESUME:
      return BW_NOTICE_HALT;
    case BW_MARKET_SPLIT:
    case BW_MARKET_DIVIDEND:
    case BW_MARKET_RENAME:
    case BW_MARKET_DELIST:
      return BW_NOTICE_CORPORATE;
    case BW_MARKET_QUOTE:
    case BW_MARKET_TRADE:
    case BW_MARKET_DEPTH:
    case BW_MARKET_BAR:
    case BW_MARKET_BORROW:
    case BW_MARKET_IMBALANCE:
    case BW_MARKET_EARNINGS:
    case BW_MARKET_NEWS:
      break;
    }
  return 0;
}

static void
tell_happening (BwNotifier *self, const BwHappeningView *happening)
{
  const BwMarketEvent *event = &happening->event;
  const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, event->instrument);
  BwNoticeKind kind = find_kind (event);
  g_autofree char *text = NULL;
  BwNotice notice;

  if (kind == 0 || !is_held (self, happening->timeline, event->instrument))
    return;
  text = bw_happening_text (self->desk, event);
  init_notice (&notice, kind, happening->timeline, event->time, event->instrument, 0);
  g_snprintf (notice.title, sizeof notice.title, "%s: %s", instrument != NULL ? instrument->symbol : _("Market"),
              bw_happening_kind_text (event));
  g_strlcpy (notice.body, text, sizeof notice.body);
  post (self, &notice, kinds[kind].sound);
}

static void
look_at_happenings (BwNotifier *self)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);

  for (gsize i = bw_engine_n_happenings (engine); i-- > 0;)
    {
      const BwHappeningView *happening = bw_engine_happening_at (engine, i);
      gint64 *newest = g_hash_table_lookup (self->told, GUINT_TO_POINTER (happening->timeline));

      if (newest == NULL)
        {
          newest = g_new0 (gint64, 1);
          g_hash_table_insert (self->told, GUINT_TO_POINTER (happening->timeline), newest);
        }
      if (happening->event.time <= *newest)
        continue;
      *newest = happening->event.time;
      if (self->has_begun)
        tell_happening (self, happening);
    }
}

static void
look_at_jobs (BwNotifier *self)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);

  for (gsize i = 0; i < bw_engine_n_jobs (engine); i++)
    {
      const BwJobView *job = bw_engine_job_at (engine, i);
      BwNotice notice;

      if (job->is_running || !g_hash_table_add (self->jobs, g_memdup2 (&job->id, sizeof job->id)) || !self->has_begun)
        continue;
      init_notice (&notice, BW_NOTICE_JOB, 0, 0, 0, job->id);
      g_strlcpy (notice.title, job->title, sizeof notice.title);
      g_strlcpy (notice.body, job->message, sizeof notice.body);
      post (self, &notice, BW_SOUND_CHIME);
    }
}

static void
look_at_timelines (BwNotifier *self)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);

  for (gsize i = 0; i < bw_engine_n_timelines (engine); i++)
    {
      const BwTimelineView *timeline = bw_engine_timeline_at (engine, i);
      BwNotice notice;

      if (timeline->frozen_reason == NULL)
        g_hash_table_remove (self->frozen, GUINT_TO_POINTER (timeline->id));
      else if (g_hash_table_add (self->frozen, GUINT_TO_POINTER (timeline->id)))
        {
          init_notice (&notice, BW_NOTICE_ERROR, timeline->id, timeline->now, 0, 0);
          g_snprintf (notice.title, sizeof notice.title, _("%s stands still"), timeline->name);
          g_strlcpy (notice.body, timeline->frozen_reason, sizeof notice.body);
          post (self, &notice, BW_SOUND_FALL);
        }
    }
}

static void
desk_changed_cb (BwNotifier *self, guint what)
{
  if (!bw_desk_is_open (self->desk))
    return;
  if ((what & BW_CHANGED_HAPPENINGS) != 0 || !self->has_begun)
    look_at_happenings (self);
  if ((what & BW_CHANGED_JOBS) != 0 || !self->has_begun)
    look_at_jobs (self);
  if ((what & BW_CHANGED_TIMELINES) != 0)
    look_at_timelines (self);
  self->has_begun = TRUE;
}

/* ---- Life ---- */

static void
bw_notifier_dispose (GObject *object)
{
  BwNotifier *self = BW_NOTIFIER (object);

  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->desk);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->frozen, g_hash_table_unref);
  G_OBJECT_CLASS (bw_notifier_parent_class)->dispose (object);
}

static void
bw_notifier_class_init (BwNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_notifier_dispose;

  /**
   * BwNotifier::noticed:
   * @kind: BwNoticeKind
   * @must_flash: there was no sound for it
   *
   * A notice has been posted.
   */
  noticed_signal = g_signal_new ("noticed", BW_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                 G_TYPE_UINT, G_TYPE_BOOLEAN);
}

static void
bw_notifier_init (BwNotifier *self)
{
  self->told = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->jobs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->frozen = g_hash_table_new (NULL, NULL);
}

/**
 * bw_notifier_new:
 * @window: while it is in front the desktop is left alone
 */
BwNotifier *
bw_notifier_new (BwDesk *desk, GtkWindow *window)
{
  BwNotifier *self = g_object_new (BW_TYPE_NOTIFIER, NULL);
  BwEngine *engine = bw_desk_get_engine (desk);

  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->window, window);
  g_signal_connect_object (engine, "alert-fired", G_CALLBACK (alert_fired_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "order-event", G_CALLBACK (order_event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "margin-event", G_CALLBACK (margin_event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
