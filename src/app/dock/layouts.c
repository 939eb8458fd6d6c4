/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dock/layouts.h"

#include "app/trade-layouts.h"

#include <glib/gi18n.h>

#define LIST_KEY "layouts/trade"
#define OLD_KEY "layout/trade" /* one layout without a name, and one named Mine: before there were more */
#define OLD_MINE_KEY "layout/mine"

struct _BwLayouts
{
  GObject parent_instance;
  BwDesk *desk;        /* (borrowed): owns this */
  BwLayoutList *list;  /* (owned) */
  GMenu *menu;         /* (owned) */
  BwLayout *removed;   /* (owned) (nullable): the one removed last */
  guint removed_index;
  gboolean is_read;
};

G_DEFINE_FINAL_TYPE (BwLayouts, bw_layouts, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
append (GMenu *menu, const char *label, const char *action, GVariant *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (item, action, target);
  g_menu_append_item (menu, item);
}

static void
build_menu (BwLayouts *self)
{
  g_autoptr (GMenu) names = g_menu_new ();
  g_autoptr (GMenu) acts = g_menu_new ();

  g_menu_remove_all (self->menu);
  for (guint i = 0; i < self->list->layouts->len; i++)
    {
      const BwLayout *layout = g_ptr_array_index (self->list->layouts, i);
      const char *title = bw_layout_list_get_title (self->list, layout);
      gboolean is_current = g_str_equal (layout->id, self->list->current);
      g_auto (GStrv) parts = g_strsplit (title, "_", -1);
      g_autofree char *plain = g_strjoinv ("__", parts); /* no mnemonic out of a name */
      g_autofree char *label = g_strconcat (is_current ? "✓ " : "", plain, NULL);

      append (names, label, "win.layout", g_variant_new_string (layout->id));
    }
  append (acts, _("Save _As…"), "win.save-layout-as", NULL);
  append (acts, _("_Reset This Layout"), "win.reset-layout", NULL);
  append (acts, _("_Manage…"), "win.manage-layouts", NULL);
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (names));
  g_menu_append_section (self->menu, NULL, G_MENU_MODEL (acts));
}

static void
write_list (BwLayouts *self)
{
  g_autofree char *text = bw_layout_list_write (self->list);

  if (self->is_read && bw_desk_is_open (self->desk))
    bw_engine_set_text (bw_desk_get_engine (self->desk), LIST_KEY, text);
}

static void
tell_changed (BwLayouts *self)
{
  write_list (self);
  build_menu (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What an older version kept: the arrangement goes on as it was left, Mine gets its name. */
static void
take_over (BwLayouts *self)
{
  BwEngine *engine = bw_desk_get_engine (self->desk);
  g_autofree char *present = bw_engine_get_text (engine, OLD_KEY);
  g_autofree char *mine = bw_engine_get_text (engine, OLD_MINE_KEY);

  if (present != NULL)
    bw_layout_list_set_json (self->list, self->list->current, present);
  if (mine != NULL)
    bw_layout_list_add (self->list, _("Mine"), mine);
}

static void
read_list (BwLayouts *self)
{
  g_autofree char *text = NULL;

  if (self->is_read || !bw_desk_is_open (self->desk))
    return;
  self->is_read = TRUE;
  text = bw_engine_get_text (bw_desk_get_engine (self->desk), LIST_KEY);
  if (text != NULL)
    bw_layout_list_read (self->list, text);
  else
    take_over (self);
  build_menu (self);
}

static void
bw_layouts_finalize (GObject *object)
{
  BwLayouts *self = BW_LAYOUTS (object);

  bw_layout_list_free (self->list);
  g_clear_pointer (&self->removed, bw_layout_free);
  g_object_unref (self->menu);
  G_OBJECT_CLASS (bw_layouts_parent_class)->finalize (object);
}

static void
bw_layouts_class_init (BwLayoutsClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_layouts_finalize;

  /**
   * BwLayouts::changed:
   *
   * A name, the order, or which one is in use.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * BwLayouts::chosen:
   *
   * What bw_layouts_get_json() returns shall be shown.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_layouts_init (BwLayouts *self)
{
  guint n_builtins;
  const BwBuiltinLayout *builtins = bw_trade_layouts (&n_builtins);

  self->list = bw_layout_list_new (builtins, n_builtins);
  self->menu = g_menu_new ();
}

/** bw_layouts_of: (transfer none): the desk's own, made when first asked for. */
BwLayouts *
bw_layouts_of (BwDesk *desk)
{
  BwLayouts *self = g_object_get_data (G_OBJECT (desk), "bw-layouts");

  if (self == NULL)
    {
      self = g_object_new (BW_TYPE_LAYOUTS, NULL);
      self->desk = desk;
      build_menu (self);
      g_signal_connect_object (desk, "changed", G_CALLBACK (read_list), self, G_CONNECT_SWAPPED);
      g_object_set_data_full (G_OBJECT (desk), "bw-layouts", self, g_object_unref);
    }
  read_list (self);
  return self;
}

const BwLayoutList *
bw_layouts_get_list (BwLayouts *self)
{
  return self->list;
}

/** bw_layouts_get_menu: (transfer none): for choosing one, kept up to date; of win.* actions. */
GMenuModel *
bw_layouts_get_menu (BwLayouts *self)
{
  return G_MENU_MODEL (self->menu);
}

/** bw_layouts_get_json: (transfer full): the layout in use, for bw_dock_load(). */
char *
bw_layouts_get_json (BwLayouts *self)
{
  const BwLayout *layout = bw_layout_list_find (self->list, self->list->current, NULL);
  const BwBuiltinLayout *builtin = bw_layout_list_find_builtin (self->list, layout->id);

  if (layout->json != NULL || builtin == NULL)
    return g_strdup (layout->json);
  return g_strdup_printf ("{\"tree\":%s}", builtin->tree);
}

/** bw_layouts_keep: the layout in use is arranged like this now. */
void
bw_layouts_keep (BwLayouts *self, const char *json)
{
  if (self->is_read && bw_layout_list_set_json (self->list, self->list->current, json))
    write_list (self);
}

void
bw_layouts_choose (BwLayouts *self, const char *id)
{
  if (g_strcmp0 (id, self->list->current) == 0 || !bw_layout_list_choose (self->list, id))
    return;
  tell_changed (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

void
bw_layouts_choose_nth (BwLayouts *self, guint index)
{
  if (index < self->list->layouts->len)
    bw_layouts_choose (self, ((BwLayout *) g_ptr_array_index (self->list->layouts, index))->id);
}

/** bw_layouts_save_as: the present arrangement gets a name of its own, and is used from now on. */
gboolean
bw_layouts_save_as (BwLayouts *self, const char *name)
{
  g_autofree char *json = bw_layouts_get_json (self);
  const char *id = bw_layout_list_add (self->list, name, json);

  if (id == NULL)
    return FALSE;
  bw_layout_list_choose (self->list, id);
  tell_changed (self);
  return TRUE;
}

gboolean
bw_layouts_rename (BwLayouts *self, const char *id, const char *name)
{
  if (!bw_layout_list_rename (self->list, id, name))
    return FALSE;
  tell_changed (self);
  return TRUE;
}

/** bw_layouts_reset: @id (nullable): a built-in as it came; %NULL is the one in use. */
void
bw_layouts_reset (BwLayouts *self, const char *id)
{
  const char *reset = id != NULL ? id : self->list->current;
  gboolean is_shown = g_str_equal (reset, self->list->current);

  if (bw_layout_list_find_builtin (self->list, reset) == NULL)
    {
      bw_desk_tell (self->desk, _("A layout of your own has nothing to go back to; built-in ones have"));
      return;
    }
  bw_layout_list_set_json (self->list, reset, NULL);
  tell_changed (self);
  if (is_shown)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

/** bw_layouts_remove: one of the user's own; a toast brings it back. */
void
bw_layouts_remove (BwLayouts *self, const char *id)
{
  gboolean was_shown = g_strcmp0 (id, self->list->current) == 0;
  guint index;
  BwLayout *layout = bw_layout_list_take (self->list, id, &index);
  g_autofree char *message = NULL;

  if (layout == NULL)
    return;
  g_clear_pointer (&self->removed, bw_layout_free);
  self->removed = layout;
  self->removed_index = index;
  message = g_strdup_printf (_("The layout “%s” is deleted"), layout->name);
  tell_changed (self);
  if (was_shown)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
  bw_desk_tell_with_action (self->desk, message, _("Undo"), "win.restore-layout", NULL);
}

void
bw_layouts_restore_removed (BwLayouts *self)
{
  if (self->removed == NULL)
    return;
  bw_layout_list_put_back (self->list, g_steal_pointer (&self->removed), self->removed_index);
  tell_changed (self);
}

void
bw_layouts_move (BwLayouts *self, const char *id, int by)
{
  if (bw_layout_list_move (self->list, id, by))
    tell_changed (self);
}
