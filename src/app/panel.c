/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/panel.h"

typedef struct
{
  BwDesk *desk;  /* (owned) */
  char *id;      /* (owned): the same in every run */
  char *title;   /* (owned) */
  BwLink link;
  BwInstrumentId own_instrument; /* while it follows nobody */
  gboolean is_set_up;
  gboolean is_awake;
  gulong changed_id, instrument_id;
} BwPanelPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (BwPanel, bw_panel, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_DESK,
  PROP_ID,
  PROP_TITLE,
  PROP_LINK,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static BwPanelPrivate *
get_private (BwPanel *self)
{
  return bw_panel_get_instance_private (self);
}

static void
desk_changed_cb (BwDesk *desk, guint what, gpointer user_data)
{
  BwPanel *self = BW_PANEL (user_data);

  if (BW_PANEL_GET_CLASS (self)->refresh != NULL && bw_desk_is_open (desk))
    BW_PANEL_GET_CLASS (self)->refresh (self, what);
}

static void
tell_instrument (BwPanel *self)
{
  if (BW_PANEL_GET_CLASS (self)->instrument_changed != NULL)
    BW_PANEL_GET_CLASS (self)->instrument_changed (self);
}

static void
desk_instrument_changed_cb (BwDesk *desk, guint link, gpointer user_data)
{
  if (get_private (BW_PANEL (user_data))->link == link)
    tell_instrument (BW_PANEL (user_data));
}

static void
bw_panel_map (GtkWidget *widget)
{
  BwPanel *self = BW_PANEL (widget);
  BwPanelPrivate *private = get_private (self);

  if (!private->is_set_up && private->desk != NULL)
    {
      private->is_set_up = TRUE;
      if (BW_PANEL_GET_CLASS (self)->set_up != NULL)
        BW_PANEL_GET_CLASS (self)->set_up (self);
    }
  GTK_WIDGET_CLASS (bw_panel_parent_class)->map (widget);
  if (private->is_awake || private->desk == NULL)
    return;
  private->is_awake = TRUE;
  private->changed_id = g_signal_connect (private->desk, "changed", G_CALLBACK (desk_changed_cb), self);
  private->instrument_id = g_signal_connect (private->desk, "instrument-changed",
                                             G_CALLBACK (desk_instrument_changed_cb), self);
  tell_instrument (self);
  desk_changed_cb (private->desk, G_MAXUINT, self);
}

/* GTK 4.8 leaves buttons of actions insensitive when what they stand in is moved to another parent:
 * naming the action again makes them look again. */
static void
look_up_actions_again (GtkWidget *widget)
{
  if (GTK_IS_ACTIONABLE (widget) && gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)) != NULL)
    {
      GtkActionable *actionable = GTK_ACTIONABLE (widget);
      g_autofree char *name = g_strdup (gtk_actionable_get_action_name (actionable));

      gtk_actionable_set_action_name (actionable, NULL);
      gtk_actionable_set_action_name (actionable, name);
    }
  else if (GTK_IS_MENU_BUTTON (widget))
    {
      GtkMenuButton *button = GTK_MENU_BUTTON (widget);
      GMenuModel *model = gtk_menu_button_get_menu_model (button);

      if (model != NULL)
        {
          g_object_ref (model);
          gtk_menu_button_set_menu_model (button, NULL);
          gtk_menu_button_set_menu_model (button, model);
          g_object_unref (model);
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_up_actions_again (child);
}

static void
bw_panel_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_panel_parent_class)->root (widget);
  if (get_private (BW_PANEL (widget))->is_set_up)
    look_up_actions_again (widget);
}

static void
fall_asleep (BwPanel *self)
{
  BwPanelPrivate *private = get_private (self);

  if (!private->is_awake)
    return;
  private->is_awake = FALSE;
  g_clear_signal_handler (&private->changed_id, private->desk);
  g_clear_signal_handler (&private->instrument_id, private->desk);
  if (BW_PANEL_GET_CLASS (self)->sleep != NULL)
    BW_PANEL_GET_CLASS (self)->sleep (self);
}

static void
bw_panel_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_panel_parent_class)->unmap (widget);
  fall_asleep (BW_PANEL (widget));
}

static void
bw_panel_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  BwPanel *self = BW_PANEL (object);

  switch (property_id)
    {
    case PROP_DESK:
      g_value_set_object (value, bw_panel_get_desk (self));
      break;
    case PROP_ID:
      g_value_set_string (value, bw_panel_get_id (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, bw_panel_get_title (self));
      break;
    case PROP_LINK:
      g_value_set_uint (value, bw_panel_get_link (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bw_panel_set_property (GObject *object, guint property_id, const GValue *value, GParamSpec *pspec)
{
  BwPanel *self = BW_PANEL (object);
  BwPanelPrivate *private = get_private (self);

  switch (property_id)
    {
    case PROP_DESK:
      private->desk = g_value_dup_object (value);
      break;
    case PROP_ID:
      private->id = g_value_dup_string (value);
      break;
    case PROP_TITLE:
      bw_panel_set_title (self, g_value_get_string (value));
      break;
    case PROP_LINK:
      bw_panel_set_link (self, g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
bw_panel_dispose (GObject *object)
{
  fall_asleep (BW_PANEL (object));
  g_clear_object (&get_private (BW_PANEL (object))->desk);
  G_OBJECT_CLASS (bw_panel_parent_class)->dispose (object);
}

static void
bw_panel_finalize (GObject *object)
{
  BwPanelPrivate *private = get_private (BW_PANEL (object));

  g_free (private->id);
  g_free (private->title);
  G_OBJECT_CLASS (bw_panel_parent_class)->finalize (object);
}

static void
bw_panel_class_init (BwPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_panel_get_property;
  object_class->set_property = bw_panel_set_property;
  object_class->dispose = bw_panel_dispose;
  object_class->finalize = bw_panel_finalize;
  widget_class->root = bw_panel_root;
  widget_class->map = bw_panel_map;
  widget_class->unmap = bw_panel_unmap;

  properties[PROP_DESK] =
      g_param_spec_object ("desk", NULL, NULL, BW_TYPE_DESK,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ID] =
      g_param_spec_string ("id", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] =
      g_param_spec_string ("title", NULL, NULL, NULL,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINK] =
      g_param_spec_uint ("link", NULL, NULL, BW_LINK_NONE, BW_N_LINKS - 1, BW_LINK_NONE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bw_panel_init (BwPanel *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-panel");
}

BwDesk *
bw_panel_get_desk (BwPanel *self)
{
  return get_private (self)->desk;
}

BwEngine *
bw_panel_get_engine (BwPanel *self)
{
  return bw_desk_get_engine (get_private (self)->desk);
}

const char *
bw_panel_get_id (BwPanel *self)
{
  return get_private (self)->id;
}

const char *
bw_panel_get_title (BwPanel *self)
{
  return get_private (self)->title;
}

void
bw_panel_set_title (BwPanel *self, const char *title)
{
  BwPanelPrivate *private = get_private (self);

  if (g_strcmp0 (private->title, title) == 0)
    return;
  g_free (private->title);
  private->title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

BwLink
bw_panel_get_link (BwPanel *self)
{
  return get_private (self)->link;
}

void
bw_panel_set_link (BwPanel *self, BwLink link)
{
  BwPanelPrivate *private = get_private (self);

  if (private->link == link)
    return;
  private->own_instrument = bw_panel_get_instrument (self);
  private->link = link;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
  if (private->is_awake)
    tell_instrument (self);
}

gboolean
bw_panel_is_awake (BwPanel *self)
{
  return get_private (self)->is_awake;
}

BwInstrumentId
bw_panel_get_instrument (BwPanel *self)
{
  BwPanelPrivate *private = get_private (self);

  if (private->link == BW_LINK_NONE || private->desk == NULL)
    return private->own_instrument;
  return bw_desk_get_instrument (private->desk, private->link);
}

const BwInstrument *
bw_panel_lookup_instrument (BwPanel *self)
{
  return bw_desk_lookup_instrument (get_private (self)->desk, bw_panel_get_instrument (self));
}

void
bw_panel_choose_instrument (BwPanel *self, BwInstrumentId instrument)
{
  BwPanelPrivate *private = get_private (self);

  if (private->link != BW_LINK_NONE)
    bw_desk_set_instrument (private->desk, private->link, instrument);
  else if (private->own_instrument != instrument)
    {
      private->own_instrument = instrument;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]); /* what is kept of it is another */
      if (private->is_awake)
        tell_instrument (self);
    }
}
