/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "strategy/evaluation.h"

#include <math.h>
#include <string.h>

#define N_BARS 40

static void
check_values (BwProgram *program, const char *text)
{
  g_autoptr (BwEvaluation) evaluation = bw_evaluation_new (program);
  double columns[6][N_BARS], whole[N_BARS], last;
  BwIndicatorBars bars = { columns[0], columns[1], columns[2], columns[3], columns[4], columns[5] };
  double *values[] = { whole };

  for (guint i = 0; i < N_BARS; i++)
    for (guint k = 0; k < 6; k++)
      columns[k][i] = k == 5 ? i / 4 : 50 + (i * 7 + k * 3) % 23;
  columns[4][9] = NAN;
  bw_evaluation_feed (evaluation, &bars, N_BARS, NULL, values);
  bw_evaluation_last (evaluation, &bars, N_BARS, NULL, &last);
  if (!(last == whole[N_BARS - 1] || (isnan (last) && isnan (whole[N_BARS - 1]))))
    g_error ("'%s': the last bar is %g alone and %g after the others", text, last,
             whole[N_BARS - 1]);
}

/* What can be understood has one value however it is worked out; what can't says where, in words.
 */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autofree char *text = g_strndup ((const char *)data, data_bytes);
  g_autoptr (BwProgram) program = bw_program_new (BW_TIMEFRAME_1D);
  g_auto (BwFault) fault = { 0 };

  if (bw_program_add (program, text, &fault))
    {
      check_values (program, text);
      return 0;
    }
  if (fault.code == BW_FAULT_NONE || fault.column < 1 || fault.line < 1 ||
      fault.span.offset + fault.span.n_bytes > strlen (text))
    g_error ("'%s': a fault that is nowhere", text);
  if (g_utf8_validate (text, -1, NULL))
    {
      g_autofree char *message = bw_fault_message (&fault, NULL);
      g_autofree char *picture = bw_fault_picture (&fault, text);

      if (strpbrk (message, "{}") != NULL && strpbrk (text, "{}") == NULL)
        g_error ("'%s': %s", text, message);
      if (strchr (picture, '^') == NULL)
        g_error ("'%s' has no picture", text);
    }
  return 0;
}
