/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/window.h"

#include "app/account/account-dialogs.h"
#include "app/actions.h"
#include "app/adaptive.h"
#include "app/alerts/alert-actions.h"
#include "app/alerts/notifier.h"
#include "app/admin/admin-page.h"
#include "app/analytics/analytics-page.h"
#include "app/dashboard/dashboard-page.h"
#include "app/branch-dialog.h"
#include "app/certificate-dialog.h"
#include "app/dialog.h"
#include "app/dock/layouts.h"
#include "app/export.h"
#include "app/header.h"
#include "app/help/help-window.h"
#include "app/import/import-dialog.h"
#include "app/navigation.h"
#include "app/order-dialog.h"
#include "app/palette.h"
#include "app/preferences.h"
#include "app/practice/inject-dialog.h"
#include "app/rebalance-dialog.h"
#include "app/replay-dialog.h"
#include "app/risk/risk-page.h"
#include "app/screener/screener-page.h"
#include "app/status-bar.h"
#include "app/trade-page.h"

#include <glib/gi18n.h>

struct _BwWindow
{
  AdwApplicationWindow parent_instance;
  BwAdaptive *adaptive;
  AdwToastOverlay *toasts;
  AdwBin *header_slot;
  AdwBin *banner_slot;
  AdwBin *status_slot;
  BwNavigation *sidebar;
  BwNavigation *bottom_bar;
  GtkStack *stack;

  BwDesk *desk; /* (owned) */
  char *page;   /* (owned) */
  BwNotifier *notifier;     /* (owned) */
  GtkWidget *help;          /* (weak) (nullable): the window of the guide */
};

G_DEFINE_FINAL_TYPE (BwWindow, bw_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_0,
  PROP_DESK,
  PROP_PAGE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* The pages there are; each is made when it is first gone to. */
static const struct
{
  const char *name;
  const char *title;
  const char *icon_name;
  const char *shortcut;
  const char *accelerator;
  GtkWidget *(*make) (BwDesk *desk);
} pages[] = {
  { "dashboard", N_("Dashboard"), "bw-dashboard-symbolic", "Ctrl+1", "<Control>1", bw_dashboard_page_new },
  { "trade", N_("Trade"), "bw-trade-symbolic", "Ctrl+2", "<Control>2", bw_trade_page_new },
  { "analytics", N_("Analytics"), "bw-analytics-symbolic", "Ctrl+3", "<Control>3", bw_analytics_page_new },
  { "risk", N_("Risk"), "bw-risk-symbolic", "Ctrl+4", "<Control>4", bw_risk_page_new },
  { "admin", N_("Admin"), "bw-admin-symbolic", "Ctrl+5", "<Control>5", bw_admin_page_new },
  { "screener", N_("Screener"), "bw-screener-symbolic", "Ctrl+6", "<Control>6", bw_screener_page_new },
};

const char *
bw_window_get_page (BwWindow *self)
{
  return self->page;
}

BwDesk *
bw_window_get_desk (BwWindow *self)
{
  return self->desk;
}

/** bw_window_show_notice: (uuut): kind, timeline, symbol and object of a notification that was clicked on the desktop. */
void
bw_window_show_notice (BwWindow *self, GVariant *target)
{
  BwNotice notice = { 0 };
  guint32 kind;

  g_variant_get (target, "(uuut)", &kind, &notice.timeline, &notice.instrument, &notice.object);
  notice.kind = (guint8) kind;
  bw_notice_go (GTK_WIDGET (self), self->desk, &notice);
}

static void
add_page (BwWindow *self, const char *name, GtkWidget *page)
{
  gtk_stack_add_named (self->stack, page, name);
  if (BW_IS_TRADE_PAGE (page))
    bw_trade_page_set_width_class (BW_TRADE_PAGE (page), bw_adaptive_get_width_class (self->adaptive));
}

/** bw_window_set_page: goes to @page; nothing happens when there is no such page. */
void
bw_window_set_page (BwWindow *self, const char *page)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].name, page) != 0)
        continue;
      if (gtk_stack_get_child_by_name (self->stack, page) == NULL)
        add_page (self, page, pages[i].make (self->desk));
      gtk_stack_set_visible_child_name (self->stack, page);
      if (g_strcmp0 (self->page, page) == 0)
        return;
      g_free (self->page);
      self->page = g_strdup (page);
      g_settings_set_string (bw_desk_get_settings (self->desk), "page", page);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAGE]);
      return;
    }
}

/* The trade page, whether or not it is in front. */
static BwTradePage *
get_trade_page (BwWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "trade");

  return page != NULL ? BW_TRADE_PAGE (page) : NULL;
}

static void
width_class_changed_cb (BwWindow *self)
{
  BwWidthClass width_class = bw_adaptive_get_width_class (self->adaptive);
  gboolean is_narrow = width_class == BW_WIDTH_NARROW;

  gtk_widget_set_visible (GTK_WIDGET (self->sidebar), !is_narrow);
  gtk_widget_set_visible (GTK_WIDGET (self->bottom_bar), is_narrow);
  bw_navigation_set_mode (self->sidebar, width_class == BW_WIDTH_WIDE ? BW_NAVIGATION_LABELLED
                                                                      : BW_NAVIGATION_ICONS);
  bw_header_set_width_class (BW_HEADER (adw_bin_get_child (self->header_slot)), width_class);
  bw_status_bar_set_width_class (BW_STATUS_BAR (adw_bin_get_child (self->status_slot)), width_class);
  bw_header_place_notices (BW_HEADER (adw_bin_get_child (self->header_slot)),
                           is_narrow ? bw_status_bar_get_box (BW_STATUS_BAR (adw_bin_get_child (self->status_slot))) : NULL);
  if (get_trade_page (self) != NULL)
    bw_trade_page_set_width_class (get_trade_page (self), width_class);
  if (is_narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
apply_density (BwWindow *self)
{
  if (bw_style_wants_compact_rows (bw_desk_get_style (self->desk)))
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "compact");
}

static void
toast_cb (BwDesk *desk, AdwToast *toast, gpointer user_data)
{
  adw_toast_overlay_add_toast (BW_WINDOW (user_data)->toasts, g_object_ref (toast));
}

/* ---- Actions ---- */

static void
show_preferences_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  GtkWindow *preferences = GTK_WINDOW (bw_preferences_new (bw_desk_get_settings (self->desk)));

  gtk_window_set_transient_for (preferences, GTK_WINDOW (self));
  bw_dialog_fit (preferences, 640, 560);
  gtk_window_present (preferences);
}

static void
show_shortcuts_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/io/github/bellwether/Bellwether/ui/shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (widget));
  gtk_window_present (shortcuts);
}

/* One window of help, wherever it is asked for from. */
static void
help_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwWindow *self = BW_WINDOW (widget);

  if (self->help == NULL)
    g_set_weak_pointer (&self->help, bw_help_window_new (GTK_WINDOW (self)));
  bw_help_window_show_topic (BW_HELP_WINDOW (self->help), g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (self->help));
}

static void
show_about_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  adw_show_about_window (GTK_WINDOW (widget), "application-name", "Bellwether", "application-icon",
                         BW_APP_ID, "version", BW_VERSION, "developer-name",
                         _("The Bellwether contributors"), "license-type", GTK_LICENSE_GPL_3_0,
                         "comments",
                         _("Practise, test and automate trading without risking money. "
                           "All trading here is simulated."),
                         NULL);
}

static void
step_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwTradePage *page = get_trade_page (BW_WINDOW (widget));
  BwTimeframe timeframe = page != NULL ? bw_trade_page_get_timeframe (page) : BW_TIMEFRAME_1M;

  gtk_widget_activate_action (widget, "desk.step", "i", timeframe);
}

/* Changes not yet written belong to the layout that is left. */
static BwLayouts *
leave_layout (BwWindow *self)
{
  bw_window_set_page (self, "trade");
  bw_trade_page_save_layout (get_trade_page (self));
  return bw_layouts_of (self->desk);
}

static void
layout_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_layouts_choose (leave_layout (BW_WINDOW (widget)), g_variant_get_string (parameter, NULL));
}

static void
layout_nth_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_layouts_choose_nth (leave_layout (BW_WINDOW (widget)), g_variant_get_uint32 (parameter));
}

static void
layouts_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwWindow *self = BW_WINDOW (widget);
  BwLayouts *layouts = leave_layout (self);

  if (g_str_equal (action_name, "win.save-layout-as"))
    bw_layouts_ask_name (self->desk, GTK_WINDOW (self), NULL);
  else if (g_str_equal (action_name, "win.reset-layout"))
    bw_layouts_reset (layouts, NULL);
  else if (g_str_equal (action_name, "win.restore-layout"))
    bw_layouts_restore_removed (layouts);
  else
    bw_layouts_dialog_show (self->desk, GTK_WINDOW (self));
}

static void
next_panel_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwTradePage *page = get_trade_page (BW_WINDOW (widget));

  if (page != NULL && g_strcmp0 (BW_WINDOW (widget)->page, "trade") == 0)
    bw_trade_page_focus_next (page, g_variant_get_int32 (parameter));
}

/* From anywhere: of the first chart. In a chart's panel the key is the panel's own. */
static void
chart_table_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_window_set_page (BW_WINDOW (widget), "trade");
  bw_trade_page_show_panel (get_trade_page (BW_WINDOW (widget)), "chart");
  gtk_widget_activate_action (GTK_WIDGET (bw_trade_page_get_panel (get_trade_page (BW_WINDOW (widget)), "chart")), "chart-twin.toggle", NULL);
}

static void
chart_indicators_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwTradePage *page = get_trade_page (BW_WINDOW (widget));

  bw_window_set_page (BW_WINDOW (widget), "trade");
  bw_trade_page_show_panel (page, "chart");
  gtk_widget_activate_action (GTK_WIDGET (bw_trade_page_get_panel (page, "chart")), "chart-indicators.open", NULL);
}

static void
stop_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_header_open_stop (BW_HEADER (adw_bin_get_child (BW_WINDOW (widget)->header_slot)));
}

static void
change_speed_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_widget_activate_action (adw_bin_get_child (BW_WINDOW (widget)->status_slot),
                              "status.change-speed", "i", g_variant_get_int32 (parameter));
}

static void
search_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (bw_palette_new (BW_WINDOW (widget)->desk, GTK_WINDOW (widget))));
}

static void
import_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_import_dialog_choose (BW_WINDOW (widget)->desk, GTK_WINDOW (widget));
}

static void
reset_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  bw_account_reset_dialog (BW_WINDOW (widget)->desk, GTK_WINDOW (widget));
}

static void
replay_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwDesk *desk = BW_WINDOW (widget)->desk;

  gtk_window_present (GTK_WINDOW (bw_replay_dialog_new (desk, GTK_WINDOW (widget), bw_desk_get_instrument (desk, BW_LINK_BLUE))));
}

static void
rebalance_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (bw_rebalance_dialog_new (BW_WINDOW (widget)->desk, GTK_WINDOW (widget))));
}

/* "u": the symbol's number; 0: the blue panels'. */
static void
inject_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwDesk *desk = BW_WINDOW (widget)->desk;
  BwInstrumentId instrument = g_variant_get_uint32 (parameter);

  gtk_window_present (GTK_WINDOW (bw_inject_dialog_new (
      desk, GTK_WINDOW (widget), instrument != 0 ? instrument : bw_desk_get_instrument (desk, BW_LINK_BLUE))));
}

/* "x": an instant; 0: now. */
static void
branch_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwTime time = g_variant_get_int64 (parameter);

  bw_branch_dialog_show (BW_WINDOW (widget)->desk, GTK_WINDOW (widget), time != 0 ? time : BW_TIME_NONE);
}

static void
jump_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_jump_dialog_show (BW_WINDOW (widget)->desk, GTK_WINDOW (widget));
}

static void
export_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_export_choose (BW_WINDOW (widget)->desk, GTK_WINDOW (widget),
                    g_str_has_suffix (action_name, "pdf") ? BW_EXPORT_PDF : BW_EXPORT_CSV_FOLDER);
}

static void
open_uri_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_show_uri (GTK_WINDOW (widget), g_variant_get_string (parameter, NULL), GDK_CURRENT_TIME);
}

static void
why_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_certificate_dialog_show (BW_WINDOW (widget)->desk, widget, g_variant_get_uint64 (parameter));
}

static void
notices_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_header_open_notices (BW_HEADER (adw_bin_get_child (BW_WINDOW (widget)->header_slot)));
}

/* What there was no sound for is seen. */
static void
noticed_cb (BwWindow *self, guint kind, gboolean must_flash)
{
  if (must_flash)
    bw_header_flash_notices (BW_HEADER (adw_bin_get_child (self->header_slot)));
}

/* t: an order's timeline. */
static void
order_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_window_present (GTK_WINDOW (bw_order_dialog_new (BW_WINDOW (widget)->desk, GTK_WINDOW (widget), g_variant_get_uint64 (parameter))));
}

/* A symbol found by the palette: its chart, on the trade page. */
static void
symbol_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_window_set_page (BW_WINDOW (widget), "trade");
  bw_desk_set_instrument (BW_WINDOW (widget)->desk, BW_LINK_BLUE, (BwInstrumentId) g_variant_get_uint64 (parameter));
}

static void
panel_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_window_set_page (BW_WINDOW (widget), "trade");
  bw_trade_page_show_panel (get_trade_page (BW_WINDOW (widget)), g_variant_get_string (parameter, NULL));
}

static void
ticket_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  BwNewOrder order = { .side = g_str_equal (g_variant_get_string (parameter, NULL), "sell") ? BW_SIDE_SELL : BW_SIDE_BUY };

  bw_window_set_page (BW_WINDOW (widget), "trade");
  bw_desk_propose_order (BW_WINDOW (widget)->desk, &order);
}

static gboolean
files_dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  BwWindow *self = BW_WINDOW (user_data);

  bw_import_dialog_open (self->desk, GTK_WINDOW (self), g_value_get_boxed (value));
  return TRUE;
}

/* ---- Life ---- */

/** bw_window_save: what shall be the same at the next start. */
void
bw_window_save (BwWindow *self)
{
  GSettings *settings = bw_desk_get_settings (self->desk);
  BwTradePage *page = get_trade_page (self);
  gboolean is_maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", is_maximized);
  if (!is_maximized && width >= 360 && height >= 294)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
  if (page != NULL)
    bw_trade_page_save_layout (page);
}

static gboolean
bw_window_close_request (GtkWindow *window)
{
  bw_window_save (BW_WINDOW (window));
  return GTK_WINDOW_CLASS (bw_window_parent_class)->close_request (window);
}

static void
bw_window_constructed (GObject *object)
{
  BwWindow *self = BW_WINDOW (object);
  GSettings *settings = bw_desk_get_settings (self->desk);
  GActionGroup *actions = bw_actions_new (self->desk);
  g_autofree char *page = g_settings_get_string (settings, "page");

  G_OBJECT_CLASS (bw_window_parent_class)->constructed (object);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  else
    bw_adaptive_expect (self->adaptive, g_settings_get_int (settings, "window-width"));

  bw_desk_set_actions (self->desk, actions);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "desk", actions);
  g_object_unref (actions);
  adw_bin_set_child (self->header_slot, bw_header_new (self->desk));
  self->notifier = bw_notifier_new (self->desk, GTK_WINDOW (self));
  g_signal_connect_object (self->notifier, "noticed", G_CALLBACK (noticed_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->banner_slot, bw_account_banner_new (self->desk));
  adw_bin_set_child (self->status_slot, bw_status_bar_new (self->desk));
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      bw_navigation_add (self->sidebar, pages[i].name, _(pages[i].title), pages[i].icon_name, pages[i].shortcut);
      bw_navigation_add (self->bottom_bar, pages[i].name, _(pages[i].title), pages[i].icon_name, pages[i].shortcut);
    }
  bw_navigation_set_mode (self->bottom_bar, BW_NAVIGATION_BAR);

  g_signal_connect_object (self->desk, "toast", G_CALLBACK (toast_cb), self, 0);
  g_signal_connect_object (bw_desk_get_style (self->desk), "changed", G_CALLBACK (apply_density),
                           self, G_CONNECT_SWAPPED);
  apply_density (self);
  width_class_changed_cb (self);
  bw_window_set_page (self, page);
  if (*self->page == '\0')
    bw_window_set_page (self, "trade");
}

static void
bw_window_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_DESK)
    g_value_set_object (value, BW_WINDOW (object)->desk);
  else
    g_value_set_string (value, BW_WINDOW (object)->page);
}

static void
bw_window_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  if (property_id == PROP_DESK)
    BW_WINDOW (object)->desk = g_value_dup_object (value);
  else
    bw_window_set_page (BW_WINDOW (object), g_value_get_string (value));
}

static void
bw_window_dispose (GObject *object)
{
  g_clear_weak_pointer (&BW_WINDOW (object)->help);
  g_clear_object (&BW_WINDOW (object)->notifier);
  g_clear_object (&BW_WINDOW (object)->desk);
  G_OBJECT_CLASS (bw_window_parent_class)->dispose (object);
}

static void
bw_window_finalize (GObject *object)
{
  g_free (BW_WINDOW (object)->page);
  G_OBJECT_CLASS (bw_window_parent_class)->finalize (object);
}

static void
add_page_shortcuts (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autoptr (GtkShortcut) shortcut =
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (pages[i].accelerator),
                            gtk_named_action_new ("win.page"));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_string (pages[i].name));
      gtk_widget_class_add_shortcut (widget_class, shortcut);
    }
}

static void
add_shortcut (GtkWidgetClass *widget_class, const char *accelerator, const char *action, GVariant *argument)
{
  g_autoptr (GtkShortcut) shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accelerator),
                                                       gtk_named_action_new (action));

  if (argument != NULL)
    gtk_shortcut_set_arguments (shortcut, argument);
  gtk_widget_class_add_shortcut (widget_class, shortcut);
}

static void
bw_window_class_init (BwWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = bw_window_constructed;
  object_class->get_property = bw_window_get_property;
  object_class->set_property = bw_window_set_property;
  object_class->dispose = bw_window_dispose;
  object_class->finalize = bw_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = bw_window_close_request;

  properties[PROP_DESK] =
      g_param_spec_object ("desk", NULL, NULL, BW_TYPE_DESK,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_PAGE] =
      g_param_spec_string ("page", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (BW_TYPE_ADAPTIVE);
  g_type_ensure (BW_TYPE_NAVIGATION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/bellwether/Bellwether/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, BwWindow, adaptive);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, header_slot);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, banner_slot);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, status_slot);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, bottom_bar);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, stack);
  gtk_widget_class_bind_template_callback (widget_class, width_class_changed_cb);

  gtk_widget_class_install_property_action (widget_class, "win.page", "page");
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, show_preferences_cb);
  gtk_widget_class_install_action (widget_class, "win.shortcuts", NULL, show_shortcuts_cb);
  gtk_widget_class_install_action (widget_class, "win.about", NULL, show_about_cb);
  gtk_widget_class_install_action (widget_class, "win.help", "s", help_cb);
  gtk_widget_class_install_action (widget_class, "win.step", NULL, step_cb);
  gtk_widget_class_install_action (widget_class, "win.layout", "s", layout_cb);
  gtk_widget_class_install_action (widget_class, "win.layout-nth", "u", layout_nth_cb);
  gtk_widget_class_install_action (widget_class, "win.save-layout-as", NULL, layouts_cb);
  gtk_widget_class_install_action (widget_class, "win.reset-layout", NULL, layouts_cb);
  gtk_widget_class_install_action (widget_class, "win.restore-layout", NULL, layouts_cb);
  gtk_widget_class_install_action (widget_class, "win.manage-layouts", NULL, layouts_cb);
  gtk_widget_class_install_action (widget_class, "win.next-panel", "i", next_panel_cb);
  gtk_widget_class_install_action (widget_class, "win.chart-table", NULL, chart_table_cb);
  gtk_widget_class_install_action (widget_class, "win.chart-indicators", NULL, chart_indicators_cb);
  gtk_widget_class_install_action (widget_class, "win.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "win.change-speed", "i", change_speed_cb);

  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_cb);
  gtk_widget_class_install_action (widget_class, "win.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "win.replay", NULL, replay_cb);
  gtk_widget_class_install_action (widget_class, "win.reset", NULL, reset_cb);
  bw_account_install_actions (widget_class);
  gtk_widget_class_install_action (widget_class, "win.rebalance", NULL, rebalance_cb);
  gtk_widget_class_install_action (widget_class, "win.inject", "u", inject_cb);
  gtk_widget_class_install_action (widget_class, "win.branch", "x", branch_cb);
  gtk_widget_class_install_action (widget_class, "win.jump", NULL, jump_cb);
  gtk_widget_class_install_action (widget_class, "win.export-csv", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.export-pdf", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "win.open-uri", "s", open_uri_cb);
  gtk_widget_class_install_action (widget_class, "win.why", "t", why_cb);
  gtk_widget_class_install_action (widget_class, "win.order", "t", order_cb);
  gtk_widget_class_install_action (widget_class, "win.symbol", "t", symbol_cb);
  gtk_widget_class_install_action (widget_class, "win.panel", "s", panel_cb);
  gtk_widget_class_install_action (widget_class, "win.ticket", "s", ticket_cb);
  gtk_widget_class_install_action (widget_class, "win.notices", NULL, notices_cb);
  bw_alert_actions_install (widget_class);

  add_page_shortcuts (widget_class);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *keys = g_strdup_printf ("<Control><Alt>%u", i + 1);

      add_shortcut (widget_class, keys, "win.layout-nth", g_variant_new_uint32 (i));
    }
  add_shortcut (widget_class, "<Control>k", "win.search", NULL);
  add_shortcut (widget_class, "<Control><Shift>n", "win.notices", NULL);
  add_shortcut (widget_class, "F7", "win.chart-table", NULL);
  add_shortcut (widget_class, "<Control>o", "win.import", NULL);
  add_shortcut (widget_class, "F1", "win.help", g_variant_new_string ("index.md"));
  add_shortcut (widget_class, "<Control>b", "win.ticket", g_variant_new_string ("buy"));
  add_shortcut (widget_class, "<Control><Shift>b", "win.ticket", g_variant_new_string ("sell"));
  add_shortcut (widget_class, "<Control>comma", "win.preferences", NULL);
  add_shortcut (widget_class, "<Control>question", "win.shortcuts", NULL);
  add_shortcut (widget_class, "<Control><Shift>question", "win.shortcuts", NULL);
  add_shortcut (widget_class, "<Control>w", "window.close", NULL);
  add_shortcut (widget_class, "<Control>space", "desk.play", NULL);
  add_shortcut (widget_class, "<Control>period", "win.step", NULL);
  add_shortcut (widget_class, "<Control>plus", "win.change-speed", g_variant_new_int32 (1));
  add_shortcut (widget_class, "<Control>equal", "win.change-speed", g_variant_new_int32 (1));
  add_shortcut (widget_class, "<Control>minus", "win.change-speed", g_variant_new_int32 (-1));
  add_shortcut (widget_class, "<Control><Shift>k", "win.stop", NULL);
  add_shortcut (widget_class, "<Control><Shift>x", "desk.cancel-all", NULL);
}

/* Panes have F6 for themselves: the window's own meaning must come first. */
static void
take_panel_keys (BwWindow *self)
{
  static const struct { const char *keys; int direction; } bindings[] = { { "F6", 1 }, { "<Shift>F6", -1 } };
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (gsize i = 0; i < G_N_ELEMENTS (bindings); i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (bindings[i].keys),
                                                gtk_named_action_new ("win.next-panel"));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (bindings[i].direction));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
bw_window_init (BwWindow *self)
{
  GtkDropTarget *target;

  self->page = g_strdup (""); /* a property action's state is a string, never NULL */
  gtk_widget_init_template (GTK_WIDGET (self));
  take_panel_keys (self);
  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (files_dropped_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
bw_window_new (GtkApplication *application, BwDesk *desk)
{
  return g_object_new (BW_TYPE_WINDOW, "application", application, "desk", desk, NULL);
}
