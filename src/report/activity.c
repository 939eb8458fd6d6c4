/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/activity.h"

#include "report/format.h"

#include <glib/gi18n.h>

/**
 * bw_format_activity:
 *
 * Returns: (transfer none): what a set of postings is, in the user's words; exports have its code
 */
const char *
bw_format_activity (BwActivity activity)
{
  switch (activity)
    {
    case BW_ACTIVITY_FILL:
      return _("Trade");
    case BW_ACTIVITY_FEE:
      return _("Fee");
    case BW_ACTIVITY_CSD:
      return _("Paid in");
    case BW_ACTIVITY_CSW:
      return _("Withdrawn");
    case BW_ACTIVITY_ACATS:
      return _("Position brought in");
    case BW_ACTIVITY_DIV:
      return _("Dividend");
    case BW_ACTIVITY_INT:
      return _("Interest");
    case BW_ACTIVITY_SPLIT:
      return _("Split");
    case BW_ACTIVITY_CFEE:
      return _("Coin fee");
    case BW_ACTIVITY_NC:
      return _("New symbol");
    case BW_ACTIVITY_CIL:
      return _("Cash for a fraction");
    case BW_ACTIVITY_REORG:
      return _("Delisted");
    case BW_ACTIVITY_DIVEX:
      return _("Dividend declared");
    case BW_ACTIVITY_BORROW:
      return _("Fee for shares sold short");
    case BW_ACTIVITY_JNLC:
      return _("Account reset");
    case BW_ACTIVITY_JNLS:
      return _("Position removed by a reset");
    }
  return BW_DASH;
}
