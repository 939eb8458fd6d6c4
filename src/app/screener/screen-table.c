/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/screen-table.h"

#include "app/format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define COLUMN_WIDTH 110
#define SYMBOL_WIDTH 90

/* A row's payload: which line of the result it is. The generation makes a newer result another. */
typedef struct
{
  BwInstrumentId instrument;
  guint line, generation;
} Found;

struct _BwScreenTable
{
  AdwBin parent_instance;
  GtkColumnView *view;
  GListStore *store;
  GtkSortListModel *sorted;
  GtkSingleSelection *selection;
  GPtrArray *made;        /* (owned): ColumnInfo, of all columns there ever were */
  GPtrArray *tables;      /* (owned): arrays of BwColumn, likewise */
  char **columns;         /* (owned) */
  BwScreenResult *result; /* (owned) (nullable) */
  guint generation;
};

G_DEFINE_FINAL_TYPE (BwScreenTable, bw_screen_table, ADW_TYPE_BIN)

enum
{
  SIGNAL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a column of the view needs for as long as the view lives. */
typedef struct
{
  BwScreenTable *table; /* (borrowed) */
  char *title;          /* (owned) */
  int index;            /* -1: the symbol */
} ColumnInfo;

static void
column_info_free (gpointer data)
{
  ColumnInfo *info = data;

  g_free (info->title);
  g_free (info);
}

static const BwProgramRoot *
root_of (const ColumnInfo *info)
{
  const BwScreenResult *result = info->table->result;

  if (result == NULL || info->index < 0 || (guint)info->index >= result->n_columns)
    return NULL;
  return bw_program_get_root (result->program, result->first_column + (guint)info->index);
}

static const Found *
found_of (const ColumnInfo *info, BwRow *row)
{
  const Found *found = bw_row_get_payload (row);

  return info->table->result != NULL && found->line < info->table->result->rows->len ? found : NULL;
}

/* A large number in three figures and its unit; a small one with the decimals it needs. */
static char *
format_plain (double value)
{
  BwFixed number;

  if (fabs (value) >= 1e5)
    return bw_format_size (value);
  if (!bw_fixed_from_double (value, &number))
    return g_strdup_printf ("%g", value);
  return bw_format_number (number, 0, fabs (value) < 1 ? 4 : 2, BW_FORMAT_PLAIN);
}

static char *
format_value (const BwProgramRoot *root, const BwInstrument *instrument, double value)
{
  BwFixed number;

  if (isnan (value))
    return g_strdup (BW_DASH);
  if (root->type == BW_VALUE_TRUTH)
    return g_strdup (bw_value_is_met (value) ? _ ("yes") : _ ("no"));
  if (root->unit == BW_UNIT_PERCENT)
    return bw_format_percent (value / 100, BW_FORMAT_SIGN);
  if (root->unit == BW_UNIT_PRICE && bw_fixed_from_double (value, &number))
    return bw_format_price (instrument, number);
  return format_plain (value);
}

static void
present_cell (BwRow *row, BwCell *cell, gpointer user_data)
{
  const ColumnInfo *info = user_data;
  const BwProgramRoot *root = root_of (info);
  const Found *found = found_of (info, row);
  const BwScreenEntry *entry;
  double value;

  if (found == NULL || (info->index >= 0 && root == NULL))
    {
      bw_cell_set (cell, "", BW_TONE_DIM);
      return;
    }
  entry = g_ptr_array_index (info->table->result->rows, found->line);
  if (info->index < 0)
    {
      bw_cell_set (cell, entry->instrument.symbol, BW_TONE_STRONG);
      gtk_widget_set_tooltip_text (GTK_WIDGET (cell), entry->instrument.name);
      return;
    }
  if (root->type == BW_VALUE_TEXT)
    {
      const char *text =
          bw_screen_result_text (info->table->result, found->line, (guint)info->index);

      bw_cell_set (cell, text != NULL ? text : BW_DASH, BW_TONE_NORMAL);
      return;
    }
  value = bw_screen_result_value (info->table->result, found->line, (guint)info->index);
  bw_cell_take (cell, format_value (root, &entry->instrument, value),
                isnan (value)                   ? BW_TONE_DIM
                : root->unit == BW_UNIT_PERCENT ? bw_tone_of_sign ((value > 0) - (value < 0))
                                                : BW_TONE_NORMAL);
}

static const char *
symbol_of (const ColumnInfo *info, const Found *found)
{
  const BwScreenEntry *entry = g_ptr_array_index (info->table->result->rows, found->line);

  return entry->instrument.symbol;
}

static int
compare_cells (BwRow *a, BwRow *b, gpointer user_data)
{
  const ColumnInfo *info = user_data;
  const BwScreenResult *result = info->table->result;
  const BwProgramRoot *root = root_of (info);
  const Found *left = found_of (info, a), *right = found_of (info, b);
  double x, y;

  if (left == NULL || right == NULL)
    return 0;
  if (root == NULL)
    return strcmp (symbol_of (info, left), symbol_of (info, right));
  if (root->type == BW_VALUE_TEXT)
    return g_strcmp0 (bw_screen_result_text (result, left->line, (guint)info->index),
                      bw_screen_result_text (result, right->line, (guint)info->index));
  x = bw_screen_result_value (result, left->line, (guint)info->index);
  y = bw_screen_result_value (result, right->line, (guint)info->index);
  if (isnan (x) || isnan (y))
    return isnan (y) - isnan (x);
  return (x > y) - (x < y);
}

static BwColumn
describe_column (BwScreenTable *self, const char *title, int index)
{
  ColumnInfo *info = g_new0 (ColumnInfo, 1);

  info->table = self;
  info->title = g_strdup (title);
  info->index = index;
  g_ptr_array_add (self->made, info);
  return (BwColumn){ .id = info->title,
                     .title = info->title,
                     .width = index < 0 ? SYMBOL_WIDTH : COLUMN_WIDTH,
                     .xalign = index < 0 ? 0 : 1,
                     .present = present_cell,
                     .compare = compare_cells,
                     .user_data = info };
}

static GtkColumnViewColumn *
find_column (BwScreenTable *self, const char *title)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);

  for (guint k = 0; k < g_list_model_get_n_items (columns); k++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, k);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        return column;
    }
  return NULL;
}

/**
 * bw_screen_table_set_columns:
 * @sort: one of @columns, "-" in front: from the highest down; "": by symbol
 */
void
bw_screen_table_set_columns (BwScreenTable *self, const char *const *columns, const char *sort)
{
  guint n_columns = g_strv_length ((char **)columns);
  BwColumn *table = g_new0 (BwColumn, n_columns + 1);
  gboolean is_descending = *sort == '-';
  GtkColumnViewColumn *column;

  g_list_store_remove_all (self->store);
  g_clear_pointer (&self->result, bw_screen_result_free);
  gtk_column_view_sort_by_column (self->view, NULL, GTK_SORT_ASCENDING);
  bw_columns_remove_all (self->view);
  g_strfreev (self->columns);
  self->columns = g_strdupv ((char **)columns);
  table[0] = describe_column (self, _ ("Symbol"), -1);
  for (guint k = 0; k < n_columns; k++)
    table[k + 1] = describe_column (self, columns[k], (int)k);
  g_ptr_array_add (self->tables, table);
  bw_columns_add (self->view, table, n_columns + 1, NULL);
  column = find_column (self, sort + is_descending);
  gtk_column_view_sort_by_column (
      self->view, column != NULL ? column : find_column (self, _ ("Symbol")),
      column != NULL && is_descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

static guint64
get_key (gconstpointer payload)
{
  return ((const Found *)payload)->instrument;
}

/**
 * bw_screen_table_take_result:
 * @result: (transfer full): of the columns that were set
 */
void
bw_screen_table_take_result (BwScreenTable *self, BwScreenResult *result)
{
  guint n = result->rows->len;
  g_autofree Found *found = g_new0 (Found, MAX (n, 1u));
  g_autofree gconstpointer *payloads = g_new0 (gconstpointer, MAX (n, 1u));
  GtkSorter *sorter = gtk_column_view_get_sorter (self->view);
  BwScreenResult *before = self->result;

  self->generation++;
  for (guint i = 0; i < n; i++)
    {
      const BwScreenEntry *entry = g_ptr_array_index (result->rows, i);

      found[i] = (Found){ entry->instrument.id, i, self->generation };
      payloads[i] = &found[i];
    }
  self->result = result;
  bw_row_store_sync (self->store, payloads, n, sizeof (Found), get_key);
  gtk_sorter_changed (sorter, GTK_SORTER_CHANGE_DIFFERENT);
  g_clear_pointer (&before, bw_screen_result_free);
}

/* As they stand on the screen. */
static guint
line_at (BwScreenTable *self, guint position, BwInstrumentId *instrument)
{
  g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (self->sorted), position);
  const Found *found = bw_row_get_payload (row);

  *instrument = found->instrument;
  return found->line;
}

/**
 * bw_screen_table_get_instruments:
 *
 * Returns: (transfer full) (element-type BwInstrumentId): in the order they are shown
 */
GArray *
bw_screen_table_get_instruments (BwScreenTable *self)
{
  GArray *instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sorted)); i++)
    {
      BwInstrumentId instrument;

      line_at (self, i, &instrument);
      g_array_append_val (instruments, instrument);
    }
  return instruments;
}

static void
append_field (GString *text, const char *field)
{
  g_auto (GStrv) parts = g_strsplit (field, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  if (strpbrk (field, ",\"\n") != NULL)
    g_string_append_printf (text, "\"%s\"", doubled);
  else
    g_string_append (text, field);
}

/**
 * bw_screen_table_write_csv:
 *
 * Returns: (transfer full): with numbers that programs read: a point, no grouping; empty where
 * unknown
 */
char *
bw_screen_table_write_csv (BwScreenTable *self)
{
  GString *text = g_string_new ("symbol");
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint k = 0; self->columns != NULL && self->columns[k] != NULL; k++)
    {
      g_string_append_c (text, ',');
      append_field (text, self->columns[k]);
    }
  g_string_append_c (text, '\n');
  for (guint i = 0;
       self->result != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->sorted)); i++)
    {
      BwInstrumentId instrument;
      guint line = line_at (self, i, &instrument);
      const BwScreenEntry *entry = g_ptr_array_index (self->result->rows, line);

      append_field (text, entry->instrument.symbol);
      for (guint k = 0; k < self->result->n_columns; k++)
        {
          const char *word = bw_screen_result_text (self->result, line, k);
          double value = bw_screen_result_value (self->result, line, k);

          g_string_append_c (text, ',');
          if (word != NULL)
            append_field (text, word);
          else if (!isnan (value))
            g_string_append (text, g_ascii_formatd (number, sizeof number, "%.10g", value));
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

/* Whether what is shown rises (+1) or falls (-1) by a column throughout; 0: neither, or all is the
 * same. */
static int
find_direction (BwScreenTable *self, guint column)
{
  gboolean rises = FALSE, falls = FALSE;
  double before = NAN;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sorted)); i++)
    {
      BwInstrumentId instrument;
      double value = bw_screen_result_value (self->result, line_at (self, i, &instrument), column);

      rises |= value > before;
      falls |= value < before;
      before = isnan (value) ? before : value;
    }
  return rises == falls ? 0 : rises ? 1 : -1;
}

/**
 * bw_screen_table_get_sort:
 *
 * A column view of GTK 4.8 doesn't tell by what it is sorted: the rows do.
 *
 * Returns: (transfer full): as bw_screen_table_set_columns() takes it
 */
char *
bw_screen_table_get_sort (BwScreenTable *self)
{
  for (guint k = 0; self->result != NULL && k < self->result->n_columns; k++)
    {
      int direction = find_direction (self, k);

      if (direction != 0)
        return g_strconcat (direction < 0 ? "-" : "", self->columns[k], NULL);
    }
  return g_strdup ("");
}

static void
activate_cb (GtkColumnView *view, guint position, BwScreenTable *self)
{
  BwInstrumentId instrument;

  line_at (self, position, &instrument);
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, instrument);
}

static void
bw_screen_table_dispose (GObject *object)
{
  BwScreenTable *self = BW_SCREEN_TABLE (object);

  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (bw_screen_table_parent_class)->dispose (object);
}

static void
bw_screen_table_finalize (GObject *object)
{
  BwScreenTable *self = BW_SCREEN_TABLE (object);

  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->tables);
  g_strfreev (self->columns);
  g_clear_pointer (&self->result, bw_screen_result_free);
  G_OBJECT_CLASS (bw_screen_table_parent_class)->finalize (object);
}

static void
bw_screen_table_class_init (BwScreenTableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_screen_table_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_screen_table_finalize;

  /**
   * BwScreenTable::activated:
   * @instrument: that was chosen
   */
  signals[SIGNAL_ACTIVATED] =
      g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_screen_table_init (BwScreenTable *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->made = g_ptr_array_new_with_free_func (column_info_free);
  self->tables = g_ptr_array_new_with_free_func (g_free);
  self->store = g_list_store_new (BW_TYPE_ROW);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  bw_columns_dress (self->view);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->store)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Found symbols"), -1);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

GtkWidget *
bw_screen_table_new (void)
{
  return g_object_new (BW_TYPE_SCREEN_TABLE, NULL);
}
