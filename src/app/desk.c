/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/desk.h"

#include <string.h>

#define TOAST_S 4
#define TOAST_ACTION_S 8 /* something can be done about it: that has to be read and reached */
#define FLASH_SPEED_MAX 30
#define INSTRUMENTS_KEY "desk/instruments" /* those of the colours, by number, from blue on */
#define ACCOUNT_KEY "desk/account"         /* what is looked at: the timeline and the account, by number */

struct _BwDesk
{
  GObject parent_instance;
  BwEngine *engine;     /* (owned) */
  GSettings *settings;  /* (owned) */
  BwStyle *style;       /* (owned) */
  GActionGroup *actions; /* (owned) (nullable): desk.*, for every window */
  const BwClock *clock; /* (borrowed) */
  BwTimelineId timeline;
  BwAccountId account;
  BwInstrumentId instruments[BW_N_LINKS];
  gboolean is_open;
};

G_DEFINE_FINAL_TYPE (BwDesk, bw_desk, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TIMELINE_CHANGED,
  SIGNAL_INSTRUMENT_CHANGED,
  SIGNAL_TOAST,
  SIGNAL_ORDER_PROPOSED,
  SIGNAL_TIME_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* The first account of @timeline; 0 where there is none. */
static BwAccountId
find_account (BwDesk *self, BwTimelineId timeline)
{
  for (gsize i = 0; i < bw_engine_n_accounts (self->engine); i++)
    {
      const BwAccountView *view = bw_engine_account_at (self->engine, i);

      if (view->timeline == timeline)
        return view->account.id;
    }
  return 0;
}

/* What is looked at must exist: timelines end and accounts appear. */
static void
settle (BwDesk *self)
{
  gboolean was_else = FALSE;

  if (bw_engine_timeline (self->engine, self->timeline) == NULL)
    {
      self->timeline = BW_TIMELINE_PRACTICE;
      was_else = TRUE;
    }
  if (bw_engine_account (self->engine, self->timeline, self->account) == NULL)
    {
      BwAccountId account = find_account (self, self->timeline);

      was_else = was_else || account != self->account;
      self->account = account;
    }
  if (was_else)
    g_signal_emit (self, signals[SIGNAL_TIMELINE_CHANGED], 0);
}

static void
save_instruments (BwDesk *self)
{
  g_autofree char *text = g_strdup_printf ("%u %u %u", self->instruments[BW_LINK_BLUE],
                                           self->instruments[BW_LINK_ORANGE], self->instruments[BW_LINK_PURPLE]);

  if (self->is_open)
    bw_engine_set_text (self->engine, INSTRUMENTS_KEY, text);
}

static gboolean
has_instrument (const BwInstrumentId *instruments, gsize n_instruments, guint64 instrument)
{
  for (gsize i = 0; i < n_instruments; i++)
    if (instruments[i] == instrument)
      return TRUE;
  return FALSE;
}

/* The symbols of the colours as they were left; the first one where that is no longer there. */
static void
restore_instruments (BwDesk *self)
{
  gsize n_instruments;
  const BwInstrumentId *instruments = bw_engine_timeline_instruments (self->engine, self->timeline, &n_instruments);
  g_autofree char *text = bw_engine_get_text (self->engine, INSTRUMENTS_KEY);
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "", " ", BW_N_LINKS);
  guint n_words = g_strv_length (words);

  for (guint link = 1; n_instruments > 0 && link < BW_N_LINKS; link++)
    {
      guint64 instrument = link <= n_words ? g_ascii_strtoull (words[link - 1], NULL, 10) : 0;

      bw_desk_set_instrument (self, link,
                              has_instrument (instruments, n_instruments, instrument) ? (BwInstrumentId) instrument
                                                                                      : instruments[0]);
    }
}

static void
engine_changed_cb (BwEngine *engine, guint what, gpointer user_data)
{
  BwDesk *self = BW_DESK (user_data);

  if (!self->is_open)
    return;
  if ((what & (BW_CHANGED_TIMELINES | BW_CHANGED_ACCOUNTS)) != 0)
    settle (self);
  if ((what & BW_CHANGED_INSTRUMENTS) != 0 && self->instruments[BW_LINK_BLUE] == 0)
    restore_instruments (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, what);
}

static void
bw_desk_dispose (GObject *object)
{
  BwDesk *self = BW_DESK (object);

  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_object (&self->style);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (bw_desk_parent_class)->dispose (object);
}

static void
bw_desk_class_init (BwDeskClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_desk_dispose;

  /**
   * BwDesk::changed:
   * @what: BwChanged
   *
   * The engine's views have become newer.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * BwDesk::timeline-changed:
   *
   * Another timeline or account is looked at.
   */
  signals[SIGNAL_TIMELINE_CHANGED] = g_signal_new ("timeline-changed", type, G_SIGNAL_RUN_LAST, 0,
                                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * BwDesk::instrument-changed:
   * @link: BwLink
   *
   * The panels of @link follow another symbol.
   */
  signals[SIGNAL_INSTRUMENT_CHANGED] = g_signal_new (
      "instrument-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * BwDesk::toast:
   * @toast: to be shown by the window that is in front
   */
  signals[SIGNAL_TOAST] = g_signal_new ("toast", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, ADW_TYPE_TOAST);
  /**
   * BwDesk::order-proposed:
   * @order: (type gpointer): a BwNewOrder, good during the call
   *
   * The ticket shall show @order.
   */
  signals[SIGNAL_ORDER_PROPOSED] = g_signal_new ("order-proposed", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * BwDesk::time-chosen:
   *
   * The chart of the instrument shall show that moment.
   */
  signals[SIGNAL_TIME_CHOSEN] = g_signal_new ("time-chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_INT64);
}

static void
bw_desk_init (BwDesk *self)
{
  self->timeline = BW_TIMELINE_PRACTICE;
}

BwDesk *
bw_desk_new (BwEngine *engine, const BwClock *clock, GSettings *settings, BwStyle *style)
{
  BwDesk *self = g_object_new (BW_TYPE_DESK, NULL);

  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  self->style = g_object_ref (style);
  self->clock = clock;
  g_signal_connect_object (engine, "changed", G_CALLBACK (engine_changed_cb), self, 0);
  return self;
}

BwEngine *
bw_desk_get_engine (BwDesk *self)
{
  return self->engine;
}

GSettings *
bw_desk_get_settings (BwDesk *self)
{
  return self->settings;
}

BwStyle *
bw_desk_get_style (BwDesk *self)
{
  return self->style;
}

const BwClock *
bw_desk_get_clock (BwDesk *self)
{
  return self->clock;
}

/** bw_desk_get_actions: (nullable): what every window of the desk carries as "desk". */
GActionGroup *
bw_desk_get_actions (BwDesk *self)
{
  return self->actions;
}

void
bw_desk_set_actions (BwDesk *self, GActionGroup *actions)
{
  g_set_object (&self->actions, actions);
}

gboolean
bw_desk_is_open (BwDesk *self)
{
  return self->is_open;
}

static void
save_account (BwDesk *self)
{
  g_autofree char *text = g_strdup_printf ("%u %u", self->timeline, self->account);

  if (self->is_open)
    bw_engine_set_text (self->engine, ACCOUNT_KEY, text);
}

/* What was being looked at when the window closed, as far as this profile still has it. */
static void
restore_account (BwDesk *self)
{
  g_autofree char *text = bw_engine_get_text (self->engine, ACCOUNT_KEY);
  char *rest = text;
  guint64 timeline = text != NULL ? g_ascii_strtoull (text, &rest, 10) : 0;
  guint64 account = text != NULL ? g_ascii_strtoull (rest, NULL, 10) : 0;

  if (bw_engine_account (self->engine, (BwTimelineId) timeline, (BwAccountId) account) != NULL)
    bw_desk_set_account (self, (BwTimelineId) timeline, (BwAccountId) account);
  else if (bw_engine_timeline (self->engine, (BwTimelineId) timeline) != NULL)
    bw_desk_set_timeline (self, (BwTimelineId) timeline);
}

/**
 * bw_desk_set_open:
 *
 * Told once the engine is open: from then on its views may be read. Everybody is told that
 * everything has changed.
 */
void
bw_desk_set_open (BwDesk *self, gboolean is_open)
{
  if (self->is_open == is_open)
    return;
  self->is_open = is_open;
  if (is_open)
    {
      restore_account (self);
      engine_changed_cb (self->engine, G_MAXUINT, self);
    }
}

BwTimelineId
bw_desk_get_timeline (BwDesk *self)
{
  return self->timeline;
}

void
bw_desk_set_timeline (BwDesk *self, BwTimelineId timeline)
{
  if (self->timeline != timeline)
    bw_desk_set_account (self, timeline, find_account (self, timeline));
}

const BwTimelineView *
bw_desk_get_timeline_view (BwDesk *self)
{
  return self->is_open ? bw_engine_timeline (self->engine, self->timeline) : NULL;
}

BwAccountId
bw_desk_get_account (BwDesk *self)
{
  return self->account;
}

void
bw_desk_set_account (BwDesk *self, BwTimelineId timeline, BwAccountId account)
{
  if (self->timeline == timeline && self->account == account)
    return;
  self->timeline = timeline;
  self->account = account;
  save_account (self);
  g_signal_emit (self, signals[SIGNAL_TIMELINE_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, G_MAXUINT);
}

const BwAccountView *
bw_desk_get_account_view (BwDesk *self)
{
  return self->is_open ? bw_engine_account (self->engine, self->timeline, self->account) : NULL;
}

const char *
bw_desk_get_currency (BwDesk *self)
{
  const BwAccountView *view = bw_desk_get_account_view (self);

  return view != NULL ? view->account.terms.currency : "USD";
}

/** bw_desk_get_zone: (nullable): the zone in which times are shown; %NULL is UTC. */
const char *
bw_desk_get_zone (BwDesk *self)
{
  g_autofree char *wanted = g_settings_get_string (self->settings, "time-zone");
  const BwTimelineView *view = bw_desk_get_timeline_view (self);

  if (g_str_equal (wanted, "utc"))
    return NULL;
  if (g_str_equal (wanted, "local"))
    {
      static GTimeZone *here = NULL;

      if (here == NULL)
        here = g_time_zone_new_local ();
      return g_time_zone_get_identifier (here);
    }
  return bw_calendar_zone (view != NULL ? view->calendar : BW_CALENDAR_XNYS);
}

/** bw_desk_get_now: the timeline's time. */
BwTime
bw_desk_get_now (BwDesk *self)
{
  const BwTimelineView *view = bw_desk_get_timeline_view (self);

  return view != NULL ? view->now : BW_TIME_NONE;
}

BwInstrumentId
bw_desk_get_instrument (BwDesk *self, BwLink link)
{
  g_return_val_if_fail (link < BW_N_LINKS, 0);

  return self->instruments[link];
}

void
bw_desk_set_instrument (BwDesk *self, BwLink link, BwInstrumentId instrument)
{
  g_return_if_fail (link < BW_N_LINKS);

  if (self->instruments[link] == instrument || link == BW_LINK_NONE)
    return;
  self->instruments[link] = instrument;
  save_instruments (self);
  g_signal_emit (self, signals[SIGNAL_INSTRUMENT_CHANGED], 0, (guint) link);
}

const BwInstrument *
bw_desk_lookup_instrument (BwDesk *self, BwInstrumentId instrument)
{
  return self->is_open && instrument != 0 ? bw_engine_instrument (self->engine, instrument) : NULL;
}

/**
 * bw_desk_get_change:
 * @change: (out): since the previous session's close
 * @share: (out): of that close
 *
 * Returns: %FALSE when there is nothing to compare
 */
gboolean
bw_desk_get_change (BwDesk *self, const BwQuoteView *quote, BwFixed *change, double *share)
{
  if (quote == NULL || bw_fixed_is_zero (quote->market.last) ||
      bw_fixed_is_zero (quote->market.previous_close) ||
      !bw_fixed_sub (quote->market.last, quote->market.previous_close, change))
    return FALSE;
  *share = bw_fixed_to_double (*change) / bw_fixed_to_double (quote->market.previous_close);
  return TRUE;
}

/** bw_desk_wants_flashes: not while the market runs so fast that everything would flash always. */
gboolean
bw_desk_wants_flashes (BwDesk *self)
{
  const BwTimelineView *view = bw_desk_get_timeline_view (self);

  return view != NULL && view->speed <= FLASH_SPEED_MAX;
}

void
bw_desk_tell (BwDesk *self, const char *message)
{
  bw_desk_tell_with_action (self, message, NULL, NULL, NULL);
}

/**
 * bw_desk_tell_toast:
 * @toast: (transfer full): with what it does and how long it stays; its title is markup
 */
void
bw_desk_tell_toast (BwDesk *self, AdwToast *toast)
{
  g_signal_emit (self, signals[SIGNAL_TOAST], 0, toast);
  g_object_unref (toast);
}

/**
 * bw_desk_tell_with_action:
 * @message: plain text
 * @label, @action, @target: (nullable): a button on the toast
 */
void
bw_desk_tell_with_action (BwDesk *self, const char *message, const char *label, const char *action,
                          GVariant *target)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_timeout (toast, TOAST_S);
  if (label != NULL)
    {
      adw_toast_set_timeout (toast, TOAST_ACTION_S);
      adw_toast_set_button_label (toast, label);
      adw_toast_set_action_name (toast, action);
      /* What can be undone doesn't wait behind what only tells. */
      if (g_str_has_prefix (action, "desk."))
        adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
      adw_toast_set_action_target_value (toast, target);
    }
  bw_desk_tell_toast (self, toast);
}

void
bw_desk_propose_order (BwDesk *self, const BwNewOrder *order)
{
  g_signal_emit (self, signals[SIGNAL_ORDER_PROPOSED], 0, order);
}

void
bw_desk_choose_time (BwDesk *self, BwInstrumentId instrument, BwTime time)
{
  g_signal_emit (self, signals[SIGNAL_TIME_CHOSEN], 0, (guint) instrument, (gint64) time);
}
