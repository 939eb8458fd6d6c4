/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/engine.h"
#include "store/order-details.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the private socket and `--json` say: decimals as strings, times as RFC 3339 in UTC, the
 * words of SCENARIOS.md. Each returns a new object or sets members of one. */

void bw_json_set_fixed (JsonObject *object, const char *member, BwFixed amount);
void bw_json_set_money (JsonObject *object, const char *member, BwFixed amount);
void bw_json_set_time (JsonObject *object, const char *member, BwTime time);
void bw_json_set_uuid (JsonObject *object, const char *member, const BwUuid *uuid);

JsonObject *bw_json_order (BwEngine *engine, const BwOrder *order);
void bw_json_set_details (JsonObject *object, const BwOrderDetails *details);
JsonObject *bw_json_fill (BwEngine *engine, const BwFill *fill);
JsonObject *bw_json_position (BwEngine *engine, const BwPosition *position);
void bw_json_set_standing (JsonObject *object, BwEngine *engine, const BwAccountView *view);
JsonObject *bw_json_account (BwEngine *engine, const BwAccountView *view);
JsonObject *bw_json_timeline (const BwTimelineView *view);
JsonObject *bw_json_parse_object (const char *text, gsize n_bytes, GError **error);
JsonNode *bw_json_take_object (JsonObject *object);
JsonNode *bw_json_take_array (JsonArray *array);

G_END_DECLS
