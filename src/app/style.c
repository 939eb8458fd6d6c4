/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/style.h"

#define RESOURCE_PATH "/io/github/bellwether/Bellwether/style/"

struct _BwStyle
{
  GObject parent_instance;
  GSettings *settings;       /* (owned) */
  GtkCssProvider *colours;   /* (owned): the chosen set, for the present darkness */
};

G_DEFINE_FINAL_TYPE (BwStyle, bw_style, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const tone_colours[BW_N_TONES] = {
  [BW_TONE_NORMAL] = NULL,
  [BW_TONE_DIM] = "bw_dim",
  [BW_TONE_STRONG] = NULL,
  [BW_TONE_UP] = "bw_up",
  [BW_TONE_DOWN] = "bw_down",
  [BW_TONE_FLAT] = "bw_flat",
  [BW_TONE_BID] = "bw_bid",
  [BW_TONE_ASK] = "bw_ask",
  [BW_TONE_ACCENT] = "accent_color",
};

static const char *const tone_classes[BW_N_TONES] = {
  [BW_TONE_NORMAL] = NULL,
  [BW_TONE_DIM] = "dim-label",
  [BW_TONE_STRONG] = "heading",
  [BW_TONE_UP] = "up",
  [BW_TONE_DOWN] = "down",
  [BW_TONE_FLAT] = "flat-tone",
  [BW_TONE_BID] = "up",
  [BW_TONE_ASK] = "down",
  [BW_TONE_ACCENT] = "accent",
};

/**
 * bw_style_lookup:
 *
 * The colour of @tone where @widget stands; for what widgets of ours draw themselves.
 */
void
bw_style_lookup (GtkWidget *widget, BwTone tone, GdkRGBA *colour)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (tone_colours[tone] == NULL ||
      !gtk_style_context_lookup_color (context, tone_colours[tone], colour))
    gtk_style_context_get_color (context, colour);
}

/** bw_style_set_tone: gives @widget the style class of @tone and takes away the others'. */
void
bw_style_set_tone (GtkWidget *widget, BwTone tone)
{
  for (guint i = 0; i < BW_N_TONES; i++)
    if (tone_classes[i] != NULL && g_strcmp0 (tone_classes[i], tone_classes[tone]) != 0)
      gtk_widget_remove_css_class (widget, tone_classes[i]);
  if (tone_classes[tone] != NULL)
    gtk_widget_add_css_class (widget, tone_classes[tone]);
}

BwTone
bw_tone_of_sign (int sign)
{
  return sign > 0 ? BW_TONE_UP : sign < 0 ? BW_TONE_DOWN : BW_TONE_FLAT;
}

gboolean
bw_style_wants_hollow_candles (BwStyle *self)
{
  g_autofree char *set = g_settings_get_string (self->settings, "colour-set");

  return g_str_equal (set, "hollow-filled");
}

gboolean
bw_style_wants_compact_rows (BwStyle *self)
{
  g_autofree char *density = g_settings_get_string (self->settings, "density");

  return g_str_equal (density, "compact");
}

static void
load_colours (BwStyle *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  g_autofree char *set = g_settings_get_string (self->settings, "colour-set");
  g_autofree char *path =
      g_strdup_printf (RESOURCE_PATH "colours-%s-%s.css", set,
                       adw_style_manager_get_dark (manager) ? "dark" : "light");

  gtk_css_provider_load_from_resource (self->colours, path);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
apply_theme (BwStyle *self)
{
  static const struct { const char *nick; AdwColorScheme scheme; } schemes[] = {
    { "system", ADW_COLOR_SCHEME_DEFAULT },
    { "light", ADW_COLOR_SCHEME_FORCE_LIGHT },
    { "dark", ADW_COLOR_SCHEME_FORCE_DARK },
  };
  g_autofree char *theme = g_settings_get_string (self->settings, "theme");

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (theme, schemes[i].nick))
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i].scheme);
}

static void
bw_style_dispose (GObject *object)
{
  BwStyle *self = BW_STYLE (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->colours);
  G_OBJECT_CLASS (bw_style_parent_class)->dispose (object);
}

static void
bw_style_class_init (BwStyleClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_style_dispose;

  /**
   * BwStyle::changed:
   *
   * Colours are others than before: what draws itself draws again.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_style_init (BwStyle *self)
{
  self->colours = gtk_css_provider_new ();
}

BwStyle *
bw_style_new (GSettings *settings)
{
  BwStyle *self = g_object_new (BW_TYPE_STYLE, NULL);

  self->settings = g_object_ref (settings);
  apply_theme (self);
  load_colours (self);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->colours),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_object (settings, "changed::theme", G_CALLBACK (apply_theme), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::colour-set", G_CALLBACK (load_colours), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::density", G_CALLBACK (load_colours), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (load_colours), self, G_CONNECT_SWAPPED);
  return self;
}
