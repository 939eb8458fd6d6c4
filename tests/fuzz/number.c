/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "base/fixed.h"
#include "base/time.h"

/* What is read as a number or a time prints to a text that reads back as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  BwFixed number, again;
  BwTime instant, instant_again;
  char text[BW_FIXED_TEXT_BYTES];

  if (bw_fixed_parse ((const char *) data, (gssize) data_bytes, &number) == BW_FIXED_PARSE_OK)
    {
      bw_fixed_print (number, 0, 8, text);
      if (bw_fixed_parse (text, -1, &again) != BW_FIXED_PARSE_OK || again.e8 != number.e8)
        g_error ("%s does not read back", text);
    }
  if (bw_time_parse_rfc3339 ((const char *) data, (gssize) data_bytes, &instant))
    {
      g_autofree char *printed = bw_time_to_rfc3339 (instant);

      if (!bw_time_parse_rfc3339 (printed, -1, &instant_again) || instant_again != instant)
        g_error ("%s does not read back", printed);
    }
  return 0;
}
