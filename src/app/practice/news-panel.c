/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/practice/news-panel.h"

#include "app/columns.h"
#include "app/format.h"
#include "app/practice/happening-words.h"

#include <glib/gi18n.h>

#define LINES_SHOWN_MAX 200

struct _BwNewsPanel
{
  BwPanel parent_instance;
  GtkColumnView *view;
  GtkStack *stack;
  GListStore *store; /* (owned): rows of BwHappeningView, newest first */
};

G_DEFINE_FINAL_TYPE (BwNewsPanel, bw_news_panel, BW_TYPE_PANEL)

static void
present_time (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwHappeningView *happening = bw_row_get_payload (row);

  bw_cell_take (cell, bw_format_time (happening->event.time, bw_desk_get_zone (bw_panel_get_desk (user_data))),
                BW_TONE_DIM);
}

static void
present_symbol (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwHappeningView *happening = bw_row_get_payload (row);
  const BwInstrument *instrument =
      bw_desk_lookup_instrument (bw_panel_get_desk (user_data), happening->event.instrument);

  bw_cell_take (cell, g_strdup (instrument != NULL ? instrument->symbol : _("Market")), BW_TONE_NORMAL);
}

static void
present_kind (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwHappeningView *happening = bw_row_get_payload (row);

  bw_cell_take (cell, g_strdup (bw_happening_kind_text (&happening->event)), BW_TONE_DIM);
}

static void
present_text (BwRow *row, BwCell *cell, gpointer user_data)
{
  const BwHappeningView *happening = bw_row_get_payload (row);

  bw_cell_take (cell, bw_happening_text (bw_panel_get_desk (user_data), &happening->event), BW_TONE_NORMAL);
}

static const BwColumn columns[] = {
  { "time", N_("Time"), 84, FALSE, 0, present_time, NULL },
  { "symbol", N_("Symbol"), 74, FALSE, 0, present_symbol, NULL },
  { "kind", N_("Kind"), 82, FALSE, 0, present_kind, NULL, 1 },
  { "text", N_("What happened"), 240, TRUE, 0, present_text, NULL },
};

static void
show_happenings (BwNewsPanel *self)
{
  BwEngine *engine = bw_panel_get_engine (BW_PANEL (self));
  BwTimelineId timeline = bw_desk_get_timeline (bw_panel_get_desk (BW_PANEL (self)));
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->store));

  for (gsize i = 0; i < bw_engine_n_happenings (engine) && rows->len < LINES_SHOWN_MAX; i++)
    {
      const BwHappeningView *happening = bw_engine_happening_at (engine, i);

      if (happening->timeline == timeline)
        g_ptr_array_add (rows, bw_row_new (rows->len, happening, sizeof *happening));
    }
  g_list_store_splice (self->store, 0, n_old, rows->pdata, rows->len);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "empty");
}

static void
activated_cb (BwNewsPanel *self, guint position)
{
  g_autoptr (BwRow) row = g_list_model_get_item (G_LIST_MODEL (self->store), position);
  const BwHappeningView *happening = row != NULL ? bw_row_get_payload (row) : NULL;

  if (happening != NULL && happening->event.instrument != 0)
    {
      bw_panel_choose_instrument (BW_PANEL (self), happening->event.instrument);
      bw_desk_choose_time (bw_panel_get_desk (BW_PANEL (self)), happening->event.instrument, happening->event.time);
    }
}

static void
bw_news_panel_set_up (BwPanel *panel)
{
  BwNewsPanel *self = BW_NEWS_PANEL (panel);

  bw_columns_dress (self->view);
  bw_columns_add (self->view, columns, G_N_ELEMENTS (columns), self);
  gtk_column_view_set_model (
      self->view, GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->store)))));
}

static void
bw_news_panel_refresh (BwPanel *panel, guint what)
{
  if (bw_desk_is_open (bw_panel_get_desk (panel)) && (what & BW_CHANGED_HAPPENINGS) != 0)
    show_happenings (BW_NEWS_PANEL (panel));
}

static void
bw_news_panel_dispose (GObject *object)
{
  g_clear_object (&BW_NEWS_PANEL (object)->store);
  G_OBJECT_CLASS (bw_news_panel_parent_class)->dispose (object);
}

static void
bw_news_panel_class_init (BwNewsPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_news_panel_dispose;
  BW_PANEL_CLASS (klass)->set_up = bw_news_panel_set_up;
  BW_PANEL_CLASS (klass)->refresh = bw_news_panel_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/news-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, BwNewsPanel, view);
  gtk_widget_class_bind_template_child (widget_class, BwNewsPanel, stack);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
bw_news_panel_init (BwNewsPanel *self)
{
  self->store = g_list_store_new (BW_TYPE_ROW);
  gtk_widget_init_template (GTK_WIDGET (self));
}
