/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/alert/alert-window.h"

#include <string.h>

/* How long a slot is: a minute up to an hour, longer in longer windows. */
BwTime
bw_alert_window_slot_ns (gint32 minutes)
{
  return (minutes + BW_ALERT_WINDOW_SLOTS - 1) / BW_ALERT_WINDOW_SLOTS * BW_MINUTE;
}

/**
 * bw_alert_window_add:
 * @minutes: how far it reaches back
 *
 * Puts a price in; what has become older than the window falls out.
 */
void
bw_alert_window_add (BwAlertWindow *window, gint32 minutes, BwTime time, BwFixed price)
{
  BwTime slot_ns = bw_alert_window_slot_ns (minutes);
  gint64 n_slots = minutes * BW_MINUTE / slot_ns;
  gint64 slot = time / slot_ns;
  guint place = (guint) (slot % n_slots);

  if (slot != window->slot)
    {
      if (window->slot == 0 || slot - window->slot >= n_slots)
        {
          memset (window->low, 0, sizeof window->low);
          memset (window->high, 0, sizeof window->high);
        }
      else
        for (gint64 passed = window->slot + 1; passed <= slot; passed++)
          window->low[passed % n_slots] = window->high[passed % n_slots] = BW_FIXED_ZERO;
      window->slot = slot;
    }
  if (bw_fixed_is_zero (window->low[place]) || price.e8 < window->low[place].e8)
    window->low[place] = price;
  window->high[place] = bw_fixed_max (window->high[place], price);
}

gboolean
bw_alert_window_extremes (const BwAlertWindow *window, BwFixed *low, BwFixed *high)
{
  *low = BW_FIXED_MAX;
  *high = BW_FIXED_ZERO;
  for (guint i = 0; i < BW_ALERT_WINDOW_SLOTS; i++)
    if (!bw_fixed_is_zero (window->low[i]))
      {
        *low = bw_fixed_min (*low, window->low[i]);
        *high = bw_fixed_max (*high, window->high[i]);
      }
  return !bw_fixed_is_zero (*high);
}

static void
restate (BwFixed *price, BwFixed to, BwFixed from)
{
  BwFixed restated;

  if (bw_fixed_mul_div (*price, from, to, BW_ROUND_HALF_EVEN, &restated))
    *price = restated;
}

/* In the shares after a split of @to for @from. */
void
bw_alert_window_restate (BwAlertWindow *window, BwFixed to, BwFixed from)
{
  for (guint i = 0; i < BW_ALERT_WINDOW_SLOTS; i++)
    {
      restate (&window->low[i], to, from);
      restate (&window->high[i], to, from);
    }
  restate (&window->close, to, from);
}

/**
 * bw_alert_window_pack:
 *
 * Returns: (transfer full): floating
 */
GVariant *
bw_alert_window_pack (const BwAlertWindow *window)
{
  gint64 numbers[3 + 2 * BW_ALERT_WINDOW_SLOTS] = { window->slot, window->close.e8, window->closes_at };

  for (guint i = 0; i < BW_ALERT_WINDOW_SLOTS; i++)
    {
      numbers[3 + 2 * i] = window->low[i].e8;
      numbers[4 + 2 * i] = window->high[i].e8;
    }
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT64, numbers, G_N_ELEMENTS (numbers), sizeof numbers[0]);
}

gboolean
bw_alert_window_unpack (BwAlertWindow *window, GVariant *state)
{
  gsize n_numbers = 0;
  const gint64 *numbers;

  *window = (BwAlertWindow){ 0 };
  if (!g_variant_is_of_type (state, G_VARIANT_TYPE ("ax")))
    return FALSE;
  numbers = g_variant_get_fixed_array (state, &n_numbers, sizeof *numbers);
  if (n_numbers != 3 + 2 * BW_ALERT_WINDOW_SLOTS)
    return FALSE;
  window->slot = numbers[0];
  window->close.e8 = numbers[1];
  window->closes_at = numbers[2];
  for (guint i = 0; i < BW_ALERT_WINDOW_SLOTS; i++)
    {
      window->low[i].e8 = numbers[3 + 2 * i];
      window->high[i].e8 = numbers[4 + 2 * i];
    }
  return TRUE;
}
