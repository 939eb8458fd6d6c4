/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/sheet.h"

#include <glib/gi18n.h>

#define SLIDE_MS 220
#define PULL_CLOSES 40    /* pixels downwards on the title */
#define HEIGHT_SHARE 0.92 /* of the page at most: a strip of it stays, to be pressed */

struct _BwSheet
{
  GtkWidget parent_instance;
  GtkWidget *overlay;      /* (owned) */
  GtkWidget *content;      /* the page */
  GtkWidget *scrim;        /* dims the page, takes its presses */
  GtkWidget *slider;       /* holds the sheet */
  GtkWidget *sheet;
  AdwBin *slot;            /* in the sheet, below its title */
  GtkWidget *focus_before; /* (weak) (nullable): had the keyboard when it opened */
  gboolean is_open;
};

G_DEFINE_FINAL_TYPE (BwSheet, bw_sheet, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
close_cb (BwSheet *self)
{
  bw_sheet_set_open (self, FALSE);
}

static void
close_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  bw_sheet_set_open (BW_SHEET (widget), FALSE);
}

static GtkWidget *
get_focus (BwSheet *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root != NULL ? gtk_root_get_focus (root) : NULL;
}

/* Before what stands in the sheet: there Escape may mean something else. A menu that is open comes first. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint keyval, guint keycode, GdkModifierType state, gpointer user_data)
{
  BwSheet *self = BW_SHEET (user_data);
  GtkWidget *focus = get_focus (self);

  if (!self->is_open || keyval != GDK_KEY_Escape ||
      (focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL))
    return GDK_EVENT_PROPAGATE;
  bw_sheet_set_open (self, FALSE);
  return GDK_EVENT_STOP;
}

static void
pulled_cb (GtkGestureDrag *drag, double x, double y, gpointer user_data)
{
  if (y > PULL_CLOSES)
    bw_sheet_set_open (BW_SHEET (user_data), FALSE);
}

/* What can't be seen isn't there for who can't see either. */
static void
slid_cb (BwSheet *self)
{
  gtk_widget_set_visible (self->slider, self->is_open || gtk_revealer_get_child_revealed (GTK_REVEALER (self->slider)));
}

/* At the bottom edge, over the whole width, as high as what it holds when there is room. */
static gboolean
place_cb (GtkOverlay *overlay, GtkWidget *child, GdkRectangle *place, gpointer user_data)
{
  BwSheet *self = BW_SHEET (user_data);
  int width = gtk_widget_get_width (GTK_WIDGET (overlay));
  int height = gtk_widget_get_height (GTK_WIDGET (overlay));
  int minimum, natural;

  if (child != self->slider)
    return FALSE;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
  place->width = width;
  place->height = MIN (natural, MAX (minimum, (int) (height * HEIGHT_SHARE)));
  place->x = 0;
  place->y = height - place->height;
  return TRUE;
}

static void
bw_sheet_unmap (GtkWidget *widget)
{
  bw_sheet_set_open (BW_SHEET (widget), FALSE); /* whoever comes back finds the page */
  GTK_WIDGET_CLASS (bw_sheet_parent_class)->unmap (widget);
}

static void
bw_sheet_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, BW_SHEET (object)->is_open);
}

static void
bw_sheet_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  bw_sheet_set_open (BW_SHEET (object), g_value_get_boolean (value));
}

static void
bw_sheet_dispose (GObject *object)
{
  BwSheet *self = BW_SHEET (object);

  g_clear_weak_pointer (&self->focus_before);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_sheet_parent_class)->dispose (object);
}

static void
bw_sheet_class_init (BwSheetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_sheet_get_property;
  object_class->set_property = bw_sheet_set_property;
  object_class->dispose = bw_sheet_dispose;
  widget_class->unmap = bw_sheet_unmap;
  properties[PROP_OPEN] = g_param_spec_boolean ("open", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "sheet.close", NULL, close_action_cb);
}

/* A grip in the middle, to be pulled; the title at the start and a button at the end, for those who don't pull. */
static GtkWidget *
make_title (BwSheet *self, const char *title)
{
  GtkWidget *bar = gtk_center_box_new ();
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *grip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_widget_add_css_class (bar, "sheet-title");
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (grip, "sheet-grip");
  gtk_widget_set_valign (grip, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, _("Close (Esc)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Close the sheet"), -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "sheet.close");
  gtk_center_box_set_start_widget (GTK_CENTER_BOX (bar), label);
  gtk_center_box_set_center_widget (GTK_CENTER_BOX (bar), grip);
  gtk_center_box_set_end_widget (GTK_CENTER_BOX (bar), button);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (pulled_cb), self, 0);
  gtk_widget_add_controller (bar, GTK_EVENT_CONTROLLER (drag));
  return bar;
}

static GtkWidget *
make_revealer (GtkWidget *child, GtkRevealerTransitionType transition)
{
  GtkWidget *revealer = gtk_revealer_new ();

  gtk_revealer_set_transition_type (GTK_REVEALER (revealer), transition);
  gtk_revealer_set_transition_duration (GTK_REVEALER (revealer), SLIDE_MS); /* none where motion is to be reduced */
  gtk_revealer_set_child (GTK_REVEALER (revealer), child);
  return revealer;
}

static void
bw_sheet_init (BwSheet *self)
{
  GtkWidget *shade = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (shade, "sheet-scrim");
  g_signal_connect_object (click, "released", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (shade, GTK_EVENT_CONTROLLER (click));
  self->scrim = make_revealer (shade, GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_widget_set_can_target (self->scrim, FALSE);

  self->slot = ADW_BIN (adw_bin_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->slot), TRUE);
  self->sheet = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
  gtk_widget_add_css_class (self->sheet, "sheet");
  gtk_widget_set_overflow (self->sheet, GTK_OVERFLOW_HIDDEN);
  self->slider = make_revealer (self->sheet, GTK_REVEALER_TRANSITION_TYPE_SLIDE_UP);
  gtk_widget_set_valign (self->slider, GTK_ALIGN_END);
  gtk_widget_set_visible (self->slider, FALSE);
  g_signal_connect_object (self->slider, "notify::child-revealed", G_CALLBACK (slid_cb), self, G_CONNECT_SWAPPED);

  self->overlay = gtk_overlay_new ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->scrim);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->slider);
  g_signal_connect_object (self->overlay, "get-child-position", G_CALLBACK (place_cb), self, 0);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * bw_sheet_new:
 * @title: what the sheet is, translated
 * @content: the page below
 */
GtkWidget *
bw_sheet_new (const char *title, GtkWidget *content)
{
  BwSheet *self = g_object_new (BW_TYPE_SHEET, NULL);

  self->content = content;
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), content);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sheet), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_MODAL, TRUE, -1);
  gtk_box_append (GTK_BOX (self->sheet), make_title (self, title));
  gtk_box_append (GTK_BOX (self->sheet), GTK_WIDGET (self->slot));
  return GTK_WIDGET (self);
}

/** bw_sheet_get_slot: where what it holds is put. */
AdwBin *
bw_sheet_get_slot (BwSheet *self)
{
  return self->slot;
}

gboolean
bw_sheet_is_open (BwSheet *self)
{
  return self->is_open;
}

/* Into the sheet, or back to where it was. */
static void
move_focus (BwSheet *self)
{
  GtkWidget *focus = get_focus (self);

  if (self->is_open)
    {
      g_set_weak_pointer (&self->focus_before, focus);
      gtk_widget_child_focus (GTK_WIDGET (self->slot), GTK_DIR_TAB_FORWARD);
    }
  else if (focus == NULL || gtk_widget_is_ancestor (focus, self->slider))
    {
      if (self->focus_before == NULL || !gtk_widget_grab_focus (self->focus_before))
        gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
      g_clear_weak_pointer (&self->focus_before);
    }
}

void
bw_sheet_set_open (BwSheet *self, gboolean is_open)
{
  g_return_if_fail (BW_IS_SHEET (self));

  if (self->is_open == is_open)
    return;
  self->is_open = is_open;
  gtk_widget_set_can_target (self->scrim, is_open);
  slid_cb (self);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->scrim), is_open);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->slider), is_open);
  if (!is_open)
    gtk_widget_set_can_focus (self->content, TRUE);
  move_focus (self);
  if (is_open)
    gtk_widget_set_can_focus (self->content, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}
