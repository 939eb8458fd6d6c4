/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paged-model.h"

/* A store of numbers: row i holds first - i. */
typedef struct
{
  guint64 first;
  guint64 n_rows;
  guint n_reads;
} Store;

static guint64
get_key (gconstpointer payload)
{
  return *(const guint64 *) payload;
}

static GArray *
read_page (guint64 offset, gsize n_max, gpointer user_data)
{
  Store *store = user_data;
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint64));

  store->n_reads++;
  for (guint64 i = offset; i < MIN (offset + n_max, store->n_rows); i++)
    {
      guint64 number = store->first - i;

      g_array_append_val (rows, number);
    }
  return rows;
}

static guint64
get_number (BwPagedModel *model, guint position)
{
  g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (model), position);

  return *(const guint64 *) bw_row_get_payload (row);
}

static void
count_change (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  guint *change = user_data;

  change[0] = position;
  change[1] = removed;
  change[2] = added;
}

static void
test_million (void)
{
  Store store = { 5000000, 1000000, 0 };
  g_autoptr (BwPagedModel) model = bw_paged_model_new (sizeof (guint64), get_key, read_page, &store);

  bw_paged_model_reset (model, store.n_rows);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 1000000);
  g_assert_cmpuint (store.n_reads, ==, 0);
  for (guint i = 0; i < 200; i++)
    g_assert_cmpuint (get_number (model, 500000 + i), ==, 4500000 - i);
  g_assert_cmpuint (store.n_reads, <=, 2);
  g_assert_cmpuint (get_number (model, 999999), ==, 4000001);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (model), 1000000));
}

static void
test_same_row (void)
{
  Store store = { 100, 100, 0 };
  g_autoptr (BwPagedModel) model = bw_paged_model_new (sizeof (guint64), get_key, read_page, &store);
  g_autoptr (BwRow) row = NULL;
  g_autoptr (BwRow) again = NULL;
  g_autoptr (BwRow) moved = NULL;
  guint change[3] = { 0 };

  bw_paged_model_reset (model, store.n_rows);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  again = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_assert_true (row == again);

  g_signal_connect (model, "items-changed", G_CALLBACK (count_change), change);
  store.first = 103;
  store.n_rows = 103;
  bw_paged_model_grow (model, 103);
  g_assert_cmpuint (change[0], ==, 0);
  g_assert_cmpuint (change[1], ==, 0);
  g_assert_cmpuint (change[2], ==, 3);
  moved = g_list_model_get_item (G_LIST_MODEL (model), 3);
  g_assert_true (moved == row);
  g_assert_cmpuint (get_number (model, 0), ==, 103);
}

/* What the store lost between count and read is an empty row, not a crash. */
static void
test_short_store (void)
{
  Store store = { 100, 10, 0 };
  g_autoptr (BwPagedModel) model = bw_paged_model_new (sizeof (guint64), get_key, read_page, &store);

  bw_paged_model_reset (model, 20);
  g_assert_cmpuint (get_number (model, 9), ==, 91);
  g_assert_cmpuint (get_number (model, 15), ==, 0);
  bw_paged_model_grow (model, 10);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 10);
}

static void
count_signal (guint *n_changed)
{
  (*n_changed)++;
}

typedef struct
{
  guint64 key;
  guint64 number;
} Pair;

static GArray *
read_pairs (guint64 offset, gsize n_max, gpointer user_data)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Pair));
  Pair pair = { 7, 1 };

  g_array_append_val (rows, pair);
  return rows;
}

static void
test_update (void)
{
  g_autoptr (BwPagedModel) model = bw_paged_model_new (sizeof (Pair), get_key, read_pairs, &model);
  g_autoptr (BwRow) row = NULL;
  Pair newer = { 7, 2 };
  Pair other = { 8, 2 };
  guint n_changed = 0;

  bw_paged_model_reset (model, 1);
  row = g_list_model_get_item (G_LIST_MODEL (model), 0);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (count_signal), &n_changed);
  bw_paged_model_update_row (model, &other);
  g_assert_cmpuint (n_changed, ==, 0);
  bw_paged_model_update_row (model, &newer);
  bw_paged_model_update_row (model, &newer);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (((const Pair *) bw_row_get_payload (row))->number, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/paged-model/million", test_million);
  g_test_add_func ("/app/paged-model/same-row", test_same_row);
  g_test_add_func ("/app/paged-model/short-store", test_short_store);
  g_test_add_func ("/app/paged-model/update", test_update);
  return g_test_run ();
}
