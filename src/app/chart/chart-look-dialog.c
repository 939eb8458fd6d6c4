/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/chart/chart-look-dialog.h"

#include "app/chart/chart-look.h"
#include "app/dialog.h"
#include "app/form.h"

#include <glib/gi18n.h>

/* What a number is of. The first are the fields of the type, in the order of BwChartField. */
typedef enum
{
  NUMBER_ROWS = BW_CHART_N_FIELDS,
  NUMBER_WIDTH,
  NUMBER_VALUE,
  N_NUMBERS
} Number;

static const struct { const char *title; double low, high; gboolean is_whole; } profile_numbers[] = {
  { N_("Rows, at most"), BW_PROFILE_ROWS_MIN, BW_PROFILE_ROWS_MAX, TRUE },
  { N_("Width, percent of the chart"), 5, 80, FALSE },
  { N_("Value area, percent of the volume"), 10, 100, FALSE },
};

static const char *const type_numbers[BW_CHART_N_FIELDS] = {
  N_("Bars of the average true range"), N_("Box, in price"), N_("Percent"), N_("Boxes to reverse"),
  N_("Baseline, percent of the height"),
};

struct _BwChartLookDialog
{
  AdwWindow parent_instance;
  GtkWidget *done_button;
  GtkLabel *note_label;
  AdwPreferencesGroup *fields_group;
  AdwComboRow *method_row;            /* (nullable) */
  AdwEntryRow *number_rows[N_NUMBERS]; /* (nullable) */
  GtkSwitch *switches[2];             /* (nullable): closes and wicks, or left and whole */
  BwChartKeeper *keeper;              /* (owned) */
  BwChartLookPart part;
  BwChartTypeSpec type;               /* as it is now in the dialog */
  BwProfileSpec profile;
};

G_DEFINE_FINAL_TYPE (BwChartLookDialog, bw_chart_look_dialog, ADW_TYPE_WINDOW)

static const char *
get_title (Number number)
{
  return number < NUMBER_ROWS ? _(type_numbers[number]) : _(profile_numbers[number - NUMBER_ROWS].title);
}

static void
get_range (Number number, double *low, double *high, gboolean *is_whole)
{
  if (number < NUMBER_ROWS)
    {
      const BwChartFieldRange *range = bw_chart_field_get_range ((BwChartField) number);

      *low = range->low;
      *high = range->high;
      *is_whole = range->is_whole;
      return;
    }
  *low = profile_numbers[number - NUMBER_ROWS].low;
  *high = profile_numbers[number - NUMBER_ROWS].high;
  *is_whole = profile_numbers[number - NUMBER_ROWS].is_whole;
}

static double
get_number (const BwChartLookDialog *self, Number number)
{
  if (number < NUMBER_ROWS)
    return bw_chart_field_get (&self->type, (BwChartField) number);
  return number == NUMBER_ROWS ? self->profile.n_rows
         : number == NUMBER_WIDTH ? self->profile.width_percent
                                  : self->profile.value_percent;
}

static void
set_number (BwChartLookDialog *self, Number number, double value)
{
  if (number < NUMBER_ROWS)
    bw_chart_field_set (&self->type, (BwChartField) number, value);
  else if (number == NUMBER_ROWS)
    self->profile.n_rows = (guint) value;
  else if (number == NUMBER_WIDTH)
    self->profile.width_percent = value;
  else
    self->profile.value_percent = value;
}

/* The whole text, a point or the locale's comma; within the range. */
static gboolean
read_number (const char *text, Number number, double *value)
{
  g_autofree char *plain = g_strdelimit (g_strstrip (g_strdup (text)), ",", '.');
  char *end = NULL;
  double low, high;
  gboolean is_whole;

  get_range (number, &low, &high, &is_whole);
  *value = g_ascii_strtod (plain, &end);
  return *plain != '\0' && *end == '\0' && *value >= low && *value <= high &&
         (!is_whole || *value == (double) (gint64) *value);
}

static char *
describe_range (Number number)
{
  double low, high;
  gboolean is_whole;

  get_range (number, &low, &high, &is_whole);
  return is_whole ? g_strdup_printf (_("“%s” takes a whole number from %g to %g."), get_title (number), low, high)
                  : g_strdup_printf (_("“%s” takes a number from %g to %g."), get_title (number), low, high);
}

static const char *
describe_part (const BwChartLookDialog *self)
{
  if (self->part == BW_CHART_LOOK_PROFILE)
    return _("A bar’s volume is spread evenly from its low to its high. The value area grows from the row with "
             "the most, a row at a time, until it has its share.");
  if (self->type.type == BW_CHART_BASELINE)
    return _("Above the line the price is drawn as rising, below it as falling.");
  if (self->type.method == BW_BOX_ATR)
    return _("The box is the average true range up to the day before the newest bar, in whole ticks: it holds "
             "all day.");
  return _("A box so small that it would make more than two million bars is doubled until it doesn’t.");
}

static gboolean
is_shown (const BwChartLookDialog *self, Number number)
{
  if (number < NUMBER_ROWS)
    return self->part == BW_CHART_LOOK_TYPE && bw_chart_type_has_field (&self->type, (BwChartField) number);
  return self->part == BW_CHART_LOOK_PROFILE;
}

static void
check (BwChartLookDialog *self)
{
  g_autofree char *problem = NULL;

  if (self->method_row != NULL)
    self->type.method = adw_combo_row_get_selected (self->method_row);
  for (Number number = 0; number < N_NUMBERS; number++)
    {
      double value;

      if (self->number_rows[number] == NULL)
        continue;
      gtk_widget_set_visible (GTK_WIDGET (self->number_rows[number]), is_shown (self, number));
      if (!is_shown (self, number))
        continue;
      if (read_number (gtk_editable_get_text (GTK_EDITABLE (self->number_rows[number])), number, &value))
        set_number (self, number, value);
      else if (problem == NULL)
        problem = describe_range (number);
    }
  bw_form_say (self->note_label, self->done_button, problem != NULL ? problem : describe_part (self),
               problem != NULL);
}

static void
done_cb (BwChartLookDialog *self)
{
  BwChartSetup *setup = bw_chart_keeper_get_setup (self->keeper);

  check (self);
  if (!gtk_widget_is_sensitive (self->done_button))
    return;
  if (self->part == BW_CHART_LOOK_PROFILE)
    {
      self->profile.is_left = gtk_switch_get_active (self->switches[0]);
      self->profile.is_whole = !gtk_switch_get_active (self->switches[1]);
      if (self->profile.range == BW_PROFILE_OFF)
        self->profile.range = BW_PROFILE_VISIBLE;
      setup->profile = self->profile;
    }
  else
    {
      if (self->switches[0] != NULL && self->type.type == BW_CHART_RENKO)
        self->type.has_wicks = gtk_switch_get_active (self->switches[0]);
      else if (self->switches[0] != NULL)
        self->type.uses_closes = gtk_switch_get_active (self->switches[0]);
      setup->type = self->type;
    }
  bw_chart_keeper_changed (self->keeper);
  gtk_window_close (GTK_WINDOW (self));
}

/* ---- Rows ---- */

static void
add_number (BwChartLookDialog *self, Number number)
{
  GtkWidget *row = adw_entry_row_new ();
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.10g", get_number (self, number));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), get_title (number));
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_connect_object (row, "changed", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "entry-activated", G_CALLBACK (done_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->fields_group, row);
  self->number_rows[number] = ADW_ENTRY_ROW (row);
}

static void
add_switch (BwChartLookDialog *self, guint index, const char *title, gboolean is_on)
{
  GtkWidget *row = adw_action_row_new (), *toggle = gtk_switch_new ();

  gtk_switch_set_active (GTK_SWITCH (toggle), is_on);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  adw_preferences_group_add (self->fields_group, row);
  self->switches[index] = GTK_SWITCH (toggle);
}

static void
add_method (BwChartLookDialog *self)
{
  const char *const titles[] = { _("Average true range"), _("A fixed price"), _("Percent of the price"), NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (titles);
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 self->type.type == BW_CHART_KAGI ? _("Reversal") : _("Box"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), self->type.method);
  adw_preferences_group_add (self->fields_group, row);
  self->method_row = ADW_COMBO_ROW (row);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (check), self, G_CONNECT_SWAPPED);
}

static void
add_rows (BwChartLookDialog *self)
{
  gboolean is_type = self->part == BW_CHART_LOOK_TYPE;

  if (is_type && bw_chart_type_is_price_driven (self->type.type))
    add_method (self);
  for (Number number = 0; number < N_NUMBERS; number++)
    if ((number < NUMBER_ROWS) == is_type)
      add_number (self, number);
  if (is_type && self->type.type == BW_CHART_RENKO)
    add_switch (self, 0, _("Wicks"), self->type.has_wicks);
  else if (is_type && self->type.type == BW_CHART_POINT_FIGURE)
    add_switch (self, 0, _("Closes alone, without highs and lows"), self->type.uses_closes);
  else if (!is_type)
    {
      add_switch (self, 0, _("At the left edge"), self->profile.is_left);
      add_switch (self, 1, _("Up and down volume apart"), !self->profile.is_whole);
    }
}

static void
bw_chart_look_dialog_dispose (GObject *object)
{
  g_clear_object (&BW_CHART_LOOK_DIALOG (object)->keeper);
  G_OBJECT_CLASS (bw_chart_look_dialog_parent_class)->dispose (object);
}

static void
bw_chart_look_dialog_class_init (BwChartLookDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_chart_look_dialog_dispose;
  bw_form_set_up (widget_class, "chart-look-dialog");
  gtk_widget_class_bind_template_child (widget_class, BwChartLookDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, BwChartLookDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, BwChartLookDialog, fields_group);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
}

static void
bw_chart_look_dialog_init (BwChartLookDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_chart_look_dialog_new (BwChartKeeper *keeper, GtkWindow *parent, BwChartLookPart part)
{
  BwChartLookDialog *self = g_object_new (BW_TYPE_CHART_LOOK_DIALOG, "transient-for", parent, "modal", TRUE, NULL);

  bw_dialog_fit (GTK_WINDOW (self), 440, 460);
  self->keeper = g_object_ref (keeper);
  self->part = part;
  self->type = bw_chart_keeper_get_setup (keeper)->type;
  self->profile = bw_chart_keeper_get_setup (keeper)->profile;
  gtk_window_set_title (GTK_WINDOW (self), part == BW_CHART_LOOK_PROFILE
                                               ? _("Volume Profile")
                                               : bw_chart_look_get_type_title (self->type.type));
  add_rows (self);
  check (self);
  return GTK_WIDGET (self);
}
