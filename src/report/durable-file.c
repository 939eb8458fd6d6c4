/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "report/durable-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _BwDurableFile
{
  char *path;       /* (owned) */
  char *written_as; /* (owned): beside @path */
  int fd;           /* -1 once committed */
};

static gboolean
fail (const BwDurableFile *file, int code, GError **error)
{
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), _("Could not write “%s”: %s"),
               file->path, g_strerror (code));
  return FALSE;
}

/**
 * bw_durable_file_new:
 * @path: where the file will be
 *
 * Errors: %G_FILE_ERROR, with the path and the system's reason
 */
BwDurableFile *
bw_durable_file_new (const char *path, GError **error)
{
  BwDurableFile *file = g_new0 (BwDurableFile, 1);

  file->path = g_strdup (path);
  file->written_as = g_strconcat (path, ".XXXXXX", NULL);
  file->fd = g_mkstemp_full (file->written_as, O_WRONLY | O_CLOEXEC, 0644);
  if (file->fd < 0)
    {
      fail (file, errno, error);
      g_clear_pointer (&file->written_as, g_free);
      bw_durable_file_free (file);
      return NULL;
    }
  return file;
}

gboolean
bw_durable_file_write (BwDurableFile *file, gconstpointer bytes, gsize n_bytes, GError **error)
{
  const char *at = bytes;

  while (n_bytes > 0)
    {
      gssize n_written = write (file->fd, at, n_bytes);

      if (n_written < 0 && errno == EINTR)
        continue;
      if (n_written <= 0)
        return fail (file, n_written < 0 ? errno : EIO, error);
      at += n_written;
      n_bytes -= (gsize) n_written;
    }
  return TRUE;
}

/* The name is durable only when its folder is. A file system that can't do this has no more to give. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/**
 * bw_durable_file_commit:
 *
 * Puts what was written in the place of @path. Nothing can be written afterwards.
 */
gboolean
bw_durable_file_commit (BwDurableFile *file, GError **error)
{
  int fd = file->fd;

  if (fsync (fd) != 0)
    return fail (file, errno, error);
  file->fd = -1;
  if (close (fd) != 0 || g_rename (file->written_as, file->path) != 0)
    return fail (file, errno, error);
  g_clear_pointer (&file->written_as, g_free);
  sync_folder (file->path);
  return TRUE;
}

void
bw_durable_file_free (BwDurableFile *file)
{
  if (file->fd >= 0)
    close (file->fd);
  if (file->written_as != NULL)
    g_unlink (file->written_as);
  g_free (file->written_as);
  g_free (file->path);
  g_free (file);
}
