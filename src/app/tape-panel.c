/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/tape-panel.h"

#include "app/columns.h"
#include "app/format.h"
#include "app/subscription.h"

#include <glib/gi18n.h>

#define PRINTS_SHOWN_MAX 60

struct _BwTapePanel
{
  BwPanel parent_instance;
  GtkColumnView *view;
  GListStore *store; /* (owned): rows of BwTapeView, newest first; each row is a place, not a print */
  GtkStack *stack;
  BwSubscription live;
};

G_DEFINE_FINAL_TYPE (BwTapePanel, bw_tape_panel, BW_TYPE_PANEL)

static BwTone
get_tone (const BwTapeView *print)
{
  return print->aggressor > 0 ? BW_TONE_UP : print->aggressor < 0 ? BW_TONE_DOWN : BW_TONE_NORMAL;
}

static void
present_time (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwTapeView *print = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_time (print->time, bw_desk_get_zone (bw_panel_get_desk (user_data))), BW_TONE_DIM);
}

static void
present_price (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwTapeView *print = bw_row_get_payload (row);
  g_autofree char *price = bw_format_price (bw_panel_lookup_instrument (user_data), print->price);

  bw_cell_take (cell, g_strdup_printf ("%s %s", bw_direction_arrow (print->aggressor), price), get_tone (print));
}

static void
present_size (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwTapeView *print = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_quantity (print->size, BW_FORMAT_PLAIN), BW_TONE_NORMAL);
}

static const BwColumn columns[] = {
  { "time", N_("Time"), 66, TRUE, 0, present_time, NULL },
  { "price", N_("Price $"), 80, FALSE, 1, present_price, NULL },
  { "size", N_("Size"), 54, FALSE, 1, present_size, NULL },
};

/* Rows are places: a new print changes what stands in them and moves nothing, so that the list
 * makes no widgets while the tape runs. */
static void
show_prints (BwTapePanel *self)
{
  gsize n_prints = 0;
  const BwTapeView *prints = self->live.instrument == 0 ? NULL
                                                   : bw_engine_tape (bw_panel_get_engine (BW_PANEL (self)), self->live.timeline, self->live.instrument, &n_prints);
  guint n_shown = (guint) MIN (n_prints, PRINTS_SHOWN_MAX);
  guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (guint i = 0; i < n_shown; i++)
    {
      const BwTapeView *print = &prints[n_prints - 1 - i];

      if (i < n_rows)
        {
          g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (self->store), i);

          bw_row_update (row, print, sizeof *print);
        }
      else
        {
          g_autoptr (BwRow) row = bw_row_new (i, print, sizeof *print);

          g_list_store_append (self->store, row);
        }
    }
  if (n_rows > n_shown)
    g_list_store_splice (self->store, n_shown, n_rows - n_shown, NULL, 0);
  gtk_stack_set_visible_child_name (self->stack, n_shown > 0 ? "list" : "empty");
}

static void
bw_tape_panel_set_up (BwPanel *panel)
{
  BwTapePanel *self = BW_TAPE_PANEL (panel);

  bw_columns_dress (self->view);
  bw_columns_add (self->view, columns, G_N_ELEMENTS (columns), self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store)))));
}

static void
bw_tape_panel_refresh (BwPanel *panel, guint what)
{
  BwTapePanel *self = BW_TAPE_PANEL (panel);

  if (bw_subscription_follow (&self->live, panel) || (what & BW_CHANGED_TAPE) != 0)
    show_prints (self);
}

static void
bw_tape_panel_instrument_changed (BwPanel *panel)
{
  bw_tape_panel_refresh (panel, 0);
}

static void
bw_tape_panel_sleep (BwPanel *panel)
{
  bw_subscription_end (&BW_TAPE_PANEL (panel)->live, panel);
}

static void
bw_tape_panel_dispose (GObject *object)
{
  g_clear_object (&BW_TAPE_PANEL (object)->store);
  G_OBJECT_CLASS (bw_tape_panel_parent_class)->dispose (object);
}

static void
bw_tape_panel_class_init (BwTapePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_tape_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_tape_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_tape_panel_refresh;
  BW_PANEL_CLASS (klass)->instrument_changed = bw_tape_panel_instrument_changed;
  BW_PANEL_CLASS (klass)->sleep = bw_tape_panel_sleep;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/tape-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwTapePanel, view);
  gtk_widget_class_bind_template_child (widget_class, BwTapePanel, stack);
}

static void
bw_tape_panel_init (BwTapePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->store = g_list_store_new (BW_TYPE_ROW);
}
