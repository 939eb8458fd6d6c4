/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/watchlist-panel.h"

#include "app/columns.h"
#include "app/format.h"
#include "app/practice/happening-words.h"
#include "app/symbol-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#define TEXT_KEY "watchlist/main"
#define DEFAULT_SYMBOLS 24
#define SYMBOLS_MAX 500

struct _BwWatchlistPanel
{
  BwPanel parent_instance;
  GtkPopoverMenu *menu; /* (borrowed): of a symbol */
  GtkWidget *toolbar;
  GtkColumnView *view;
  GListStore *store;              /* (owned): rows of BwQuoteView */
  GtkSingleSelection *selection;  /* (owned) */
  GtkColumnViewColumn *symbol_column, *volume_column; /* (borrowed): of the view */
  int symbol_width;               /* what the longest symbol needs; 0: not measured yet */
  GArray *instruments;            /* (owned): BwInstrumentId, in the user's order */
  BwTimelineId timeline;          /* of @instruments */
  gboolean is_selecting;          /* we select, not the user */
};

G_DEFINE_FINAL_TYPE (BwWatchlistPanel, bw_watchlist_panel, BW_TYPE_PANEL)

/* ---- Columns ---- */

static const BwInstrument *
lookup (BwRow *row, gpointer user_data)
{
  return bw_desk_lookup_instrument (bw_panel_get_desk (user_data), (BwInstrumentId) bw_row_get_key (row));
}

static void
present_symbol (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwInstrument *instrument = lookup (row, user_data);

  bw_cell_set (cell, instrument != NULL ? instrument->symbol : "?", BW_TONE_STRONG);
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), instrument != NULL ? instrument->name : NULL);
}

static void
present_last (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwQuoteView *quote = bw_row_get_payload (row);
  g_autofree char *text = bw_format_price (lookup (row, user_data), quote->market.last);
  const char *before = bw_cell_get_text (cell);
  BwFixed last;

  if (before != NULL && strcmp (before, text) != 0 && bw_parse_number (before, &last) &&
      bw_desk_wants_flashes (bw_panel_get_desk (user_data)))
    bw_cell_flash (cell, bw_fixed_compare (quote->market.last, last));
  bw_cell_set (cell, text, BW_TONE_NORMAL);
}

static double
get_share (BwRow *row, gpointer user_data)
{
  BwFixed change;
  double share = 0;

  bw_desk_get_change (bw_panel_get_desk (user_data), bw_row_get_payload (row), &change, &share);
  return share;
}

static void
present_change (BwRow *row, BwCell *cell, gpointer user_data)
{
  BwDesk *desk = bw_panel_get_desk (user_data);
  g_autofree char *halt = bw_halt_text (desk, bw_row_get_payload (row));
  BwFixed change;
  double share;

  /* Rows come back for other symbols: what the last one said must go. */
  if (halt != NULL || gtk_widget_get_has_tooltip (GTK_WIDGET (cell)))
    gtk_widget_set_tooltip_text (GTK_WIDGET (cell), halt);
  if (halt != NULL)
    bw_cell_set (cell, _("Halted"), BW_TONE_ACCENT);
  else if (!bw_desk_get_change (desk, bw_row_get_payload (row), &change, &share))
    bw_cell_set (cell, BW_DASH, BW_TONE_DIM);
  else
    bw_cell_take (cell, bw_format_percent (share, BW_FORMAT_SIGN | BW_FORMAT_ARROW),
                  bw_tone_of_sign (bw_fixed_sign (change)));
}

static void
present_volume (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwQuoteView *quote = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_size (bw_fixed_to_double (quote->market.day_volume)), BW_TONE_DIM);
}

static int
compare_symbol (BwRow *a, BwRow *b, gpointer user_data)
{
  const BwInstrument *left = lookup (a, user_data);
  const BwInstrument *right = lookup (b, user_data);

  return left != NULL && right != NULL ? strcmp (left->symbol, right->symbol) : 0;
}

static int
compare_last (BwRow *a, BwRow *b, gpointer user_data)
{
  const BwQuoteView *left = bw_row_get_payload (a), *right = bw_row_get_payload (b);

  return bw_fixed_compare (left->market.last, right->market.last);
}

static int
compare_change (BwRow *a, BwRow *b, gpointer user_data)
{
  double left = get_share (a, user_data), right = get_share (b, user_data);

  return (left > right) - (left < right);
}

static int
compare_volume (BwRow *a, BwRow *b, gpointer user_data)
{
  const BwQuoteView *left = bw_row_get_payload (a), *right = bw_row_get_payload (b);

  return bw_fixed_compare (left->market.day_volume, right->market.day_volume);
}

static const BwColumn columns[] = {
  { "symbol", N_("Symbol"), 62, FALSE, 0, present_symbol, compare_symbol },
  { "last", N_("Last $"), 64, FALSE, 1, present_last, compare_last },
  { "change", N_("Day"), 76, FALSE, 1, present_change, compare_change },
  { "volume", N_("Volume"), 62, FALSE, 1, present_volume, compare_volume },
};

/* ---- Which symbols ---- */

static void
save_symbols (BwWatchlistPanel *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));

  for (guint i = 0; i < self->instruments->len; i++)
    {
      const BwInstrument *instrument =
          bw_desk_lookup_instrument (desk, g_array_index (self->instruments, BwInstrumentId, i));

      if (instrument != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", instrument->symbol);
    }
  bw_engine_set_text (bw_desk_get_engine (desk), TEXT_KEY, text->str);
}

static gboolean
has_instrument (BwWatchlistPanel *self, BwInstrumentId instrument)
{
  for (guint i = 0; i < self->instruments->len; i++)
    if (g_array_index (self->instruments, BwInstrumentId, i) == instrument)
      return TRUE;
  return FALSE;
}

static void
add_default_symbols (BwWatchlistPanel *self, const BwInstrumentId *instruments, gsize n_instruments)
{
  for (gsize i = 0; i < n_instruments && self->instruments->len < DEFAULT_SYMBOLS; i++)
    g_array_append_val (self->instruments, instruments[i]);
}

/* The saved list for the practice market; all of a replay's symbols for a replay. */
static void
load_symbols (BwWatchlistPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  BwEngine *engine = bw_desk_get_engine (desk);
  g_autofree char *text = bw_engine_get_text (engine, TEXT_KEY);
  g_auto (GStrv) symbols = text != NULL ? g_strsplit (text, ",", SYMBOLS_MAX) : NULL;
  gsize n_instruments;
  const BwInstrumentId *instruments;

  self->timeline = bw_desk_get_timeline (desk);
  self->symbol_width = 0;
  instruments = bw_engine_timeline_instruments (engine, self->timeline, &n_instruments);
  g_array_set_size (self->instruments, 0);
  if (self->timeline != BW_TIMELINE_PRACTICE)
    {
      g_array_append_vals (self->instruments, instruments, (guint) MIN (n_instruments, SYMBOLS_MAX));
      return;
    }
  for (char **symbol = symbols; symbol != NULL && *symbol != NULL; symbol++)
    {
      const BwInstrument *instrument = bw_engine_find_instrument (engine, *symbol);

      if (instrument != NULL && !has_instrument (self, instrument->id))
        g_array_append_val (self->instruments, instrument->id);
    }
  if (self->instruments->len == 0)
    add_default_symbols (self, instruments, n_instruments);
}

static guint64
get_quote_key (gconstpointer payload)
{
  return ((const BwQuoteView *) payload)->instrument;
}

/* As wide as the longest symbol. */
static int
measure_symbols (BwWatchlistPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  const char *longest = "";

  for (guint i = 0; i < self->instruments->len; i++)
    {
      const BwInstrument *instrument =
          bw_desk_lookup_instrument (desk, g_array_index (self->instruments, BwInstrumentId, i));

      if (instrument != NULL && strlen (instrument->symbol) > strlen (longest))
        longest = instrument->symbol;
    }
  return bw_columns_measure (self->view, longest, columns[0].width);
}

/* A column that would be cut off is left out; the symbols take what the numbers leave. */
static void
fit_columns (BwWatchlistPanel *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->view));
  int volume = columns[G_N_ELEMENTS (columns) - 1].width;
  int symbol, numbers = 0;

  if (self->symbol_width == 0)
    self->symbol_width = measure_symbols (self);
  symbol = self->symbol_width;
  if (width <= 0 || self->volume_column == NULL)
    return;
  for (gsize i = 1; i + 1 < G_N_ELEMENTS (columns); i++)
    numbers += columns[i].width;
  gtk_column_view_column_set_visible (self->volume_column, width >= symbol + numbers + volume);
  if (width >= symbol + numbers + volume)
    numbers += volume;
  gtk_column_view_column_set_fixed_width (self->symbol_column, MAX (symbol, width - numbers));
}

static void
show_quotes (BwWatchlistPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  guint n = self->instruments->len;
  g_autofree BwQuoteView *quotes = g_new0 (BwQuoteView, MAX (n, 1));
  g_autofree gconstpointer *payloads = g_new0 (gconstpointer, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      BwInstrumentId instrument = g_array_index (self->instruments, BwInstrumentId, i);
      const BwQuoteView *quote =
          bw_engine_quote (bw_desk_get_engine (desk), bw_desk_get_timeline (desk), instrument);

      if (quote != NULL)
        quotes[i] = *quote;
      quotes[i].instrument = instrument;
      payloads[i] = &quotes[i];
    }
  bw_row_store_sync (self->store, payloads, n, sizeof (BwQuoteView), get_quote_key);
}

/* ---- Selection ---- */

static void
select_followed (BwWatchlistPanel *self)
{
  guint position;
  g_autoptr (BwRow) row = NULL;

  if (self->selection == NULL)
    return;
  row = bw_row_store_find (G_LIST_MODEL (self->selection), bw_panel_get_instrument (BW_PANEL (self)), &position);
  self->is_selecting = TRUE;
  gtk_single_selection_set_selected (self->selection, row != NULL ? position : GTK_INVALID_LIST_POSITION);
  self->is_selecting = FALSE;
}

static void
selected_cb (BwWatchlistPanel *self)
{
  BwRow *row = gtk_single_selection_get_selected_item (self->selection);

  if (!self->is_selecting && row != NULL)
    bw_panel_choose_instrument (BW_PANEL (self), (BwInstrumentId) bw_row_get_key (row));
}

static void
chosen_cb (BwSymbolChooser *chooser, guint instrument, gpointer user_data)
{
  BwWatchlistPanel *self = BW_WATCHLIST_PANEL (user_data);

  if (!has_instrument (self, instrument) && self->instruments->len < SYMBOLS_MAX)
    {
      g_array_append_val (self->instruments, instrument);
      self->symbol_width = 0;
      save_symbols (self);
      show_quotes (self);
    }
  bw_panel_choose_instrument (BW_PANEL (self), instrument);
}

static void
remove_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwWatchlistPanel *self = BW_WATCHLIST_PANEL (widget);
  BwRow *row = self->selection != NULL ? gtk_single_selection_get_selected_item (self->selection) : NULL;

  for (guint i = 0; row != NULL && i < self->instruments->len; i++)
    if (g_array_index (self->instruments, BwInstrumentId, i) == bw_row_get_key (row))
      {
        g_array_remove_index (self->instruments, i);
        save_symbols (self);
        show_quotes (self);
        return;
      }
}

/* ---- Panel ---- */

/* What can be done with a symbol of the list. */
static void
show_menu (BwWatchlistPanel *self, BwInstrumentId instrument, double x, double y)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (_("New Alert…"), NULL);

  g_menu_item_set_action_and_target (item, "win.new-alert", "u", instrument);
  g_menu_append_item (menu, item);
  g_menu_append (menu, _("Buy…"), "win.ticket::buy");
  g_menu_append (menu, _("Sell…"), "win.ticket::sell");
  gtk_popover_menu_set_menu_model (self->menu, G_MENU_MODEL (menu));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_pressed_cb (BwWatchlistPanel *self, int n_presses, double x, double y)
{
  BwRow *row = bw_columns_pick (self->view, x, y);
  const BwInstrument *instrument = row != NULL ? lookup (row, self) : NULL;

  if (instrument == NULL)
    return;
  bw_panel_choose_instrument (BW_PANEL (self), instrument->id);
  gtk_widget_translate_coordinates (GTK_WIDGET (self->view), GTK_WIDGET (self), x, y, &x, &y);
  show_menu (self, instrument->id, x, y);
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  BwWatchlistPanel *self = BW_WATCHLIST_PANEL (user_data);
  BwRow *row = gtk_single_selection_get_selected_item (self->selection);

  if (row != NULL && lookup (row, self) != NULL)
    show_menu (self, lookup (row, self)->id, 24, 60);
  return row != NULL;
}

static void
add_menu (BwWatchlistPanel *self)
{
  GtkGesture *press = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->menu = GTK_POPOVER_MENU (gtk_popover_menu_new_from_model (NULL));
  gtk_widget_set_parent (GTK_WIDGET (self->menu), GTK_WIDGET (self));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (press, "pressed", G_CALLBACK (menu_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (press));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Shift>F10|Menu"), gtk_callback_action_new (menu_key_cb, self, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
bw_watchlist_panel_set_up (BwPanel *panel)
{
  BwWatchlistPanel *self = BW_WATCHLIST_PANEL (panel);
  GtkSortListModel *sorted;
  GtkWidget *chooser = bw_symbol_chooser_new (bw_panel_get_desk (panel), "bw-add-symbolic", _("Add a symbol"));

  gtk_box_append (GTK_BOX (self->toolbar), chooser);
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (chosen_cb), self, 0);

  bw_columns_dress (self->view);
  bw_columns_add (self->view, columns, G_N_ELEMENTS (columns), self);
  self->volume_column = g_list_model_get_item (gtk_column_view_get_columns (self->view), G_N_ELEMENTS (columns) - 1);
  g_object_unref (self->volume_column);
  self->symbol_column = g_list_model_get_item (gtk_column_view_get_columns (self->view), 0);
  g_object_unref (self->symbol_column);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  add_menu (self);
}

static void
bw_watchlist_panel_refresh (BwPanel *panel, guint what)
{
  BwWatchlistPanel *self = BW_WATCHLIST_PANEL (panel);
  gboolean is_else = self->timeline != bw_desk_get_timeline (bw_panel_get_desk (panel)) ||
                     self->instruments->len == 0;

  if (is_else && (what & (BW_CHANGED_INSTRUMENTS | BW_CHANGED_TIMELINES)) != 0)
    load_symbols (self);
  else if ((what & BW_CHANGED_INSTRUMENTS) != 0 && self->timeline == BW_TIMELINE_PRACTICE)
    {
      /* A new name: the list is kept under it, and needs its room. */
      self->symbol_width = 0;
      save_symbols (self);
    }
  if ((what & BW_CHANGED_QUOTES) != 0 || is_else)
    {
      fit_columns (self);
      show_quotes (self);
      if (is_else)
        select_followed (self);
    }
}

static void
bw_watchlist_panel_instrument_changed (BwPanel *panel)
{
  select_followed (BW_WATCHLIST_PANEL (panel));
}

static void
bw_watchlist_panel_dispose (GObject *object)
{
  BwWatchlistPanel *self = BW_WATCHLIST_PANEL (object);

  if (self->menu != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->menu)));
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_pointer (&self->instruments, g_array_unref);
  G_OBJECT_CLASS (bw_watchlist_panel_parent_class)->dispose (object);
}

static void
bw_watchlist_panel_class_init (BwWatchlistPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_watchlist_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_watchlist_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_watchlist_panel_refresh;
  BW_PANEL_CLASS (klass)->instrument_changed = bw_watchlist_panel_instrument_changed;
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/bellwether/Bellwether/ui/watchlist-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwWatchlistPanel, toolbar);
  gtk_widget_class_bind_template_child (widget_class, BwWatchlistPanel, view);
  gtk_widget_class_install_action (widget_class, "watchlist.remove", NULL, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "watchlist.remove", NULL);
}

static void
bw_watchlist_panel_init (BwWatchlistPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (BW_TYPE_ROW);
  self->instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));
}
