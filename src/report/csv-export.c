/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/csv-export.h"

#include "report/durable-file.h"

#include <string.h>

/* A program that reads these files must get back what the books hold: numbers are printed from
 * their fixed point, in full, never through a double. */

/* The columns of each table; `$` stands for the account's currency. */
static const char *const columns[BW_CSV_N_TABLES] = {
  [BW_CSV_ORDERS]
    = "order_number,order_id,created_utc,updated_utc,symbol,side,type,time_in_force,status,"
        "reason,quantity,filled_quantity,limit_price_$,stop_price_$,average_fill_price_$,"
        "extended_hours,expires_utc,order_class,leg,parent_order,replaces_order,replaced_by_order,"
        "trail,trail_unit,limit_offset_$,display_quantity,reduce_only,condition",
  [BW_CSV_FILLS]
    = "fill_number,order_number,time_utc,symbol,side,quantity,price_$,fee_$,realized_$,"
        "position_after,fill_profile,fill_rule,best_opposite_price_$,slippage_$,data_age_ns,"
        "model_version,seed,draw",
  [BW_CSV_POSITIONS]
    = "as_of_utc,symbol,quantity,average_price_$,cost_$,mark_$,market_value_$,unrealized_$,"
        "realized_$,opened_utc",
  [BW_CSV_LEDGER]
    = "entry_number,time_utc,activity,ledger,symbol,amount_$,quantity,fill_number",
};

/**
 * bw_csv_table_file_name:
 *
 * Returns: the file that bw_csv_export_all() writes @table to
 */
const char *
bw_csv_table_file_name (BwCsvTable table)
{
  static const char *const names[BW_CSV_N_TABLES] = {
    [BW_CSV_ORDERS] = "orders.csv",
    [BW_CSV_FILLS] = "fills.csv",
    [BW_CSV_POSITIONS] = "positions.csv",
    [BW_CSV_LEDGER] = "ledger.csv",
  };

  g_return_val_if_fail ((guint) table < BW_CSV_N_TABLES, NULL);
  return names[table];
}

/* A spreadsheet takes a cell that begins like this for a formula, and runs it. */
static gboolean
looks_like_formula (const char *field)
{
  static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    if (g_str_has_prefix (field, starts[i]))
      return TRUE;
  return FALSE;
}

/**
 * bw_csv_append_field:
 * @field: text that a person or a file chose: a name, a symbol
 *
 * Appends one text field, quoted where RFC 4180 asks for it. A field that a spreadsheet would run
 * as a formula gets an apostrophe in front, which spreadsheets hide.
 */
void
bw_csv_append_field (GString *text, const char *field)
{
  gboolean is_quoted = strpbrk (field, ",\"\r\n") != NULL || g_ascii_isspace (field[0]);

  if (is_quoted)
    g_string_append_c (text, '"');
  if (looks_like_formula (field))
    g_string_append_c (text, '\'');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  if (is_quoted)
    g_string_append_c (text, '"');
}

/* Each of these appends one field and the comma behind it; end_row() takes the last one back. */

static void
add_text (GString *text, const char *field)
{
  bw_csv_append_field (text, field != NULL ? field : "");
  g_string_append_c (text, ',');
}

static void
add_number (GString *text, BwFixed number, int decimals_min)
{
  char printed[BW_FIXED_TEXT_BYTES];

  g_string_append (text, bw_fixed_print (number, decimals_min, 8, printed));
  g_string_append_c (text, ',');
}

static void
add_money (GString *text, BwFixed money)
{
  add_number (text, money, 2);
}

/* A price that the order's type has not is empty, not 0. */
static void
add_price (GString *text, BwFixed price)
{
  if (bw_fixed_is_zero (price))
    g_string_append_c (text, ',');
  else
    add_number (text, price, 2);
}

static void
add_id (GString *text, guint64 id)
{
  if (id != 0)
    g_string_append_printf (text, "%" G_GUINT64_FORMAT, id);
  g_string_append_c (text, ',');
}

static void
add_time (GString *text, BwTime time)
{
  if (time != BW_TIME_NONE && time != BW_TIME_MAX && time != 0)
    {
      g_autofree char *printed = bw_time_to_rfc3339 (time);

      g_string_append (text, printed);
    }
  g_string_append_c (text, ',');
}

static void
add_symbol (GString *text, const BwReportData *data, BwInstrumentId id)
{
  const BwInstrument *instrument = id != 0 ? data->lookup (id, data->lookup_data) : NULL;

  add_text (text, instrument != NULL ? instrument->symbol : "");
}

static void
end_row (GString *text)
{
  g_string_truncate (text, text->len - 1);
  g_string_append (text, "\r\n");
}

static const char *
leg_word (const BwOrder *order)
{
  if ((order->flags & (BW_ORDER_TAKE_PROFIT | BW_ORDER_STOP_LOSS)) == 0)
    return "";
  return (order->flags & BW_ORDER_TAKE_PROFIT) != 0 ? "take-profit" : "stop-loss";
}

/* A number that most orders don't have is empty, not 0. */
static void
add_rare_number (GString *text, BwFixed number)
{
  if (bw_fixed_is_zero (number))
    g_string_append_c (text, ',');
  else
    add_number (text, number, 0);
}

/* What only some orders have. */
static void
append_order_terms (GString *text, const BwReportData *data, const BwOrder *order)
{
  const BwOrderDetails none = { 0 };
  const BwOrderDetails *details
      = data->order_details != NULL ? bw_order_details_find (data->order_details, order->id) : NULL;

  if (details == NULL)
    details = &none;
  add_text (text, bw_order_class_word (order->order_class));
  add_text (text, leg_word (order));
  add_id (text, order->parent);
  add_id (text, order->replaces);
  add_id (text, order->replaced_by);
  add_rare_number (text, order->trail);
  add_text (text, bw_fixed_is_zero (order->trail)                   ? ""
                  : (order->flags & BW_ORDER_TRAIL_PERCENT) != 0 ? "percent"
                                                                 : "price");
  add_price (text, details->limit_offset);
  add_rare_number (text, details->display);
  add_text (text, (order->flags & BW_ORDER_REDUCE_ONLY) != 0 ? "yes" : "no");
  add_text (text, details->when);
}

static void
append_orders (GString *text, const BwReportData *data)
{
  for (gsize i = 0; i < data->n_orders; i++)
    {
      const BwOrder *order = &data->orders[i];
      char uuid[BW_UUID_TEXT_BYTES];

      add_id (text, order->id);
      add_text (text, bw_uuid_is_null (&order->uuid) ? "" : bw_uuid_print (&order->uuid, uuid));
      add_time (text, order->created);
      add_time (text, order->updated);
      add_symbol (text, data, order->instrument);
      add_text (text, bw_side_word (order->side));
      add_text (text, bw_order_type_word (order->type));
      add_text (text, bw_tif_word (order->tif));
      add_text (text, bw_order_status_word (order->status));
      add_text (text, order->reason != BW_REASON_NONE ? bw_reason_word (order->reason) : "");
      add_number (text, order->quantity, 0);
      add_number (text, order->filled, 0);
      add_price (text, order->limit_price);
      add_price (text, order->stop_price);
      add_price (text, bw_fixed_is_zero (order->filled) ? BW_FIXED_ZERO : bw_order_average_price (order));
      add_text (text, (order->flags & BW_ORDER_EXTENDED_HOURS) != 0 ? "yes" : "no");
      add_time (text, order->expires);
      append_order_terms (text, data, order);
      end_row (text);
    }
}

static void
append_fills (GString *text, const BwReportData *data)
{
  for (gsize i = 0; i < data->n_fills; i++)
    {
      const BwFill *fill = &data->fills[i];
      const BwCertificate *certificate = &fill->certificate;

      add_id (text, fill->id);
      add_id (text, fill->order);
      add_time (text, fill->time);
      add_symbol (text, data, fill->instrument);
      add_text (text, bw_side_word (fill->side));
      add_number (text, fill->quantity, 0);
      add_money (text, fill->price);
      add_money (text, fill->fee);
      add_money (text, fill->realized);
      add_number (text, fill->position_after, 0);
      add_text (text, bw_profile_word (certificate->profile));
      add_text (text, certificate->rule != BW_RULE_NONE ? bw_rule_word (certificate->rule) : "");
      add_price (text, certificate->best_price);
      add_money (text, certificate->slippage);
      g_string_append_printf (text, "%" G_GINT64_FORMAT ",", certificate->age_ns);
      add_id (text, certificate->model_version);
      add_id (text, certificate->seed);
      add_id (text, certificate->draw);
      end_row (text);
    }
}

static void
append_positions (GString *text, const BwReportData *data)
{
  for (gsize i = 0; i < data->n_positions; i++)
    {
      const BwPosition *position = &data->positions[i];

      add_time (text, data->period_end);
      add_symbol (text, data, position->instrument);
      add_number (text, position->quantity, 0);
      add_money (text, position->average_price);
      add_money (text, position->cost);
      add_price (text, position->mark);
      add_money (text, position->market_value);
      add_money (text, position->unrealized);
      add_money (text, position->realized);
      add_time (text, position->opened);
      end_row (text);
    }
}

static void
append_ledger (GString *text, const BwReportData *data)
{
  for (gsize i = 0; i < data->n_posting_sets; i++)
    {
      const BwPostingSet *set = &data->posting_sets[i];

      for (guint j = 0; j < set->n_postings; j++)
        {
          const BwPosting *posting = &set->postings[j];

          add_id (text, set->id);
          add_time (text, set->time);
          add_text (text, bw_activity_word (set->activity));
          add_text (text, bw_ledger_word (posting->ledger));
          add_symbol (text, data, posting->instrument);
          add_money (text, posting->amount);
          add_number (text, posting->quantity, 0);
          add_id (text, set->fill);
          end_row (text);
        }
    }
}

/**
 * bw_csv_append_header:
 *
 * Appends the line that names @table's columns. Columns of money name the currency: `price_usd`.
 */
void
bw_csv_append_header (GString *text, BwCsvTable table, const char *currency)
{
  g_autofree char *unit = g_ascii_strdown (currency, -1);

  for (const char *p = columns[table]; *p != '\0'; p++)
    {
      if (*p == '$')
        g_string_append (text, unit);
      else
        g_string_append_c (text, *p);
    }
  g_string_append (text, "\r\n");
}

/**
 * bw_csv_append_rows:
 *
 * Appends a line for each row of @data that @table shows (for the ledger: for each posting). A long
 * table is written by handing over a page of it at a time.
 */
void
bw_csv_append_rows (GString *text, BwCsvTable table, const BwReportData *data)
{
  switch (table)
    {
    case BW_CSV_ORDERS:
      append_orders (text, data);
      break;
    case BW_CSV_FILLS:
      append_fills (text, data);
      break;
    case BW_CSV_POSITIONS:
      append_positions (text, data);
      break;
    case BW_CSV_LEDGER:
      append_ledger (text, data);
      break;
    }
}

/**
 * bw_csv_export_table:
 * @path: the file to write; one that exists is replaced in one step
 *
 * Errors: %G_FILE_ERROR, with the path in the text; what stood there before stands there still
 */
gboolean
bw_csv_export_table (const BwReportData *data, BwCsvTable table, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (BwDurableFile) file = bw_durable_file_new (path, error);

  if (file == NULL)
    return FALSE;
  bw_csv_append_header (text, table, data->currency);
  bw_csv_append_rows (text, table, data);
  return bw_durable_file_write (file, text->str, text->len, error) && bw_durable_file_commit (file, error);
}
