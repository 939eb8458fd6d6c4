/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dock/layout-list.h"
#include "app/dock/layout.h"
#include "app/trade-layouts.h"

static const BwBuiltinLayout builtins[] = { { "simple", "Simple", "{}" }, { "day", "Day Trader", "{}" } };

static char *
list_ids (const BwLayoutList *list)
{
  g_autoptr (GString) text = g_string_new (list->current);

  for (guint i = 0; i < list->layouts->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? ": " : " ", ((BwLayout *) g_ptr_array_index (list->layouts, i))->id);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_ids (const BwLayoutList *list, const char *expected)
{
  g_autofree char *ids = list_ids (list);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_changes (void)
{
  g_autoptr (BwLayoutList) list = bw_layout_list_new (builtins, G_N_ELEMENTS (builtins));
  BwLayout *taken;
  guint index;

  assert_ids (list, "simple: simple day");
  g_assert_cmpstr (bw_layout_list_add (list, " Evening ", "{\"a\":1}"), ==, "u1");
  g_assert_null (bw_layout_list_add (list, "EVENING", "{}"));
  g_assert_null (bw_layout_list_add (list, "simple", "{}"));
  g_assert_null (bw_layout_list_add (list, "  ", "{}"));
  g_assert_cmpstr (bw_layout_list_add (list, "Morning", "{}"), ==, "u2");
  g_assert_false (bw_layout_list_rename (list, "u2", "evening"));
  g_assert_false (bw_layout_list_rename (list, "simple", "Mine"));
  g_assert_true (bw_layout_list_rename (list, "u2", "Midday"));
  g_assert_true (bw_layout_list_move (list, "u2", -1));
  assert_ids (list, "simple: simple day u2 u1");
  g_assert_false (bw_layout_list_move (list, "simple", -1));
  g_assert_false (bw_layout_list_move (list, "u1", 1));
  g_assert_true (bw_layout_list_choose (list, "u2"));
  g_assert_false (bw_layout_list_choose (list, "u9"));
  g_assert_null (bw_layout_list_take (list, "day", &index));
  taken = bw_layout_list_take (list, "u2", &index);
  assert_ids (list, "simple: simple day u1");
  bw_layout_list_put_back (list, taken, index);
  assert_ids (list, "simple: simple day u2 u1");
  g_assert_true (bw_layout_list_set_json (list, "simple", "{\"b\":2}"));
  g_assert_false (bw_layout_list_set_json (list, "simple", "{\"b\":2}"));
  g_assert_true (bw_layout_list_set_json (list, "simple", NULL));
  g_assert_false (bw_layout_list_set_json (list, "u1", NULL));
}

static void
test_text (void)
{
  g_autoptr (BwLayoutList) list = bw_layout_list_new (builtins, G_N_ELEMENTS (builtins));
  g_autoptr (BwLayoutList) other = bw_layout_list_new (builtins, G_N_ELEMENTS (builtins));
  g_autofree char *text = NULL;

  bw_layout_list_add (list, "Abend „ü“ \"x\"", "{\"a\":1}");
  bw_layout_list_set_json (list, "day", "{\"c\":3}");
  bw_layout_list_move (list, "u1", -2);
  bw_layout_list_choose (list, "u1");
  text = bw_layout_list_write (list);
  bw_layout_list_read (other, text);
  assert_ids (other, "u1: u1 simple day");
  g_assert_cmpstr (bw_layout_list_find (other, "u1", NULL)->name, ==, "Abend „ü“ \"x\"");
  g_assert_cmpstr (bw_layout_list_find (other, "day", NULL)->json, ==, "{\"c\":3}");
  g_assert_null (bw_layout_list_find (other, "simple", NULL)->json);
}

/* What somebody made of it: built-ins are always there, what can't be used isn't. */
static const struct { const char *text; const char *ids; } bad_cases[] = {
  { NULL, "simple: simple day" },
  { "", "simple: simple day" },
  { "[1]", "simple: simple day" },
  { "{\"current\":5,\"layouts\":7}", "simple: simple day" },
  { "{\"current\":\"gone\",\"layouts\":[{\"id\":\"day\"}]}", "simple: day simple" },
  { "{\"current\":\"day\",\"layouts\":[{\"id\":\"u1\"},{\"id\":\"day\"},{\"id\":\"day\"},4,{\"id\":3}]}", "day: day simple" },
  { "{\"layouts\":[{\"id\":\"u1\",\"name\":\"A\",\"layout\":\"{}\"}]}", "simple: u1 simple day" },
};

static void
test_bad_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autoptr (BwLayoutList) list = bw_layout_list_new (builtins, G_N_ELEMENTS (builtins));

      bw_layout_list_read (list, bad_cases[i].text);
      assert_ids (list, bad_cases[i].ids);
    }
}

/* Each layout that comes with the program can be read, with every panel that it names. */
static void
test_builtins (void)
{
  static const char *const panels[] = { "chart", "ticket", "watchlist", "positions", "orders", "fills", "book", "tape", "info",
                                        "chart-2", "news", "chart-3", "chart-4", "chart-5", "chart-6", NULL };
  static const struct { const char *id; guint n_leaves; } expected[] = {
    { "simple", 5 }, { "day-trader", 6 }, { "research", 4 }, { "charts-2", 3 }, { "charts-4", 5 }, { "charts-6", 7 },
  };
  guint n_layouts;
  const BwBuiltinLayout *layouts = bw_trade_layouts (&n_layouts);

  g_assert_cmpuint (n_layouts, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < n_layouts; i++)
    {
      g_autoptr (BwDockNode) root = bw_dock_layout_from_json (layouts[i].tree, panels);

      g_assert_nonnull (root);
      g_assert_cmpstr (layouts[i].id, ==, expected[i].id);
      g_assert_cmpuint (bw_dock_node_count_leaves (root), ==, expected[i].n_leaves);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout-list/changes", test_changes);
  g_test_add_func ("/layout-list/text", test_text);
  g_test_add_func ("/layout-list/bad-text", test_bad_text);
  g_test_add_func ("/layout-list/builtins", test_builtins);
  return g_test_run ();
}
