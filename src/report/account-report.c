/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-report-private.h"
#include "report/account-report.h"
#include "report/durable-file.h"

#include <cairo-pdf.h>
#include <glib/gi18n.h>
#include <math.h>

/* The printed account report: a cover with the five figures that matter and two curves, then how
 * the result came about, what is open, what was traded. It is laid out twice with the same code,
 * first into nothing, to know how many pages there are. */

/* The period as people say it: both days belong to it. */
char *
bw_account_report_period (const BwReportData *data)
{
  g_autofree char *start = bw_format_date (data->period_start, data->zone);
  g_autofree char *end = bw_format_date (data->period_end - 1, data->zone);

  if (g_str_equal (start, end))
    return g_steal_pointer (&start);
  return g_strdup_printf ("%s – %s", start, end);
}

char *
bw_report_money (double amount, const char *currency, BwFormatFlags flags)
{
  BwFixed money;

  if (!isfinite (amount) || !bw_fixed_from_double (round (amount * 100) / 100, &money))
    return g_strdup (BW_DASH);
  return bw_format_money (money, currency, flags);
}

char *
bw_report_amount (double amount, BwFormatFlags flags)
{
  BwFixed money;

  if (!isfinite (amount) || !bw_fixed_from_double (round (amount * 100) / 100, &money))
    return g_strdup (BW_DASH);
  return bw_format_amount (money, flags);
}

/* Two decimals, or a dash. */
char *
bw_report_ratio (double ratio)
{
  return bw_report_amount (ratio, BW_FORMAT_PLAIN);
}

char *
bw_report_days (gsize n_days)
{
  return g_strdup_printf (ngettext ("%u day", "%u days", (gulong) n_days), (guint) n_days);
}

BwInk
bw_report_gain_ink (double amount)
{
  if (!(fabs (amount) >= 0.000005))
    return BW_INK_TEXT;
  return amount > 0 ? BW_INK_UP : BW_INK_DOWN;
}

const char *
bw_report_symbol (const BwReportData *data, BwInstrumentId id)
{
  const BwInstrument *instrument = data->lookup (id, data->lookup_data);

  return instrument != NULL ? instrument->symbol : "?";
}

static cairo_status_t
collect_bytes (void *closure, const unsigned char *bytes, unsigned int n_bytes)
{
  if (closure != NULL)
    g_byte_array_append (closure, bytes, n_bytes);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (cairo_surface_t *surface, const BwReportData *data)
{
  g_autofree char *period = bw_account_report_period (data);
  g_autofree char *title = g_strdup_printf (_("Account report: %s, %s"), data->account_name, period);
  g_autofree char *generated = bw_time_to_rfc3339 (data->generated);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, _("Simulated trading"));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Bellwether " BW_VERSION);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, generated);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, generated);
}

/* Lays the report out into @bytes; into nothing when that is %NULL. Returns its pages, 0 on failure. */
static guint
lay_out (const BwReportData *data, const BwReportFigures *figures, guint n_pages, GByteArray *bytes, GError **error)
{
  cairo_surface_t *surface
      = cairo_pdf_surface_create_for_stream (collect_bytes, bytes, BW_PAGE_WIDTH, BW_PAGE_HEIGHT);
  g_autofree char *period = bw_account_report_period (data);
  g_autofree char *subtitle = g_strdup_printf (_("Account report, %s"), period);
  g_autofree char *notice = g_strdup_printf (_("Simulated trading: no real money, no real orders. Prices: %s."), data->source);
  BwAccountReport report = { data, figures, { 0 } };
  cairo_status_t status;
  guint n_laid_out;

  set_metadata (surface, data);
  bw_page_init (&report.page, surface, n_pages);
  report.page.title = data->account_name;
  report.page.subtitle = subtitle;
  report.page.notice = notice;
  bw_account_report_cover (&report);
  bw_account_report_performance (&report);
  bw_account_report_positions (&report);
  bw_account_report_trades (&report);
  bw_account_report_income (&report);
  bw_page_finish (&report.page);
  n_laid_out = report.page.page_number;
  status = cairo_status (report.page.cr);
  bw_page_clear (&report.page);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The report could not be drawn: %s"),
                   cairo_status_to_string (status));
      return 0;
    }
  return n_laid_out;
}

/**
 * bw_account_report_render:
 *
 * Draws the account report: A4, vectors, always on white. The same data gives the same bytes.
 *
 * Returns: (transfer full) (nullable): a PDF file's contents
 */
GBytes *
bw_account_report_render (const BwReportData *data, GError **error)
{
  g_autoptr (BwReportFigures) figures = bw_report_figures_new (data);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint n_pages = lay_out (data, figures, 0, NULL, error);

  if (n_pages == 0 || lay_out (data, figures, n_pages, bytes, error) == 0)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * bw_account_report_write:
 * @path: the file to write; one that exists is replaced in one step
 *
 * Errors: %G_FILE_ERROR, with the path in the text
 */
gboolean
bw_account_report_write (const BwReportData *data, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = bw_account_report_render (data, error);
  g_autoptr (BwDurableFile) file = NULL;
  gsize n_bytes;
  const char *contents;

  if (bytes == NULL)
    return FALSE;
  contents = g_bytes_get_data (bytes, &n_bytes);
  file = bw_durable_file_new (path, error);
  return file != NULL && bw_durable_file_write (file, contents, n_bytes, error)
         && bw_durable_file_commit (file, error);
}
