/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/alert/alert.h"

G_BEGIN_DECLS

/**
 * BwAlertFiring:
 * @alert: as it was afterwards
 * @time: of the price
 * @value: what was reached: the level, the share moved, the bar's volume
 * @is_up: the price came from below
 */
typedef struct
{
  BwAlert alert;
  BwTime time;
  BwFixed price, value;
  gboolean is_up;
} BwAlertFiring;

G_END_DECLS
