/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/row.h"

#include <string.h>

struct _BwRow
{
  GObject parent_instance;
  guint64 key;
  gpointer payload; /* (owned) */
  gsize payload_bytes;
};

G_DEFINE_FINAL_TYPE (BwRow, bw_row, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

guint64
bw_row_get_key (BwRow *self)
{
  return self->key;
}

gconstpointer
bw_row_get_payload (BwRow *self)
{
  return self->payload;
}

/** bw_row_touch: says that the row must be shown again though its copy is the same. */
void
bw_row_touch (BwRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/** bw_row_update: takes a newer copy. Returns: whether it differs from the old one */
gboolean
bw_row_update (BwRow *self, gconstpointer payload, gsize payload_bytes)
{
  g_return_val_if_fail (payload_bytes == self->payload_bytes, FALSE);

  if (memcmp (self->payload, payload, payload_bytes) == 0)
    return FALSE;
  memcpy (self->payload, payload, payload_bytes);
  bw_row_touch (self);
  return TRUE;
}

static void
bw_row_finalize (GObject *object)
{
  g_free (BW_ROW (object)->payload);
  G_OBJECT_CLASS (bw_row_parent_class)->finalize (object);
}

static void
bw_row_class_init (BwRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_row_finalize;

  /**
   * BwRow::changed:
   *
   * Its copy is another than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_row_init (BwRow *self)
{
}

BwRow *
bw_row_new (guint64 key, gconstpointer payload, gsize payload_bytes)
{
  BwRow *self = g_object_new (BW_TYPE_ROW, NULL);

  self->key = key;
  self->payload = g_memdup2 (payload, payload_bytes);
  self->payload_bytes = payload_bytes;
  return self;
}

static gboolean
has_keys (GListModel *model, gconstpointer const *payloads, gsize n_payloads, BwRowKeyFunc key)
{
  if (g_list_model_get_n_items (model) != n_payloads)
    return FALSE;
  for (gsize i = 0; i < n_payloads; i++)
    {
      g_autoptr (BwRow) row = g_list_model_get_item (model, (guint) i);

      if (row->key != key (payloads[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_row_store_sync:
 * @payloads: (array length=n_payloads): what the table shall show, in order
 *
 * Brings @store up to date: rows of a known key keep their object (selection and scrolling stay),
 * and rows whose copy changed say so. Nothing is spliced while the keys are the same.
 */
void
bw_row_store_sync (GListStore *store, gconstpointer const *payloads, gsize n_payloads,
                   gsize payload_bytes, BwRowKeyFunc key)
{
  GListModel *model = G_LIST_MODEL (store);
  g_autoptr (GHashTable) known = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  if (has_keys (model, payloads, n_payloads, key))
    {
      for (gsize i = 0; i < n_payloads; i++)
        {
          g_autoptr (BwRow) row = g_list_model_get_item (model, (guint) i);

          bw_row_update (row, payloads[i], payload_bytes);
        }
      return;
    }

  known = g_hash_table_new (g_int64_hash, g_int64_equal);
  rows = g_ptr_array_new_full ((guint) n_payloads, g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BwRow) row = g_list_model_get_item (model, i);

      g_hash_table_insert (known, &row->key, row); /* borrowed: the store holds it until the splice */
    }
  for (gsize i = 0; i < n_payloads; i++)
    {
      guint64 wanted = key (payloads[i]);
      BwRow *row = g_hash_table_lookup (known, &wanted);

      if (row != NULL)
        {
          bw_row_update (row, payloads[i], payload_bytes);
          g_ptr_array_add (rows, g_object_ref (row));
        }
      else
        g_ptr_array_add (rows, bw_row_new (wanted, payloads[i], payload_bytes));
    }
  g_list_store_splice (store, 0, g_list_model_get_n_items (model), rows->pdata, rows->len);
}

/** bw_row_store_find: (transfer full) (nullable): the row of @key in @model, by looking at all. */
BwRow *
bw_row_store_find (GListModel *model, guint64 key, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BwRow) row = g_list_model_get_item (model, i);

      if (row->key == key)
        {
          if (position != NULL)
            *position = i;
          return g_steal_pointer (&row);
        }
    }
  return NULL;
}
