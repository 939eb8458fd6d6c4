/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "trading/condition.h"

#include <string.h>

static BwInstrumentId
find_symbol (const char *symbol, gpointer user_data G_GNUC_UNUSED)
{
  return g_ascii_isalpha (symbol[0]) ? (BwInstrumentId) (symbol[0] % 8) : 0;
}

static gboolean
read_seed (const BwConditionStep *step, gpointer user_data, gint64 *number)
{
  const guint8 *seed = user_data;

  *number = (G_MAXINT64 / 255) * *seed / (1 + step->kind);
  return step->instrument != 3;
}

/* What can be understood is sound, has a truth, means the same with its times written out, and what
 * can't says where. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autofree char *text = g_strndup ((const char *) data, data_bytes);
  g_autofree char *anchored = bw_condition_anchor (text, "America/New_York", 20000);
  BwConditionNames names = { find_symbol, NULL, "America/New_York", 20000 };
  guint8 seed = data_bytes > 0 ? data[0] : 0;
  BwCondition condition, again;
  BwConditionProblem problem;

  if (!bw_condition_parse (text, &names, &condition, &problem))
    {
      if (problem.expected == 0 || problem.column < 1 ||
          problem.column - 1 + problem.n_bytes > strlen (text))
        g_error ("'%s': a problem that is nowhere", text);
      bw_condition_expected_words (problem.expected);
      return 0;
    }
  if (!bw_condition_is_sound (&condition))
    g_error ("'%s' is not sound", text);
  bw_condition_next_instant (&condition, seed);
  names.zone = NULL;
  if (!bw_condition_parse (anchored, &names, &again, &problem) || again.n_steps != condition.n_steps)
    g_error ("'%s' is not '%s'", text, anchored);
  if (bw_condition_evaluate (&condition, read_seed, &seed) != bw_condition_evaluate (&again, read_seed, &seed))
    g_error ("'%s' and '%s' differ", text, anchored);
  return 0;
}
