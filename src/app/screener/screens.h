/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"

G_BEGIN_DECLS

#define BW_SCREEN_NAME_BYTES_MAX 60

/**
 * BwScreen:
 * @columns: expressions, parted by ";"
 * @sort: of the columns; "-" in front: from the highest down; "": by symbol
 *
 * What is looked for, and where. A preset's @name is marked for translation.
 */
typedef struct
{
  const char *name;
  const char *condition;
  const char *columns;
  const char *sort;
} BwScreen;

extern const BwScreen bw_screen_presets[];
guint bw_screen_get_n_presets (void);

/* Those that the user saved, durable. */
GKeyFile *bw_screens_load (BwEngine *engine);
void bw_screens_save (BwEngine *engine, GKeyFile *screens);

G_END_DECLS
