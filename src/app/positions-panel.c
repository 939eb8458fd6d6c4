/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/positions-panel.h"

#include "app/columns.h"
#include "app/format.h"
#include "app/order-story.h"
#include "app/words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _BwPositionsPanel
{
  BwPanel parent_instance;
  GtkStack *stack;
  GtkColumnView *view;
  GListStore *store;              /* (owned): rows of BwPosition */
  GtkSingleSelection *selection;  /* (owned) (nullable) */
  gsize n_symbol_bytes;          /* of the longest symbol that the first column was made for */
};

G_DEFINE_FINAL_TYPE (BwPositionsPanel, bw_positions_panel, BW_TYPE_PANEL)

static const BwInstrument *
lookup (BwRow *row, gpointer panel)
{
  return bw_desk_lookup_instrument (bw_panel_get_desk (panel), (BwInstrumentId) bw_row_get_key (row));
}

static double
get_share (const BwPosition *position)
{
  double cost = bw_fixed_to_double (bw_fixed_abs (position->cost));

  return cost > 0 ? bw_fixed_to_double (position->unrealized) / cost : 0;
}

/* The company, and the orders that work on the position. */
static void
describe_position (BwRow *row, BwCell *cell, gpointer panel, const BwInstrument *instrument)
{
  BwDesk *desk = bw_panel_get_desk (panel);
  g_autoptr (GString) text = g_string_new (instrument != NULL ? instrument->name : NULL);
  gsize n_orders;
  const BwOrder *const *orders = bw_engine_open_orders (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                                                        bw_desk_get_account (desk), &n_orders);

  for (gsize i = 0; i < n_orders; i++)
    if (orders[i]->instrument == bw_row_get_key (row))
      {
        g_autofree char *what = bw_order_story_what (instrument, orders[i]);

        g_string_append_printf (text, "\n%s · %s · %s", what, bw_words_tif (orders[i]->tif),
                                bw_words_status (orders[i]->status));
      }
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), text->str);
}

static void
present_symbol (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwInstrument *instrument = lookup (row, panel);

  bw_cell_set (cell, instrument != NULL ? instrument->symbol : "?", BW_TONE_STRONG);
  describe_position (row, cell, panel, instrument);
}

static void
present_quantity (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwPosition *position = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_quantity (position->quantity, BW_FORMAT_SIGN), BW_TONE_NORMAL);
}

static void
present_average (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwPosition *position = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_price (lookup (row, panel), position->average_price), BW_TONE_NORMAL);
}

static void
present_last (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwPosition *position = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_price (lookup (row, panel), position->mark), BW_TONE_NORMAL);
}

static void
present_value (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwPosition *position = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_amount (position->market_value, BW_FORMAT_PLAIN), BW_TONE_DIM);
}

static void
present_unrealized (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwPosition *position = bw_row_get_payload (row);
  int sign = bw_fixed_sign (position->unrealized);
  g_autofree char *text = bw_format_amount (position->unrealized, BW_FORMAT_SIGN | BW_FORMAT_ARROW);
  const char *before = bw_cell_get_text (cell);

  if (before != NULL && strcmp (before, text) != 0 && bw_desk_wants_flashes (bw_panel_get_desk (panel)))
    bw_cell_flash (cell, sign);
  bw_cell_set (cell, text, bw_tone_of_sign (sign));
}

static void
present_share (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwPosition *position = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_percent (get_share (position), BW_FORMAT_SIGN),
                bw_tone_of_sign (bw_fixed_sign (position->unrealized)));
}

static void
present_realized (BwRow *row, BwCell *cell, gpointer panel)
{
  const BwPosition *position = bw_row_get_payload (row);
  int sign = bw_fixed_sign (position->realized_today);

  bw_cell_take (cell, bw_format_amount (position->realized_today, BW_FORMAT_SIGN),
                sign == 0 ? BW_TONE_DIM : bw_tone_of_sign (sign));
}

static int
compare_symbol (BwRow *a, BwRow *b, gpointer panel)
{
  const BwInstrument *left = lookup (a, panel), *right = lookup (b, panel);

  return left != NULL && right != NULL ? strcmp (left->symbol, right->symbol) : 0;
}

static int
compare_value (BwRow *a, BwRow *b, gpointer panel)
{
  const BwPosition *left = bw_row_get_payload (a), *right = bw_row_get_payload (b);

  return bw_fixed_compare (bw_fixed_abs (left->market_value), bw_fixed_abs (right->market_value));
}

static int
compare_unrealized (BwRow *a, BwRow *b, gpointer panel)
{
  const BwPosition *left = bw_row_get_payload (a), *right = bw_row_get_payload (b);

  return bw_fixed_compare (left->unrealized, right->unrealized);
}

static int
compare_share (BwRow *a, BwRow *b, gpointer panel)
{
  double left = get_share (bw_row_get_payload (a)), right = get_share (bw_row_get_payload (b));

  return (left > right) - (left < right);
}

static const BwColumn columns[] = {
  { "symbol", N_("Symbol"), 72, FALSE, 0, present_symbol, compare_symbol },
  { "quantity", N_("Quantity"), 74, FALSE, 1, present_quantity, NULL },
  { "average", N_("Average $"), 84, FALSE, 1, present_average, NULL, 5 },
  { "last", N_("Last $"), 74, FALSE, 1, present_last, NULL, 3 },
  { "value", N_("Value $"), 96, FALSE, 1, present_value, compare_value, 4 },
  { "unrealized", N_("Unrealised $"), 112, FALSE, 1, present_unrealized, compare_unrealized },
  { "share", N_("Gain"), 76, FALSE, 1, present_share, compare_share, 2 },
  { "realized", N_("Realised today $"), 116, TRUE, 1, present_realized, NULL, 6 },
};

static guint64
get_position_key (gconstpointer payload)
{
  return ((const BwPosition *) payload)->instrument;
}

/* No symbol is cut while there is room. */
static void
make_room_for (BwPositionsPanel *self, const char *symbol)
{
  g_autoptr (GtkColumnViewColumn) column = NULL;

  if (strlen (symbol) <= self->n_symbol_bytes)
    return;
  self->n_symbol_bytes = strlen (symbol);
  column = g_list_model_get_item (gtk_column_view_get_columns (self->view), 0);
  gtk_column_view_column_set_fixed_width (column, bw_columns_measure (self->view, symbol, columns[0].width));
}

static void
show_positions (BwPositionsPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  gsize n_positions;
  const BwPosition *positions = bw_engine_positions (
      bw_desk_get_engine (desk), bw_desk_get_timeline (desk), bw_desk_get_account (desk), &n_positions);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  const char *longest = "";

  for (gsize i = 0; i < n_positions; i++)
    if (!bw_fixed_is_zero (positions[i].quantity))
      {
        const BwInstrument *instrument = bw_desk_lookup_instrument (desk, positions[i].instrument);

        if (instrument != NULL && strlen (instrument->symbol) > strlen (longest))
          longest = instrument->symbol;
        g_ptr_array_add (shown, (gpointer) &positions[i]);
      }
  make_room_for (self, longest);
  bw_row_store_sync (self->store, (gconstpointer const *) shown->pdata, shown->len, sizeof (BwPosition), get_position_key);
  gtk_stack_set_visible_child_name (self->stack, shown->len > 0 ? "list" : "empty");
}

static void
selected_cb (BwPositionsPanel *self)
{
  BwRow *row = gtk_single_selection_get_selected_item (self->selection);

  if (row != NULL)
    bw_desk_set_instrument (bw_panel_get_desk (BW_PANEL (self)), BW_LINK_BLUE, (BwInstrumentId) bw_row_get_key (row));
}

static void
bw_positions_panel_set_up (BwPanel *panel)
{
  BwPositionsPanel *self = BW_POSITIONS_PANEL (panel);
  GtkSortListModel *sorted;

  bw_columns_dress (self->view);
  bw_columns_add (self->view, columns, G_N_ELEMENTS (columns), self);
  bw_columns_add_button (self->view, _("Close"), NULL, _("Close this position at market"), "desk.close-position", 74, 0);
  bw_columns_add_button (self->view, _("Reverse"), NULL, _("Close it and open the same size the other way"), "desk.reverse-position", 88, 1);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
}

static void
bw_positions_panel_refresh (BwPanel *panel, guint what)
{
  if ((what & BW_CHANGED_POSITIONS) != 0)
    show_positions (BW_POSITIONS_PANEL (panel));
}

static void
bw_positions_panel_dispose (GObject *object)
{
  g_clear_object (&BW_POSITIONS_PANEL (object)->selection);
  g_clear_object (&BW_POSITIONS_PANEL (object)->store);
  G_OBJECT_CLASS (bw_positions_panel_parent_class)->dispose (object);
}

static void
bw_positions_panel_class_init (BwPositionsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_positions_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_positions_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_positions_panel_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/positions-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPositionsPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, BwPositionsPanel, view);
}

static void
bw_positions_panel_init (BwPositionsPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (BW_TYPE_ROW);
}
