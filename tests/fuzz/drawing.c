/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include "chart/chart-drawings.h"
#include "store/drawing-json.h"

#include <stdlib.h>
#include <string.h>

static BwTime
get_start (gpointer data, gsize bar_index)
{
  return 1700000000 * BW_SECOND + (gint64) bar_index * BW_MINUTE;
}

/* What was read can be drawn and asked for its prices, wherever its anchors lie. */
static void
use (const BwDrawing *drawing)
{
  g_autoptr (BwDrawingSketch) sketch = bw_drawing_sketch_new ();
  BwTextMeasure measure;
  BwDrawingView view = { .axis = { 0.0, 0.0, 400.0, 200.0, 0.0, 20.0, 50.0, 200.0, drawing->is_log },
                         .bars = { get_start, NULL, 100, BW_TIMEFRAME_1M },
                         .scale = 1.0,
                         .font_size = 10.0,
                         .n_decimals = 2,
                         .measure = &measure };
  double price;

  bw_text_measure_init_estimate (&measure);
  bw_drawing_sketch_build (sketch, drawing, &view);
  bw_drawing_sketch_hit (sketch, 50.0, 50.0, 5.0);
  for (guint i = 0; i < bw_drawing_n_lines (drawing); i++)
    bw_drawing_get_price_at (drawing, &view.bars, 1700000500 * BW_SECOND, i, &price);
}

/* Any text as a drawing, and as a file of them: nothing, or what is written and read back as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize data_bytes)
{
  g_autoptr (BwDrawing) drawing = bw_drawing_from_json ((const char *) data, data_bytes, NULL), again = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) file = bw_drawings_from_file ((const char *) data, data_bytes, problems, NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; file != NULL && i < file->len; i++)
    use (g_ptr_array_index (file, i));
  if (drawing == NULL)
    return 0;
  use (drawing);
  text = bw_drawing_to_json (drawing);
  again = bw_drawing_from_json (text, strlen (text), NULL);
  if (again == NULL || !bw_drawing_equal (drawing, again))
    {
      g_printerr ("broken: a drawing reads back as itself\n%s\n", text);
      abort ();
    }
  return 0;
}
