/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "service/local-server.h"

G_BEGIN_DECLS

BwLocalServer *bw_local_service_start (BwEngine *engine);

G_END_DECLS
