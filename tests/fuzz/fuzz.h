/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What libFuzzer calls with each input it makes up; replay.c calls it with the stored ones. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes);
