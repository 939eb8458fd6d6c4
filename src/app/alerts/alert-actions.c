/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/alerts/alert-actions.h"

#include "app/alerts/alert-dialog.h"
#include "app/alerts/alert-words.h"
#include "app/format.h"
#include "app/window.h"

#include <glib/gi18n.h>

#define SNOOZE_NS (15 * BW_MINUTE)

typedef struct
{
  BwDesk *desk; /* (owned) */
  char *success;
  char *undo;           /* (owned) (nullable): action */
  GVariant *undo_target; /* (owned) (nullable) */
} Act;

static void
act_free (Act *act)
{
  g_object_unref (act->desk);
  g_free (act->success);
  g_free (act->undo);
  g_clear_pointer (&act->undo_target, g_variant_unref);
  g_free (act);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Act, act_free)

static Act *
act_new (BwDesk *desk, char *success, const char *undo, GVariant *undo_target)
{
  Act *act = g_new0 (Act, 1);

  act->desk = g_object_ref (desk);
  act->success = success;
  act->undo = g_strdup (undo);
  act->undo_target = undo_target != NULL ? g_variant_ref_sink (undo_target) : NULL;
  return act;
}

static void
tell (const Act *act, const GError *error)
{
  if (error != NULL)
    bw_desk_tell (act->desk, bw_alert_translate (error->message));
  else if (act->success != NULL && act->undo != NULL)
    bw_desk_tell_with_action (act->desk, act->success, _("Undo"), act->undo, act->undo_target);
  else if (act->success != NULL)
    bw_desk_tell (act->desk, act->success);
}

static void
changed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Act) act = user_data;
  g_autoptr (GError) error = NULL;

  bw_engine_change_alert_finish (BW_ENGINE (object), result, &error);
  tell (act, error);
}

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Act) act = user_data;
  g_autoptr (GError) error = NULL;

  bw_engine_save_alert_finish (BW_ENGINE (object), result, NULL, &error);
  tell (act, error);
}

static char *
describe (BwDesk *desk, const BwAlert *alert)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, alert->instrument);
  g_autofree char *condition = bw_alert_describe (bw_alert_voice (), alert, instrument);

  return g_strdup_printf ("%s: %s", instrument != NULL ? instrument->symbol : "", condition);
}

/** bw_alert_actions_save: keeps a new alert, or another rule of one that is there. */
void
bw_alert_actions_save (BwDesk *desk, const BwAlert *alert)
{
  g_autofree char *what = describe (desk, alert);

  bw_engine_save_alert_async (bw_desk_get_engine (desk), alert, NULL, saved_cb,
                              act_new (desk, g_strdup_printf (_("Alert set. %s"), what), NULL, NULL));
}

/** bw_alert_actions_move: another level, as when its line is dragged. Can be undone. */
void
bw_alert_actions_move (BwDesk *desk, guint64 id, BwFixed level)
{
  const BwAlert *alert = bw_engine_alert (bw_desk_get_engine (desk), id);
  BwAlert moved;
  Act *act;

  if (alert == NULL || alert->level.e8 == level.e8)
    return;
  moved = *alert;
  moved.level = level;
  if (moved.kind == BW_ALERT_CHANNEL && !bw_fixed_add (level, (BwFixed){ alert->high.e8 - alert->level.e8 }, &moved.high))
    return;
  act = act_new (desk, NULL, "desk.move-alert", g_variant_new ("(tx)", id, alert->level.e8));
  act->success = describe (desk, &moved);
  bw_engine_save_alert_async (bw_desk_get_engine (desk), &moved, NULL, saved_cb, act);
}

/* ---- desk.… ---- */

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  guint64 id;
  BwFixed level;

  g_variant_get (parameter, "(tx)", &id, &level.e8);
  bw_alert_actions_move (user_data, id, level);
}

static void
toggle_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;
  const BwAlert *alert = bw_engine_alert (bw_desk_get_engine (desk), g_variant_get_uint64 (parameter));
  gboolean is_on;

  if (alert == NULL)
    return;
  is_on = alert->status == BW_ALERT_ACTIVE;
  bw_engine_change_alert_async (bw_desk_get_engine (desk), alert->id, is_on ? BW_ALERT_ACT_DISABLE : BW_ALERT_ACT_ENABLE, 0,
                                NULL, changed_cb,
                                act_new (desk, g_strdup (is_on ? _("The alert is off") : _("The alert is on")), NULL, NULL));
}

static void
snooze_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;

  bw_engine_change_alert_async (bw_desk_get_engine (desk), g_variant_get_uint64 (parameter), BW_ALERT_ACT_SNOOZE, SNOOZE_NS,
                                NULL, changed_cb, act_new (desk, g_strdup (_("Quiet for 15 market minutes")), NULL, NULL));
}

/* What was removed last stays at hand, to be set again. */
static GQuark
quark_removed (void)
{
  return g_quark_from_static_string ("bw-removed-alert");
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;
  guint64 id = g_variant_get_uint64 (parameter);
  const BwAlert *alert = bw_engine_alert (bw_desk_get_engine (desk), id);
  g_autofree char *what = NULL;

  if (alert == NULL)
    return;
  what = describe (desk, alert);
  g_object_set_qdata_full (G_OBJECT (desk), quark_removed (), g_memdup2 (alert, sizeof *alert), g_free);
  bw_engine_change_alert_async (bw_desk_get_engine (desk), id, BW_ALERT_ACT_REMOVE, 0, NULL, changed_cb,
                                act_new (desk, g_strdup_printf (_("Alert removed. %s"), what), "desk.restore-alert",
                                         g_variant_new_uint64 (id)));
}

static void
restore_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;
  const BwAlert *removed = g_object_get_qdata (G_OBJECT (desk), quark_removed ());
  BwAlert alert;

  if (removed == NULL || removed->id != g_variant_get_uint64 (parameter))
    return;
  alert = *removed;
  alert.id = 0;
  bw_alert_actions_save (desk, &alert);
}

/** bw_alert_actions_add: those that need no window. */
void
bw_alert_actions_add (GActionMap *map, BwDesk *desk)
{
  static const GActionEntry entries[] = {
    { "toggle-alert", toggle_cb, "t", NULL, NULL },   { "snooze-alert", snooze_cb, "t", NULL, NULL },
    { "remove-alert", remove_cb, "t", NULL, NULL },   { "restore-alert", restore_cb, "t", NULL, NULL },
    { "move-alert", move_cb, "(tx)", NULL, NULL },
  };

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), desk);
}

/* ---- win.… ---- */

static BwDesk *
get_desk (GtkWidget *window)
{
  return bw_window_get_desk (BW_WINDOW (window));
}

static void
open_new (GtkWidget *window, BwInstrumentId instrument, BwFixed level)
{
  BwDesk *desk = get_desk (window);
  BwAlert alert;

  bw_alert_init (&alert, BW_ALERT_PRICE, instrument != 0 ? instrument : bw_desk_get_instrument (desk, BW_LINK_BLUE));
  alert.timeline = bw_desk_get_timeline (desk);
  alert.level = level;
  gtk_window_present (GTK_WINDOW (bw_alert_dialog_new (desk, GTK_WINDOW (window), &alert)));
}

static void
new_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  open_new (widget, g_variant_get_uint32 (parameter), BW_FIXED_ZERO);
}

static void
alert_at_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  guint32 instrument;
  BwFixed level;

  g_variant_get (parameter, "(ux)", &instrument, &level.e8);
  open_new (widget, instrument, level);
}

static void
edit_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwDesk *desk = get_desk (widget);
  const BwAlert *alert = bw_engine_alert (bw_desk_get_engine (desk), g_variant_get_uint64 (parameter));

  if (alert == NULL)
    bw_desk_tell (desk, _("This alert is no longer there"));
  else
    gtk_window_present (GTK_WINDOW (bw_alert_dialog_new (desk, GTK_WINDOW (widget), alert)));
}

/** bw_alert_actions_install: those of a window. */
void
bw_alert_actions_install (GtkWidgetClass *window_class)
{
  g_autoptr (GtkShortcut) shortcut =
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control><Alt>a"), gtk_named_action_new ("win.new-alert"));

  gtk_widget_class_install_action (window_class, "win.new-alert", "u", new_cb);
  gtk_widget_class_install_action (window_class, "win.alert-at", "(ux)", alert_at_cb);
  gtk_widget_class_install_action (window_class, "win.edit-alert", "t", edit_cb);
  gtk_shortcut_set_arguments (shortcut, g_variant_new_uint32 (0));
  gtk_widget_class_add_shortcut (window_class, shortcut);
}
