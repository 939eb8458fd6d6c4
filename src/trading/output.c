/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/output.h"

#include <string.h>

#define RECORD_ALIGNMENT 16

G_STATIC_ASSERT (sizeof (BwOutputHeader) == RECORD_ALIGNMENT);

void
bw_outputs_init (BwOutputs *outputs)
{
  *outputs = (BwOutputs){ 0 };
}

void
bw_outputs_clear (BwOutputs *outputs)
{
  g_free (outputs->bytes);
  *outputs = (BwOutputs){ 0 };
}

gpointer
bw_outputs_append (BwOutputs *outputs, BwOutputKind kind, guint64 sequence, gsize body_bytes)
{
  gsize n_bytes = (sizeof (BwOutputHeader) + body_bytes + RECORD_ALIGNMENT - 1) &
                  ~(gsize) (RECORD_ALIGNMENT - 1);
  BwOutputHeader *header;

  g_return_val_if_fail (n_bytes <= G_MAXUINT16, NULL);

  if (outputs->n_bytes + n_bytes > outputs->n_allocated)
    {
      outputs->n_allocated = MAX (4096, 2 * (outputs->n_bytes + n_bytes));
      outputs->bytes = g_realloc (outputs->bytes, outputs->n_allocated);
    }
  header = (BwOutputHeader *) (outputs->bytes + outputs->n_bytes);
  *header = (BwOutputHeader){ .kind = (guint16) kind, .bytes = (guint16) n_bytes, .sequence = sequence };
  outputs->n_bytes += n_bytes;
  return header + 1;
}
