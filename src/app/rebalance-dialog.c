/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/rebalance-dialog.h"

#include "app/adaptive.h"
#include "app/dialog.h"
#include "app/format.h"
#include "app/rebalance-run.h"
#include "app/symbol-chooser.h"
#include "app/words.h"

#include <glib/gi18n.h>

enum
{
  COLUMN_SYMBOL,
  COLUMN_NOW,
  COLUMN_TARGET,
  COLUMN_DRIFT,
  COLUMN_ORDER,
  COLUMN_PRICE,
  COLUMN_AFTER,
  N_COLUMNS
};

/* One symbol: its widgets, and the target as it was last written. */
typedef struct
{
  BwRebalanceDialog *dialog; /* (borrowed) */
  BwInstrumentId instrument;
  GtkWidget *labels[N_COLUMNS];
  GtkSpinButton *target; /* in percent of equity */
  gint64 hundredths;     /* of a percent: what is shown there */
} Line;

struct _BwRebalanceDialog
{
  AdwWindow parent_instance;
  BwDesk *desk; /* (owned) */
  BwRebalanceGoal *goal; /* (owned) */
  GPtrArray *lines;      /* (owned): Line */
  BwAdaptive *adaptive;
  GtkWidget *headings[N_COLUMNS];
  GtkGrid *grid;
  GtkBox *foot;
  GtkSpinButton *band;
  GtkLabel *note_label;
  GtkWidget *send_button;
  GtkWidget *empty;
  GtkBox *tools;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (BwRebalanceDialog, bw_rebalance_dialog, ADW_TYPE_WINDOW)

static const char *const titles[N_COLUMNS] = {
  N_("Symbol"), N_("Now %"), N_("Target %"), N_("Drift %"), N_("Order"), N_("Price $"), N_("After %"),
};

static char *
percent (BwFixed share, BwFormatFlags flags)
{
  BwFixed hundred;

  return bw_fixed_mul_int (share, 100, &hundred) ? bw_format_number (hundred, 2, 2, flags) : g_strdup (BW_DASH);
}

/* ---- The plan ---- */

static Line *
find_line (BwRebalanceDialog *self, BwInstrumentId instrument)
{
  for (guint i = 0; i < self->lines->len; i++)
    if (((Line *) g_ptr_array_index (self->lines, i))->instrument == instrument)
      return g_ptr_array_index (self->lines, i);
  return NULL;
}

static void
set_cell (Line *line, int column, char *text)
{
  gtk_label_set_text (GTK_LABEL (line->labels[column]), text);
  g_free (text);
}

static void
show_line (BwRebalanceDialog *self, const BwRebalanceItem *item, const BwRebalanceLine *plan)
{
  Line *line = find_line (self, item->instrument->id);
  g_autofree char *quantity = NULL;

  if (line == NULL)
    return;
  set_cell (line, COLUMN_NOW, percent (plan->weight, BW_FORMAT_PLAIN));
  set_cell (line, COLUMN_DRIFT, percent (plan->drift, BW_FORMAT_SIGN));
  set_cell (line, COLUMN_PRICE, plan->price.e8 > 0 ? bw_format_price (item->instrument, plan->price) : g_strdup (BW_DASH));
  set_cell (line, COLUMN_AFTER, percent (plan->weight_after, BW_FORMAT_PLAIN));
  if (plan->reason != BW_REASON_NONE)
    {
      set_cell (line, COLUMN_ORDER, g_strdup (bw_words_reason ((BwReason) plan->reason)));
      return;
    }
  quantity = bw_format_quantity (bw_fixed_abs (plan->order), BW_FORMAT_PLAIN);
  set_cell (line, COLUMN_ORDER,
            plan->order.e8 == 0  ? g_strdup (BW_DASH)
            : plan->order.e8 > 0 ? g_strdup_printf (_("Buy %s"), quantity)
                                 : g_strdup_printf (_("Sell %s"), quantity));
  bw_style_set_tone (line->labels[COLUMN_ORDER], plan->order.e8 == 0  ? BW_TONE_DIM
                                                 : plan->order.e8 > 0 ? BW_TONE_UP
                                                                      : BW_TONE_DOWN);
}

static void
say (BwRebalanceDialog *self, BwReason reason, guint n_first, guint n_second)
{
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (self->send_button, reason == BW_REASON_NONE && n_first + n_second > 0);
  if (reason == BW_REASON_BUYING_POWER)
    text = g_strdup (/* xgettext:no-c-format */ _("The targets add up to more than 100 % of equity. Lower one of them."));
  else if (reason != BW_REASON_NONE)
    text = g_strdup (bw_words_reason (reason));
  else if (n_first + n_second == 0)
    text = g_strdup (_("Nothing to do: everything is on its target."));
  else
    text = g_strdup_printf (_("Market orders. First what frees money: %u. Once filled, the rest is planned anew: %u."),
                            n_first, n_second);
  gtk_label_set_text (self->note_label, text);
}

static void
replan (BwRebalanceDialog *self)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (BwRebalanceItem));
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (BwRebalanceLine));
  BwReason reason = bw_rebalance_goal_plan (self->goal, bw_desk_get_engine (self->desk), items, lines);
  guint n_stages[2] = { 0, 0 };

  for (guint i = 0; reason == BW_REASON_NONE && i < items->len; i++)
    {
      const BwRebalanceLine *line = &g_array_index (lines, BwRebalanceLine, i);

      show_line (self, &g_array_index (items, BwRebalanceItem, i), line);
      if (line->order.e8 != 0)
        n_stages[line->is_first_stage ? 0 : 1]++;
    }
  gtk_widget_set_visible (self->empty, self->lines->len == 0);
  say (self, reason, n_stages[0], n_stages[1]);
}

/* Whole hundredths of a percent: the double of the spin button is exact enough for them. */
static gint64
read_hundredths (GtkSpinButton *button)
{
  double value = gtk_spin_button_get_value (button) * 100;

  return (gint64) (value < 0 ? value - 0.5 : value + 0.5);
}

/* A field that loses its focus tells its value again, also when the window goes. */
static void
target_changed_cb (Line *line)
{
  BwRebalanceDialog *self = line->dialog;
  gint64 hundredths = read_hundredths (line->target);
  BwFixed *target;

  if (self->goal == NULL || hundredths == line->hundredths)
    return;
  line->hundredths = hundredths;
  target = g_new (BwFixed, 1);
  target->e8 = hundredths * 10000;
  g_hash_table_insert (self->goal->targets, GUINT_TO_POINTER (line->instrument), target);
  if (!self->is_filling)
    replan (self);
}

static void
band_changed_cb (BwRebalanceDialog *self)
{
  if (self->goal == NULL)
    return;
  self->goal->band.e8 = read_hundredths (self->band) * 10000;
  replan (self);
}

/* ---- Lines ---- */

/* A phone has room for the symbol, its target, how far it is off, and the order. */
static gboolean
has_room (BwRebalanceDialog *self, int column)
{
  return bw_adaptive_get_width_class (self->adaptive) != BW_WIDTH_NARROW ||
         (column != COLUMN_NOW && column != COLUMN_PRICE && column != COLUMN_AFTER);
}

static void
width_class_changed_cb (BwRebalanceDialog *self)
{
  gboolean is_narrow = bw_adaptive_get_width_class (self->adaptive) == BW_WIDTH_NARROW;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->foot), is_narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_grid_set_column_spacing (self->grid, is_narrow ? 8 : 18);
  for (int column = 0; column < N_COLUMNS; column++)
    {
      gtk_widget_set_visible (self->headings[column], has_room (self, column));
      for (guint i = 0; i < self->lines->len; i++)
        gtk_widget_set_visible (((Line *) g_ptr_array_index (self->lines, i))->labels[column], has_room (self, column));
    }
}

static GtkWidget *
make_label (float xalign)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "numeric");
  return label;
}

/* @weight: its target, as exact as it comes; the field shows hundredths of a percent of it. */
static void
add_line (BwRebalanceDialog *self, BwInstrumentId instrument, BwFixed weight)
{
  const BwInstrument *definition = bw_desk_lookup_instrument (self->desk, instrument);
  Line *line;
  int row = (int) self->lines->len + 1;
  g_autofree char *name = NULL;

  if (definition == NULL || find_line (self, instrument) != NULL)
    return;
  line = g_new0 (Line, 1);
  line->dialog = self;
  line->instrument = instrument;
  g_ptr_array_add (self->lines, line);
  for (int column = 0; column < N_COLUMNS; column++)
    {
      GtkWidget *cell = column == COLUMN_TARGET ? gtk_spin_button_new_with_range (-100, 100, 1)
                                                : make_label (column == COLUMN_SYMBOL ? 0 : 1);

      line->labels[column] = cell;
      gtk_widget_set_visible (cell, has_room (self, column));
      gtk_grid_attach (self->grid, cell, column, row, 1, 1);
    }
  gtk_label_set_text (GTK_LABEL (line->labels[COLUMN_SYMBOL]), definition->symbol);
  gtk_widget_set_tooltip_text (line->labels[COLUMN_SYMBOL], definition->name);
  gtk_widget_add_css_class (line->labels[COLUMN_SYMBOL], "heading");
  line->target = GTK_SPIN_BUTTON (line->labels[COLUMN_TARGET]);
  name = g_strdup_printf (_("Target of %s, percent of equity"), definition->symbol);
  gtk_accessible_update_property (GTK_ACCESSIBLE (line->target), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_spin_button_set_digits (line->target, 2);
  gtk_editable_set_width_chars (GTK_EDITABLE (line->target), 6);
  gtk_editable_set_alignment (GTK_EDITABLE (line->target), 1);
  gtk_widget_set_halign (GTK_WIDGET (line->target), GTK_ALIGN_END);
  gtk_spin_button_set_value (line->target, bw_fixed_to_double (weight) * 100);
  line->hundredths = read_hundredths (line->target);
  g_hash_table_insert (self->goal->targets, GUINT_TO_POINTER (instrument), g_memdup2 (&weight, sizeof weight));
  g_signal_connect_swapped (line->target, "value-changed", G_CALLBACK (target_changed_cb), line);
  if (!self->is_filling)
    replan (self);
}

static void
symbol_chosen_cb (BwRebalanceDialog *self, guint instrument)
{
  add_line (self, instrument, BW_FIXED_ZERO);
}

/* Everything that is listed gets the same share of all but a hundredth, which stays for fees. */
static void
equal_cb (BwRebalanceDialog *self)
{
  double share = self->lines->len > 0 ? (double) (9900 / self->lines->len) / 100 : 0;

  self->is_filling = TRUE;
  for (guint i = 0; i < self->lines->len; i++)
    gtk_spin_button_set_value (((Line *) g_ptr_array_index (self->lines, i))->target, share);
  self->is_filling = FALSE;
  replan (self);
}

static void
fill (BwRebalanceDialog *self)
{
  g_autoptr (GArray) items = g_array_new (FALSE, TRUE, sizeof (BwRebalanceItem));
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (BwRebalanceLine));

  bw_rebalance_goal_plan (self->goal, bw_desk_get_engine (self->desk), items, lines);
  self->is_filling = TRUE;
  for (guint i = 0; i < items->len; i++)
    add_line (self, g_array_index (items, BwRebalanceItem, i).instrument->id,
              g_array_index (lines, BwRebalanceLine, i).weight);
  self->is_filling = FALSE;
  replan (self);
}

static void
send_cb (BwRebalanceDialog *self)
{
  bw_rebalance_run (self->desk, g_steal_pointer (&self->goal));
  self->goal = bw_rebalance_goal_new (bw_desk_get_timeline (self->desk), bw_desk_get_account (self->desk));
  gtk_window_close (GTK_WINDOW (self));
}

static void
changed_cb (BwRebalanceDialog *self, guint what)
{
  if ((what & (BW_CHANGED_QUOTES | BW_CHANGED_POSITIONS)) != 0)
    replan (self);
}

static void
bw_rebalance_dialog_dispose (GObject *object)
{
  BwRebalanceDialog *self = BW_REBALANCE_DIALOG (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->goal, bw_rebalance_goal_free);
  G_OBJECT_CLASS (bw_rebalance_dialog_parent_class)->dispose (object);
}

static void
bw_rebalance_dialog_finalize (GObject *object)
{
  g_ptr_array_unref (BW_REBALANCE_DIALOG (object)->lines);
  G_OBJECT_CLASS (bw_rebalance_dialog_parent_class)->finalize (object);
}

static void
bw_rebalance_dialog_class_init (BwRebalanceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_rebalance_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_rebalance_dialog_finalize;
  g_type_ensure (BW_TYPE_ADAPTIVE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/bellwether/Bellwether/ui/rebalance-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRebalanceDialog, adaptive);
  gtk_widget_class_bind_template_child (widget_class, BwRebalanceDialog, foot);
  gtk_widget_class_bind_template_child (widget_class, BwRebalanceDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, BwRebalanceDialog, band);
  gtk_widget_class_bind_template_child (widget_class, BwRebalanceDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, BwRebalanceDialog, send_button);
  gtk_widget_class_bind_template_child (widget_class, BwRebalanceDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, BwRebalanceDialog, tools);
  gtk_widget_class_bind_template_callback (widget_class, width_class_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, equal_cb);
  gtk_widget_class_bind_template_callback (widget_class, band_changed_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_rebalance_dialog_init (BwRebalanceDialog *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int column = 0; column < N_COLUMNS; column++)
    {
      GtkWidget *label = make_label (column == COLUMN_SYMBOL ? 0 : 1);

      gtk_label_set_text (GTK_LABEL (label), _(titles[column]));
      gtk_widget_add_css_class (label, "dim-label");
      self->headings[column] = label;
      gtk_grid_attach (self->grid, label, column, 0, 1, 1);
    }
}

GtkWidget *
bw_rebalance_dialog_new (BwDesk *desk, GtkWindow *parent)
{
  BwRebalanceDialog *self = g_object_new (BW_TYPE_REBALANCE_DIALOG, "transient-for", parent, NULL);
  GtkWidget *chooser = bw_symbol_chooser_new (desk, "list-add-symbolic", _("Add a symbol"));

  bw_dialog_fit (GTK_WINDOW (self), 720, 560);
  self->desk = g_object_ref (desk);
  self->goal = bw_rebalance_goal_new (bw_desk_get_timeline (desk), bw_desk_get_account (desk));
  gtk_widget_set_halign (chooser, GTK_ALIGN_START);
  bw_symbol_chooser_set_label (BW_SYMBOL_CHOOSER (chooser), _("Add a symbol"));
  g_signal_connect_object (chooser, "chosen", G_CALLBACK (symbol_chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_prepend (self->tools, chooser);
  g_signal_connect_object (desk, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  band_changed_cb (self);
  fill (self);
  return GTK_WIDGET (self);
}
