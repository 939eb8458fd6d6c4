/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "market/bar-series.h"
#include "store/error.h"

G_BEGIN_DECLS

/* Bars as compressed columns: what is decoded has the same bits as what was encoded, and a changed
 * byte is noticed. The format is told at the top of bar-codec.c. */

/* More bars than this in one piece are refused: a damaged count does not eat the memory. */
#define BW_BAR_CODEC_BARS_MAX (1 << 20)

gboolean bw_bar_codec_is_plausible (gsize n_bytes, guint64 n_bars);
void bw_bar_codec_encode (GByteArray *bytes, const BwBarSeries *series, gsize first, gsize end);
gboolean bw_bar_codec_decode (const guint8 *bytes, gsize n_bytes, BwBarSeries *series, GError **error);
gboolean bw_bar_codec_decode_at (const guint8 *bytes, gsize n_bytes, BwBarSeries *series, gsize first, gsize n_bars, GError **error);

G_END_DECLS
