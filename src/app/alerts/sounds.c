/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/alerts/sounds.h"

#include <glib/gi18n.h>

#define FOLDER "/io/github/bellwether/Bellwether/sounds/"

static const struct
{
  const char *title;
  const char *file;
} sounds[BW_N_SOUNDS] = {
  { N_("None"), NULL },
  { N_("Bell"), FOLDER "bell.wav" },
  { N_("Chime"), FOLDER "chime.wav" },
  { N_("Rising"), FOLDER "rise.wav" },
  { N_("Falling"), FOLDER "fall.wav" },
};

/** bw_sounds_list: (transfer full): their names, in the order of their numbers. */
GListModel *
bw_sounds_list (void)
{
  GtkStringList *titles = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (sounds); i++)
    gtk_string_list_append (titles, _(sounds[i].title));
  return G_LIST_MODEL (titles);
}

/* It is kept until it has ended, or can't be played. */
static void
ended_cb (GtkMediaStream *stream)
{
  if (gtk_media_stream_get_ended (stream) || gtk_media_stream_get_error (stream) != NULL)
    g_object_unref (stream);
}

/**
 * bw_sounds_play:
 *
 * Returns: %FALSE when sounds are off; whoever asked shows it instead
 */
gboolean
bw_sounds_play (GSettings *settings, guint sound)
{
  double volume = g_settings_get_double (settings, "sound-volume");
  GtkMediaStream *stream;

  if (!g_settings_get_boolean (settings, "sounds") || volume <= 0)
    return FALSE;
  if (sound == BW_SOUND_NONE || sound >= G_N_ELEMENTS (sounds))
    return TRUE;
  stream = gtk_media_file_new_for_resource (sounds[sound].file);
  if (gtk_media_stream_get_error (stream) != NULL)
    {
      g_object_unref (stream);
      return TRUE;
    }
  g_signal_connect (stream, "notify::ended", G_CALLBACK (ended_cb), NULL);
  g_signal_connect (stream, "notify::error", G_CALLBACK (ended_cb), NULL);
  gtk_media_stream_set_volume (stream, volume);
  gtk_media_stream_play (stream);
  return TRUE;
}
