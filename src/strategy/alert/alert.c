/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/alert/alert.h"

#include "base/translatable.h"

static const struct
{
  BwAlertKind kind;
  BwAlertTest first, last;
} tests_of_kind[] = {
  { BW_ALERT_PRICE, BW_ALERT_CROSSES, BW_ALERT_IS_BELOW },
  { BW_ALERT_CHANNEL, BW_ALERT_ENTERS, BW_ALERT_LEAVES },
  { BW_ALERT_MOVE, BW_ALERT_RISES, BW_ALERT_MOVES },
  { BW_ALERT_VOLUME, BW_ALERT_IS_ABOVE, BW_ALERT_IS_ABOVE },
  { BW_ALERT_EXPRESSION, BW_ALERT_HOLDS, BW_ALERT_HOLDS },
  { BW_ALERT_DRAWING, BW_ALERT_CROSSES, BW_ALERT_CROSSES_DOWN },
};

gboolean
bw_alert_test_fits (BwAlertKind kind, BwAlertTest test)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tests_of_kind); i++)
    if (tests_of_kind[i].kind == kind)
      return test >= tests_of_kind[i].first && test <= tests_of_kind[i].last;
  return FALSE;
}

/**
 * bw_alert_init:
 *
 * An active alert that fires once; the test is the kind's first, its numbers are still to be set.
 */
void
bw_alert_init (BwAlert *alert, BwAlertKind kind, BwInstrumentId instrument)
{
  *alert = (BwAlert){
    .kind = kind,
    .instrument = instrument,
    .repeat = BW_ALERT_ONCE,
    .status = BW_ALERT_ACTIVE,
    .timeframe = BW_TIMEFRAME_1M,
    .pause_ns = BW_MINUTE,
    .sound = 1,
  };
  for (gsize i = 0; i < G_N_ELEMENTS (tests_of_kind); i++)
    if (tests_of_kind[i].kind == kind)
      alert->test = tests_of_kind[i].first;
}

static BwAlertField
complain (BwAlertField field, const char *text, const char **message)
{
  if (message != NULL)
    *message = text;
  return field;
}

static BwAlertField
check_numbers (const BwAlert *alert, const char **message)
{
  switch ((BwAlertKind) alert->kind)
    {
    case BW_ALERT_PRICE:
    case BW_ALERT_VOLUME:
      if (alert->level.e8 <= 0)
        return complain (BW_ALERT_FIELD_LEVEL, alert->kind == BW_ALERT_PRICE ? N_("A price above zero is needed")
                                                                             : N_("A quantity above zero is needed"), message);
      break;
    case BW_ALERT_CHANNEL:
      if (alert->level.e8 <= 0)
        return complain (BW_ALERT_FIELD_LEVEL, N_("A price above zero is needed"), message);
      if (alert->high.e8 <= alert->level.e8)
        return complain (BW_ALERT_FIELD_HIGH, N_("The upper price has to be above the lower one"), message);
      break;
    case BW_ALERT_MOVE:
      if (alert->share.e8 <= 0 || alert->share.e8 >= BW_FIXED (10).e8)
        return complain (BW_ALERT_FIELD_SHARE, N_("A percentage above 0 and below 1,000 is needed"), message);
      if (alert->window_minutes < 0 || alert->window_minutes > BW_ALERT_WINDOW_MINUTES_MAX)
        return complain (BW_ALERT_FIELD_WINDOW, N_("From 1 minute up to 1,440, a day"), message);
      break;
    case BW_ALERT_EXPRESSION:
      if (alert->expression[0] == '\0')
        return complain (BW_ALERT_FIELD_EXPRESSION, N_("A condition is needed"), message);
      break;
    case BW_ALERT_DRAWING:
      if (alert->drawing == 0)
        return complain (BW_ALERT_FIELD_LEVEL, N_("A drawing is needed"), message);
      break;
    default:
      return complain (BW_ALERT_FIELD_KIND, N_("No alert is of such a kind"), message);
    }
  return BW_ALERT_FIELD_NONE;
}

/**
 * bw_alert_check:
 * @now: of its timeline
 * @message: (out) (optional): what is wrong, for translation
 *
 * Returns: the first field that is wrong; %BW_ALERT_FIELD_NONE when the alert can be kept. Whether an
 *   expression can be read is asked of the expression language, not here.
 */
BwAlertField
bw_alert_check (const BwAlert *alert, BwTime now, const char **message)
{
  BwAlertField field = check_numbers (alert, message);

  if (field != BW_ALERT_FIELD_NONE)
    return field;
  if (!bw_alert_test_fits (alert->kind, alert->test))
    return complain (BW_ALERT_FIELD_KIND, N_("This can't be asked of such an alert"), message);
  if (alert->repeat < BW_ALERT_ONCE || alert->repeat > BW_ALERT_EVERY_TIME)
    return complain (BW_ALERT_FIELD_PAUSE, N_("No alert repeats like this"), message);
  if (alert->timeframe <= 0)
    return complain (BW_ALERT_FIELD_TIMEFRAME, N_("A timeframe is needed"), message);
  if (alert->repeat == BW_ALERT_EVERY_TIME && alert->pause_ns < BW_ALERT_PAUSE_LEAST)
    return complain (BW_ALERT_FIELD_PAUSE, N_("A pause of a second or more is needed"), message);
  if (alert->expires != 0 && alert->expires <= now)
    return complain (BW_ALERT_FIELD_EXPIRES, N_("This is over already"), message);
  return BW_ALERT_FIELD_NONE;
}

/**
 * bw_alert_arm:
 *
 * Sets it going as if it were new: where the price stood, what was counted and any snooze are
 * forgotten; how often it fired is not.
 */
void
bw_alert_arm (BwAlert *alert)
{
  alert->status = BW_ALERT_ACTIVE;
  alert->side = BW_ALERT_SIDE_NONE;
  alert->snoozed_until = 0;
  alert->blocked_until = 0;
  alert->bar_start = 0;
  alert->bar_volume = BW_FIXED_ZERO;
}
