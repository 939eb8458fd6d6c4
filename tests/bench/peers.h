/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/indicator.h"

/* TA-Lib and Tulip, looked up by name in this very program: they are linked whole when meson found
 * them (option `peers`), and otherwise nothing is found. TA-Lib's functions take their inputs and
 * parameters in the order of ours, so one foreign call serves them all. */
typedef struct
{
  double *const *columns; /* open, high, low, close, volume */
  gsize n;
  double *const *outputs; /* room for what the peer writes */
} PeerBars;

double peers_now_ns (void);
void peers_open (void);
double peers_time (const BwIndicatorInfo *info, const double *parameters, const PeerBars *bars);
