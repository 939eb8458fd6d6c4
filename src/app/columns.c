/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/columns.h"

#include <glib/gi18n.h>

#define CELL_PADDING 20     /* both sides, and what a cell's own label keeps free */
#define WORD_WIDTH_MAX 220  /* a symbol of 31 letters is cut all the same */
#define EXPANDING_MIN 96    /* what a column of words can be squeezed to */

/* What a bound cell has to know: put on the list item, freed with it. */
typedef struct
{
  const BwColumn *column; /* (borrowed): tables are static */
  gpointer user_data;     /* (borrowed): the panel, which outlives its table */
  BwRow *row;             /* (borrowed) while bound */
  gulong changed_id;
} Binding;

static void
present_cb (BwRow *row, gpointer user_data)
{
  GtkListItem *item = user_data;
  Binding *binding = g_object_get_data (G_OBJECT (item), "bw-binding");

  binding->column->present (row, BW_CELL (gtk_list_item_get_child (item)), binding->user_data);
}

typedef struct
{
  const BwColumn *column; /* (borrowed) */
  gpointer user_data;     /* (borrowed) */
} ColumnContext;

static void
item_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  ColumnContext *context = user_data;
  Binding *binding = g_new0 (Binding, 1);

  binding->column = context->column;
  binding->user_data = context->user_data;
  g_object_set_data_full (G_OBJECT (item), "bw-binding", binding, g_free);
  gtk_list_item_set_child (item, bw_cell_new (context->column->xalign));
  g_object_set_data (G_OBJECT (gtk_list_item_get_child (item)), "bw-item", item); /* which outlives its child */
}

static void
item_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  Binding *binding = g_object_get_data (G_OBJECT (item), "bw-binding");
  BwRow *row = BW_ROW (gtk_list_item_get_item (item));

  binding->row = row;
  bw_cell_forget (BW_CELL (gtk_list_item_get_child (item)));
  binding->changed_id = g_signal_connect (row, "changed", G_CALLBACK (present_cb), item);
  present_cb (row, item);
}

static void
item_unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  Binding *binding = g_object_get_data (G_OBJECT (item), "bw-binding");

  g_clear_signal_handler (&binding->changed_id, binding->row);
  binding->row = NULL;
}

const BwColumn *
bw_columns_get_column (BwCell *cell)
{
  Binding *binding = g_object_get_data (g_object_get_data (G_OBJECT (cell), "bw-item"), "bw-binding");

  return binding->column;
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer user_data)
{
  ColumnContext *context = user_data;

  return context->column->compare (BW_ROW ((gpointer) a), BW_ROW ((gpointer) b), context->user_data);
}

static void
free_context (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* ---- Room ---- */

/* What is to be known of a column to find room for it. */
typedef struct
{
  guint rank;
  int width; /* at least; what it is made with, or what the user made it */
  gboolean is_expanding;
} Claim;

static void
set_claim (GtkColumnViewColumn *column, guint rank, int width, gboolean is_expanding)
{
  Claim claim = { rank, width, is_expanding };

  g_object_set_data_full (G_OBJECT (column), "bw-claim", g_memdup2 (&claim, sizeof claim), g_free);
}

static const Claim *
get_claim (GListModel *columns, guint i, GtkColumnViewColumn **column)
{
  g_autoptr (GtkColumnViewColumn) held = g_list_model_get_item (columns, i);
  Claim *claim = g_object_get_data (G_OBJECT (held), "bw-claim");
  gboolean is_squeezed = claim->is_expanding && gtk_column_view_column_get_fixed_width (held) < claim->width;

  if (gtk_column_view_column_get_visible (held) && !is_squeezed)
    claim->width = gtk_column_view_column_get_fixed_width (held);
  *column = held; /* the view holds it */
  return claim;
}

/* The width of the columns up to @rank, when that which expands gives what it can. */
static int
add_widths (GListModel *columns, guint rank, gboolean is_squeezed)
{
  int sum = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      GtkColumnViewColumn *column;
      const Claim *claim = get_claim (columns, i, &column);

      /* One that always stays may be hidden by whoever made it. */
      if (claim->rank <= rank && (claim->rank > 0 || gtk_column_view_column_get_visible (column)))
        sum += is_squeezed && claim->is_expanding ? MIN (EXPANDING_MIN, claim->width) : claim->width;
    }
  return sum;
}

static guint
find_rank (GListModel *columns, int room)
{
  guint rank = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      GtkColumnViewColumn *column;

      rank = MAX (rank, get_claim (columns, i, &column)->rank);
    }
  while (rank > 0 && add_widths (columns, rank, FALSE) > room)
    rank--;
  return rank;
}

/* GTK 4.8 counts the fixed width of a hidden column as well: it has none meanwhile. */
static void
show_column (GtkColumnViewColumn *column, int width, gboolean is_shown)
{
  if (gtk_column_view_column_get_visible (column) == is_shown)
    return;
  gtk_column_view_column_set_fixed_width (column, is_shown ? width : 0);
  gtk_column_view_column_set_visible (column, is_shown);
}

/* What is least needed goes until the rest fits; words give way before anything is cut. */
static gboolean
fit_cb (gpointer user_data)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (user_data);
  GListModel *columns = gtk_column_view_get_columns (view);
  int room = (int) gtk_adjustment_get_page_size (gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view)));
  guint rank = find_rank (columns, room);
  int missing = MAX (add_widths (columns, rank, FALSE) - room, 0);
  gboolean must_stretch = TRUE;

  g_object_set_data (G_OBJECT (view), "bw-fitting", NULL);
  if (room <= 0)
    return G_SOURCE_REMOVE;
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      GtkColumnViewColumn *column;
      const Claim *claim = get_claim (columns, i, &column);

      if (claim->rank > 0)
        show_column (column, claim->width, claim->rank <= rank);
      if (claim->is_expanding && claim->rank <= rank)
        gtk_column_view_column_set_fixed_width (column, MAX (claim->width - missing, MIN (EXPANDING_MIN, claim->width)));
      must_stretch = must_stretch && !(claim->is_expanding && claim->rank <= rank);
    }
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      GtkColumnViewColumn *column;
      const Claim *claim = get_claim (columns, i, &column);

      gtk_column_view_column_set_expand (column, claim->is_expanding || (must_stretch && claim->rank <= rank));
      must_stretch = must_stretch && claim->rank > rank; /* the first that is shown, and it alone */
    }
  gtk_widget_queue_resize (GTK_WIDGET (view));
  return G_SOURCE_REMOVE;
}

/* Nothing may change while sizes are being given: before the next frame is soon enough. */
static void
room_changed_cb (GtkAdjustment *adjustment, GParamSpec *pspec, gpointer user_data)
{
  if (g_object_get_data (user_data, "bw-fitting") != NULL)
    return;
  g_object_set_data (user_data, "bw-fitting", user_data);
  g_idle_add_full (G_PRIORITY_HIGH, fit_cb, g_object_ref (user_data), g_object_unref);
}

static void
watch_room (GtkColumnView *view)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (view));

  if (adjustment == NULL)
    return;
  g_signal_handlers_disconnect_by_func (adjustment, room_changed_cb, view);
  g_signal_connect_object (adjustment, "notify::page-size", G_CALLBACK (room_changed_cb), view, 0);
  room_changed_cb (adjustment, NULL, view);
}

/* ---- Columns ---- */

static void
add_column (GtkColumnView *view, const BwColumn *column, gpointer user_data)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = NULL;
  ColumnContext *context = g_new0 (ColumnContext, 1);

  context->column = column;
  context->user_data = column->user_data != NULL ? column->user_data : user_data;
  g_signal_connect_data (factory, "setup", G_CALLBACK (item_setup_cb), context, free_context, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (item_bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (item_unbind_cb), NULL);

  added = gtk_column_view_column_new (_(column->title), factory);
  gtk_column_view_column_set_resizable (added, TRUE);
  gtk_column_view_column_set_expand (added, column->is_expanding);
  gtk_column_view_column_set_fixed_width (added, column->width);
  set_claim (added, column->rank, column->width, column->is_expanding);
  if (column->compare != NULL)
    {
      g_autoptr (GtkSorter) sorter =
          GTK_SORTER (gtk_custom_sorter_new (compare_rows, g_memdup2 (context, sizeof *context), g_free));

      gtk_column_view_column_set_sorter (added, sorter);
    }
  gtk_column_view_append_column (view, added);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *label = find_label (child);

      if (label != NULL)
        return label;
    }
  return NULL;
}

/* Headings of numbers stand over the numbers. GTK 4.8 offers no way to say so: the heading's label
 * is looked up under the view's header row. */
static void
align_headings (GtkColumnView *view, const BwColumn *columns, gsize n_columns)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *heading = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (gsize i = 0; heading != NULL && i < n_columns; i++)
    {
      GtkWidget *label = find_label (heading);

      if (label != NULL)
        {
          gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
          gtk_widget_set_hexpand (label, TRUE);
          gtk_label_set_xalign (GTK_LABEL (label), columns[i].xalign);
          if (columns[i].xalign > 0.5f)
            gtk_widget_add_css_class (heading, "numeric-heading");
        }
      heading = gtk_widget_get_next_sibling (heading);
    }
}

/**
 * bw_columns_add:
 * @columns: (array length=n_columns): borrowed for good: a static table
 * @user_data: handed to present and compare
 *
 * Call it on a view without columns, so that headings can be told apart.
 */
void
bw_columns_add (GtkColumnView *view, const BwColumn *columns, gsize n_columns, gpointer user_data)
{
  for (gsize i = 0; i < n_columns; i++)
    add_column (view, &columns[i], user_data);
  align_headings (view, columns, n_columns);
  if (g_object_get_data (G_OBJECT (view), "bw-watched") == NULL)
    g_signal_connect (view, "notify::hadjustment", G_CALLBACK (watch_room), NULL);
  g_object_set_data (G_OBJECT (view), "bw-watched", view);
  watch_room (view);
}

/** bw_columns_remove_all: so that others can be added. */
void
bw_columns_remove_all (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, g_list_model_get_n_items (columns) - 1);

      gtk_column_view_remove_column (view, column);
    }
}

/* ---- Buttons ---- */

typedef struct
{
  char *label;     /* (owned) (nullable) */
  char *icon_name; /* (owned) (nullable) */
  char *tooltip;   /* (owned) */
  char *action;    /* (owned) */
} ButtonSpec;

static void
free_button_spec (gpointer data, GClosure *closure)
{
  ButtonSpec *spec = data;

  g_free (spec->label);
  g_free (spec->icon_name);
  g_free (spec->tooltip);
  g_free (spec->action);
  g_free (spec);
}

static void
button_setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  ButtonSpec *spec = user_data;
  GtkWidget *button = spec->label != NULL ? gtk_button_new_with_label (spec->label)
                                          : gtk_button_new_from_icon_name (spec->icon_name);

  gtk_widget_add_css_class (button, "row-button");
  if (spec->label == NULL)
    gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, spec->tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spec->tooltip, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_list_item_set_child (item, button);
}

static void
button_bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  ButtonSpec *spec = user_data;
  GtkActionable *button = GTK_ACTIONABLE (gtk_list_item_get_child (item));

  gtk_actionable_set_action_target (button, "t", bw_row_get_key (BW_ROW (gtk_list_item_get_item (item))));
  gtk_actionable_set_action_name (button, spec->action);
}

void
bw_columns_add_button (GtkColumnView *view, const char *label, const char *icon_name,
                       const char *tooltip, const char *action, int width, guint rank)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) added = NULL;
  ButtonSpec *spec = g_new0 (ButtonSpec, 1);

  spec->label = g_strdup (label);
  spec->icon_name = g_strdup (icon_name);
  spec->tooltip = g_strdup (tooltip);
  spec->action = g_strdup (action);
  g_signal_connect_data (factory, "setup", G_CALLBACK (button_setup_cb), spec, free_button_spec, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (button_bind_cb), spec);
  added = gtk_column_view_column_new (NULL, factory);
  gtk_column_view_column_set_fixed_width (added, width);
  set_claim (added, rank, width, FALSE);
  gtk_column_view_append_column (view, added);
}

int
bw_columns_measure (GtkColumnView *view, const char *text, int least)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (view), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width;

  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return CLAMP (width + CELL_PADDING, least, MAX (least, WORD_WIDTH_MAX));
}

/** bw_columns_dress: the looks all tables share. */
void
bw_columns_dress (GtkColumnView *view)
{
  gtk_widget_add_css_class (GTK_WIDGET (view), "bw");
  gtk_column_view_set_show_column_separators (view, FALSE);
  gtk_column_view_set_show_row_separators (view, FALSE);
}

/**
 * bw_columns_pick:
 * @x, @y: in the view
 *
 * Returns: (transfer none) (nullable): the row whose cell lies there
 */
BwRow *
bw_columns_pick (GtkColumnView *view, double x, double y)
{
  GtkWidget *cell = gtk_widget_pick (GTK_WIDGET (view), x, y, GTK_PICK_DEFAULT);
  GtkListItem *item = NULL;

  for (; cell != NULL && item == NULL && cell != GTK_WIDGET (view); cell = gtk_widget_get_parent (cell))
    {
      item = g_object_get_data (G_OBJECT (cell), "bw-item");
      if (item == NULL && gtk_widget_get_first_child (cell) != NULL && gtk_widget_get_last_child (cell) == gtk_widget_get_first_child (cell))
        item = g_object_get_data (G_OBJECT (gtk_widget_get_first_child (cell)), "bw-item"); /* beside the cell, in its column */
    }
  return item != NULL ? gtk_list_item_get_item (item) : NULL;
}

/** bw_columns_scroll_to: brings a row into sight; the inner list knows how. */
void
bw_columns_scroll_to (GtkColumnView *view, guint position)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *list = header != NULL ? gtk_widget_get_next_sibling (header) : NULL;

  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

#define FRAMES_TO_APPEAR 4 /* what is scrolled to is laid out in the first */

typedef struct
{
  guint position;
  guint n_frames;
} Focusing;

/* The item that a row widget of the inner list shows. */
static GtkListItem *
get_row_item (GtkWidget *row)
{
  GtkWidget *cell = gtk_widget_get_first_child (row);

  cell = cell != NULL ? gtk_widget_get_first_child (cell) : NULL;
  return cell != NULL ? g_object_get_data (G_OBJECT (cell), "bw-item") : NULL;
}

static gboolean
focus_row_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Focusing *focusing = user_data;
  GtkWidget *list = gtk_widget_get_next_sibling (gtk_widget_get_first_child (widget));

  if (++focusing->n_frames < FRAMES_TO_APPEAR)
    return G_SOURCE_CONTINUE;
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkListItem *item = get_row_item (row);

      if (item != NULL && gtk_list_item_get_position (item) == focusing->position)
        {
          gtk_widget_grab_focus (row);
          break;
        }
    }
  return G_SOURCE_REMOVE;
}

/** bw_columns_focus: brings a row into sight and gives it the keyboard: the arrows go on from there. */
void
bw_columns_focus (GtkColumnView *view, guint position)
{
  Focusing focusing = { position, 0 };

  bw_columns_scroll_to (view, position);
  gtk_widget_add_tick_callback (GTK_WIDGET (view), focus_row_cb, g_memdup2 (&focusing, sizeof focusing), g_free);
}
