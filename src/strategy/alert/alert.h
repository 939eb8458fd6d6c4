/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/fixed.h"
#include "base/time.h"
#include "market/instrument.h"
#include "market/timeframe.h"

G_BEGIN_DECLS

#define BW_ALERT_EXPRESSION_BYTES 256
#define BW_ALERT_MESSAGE_BYTES 256
#define BW_ALERT_WINDOW_MINUTES_MAX 1440
#define BW_ALERT_PAUSE_LEAST BW_SECOND

/* Stored: never change a number. */
typedef enum
{
  BW_ALERT_PRICE = 1,      /* the price and a level */
  BW_ALERT_CHANNEL = 2,    /* the price and two levels */
  BW_ALERT_MOVE = 3,       /* by a share within minutes, or since the close before */
  BW_ALERT_VOLUME = 4,     /* of the bar under way, more than a quantity */
  BW_ALERT_EXPRESSION = 5, /* what indicators say: a condition in words */
  BW_ALERT_DRAWING = 6,    /* the price and a line on the chart */
} BwAlertKind;

/* What is asked. Stored: never change a number. */
typedef enum
{
  BW_ALERT_CROSSES = 1,
  BW_ALERT_CROSSES_UP = 2,
  BW_ALERT_CROSSES_DOWN = 3,
  BW_ALERT_IS_ABOVE = 4,
  BW_ALERT_IS_BELOW = 5,
  BW_ALERT_ENTERS = 6,
  BW_ALERT_LEAVES = 7,
  BW_ALERT_RISES = 8,
  BW_ALERT_FALLS = 9,
  BW_ALERT_MOVES = 10, /* either way */
  BW_ALERT_HOLDS = 11, /* an expression becomes true */
} BwAlertTest;

/* Stored: never change a number. */
typedef enum
{
  BW_ALERT_ONCE = 1,
  BW_ALERT_EVERY_BAR = 2,  /* at most once in each bar of its timeframe */
  BW_ALERT_EVERY_TIME = 3, /* with a pause in between */
} BwAlertRepeat;

/* Stored: never change a number. */
typedef enum
{
  BW_ALERT_ACTIVE = 1,
  BW_ALERT_DONE = 2,    /* it fired, and was to do so once */
  BW_ALERT_EXPIRED = 3,
  BW_ALERT_OFF = 4,     /* switched off */
} BwAlertStatus;

/* Where the price last stood. Stored: never change a number. */
typedef enum
{
  BW_ALERT_SIDE_NONE = 0, /* not seen yet, or only on the level */
  BW_ALERT_SIDE_BELOW = 1,
  BW_ALERT_SIDE_ABOVE = 2,
  BW_ALERT_SIDE_FROM_BELOW = 3, /* on the level, come from below */
  BW_ALERT_SIDE_FROM_ABOVE = 4,
  BW_ALERT_SIDE_INSIDE = 5, /* of a channel, its edges included; also: what is asked holds */
  BW_ALERT_SIDE_OUTSIDE = 6,
} BwAlertSide;

/**
 * BwAlert:
 * @id: never reused; 0: not kept yet
 * @timeline: whose prices it looks at
 * @level: PRICE; the lower one of a CHANNEL; the quantity of VOLUME
 * @high: the upper one of a CHANNEL
 * @share: MOVE: 0.05 is 5 %
 * @window_minutes: MOVE; 0: since the close before
 * @timeframe: of EVERY_BAR, VOLUME and EXPRESSION
 * @is_on_tick: EXPRESSION: also on the bar under way
 * @drawing: DRAWING: which
 * @pause_ns: EVERY_TIME: at least so long in between, of market time
 * @expires: market time; 0: never
 * @message: (nullable when empty): with placeholders, see bw_alert_expand()
 * @sound: 0: none, else its number
 * @snoozed_until: market time
 * @blocked_until: it fired and waits so long
 * @fired, @fired_price: the last time; 0: never
 * @position: how far of its timeline's feed this state has seen
 * @bar_start, @bar_volume: VOLUME: of the bar under way. EXPRESSION: the last bar looked at
 *
 * A rule, and what has become of it. Plain: copied whole.
 */
typedef struct
{
  guint64 id;
  guint32 timeline;
  BwInstrumentId instrument;
  guint8 kind, test, repeat, status;
  guint8 side;
  guint8 is_on_tick;
  guint8 sound;
  gint32 window_minutes;
  BwTimeframe timeframe;
  BwFixed level, high, share;
  guint64 drawing;
  gint64 pause_ns;
  BwTime created, expires, snoozed_until, blocked_until;
  BwTime fired;
  BwFixed fired_price;
  guint32 n_fired;
  guint64 position;
  BwTime bar_start;
  BwFixed bar_volume;
  char expression[BW_ALERT_EXPRESSION_BYTES];
  char message[BW_ALERT_MESSAGE_BYTES];
} BwAlert;

/* Which field is wrong. */
typedef enum
{
  BW_ALERT_FIELD_NONE,
  BW_ALERT_FIELD_KIND,
  BW_ALERT_FIELD_LEVEL,
  BW_ALERT_FIELD_HIGH,
  BW_ALERT_FIELD_SHARE,
  BW_ALERT_FIELD_WINDOW,
  BW_ALERT_FIELD_TIMEFRAME,
  BW_ALERT_FIELD_EXPRESSION,
  BW_ALERT_FIELD_PAUSE,
  BW_ALERT_FIELD_EXPIRES,
} BwAlertField;

void bw_alert_init (BwAlert *alert, BwAlertKind kind, BwInstrumentId instrument);
BwAlertField bw_alert_check (const BwAlert *alert, BwTime now, const char **message);
gboolean bw_alert_test_fits (BwAlertKind kind, BwAlertTest test);
void bw_alert_arm (BwAlert *alert);

G_END_DECLS
