/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ticket-impact.h"

#include "app/format.h"
#include "app/risk/risk-page.h"

#include <glib/gi18n.h>

enum
{
  LINE_CASH,
  LINE_POWER,
  LINE_POSITION,
  LINE_SECTOR,
  LINE_GROSS,
  LINE_NET,
  LINE_WORST,
  N_LINES
};

static const char *const titles[N_LINES] = {
  [LINE_CASH] = N_("Cash"),     [LINE_POWER] = N_("Buying power"), [LINE_POSITION] = N_("Position"),
  [LINE_SECTOR] = N_("Sector"), [LINE_GROSS] = N_("Gross"),        [LINE_NET] = N_("Net"),
  [LINE_WORST] = N_("Worst case"),
};

struct _BwTicketImpact
{
  AdwBin parent_instance;
  GtkWidget *expander;
  GtkWidget *before[N_LINES];
  GtkWidget *after[N_LINES];
  GtkWidget *verdicts;
};

G_DEFINE_FINAL_TYPE (BwTicketImpact, bw_ticket_impact, ADW_TYPE_BIN)

/* Takes both texts. */
static void
show_line (BwTicketImpact *self, int line, char *before, char *after)
{
  gtk_label_set_text (GTK_LABEL (self->before[line]), before != NULL ? before : "");
  gtk_label_set_text (GTK_LABEL (self->after[line]), after != NULL ? after : "—");
  g_free (before);
  g_free (after);
}

/* Two columns of them fit in the ticket: whole from ten thousand on, in thousands from ten million. */
static char *
format_short (BwFixed amount)
{
  BwFixed size = bw_fixed_abs (amount);

  if (bw_fixed_compare (size, BW_FIXED (10000000)) >= 0)
    {
      g_autofree char *short_size = bw_format_size (bw_fixed_to_double (size));

      return g_strconcat (bw_fixed_sign (amount) < 0 ? BW_MINUS : "", short_size, NULL);
    }
  if (bw_fixed_compare (size, BW_FIXED (10000)) >= 0)
    return bw_format_number (amount, 0, 0, BW_FORMAT_PLAIN);
  return bw_format_amount (amount, BW_FORMAT_PLAIN);
}

/* The tooltip has every cent. */
static void
show_money (BwTicketImpact *self, int line, BwFixed before, BwFixed after)
{
  g_autofree char *whole_before = bw_format_amount (before, BW_FORMAT_PLAIN);
  g_autofree char *whole_after = bw_format_amount (after, BW_FORMAT_PLAIN);

  show_line (self, line, format_short (before), format_short (after));
  gtk_widget_set_tooltip_text (self->before[line], whole_before);
  gtk_widget_set_tooltip_text (self->after[line], whole_after);
}

static void
show_share (BwTicketImpact *self, int line, BwFixed before, BwFixed after)
{
  show_line (self, line, bw_format_percent (bw_fixed_to_double (before), BW_FORMAT_PLAIN),
             bw_format_percent (bw_fixed_to_double (after), BW_FORMAT_PLAIN));
}

/* All that looked, one a line, each with a sign and a word. */
static char *
describe_verdicts (const BwVerdicts *verdicts, guint *n_held)
{
  GString *text = g_string_new (NULL);

  *n_held = 0;
  for (guint i = 0; i < verdicts->n_rules; i++)
    {
      const BwRuleVerdict *rule = &verdicts->rules[i];
      g_autofree char *line = bw_risk_words_verdict (rule);

      *n_held += rule->outcome != BW_VERDICT_PASS;
      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "",
                              rule->outcome == BW_VERDICT_PASS     ? "✓"
                              : rule->outcome == BW_VERDICT_RESIZE ? "◐"
                                                                   : "✕",
                              line);
    }
  return g_string_free (text, FALSE);
}

static char *
describe_worst (const BwOrderPreview *preview, const char *currency)
{
  if (preview->worst_case_is_open)
    return g_strdup (_("no limit: a short without a stop"));
  if (bw_fixed_is_zero (preview->worst_case))
    return NULL;
  return bw_format_money ((BwFixed){ -preview->worst_case.e8 }, currency, BW_FORMAT_SIGN);
}

/**
 * bw_ticket_impact_show:
 * @preview: (nullable): nothing can be said
 */
void
bw_ticket_impact_show (BwTicketImpact *self, const BwOrderPreview *preview, const char *currency)
{
  g_autofree char *verdicts = NULL;
  g_autofree char *title = NULL;
  guint n_held;

  gtk_widget_set_visible (GTK_WIDGET (self), preview != NULL);
  if (preview == NULL)
    return;
  show_money (self, LINE_CASH, preview->cash_before, preview->cash_after);
  show_money (self, LINE_POWER, preview->buying_power_before, preview->buying_power_after);
  show_share (self, LINE_POSITION, preview->weight_before, preview->weight_after);
  show_share (self, LINE_SECTOR, preview->sector_before, preview->sector_after);
  show_share (self, LINE_GROSS, preview->gross_before, preview->gross_after);
  show_share (self, LINE_NET, preview->net_before, preview->net_after);
  show_line (self, LINE_WORST, NULL, describe_worst (preview, currency));
  verdicts = describe_verdicts (&preview->verdicts, &n_held);
  gtk_label_set_text (GTK_LABEL (self->verdicts), verdicts);
  title = n_held == 0 ? g_strdup (_("Impact and limits · ✓ within all"))
                      : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Impact and limits · ✕ %u limit holds it",
                                                      "Impact and limits · ✕ %u limits hold it", n_held),
                                         n_held);
  gtk_expander_set_label (GTK_EXPANDER (self->expander), title);
}

static GtkWidget *
add_label (GtkGrid *grid, const char *text, int column, int row, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_add_css_class (label, column == 0 ? "dim-label" : "numeric");
  gtk_grid_attach (grid, label, column, row, 1, 1);
  return label;
}

static void
bw_ticket_impact_class_init (BwTicketImpactClass *klass)
{
}

static void
bw_ticket_impact_init (BwTicketImpact *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 2);
  add_label (GTK_GRID (grid), "", 0, 0, 0);
  add_label (GTK_GRID (grid), _("before"), 1, 0, 1);
  add_label (GTK_GRID (grid), _("after"), 2, 0, 1);
  for (int line = 0; line < N_LINES; line++)
    {
      add_label (GTK_GRID (grid), _(titles[line]), 0, line + 1, 0);
      self->before[line] = add_label (GTK_GRID (grid), "", 1, line + 1, 1);
      self->after[line] = add_label (GTK_GRID (grid), "", 2, line + 1, 1);
    }
  self->verdicts = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->verdicts), 0);
  gtk_label_set_wrap (GTK_LABEL (self->verdicts), TRUE);
  gtk_widget_add_css_class (self->verdicts, "numeric");
  gtk_widget_add_css_class (self->verdicts, "caption");
  gtk_box_append (GTK_BOX (box), grid);
  gtk_box_append (GTK_BOX (box), self->verdicts);
  self->expander = gtk_expander_new (NULL);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), box);
  adw_bin_set_child (ADW_BIN (self), self->expander);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
bw_ticket_impact_new (void)
{
  return g_object_new (BW_TYPE_TICKET_IMPACT, NULL);
}
