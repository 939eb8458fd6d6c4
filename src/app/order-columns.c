/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/order-columns.h"

#include "app/format.h"
#include "app/order-story.h"
#include "app/panel.h"
#include "app/words.h"

#include <glib/gi18n.h>

static const BwInstrument *
lookup (gpointer panel, BwInstrumentId instrument)
{
  return bw_desk_lookup_instrument (bw_panel_get_desk (panel), instrument);
}

static const char *
get_zone (gpointer panel)
{
  return bw_desk_get_zone (bw_panel_get_desk (panel));
}

static const char *
get_symbol (gpointer panel, BwInstrumentId id)
{
  const BwInstrument *instrument = lookup (panel, id);

  return instrument != NULL ? instrument->symbol : "?";
}

/* ---- Orders ---- */

static void
present_created (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_date_time (order->created, get_zone (panel)), BW_TONE_DIM);
}

static void
present_symbol (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);

  if (order->parent == 0)
    bw_cell_set (cell, get_symbol (panel, order->instrument), BW_TONE_STRONG);
  else /* a leg: under its entry */
    bw_cell_take (cell, g_strconcat ("↳ ", get_symbol (panel, order->instrument), NULL), BW_TONE_STRONG);
}

static void
present_side (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);

  bw_cell_set (cell, bw_words_side (order->side), order->side == BW_SIDE_BUY ? BW_TONE_UP : BW_TONE_DOWN);
}

static void
present_quantity (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_quantity (order->quantity, BW_FORMAT_PLAIN), BW_TONE_NORMAL);
}

static void
present_filled (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_quantity (order->filled, BW_FORMAT_PLAIN),
                bw_fixed_is_zero (order->filled) ? BW_TONE_DIM : BW_TONE_NORMAL);
}

static void
present_type (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);

  const BwInstrument *instrument = lookup (panel, order->instrument);
  BwDesk *desk = bw_panel_get_desk (panel);
  BwTradingReader *reader = bw_engine_trading_reader (bw_desk_get_engine (desk));
  BwOrderDetails details;
  gboolean is_read = reader != NULL && bw_trading_reader_order_details (reader, bw_desk_get_timeline (desk), order->id,
                                                                        &details, NULL);
  g_autofree char *all = bw_order_story_all (instrument, order, is_read ? &details : NULL, bw_desk_get_zone (desk));

  bw_cell_take (cell, bw_order_story_type (instrument, order, is_read ? &details : NULL), BW_TONE_NORMAL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), all);
}

static void
present_price (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);
  BwFixed price = bw_fixed_is_zero (order->stop_price) ? order->limit_price : order->stop_price;

  bw_cell_take (cell, bw_format_price (lookup (panel, order->instrument), price), BW_TONE_NORMAL);
}

static void
present_average (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);

  if (bw_fixed_is_zero (order->filled))
    bw_cell_set (cell, BW_DASH, BW_TONE_DIM);
  else
    bw_cell_take (cell, bw_format_number (bw_order_average_price (order), 2, 4, BW_FORMAT_PLAIN), BW_TONE_NORMAL);
}

static void
present_tif (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);

  if (order->tif == BW_TIF_GTD)
    bw_cell_take (cell, bw_format_date (order->expires, get_zone (panel)), BW_TONE_DIM);
  else
    bw_cell_set (cell, order->tif == BW_TIF_GTC ? _("GTC") : bw_words_tif (order->tif), BW_TONE_DIM);
}

static void
present_status (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwOrder *order = bw_row_get_payload (row);
  BwOrderStatus status = order->status;
  BwTone tone = bw_order_status_is_open (status) ? BW_TONE_ACCENT
                : status == BW_ORDER_FILLED ? BW_TONE_NORMAL
                                            : BW_TONE_DIM;

  bw_cell_set (cell, bw_words_status (status), tone);
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), order->reason != BW_REASON_NONE ? bw_words_reason (order->reason) : NULL);
}

static const BwColumn order_columns[] = {
  { "created", N_("Time"), 146, FALSE, 0, present_created, NULL, 3 },
  { "symbol", N_("Symbol"), 72, FALSE, 0, present_symbol, NULL },
  { "side", N_("Side"), 52, FALSE, 0, present_side, NULL },
  { "quantity", N_("Quantity"), 72, FALSE, 1, present_quantity, NULL },
  { "filled", N_("Filled"), 64, FALSE, 1, present_filled, NULL, 4 },
  { "type", N_("Type"), 130, FALSE, 0, present_type, NULL, 2 },
  { "price", N_("Price $"), 78, FALSE, 1, present_price, NULL },
  { "average", N_("Average $"), 76, FALSE, 1, present_average, NULL, 6 },
  { "tif", N_("In force"), 68, FALSE, 0, present_tif, NULL, 5 },
  { "status", N_("Status"), 92, TRUE, 0, present_status, NULL, 1 },
};

const BwColumn *
bw_order_columns (gsize *n_columns)
{
  *n_columns = G_N_ELEMENTS (order_columns);
  return order_columns;
}

/* ---- Fills ---- */

static void
present_fill_time (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_date_time (fill->time, get_zone (panel)), BW_TONE_DIM);
}

static void
present_fill_symbol (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);

  bw_cell_set (cell, get_symbol (panel, fill->instrument), BW_TONE_STRONG);
}

static void
present_fill_side (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);

  bw_cell_set (cell, fill->side == BW_SIDE_BUY ? _("Bought") : _("Sold"),
               fill->side == BW_SIDE_BUY ? BW_TONE_UP : BW_TONE_DOWN);
}

static void
present_fill_quantity (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_quantity (fill->quantity, BW_FORMAT_PLAIN), BW_TONE_NORMAL);
}

static void
present_fill_price (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_price (lookup (panel, fill->instrument), fill->price), BW_TONE_NORMAL);
}

static void
present_fill_fee (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_amount (fill->fee, BW_FORMAT_PLAIN), BW_TONE_DIM);
}

static void
present_fill_realized (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);
  int sign = bw_fixed_sign (fill->realized);

  if (sign == 0)
    bw_cell_set (cell, BW_DASH, BW_TONE_DIM);
  else
    bw_cell_take (cell, bw_format_amount (fill->realized, BW_FORMAT_SIGN | BW_FORMAT_ARROW), bw_tone_of_sign (sign));
}

static void
present_fill_after (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_quantity (fill->position_after, BW_FORMAT_SIGN), BW_TONE_DIM);
}

/* What a trader should know of the price; the certificate says more. */
static void
present_fill_note (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwFill *fill = bw_row_get_payload (row);
  gboolean is_doubtful = (fill->certificate.flags & (BW_CERTIFICATE_AMBIGUOUS | BW_CERTIFICATE_OPTIMISTIC)) != 0;

  bw_cell_set (cell, bw_words_note (fill->certificate.flags), is_doubtful ? BW_TONE_NORMAL : BW_TONE_DIM);
}

static const BwColumn fill_columns[] = {
  { "time", N_("Time"), 148, FALSE, 0, present_fill_time, NULL, 2 },
  { "symbol", N_("Symbol"), 72, FALSE, 0, present_fill_symbol, NULL },
  { "side", N_("Side"), 60, FALSE, 0, present_fill_side, NULL },
  { "quantity", N_("Quantity"), 74, FALSE, 1, present_fill_quantity, NULL },
  { "price", N_("Price $"), 78, FALSE, 1, present_fill_price, NULL },
  { "fee", N_("Fee $"), 60, FALSE, 1, present_fill_fee, NULL, 5 },
  { "realized", N_("Realised $"), 92, FALSE, 1, present_fill_realized, NULL, 4 },
  { "after", N_("Position after"), 102, TRUE, 1, present_fill_after, NULL, 1 },
  { "note", N_("Note"), 92, FALSE, 0, present_fill_note, NULL, 3 },
};

const BwColumn *
bw_fill_columns (gsize *n_columns)
{
  *n_columns = G_N_ELEMENTS (fill_columns);
  return fill_columns;
}
