/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Short sounds of our own, made by tools/make-sounds.py. 0 is none. Without a sound device, or a codec
 * for them, it stays silent. Stored: never change a number. */
typedef enum
{
  BW_SOUND_NONE = 0,
  BW_SOUND_BELL = 1,
  BW_SOUND_CHIME = 2,
  BW_SOUND_RISE = 3,
  BW_SOUND_FALL = 4,
  BW_N_SOUNDS
} BwSound;

GListModel *bw_sounds_list (void);
gboolean bw_sounds_play (GSettings *settings, guint sound);

G_END_DECLS
