/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "trading/core.h"
#include "trading/journal.h"

#include <stdlib.h>
#include <string.h>

static void
require (gboolean holds, const char *promise)
{
  if (holds)
    return;
  g_printerr ("broken: %s\n", promise);
  abort ();
}

/* Whatever the bytes are as a saved state: refused, or a state that saves as itself. */
static void
load_state (const guint8 *data, gsize data_bytes)
{
  BwCore *core = bw_core_load (data, data_bytes, NULL);
  g_autoptr (GByteArray) saved = g_byte_array_new ();
  BwCore *again;

  if (core == NULL)
    return;
  bw_core_save (core, saved);
  again = bw_core_load (saved->data, saved->len, NULL);
  require (again != NULL, "a saved state loads");
  bw_core_free (again);
  bw_core_free (core);
}

/* Any bytes as a journal: what reads as an input is written as the same bytes, and the core takes
 * it without losing its balance. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  BwCore *core = bw_core_new (1);
  BwOutputs outputs;
  gsize at = 0;

  bw_outputs_init (&outputs);
  bw_journal_decode_outputs (data, data_bytes, &outputs, NULL);
  load_state (data, data_bytes);
  while (at < data_bytes)
    {
      g_autoptr (GByteArray) written = g_byte_array_new ();
      BwInput input;
      BwDepth depth;
      gsize n = bw_journal_decode_input (data + at, data_bytes - at, &input, &depth, NULL);

      if (n == 0)
        break;
      bw_journal_encode_input (written, &input);
      require (written->len == n && memcmp (written->data, data + at, n) == 0, "an input has one form");
      bw_outputs_reset (&outputs);
      /* A core indexes instruments by id: real ones are small. */
      if (input.kind != BW_INPUT_DEFINE_INSTRUMENT || input.instrument.id < 1000)
        bw_core_step (core, &input, &outputs);
      at += n;
    }
  require (bw_core_is_balanced (core, NULL), "the books balance");
  bw_outputs_clear (&outputs);
  bw_core_free (core);
  return 0;
}
