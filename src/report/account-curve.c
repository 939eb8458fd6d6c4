/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-curve.h"

void
bw_account_curve_clear (BwAccountCurve *curve)
{
  g_clear_pointer (&curve->times, g_array_unref);
  g_clear_pointer (&curve->equity, g_array_unref);
  g_clear_pointer (&curve->flows, g_array_unref);
}

static void
add_point (BwAccountCurve *curve, BwTime time, double equity, double flow)
{
  g_array_append_val (curve->times, time);
  g_array_append_val (curve->equity, equity);
  g_array_append_val (curve->flows, flow);
}

/**
 * bw_account_curve_read:
 * @curve: (out): all zero before; cleared by the caller, after a failure too
 * @opened: of the account as it stands: what was before a reset is no part of it
 * @equity_now, @deposits_now: at @now; deposits less withdrawals since @opened
 *
 * The account's opening with what was paid in, the stored samples since, and how things stand now.
 * At least one point.
 */
gboolean
bw_account_curve_read (BwAccountCurve *curve, BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
                       BwTime opened, BwTime now, double equity_now, double deposits_now, GError **error)
{
  /* A sample of the very instant may have been taken before the books were closed. */
  g_autoptr (GArray) samples = bw_trading_reader_equity (reader, timeline, account, opened + 1, now, error);
  double deposits = deposits_now;

  curve->times = g_array_new (FALSE, FALSE, sizeof (BwTime));
  curve->equity = g_array_new (FALSE, FALSE, sizeof (double));
  curve->flows = g_array_new (FALSE, FALSE, sizeof (double));
  if (samples == NULL)
    return FALSE;
  if (samples->len > 0)
    deposits = bw_fixed_to_double (g_array_index (samples, BwEquitySample, 0).deposits);
  if (opened < now)
    add_point (curve, opened, deposits, deposits);
  for (guint i = 0; i < samples->len; i++)
    {
      const BwEquitySample *sample = &g_array_index (samples, BwEquitySample, i);
      double paid_in = bw_fixed_to_double (sample->deposits);

      add_point (curve, sample->time, bw_fixed_to_double (sample->equity), paid_in - deposits);
      deposits = paid_in;
    }
  add_point (curve, now, equity_now, deposits_now - deposits);
  return TRUE;
}
