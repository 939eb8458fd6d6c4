/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/screener/condition-rows.h"

#include "app/screener/operand-chooser.h"
#include "base/translatable.h"

#include <glib/gi18n.h>

struct _BwConditionRows
{
  GtkBox parent_instance;
  GPtrArray *rows;  /* (owned): BwConditionRow */
  GtkWidget *lines; /* a box of one line a row */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (BwConditionRows, bw_condition_rows, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const operator_titles[BW_N_ROW_OPERATORS] = {
  [BW_ROW_GREATER] = N_ ("is above"),
  [BW_ROW_GREATER_EQUAL] = N_ ("is at least"),
  [BW_ROW_LESS] = N_ ("is below"),
  [BW_ROW_LESS_EQUAL] = N_ ("is at most"),
  [BW_ROW_EQUAL] = N_ ("is"),
  [BW_ROW_UNEQUAL] = N_ ("is not"),
  [BW_ROW_CROSSES_ABOVE] = N_ ("crosses above"),
  [BW_ROW_CROSSES_BELOW] = N_ ("crosses below"),
  [BW_ROW_BETWEEN] = N_ ("is between"),
  [BW_ROW_IN] = N_ ("is one of"),
  [BW_ROW_CONTAINS] = N_ ("contains"),
};

static void build (BwConditionRows *self);

/* The widgets of one line. */
typedef struct
{
  BwConditionRows *owner; /* (borrowed) */
  BwConditionRow *row;    /* (borrowed) */
  GtkWidget *value, *upper, *upper_word, *error;
} Line;

static void
tell (BwConditionRows *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
take (Line *line, char **field, const char *text)
{
  if (line->owner->is_filling || g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  tell (line->owner);
}

static void
value_changed_cb (GtkEditable *entry, Line *line)
{
  take (line, &line->row->right, gtk_editable_get_text (entry));
}

static void
upper_changed_cb (GtkEditable *entry, Line *line)
{
  take (line, &line->row->upper, gtk_editable_get_text (entry));
}

static void
text_changed_cb (GtkEditable *entry, Line *line)
{
  take (line, &line->row->left, gtk_editable_get_text (entry));
}

static void
left_chosen_cb (BwOperandChooser *chooser, const char *text, Line *line)
{
  take (line, &line->row->left, text);
}

static void
right_chosen_cb (BwOperandChooser *chooser, const char *text, Line *line)
{
  gtk_editable_set_text (GTK_EDITABLE (line->value), text);
}

static void
operator_cb (GtkDropDown *list, GParamSpec *pspec, Line *line)
{
  if (line->owner->is_filling)
    return;
  line->row->op = (BwRowOperator)gtk_drop_down_get_selected (list);
  gtk_widget_set_visible (line->upper, line->row->op == BW_ROW_BETWEEN);
  gtk_widget_set_visible (line->upper_word, line->row->op == BW_ROW_BETWEEN);
  tell (line->owner);
}

static void
joiner_cb (GtkDropDown *list, GParamSpec *pspec, Line *line)
{
  if (line->owner->is_filling)
    return;
  line->row->is_or = gtk_drop_down_get_selected (list) == 1;
  tell (line->owner);
}

static void
remove_cb (GtkButton *button, Line *line)
{
  BwConditionRows *self = line->owner;

  g_ptr_array_remove (self->rows, line->row);
  build (self);
  tell (self);
}

/* A row becomes text; a text that is a plain comparison becomes a row again. */
static void
switch_cb (GtkButton *button, Line *line)
{
  BwConditionRows *self = line->owner;
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) parsed = NULL;
  BwConditionRow *row = line->row;
  gboolean is_or = row->is_or;
  guint index;

  if (!g_ptr_array_find (self->rows, row, &index))
    return;
  g_ptr_array_add (one, row);
  text = bw_condition_rows_print (one);
  parsed = bw_condition_rows_parse (text);
  if (row->op == BW_ROW_TEXT && (parsed == NULL || parsed->len != 1))
    return;
  row = row->op == BW_ROW_TEXT ? g_ptr_array_steal_index (parsed, 0)
                               : bw_condition_row_new (BW_ROW_TEXT, text, NULL, NULL);
  row->is_or = is_or;
  bw_condition_row_free (self->rows->pdata[index]);
  self->rows->pdata[index] = row;
  build (self);
  tell (self);
}

static GtkWidget *
new_entry (const char *text, const char *name, int width, GCallback changed, Line *line)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), text != NULL ? text : "");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), width);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (entry, "changed", changed, line);
  return entry;
}

static GtkWidget *
new_list (const char *const *titles, guint n_titles, const char *name, guint selected)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  GtkWidget *list;

  for (guint k = 0; k < n_titles; k++)
    gtk_string_list_append (words, _ (titles[k]));
  list = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&words)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), selected);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return list;
}

static GtkWidget *
new_button (const char *icon_name, const char *name, GCallback clicked, Line *line)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (button, "clicked", clicked, line);
  return button;
}

static void
add_sides (Line *line, GtkWidget *first, GtkWidget *second)
{
  BwConditionRow *row = line->row;
  GtkWidget *left = bw_operand_chooser_new (_ ("Field")), *right = bw_operand_chooser_new (NULL);
  GtkWidget *operators = new_list (operator_titles, BW_N_ROW_OPERATORS, _ ("Operator"), row->op);

  bw_operand_chooser_set_text (BW_OPERAND_CHOOSER (left), row->left);
  g_signal_connect (left, "chosen", G_CALLBACK (left_chosen_cb), line);
  g_signal_connect (right, "chosen", G_CALLBACK (right_chosen_cb), line);
  g_signal_connect (operators, "notify::selected", G_CALLBACK (operator_cb), line);
  gtk_box_append (GTK_BOX (first), left);
  gtk_box_append (GTK_BOX (first), operators);
  line->value = new_entry (row->right, _ ("Value"), 10, G_CALLBACK (value_changed_cb), line);
  line->upper_word = gtk_label_new (_ ("and"));
  line->upper = new_entry (row->upper, _ ("Upper value"), 6, G_CALLBACK (upper_changed_cb), line);
  gtk_widget_set_hexpand (line->value, TRUE);
  gtk_widget_set_visible (line->upper, row->op == BW_ROW_BETWEEN);
  gtk_widget_set_visible (line->upper_word, row->op == BW_ROW_BETWEEN);
  gtk_box_append (GTK_BOX (second), line->value);
  gtk_box_append (GTK_BOX (second), line->upper_word);
  gtk_box_append (GTK_BOX (second), line->upper);
  gtk_box_append (GTK_BOX (second), right);
}

static void
add_line (BwConditionRows *self, BwConditionRow *row, gboolean is_first)
{
  static const char *const joiners[] = { N_ ("and"), N_ ("or") };
  Line *line = g_new0 (Line, 1);
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *flow = gtk_flow_box_new ();
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *second = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *joiner, *text;

  line->owner = self;
  line->row = row;
  g_object_set_data_full (G_OBJECT (all), "bw-line", line, g_free);
  if (is_first)
    joiner = gtk_label_new (_ ("where"));
  else
    {
      joiner = new_list (joiners, 2, _ ("Joined by"), row->is_or);
      g_signal_connect (joiner, "notify::selected", G_CALLBACK (joiner_cb), line);
    }
  gtk_widget_set_size_request (joiner, 64, -1);
  gtk_box_append (GTK_BOX (first), joiner);
  if (row->op == BW_ROW_TEXT)
    {
      text = new_entry (row->left, _ ("Condition as text"), 20, G_CALLBACK (text_changed_cb), line);
      gtk_widget_set_hexpand (text, TRUE);
      gtk_box_append (GTK_BOX (second), text);
    }
  else
    add_sides (line, first, second);
  gtk_box_append (GTK_BOX (second),
                  new_button ("bw-look-symbolic",
                              row->op == BW_ROW_TEXT ? _ ("As a row to point at") : _ ("As text"),
                              G_CALLBACK (switch_cb), line));
  gtk_box_append (GTK_BOX (second), new_button ("bw-remove-symbolic", _ ("Remove this condition"),
                                                G_CALLBACK (remove_cb), line));
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), 2);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), first, -1);
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), second, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (flow); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_set_focusable (child, FALSE);
  line->error = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (line->error), 0);
  gtk_label_set_wrap (GTK_LABEL (line->error), TRUE);
  gtk_widget_add_css_class (line->error, "error");
  gtk_widget_set_visible (line->error, FALSE);
  gtk_box_append (GTK_BOX (all), flow);
  gtk_box_append (GTK_BOX (all), line->error);
  gtk_box_append (GTK_BOX (self->lines), all);
}

static void
build (BwConditionRows *self)
{
  GtkWidget *child;

  self->is_filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->lines)) != NULL)
    gtk_box_remove (GTK_BOX (self->lines), child);
  for (guint k = 0; k < self->rows->len; k++)
    add_line (self, g_ptr_array_index (self->rows, k), k == 0);
  self->is_filling = FALSE;
}

static void
add_cb (BwConditionRows *self)
{
  g_ptr_array_add (self->rows, bw_condition_row_new (BW_ROW_GREATER, "close", "0", NULL));
  build (self);
  tell (self);
}

static void
bw_condition_rows_finalize (GObject *object)
{
  g_ptr_array_unref (BW_CONDITION_ROWS (object)->rows);
  G_OBJECT_CLASS (bw_condition_rows_parent_class)->finalize (object);
}

static void
bw_condition_rows_class_init (BwConditionRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_condition_rows_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_condition_rows_init (BwConditionRows *self)
{
  GtkWidget *add = gtk_button_new_with_label (_ ("Add Condition"));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_condition_row_free);
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (self), self->lines);
  gtk_widget_set_halign (add, GTK_ALIGN_START);
  gtk_widget_add_css_class (add, "flat");
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), add);
}

GtkWidget *
bw_condition_rows_new (void)
{
  return g_object_new (BW_TYPE_CONDITION_ROWS, NULL);
}

/**
 * bw_condition_rows_set_text:
 * @text: an expression; one that can't be read is a row of text
 */
void
bw_condition_rows_set_text (BwConditionRows *self, const char *text)
{
  GPtrArray *rows = bw_condition_rows_parse (text);

  if (rows == NULL)
    {
      BwConditionRow *row = bw_condition_row_new (BW_ROW_TEXT, text, NULL, NULL);

      row->span.n_bytes = G_MAXUINT;
      rows = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_condition_row_free);
      g_ptr_array_add (rows, row);
    }
  g_ptr_array_unref (self->rows);
  self->rows = rows;
  build (self);
}

char *
bw_condition_rows_get_text (BwConditionRows *self)
{
  return bw_condition_rows_print (self->rows);
}

/**
 * bw_condition_rows_set_fault:
 * @fault: of the text as it was last set or given out; code 0: none
 * @message: (nullable): translated
 *
 * Says beside the row that is wrong what is.
 */
void
bw_condition_rows_set_fault (BwConditionRows *self, const BwFault *fault, const char *message)
{
  gboolean is_told = fault->code == BW_FAULT_NONE;
  guint k = 0;

  for (GtkWidget *all = gtk_widget_get_first_child (self->lines); all != NULL;
       all = gtk_widget_get_next_sibling (all), k++)
    {
      Line *line = g_object_get_data (G_OBJECT (all), "bw-line");
      guint64 end = (guint64)line->row->span.offset + line->row->span.n_bytes;
      gboolean is_here = !is_told && (fault->span.offset <= end || k + 1 == self->rows->len);

      gtk_label_set_text (GTK_LABEL (line->error), is_here ? message : "");
      gtk_widget_set_visible (line->error, is_here);
      is_told |= is_here;
    }
}
