/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/chart-export.h"

#include "report/chart-painter.h"
#include "report/durable-file.h"
#include "report/format.h"
#include "report/series-csv.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>

#define POINTS_PER_PIXEL 0.75
#define CAPTION_HEIGHT 26.0
#define CAPTION_MARGIN 10.0

static const char *const endings[BW_CHART_N_FILES] = { ".png", ".svg", ".pdf", ".csv" };

/** bw_chart_file_of_path: Returns: %FALSE when its ending is none that a chart can be written as */
gboolean
bw_chart_file_of_path (const char *path, BwChartFile *file)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < BW_CHART_N_FILES; i++)
    if (g_str_has_suffix (lower, endings[i]))
      {
        *file = i;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_chart_file_ending (BwChartFile file)
{
  return endings[file];
}

/**
 * bw_chart_export_caption:
 * @title: symbol and timeframe
 * @source: (nullable): where the prices come from
 * @zone: (nullable): of the times on the chart; %NULL is UTC
 * @now: when it was drawn, in the market's time
 *
 * Returns: (transfer full): what a picture that leaves the program must say of itself
 */
char *
bw_chart_export_caption (const char *title, const char *source, const char *zone, BwTime now)
{
  g_autofree char *at = bw_format_date_time (now, zone);
  g_autoptr (GString) text = g_string_new (title);

  if (source != NULL)
    g_string_append_printf (text, " · %s", source);
  g_string_append_printf (text, " · %s", zone != NULL ? zone : "UTC");
  if (now != BW_TIME_NONE)
    g_string_append_printf (text, " · %s", at);
  g_string_append_printf (text, " · %s · Bellwether", _("Simulated trading"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *bytes, unsigned int n_bytes)
{
  g_byte_array_append (closure, bytes, n_bytes);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
make_surface (const BwChartExport *export, GByteArray *bytes)
{
  double width = export->width, height = export->height;

  switch (export->file)
    {
    case BW_CHART_FILE_SVG:
      return cairo_svg_surface_create_for_stream (append_cb, bytes, width * POINTS_PER_PIXEL, height * POINTS_PER_PIXEL);
    case BW_CHART_FILE_PDF:
      return cairo_pdf_surface_create_for_stream (append_cb, bytes, width * POINTS_PER_PIXEL, height * POINTS_PER_PIXEL);
    case BW_CHART_FILE_PNG:
    case BW_CHART_FILE_CSV:
    case BW_CHART_N_FILES:
      break;
    }
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * export->scale), (int) ceil (height * export->scale));
}

/* A strip below the chart, in its colours. */
static void
paint_caption (BwChartPainter *painter, cairo_t *cr, const BwChartStyle *style, const BwChartExport *export, double scale)
{
  double top = (export->height - CAPTION_HEIGHT) * scale, width = export->width * scale;
  g_autoptr (BwDisplayList) list = bw_display_list_new ();

  bw_display_list_add_rect (list, style->background, 0.0f, (float) top, (float) width, (float) (CAPTION_HEIGHT * scale));
  bw_display_list_add_rect (list, style->separator, 0.0f, (float) top, (float) width, (float) MAX (1.0, floor (scale)));
  bw_display_list_add_text (list, style->text_dim, (float) (CAPTION_MARGIN * scale), (float) (top + CAPTION_HEIGHT * scale / 2.0),
                            0.0f, (float) (style->font_size * scale), FALSE, export->caption);
  bw_chart_painter_paint (painter, cr, list);
}

static void
paint (BwChartModel *model, const BwChartExport *export, cairo_t *cr)
{
  g_autoptr (BwChartPainter) painter = bw_chart_painter_new (NULL);
  gboolean is_vectors = export->file != BW_CHART_FILE_PNG;
  double scale = is_vectors ? 1.0 : export->scale;
  double height = export->caption != NULL ? export->height - CAPTION_HEIGHT : export->height;
  BwTextMeasure measure;

  if (is_vectors)
    cairo_scale (cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
  bw_chart_painter_get_measure (painter, &measure);
  bw_chart_model_set_text_measure (model, &measure);
  bw_chart_model_clear_crosshair (model);
  bw_chart_model_set_size (model, export->width * scale, height * scale, scale);
  for (guint layer = 0; layer < BW_CHART_N_LAYERS; layer++)
    if ((export->left_out & (1u << layer)) == 0)
      bw_chart_painter_paint (painter, cr, bw_chart_model_get_layer (model, layer, NULL));
  if (export->caption != NULL)
    paint_caption (painter, cr, bw_chart_model_get_style (model), export, scale);
}

/**
 * bw_chart_export_render:
 * @model: gets another size and measure: whoever shows it elsewhere too gives it its own again
 *
 * The picture as the bytes of its file.
 *
 * Errors: %G_IO_ERROR_INVALID_ARGUMENT for a size that no picture can have.
 *
 * Returns: (transfer full) (nullable)
 */
GBytes *
bw_chart_export_render (BwChartModel *model, const BwChartExport *export, GError **error)
{
  BwChartStyle before = *bw_chart_model_get_style (model);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  double longest = MAX (export->width, export->height) * (export->file == BW_CHART_FILE_PNG ? export->scale : 1.0);
  cairo_surface_t *surface;
  cairo_status_t status;
  cairo_t *cr;

  g_return_val_if_fail (export->file != BW_CHART_FILE_CSV, NULL);
  if (!(MIN (export->width, export->height) >= 64.0) || !(longest <= BW_CHART_EXPORT_LENGTH_MAX))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("A picture of a chart has from 64 to %d pixels each way"), (int) BW_CHART_EXPORT_LENGTH_MAX);
      return NULL;
    }
  if (export->style != NULL)
    {
      BwChartStyle other = *export->style;

      other.candle_shape = before.candle_shape;
      bw_chart_model_set_style (model, &other);
    }
  surface = make_surface (export, bytes);
  cr = cairo_create (surface);
  paint (model, export, cr);
  cairo_show_page (cr);
  cairo_destroy (cr);
  if (export->file == BW_CHART_FILE_PNG)
    status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);
  else
    {
      cairo_surface_finish (surface);
      status = cairo_surface_status (surface);
    }
  cairo_surface_destroy (surface);
  bw_chart_model_set_style (model, &before);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("Could not draw the chart: %s"), cairo_status_to_string (status));
  return NULL;
}

/**
 * bw_chart_export_write:
 *
 * A file of it, whole or not at all, on the disk when this returns.
 *
 * Errors: as bw_chart_export_render(), and %G_FILE_ERROR with the path and the system's reason.
 */
gboolean
bw_chart_export_write (BwChartModel *model, const BwChartExport *export, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (BwDurableFile) file = NULL;

  if (export->file == BW_CHART_FILE_CSV)
    {
      g_autoptr (BwSeriesTable) table = bw_series_table_new_for_chart (model);
      gsize n_rows = table->count (table);

      return bw_series_csv_write (table, MIN (export->first, n_rows), MIN (export->end, n_rows), path, error);
    }
  bytes = bw_chart_export_render (model, export, error);
  if (bytes == NULL)
    return FALSE;
  file = bw_durable_file_new (path, error);
  return file != NULL && bw_durable_file_write (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error) &&
         bw_durable_file_commit (file, error);
}
