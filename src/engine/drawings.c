/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/drawings.h"

#include "engine/engine-private.h"
#include "store/drawing-json.h"
#include "store/drawings.h"

typedef struct
{
  BwDrawingList *list;
  GPtrArray *problems; /* (owned): what could not be read */
} Book;

struct _BwDrawingBooks
{
  GHashTable *books; /* (owned): instrument -> Book */
  GPtrArray *none;   /* (owned): what there is before the profile is open */
  guint64 last_id;
};

/* A row to be written; without text, to be taken out. */
typedef struct
{
  guint64 id;
  char *json; /* (owned) (nullable) */
} Row;

typedef struct
{
  BwInstrumentId instrument;
  GArray *rows; /* (owned): Row */
} Saving;

/* ---- On the engine's thread ---- */

static void
clear_row (gpointer data)
{
  g_free (((Row *) data)->json);
}

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_array_unref (saving->rows);
  g_free (saving);
}

static gboolean
save_rows (BwDatabase *database, const Saving *saving, GError **error)
{
  if (!bw_database_begin (database, error))
    return FALSE;
  for (guint i = 0; i < saving->rows->len; i++)
    {
      const Row *row = &g_array_index (saving->rows, Row, i);

      if (!bw_drawings_save (database, saving->instrument, row->id, row->json, error))
        {
          bw_database_rollback (database);
          return FALSE;
        }
    }
  return bw_database_commit (database, error);
}

/* A step is one transaction: after a crash it was taken or it wasn't. */
static void
save_run (BwLoop *loop, BwRequest *request)
{
  g_autoptr (GError) error = NULL;

  if (loop->is_open && !save_rows (loop->keeper.trading, request->data, &error))
    g_message ("Saving drawings: %s", error->message);
}

/* ---- On the caller's thread ---- */

static void
book_free (gpointer data)
{
  Book *book = data;

  bw_drawing_list_free (book->list);
  g_ptr_array_unref (book->problems);
  g_free (book);
}

void
bw_drawing_books_free (BwDrawingBooks *books)
{
  g_hash_table_unref (books->books);
  g_ptr_array_unref (books->none);
  g_free (books);
}

static void
load_book (Book *book, BwDrawingBooks *books, BwDatabase *database, BwInstrumentId instrument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drawings = NULL;
  guint64 last_id;

  if (bw_drawings_last_id (database, &last_id, &error))
    {
      books->last_id = MAX (books->last_id, last_id);
      drawings = bw_drawings_load (database, instrument, book->problems, &error);
    }
  if (drawings == NULL)
    {
      g_ptr_array_add (book->problems, g_strdup (error->message));
      return;
    }
  for (guint i = 0; i < drawings->len; i++)
    bw_drawing_list_load (book->list, g_ptr_array_index (drawings, i));
}

static BwDrawingBooks *
get_books (BwEngine *self)
{
  if (self->drawings == NULL)
    {
      self->drawings = g_new0 (BwDrawingBooks, 1);
      self->drawings->books = g_hash_table_new_full (NULL, NULL, NULL, book_free);
      self->drawings->none = g_ptr_array_new ();
    }
  return self->drawings;
}

/* (nullable): none before the profile is open and after it was closed */
static Book *
get_book (BwEngine *self, BwInstrumentId instrument)
{
  BwDrawingBooks *books = get_books (self);
  Book *book;

  if (self->is_closed || instrument == 0 || bw_engine_n_timelines (self) == 0)
    return NULL;
  book = g_hash_table_lookup (books->books, GUINT_TO_POINTER (instrument));
  if (book == NULL)
    {
      g_autofree char *path = g_build_filename (self->profile_path, "trading.db", NULL);
      g_autoptr (GError) error = NULL;
      BwDatabase *database = bw_database_open_read_only (BW_DATABASE_TRADING, path, &error);

      if (database == NULL)
        return NULL;
      book = g_new0 (Book, 1);
      book->list = bw_drawing_list_new ();
      book->problems = g_ptr_array_new_with_free_func (g_free);
      load_book (book, books, database, instrument);
      bw_database_close (database);
      g_hash_table_insert (books->books, GUINT_TO_POINTER (instrument), book);
    }
  return book;
}

GPtrArray *
bw_engine_drawings (BwEngine *self, BwInstrumentId instrument)
{
  Book *book = get_book (self, instrument);

  return book != NULL ? bw_drawing_list_get (book->list) : get_books (self)->none;
}

BwDrawing *
bw_engine_drawing (BwEngine *self, BwInstrumentId instrument, guint64 id)
{
  Book *book = get_book (self, instrument);

  return book != NULL ? bw_drawing_list_find (book->list, id) : NULL;
}

/**
 * bw_engine_drawing_problems:
 *
 * Returns: (nullable) (transfer none) (element-type utf8): why some of the stored drawings are not shown
 */
GPtrArray *
bw_engine_drawing_problems (BwEngine *self, BwInstrumentId instrument)
{
  Book *book = get_book (self, instrument);

  return book != NULL ? book->problems : NULL;
}

static void
add_row (GArray *rows, const BwDrawing *gone, const BwDrawing *now)
{
  Row row = { now != NULL ? now->id : gone->id, now != NULL ? bw_drawing_to_json (now) : NULL };

  g_array_append_val (rows, row);
}

static void
save (BwEngine *self, BwInstrumentId instrument, const GArray *changes, gboolean is_undo)
{
  BwRequest *request = bw_request_new (save_run, NULL);
  Saving *saving = g_new0 (Saving, 1);

  saving->instrument = instrument;
  saving->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (saving->rows, clear_row);
  for (guint i = 0; i < changes->len; i++)
    {
      const BwDrawingChange *change = &g_array_index (changes, BwDrawingChange, is_undo ? changes->len - 1 - i : i);

      if (is_undo)
        add_row (saving->rows, change->after, change->before);
      else
        add_row (saving->rows, change->before, change->after);
    }
  bw_engine_set_data (request, saving, saving_free);
  bw_loop_push (self->loop, request);
  g_signal_emit_by_name (self, "drawings-changed", (guint) instrument);
}

gboolean
bw_engine_change_drawings (BwEngine *self, BwInstrumentId instrument, GArray *changes)
{
  Book *book = get_book (self, instrument);

  if (book == NULL || !bw_drawing_list_do (book->list, changes))
    return FALSE;
  save (self, instrument, changes, FALSE);
  return TRUE;
}

/**
 * bw_engine_add_drawings:
 * @drawings: (element-type BwDrawing): their ids don't matter, they get new ones
 *
 * Returns: how many came, all in one step; 0 when one of them was refused
 */
guint
bw_engine_add_drawings (BwEngine *self, BwInstrumentId instrument, GPtrArray *drawings)
{
  g_autoptr (GArray) changes = bw_drawing_changes_new ();

  if (get_book (self, instrument) == NULL)
    return 0;
  for (guint i = 0; i < drawings->len; i++)
    {
      g_autoptr (BwDrawing) copy = bw_drawing_copy (g_ptr_array_index (drawings, i));

      copy->id = ++self->drawings->last_id;
      bw_drawing_changes_add (changes, NULL, copy);
    }
  return bw_engine_change_drawings (self, instrument, changes) ? drawings->len : 0;
}

guint64
bw_engine_add_drawing (BwEngine *self, BwInstrumentId instrument, const BwDrawing *drawing)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_drawing_unref);

  g_ptr_array_add (one, bw_drawing_copy (drawing));
  return bw_engine_add_drawings (self, instrument, one) == 1 ? self->drawings->last_id : 0;
}

/**
 * bw_engine_replace_drawing:
 * @drawing: takes the place of the one of its id
 *
 * Returns: whether it did; one that is just the same is no step
 */
gboolean
bw_engine_replace_drawing (BwEngine *self, BwInstrumentId instrument, const BwDrawing *drawing)
{
  g_autoptr (GArray) changes = bw_drawing_changes_new ();
  g_autoptr (BwDrawing) copy = bw_drawing_copy (drawing);
  BwDrawing *before = bw_engine_drawing (self, instrument, drawing->id);

  if (before == NULL || bw_drawing_equal (before, drawing))
    return before != NULL;
  bw_drawing_changes_add (changes, before, copy);
  return bw_engine_change_drawings (self, instrument, changes);
}

gboolean
bw_engine_remove_drawing (BwEngine *self, BwInstrumentId instrument, guint64 id)
{
  g_autoptr (GArray) changes = bw_drawing_changes_new ();
  BwDrawing *before = bw_engine_drawing (self, instrument, id);

  if (before == NULL)
    return FALSE;
  bw_drawing_changes_add (changes, before, NULL);
  return bw_engine_change_drawings (self, instrument, changes);
}

guint
bw_engine_remove_all_drawings (BwEngine *self, BwInstrumentId instrument)
{
  g_autoptr (GArray) changes = bw_drawing_changes_new ();
  GPtrArray *drawings = bw_engine_drawings (self, instrument);

  for (guint i = 0; i < drawings->len; i++)
    bw_drawing_changes_add (changes, g_ptr_array_index (drawings, i), NULL);
  return bw_engine_change_drawings (self, instrument, changes) ? changes->len : 0;
}

gboolean
bw_engine_undo_drawings (BwEngine *self, BwInstrumentId instrument)
{
  Book *book = get_book (self, instrument);
  GArray *changes = book != NULL ? bw_drawing_list_undo (book->list) : NULL;

  if (changes != NULL)
    save (self, instrument, changes, TRUE);
  return changes != NULL;
}

gboolean
bw_engine_redo_drawings (BwEngine *self, BwInstrumentId instrument)
{
  Book *book = get_book (self, instrument);
  GArray *changes = book != NULL ? bw_drawing_list_redo (book->list) : NULL;

  if (changes != NULL)
    save (self, instrument, changes, FALSE);
  return changes != NULL;
}

gboolean
bw_engine_can_undo_drawings (BwEngine *self, BwInstrumentId instrument)
{
  Book *book = get_book (self, instrument);

  return book != NULL && bw_drawing_list_can_undo (book->list);
}

gboolean
bw_engine_can_redo_drawings (BwEngine *self, BwInstrumentId instrument)
{
  Book *book = get_book (self, instrument);

  return book != NULL && bw_drawing_list_can_redo (book->list);
}
