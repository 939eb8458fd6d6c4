/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/import/import-preview.h"

#include "app/import/import-words.h"
#include "market/zone.h"

#include <glib/gi18n.h>

#define SAMPLE_ROWS 8
#define CELL_CHARS 18

enum
{
  FIELD_SYMBOL,
  FIELD_TIMEFRAME,
  FIELD_ZONE,
  FIELD_STAMP,
  FIELD_DATE,
  FIELD_CLASS,
  FIELD_DELIMITER,
  FIELD_PRICE,
  N_FIELDS
};

struct _BwImportPreview
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *banner;       /* what keeps it from being imported */
  GtkWidget *fields;       /* a list of rows */
  GtkWidget *rows[N_FIELDS];
  GtkWidget *controls[N_FIELDS];
  GtkWidget *sample;       /* a grid, made anew for each guess */
  GtkWidget *sample_scroller;
  BwImportGuess *guess;    /* (borrowed) (nullable): the caller's, corrected in place */
  gboolean is_showing;     /* we set the controls, not the user */
};

G_DEFINE_FINAL_TYPE (BwImportPreview, bw_import_preview, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const BwTimeframe timeframes[] = {
  BW_TIMEFRAME_NONE, BW_TIMEFRAME_1M, BW_TIMEFRAME_5M, BW_TIMEFRAME_15M, BW_TIMEFRAME_30M,
  BW_TIMEFRAME_1H,   BW_TIMEFRAME_4H, BW_TIMEFRAME_1D, BW_TIMEFRAME_1W,  BW_TIMEFRAME_1MO,
};

static const char delimiters[] = { ',', ';', '\t', '|', ' ' };

static const BwInstrumentClass classes[] = {
  BW_INSTRUMENT_EQUITY, BW_INSTRUMENT_ETF,    BW_INSTRUMENT_CRYPTO,
  BW_INSTRUMENT_FX,     BW_INSTRUMENT_FUTURE, BW_INSTRUMENT_INDEX,
};

static void show_guess (BwImportPreview *self);

/* ---- Corrections ---- */

static void
corrected (BwImportPreview *self)
{
  bw_import_guess_check (self->guess);
  show_guess (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static guint
get_choice (BwImportPreview *self, guint field)
{
  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->controls[field]));
}

static void
choice_cb (BwImportPreview *self)
{
  BwImportGuess *guess = self->guess;

  if (self->is_showing || guess == NULL)
    return;
  guess->timeframe = timeframes[MIN (get_choice (self, FIELD_TIMEFRAME), G_N_ELEMENTS (timeframes) - 1)];
  guess->stamp = get_choice (self, FIELD_STAMP) == 1 ? BW_IMPORT_STAMP_END : BW_IMPORT_STAMP_START;
  guess->date = (BwImportDate) get_choice (self, FIELD_DATE);
  guess->instrument_class = classes[MIN (get_choice (self, FIELD_CLASS), G_N_ELEMENTS (classes) - 1)];
  guess->price = (BwImportPrice) get_choice (self, FIELD_PRICE);
  corrected (self);
}

/* Another delimiter is another table: the rest is guessed anew. */
static void
delimiter_cb (BwImportPreview *self)
{
  guint choice = get_choice (self, FIELD_DELIMITER);

  if (self->is_showing || self->guess == NULL || choice >= sizeof delimiters)
    return;
  bw_import_guess_set_reading (self->guess, self->guess->encoding, delimiters[choice], self->guess->has_header);
  corrected (self);
}

static void
symbol_cb (BwImportPreview *self)
{
  if (self->is_showing || self->guess == NULL)
    return;
  bw_import_guess_set_symbol (self->guess, gtk_editable_get_text (GTK_EDITABLE (self->controls[FIELD_SYMBOL])));
  bw_import_guess_check (self->guess);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
zone_cb (BwImportPreview *self)
{
  GtkWidget *entry = self->controls[FIELD_ZONE];
  const char *zone = gtk_editable_get_text (GTK_EDITABLE (entry));

  if (self->is_showing || self->guess == NULL)
    return;
  if (!bw_import_guess_set_zone (self->guess, zone))
    {
      gtk_widget_add_css_class (entry, "error");
      gtk_widget_set_tooltip_text (entry, _("There is no such zone; write America/New_York, UTC or +02:00"));
      return;
    }
  gtk_widget_remove_css_class (entry, "error");
  gtk_widget_set_tooltip_text (entry, NULL);
  bw_import_guess_check (self->guess);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
role_cb (GtkDropDown *drop_down, GParamSpec *pspec, gpointer user_data)
{
  BwImportPreview *self = BW_IMPORT_PREVIEW (user_data);
  guint column_index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (drop_down), "bw-column"));

  if (self->is_showing || self->guess == NULL)
    return;
  bw_import_guess_set_role (self->guess, column_index, (BwImportRole) gtk_drop_down_get_selected (drop_down));
  corrected (self);
}

/* ---- Showing ---- */

static GtkWidget *
make_role_choice (BwImportPreview *self, guint column_index)
{
  const char *names[BW_IMPORT_N_ROLES + 1] = { NULL };
  g_autofree char *label = g_strdup_printf (_("What column “%s” holds"), self->guess->column_names[column_index]);
  GtkWidget *drop_down;

  for (guint role = 0; role < BW_IMPORT_N_ROLES; role++)
    names[role] = g_dgettext (GETTEXT_PACKAGE, bw_import_role_name (role));
  drop_down = gtk_drop_down_new_from_strings (names);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), self->guess->roles[column_index]);
  g_object_set_data (G_OBJECT (drop_down), "bw-column", GUINT_TO_POINTER (column_index));
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (role_cb), self, 0);
  return drop_down;
}

static GtkWidget *
make_cell (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), CELL_CHARS);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
show_sample (BwImportPreview *self)
{
  GtkWidget *grid = gtk_grid_new ();
  const BwImportGuess *guess = self->guess;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_widget_add_css_class (grid, "import-sample");
  for (guint column = 0; column < guess->n_columns; column++)
    {
      gtk_grid_attach (GTK_GRID (grid), make_role_choice (self, column), (int) column, 0, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), make_cell (guess->column_names[column], "heading"), (int) column, 1, 1, 1);
    }
  for (guint row = 0; guess->sample != NULL && row < MIN (guess->sample->len, SAMPLE_ROWS); row++)
    {
      char **cells = g_ptr_array_index (guess->sample, row);

      for (guint column = 0; column < guess->n_columns && cells[column] != NULL; column++)
        gtk_grid_attach (GTK_GRID (grid), make_cell (cells[column], "monospace"), (int) column, (int) row + 2, 1, 1);
    }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->sample_scroller), grid);
  /* Whole words: it scrolls before anything is cut. */
  gtk_scrollable_set_hscroll_policy (GTK_SCROLLABLE (gtk_widget_get_parent (grid)), GTK_SCROLL_NATURAL);
  self->sample = grid;
}

static void
show_reason (BwImportPreview *self, guint field, BwImportItem item)
{
  const BwImportNote *note = &self->guess->notes[item];
  g_autofree char *reason = bw_import_words (note->reason != NULL ? note->reason : "");

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[field]), reason);
  if (note->confidence == BW_IMPORT_UNSURE)
    gtk_widget_add_css_class (self->rows[field], "unsure");
  else
    gtk_widget_remove_css_class (self->rows[field], "unsure");
}

static guint
find_timeframe (BwTimeframe timeframe)
{
  for (guint i = 0; i < G_N_ELEMENTS (timeframes); i++)
    if (timeframes[i] == timeframe)
      return i;
  return 0;
}

static guint
find_class (BwInstrumentClass instrument_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (classes[i] == instrument_class)
      return i;
  return 0;
}

static guint
find_delimiter (char delimiter)
{
  for (guint i = 0; i < sizeof delimiters; i++)
    if (delimiters[i] == delimiter)
      return i;
  return 0;
}

static void
set_choice (BwImportPreview *self, guint field, guint choice)
{
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->controls[field]), choice);
}

static void
set_entry (BwImportPreview *self, guint field, const char *text)
{
  GtkEditable *entry = GTK_EDITABLE (self->controls[field]);

  if (g_strcmp0 (gtk_editable_get_text (entry), text != NULL ? text : "") != 0)
    gtk_editable_set_text (entry, text != NULL ? text : "");
}

static void
show_guess (BwImportPreview *self)
{
  BwImportGuess *guess = self->guess;
  gboolean has_symbols = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_SYMBOL) >= 0;
  gboolean has_bid_ask = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_BID_CLOSE) >= 0;
  g_autofree char *message = bw_import_words (guess->message != NULL ? guess->message : "");

  self->is_showing = TRUE;
  gtk_widget_set_visible (self->rows[FIELD_SYMBOL], !has_symbols);
  gtk_widget_set_visible (self->rows[FIELD_TIMEFRAME], bw_import_guess_find_role (guess, BW_IMPORT_ROLE_TIMEFRAME) < 0);
  gtk_widget_set_visible (self->rows[FIELD_PRICE], has_bid_ask);
  gtk_widget_set_sensitive (self->rows[FIELD_ZONE], !guess->has_offsets);
  set_entry (self, FIELD_SYMBOL, guess->symbol);
  set_entry (self, FIELD_ZONE, guess->zone);
  set_choice (self, FIELD_TIMEFRAME, find_timeframe (guess->timeframe));
  set_choice (self, FIELD_STAMP, guess->stamp == BW_IMPORT_STAMP_END ? 1 : 0);
  set_choice (self, FIELD_DATE, guess->date);
  set_choice (self, FIELD_CLASS, find_class (guess->instrument_class));
  set_choice (self, FIELD_DELIMITER, find_delimiter (guess->delimiter));
  set_choice (self, FIELD_PRICE, guess->price);
  show_reason (self, FIELD_SYMBOL, BW_IMPORT_ITEM_SYMBOL);
  show_reason (self, FIELD_TIMEFRAME, BW_IMPORT_ITEM_TIMEFRAME);
  show_reason (self, FIELD_ZONE, BW_IMPORT_ITEM_ZONE);
  show_reason (self, FIELD_STAMP, BW_IMPORT_ITEM_STAMP);
  show_reason (self, FIELD_DATE, BW_IMPORT_ITEM_DATE);
  show_reason (self, FIELD_CLASS, BW_IMPORT_ITEM_CALENDAR);
  show_reason (self, FIELD_DELIMITER, BW_IMPORT_ITEM_DELIMITER);
  show_reason (self, FIELD_PRICE, BW_IMPORT_ITEM_PRICE);
  show_sample (self);
  gtk_widget_set_visible (self->banner, guess->verdict != BW_IMPORT_VERDICT_BARS);
  gtk_label_set_text (GTK_LABEL (self->banner), message);
  self->is_showing = FALSE;
}

/**
 * bw_import_preview_set_guess:
 * @guess: (transfer none): outlives its showing; corrections go into it
 */
void
bw_import_preview_set_guess (BwImportPreview *self, BwImportGuess *guess)
{
  self->guess = guess;
  show_guess (self);
}

/* ---- Building ---- */

static void
add_field (BwImportPreview *self, guint field, const char *title, GtkWidget *control)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control); /* names it, too */
  gtk_list_box_append (GTK_LIST_BOX (self->fields), row);
  self->rows[field] = row;
  self->controls[field] = control;
}

static GtkWidget *
make_choice (BwImportPreview *self, const char *const *names, GCallback callback)
{
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (names);

  g_signal_connect_object (drop_down, "notify::selected", callback, self, G_CONNECT_SWAPPED);
  return drop_down;
}

static GtkWidget *
make_entry (BwImportPreview *self, int width_chars, GCallback callback)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width_chars);
  g_signal_connect_object (entry, "changed", callback, self, G_CONNECT_SWAPPED);
  return entry;
}

static GtkWidget *
make_date_choice (BwImportPreview *self)
{
  const char *names[BW_IMPORT_DATE_EPOCH_NS + 2] = { NULL };

  for (guint date = 0; date <= BW_IMPORT_DATE_EPOCH_NS; date++)
    names[date] = g_dgettext (GETTEXT_PACKAGE, bw_import_date_name (date));
  return make_choice (self, names, G_CALLBACK (choice_cb));
}

static void
add_fields (BwImportPreview *self)
{
  const char *const stamp_names[] = { _("its start"), _("its end"), NULL };
  const char *const timeframe_names[] = { _("not known"),  _("1 minute"), _("5 minutes"), _("15 minutes"),
                                          _("30 minutes"), _("1 hour"),   _("4 hours"),   _("1 day"),
                                          _("1 week"),     _("1 month"),  NULL };
  const char *const class_names[] = { _("Share"),  _("Fund (ETF)"), _("Crypto"), _("Currency pair"),
                                      _("Future"), _("Index"),      NULL };
  const char *const delimiter_names[] = { _("Comma"), _("Semicolon"), _("Tab"), _("Bar |"), _("Blank"), NULL };
  const char *const price_names[] = { _("Trades"), _("Middle of bid and ask"), _("Bid"), _("Ask"),
                                      _("Please choose"), NULL };

  add_field (self, FIELD_SYMBOL, _("Symbol"), make_entry (self, 12, G_CALLBACK (symbol_cb)));
  add_field (self, FIELD_TIMEFRAME, _("Each bar spans"), make_choice (self, timeframe_names, G_CALLBACK (choice_cb)));
  add_field (self, FIELD_ZONE, _("Time zone"), make_entry (self, 20, G_CALLBACK (zone_cb)));
  add_field (self, FIELD_STAMP, _("A bar’s time names"), make_choice (self, stamp_names, G_CALLBACK (choice_cb)));
  add_field (self, FIELD_DATE, _("Dates are written"), make_date_choice (self));
  add_field (self, FIELD_CLASS, _("Kind"), make_choice (self, class_names, G_CALLBACK (choice_cb)));
  add_field (self, FIELD_PRICE, _("Prices"), make_choice (self, price_names, G_CALLBACK (choice_cb)));
  add_field (self, FIELD_DELIMITER, _("Columns are parted by"), make_choice (self, delimiter_names, G_CALLBACK (delimiter_cb)));
}

static void
bw_import_preview_dispose (GObject *object)
{
  g_clear_pointer (&BW_IMPORT_PREVIEW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_import_preview_parent_class)->dispose (object);
}

static void
bw_import_preview_class_init (BwImportPreviewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_import_preview_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * BwImportPreview::changed:
   *
   * The guess was corrected.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
}

static void
bw_import_preview_init (BwImportPreview *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->banner = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->banner), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->banner), 0);
  gtk_widget_add_css_class (self->banner, "notice");
  gtk_box_append (GTK_BOX (self->box), self->banner);

  self->sample_scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->sample_scroller), GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  gtk_widget_add_css_class (self->sample_scroller, "bw-card");
  gtk_box_append (GTK_BOX (self->box), self->sample_scroller);

  self->fields = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->fields), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->fields, "boxed-list");
  gtk_box_append (GTK_BOX (self->box), self->fields);
  add_fields (self);
}

GtkWidget *
bw_import_preview_new (void)
{
  return g_object_new (BW_TYPE_IMPORT_PREVIEW, NULL);
}
