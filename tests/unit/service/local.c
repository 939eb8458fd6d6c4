/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "service/local-client.h"
#include "service/local-path.h"
#include "service/local-server.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

typedef struct
{
  char *folder;      /* (owned) */
  char *socket_path; /* (owned) */
  BwLocalServer *server; /* (owned) */
  GMainLoop *loop;   /* (owned) */
  const char *command; /* (borrowed): asked by the client's thread */
  JsonObject *parameters; /* (borrowed) */
  JsonNode *answer;  /* (owned) (nullable) */
  GError *error;     /* (owned) (nullable) */
} Fixture;

/* Echoes its parameters; "fail" fails, naming what it was given. */
static void
echo (const char *command, JsonObject *parameters, GCancellable *cancellable,
      GAsyncReadyCallback callback, gpointer callback_data, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, callback_data);
  JsonNode *node;

  if (g_str_equal (command, "fail"))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no “%s”.",
                               json_object_get_string_member_with_default (parameters, "name", "?"));
      return;
    }
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, parameters);
  g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
}

static JsonNode *
echo_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static gpointer
call_thread (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->answer = bw_local_call (fixture->socket_path, fixture->command, fixture->parameters, NULL,
                                   &fixture->error);
  g_idle_add (quit_cb, fixture->loop);
  return NULL;
}

static void
call (Fixture *fixture, const char *command, JsonObject *parameters)
{
  GThread *thread;

  g_clear_pointer (&fixture->answer, json_node_unref);
  g_clear_error (&fixture->error);
  fixture->command = command;
  fixture->parameters = parameters;
  thread = g_thread_new ("client", call_thread, fixture);
  g_main_loop_run (fixture->loop);
  g_thread_join (thread);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("bw-local-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->socket_path = g_build_filename (fixture->folder, "private", "a.sock", NULL);
  fixture->loop = g_main_loop_new (NULL, FALSE);
  fixture->server = bw_local_server_new (echo, echo_finish, NULL);
  bw_local_server_start (fixture->server, fixture->socket_path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *private_folder = g_path_get_dirname (fixture->socket_path);

  g_clear_object (&fixture->server);
  g_main_loop_unref (fixture->loop);
  g_clear_pointer (&fixture->answer, json_node_unref);
  g_clear_error (&fixture->error);
  g_rmdir (private_folder);
  g_rmdir (fixture->folder);
  g_free (fixture->socket_path);
  g_free (fixture->folder);
}

static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "symbol", "Zürich “Ä”");
  call (fixture, "echo", parameters);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (fixture->answer), "symbol"),
                   ==, "Zürich “Ä”");
  call (fixture, "fail", parameters);
  g_assert_error (fixture->error, BW_LOCAL_ERROR, BW_LOCAL_ERROR_REFUSED);
  g_assert_cmpstr (fixture->error->message, ==, "There is no “?”.");
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autofree char *long_text = g_strnfill (2 * 1024 * 1024, 'x');

  json_object_set_string_member (parameters, "text", long_text);
  call (fixture, "echo", parameters);
  g_assert_null (fixture->answer);
  g_assert_nonnull (fixture->error);
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  struct stat status;
  g_autofree char *folder = g_path_get_dirname (fixture->socket_path);

  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (fixture->socket_path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_absent_after_stop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) parameters = json_object_new ();

  bw_local_server_stop (fixture->server);
  g_assert_false (g_file_test (fixture->socket_path, G_FILE_TEST_EXISTS));
  call (fixture, "echo", parameters);
  g_assert_error (fixture->error, BW_LOCAL_ERROR, BW_LOCAL_ERROR_ABSENT);
}

static void
test_path (void)
{
  g_autofree char *path = bw_local_socket_path ("/some/where/profile");
  g_autofree char *same = bw_local_socket_path ("/some/where/../where/profile");
  g_autofree char *other = bw_local_socket_path ("/some/where/else");

  g_assert_cmpstr (path, ==, same);
  g_assert_cmpstr (path, !=, other);
  g_assert_true (g_str_has_prefix (path, g_get_user_runtime_dir ()));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/service/local/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("too-large", test_too_large);
  ADD ("private", test_private);
  ADD ("absent-after-stop", test_absent_after_stop);
  g_test_add_func ("/service/local/path", test_path);
  return g_test_run ();
}
