/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/paged-model.h"

#define PAGE_ROWS 256
#define PAGES_KEPT 12

typedef struct
{
  guint64 index;
  guint64 used; /* when, by the model's own count */
  GArray *rows; /* (owned) */
} Page;

struct _BwPagedModel
{
  GObject parent_instance;
  gsize payload_bytes;
  BwRowKeyFunc key;
  BwPageFunc read;
  gpointer user_data; /* (borrowed) */
  guint n_rows;
  guint64 n_uses;
  Page pages[PAGES_KEPT];
  GHashTable *live;   /* (owned): key to BwRow (weak), those handed out and not yet gone */
};

static void bw_paged_model_list_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (BwPagedModel, bw_paged_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, bw_paged_model_list_init))

static void
forget_pages (BwPagedModel *self)
{
  for (guint i = 0; i < PAGES_KEPT; i++)
    g_clear_pointer (&self->pages[i].rows, g_array_unref);
}

/* The page of @index: kept, or read in place of the one unused for longest. */
static Page *
get_page (BwPagedModel *self, guint64 index)
{
  Page *oldest = &self->pages[0];

  for (guint i = 0; i < PAGES_KEPT; i++)
    {
      Page *page = &self->pages[i];

      if (page->rows != NULL && page->index == index)
        {
          page->used = ++self->n_uses;
          return page;
        }
      if (oldest->rows != NULL && (page->rows == NULL || page->used < oldest->used))
        oldest = page;
    }
  g_clear_pointer (&oldest->rows, g_array_unref);
  oldest->index = index;
  oldest->used = ++self->n_uses;
  oldest->rows = self->read (index * PAGE_ROWS, PAGE_ROWS, self->user_data);
  return oldest;
}

static void
row_gone_cb (gpointer user_data, GObject *where_the_row_was)
{
  BwPagedModel *self = BW_PAGED_MODEL (user_data);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    if (row == where_the_row_was)
      {
        g_hash_table_iter_remove (&iter);
        return;
      }
}

static gpointer
bw_paged_model_get_item (GListModel *list, guint position)
{
  BwPagedModel *self = BW_PAGED_MODEL (list);
  Page *page;
  gconstpointer payload;
  guint64 key;
  BwRow *row;

  if (position >= self->n_rows)
    return NULL;
  page = get_page (self, position / PAGE_ROWS);
  if (page->rows == NULL || position % PAGE_ROWS >= page->rows->len)
    {
      /* The store has fewer rows than it said: an empty one stands in until the next count. */
      g_autofree gpointer nothing = g_malloc0 (self->payload_bytes);

      return bw_row_new (0, nothing, self->payload_bytes);
    }
  payload = page->rows->data + (gsize) (position % PAGE_ROWS) * self->payload_bytes;
  key = self->key (payload);
  row = g_hash_table_lookup (self->live, &key);
  if (row != NULL)
    return g_object_ref (row);
  row = bw_row_new (key, payload, self->payload_bytes);
  g_hash_table_insert (self->live, g_memdup2 (&key, sizeof key), row);
  g_object_weak_ref (G_OBJECT (row), row_gone_cb, self);
  return row;
}

static GType
bw_paged_model_get_item_type (GListModel *list)
{
  return BW_TYPE_ROW;
}

static guint
bw_paged_model_get_n_items (GListModel *list)
{
  return BW_PAGED_MODEL (list)->n_rows;
}

static void
bw_paged_model_list_init (GListModelInterface *iface)
{
  iface->get_item = bw_paged_model_get_item;
  iface->get_item_type = bw_paged_model_get_item_type;
  iface->get_n_items = bw_paged_model_get_n_items;
}

static void
bw_paged_model_finalize (GObject *object)
{
  BwPagedModel *self = BW_PAGED_MODEL (object);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &row))
    g_object_weak_unref (row, row_gone_cb, self);
  g_hash_table_unref (self->live);
  forget_pages (self);
  G_OBJECT_CLASS (bw_paged_model_parent_class)->finalize (object);
}

static void
bw_paged_model_class_init (BwPagedModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_paged_model_finalize;
}

static void
bw_paged_model_init (BwPagedModel *self)
{
  self->live = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * bw_paged_model_new:
 * @user_data: (not nullable): handed to @read; must outlive the model's use
 */
BwPagedModel *
bw_paged_model_new (gsize payload_bytes, BwRowKeyFunc key, BwPageFunc read, gpointer user_data)
{
  BwPagedModel *self = g_object_new (BW_TYPE_PAGED_MODEL, NULL);

  self->payload_bytes = payload_bytes;
  self->key = key;
  self->read = read;
  self->user_data = user_data;
  return self;
}

/** bw_paged_model_reset: everything is other than before. */
void
bw_paged_model_reset (BwPagedModel *self, guint64 n_rows)
{
  guint n_before = self->n_rows;

  forget_pages (self);
  self->n_rows = (guint) MIN (n_rows, G_MAXINT32);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->n_rows);
}

/** bw_paged_model_grow: rows have come at the beginning; the others have only moved. */
void
bw_paged_model_grow (BwPagedModel *self, guint64 n_rows)
{
  guint n_before = self->n_rows;

  if (n_rows < n_before)
    {
      bw_paged_model_reset (self, n_rows);
      return;
    }
  forget_pages (self);
  self->n_rows = (guint) MIN (n_rows, G_MAXINT32);
  if (self->n_rows > n_before)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, self->n_rows - n_before);
}

/** bw_paged_model_update_row: a newer payload of a row that may be on screen. */
void
bw_paged_model_update_row (BwPagedModel *self, gconstpointer payload)
{
  guint64 key = self->key (payload);
  BwRow *row = g_hash_table_lookup (self->live, &key);

  if (row != NULL)
    bw_row_update (row, payload, self->payload_bytes);
  forget_pages (self);
}
