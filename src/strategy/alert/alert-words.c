/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/alert/alert-words.h"

#include "base/percent.h"
#include "base/translatable.h"

#include <string.h>

static const char *const kind_words[] = {
  [BW_ALERT_PRICE] = "price",   [BW_ALERT_CHANNEL] = "channel",       [BW_ALERT_MOVE] = "move",
  [BW_ALERT_VOLUME] = "volume", [BW_ALERT_EXPRESSION] = "expression", [BW_ALERT_DRAWING] = "drawing",
};

static const char *const test_words[] = {
  [BW_ALERT_CROSSES] = "crosses",    [BW_ALERT_CROSSES_UP] = "crosses-up", [BW_ALERT_CROSSES_DOWN] = "crosses-down",
  [BW_ALERT_IS_ABOVE] = "above",     [BW_ALERT_IS_BELOW] = "below",        [BW_ALERT_ENTERS] = "enters",
  [BW_ALERT_LEAVES] = "leaves",      [BW_ALERT_RISES] = "rises",           [BW_ALERT_FALLS] = "falls",
  [BW_ALERT_MOVES] = "moves",        [BW_ALERT_HOLDS] = "when",
};

static const char *const repeat_words[] = {
  [BW_ALERT_ONCE] = "once", [BW_ALERT_EVERY_BAR] = "bar", [BW_ALERT_EVERY_TIME] = "every",
};

static const char *const status_words[] = {
  [BW_ALERT_ACTIVE] = "active", [BW_ALERT_DONE] = "done", [BW_ALERT_EXPIRED] = "expired", [BW_ALERT_OFF] = "off",
};

static const char *
find_word (const char *const *words, gsize n_words, guint number)
{
  return number < n_words && words[number] != NULL ? words[number] : "";
}

static gboolean
find_number (const char *const *words, gsize n_words, const char *word, guint *number)
{
  for (guint i = 1; i < n_words; i++)
    if (g_str_equal (words[i], word))
      {
        *number = i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_alert_kind_word (BwAlertKind kind)
{
  return find_word (kind_words, G_N_ELEMENTS (kind_words), kind);
}

const char *
bw_alert_test_word (BwAlertTest test)
{
  return find_word (test_words, G_N_ELEMENTS (test_words), test);
}

gboolean
bw_alert_test_parse (const char *word, BwAlertTest *test)
{
  guint number;

  if (!find_number (test_words, G_N_ELEMENTS (test_words), word, &number))
    return FALSE;
  *test = (BwAlertTest) number;
  return TRUE;
}

const char *
bw_alert_repeat_word (BwAlertRepeat repeat)
{
  return find_word (repeat_words, G_N_ELEMENTS (repeat_words), repeat);
}

gboolean
bw_alert_repeat_parse (const char *word, BwAlertRepeat *repeat)
{
  guint number;

  if (!find_number (repeat_words, G_N_ELEMENTS (repeat_words), word, &number))
    return FALSE;
  *repeat = (BwAlertRepeat) number;
  return TRUE;
}

const char *
bw_alert_status_word (BwAlertStatus status)
{
  return find_word (status_words, G_N_ELEMENTS (status_words), status);
}

static const char *
say (const BwAlertVoice *voice, const char *text)
{
  return voice != NULL && voice->translate != NULL ? voice->translate (text) : text;
}

static char *
say_price (const BwAlertVoice *voice, BwFixed price, const BwInstrument *instrument)
{
  char text[BW_FIXED_TEXT_BYTES];

  if (voice != NULL && voice->price != NULL)
    return voice->price (price, instrument);
  return g_strdup (bw_fixed_print (price, 2, 8, text));
}

static char *
say_share (BwFixed share)
{
  BwFixed percent = share;
  char text[BW_FIXED_TEXT_BYTES];

  if (!bw_fixed_mul_int (bw_fixed_abs (share), 100, &percent) ||
      !bw_fixed_round_to (percent, (BwFixed){ BW_FIXED_ONE_E8 / 10000 }, BW_ROUND_HALF_EVEN, &percent))
    percent = BW_FIXED_ZERO;
  return g_strdup_printf ("%s %%", bw_fixed_print (percent, 0, 4, text));
}

static char *
say_quantity (BwFixed quantity)
{
  char text[BW_FIXED_TEXT_BYTES];

  return g_strdup (bw_fixed_print (quantity, 0, 8, text));
}

/* Puts @values in for {a}, {b} … of a text that may have them in any order. */
static char *
fill_in (const char *text, const char *const *names, const char *const *values)
{
  GString *filled = g_string_new (NULL);

  for (const char *c = text; *c != '\0';)
    {
      gboolean is_found = FALSE;

      for (guint i = 0; *c == '{' && names[i] != NULL; i++)
        if (g_str_has_prefix (c, names[i]))
          {
            g_string_append (filled, values[i]);
            c += strlen (names[i]);
            is_found = TRUE;
            break;
          }
      if (!is_found)
        g_string_append_c (filled, *c++);
    }
  return g_string_free (filled, FALSE);
}

static const char *
condition_text (const BwAlert *alert)
{
  switch ((BwAlertTest) alert->test)
    {
    case BW_ALERT_CROSSES:
      return alert->kind == BW_ALERT_DRAWING ? N_("price crosses the drawing") : N_("price crosses {level}");
    case BW_ALERT_CROSSES_UP:
      return alert->kind == BW_ALERT_DRAWING ? N_("price crosses the drawing upwards") : N_("price crosses {level} upwards");
    case BW_ALERT_CROSSES_DOWN:
      return alert->kind == BW_ALERT_DRAWING ? N_("price crosses the drawing downwards") : N_("price crosses {level} downwards");
    case BW_ALERT_IS_ABOVE:
      return alert->kind == BW_ALERT_VOLUME ? N_("volume of the {timeframe} bar is above {quantity}") : N_("price is above {level}");
    case BW_ALERT_IS_BELOW:
      return N_("price is below {level}");
    case BW_ALERT_ENTERS:
      return N_("price enters {level} – {high}");
    case BW_ALERT_LEAVES:
      return N_("price leaves {level} – {high}");
    case BW_ALERT_RISES:
      return alert->window_minutes > 0 ? N_("price rises by {share} within {minutes} min") : N_("price rises by {share} since the last close");
    case BW_ALERT_FALLS:
      return alert->window_minutes > 0 ? N_("price falls by {share} within {minutes} min") : N_("price falls by {share} since the last close");
    case BW_ALERT_MOVES:
      return alert->window_minutes > 0 ? N_("price moves by {share} within {minutes} min") : N_("price moves by {share} since the last close");
    case BW_ALERT_HOLDS:
      return alert->is_on_tick ? N_("{expression}, on every price of {timeframe} bars") : N_("{expression}, on closed {timeframe} bars");
    }
  return "";
}

static char *
fill_in_rule (const BwAlertVoice *voice, const char *text, const BwAlert *alert, const BwInstrument *instrument)
{
  g_autofree char *level = say_price (voice, alert->level, instrument);
  g_autofree char *high = say_price (voice, alert->high, instrument);
  g_autofree char *share = say_share (alert->share);
  g_autofree char *quantity = say_quantity (alert->level);
  g_autofree char *minutes = g_strdup_printf ("%d", alert->window_minutes);
  char timeframe[16];
  const char *const names[] = { "{level}", "{high}", "{share}", "{quantity}", "{minutes}", "{timeframe}", "{expression}", NULL };
  const char *const values[] = { level, high, share, quantity, minutes, bw_timeframe_print (alert->timeframe, timeframe), alert->expression };

  return fill_in (say (voice, text), names, values);
}

char *
bw_alert_describe (const BwAlertVoice *voice, const BwAlert *alert, const BwInstrument *instrument)
{
  return fill_in_rule (voice, condition_text (alert), alert, instrument);
}

/* (transfer full): "once", "once per 5m bar", "every time, at least 60 s apart" */
char *
bw_alert_describe_repeat (const BwAlertVoice *voice, const BwAlert *alert)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, alert->pause_ns / BW_SECOND);
  char timeframe[16];
  const char *const names[] = { "{timeframe}", "{seconds}", NULL };
  const char *const values[] = { bw_timeframe_print (alert->timeframe, timeframe), seconds };
  const char *text = N_("once");

  if (alert->repeat == BW_ALERT_EVERY_BAR)
    text = N_("once per {timeframe} bar");
  else if (alert->repeat == BW_ALERT_EVERY_TIME)
    text = N_("every time, {seconds} s apart at least");
  return fill_in (say (voice, text), names, values);
}

const char *
bw_alert_describe_status (const BwAlertVoice *voice, const BwAlert *alert, BwTime now)
{
  switch ((BwAlertStatus) alert->status)
    {
    case BW_ALERT_DONE:
      return say (voice, N_("Fired"));
    case BW_ALERT_OFF:
      return say (voice, N_("Off"));
    case BW_ALERT_EXPIRED:
      return say (voice, N_("Expired"));
    case BW_ALERT_ACTIVE:
      break;
    }
  if (alert->expires != 0 && now >= alert->expires)
    return say (voice, N_("Expired"));
  return now < alert->snoozed_until ? say (voice, N_("Snoozed")) : say (voice, N_("Active"));
}

static const char *
reason_text (const BwAlertFiring *firing)
{
  switch ((BwAlertKind) firing->alert.kind)
    {
    case BW_ALERT_PRICE:
    case BW_ALERT_DRAWING:
      if (firing->alert.test == BW_ALERT_IS_ABOVE)
        return N_("{price} is above {value}");
      if (firing->alert.test == BW_ALERT_IS_BELOW)
        return N_("{price} is below {value}");
      return firing->is_up ? N_("{price} crossed {value} from below") : N_("{price} crossed {value} from above");
    case BW_ALERT_CHANNEL:
      return firing->alert.test == BW_ALERT_ENTERS ? N_("{price} is inside {level} – {high}")
                                                   : N_("{price} left {level} – {high}");
    case BW_ALERT_MOVE:
      return firing->is_up ? N_("{price}, up {moved}") : N_("{price}, down {moved}");
    case BW_ALERT_VOLUME:
      return N_("{traded} traded in the bar");
    case BW_ALERT_EXPRESSION:
      return N_("{expression} at {price}");
    }
  return "";
}

char *
bw_alert_explain (const BwAlertVoice *voice, const BwAlertFiring *firing, const BwInstrument *instrument)
{
  g_autofree char *price = say_price (voice, firing->price, instrument);
  g_autofree char *value = say_price (voice, firing->value, instrument);
  g_autofree char *level = say_price (voice, firing->alert.level, instrument);
  g_autofree char *high = say_price (voice, firing->alert.high, instrument);
  g_autofree char *moved = say_share (firing->value);
  g_autofree char *traded = say_quantity (firing->value);
  const char *const names[] = { "{price}", "{value}", "{level}", "{high}", "{moved}", "{traded}", "{expression}", NULL };
  const char *const values[] = { price, value, level, high, moved, traded, firing->alert.expression };

  return fill_in (say (voice, reason_text (firing)), names, values);
}

/**
 * bw_alert_expand:
 * @time_text: when, as it is to be written
 *
 * The alert's message with {symbol}, {price}, {condition}, {why}, {time} and {count} filled in; what
 * else stands in braces stays. Without a message: symbol and condition.
 *
 * Returns: (transfer full)
 */
char *
bw_alert_expand (const BwAlertVoice *voice, const BwAlertFiring *firing, const BwInstrument *instrument, const char *time_text)
{
  g_autofree char *price = say_price (voice, firing->price, instrument);
  g_autofree char *condition = bw_alert_describe (voice, &firing->alert, instrument);
  g_autofree char *why = bw_alert_explain (voice, firing, instrument);
  g_autofree char *count = g_strdup_printf ("%u", firing->alert.n_fired);
  const char *symbol = instrument != NULL ? instrument->symbol : "";
  const char *const names[] = { "{symbol}", "{price}", "{condition}", "{why}", "{time}", "{count}", NULL };
  const char *const values[] = { symbol, price, condition, why, time_text, count };

  return fill_in (firing->alert.message[0] != '\0' ? firing->alert.message : "{symbol}: {condition}", names, values);
}
