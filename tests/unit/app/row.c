/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/row.h"

typedef struct
{
  guint64 key;
  guint64 number;
} Pair;

static guint64
get_key (gconstpointer payload)
{
  return ((const Pair *) payload)->key;
}

static void
sync_pairs (GListStore *store, const Pair *pairs, guint n_pairs)
{
  g_autoptr (GPtrArray) payloads = g_ptr_array_new ();

  for (guint i = 0; i < n_pairs; i++)
    g_ptr_array_add (payloads, (gpointer) &pairs[i]);
  bw_row_store_sync (store, (gconstpointer const *) payloads->pdata, n_pairs, sizeof (Pair), get_key);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_sync (void)
{
  g_autoptr (GListStore) store = g_list_store_new (BW_TYPE_ROW);
  const Pair first[] = { { 1, 10 }, { 2, 20 } };
  const Pair changed[] = { { 1, 10 }, { 2, 21 } };
  const Pair turned[] = { { 3, 30 }, { 2, 22 } };
  g_autoptr (BwRow) two = NULL;
  g_autoptr (BwRow) after = NULL;
  guint n_splices = 0, n_changes = 0, position;

  sync_pairs (store, first, 2);
  two = g_list_model_get_item (G_LIST_MODEL (store), 1);
  g_signal_connect_swapped (store, "items-changed", G_CALLBACK (count), &n_splices);
  g_signal_connect_swapped (two, "changed", G_CALLBACK (count), &n_changes);

  sync_pairs (store, first, 2);
  g_assert_cmpuint (n_splices + n_changes, ==, 0);
  sync_pairs (store, changed, 2);
  g_assert_cmpuint (n_splices, ==, 0);
  g_assert_cmpuint (n_changes, ==, 1);
  sync_pairs (store, turned, 2);
  g_assert_cmpuint (n_splices, ==, 1);
  g_assert_cmpuint (n_changes, ==, 2);
  after = bw_row_store_find (G_LIST_MODEL (store), 2, &position);
  g_assert_true (after == two);
  g_assert_cmpuint (position, ==, 1);
  g_assert_null (bw_row_store_find (G_LIST_MODEL (store), 1, NULL));
  sync_pairs (store, turned, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/row/sync", test_sync);
  return g_test_run ();
}
