/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Colours come from CSS: data/style/style*.css for the chrome (libadwaita picks light, dark and
 * high contrast itself), data/style/colours-*.css for what rises and falls. */

typedef enum
{
  BW_TONE_NORMAL,
  BW_TONE_DIM,
  BW_TONE_STRONG,
  BW_TONE_UP,
  BW_TONE_DOWN,
  BW_TONE_FLAT,
  BW_TONE_BID,
  BW_TONE_ASK,
  BW_TONE_ACCENT,
  BW_N_TONES
} BwTone;

#define BW_TYPE_STYLE (bw_style_get_type ())
G_DECLARE_FINAL_TYPE (BwStyle, bw_style, BW, STYLE, GObject)

/* Follows the settings and the desktop; signal ::changed when colours have changed. */
BwStyle *bw_style_new (GSettings *settings);
gboolean bw_style_wants_hollow_candles (BwStyle *self);
gboolean bw_style_wants_compact_rows (BwStyle *self);

void bw_style_lookup (GtkWidget *widget, BwTone tone, GdkRGBA *colour);
void bw_style_set_tone (GtkWidget *widget, BwTone tone);
BwTone bw_tone_of_sign (int sign);

G_END_DECLS
