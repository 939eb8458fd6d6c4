/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/account-export.h"

#include "report/account-curve.h"
#include "report/account-report.h"
#include "report/csv-export.h"
#include "report/durable-file.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* What is on screen (figures, positions, instruments) is copied on the caller's thread, once the
 * history can be read up to it; a worker then reads the history on a connection of its own and
 * writes the files, so that an account of a million orders doesn't stop the window. Tables go out a
 * page at a time. */
#define ROWS_PER_PAGE 20000

typedef struct
{
  BwExportKind kind;
  char *path;
  char *trading_path;
  char *account_name;
  char *source;
  BwTimelineId timeline;
  BwAccountId account;
  char currency[8];
  const char *zone; /* static */
  BwTime now;
  BwTime opened;
  BwAccountFigures figures;
  GHashTable *instruments; /* (owned): id -> BwInstrument */
  GArray *positions;       /* (owned): BwPosition */
  GArray *order_details;   /* (owned) (nullable): of the page under way */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_free (export->path);
  g_free (export->trading_path);
  g_free (export->account_name);
  g_free (export->source);
  g_clear_pointer (&export->instruments, g_hash_table_unref);
  g_clear_pointer (&export->positions, g_array_unref);
  g_clear_pointer (&export->order_details, g_array_unref);
  g_free (export);
}

static const BwInstrument *
lookup_instrument (BwInstrumentId id, gpointer user_data)
{
  Export *export = user_data;

  return g_hash_table_lookup (export->instruments, GUINT_TO_POINTER (id));
}

static BwReportData
begin_data (Export *export)
{
  return (BwReportData){
    .account_name = export->account_name,
    .currency = export->currency,
    .source = export->source,
    .zone = export->zone,
    .generated = export->now,
    .period_start = export->now,
    .period_end = export->now + 1,
    .figures = export->figures,
    .lookup = lookup_instrument,
    .lookup_data = export,
    .positions = (const BwPosition *) (gconstpointer) export->positions->data,
    .n_positions = export->positions->len,
  };
}

/* Puts the next page of @table into @data and says where the one after it begins. Returns the rows
 * that @data borrows, %NULL on failure. */
static GArray *
read_page (Export *export, BwTradingReader *reader, BwCsvTable table, guint64 *after, BwReportData *data, GError **error)
{
  const BwOrdersQuery query = { export->timeline, export->account, 0, BW_ORDERS_ALL, BW_ORDERS_BY_CREATED, FALSE };
  GArray *rows = NULL;

  switch (table)
    {
    case BW_CSV_ORDERS:
      rows = bw_trading_reader_orders (reader, &query, *after, ROWS_PER_PAGE, error);
      if (rows == NULL)
        return NULL;
      data->orders = (const BwOrder *) (gconstpointer) rows->data;
      data->n_orders = rows->len;
      g_clear_pointer (&export->order_details, g_array_unref);
      export->order_details
          = bw_trading_reader_details_of (reader, export->timeline, data->orders, data->n_orders, error);
      if (export->order_details == NULL)
        {
          g_array_unref (rows);
          return NULL;
        }
      data->order_details = export->order_details;
      *after += rows->len;
      return rows;
    case BW_CSV_FILLS:
      rows = bw_trading_reader_fills (reader, export->timeline, export->account, *after, ROWS_PER_PAGE, error);
      if (rows == NULL)
        return NULL;
      data->fills = (const BwFill *) (gconstpointer) rows->data;
      data->n_fills = rows->len;
      *after = rows->len > 0 ? data->fills[rows->len - 1].id : *after;
      return rows;
    case BW_CSV_LEDGER:
      rows = bw_trading_reader_posting_sets (reader, export->timeline, export->account, *after, ROWS_PER_PAGE, error);
      if (rows == NULL)
        return NULL;
      data->posting_sets = (const BwPostingSet *) (gconstpointer) rows->data;
      data->n_posting_sets = rows->len;
      *after = rows->len > 0 ? data->posting_sets[rows->len - 1].id : *after;
      return rows;
    case BW_CSV_POSITIONS:
      *after += 1;
      return *after == 1 ? g_array_ref (export->positions) : g_array_new (FALSE, FALSE, sizeof (BwPosition));
    }
  g_return_val_if_reached (NULL);
}

static gboolean
export_table (Export *export, BwTradingReader *reader, BwCsvTable table, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_build_filename (export->path, bw_csv_table_file_name (table), NULL);
  g_autoptr (BwDurableFile) file = bw_durable_file_new (path, error);
  g_autoptr (GString) text = g_string_new (NULL);
  guint64 after = 0;

  if (file == NULL)
    return FALSE;
  bw_csv_append_header (text, table, export->currency);
  while (TRUE)
    {
      BwReportData data = begin_data (export);
      g_autoptr (GArray) rows = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      rows = read_page (export, reader, table, &after, &data, error);
      if (rows == NULL)
        return FALSE;
      if (rows->len > 0)
        bw_csv_append_rows (text, table, &data);
      if (!bw_durable_file_write (file, text->str, text->len, error))
        return FALSE;
      if (rows->len == 0)
        break;
      g_string_truncate (text, 0);
    }
  return bw_durable_file_commit (file, error);
}

static gboolean
export_tables (Export *export, BwTradingReader *reader, GCancellable *cancellable, GError **error)
{
  if (g_mkdir_with_parents (export->path, 0755) != 0)
    {
      int code = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
                   _("Could not make the folder “%s”: %s"), export->path, g_strerror (code));
      return FALSE;
    }
  for (int table = 0; table < BW_CSV_N_TABLES; table++)
    if (!export_table (export, reader, (BwCsvTable) table, cancellable, error))
      return FALSE;
  return TRUE;
}

/* Since the account was opened, or begun anew. */
static GArray *
read_fills_since (BwTradingReader *reader, const Export *export, GError **error)
{
  GArray *fills = bw_trading_reader_fills (reader, export->timeline, export->account, 0, G_MAXINT32, error);
  guint n_before = 0;

  while (fills != NULL && n_before < fills->len && g_array_index (fills, BwFill, n_before).time < export->opened)
    n_before++;
  if (n_before > 0)
    g_array_remove_range (fills, 0, n_before);
  return fills;
}

static gboolean
export_report (Export *export, BwTradingReader *reader, GError **error)
{
  BwReportData data = begin_data (export);
  double equity_now = bw_fixed_to_double (export->figures.equity);
  g_auto (BwAccountCurve) curve = { NULL };
  g_autoptr (GArray) actions = NULL;
  g_autoptr (GArray) fills = NULL;
  g_autoptr (GArray) sets = NULL;

  if (!bw_account_curve_read (&curve, reader, export->timeline, export->account, export->opened, export->now,
                              equity_now, equity_now - bw_fixed_to_double (export->figures.total_profit), error))
    return FALSE;
  fills = read_fills_since (reader, export, error);
  if (fills == NULL)
    return FALSE;
  actions = bw_trading_reader_corporate_actions (reader, export->timeline, export->account, error);
  if (actions == NULL)
    return FALSE;
  sets = bw_trading_reader_posting_sets (reader, export->timeline, export->account, 0, G_MAXINT32, error);
  if (sets == NULL)
    return FALSE;
  data.point_times = (const BwTime *) (gconstpointer) curve.times->data;
  data.point_equity = (const double *) (gconstpointer) curve.equity->data;
  data.point_flows = (const double *) (gconstpointer) curve.flows->data;
  data.n_points = curve.times->len;
  data.period_start = data.point_times[0];
  data.fills = (const BwFill *) (gconstpointer) fills->data;
  data.n_fills = fills->len;
  data.actions = (const BwCorporateAction *) (gconstpointer) actions->data;
  data.n_actions = actions->len;
  data.posting_sets = (const BwPostingSet *) (gconstpointer) sets->data;
  data.n_posting_sets = sets->len;
  return bw_account_report_write (&data, export->path, error);
}

static void
run_export (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  GError *error = NULL;
  g_autoptr (BwTradingReader) reader = bw_trading_reader_open (export->trading_path, &error);
  gboolean is_done = FALSE;

  if (reader != NULL)
    is_done = export->kind == BW_EXPORT_PDF ? export_report (export, reader, &error)
                                            : export_tables (export, reader, cancellable, &error);
  if (is_done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What the front end shows at this moment. */
static gboolean
copy_views (Export *export, BwEngine *engine)
{
  const BwAccountView *account = bw_engine_account (engine, export->timeline, export->account);
  const BwTimelineView *timeline = bw_engine_timeline (engine, export->timeline);
  gsize n_positions;
  const BwPosition *positions;

  if (account == NULL || timeline == NULL)
    return FALSE;
  export->account_name = g_strdup (account->account.terms.name);
  g_strlcpy (export->currency, account->account.terms.currency, sizeof export->currency);
  export->figures = account->figures;
  export->opened = account->account.opened;
  export->now = timeline->now;
  export->zone = bw_calendar_zone (timeline->calendar);
  export->source = timeline->kind == BW_TIMELINE_KIND_PRACTICE
                       ? g_strdup (_("Practice market"))
                       : g_strdup_printf (_("Replay of history: %s"), timeline->name);
  positions = bw_engine_positions (engine, export->timeline, export->account, &n_positions);
  export->positions = g_array_sized_new (FALSE, FALSE, sizeof (BwPosition), (guint) n_positions);
  if (n_positions > 0)
    g_array_append_vals (export->positions, positions, (guint) n_positions);
  export->instruments = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (gsize i = 0; i < bw_engine_n_instruments (engine); i++)
    {
      const BwInstrument *instrument = bw_engine_instrument_at (engine, i);

      g_hash_table_insert (export->instruments, GUINT_TO_POINTER (instrument->id),
                           g_memdup2 (instrument, sizeof *instrument));
    }
  return TRUE;
}

static void
history_flushed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!bw_engine_flush_finish (BW_ENGINE (object), result, &error))
    g_task_return_error (task, error);
  else if (!copy_views (g_task_get_task_data (task), BW_ENGINE (object)))
    g_task_return_new_error (task, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN, _("There is no such account."));
  else
    g_task_run_in_thread (task, run_export);
}

/**
 * bw_account_export_async:
 * @path: a folder or a file, as @kind says; files that exist are replaced, each in one step
 *
 * Exports an account as it stands now. Everything acknowledged before the call is in it.
 *
 * Errors: %G_FILE_ERROR with the path; BW_STORE_ERROR; BW_ENGINE_ERROR_UNKNOWN; cancelled
 */
void
bw_account_export_async (BwEngine *engine,
                         BwTimelineId timeline,
                         BwAccountId account,
                         BwExportKind kind,
                         const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (engine, cancellable, callback, user_data);
  Export *export = g_new0 (Export, 1);

  export->kind = kind;
  export->path = g_strdup (path);
  export->timeline = timeline;
  export->account = account;
  export->trading_path = g_build_filename (bw_engine_profile_path (engine), "trading.db", NULL);
  g_task_set_source_tag (task, bw_account_export_async);
  g_task_set_task_data (task, export, export_free);
  bw_engine_flush_async (engine, cancellable, history_flushed_cb, task);
}

gboolean
bw_account_export_finish (BwEngine *engine, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
