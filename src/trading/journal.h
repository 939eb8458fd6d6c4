/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/input.h"
#include "trading/output.h"

G_BEGIN_DECLS

/* The journal's bytes: versioned, compact, pure. Every decoder refuses what it does not know with
 * an error of BW_JOURNAL_ERROR that names the offset. */

#define BW_JOURNAL_ERROR (bw_journal_error_quark ())
GQuark bw_journal_error_quark (void);

typedef enum
{
  BW_JOURNAL_ERROR_DAMAGED, /* cut short, or not what was written: restore a backup */
  BW_JOURNAL_ERROR_VERSION, /* written by a newer version: update the program */
} BwJournalError;

void bw_journal_encode_input (GByteArray *bytes, const BwInput *input);
gsize bw_journal_decode_input (const guint8 *bytes, gsize n_bytes, BwInput *input, BwDepth *depth, GError **error);
void bw_journal_encode_outputs (GByteArray *bytes, const BwOutputs *outputs);
gboolean bw_journal_decode_outputs (const guint8 *bytes, gsize n_bytes, BwOutputs *outputs, GError **error);

G_END_DECLS
