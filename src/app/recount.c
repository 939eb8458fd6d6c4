/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/recount.h"

typedef struct
{
  BwPanel *panel; /* (owned): holds @recount */
  BwRecount *recount;
  void (*count) (BwPanel *panel);
} Count;

static void
flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autofree Count *count = user_data;
  g_autoptr (BwPanel) panel = count->panel;

  count->recount->is_counting = FALSE;
  if (!bw_engine_flush_finish (BW_ENGINE (object), result, NULL) || !bw_panel_is_awake (panel))
    return;
  count->count (panel);
  if (count->recount->must_count_again)
    bw_recount (count->recount, panel, count->count);
}

/**
 * bw_recount:
 * @recount: in @panel
 * @count: called on the main context; not when the panel is asleep by then
 */
void
bw_recount (BwRecount *recount, BwPanel *panel, void (*count) (BwPanel *panel))
{
  Count *waiting;

  recount->must_count_again = recount->is_counting;
  if (recount->is_counting)
    return;
  recount->is_counting = TRUE;
  waiting = g_new0 (Count, 1);
  *waiting = (Count){ g_object_ref (panel), recount, count };
  bw_engine_flush_async (bw_panel_get_engine (panel), NULL, flushed_cb, waiting);
}
