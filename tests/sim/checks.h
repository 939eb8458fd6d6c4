/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/scenario/world.h"

G_BEGIN_DECLS

/* What has to hold after every step, kept beside the core from what it says alone. */
typedef struct _Checks Checks;

Checks *checks_new (void);
void checks_free (Checks *checks);
void checks_begin (Checks *checks, BwScenarioWorld *world);
char *checks_look (Checks *checks, BwScenarioWorld *world); /* (transfer full) (nullable): what is wrong */
guint64 checks_n_fills (const Checks *checks);

G_END_DECLS
