/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/percent.h"

#include <string.h>

/**
 * bw_percent_parse:
 * @text: a plain decimal and a percent sign, nothing between them; at most six decimals
 * @share: (out): a fraction; as it was after a mistake
 *
 * Returns: %FALSE when it is none, or is no fraction of eight decimals
 */
gboolean
bw_percent_parse (const char *text, BwFixed *share)
{
  gsize n_bytes = strlen (text);
  BwFixed percent;

  if (n_bytes < 2 || text[n_bytes - 1] != '%' ||
      bw_fixed_parse (text, (gssize) n_bytes - 1, &percent) != BW_FIXED_PARSE_OK || percent.e8 % 100 != 0)
    return FALSE;
  share->e8 = percent.e8 / 100;
  return TRUE;
}

/**
 * bw_percent_print:
 * @share: a fraction, at most a hundredth of what #BwFixed holds
 * @text: (out caller-allocates): %BW_PERCENT_TEXT_BYTES
 *
 * Returns: (transfer none): @text: what bw_percent_parse() reads
 */
const char *
bw_percent_print (BwFixed share, char *text)
{
  BwFixed percent = { share.e8 * 100 };
  char digits[BW_FIXED_TEXT_BYTES];

  g_snprintf (text, BW_PERCENT_TEXT_BYTES, "%s%%", bw_fixed_print (percent, 0, 8, digits));
  return text;
}
