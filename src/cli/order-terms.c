/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/command.h"

static void
add_term (GString *terms, JsonObject *order, const char *member, const char *before, const char *behind)
{
  JsonNode *node = json_object_get_member (order, member);
  g_autofree char *number = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    number = g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  g_string_append_printf (terms, "%s%s%s%s", terms->len > 0 ? ", " : "", before,
                          number != NULL ? number : json_node_get_string (node), behind);
}

static void
add_flag (GString *terms, JsonObject *order, const char *member, const char *words)
{
  if (json_object_get_boolean_member_with_default (order, member, FALSE))
    g_string_append_printf (terms, "%s%s", terms->len > 0 ? ", " : "", words);
}

/**
 * bw_cli_set_terms:
 * @order: (inout): an order as the local interface tells it; gets `terms`: in one line what few
 *   orders have and a table has no column for
 */
void
bw_cli_set_terms (JsonObject *order)
{
  g_autoptr (GString) terms = g_string_new (NULL);
  const char *order_class = json_object_get_string_member_with_default (order, "order_class", "simple");
  const char *leg = json_object_get_string_member_with_default (order, "leg", "");

  if (!g_str_equal (order_class, "simple"))
    g_string_append (terms, order_class);
  if (*leg != '\0')
    g_string_append_printf (terms, "%s%s", terms->len > 0 ? ", " : "",
                            g_str_equal (leg, "take_profit") ? "take-profit" : "stop-loss");
  add_term (terms, order, "parent", "of order ", "");
  add_term (terms, order, "trail_price", "trails by ", "");
  add_term (terms, order, "trail_percent", "trails by ", "%");
  add_term (terms, order, "limit_offset", "limit ", " beyond its stop");
  add_term (terms, order, "display_qty", "shows ", "");
  add_flag (terms, order, "reduce_only", "reduce-only");
  add_flag (terms, order, "extended_hours", "extended");
  add_term (terms, order, "notional", "for $", "");
  add_term (terms, order, "replaces", "replaces ", "");
  add_term (terms, order, "replaced_by", "replaced by ", "");
  add_term (terms, order, "when", "when ", "");
  json_object_set_string_member (order, "terms", terms->str);
}
