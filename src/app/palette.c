/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/palette.h"

#include "app/dialog.h"
#include "app/dock/layouts.h"
#include "app/format.h"
#include "app/help/topics.h"
#include "app/symbol-chooser.h"
#include "app/words.h"

#include <glib/gi18n.h>
#include <string.h>

#define SHOWN_MAX 30
#define HELP_TEXT_CHARS 4 /* a word that long is looked for in the guide's text */

/* What can be done from here; actions are detailed names. */
static const struct { const char *title; const char *action; const char *keys; } commands[] = {
  { N_("Go to Dashboard"), "win.page::dashboard", "Ctrl+1" },
  { N_("Go to Trade"), "win.page::trade", "Ctrl+2" },
  { N_("Go to Analytics"), "win.page::analytics", "Ctrl+3" },
  { N_("Go to Risk: limits and verdicts"), "win.page::risk", "Ctrl+4" },
  { N_("Go to Admin"), "win.page::admin", "Ctrl+5" },
  { N_("Go to the Screener: find symbols by conditions"), "win.page::screener", "Ctrl+6" },
  { N_("New buy order"), "win.ticket::buy", "Ctrl+B" },
  { N_("New sell order"), "win.ticket::sell", "Ctrl+Shift+B" },
  { N_("Cancel all orders"), "desk.cancel-all", "Ctrl+Shift+X" },
  { N_("Cancel all orders and close all positions"), "desk.flatten", NULL },
  { N_("Stop new orders, or allow them again"), "desk.halt", "Ctrl+Shift+K" },
  { N_("Pause the market, or let it run"), "desk.play", "Ctrl+Space" },
  { N_("Step one bar"), "win.step", "Ctrl+." },
  { N_("Skip to the next open"), "desk.skip::open", NULL },
  { N_("Skip to the next close"), "desk.skip::close", NULL },
  { N_("Import data"), "win.import", "Ctrl+O" },
  { N_("New replay"), "win.replay", NULL },
  { N_("Rebalance the portfolio"), "win.rebalance", NULL },
  { N_("What if? Branch from here"), "win.branch(int64 0)", NULL },
  { N_("Export orders, fills, positions and ledger as CSV"), "win.export-csv", NULL },
  { N_("Export the account report as PDF"), "win.export-pdf", NULL },
  { N_("Account details: cash, margin, calls, terms"), "win.account", NULL },
  { N_("New account"), "win.new-account", NULL },
  { N_("Change the account’s terms: fills, fees, margin"), "win.change-terms", NULL },
  { N_("Deposit money"), "win.deposit", NULL },
  { N_("Withdraw money"), "win.withdraw", NULL },
  { N_("Reset the account: begin again"), "win.reset", NULL },
  { N_("Show the order book"), "win.panel::book", NULL },
  { N_("Show the watchlist"), "win.panel::watchlist", NULL },
  { N_("Show the tape"), "win.panel::tape", NULL },
  { N_("Show news and events"), "win.panel::news", NULL },
  { N_("Practice event: halt, gap, news, market fall…"), "win.inject(uint32 0)", NULL },
  { N_("New alert: price, move, volume, indicators"), "win.new-alert(uint32 0)", "Ctrl+Alt+A" },
  { N_("Show alerts"), "win.panel::alerts", NULL },
  { N_("Notifications"), "win.notices", "Ctrl+Shift+N" },
  { N_("Show positions"), "win.panel::positions", NULL },
  { N_("Show orders"), "win.panel::orders", NULL },
  { N_("Show fills"), "win.panel::fills", NULL },
  { N_("Show the chart’s numbers as a table"), "win.chart-table", "F7" },
  { N_("Indicators of the chart: add, settings, templates"), "win.chart-indicators", "/" },
  { N_("Show a second chart"), "win.panel::chart-2", NULL },
  { N_("Save this layout as…"), "win.save-layout-as", NULL },
  { N_("Reset this layout"), "win.reset-layout", NULL },
  { N_("Bring back the deleted layout"), "win.restore-layout", NULL },
  { N_("Manage layouts: names, order, delete"), "win.manage-layouts", NULL },
  { N_("Preferences: theme, colours, density, confirmations"), "win.preferences", "Ctrl+," },
  { N_("Keyboard shortcuts"), "win.shortcuts", "Ctrl+?" },
  { N_("About Bellwether"), "win.about", NULL },
};

struct _BwPalette
{
  AdwWindow parent_instance;
  GtkSearchEntry *entry;
  GtkListBox *list;
  BwDesk *desk; /* (owned) */
};

G_DEFINE_FINAL_TYPE (BwPalette, bw_palette, ADW_TYPE_WINDOW)

/* ---- Rows ---- */

static void
add_row (BwPalette *self, const char *title, const char *detail, const char *keys, const char *action)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (box), label);
  if (detail != NULL)
    {
      GtkWidget *more = gtk_label_new (detail);

      gtk_label_set_xalign (GTK_LABEL (more), 0);
      gtk_label_set_ellipsize (GTK_LABEL (more), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (more, TRUE);
      gtk_widget_add_css_class (more, "dim-label");
      gtk_box_append (GTK_BOX (box), more);
    }
  else
    gtk_widget_set_hexpand (label, TRUE);
  if (keys != NULL)
    {
      GtkWidget *cap = gtk_label_new (keys);

      gtk_widget_add_css_class (cap, "key-hint");
      gtk_box_append (GTK_BOX (box), cap);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "bw-action", g_strdup (action), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (self->list, row);
}

static gboolean
has_words (const char *title, const char *folded_text)
{
  g_autofree char *folded = g_utf8_casefold (title, -1);
  g_auto (GStrv) words = g_strsplit (folded_text, " ", 8);

  for (char **word = words; *word != NULL; word++)
    if (strstr (folded, *word) == NULL)
      return FALSE;
  return TRUE;
}

typedef struct
{
  const BwInstrument *instrument;
  guint score;
} Found;

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *left = a, *right = b;

  return left->score != right->score ? (left->score > right->score ? -1 : 1)
                                     : strcmp (left->instrument->symbol, right->instrument->symbol);
}

static void
add_symbols (BwPalette *self, const char *folded_text)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  for (gsize i = 0; i < bw_engine_n_instruments (engine); i++)
    {
      Found one = { bw_engine_instrument_at (engine, i), 0 };

      one.score = bw_symbol_match (one.instrument, folded_text);
      if (one.score > 0)
        g_array_append_val (found, one);
    }
  g_array_sort (found, compare_found);
  for (guint i = 0; i < MIN (found->len, SHOWN_MAX); i++)
    {
      const BwInstrument *instrument = g_array_index (found, Found, i).instrument;
      g_autofree char *action = g_strdup_printf ("win.symbol(uint64 %u)", instrument->id);

      add_row (self, instrument->symbol, instrument->name, NULL, action);
    }
}

static void
add_orders (BwPalette *self, const char *folded_text)
{
  gsize n_orders;
  const BwOrder *const *orders =
      bw_engine_open_orders (bw_desk_get_engine (self->desk), bw_desk_get_timeline (self->desk),
                             bw_desk_get_account (self->desk), &n_orders);

  for (gsize i = 0; i < MIN (n_orders, SHOWN_MAX); i++)
    {
      const BwOrder *order = orders[i];
      const BwInstrument *instrument = bw_desk_lookup_instrument (self->desk, order->instrument);
      g_autofree char *what = bw_words_order (instrument, order->side, order->quantity, order->type,
                                              order->limit_price, order->stop_price);
      g_autofree char *title = g_strdup_printf (_("Cancel order: %s"), what);
      g_autofree char *action = g_strdup_printf ("desk.cancel-order(uint64 %" G_GUINT64_FORMAT ")", order->id);
      g_autofree char *story = g_strdup_printf (_("Timeline of order: %s"), what);
      g_autofree char *show = g_strdup_printf ("win.order(uint64 %" G_GUINT64_FORMAT ")", order->id);

      if (has_words (title, folded_text))
        add_row (self, title, NULL, NULL, action);
      if (has_words (story, folded_text))
        add_row (self, story, NULL, NULL, show);
    }
}

static void
add_accounts (BwPalette *self, const char *folded_text)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);

  for (gsize i = 0; i < bw_engine_n_accounts (engine); i++)
    {
      const BwAccountView *view = bw_engine_account_at (engine, i);
      const BwTimelineView *timeline = bw_engine_timeline (engine, view->timeline);
      g_autofree char *title = g_strdup_printf (_("Go to account: %s"), view->account.terms.name);
      g_autofree char *action = g_strdup_printf ("desk.account((uint32 %u, uint32 %u))", view->timeline, view->account.id);

      if (has_words (title, folded_text))
        add_row (self, title, timeline != NULL ? timeline->name : NULL, NULL, action);
    }
}

static void
add_layouts (BwPalette *self, const char *folded_text)
{
  const BwLayoutList *list = bw_layouts_get_list (bw_layouts_of (self->desk));

  for (guint i = 0; i < list->layouts->len; i++)
    {
      const BwLayout *layout = g_ptr_array_index (list->layouts, i);
      g_autofree char *title = g_strdup_printf (_("Layout: %s"), bw_layout_list_get_title (list, layout));
      g_autofree char *action = g_strdup_printf ("win.layout::%s", layout->id);
      g_autofree char *keys = i < 9 ? g_strdup_printf ("Ctrl+Alt+%u", i + 1) : NULL;

      if (has_words (title, folded_text))
        add_row (self, title, NULL, keys, action);
    }
}

/* Topics of the guide: by title, and with a longer word by their text as well. */
static void
add_help (BwPalette *self, const char *folded_text)
{
  gsize n_topics;
  const BwHelpTopic *topics = bw_help_topics (&n_topics);

  for (gsize i = 0; i < n_topics; i++)
    {
      g_autofree char *action = g_strdup_printf ("win.help::%s", topics[i].file);
      g_autofree char *title = g_strdup_printf (_("Help: %s"), topics[i].title);

      if (has_words (title, folded_text) ||
          (g_utf8_strlen (folded_text, -1) >= HELP_TEXT_CHARS && bw_help_topic_has_words (&topics[i], folded_text, TRUE)))
        add_row (self, title, NULL, i == 0 ? "F1" : NULL, action);
    }
}

static void
changed_cb (BwPalette *self)
{
  g_autofree char *text = g_utf8_casefold (gtk_editable_get_text (GTK_EDITABLE (self->entry)), -1);
  GtkWidget *row;

  g_strstrip (text);
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  if (*text != '\0' && bw_desk_is_open (self->desk))
    {
      add_symbols (self, text);
      add_orders (self, text);
      add_accounts (self, text);
      add_layouts (self, text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (has_words (_(commands[i].title), text))
      add_row (self, _(commands[i].title), NULL, commands[i].keys, commands[i].action);
  if (*text != '\0')
    add_help (self, text);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

/* ---- Acts ---- */

static void
row_activated_cb (BwPalette *self, GtkListBoxRow *row)
{
  const char *action = g_object_get_data (G_OBJECT (row), "bw-action");
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (parent != NULL && g_action_parse_detailed_name (action, &name, &target, NULL))
    {
      g_object_ref (parent);
      gtk_window_close (GTK_WINDOW (self));
      gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, target);
      g_object_unref (parent);
    }
}

static void
activated_cb (BwPalette *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
                gpointer user_data)
{
  BwPalette *self = BW_PALETTE (user_data);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (self->list, MAX (index + (keyval == GDK_KEY_Down ? 1 : -1), 0));
  if (row != NULL)
    {
      gtk_list_box_select_row (self->list, row);
      /* Brings the row into sight; typing goes on in the field. */
      gtk_widget_grab_focus (GTK_WIDGET (row));
      gtk_widget_grab_focus (GTK_WIDGET (self->entry));
    }
  return GDK_EVENT_STOP;
}

static void
bw_palette_dispose (GObject *object)
{
  g_clear_object (&BW_PALETTE (object)->desk);
  G_OBJECT_CLASS (bw_palette_parent_class)->dispose (object);
}

static void
bw_palette_class_init (BwPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_palette_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/bellwether/Bellwether/ui/palette.ui");
  gtk_widget_class_bind_template_child (widget_class, BwPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, BwPalette, list);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_palette_init (BwPalette *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
bw_palette_new (BwDesk *desk, GtkWindow *parent)
{
  BwPalette *self = g_object_new (BW_TYPE_PALETTE, "transient-for", parent, NULL);

  bw_dialog_fit (GTK_WINDOW (self), 560, 460);
  self->desk = g_object_ref (desk);
  changed_cb (self);
  return GTK_WIDGET (self);
}
