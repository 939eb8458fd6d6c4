/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dashboard/cards.h"

#include "app/card.h"
#include "app/format.h"

#include <glib/gi18n.h>

#define N_TILES 12 /* eleven sectors, and the rest of the market */
#define AVERAGE_INTERVAL (1 * BW_SECOND)
/* A sector's day of this size has the full colour. */
#define FULL_SHARE 0.02

static const struct
{
  BwSector sector;
  const char *title; /* short: a tile is small */
} tiles[N_TILES] = {
  { BW_SECTOR_INFORMATION_TECHNOLOGY, N_("Technology") },
  { BW_SECTOR_HEALTH_CARE, N_("Health care") },
  { BW_SECTOR_FINANCIALS, N_("Financials") },
  { BW_SECTOR_CONSUMER_DISCRETIONARY, N_("Discretionary") },
  { BW_SECTOR_COMMUNICATION_SERVICES, N_("Communication") },
  { BW_SECTOR_INDUSTRIALS, N_("Industrials") },
  { BW_SECTOR_CONSUMER_STAPLES, N_("Staples") },
  { BW_SECTOR_ENERGY, N_("Energy") },
  { BW_SECTOR_UTILITIES, N_("Utilities") },
  { BW_SECTOR_MATERIALS, N_("Materials") },
  { BW_SECTOR_REAL_ESTATE, N_("Real estate") },
  { BW_SECTOR_NONE, N_("Other") },
};

/* One sector: its title and average change on a ground as strong as the change. */
typedef struct
{
  GtkWidget *box;
  GtkWidget *number;
  double share;
  gboolean is_known;
} Tile;

struct _BwSectorsCard
{
  BwPanel parent_instance;
  BwCard *card;
  GtkWidget *flow;
  Tile tile[N_TILES];
  gint64 averaged_at; /* monotonic */
};

G_DEFINE_FINAL_TYPE (BwSectorsCard, bw_sectors_card, BW_TYPE_PANEL)

static guint
find_tile (BwSector sector)
{
  guint i = 0;

  while (i < N_TILES - 1 && tiles[i].sector != sector)
    i++;
  return i;
}

/* Five grounds a side, chosen by CSS class: colours stay in the style sheet. */
static void
set_ground (GtkWidget *box, double share, gboolean is_known)
{
  int level = is_known ? (int) CLAMP (share / FULL_SHARE * 4 + (share > 0 ? 0.999 : -0.999), -4, 4) : 0;

  for (int i = -4; i <= 4; i++)
    {
      g_autofree char *name = g_strdup_printf ("heat-%s%d", i < 0 ? "down" : "up", ABS (i));

      if (i == level)
        gtk_widget_add_css_class (box, name);
      else
        gtk_widget_remove_css_class (box, name);
    }
}

static void
show_tile (BwSectorsCard *self, guint i, double sum, guint n)
{
  Tile *tile = &self->tile[i];
  g_autofree char *number = NULL;

  tile->is_known = n > 0;
  tile->share = n > 0 ? sum / n : 0;
  number = n > 0 ? bw_format_percent (tile->share, BW_FORMAT_SIGN | BW_FORMAT_ARROW) : g_strdup (BW_DASH);
  gtk_label_set_text (GTK_LABEL (tile->number), number);
  set_ground (tile->box, tile->share, tile->is_known);
  gtk_widget_set_visible (gtk_widget_get_parent (tile->box), n > 0);
}

static void
bw_sectors_card_refresh (BwPanel *panel, guint what)
{
  BwSectorsCard *self = BW_SECTORS_CARD (panel);
  BwDesk *desk = bw_panel_get_desk (panel);
  BwEngine *engine = bw_desk_get_engine (desk);
  gint64 now = bw_clock_monotonic (bw_desk_get_clock (desk));
  double sums[N_TILES] = { 0 };
  guint counts[N_TILES] = { 0 };
  gsize n_instruments = 0;
  const BwInstrumentId *instruments;

  if ((what & BW_CHANGED_QUOTES) == 0 || (self->averaged_at != 0 && now - self->averaged_at < AVERAGE_INTERVAL))
    return;
  self->averaged_at = now;
  instruments = bw_engine_timeline_instruments (engine, bw_desk_get_timeline (desk), &n_instruments);
  for (gsize i = 0; i < n_instruments; i++)
    {
      const BwQuoteView *quote = bw_engine_quote (engine, bw_desk_get_timeline (desk), instruments[i]);
      const BwInstrument *instrument = bw_desk_lookup_instrument (desk, instruments[i]);
      BwFixed change;
      double share;

      if (quote == NULL || instrument == NULL || !bw_desk_get_change (desk, quote, &change, &share))
        continue;
      sums[find_tile (instrument->sector)] += share;
      counts[find_tile (instrument->sector)]++;
    }
  for (guint i = 0; i < N_TILES; i++)
    show_tile (self, i, sums[i], counts[i]);
}

static void
bw_sectors_card_sleep (BwPanel *panel)
{
  BW_SECTORS_CARD (panel)->averaged_at = 0;
}

static void
make_tile (BwSectorsCard *self, guint i)
{
  Tile *tile = &self->tile[i];
  GtkWidget *title = gtk_label_new (_(tiles[i].title));

  tile->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (tile->box, "heat-tile");
  tile->number = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (tile->number), 0);
  gtk_widget_add_css_class (tile->number, "heading");
  gtk_box_append (GTK_BOX (tile->box), title);
  gtk_box_append (GTK_BOX (tile->box), tile->number);
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), tile->box);
  gtk_widget_set_focusable (gtk_widget_get_parent (tile->box), FALSE);
}

static void
bw_sectors_card_class_init (BwSectorsCardClass *klass)
{
  BW_PANEL_CLASS (klass)->refresh = bw_sectors_card_refresh;
  BW_PANEL_CLASS (klass)->sleep = bw_sectors_card_sleep;
}

static void
bw_sectors_card_init (BwSectorsCard *self)
{
  self->card = BW_CARD (bw_card_new (_("Market")));
  bw_card_set_detail (self->card, _("sectors, average change today"));
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->flow), TRUE);
  gtk_flow_box_set_min_children_per_line (GTK_FLOW_BOX (self->flow), 2);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 4);
  gtk_widget_set_valign (self->flow, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->flow, "heat-map");
  for (guint i = 0; i < N_TILES; i++)
    make_tile (self, i);
  bw_card_set_child (self->card, self->flow);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->card));
  gtk_widget_remove_css_class (GTK_WIDGET (self), "bw-panel");
}
