/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "chart/drawing-list.h"

struct _BwDrawingList
{
  GPtrArray *drawings; /* (owned): BwDrawing, by id */
  GPtrArray *steps;    /* (owned): GArray of BwDrawingChange */
  guint n_done;        /* of the steps; the rest were undone */
};

BwDrawingList *
bw_drawing_list_new (void)
{
  BwDrawingList *list = g_new0 (BwDrawingList, 1);

  list->drawings = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_drawing_unref);
  list->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  return list;
}

void
bw_drawing_list_free (BwDrawingList *list)
{
  g_ptr_array_unref (list->drawings);
  g_ptr_array_unref (list->steps);
  g_free (list);
}

static guint
find_place (BwDrawingList *list, guint64 id)
{
  guint at = 0;

  while (at < list->drawings->len && ((BwDrawing *) g_ptr_array_index (list->drawings, at))->id < id)
    at++;
  return at;
}

static gboolean
is_at (BwDrawingList *list, guint place, guint64 id)
{
  return place < list->drawings->len && ((BwDrawing *) g_ptr_array_index (list->drawings, place))->id == id;
}

/**
 * bw_drawing_list_load:
 *
 * Puts in what was kept; no step, nothing to undo.
 */
void
bw_drawing_list_load (BwDrawingList *list, BwDrawing *drawing)
{
  guint place = find_place (list, drawing->id);

  g_return_if_fail (!is_at (list, place, drawing->id));

  g_ptr_array_insert (list->drawings, (int) place, bw_drawing_ref (drawing));
}

/** bw_drawing_list_get: (transfer none): BwDrawing, in painting order. */
GPtrArray *
bw_drawing_list_get (BwDrawingList *list)
{
  return list->drawings;
}

/** bw_drawing_list_find: (nullable) (transfer none) */
BwDrawing *
bw_drawing_list_find (BwDrawingList *list, guint64 id)
{
  guint place = find_place (list, id);

  return is_at (list, place, id) ? g_ptr_array_index (list->drawings, place) : NULL;
}

static void
clear_change (gpointer data)
{
  BwDrawingChange *change = data;

  g_clear_pointer (&change->before, bw_drawing_unref);
  g_clear_pointer (&change->after, bw_drawing_unref);
}

/** bw_drawing_changes_new: (transfer full): an empty step */
GArray *
bw_drawing_changes_new (void)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (BwDrawingChange));

  g_array_set_clear_func (changes, clear_change);
  return changes;
}

void
bw_drawing_changes_add (GArray *changes, BwDrawing *before, BwDrawing *after)
{
  BwDrawingChange change = { before != NULL ? bw_drawing_ref (before) : NULL, after != NULL ? bw_drawing_ref (after) : NULL };

  g_array_append_val (changes, change);
}

static void
put (BwDrawingList *list, const BwDrawing *before, BwDrawing *after)
{
  guint place;

  if (before != NULL)
    {
      place = find_place (list, before->id);
      if (is_at (list, place, before->id))
        g_ptr_array_remove_index (list->drawings, place);
    }
  if (after != NULL)
    {
      place = find_place (list, after->id);
      g_ptr_array_insert (list->drawings, (int) place, bw_drawing_ref (after));
    }
}

/* Whether the step begins with what there is and ends in what may be. */
static gboolean
is_fit (BwDrawingList *list, const GArray *changes)
{
  gsize n = list->drawings->len;

  for (guint i = 0; i < changes->len; i++)
    {
      const BwDrawingChange *change = &g_array_index (changes, BwDrawingChange, i);

      if (change->before != NULL && bw_drawing_list_find (list, change->before->id) == NULL)
        return FALSE;
      if (change->before != NULL && change->after != NULL && change->before->id != change->after->id)
        return FALSE;
      if (change->after != NULL && (change->after->id == 0 || bw_drawing_check (change->after) != NULL))
        return FALSE;
      if (change->before == NULL && (change->after == NULL || bw_drawing_list_find (list, change->after->id) != NULL))
        return FALSE;
      if (change->before == NULL && ++n > BW_DRAWING_LIST_N_MAX)
        return FALSE;
    }
  return changes->len > 0;
}

/**
 * bw_drawing_list_do:
 * @changes: one step; kept by reference, so not to be touched again
 *
 * Takes the step. What had been undone can't be redone any more.
 *
 * Returns: %FALSE, with nothing changed, when a drawing is not sound, is not there, is there already, or
 *   would be one too many
 */
gboolean
bw_drawing_list_do (BwDrawingList *list, GArray *changes)
{
  if (!is_fit (list, changes))
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    put (list, g_array_index (changes, BwDrawingChange, i).before, g_array_index (changes, BwDrawingChange, i).after);
  g_ptr_array_set_size (list->steps, (int) list->n_done);
  if (list->steps->len >= BW_DRAWING_LIST_N_STEPS_MAX)
    g_ptr_array_remove_index (list->steps, 0);
  g_ptr_array_add (list->steps, g_array_ref (changes));
  list->n_done = list->steps->len;
  return TRUE;
}

/** bw_drawing_list_undo: (transfer none) (nullable): the step that was taken back; its changes read backwards */
GArray *
bw_drawing_list_undo (BwDrawingList *list)
{
  GArray *changes;

  if (list->n_done == 0)
    return NULL;
  changes = g_ptr_array_index (list->steps, --list->n_done);
  for (guint i = changes->len; i > 0; i--)
    put (list, g_array_index (changes, BwDrawingChange, i - 1).after, g_array_index (changes, BwDrawingChange, i - 1).before);
  return changes;
}

/** bw_drawing_list_redo: (transfer none) (nullable): the step that was taken again */
GArray *
bw_drawing_list_redo (BwDrawingList *list)
{
  GArray *changes;

  if (list->n_done == list->steps->len)
    return NULL;
  changes = g_ptr_array_index (list->steps, list->n_done++);
  for (guint i = 0; i < changes->len; i++)
    put (list, g_array_index (changes, BwDrawingChange, i).before, g_array_index (changes, BwDrawingChange, i).after);
  return changes;
}

gboolean
bw_drawing_list_can_undo (const BwDrawingList *list)
{
  return list->n_done > 0;
}

gboolean
bw_drawing_list_can_redo (const BwDrawingList *list)
{
  return list->n_done < list->steps->len;
}
