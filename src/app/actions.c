/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/actions.h"

#include "app/alerts/alert-actions.h"
#include "app/format.h"
#include "app/help/refusals.h"
#include "app/order-story.h"
#include "app/words.h"

#include <glib/gi18n.h>

/* ---- Commands and what came of them ---- */

typedef struct
{
  BwDesk *desk;  /* (owned) */
  char *success; /* (owned) (nullable): what to tell when it was done; events tell of orders */
  char *failure; /* (owned): "Couldn't cancel" */
  BwFixed price_before; /* of an order that was moved; 0: nothing was */
} Command;

static Command *
command_new (BwDesk *desk, const char *success, const char *failure)
{
  Command *command = g_new0 (Command, 1);

  command->desk = g_object_ref (desk);
  command->success = g_strdup (success);
  command->failure = g_strdup (failure);
  return command;
}

static void
command_free (Command *command)
{
  g_object_unref (command->desk);
  g_free (command->success);
  g_free (command->failure);
  g_free (command);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_free)

/* With a button that opens the order's timeline, where there is an order. */
static void
tell_of_order (BwDesk *desk, const char *message, BwOrderId order)
{
  if (order == 0)
    bw_desk_tell (desk, message);
  else
    bw_desk_tell_with_action (desk, message, _("Open"), "win.order", g_variant_new_uint64 (order));
}

static void
command_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;
  BwCommandResult outcome = { 0 };

  if (!bw_engine_command_finish (BW_ENGINE (object), result, &outcome, &error))
    {
      g_autofree char *message = g_strdup_printf ("%s: %s", command->failure, error->message);

      bw_desk_tell (command->desk, message);
      return;
    }
  if (outcome.reason != BW_REASON_NONE)
    {
      g_autofree char *message = NULL;
      const char *advice = bw_words_reason_advice (outcome.reason);

      message = g_strdup_printf ("%s: %s. %s", command->failure, bw_words_reason (outcome.reason),
                                 advice != NULL ? advice : "");
      if (outcome.order.id != 0)
        tell_of_order (command->desk, g_strchomp (message), outcome.order.id);
      else
        bw_desk_tell_with_action (command->desk, g_strchomp (message), _("The Rule"), "win.help",
                                  g_variant_new_string (bw_help_topic_of_reason (outcome.reason)));
      return;
    }
  if (command->price_before.e8 != 0)
    bw_desk_tell_with_action (command->desk, command->success, _("Undo"), "desk.move-order",
                              g_variant_new ("(tx)", outcome.order.id, command->price_before.e8));
  else if (command->success != NULL)
    tell_of_order (command->desk, command->success, outcome.order.id);
}

static void
submit (BwDesk *desk, const BwInput *input, const char *success, const char *failure)
{
  bw_engine_command_async (bw_desk_get_engine (desk), bw_desk_get_timeline (desk), input, NULL,
                           command_cb, command_new (desk, success, failure));
}

/* ---- Sending an order ---- */

typedef struct
{
  BwDesk *desk; /* (owned) */
  BwNewOrder order;
} Sending;

static void
sending_free (gpointer data, GClosure *closure)
{
  Sending *sending = data;

  g_object_unref (sending->desk);
  g_free (sending);
}

static void
send_now (BwDesk *desk, const BwNewOrder *order)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, order->instrument);
  BwInput input = { .kind = BW_INPUT_NEW_ORDER, .new_order = *order };
  g_autofree char *what = bw_order_story_new (instrument, order);
  g_autofree char *success =
      order->type == BW_ORDER_MARKET ? NULL : g_strdup_printf (_("Sent: %s"), what);
  g_autofree char *failure = g_strdup_printf (_("Not sent: %s"), what);

  submit (desk, &input, success, failure);
}

static void
confirm_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Sending *sending = user_data;

  if (g_str_equal (response, "send"))
    send_now (sending->desk, &sending->order);
}

static gboolean
needs_confirmation (BwDesk *desk, const BwOrderPreview *preview)
{
  GSettings *settings = bw_desk_get_settings (desk);
  g_autofree char *when = g_settings_get_string (settings, "confirm-orders");

  if (g_str_equal (when, "never"))
    return FALSE;
  if (g_str_equal (when, "always") || preview == NULL)
    return TRUE;
  return bw_fixed_to_double (bw_fixed_abs (preview->notional)) >=
         g_settings_get_double (settings, "confirm-above");
}

/**
 * bw_actions_send_order:
 * @near: a widget of the window to ask in
 * @preview: (nullable): what is known of it
 */
void
bw_actions_send_order (BwDesk *desk, GtkWidget *near, const BwNewOrder *order,
                       const BwOrderPreview *preview)
{
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, order->instrument);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;
  Sending *sending;

  if (!needs_confirmation (desk, preview))
    {
      send_now (desk, order);
      return;
    }

  heading = bw_order_story_new (instrument, order);
  if (preview != NULL)
    {
      g_autofree char *worth = bw_format_money (bw_fixed_abs (preview->notional), bw_desk_get_currency (desk), 0);
      g_autofree char *left = bw_format_money (preview->buying_power_after, bw_desk_get_currency (desk), 0);

      body = g_strdup_printf (_("Worth %s. Buying power left afterwards: %s."), worth, left);
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (near)), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "leave", _("_Don’t Send"), "send",
                                    bw_words_side (order->side), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "send",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "send");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "leave");
  sending = g_new0 (Sending, 1);
  sending->desk = g_object_ref (desk);
  sending->order = *order;
  g_signal_connect_data (dialog, "response", G_CALLBACK (confirm_response_cb), sending, sending_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/** bw_actions_reset: the account shown begins again with @cash. */
void
bw_actions_reset (BwDesk *desk, BwFixed cash)
{
  BwInput input = { .kind = BW_INPUT_RESET_ACCOUNT };

  input.cash.account = bw_desk_get_account (desk);
  input.cash.amount = cash;
  submit (desk, &input, _("The account begins again"), _("Couldn’t reset the account"));
}

/** bw_actions_move_cash: @kind: %BW_INPUT_DEPOSIT or %BW_INPUT_WITHDRAW */
void
bw_actions_move_cash (BwDesk *desk, BwInputKind kind, BwFixed amount)
{
  BwInput input = { .kind = (guint8) kind };
  g_autofree char *money = bw_format_money (amount, bw_desk_get_currency (desk), BW_FORMAT_PLAIN);
  g_autofree char *success = g_strdup_printf (kind == BW_INPUT_DEPOSIT ? _("%s paid in") : _("%s taken out"), money);

  input.cash.account = bw_desk_get_account (desk);
  input.cash.amount = amount;
  submit (desk, &input, success, kind == BW_INPUT_DEPOSIT ? _("Couldn’t pay in") : _("Couldn’t take it out"));
}

/** bw_actions_move_order: gives a working order another price: its limit, or its stop. Can be undone. */
void
bw_actions_move_order (BwDesk *desk, const BwOrder *order, BwFixed price)
{
  BwInput input = { .kind = BW_INPUT_REPLACE_ORDER, .replace_order.order = order->id };
  const BwInstrument *instrument = bw_desk_lookup_instrument (desk, order->instrument);
  g_autofree char *text = bw_format_price (instrument, price);
  g_autofree char *success = g_strdup_printf (_("Order moved to %s"), text);
  Command *command = command_new (desk, success, _("The order stays where it was"));
  gboolean is_limit = bw_fixed_is_zero (order->stop_price) || (order->flags & BW_ORDER_TRIGGERED) != 0;

  command->price_before = is_limit ? order->limit_price : order->stop_price;
  *(is_limit ? &input.replace_order.limit_price : &input.replace_order.stop_price) = price;
  /* The limit of a stop keeps its distance. */
  if (!bw_fixed_is_zero (input.replace_order.stop_price) && !bw_fixed_is_zero (order->limit_price))
    input.replace_order.limit_price.e8 = order->limit_price.e8 + price.e8 - order->stop_price.e8;
  bw_engine_command_async (bw_desk_get_engine (desk), bw_desk_get_timeline (desk), &input, NULL, command_cb, command);
}

/* ---- Actions ---- */

/* (tx): a working order, and the price it goes to. */
static void
move_order_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;
  gsize n_orders;
  const BwOrder *const *orders = bw_engine_open_orders (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                                                        bw_desk_get_account (desk), &n_orders);
  guint64 order;
  BwFixed price;

  g_variant_get (parameter, "(tx)", &order, &price.e8);
  for (gsize i = 0; i < n_orders; i++)
    if (orders[i]->id == order)
      {
        bw_actions_move_order (desk, orders[i], price);
        return;
      }
  bw_desk_tell (desk, _("The order works no more"));
}

static void
cancel_order_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwInput input = { .kind = BW_INPUT_CANCEL_ORDER,
                    .cancel_order.order = g_variant_get_uint64 (parameter) };

  submit (user_data, &input, _("Order cancelled"), _("Couldn’t cancel"));
}

static void
submit_for_account (BwDesk *desk, BwInputKind kind, BwInstrumentId instrument, const char *success,
                    const char *failure)
{
  BwInput input = { .kind = kind };

  input.account.account = bw_desk_get_account (desk);
  input.account.instrument = instrument;
  submit (desk, &input, success, failure);
}

static void
cancel_all_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  submit_for_account (user_data, BW_INPUT_CANCEL_ALL, 0, _("All orders cancelled"),
                      _("Couldn’t cancel all orders"));
}

static void
flatten_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  submit_for_account (user_data, BW_INPUT_FLATTEN, 0, _("All orders cancelled, closing all positions"),
                      _("Couldn’t flatten"));
}

static void
close_position_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  submit_for_account (user_data, BW_INPUT_CLOSE_POSITION,
                      (BwInstrumentId) g_variant_get_uint64 (parameter), NULL,
                      _("Couldn’t close the position"));
}

static void
reverse_position_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  submit_for_account (user_data, BW_INPUT_REVERSE_POSITION,
                      (BwInstrumentId) g_variant_get_uint64 (parameter), NULL,
                      _("Couldn’t reverse the position"));
}

static void
halt_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwDesk *desk = user_data;
  gboolean is_halted = g_variant_get_boolean (state);
  BwInput input = { .kind = BW_INPUT_HALT_ACCOUNT };

  input.halt_account.account = bw_desk_get_account (desk);
  input.halt_account.halt = is_halted ? BW_HALT_NEW_ORDERS : BW_HALT_NONE;
  input.halt_account.reason = is_halted ? BW_REASON_KILL_SWITCH : BW_REASON_NONE;
  submit (desk, &input, is_halted ? _("New orders are stopped") : _("New orders are allowed again"),
          _("Couldn’t change the kill switch"));
}

/* s: stop, cancel, flatten, freeze or off: what the kill switch does, in one durable step. */
static void
kill_switch_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;
  const char *choice = g_variant_get_string (parameter, NULL);
  gboolean is_off = g_str_equal (choice, "off");
  BwInput input = { .kind = BW_INPUT_HALT_ACCOUNT };

  input.halt_account.account = bw_desk_get_account (desk);
  input.halt_account.halt = is_off                            ? BW_HALT_NONE
                            : g_str_equal (choice, "freeze") ? BW_HALT_FROZEN
                                                             : BW_HALT_NEW_ORDERS;
  input.halt_account.reason = is_off ? BW_REASON_NONE : BW_REASON_KILL_SWITCH;
  if (g_str_equal (choice, "cancel"))
    input.halt_account.action = BW_HALT_ACTION_CANCEL;
  else if (g_str_equal (choice, "flatten"))
    input.halt_account.action = BW_HALT_ACTION_FLATTEN;
  submit (desk, &input, is_off ? _("New orders are allowed again") : _("The account is stopped"),
          _("Couldn’t change the kill switch"));
}

static void
play_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwDesk *desk = user_data;

  bw_engine_set_playing (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                         g_variant_get_boolean (state));
}

static void
speed_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  BwDesk *desk = user_data;

  bw_engine_set_speed (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                       g_variant_get_double (state));
}

static void
step_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;

  bw_engine_step (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                  g_variant_get_int32 (parameter));
}

static void
jump_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwDesk) desk = user_data;
  g_autoptr (GError) error = NULL;
  BwTimelineId timeline = bw_engine_jump_finish (BW_ENGINE (object), result, &error);

  if (error != NULL)
    {
      g_autofree char *message = g_strdup_printf (_("Couldn’t jump: %s"), error->message);

      bw_desk_tell (desk, message);
    }
  else
    bw_desk_set_timeline (desk, timeline);
}

/* x: to an instant. */
static void
jump_action_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;

  bw_engine_jump_async (bw_desk_get_engine (desk), bw_desk_get_timeline (desk),
                        g_variant_get_int64 (parameter), NULL, jump_cb, g_object_ref (desk));
}

/* s: to the next open or close, an hour or a session on. */
static void
skip_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;
  const char *where = g_variant_get_string (parameter, NULL);
  const BwTimelineView *view = bw_desk_get_timeline_view (desk);
  BwSession session;
  BwTime target;

  if (view == NULL)
    return;
  session = view->session;
  target = view->now + BW_HOUR;
  if (g_str_equal (where, "open"))
    {
      if (session.open <= view->now && !bw_calendar_next_session (view->calendar, session.date, &session))
        return;
      target = session.open;
    }
  else if (g_str_equal (where, "close"))
    {
      if (session.close <= view->now && !bw_calendar_next_session (view->calendar, session.date, &session))
        return;
      target = session.close;
    }
  bw_engine_jump_async (bw_desk_get_engine (desk), view->id, target, NULL, jump_cb, g_object_ref (desk));
}

static void
account_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  guint32 timeline, account;

  g_variant_get (state, "(uu)", &timeline, &account);
  bw_desk_set_account (user_data, timeline, account);
}

static void
symbol_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  bw_desk_set_instrument (user_data, BW_LINK_BLUE, (BwInstrumentId) g_variant_get_uint64 (parameter));
}

static void
close_timeline_done_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwDesk) desk = user_data;
  g_autoptr (GError) error = NULL;

  if (!bw_engine_close_timeline_finish (BW_ENGINE (object), result, &error))
    bw_desk_tell (desk, error->message);
  else
    bw_desk_tell (desk, _("It has ended; its orders and fills are kept"));
}

static void
close_timeline_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwDesk *desk = user_data;
  BwTimelineId timeline = bw_desk_get_timeline (desk);

  if (timeline == BW_TIMELINE_PRACTICE)
    return;
  bw_desk_set_timeline (desk, BW_TIMELINE_PRACTICE);
  bw_engine_close_timeline_async (bw_desk_get_engine (desk), timeline, close_timeline_done_cb,
                                  g_object_ref (desk));
}

static void
update_states (BwDesk *desk, guint what, gpointer user_data)
{
  GActionMap *map = G_ACTION_MAP (user_data);
  const BwTimelineView *timeline = bw_desk_get_timeline_view (desk);
  const BwAccountView *account = bw_desk_get_account_view (desk);

  if (timeline != NULL)
    {
      g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "play")),
                                 g_variant_new_boolean (timeline->is_playing));
      g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "speed")),
                                 g_variant_new_double (timeline->speed));
      g_simple_action_set_enabled (
          G_SIMPLE_ACTION (g_action_map_lookup_action (map, "close-timeline")),
          timeline->id != BW_TIMELINE_PRACTICE);
    }
  if (account != NULL)
    {
      g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "halt")),
                                 g_variant_new_boolean (account->account.halt != BW_HALT_NONE));
      g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (map, "cancel-all")),
                                   account->account.n_open_orders > 0);
      g_simple_action_set_state (
          G_SIMPLE_ACTION (g_action_map_lookup_action (map, "account")),
          g_variant_new ("(uu)", account->timeline, account->account.id));
    }
}

GActionGroup *
bw_actions_new (BwDesk *desk)
{
  static const GActionEntry entries[] = {
    { "cancel-order", cancel_order_cb, "t", NULL, NULL },
    { "move-order", move_order_cb, "(tx)", NULL, NULL },
    { "cancel-all", cancel_all_cb, NULL, NULL, NULL },
    { "flatten", flatten_cb, NULL, NULL, NULL },
    { "close-position", close_position_cb, "t", NULL, NULL },
    { "reverse-position", reverse_position_cb, "t", NULL, NULL },
    { "halt", NULL, NULL, "false", halt_cb },
    { "kill-switch", kill_switch_cb, "s", NULL, NULL },
    { "play", NULL, NULL, "false", play_cb },
    { "speed", NULL, "d", "1.0", speed_cb },
    { "step", step_cb, "i", NULL, NULL },
    { "skip", skip_cb, "s", NULL, NULL },
    { "jump", jump_action_cb, "x", NULL, NULL },
    { "account", NULL, "(uu)", "(uint32 0, uint32 0)", account_cb },
    { "symbol", symbol_cb, "t", NULL, NULL },
    { "close-timeline", close_timeline_cb, NULL, NULL, NULL },
  };
  GSimpleActionGroup *group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), desk);
  bw_alert_actions_add (G_ACTION_MAP (group), desk);
  g_signal_connect_object (desk, "changed", G_CALLBACK (update_states), group, 0);
  return G_ACTION_GROUP (group);
}
