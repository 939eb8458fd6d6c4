/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"

#include "app/cell.h"
#include "app/import/import-dialog.h"
#include "app/local-service.h"
#include "app/open-failure.h"
#include "app/window.h"
#include "store/profile-folder.h"

#include <glib/gi18n.h>
#include <unistd.h>

struct _BwApplication
{
  AdwApplication parent_instance;
  const BwClock *clock;  /* (borrowed) */
  gint64 started_ns;     /* when the process began, monotonic */
  char *profile_path;    /* (owned) (nullable): of the command line */
  gboolean is_measuring_start;
  gboolean is_closing;
  gboolean is_engine_open;

  GSettings *settings;   /* (owned) (nullable) until start-up */
  BwStyle *style;        /* (owned) (nullable) */
  BwEngine *engine;      /* (owned) (nullable) */
  BwDesk *desk;          /* (owned) (nullable) */
  GtkWidget *window;     /* (borrowed) (nullable): the application owns it */
  gulong frame_id;
  BwLocalServer *service; /* (owned) (nullable): answers the command line while the profile is ours */
  guint service_id;      /* its start, after the first frames */
  GSList *files;         /* (owned): GFile, given on the command line, to be imported once open */
};

G_DEFINE_FINAL_TYPE (BwApplication, bw_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Profile folder to open"), N_("FOLDER") },
  { "measure-start", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Print the milliseconds to the first live frame, then quit"), NULL },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
  { NULL },
};

/* ---- Measuring the start ---- */

/* Resident memory, as the kernel counts it: the second field of statm, in pages. */
static void
print_memory (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return;
  fields = g_strsplit (text, " ", 3);
  if (g_strv_length (fields) == 3)
    g_print ("start.memory %.1f MiB\n",
             (double) g_ascii_strtoull (fields[1], NULL, 10) * (double) sysconf (_SC_PAGESIZE) / (1024 * 1024));
}

static void
after_paint_cb (GdkFrameClock *frame_clock, gpointer user_data)
{
  BwApplication *self = BW_APPLICATION (user_data);
  const BwAccountView *account = self->desk != NULL ? bw_desk_get_account_view (self->desk) : NULL;

  if (account == NULL)
    return; /* painted, but nothing lives yet */
  g_clear_signal_handler (&self->frame_id, frame_clock);
  g_print ("start.window %.1f ms\n",
           (double) (bw_clock_monotonic (self->clock) - self->started_ns) / BW_MILLISECOND);
  print_memory ();
  if (self->is_measuring_start)
    gtk_window_close (GTK_WINDOW (self->window));
}

static void
watch_first_frame (BwApplication *self)
{
  if (self->started_ns == 0 || (!self->is_measuring_start && g_getenv ("BW_TRACE_START") == NULL))
    return;
  gtk_widget_realize (self->window);
  self->frame_id = g_signal_connect_object (gtk_widget_get_frame_clock (self->window), "after-paint",
                                            G_CALLBACK (after_paint_cb), self, 0);
}

/* ---- Opening and closing ---- */

static gboolean
start_service_cb (gpointer user_data)
{
  BwApplication *self = BW_APPLICATION (user_data);

  self->service_id = 0;
  self->service = bw_local_service_start (self->engine);
  return G_SOURCE_REMOVE;
}

static void
stop_service (BwApplication *self)
{
  g_clear_handle_id (&self->service_id, g_source_remove);
  if (self->service != NULL)
    bw_local_server_stop (self->service);
  g_clear_object (&self->service);
}

static void
retry_cb (gpointer user_data)
{
  BwApplication *self = BW_APPLICATION (user_data);

  /* An engine opens once: another try is another engine, another desk and another window. */
  if (self->window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->window));
  self->window = NULL;
  g_clear_object (&self->desk);
  g_clear_object (&self->engine);
  self->is_engine_open = FALSE;
  g_application_activate (G_APPLICATION (self));
}

static void
import_files (BwApplication *self)
{
  if (self->files == NULL || self->window == NULL || !bw_desk_is_open (self->desk))
    return;
  bw_import_dialog_open (self->desk, GTK_WINDOW (self->window), self->files);
  g_clear_slist (&self->files, g_object_unref);
}

static void
engine_opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (bw_engine_open_finish (BW_ENGINE (object), result, &error))
    {
      self->is_engine_open = TRUE;
      if (self->desk != NULL)
        bw_desk_set_open (self->desk, TRUE);
      self->service_id = g_idle_add_full (G_PRIORITY_LOW, start_service_cb, self, NULL);
      import_files (self);
      return;
    }
  g_message ("can't open the profile: %s", error->message);
  if (self->is_measuring_start)
    g_application_quit (G_APPLICATION (self));
  else if (self->window != NULL)
    bw_open_failure_show (GTK_WINDOW (self->window), bw_engine_profile_path (BW_ENGINE (object)),
                          self->clock, error, retry_cb, self);
}

static char *
find_profile_path (BwApplication *self)
{
  g_autofree char *name = NULL;

  if (self->profile_path != NULL)
    return g_strdup (self->profile_path);
  name = g_settings_get_string (self->settings, "profile");
  return bw_profile_folder_default_path (name);
}

static void
engine_closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bw_engine_close_finish (BW_ENGINE (object), result, &error))
    g_message ("while closing: %s", error->message);
  g_application_release (G_APPLICATION (self));
}

/* The engine saves its state after the window has gone; the application stays until it is done. */
static void
close_engine (BwApplication *self)
{
  if (self->is_closing || self->engine == NULL || !bw_desk_is_open (self->desk))
    return;
  self->is_closing = TRUE;
  stop_service (self);
  bw_desk_set_open (self->desk, FALSE);
  g_application_hold (G_APPLICATION (self));
  bw_engine_close_async (self->engine, engine_closed_cb, g_object_ref (self));
}

static void
window_destroyed_cb (GtkWidget *window, gpointer user_data)
{
  BwApplication *self = BW_APPLICATION (user_data);

  if (self->window != window)
    return;
  self->window = NULL;
  close_engine (self);
}

static void
follow_flashing (BwApplication *self)
{
  bw_cell_set_flashing_allowed (g_settings_get_boolean (self->settings, "flash-changes"));
}

/* Where no desktop says which font it uses, GTK falls back to "Sans". */
static void
choose_font (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  g_autofree char *font = NULL;

  g_object_get (settings, "gtk-font-name", &font, NULL);
  if (font != NULL && g_str_has_prefix (font, "Sans "))
    g_object_set (settings, "gtk-font-name", "Cantarell, Noto Sans, Sans 10", NULL);
}

static void
open_engine (BwApplication *self)
{
  g_autofree char *path = find_profile_path (self);

  self->engine = bw_engine_new (path, self->clock);
  bw_engine_open_async (self->engine, NULL, engine_opened_cb, g_object_ref (self));
}

static void
bw_application_startup (GApplication *application)
{
  BwApplication *self = BW_APPLICATION (application);

  /* The engine opens on its own thread while the toolkit starts and the window is built on this one. */
  self->settings = g_settings_new (BW_APP_ID);
  open_engine (self);
  G_APPLICATION_CLASS (bw_application_parent_class)->startup (application);
  choose_font ();
  gtk_window_set_default_icon_name (BW_APP_ID);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/bellwether/Bellwether/icons");
  self->style = bw_style_new (self->settings);
  g_signal_connect_object (self->settings, "changed::flash-changes", G_CALLBACK (follow_flashing),
                           self, G_CONNECT_SWAPPED);
  follow_flashing (self);
}

static void
bw_application_activate (GApplication *application)
{
  BwApplication *self = BW_APPLICATION (application);

  if (self->window != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  if (self->is_closing)
    return;

  if (self->engine == NULL)
    open_engine (self);
  self->desk = bw_desk_new (self->engine, self->clock, self->settings, self->style);
  self->window = bw_window_new (GTK_APPLICATION (self), self->desk);
  g_signal_connect_object (self->window, "destroy", G_CALLBACK (window_destroyed_cb), self, 0);
  watch_first_frame (self);
  if (self->is_engine_open)
    bw_desk_set_open (self->desk, TRUE);
  gtk_window_present (GTK_WINDOW (self->window));
}

static void
bw_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  BwApplication *self = BW_APPLICATION (application);

  for (int i = n_files - 1; i >= 0; i--)
    self->files = g_slist_prepend (self->files, g_object_ref (files[i]));
  g_application_activate (application);
  import_files (self);
}

static int
bw_application_handle_local_options (GApplication *application, GVariantDict *arguments)
{
  BwApplication *self = BW_APPLICATION (application);
  g_autofree char *path = NULL;

  if (g_variant_dict_contains (arguments, "version"))
    {
      g_print ("Bellwether " BW_VERSION "\n");
      return 0;
    }
  g_variant_dict_lookup (arguments, "measure-start", "b", &self->is_measuring_start);
  if (g_variant_dict_lookup (arguments, "profile", "^ay", &path))
    {
      g_autoptr (GFile) folder = g_file_new_for_commandline_arg (path);

      /* One window a profile, but many profiles side by side: the lock of the profile decides. */
      self->profile_path = g_file_get_path (folder);
      g_application_set_flags (application, G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
    }
  if (self->is_measuring_start)
    g_application_set_flags (application, G_APPLICATION_NON_UNIQUE | G_APPLICATION_HANDLES_OPEN);
  return -1;
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwApplication *self = BW_APPLICATION (user_data);

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

/* A notification on the desktop was clicked. */
static void
notice_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  BwApplication *self = BW_APPLICATION (user_data);

  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL && self->is_engine_open)
    bw_window_show_notice (BW_WINDOW (self->window), parameter);
}

static void
bw_application_dispose (GObject *object)
{
  BwApplication *self = BW_APPLICATION (object);

  g_clear_slist (&self->files, g_object_unref);
  stop_service (self);
  g_clear_object (&self->desk);
  g_clear_object (&self->engine);
  g_clear_object (&self->style);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_application_parent_class)->dispose (object);
}

static void
bw_application_finalize (GObject *object)
{
  g_free (BW_APPLICATION (object)->profile_path);
  G_OBJECT_CLASS (bw_application_parent_class)->finalize (object);
}

static void
bw_application_class_init (BwApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = bw_application_dispose;
  object_class->finalize = bw_application_finalize;
  application_class->startup = bw_application_startup;
  application_class->activate = bw_application_activate;
  application_class->open = bw_application_open;
  application_class->handle_local_options = bw_application_handle_local_options;
}

static void
bw_application_init (BwApplication *self)
{
  static const GActionEntry entries[] = { { "quit", quit_cb, NULL, NULL, NULL }, { "notice", notice_cb, "(uuut)", NULL, NULL } };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit",
                                         (const char *[]){ "<Control>q", NULL });
}

/**
 * bw_application_new:
 * @started_ns: when the process began, on @clock's monotonic time; 0 where that isn't known
 */
BwApplication *
bw_application_new (const BwClock *clock, gint64 started_ns)
{
  BwApplication *self =
      g_object_new (BW_TYPE_APPLICATION, "application-id", BW_APP_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                    "resource-base-path", "/io/github/bellwether/Bellwether", NULL);

  self->clock = clock;
  self->started_ns = started_ns;
  return self;
}
