/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dock/layout.h"

static const char *const known[] = { "a", "b", "c", "d", NULL };

/* "(a* | b / c)": a split by columns is |, by rows /; * is in front. */
static void
describe (BwDockNode *node, GString *text)
{
  if (node == NULL)
    return;
  if (node->is_leaf)
    {
      for (guint i = 0; i < node->panels->len; i++)
        g_string_append_printf (text, "%s%s%s", i > 0 ? "," : "", (char *) g_ptr_array_index (node->panels, i),
                                g_strcmp0 (node->active, g_ptr_array_index (node->panels, i)) == 0 ? "*" : "");
      return;
    }
  g_assert_true (node->start->parent == node && node->end->parent == node);
  g_string_append_c (text, '(');
  describe (node->start, text);
  g_string_append (text, node->orientation == GTK_ORIENTATION_HORIZONTAL ? " | " : " / ");
  describe (node->end, text);
  g_string_append_c (text, ')');
}

static void
assert_layout (BwDockNode *root, const char *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  describe (root, text);
  g_assert_cmpstr (text->str, ==, wanted);
}

static BwDockNode *
read_layout (const char *json)
{
  return bw_dock_layout_from_json (json, known);
}

#define TWO "{\"split\":\"horizontal\",\"share\":0.3,\"start\":{\"panels\":[\"a\"]},\"end\":{\"panels\":[\"b\",\"c\"],\"active\":\"c\"}}"

static void
test_round_trip (void)
{
  g_autoptr (BwDockNode) root = read_layout (TWO);
  g_autofree char *json = bw_dock_layout_to_json (root);
  g_autoptr (BwDockNode) again = read_layout (json);

  assert_layout (root, "(a* | b,c*)");
  assert_layout (again, "(a* | b,c*)");
  g_assert_cmpfloat_with_epsilon (again->share, 0.3, 1e-12);
  g_assert_cmpuint (bw_dock_node_count_leaves (again), ==, 2);
}

static const struct { const char *name; const char *json; const char *wanted; } damaged[] = {
  { "not JSON", "{", "" },
  { "not an object", "[1]", "" },
  { "empty", "{}", "" },
  { "unknown panels only", "{\"panels\":[\"x\"]}", "" },
  { "an unknown panel among known", "{\"panels\":[\"x\",\"a\"]}", "a*" },
  { "the same twice", "{\"split\":\"vertical\",\"start\":{\"panels\":[\"a\"]},\"end\":{\"panels\":[\"a\",\"b\"]}}", "(a* / b*)" },
  { "one side empty", "{\"split\":\"vertical\",\"start\":{\"panels\":[]},\"end\":{\"panels\":[\"b\"]}}", "b*" },
  { "one side missing", "{\"split\":\"vertical\",\"start\":{\"panels\":[\"b\"]}}", "b*" },
  { "active is not there", "{\"panels\":[\"a\",\"b\"],\"active\":\"d\"}", "a*,b" },
  { "panels is a number", "{\"panels\":3}", "" },
};

static void
test_damaged (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (BwDockNode) root = read_layout (damaged[i].json);

      g_test_message ("%s", damaged[i].name);
      assert_layout (root, damaged[i].wanted);
    }
}

static const struct { const char *name; const char *panel; const char *beside; BwDockSide side; const char *wanted; } moves[] = {
  { "as a tab", "a", "b", BW_DOCK_CENTRE, "b,c,a*" },
  { "to the right of another", "a", "b", BW_DOCK_RIGHT, "(b,c* | a*)" },
  { "above another", "a", "b", BW_DOCK_TOP, "(a* / b,c*)" },
  { "split off from its own tabs", "c", "c", BW_DOCK_BOTTOM, "(a* | (b* / c*))" },
  { "a new one, left", "d", "a", BW_DOCK_LEFT, "((d* | a*) | b,c*)" },
  { "a new one, as a tab", "d", "a", BW_DOCK_CENTRE, "(a,d* | b,c*)" },
  { "alone beside itself: nothing", "a", "a", BW_DOCK_RIGHT, "(a* | b,c*)" },
  { "into its own leaf: nothing", "b", "c", BW_DOCK_CENTRE, "(a* | b,c*)" },
  { "beside nobody: nothing", "a", "d", BW_DOCK_RIGHT, "(a* | b,c*)" },
};

static void
test_moves (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      BwDockNode *root = read_layout (TWO);

      g_test_message ("%s", moves[i].name);
      bw_dock_layout_move (&root, moves[i].panel, moves[i].beside, moves[i].side);
      assert_layout (root, moves[i].wanted);
      bw_dock_node_free (root);
    }
}

static void
test_removals (void)
{
  BwDockNode *root = read_layout (TWO);

  g_assert_false (bw_dock_layout_remove (&root, "d"));
  g_assert_true (bw_dock_layout_remove (&root, "c"));
  assert_layout (root, "(a* | b*)");
  g_assert_true (bw_dock_layout_remove (&root, "b"));
  assert_layout (root, "a*");
  g_assert_true (bw_dock_layout_remove (&root, "a"));
  g_assert_null (root);
}

/* Any sequence of moves keeps every panel exactly once and no leaf empty. */
static void
test_random (void)
{
  BwDockNode *root = read_layout ("{\"panels\":[\"a\",\"b\",\"c\",\"d\"]}");

  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GPtrArray) panels = g_ptr_array_new ();
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GString) text = g_string_new (NULL);

      bw_dock_layout_move (&root, known[g_test_rand_int_range (0, 4)], known[g_test_rand_int_range (0, 4)],
                           (BwDockSide) g_test_rand_int_range (0, 5));
      bw_dock_node_list (root, panels);
      for (guint k = 0; k < panels->len; k++)
        g_assert_true (g_hash_table_add (seen, g_ptr_array_index (panels, k)));
      g_assert_cmpuint (panels->len, ==, 4);
      g_assert_cmpuint (bw_dock_node_count_leaves (root), <=, 4);
      describe (root, text); /* checks the parents */
    }
  bw_dock_node_free (root);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/layout/round-trip", test_round_trip);
  g_test_add_func ("/app/layout/damaged", test_damaged);
  g_test_add_func ("/app/layout/moves", test_moves);
  g_test_add_func ("/app/layout/removals", test_removals);
  g_test_add_func ("/app/layout/random", test_random);
  return g_test_run ();
}
