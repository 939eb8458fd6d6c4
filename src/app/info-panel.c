/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/info-panel.h"

#include "app/format.h"
#include "app/practice/auction-words.h"

#include <glib/gi18n.h>

enum { LINE_INDICATIVE, LINE_PAIRED, LINE_IMBALANCE, LINE_LAST, LINE_CHANGE, LINE_OPEN, LINE_RANGE, LINE_PREVIOUS, LINE_VOLUME, LINE_QUOTE,
       LINE_SHORT, LINE_CLASS, LINE_SECTOR, LINE_TICK, LINE_LOT, LINE_SOURCE, N_LINES };

static const char *const line_titles[N_LINES] = {
  N_("Auction, indicative"), N_("Auction, paired"), N_("Auction, imbalance"),
  N_("Last"), N_("Change today"), N_("Open"), N_("Day’s range"), N_("Previous close"), N_("Volume"),
  N_("Bid × ask"), N_("Can be sold short"),
  N_("Kind"), N_("Sector"), N_("Price step"), N_("Lot"), N_("Prices from"),
};

struct _BwInfoPanel
{
  BwPanel parent_instance;
  GtkLabel *name_label;
  GtkLabel *description_label;
  GtkGrid *grid;
  GtkWidget *titles[N_LINES];
  GtkLabel *lines[N_LINES];
};

G_DEFINE_FINAL_TYPE (BwInfoPanel, bw_info_panel, BW_TYPE_PANEL)

static void
show_line (BwInfoPanel *self, int line, char *text)
{
  gtk_label_set_text (self->lines[line], text != NULL ? text : BW_DASH);
  g_free (text);
}

static char *
join (const BwInstrument *instrument, BwFixed a, const char *between, BwFixed b)
{
  g_autofree char *left = bw_format_price (instrument, a);
  g_autofree char *right = bw_format_price (instrument, b);

  return g_strconcat (left, between, right, NULL);
}

/* Before an auction alone. */
static void
show_auction (BwInfoPanel *self, const BwInstrument *instrument, const BwQuoteView *quote)
{
  gboolean is_near = bw_auction_is_near (quote);

  for (int i = LINE_INDICATIVE; i <= LINE_IMBALANCE; i++)
    {
      gtk_widget_set_visible (self->titles[i], is_near);
      gtk_widget_set_visible (GTK_WIDGET (self->lines[i]), is_near);
    }
  if (!is_near)
    return;
  show_line (self, LINE_INDICATIVE, bw_format_price (instrument, quote->imbalance.reference));
  show_line (self, LINE_PAIRED, bw_format_quantity (quote->imbalance.paired, BW_FORMAT_PLAIN));
  show_line (self, LINE_IMBALANCE, bw_auction_left_text (&quote->imbalance));
}

static void
show_quote (BwInfoPanel *self)
{
  BwDesk *desk = bw_panel_get_desk (BW_PANEL (self));
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  const BwQuoteView *quote = instrument == NULL ? NULL
                                                : bw_engine_quote (bw_desk_get_engine (desk), bw_desk_get_timeline (desk), instrument->id);
  BwFixed change;
  double share;

  if (instrument != NULL)
    {
      show_auction (self, instrument, quote);
      show_line (self, LINE_SHORT, bw_borrow_text (instrument, quote != NULL ? &quote->market : NULL));
    }
  if (quote == NULL)
    {
      for (int i = LINE_LAST; i <= LINE_QUOTE; i++)
        show_line (self, i, NULL);
      return;
    }
  show_line (self, LINE_LAST, bw_format_price (instrument, quote->market.last));
  show_line (self, LINE_OPEN, bw_format_price (instrument, quote->market.day_open));
  show_line (self, LINE_RANGE, join (instrument, quote->market.day_low, " – ", quote->market.day_high));
  show_line (self, LINE_PREVIOUS, bw_format_price (instrument, quote->market.previous_close));
  show_line (self, LINE_VOLUME, bw_format_count ((guint64) MAX (bw_fixed_to_double (quote->market.day_volume), 0)));
  show_line (self, LINE_QUOTE, join (instrument, quote->market.bid, " × ", quote->market.ask));
  if (bw_desk_get_change (desk, quote, &change, &share))
    {
      g_autofree char *amount = bw_format_number (change, 2, 4, BW_FORMAT_SIGN | BW_FORMAT_ARROW);
      g_autofree char *percent = bw_format_percent (share, BW_FORMAT_SIGN);

      show_line (self, LINE_CHANGE, g_strdup_printf ("%s (%s)", amount, percent));
      bw_style_set_tone (GTK_WIDGET (self->lines[LINE_CHANGE]), bw_tone_of_sign (bw_fixed_sign (change)));
    }
}

static const char *
describe_class (BwInstrumentClass instrument_class)
{
  switch (instrument_class)
    {
    case BW_INSTRUMENT_EQUITY:
      return _("Stock");
    case BW_INSTRUMENT_ETF:
      return _("Fund");
    case BW_INSTRUMENT_CRYPTO:
      return _("Cryptocurrency");
    case BW_INSTRUMENT_OPTION:
      return _("Option");
    case BW_INSTRUMENT_FUTURE:
      return _("Future");
    case BW_INSTRUMENT_FX:
      return _("Currency pair");
    case BW_INSTRUMENT_INDEX:
      return _("Index");
    }
  return BW_DASH;
}

static void
show_instrument (BwInfoPanel *self)
{
  const BwInstrument *instrument = bw_panel_lookup_instrument (BW_PANEL (self));
  const char *description;

  if (instrument == NULL)
    return;
  description = bw_engine_instrument_description (bw_panel_get_engine (BW_PANEL (self)), instrument->id);
  gtk_label_set_text (self->name_label, *instrument->name != '\0' ? instrument->name : instrument->symbol);
  gtk_label_set_text (self->description_label, description != NULL ? description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description_label), description != NULL && *description != '\0');
  show_line (self, LINE_CLASS, g_strdup (describe_class (instrument->instrument_class)));
  show_line (self, LINE_SECTOR, instrument->sector == BW_SECTOR_NONE ? NULL : g_strdup (bw_sector_name (instrument->sector)));
  show_line (self, LINE_TICK, bw_format_number (bw_instrument_tick_at (instrument, BW_FIXED (10)), 2, 8, 0));
  show_line (self, LINE_LOT, bw_format_quantity (instrument->lot, BW_FORMAT_PLAIN));
  show_line (self, LINE_SOURCE,
             g_strdup (g_str_equal (instrument->source, "practice") ? _("Practice market") : g_str_equal (instrument->source, "import") ? _("Imported files") : instrument->source));
  show_quote (self);
}

static void
bw_info_panel_set_up (BwPanel *panel)
{
  BwInfoPanel *self = BW_INFO_PANEL (panel);

  for (int i = 0; i < N_LINES; i++)
    {
      GtkWidget *title = gtk_label_new (_(line_titles[i]));
      GtkWidget *value = gtk_label_new (BW_DASH);

      gtk_label_set_xalign (GTK_LABEL (title), 0);
      gtk_widget_add_css_class (title, "dim-label");
      gtk_label_set_xalign (GTK_LABEL (value), 1);
      gtk_label_set_wrap (GTK_LABEL (value), TRUE);
      gtk_label_set_justify (GTK_LABEL (value), GTK_JUSTIFY_RIGHT);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_widget_add_css_class (value, "numeric");
      gtk_grid_attach (self->grid, title, 0, i, 1, 1);
      gtk_grid_attach (self->grid, value, 1, i, 1, 1);
      self->titles[i] = title;
      self->lines[i] = GTK_LABEL (value);
    }
}

static void
bw_info_panel_refresh (BwPanel *panel, guint what)
{
  if ((what & BW_CHANGED_INSTRUMENTS) != 0)
    show_instrument (BW_INFO_PANEL (panel));
  else if ((what & BW_CHANGED_QUOTES) != 0)
    show_quote (BW_INFO_PANEL (panel));
}

static void
bw_info_panel_instrument_changed (BwPanel *panel)
{
  show_instrument (BW_INFO_PANEL (panel));
}

static void
bw_info_panel_class_init (BwInfoPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  BW_PANEL_CLASS (klass)->set_up = bw_info_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_info_panel_refresh;
  BW_PANEL_CLASS (klass)->instrument_changed = bw_info_panel_instrument_changed;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/info-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwInfoPanel, name_label);
  gtk_widget_class_bind_template_child (widget_class, BwInfoPanel, description_label);
  gtk_widget_class_bind_template_child (widget_class, BwInfoPanel, grid);
}

static void
bw_info_panel_init (BwInfoPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
