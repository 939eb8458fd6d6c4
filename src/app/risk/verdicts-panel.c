/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/risk/risk-page.h"

#include "app/columns.h"
#include "app/format.h"
#include "app/paged-model.h"
#include "app/recount.h"
#include "app/words.h"
#include "store/verdict-log.h"

#include <glib/gi18n.h>

struct _BwVerdictsPanel
{
  BwPanel parent_instance;
  GtkWidget *held_button;
  GtkWidget *stack;
  GtkWidget *details;
  GtkColumnView *view;
  BwPagedModel *log;             /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  BwRecount recount;
};

G_DEFINE_FINAL_TYPE (BwVerdictsPanel, bw_verdicts_panel, BW_TYPE_PANEL)

/* An order that is sent and later replaced in vain has two records; their times differ. */
static guint64
get_key (gconstpointer payload)
{
  const BwVerdicts *verdicts = payload;

  return verdicts->order ^ ((guint64) verdicts->time << 20);
}

static void
fill_query (BwVerdictsPanel *self, BwVerdictsQuery *query)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));

  *query = (BwVerdictsQuery){
    .timeline = bw_desk_get_timeline (desk),
    .account = bw_desk_get_account (desk),
    .is_held_only = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->held_button)),
  };
}

static GArray *
read_page (guint64 offset, gsize n_max, gpointer user_data)
{
  BwVerdictsPanel *self = BW_VERDICTS_PANEL (user_data);
  BwTradingReader *reader = bw_engine_trading_reader (bw_panel_get_engine (BW_PANEL (self)));
  BwVerdictsQuery query;

  if (reader == NULL)
    return NULL;
  fill_query (self, &query);
  return bw_trading_reader_verdicts (reader, &query, offset, n_max, NULL);
}

static guint64
count_log (BwVerdictsPanel *self)
{
  BwTradingReader *reader = bw_engine_trading_reader (bw_panel_get_engine (BW_PANEL (self)));
  BwVerdictsQuery query;
  guint64 n_verdicts = 0;

  fill_query (self, &query);
  if (reader == NULL || !bw_trading_reader_count_verdicts (reader, &query, &n_verdicts, NULL))
    return 0;
  return n_verdicts;
}

static void
show_state (BwVerdictsPanel *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    g_list_model_get_n_items (G_LIST_MODEL (self->log)) > 0 ? "list" : "empty");
}

static void
count_more (BwPanel *panel)
{
  BwVerdictsPanel *self = BW_VERDICTS_PANEL (panel);

  bw_paged_model_grow (self->log, count_log (self));
  show_state (self);
}

static void
filter_changed_cb (BwVerdictsPanel *self)
{
  if (self->log == NULL)
    return;
  bw_paged_model_reset (self->log, count_log (self));
  show_state (self);
}

/* ---- Columns ---- */

static void
present_time (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwVerdicts *verdicts = bw_row_get_payload (row);
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (user_data));

  bw_cell_take (cell, bw_format_time (verdicts->time, bw_desk_get_zone (desk)), BW_TONE_NORMAL);
}

static void
present_order (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwVerdicts *verdicts = bw_row_get_payload (row);
  const BwInstrument *instrument
      = bw_desk_lookup_instrument (bw_panel_get_desk (BW_PANEL (user_data)), verdicts->instrument);
  g_autofree char *quantity = bw_format_quantity (verdicts->asked, BW_FORMAT_PLAIN);

  bw_cell_take (cell, g_strdup_printf ("%s %s %s", bw_words_side (verdicts->side), quantity,
                                       instrument != NULL ? instrument->symbol : ""),
                BW_TONE_NORMAL);
}

/* A sign as well as a word and a tone. */
static void
present_outcome (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwVerdicts *verdicts = bw_row_get_payload (row);
  const char *sign = verdicts->reason != 0 ? "✕" : verdicts->outcome == BW_VERDICT_RESIZE ? "◐" : "✓";
  const char *word = verdicts->reason != 0 ? _("refused") : bw_risk_words_outcome (verdicts->outcome);

  bw_cell_take (cell, g_strdup_printf ("%s %s", sign, word),
                verdicts->reason != 0 ? BW_TONE_DOWN : BW_TONE_NORMAL);
}

static void
present_why (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwVerdicts *verdicts = bw_row_get_payload (row);

  if (verdicts->reason != 0)
    {
      bw_cell_set (cell, bw_words_reason (verdicts->reason), BW_TONE_NORMAL);
      return;
    }
  for (guint i = 0; i < verdicts->n_rules; i++)
    if (verdicts->rules[i].outcome == BW_VERDICT_RESIZE)
      {
        bw_cell_take (cell, bw_risk_words_verdict (&verdicts->rules[i]), BW_TONE_NORMAL);
        return;
      }
  bw_cell_set (cell, "", BW_TONE_NORMAL);
}

static const BwColumn columns[] = {
  { "time", N_("Time"), 76, FALSE, 0, present_time, NULL },
  { "order", N_("Order"), 150, FALSE, 0, present_order, NULL },
  { "outcome", N_("Verdict"), 90, FALSE, 0, present_outcome, NULL },
  { "why", N_("Why"), 260, TRUE, 0, present_why, NULL, 1 },
};

/* ---- Acts ---- */

/* Every rule's verdict of the row that is selected, below the list. */
static void
selection_changed_cb (BwVerdictsPanel *self)
{
  BwRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (GString) text = g_string_new (NULL);
  const BwVerdicts *verdicts = row != NULL ? bw_row_get_payload (row) : NULL;

  for (guint i = 0; verdicts != NULL && i < verdicts->n_rules; i++)
    {
      g_autofree char *line = bw_risk_words_verdict (&verdicts->rules[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  gtk_label_set_text (GTK_LABEL (self->details), text->str);
  gtk_widget_set_visible (self->details, text->len > 0);
}

/* Opens the order: its symbol, on the trade page among the orders. */
static void
row_activated_cb (GtkColumnView *view, guint position, gpointer user_data)
{
  BwVerdictsPanel *self = BW_VERDICTS_PANEL (user_data);
  g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  const BwVerdicts *verdicts = bw_row_get_payload (row);

  bw_desk_set_instrument (bw_panel_get_desk (BW_PANEL (self)), BW_LINK_BLUE, verdicts->instrument);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.panel", "s", "orders");
}

/* ---- Making ---- */

static GtkWidget *
make_list (BwVerdictsPanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  bw_columns_dress (self->view);
  bw_columns_add (self->view, columns, G_N_ELEMENTS (columns), self);
  self->log = bw_paged_model_new (sizeof (BwVerdicts), get_key, read_page, self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->log)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "activate", G_CALLBACK (row_activated_cb), self, 0);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
  self->details = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->details), 0);
  gtk_label_set_wrap (GTK_LABEL (self->details), TRUE);
  gtk_label_set_selectable (GTK_LABEL (self->details), TRUE);
  gtk_widget_add_css_class (self->details, "numeric");
  gtk_widget_set_visible (self->details, FALSE);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->details);
  return box;
}

static void
bw_verdicts_panel_set_up (BwPanel *panel)
{
  BwVerdictsPanel *self = BW_VERDICTS_PANEL (panel);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *empty = gtk_label_new (_("No verdicts yet. Once limits are set, what they make of each order is told here."));

  self->held_button = gtk_toggle_button_new_with_label (_("Only Cut and Refused"));
  gtk_widget_set_halign (self->held_button, GTK_ALIGN_START);
  g_signal_connect_object (self->held_button, "toggled", G_CALLBACK (filter_changed_cb), self, G_CONNECT_SWAPPED);
  self->stack = gtk_stack_new ();
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_widget_add_css_class (empty, "dim-label");
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gtk_box_append (GTK_BOX (box), self->held_button);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 12);
  adw_bin_set_child (ADW_BIN (panel), box);
}

static void
bw_verdicts_panel_refresh (BwPanel *panel, guint what)
{
  BwVerdictsPanel *self = BW_VERDICTS_PANEL (panel);

  if (!bw_desk_is_open (bw_panel_get_desk (panel)))
    return;
  if (what == G_MAXUINT)
    filter_changed_cb (self);
  if ((what & (BW_CHANGED_ORDERS | BW_CHANGED_HISTORY)) != 0)
    bw_recount (&self->recount, BW_PANEL (self), count_more);
}

static void
bw_verdicts_panel_dispose (GObject *object)
{
  BwVerdictsPanel *self = BW_VERDICTS_PANEL (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->log);
  G_OBJECT_CLASS (bw_verdicts_panel_parent_class)->dispose (object);
}

static void
bw_verdicts_panel_class_init (BwVerdictsPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_verdicts_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_verdicts_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_verdicts_panel_refresh;
}

static void
bw_verdicts_panel_init (BwVerdictsPanel *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}

GtkWidget *
bw_verdicts_panel_new (BwDesk *desk)
{
  return g_object_new (BW_TYPE_VERDICTS_PANEL, "desk", desk, "id", "verdicts", "title", _("Verdicts"), NULL);
}
