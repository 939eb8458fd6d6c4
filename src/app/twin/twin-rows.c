/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/twin/twin-rows.h"

struct _BwTwinRows
{
  GObject parent_instance;
  guint n_rows;
  gboolean is_newest_first;
  GHashTable *live; /* (owned): set of BwRow (weak), those handed out and not yet gone */
};

static void bw_twin_rows_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwTwinRows, bw_twin_rows, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bw_twin_rows_list_init))

static void
row_gone_cb (gpointer user_data, GObject *where_the_row_was)
{
  g_hash_table_remove (BW_TWIN_ROWS (user_data)->live, where_the_row_was);
}

/** bw_twin_rows_turn: the key at a position, or the position of a key. */
guint
bw_twin_rows_turn (BwTwinRows *self, guint position_or_key)
{
  g_return_val_if_fail (position_or_key < self->n_rows, 0);

  return self->is_newest_first ? self->n_rows - 1 - position_or_key : position_or_key;
}

static gpointer
bw_twin_rows_get_item (GListModel *list, guint position)
{
  BwTwinRows *self = BW_TWIN_ROWS (list);
  guint64 key;
  BwRow *row;

  if (position >= self->n_rows)
    return NULL;
  key = bw_twin_rows_turn (self, position);
  row = bw_row_new (key, &key, sizeof key);
  g_hash_table_add (self->live, row);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
  return row;
}

static GType
bw_twin_rows_get_item_type (GListModel *list)
{
  return BW_TYPE_ROW;
}

static guint
bw_twin_rows_get_n_items (GListModel *list)
{
  return BW_TWIN_ROWS (list)->n_rows;
}

static void
bw_twin_rows_list_init (GListModelInterface *iface)
{
  iface->get_item = bw_twin_rows_get_item;
  iface->get_item_type = bw_twin_rows_get_item_type;
  iface->get_n_items = bw_twin_rows_get_n_items;
}

static void
bw_twin_rows_finalize (GObject *object)
{
  BwTwinRows *self = BW_TWIN_ROWS (object);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    g_object_weak_unref (row, row_gone_cb, self);
  g_hash_table_unref (self->live);
  G_OBJECT_CLASS (bw_twin_rows_parent_class)->finalize (object);
}

static void
bw_twin_rows_class_init (BwTwinRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_twin_rows_finalize;
}

static void
bw_twin_rows_init (BwTwinRows *self)
{
  self->live = g_hash_table_new (NULL, NULL);
}

BwTwinRows *
bw_twin_rows_new (void)
{
  return g_object_new (BW_TYPE_TWIN_ROWS, NULL);
}

/** bw_twin_rows_reset: all are others than before. */
void
bw_twin_rows_reset (BwTwinRows *self, gsize n_rows)
{
  guint n_before = self->n_rows;

  self->n_rows = (guint) MIN (n_rows, G_MAXINT32);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->n_rows);
}

/** bw_twin_rows_grow: newer ones have come, or the newest have gone. */
void
bw_twin_rows_grow (BwTwinRows *self, gsize n_rows)
{
  guint n_before = self->n_rows;
  guint n_kept = (guint) MIN (n_rows, n_before);

  self->n_rows = (guint) MIN (n_rows, G_MAXINT32);
  if (self->n_rows != n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), self->is_newest_first ? 0 : n_kept, n_before - n_kept,
                                self->n_rows - n_kept);
}

/** bw_twin_rows_touch: those from @first_key on must be shown again. */
void
bw_twin_rows_touch (BwTwinRows *self, guint64 first_key)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    if (bw_row_get_key (row) >= first_key)
      bw_row_touch (row);
}

void
bw_twin_rows_set_newest_first (BwTwinRows *self, gboolean is_newest_first)
{
  if (self->is_newest_first == is_newest_first)
    return;
  self->is_newest_first = is_newest_first;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, self->n_rows, self->n_rows);
}
