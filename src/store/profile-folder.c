/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/database-private.h"
#include "store/profile-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define OWNER_TEXT_BYTES 384

struct _BwProfileFolder
{
  char *path;         /* (owned) */
  char *trading_path; /* (owned) */
  char *market_path;  /* (owned) */
  char *backups_path; /* (owned) */
  int lock_fd;
};

static void
set_folder_error (GError **error, const char *path, int code)
{
  gboolean is_forbidden = code == EACCES || code == EROFS || code == EPERM;

  g_set_error (error, BW_STORE_ERROR,
               code == ENOSPC || code == EDQUOT ? BW_STORE_ERROR_FULL
               : is_forbidden                   ? BW_STORE_ERROR_READ_ONLY
                                                : BW_STORE_ERROR_FAILED,
               "The profile folder %s can't be used: %s. %s", path, g_strerror (code),
               is_forbidden ? "Check its permissions, or choose another folder."
                            : "Choose another folder, or free some space.");
}

/* Makes the folder's name durable, and those of its parents that were made with it: the first entry
 * that is acknowledged in a new profile must not go with the folder around it. */
static gboolean
sync_names (const char *path, const char *existing, GError **error)
{
  g_autofree char *folder = g_strdup (path);

  while (!g_str_equal (folder, existing))
    {
      char *parent = g_path_get_dirname (folder);
      gboolean is_top = g_str_equal (parent, folder);

      g_free (folder);
      folder = parent;
      if (!bw_file_sync (folder, error))
        return FALSE;
      if (is_top)
        break;
    }
  return TRUE;
}

/* (transfer full): the nearest of a path's folders that is there */
static char *
find_existing (const char *path)
{
  char *folder = g_strdup (path);

  while (!g_file_test (folder, G_FILE_TEST_EXISTS))
    {
      char *parent = g_path_get_dirname (folder);

      g_free (folder);
      folder = parent;
    }
  return folder;
}

/* A folder of ours alone, whatever the umask or an earlier owner said. */
static gboolean
make_private_folder (const char *path, GError **error)
{
  g_autofree char *existing = find_existing (path);
  GStatBuf status;

  if (g_mkdir_with_parents (path, 0700) != 0 || g_stat (path, &status) != 0
      || ((status.st_mode & 0077) != 0 && g_chmod (path, 0700) != 0))
    {
      set_folder_error (error, path, errno);
      return FALSE;
    }
  return sync_names (path, existing, error);
}

/* The line write_owner() wrote, or what is left of it: nothing in it is needed to refuse. */
static void
read_owner (int fd, BwProfileOwner *owner)
{
  char text[OWNER_TEXT_BYTES + 1];
  ssize_t n_bytes = pread (fd, text, OWNER_TEXT_BYTES, 0);
  g_auto (GStrv) words = NULL;
  gint64 process;

  *owner = (BwProfileOwner){ .since = BW_TIME_NONE };
  text[MAX (n_bytes, 0)] = '\0';
  if (!g_utf8_validate (text, -1, NULL))
    return;
  words = g_strsplit (g_strchomp (text), " ", 6);
  if (g_strv_length (words) != 6 || !g_ascii_string_to_signed (words[1], 10, 1, G_MAXINT, &process, NULL))
    return;
  owner->process = (int) process;
  g_strlcpy (owner->host, words[3], sizeof owner->host);
  if (!bw_time_parse_rfc3339 (words[5], -1, &owner->since))
    owner->since = BW_TIME_NONE;
}

static gboolean
write_owner (int fd, BwTime now)
{
  g_autofree char *since = bw_time_to_rfc3339 (now / BW_MINUTE * BW_MINUTE);
  g_autofree char *text = g_strdup_printf ("process %d on %s since %s\n", (int) getpid (),
                                           g_get_host_name (), since);
  gsize n_bytes = MIN (strlen (text), OWNER_TEXT_BYTES);

  return ftruncate (fd, 0) == 0 && pwrite (fd, text, n_bytes, 0) == (ssize_t) n_bytes;
}

static gboolean
take_lock (BwProfileFolder *folder, const BwClock *clock, GError **error)
{
  g_autofree char *lock_path = g_build_filename (folder->path, "lock", NULL);

  folder->lock_fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (folder->lock_fd < 0)
    {
      set_folder_error (error, folder->path, errno);
      return FALSE;
    }
  if (flock (folder->lock_fd, LOCK_EX | LOCK_NB) != 0)
    {
      BwProfileOwner owner;

      if (errno != EWOULDBLOCK)
        {
          set_folder_error (error, folder->path, errno);
          return FALSE;
        }
      read_owner (folder->lock_fd, &owner);
      if (owner.process > 0)
        g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_OWNED,
                     "The profile %s is in use by process %d on %s. Close that one first, or choose another profile.",
                     folder->path, owner.process, owner.host);
      else
        g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_OWNED,
                     "The profile %s is in use by another process. Close that one first, or choose another profile.",
                     folder->path);
      return FALSE;
    }
  if (!write_owner (folder->lock_fd, bw_clock_wall (clock)))
    {
      set_folder_error (error, folder->path, errno);
      return FALSE;
    }
  return TRUE;
}

/**
 * bw_profile_folder_open:
 * @path: the folder; made when absent, with its parents
 *
 * Takes the profile: until bw_profile_folder_free(), or the end of the process, nobody else can.
 *
 * Errors: %BW_STORE_ERROR_OWNED names the owner; %BW_STORE_ERROR_READ_ONLY, %BW_STORE_ERROR_FULL
 * or %BW_STORE_ERROR_FAILED when the folder can't be made or written.
 *
 * Returns: (transfer full): the profile
 */
BwProfileFolder *
bw_profile_folder_open (const char *path, const BwClock *clock, GError **error)
{
  g_autoptr (BwProfileFolder) folder = NULL;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  folder = g_new0 (BwProfileFolder, 1);
  folder->lock_fd = -1;
  folder->path = g_canonicalize_filename (path, NULL);
  folder->trading_path = g_build_filename (folder->path, "trading.db", NULL);
  folder->market_path = g_build_filename (folder->path, "market.db", NULL);
  folder->backups_path = g_build_filename (folder->path, "backups", NULL);
  if (!make_private_folder (folder->path, error) || !take_lock (folder, clock, error)
      || !make_private_folder (folder->backups_path, error))
    return NULL;
  return g_steal_pointer (&folder);
}

/* Gives the profile back. NULL is allowed. */
void
bw_profile_folder_free (BwProfileFolder *folder)
{
  if (folder == NULL)
    return;
  if (folder->lock_fd >= 0)
    close (folder->lock_fd);
  g_free (folder->path);
  g_free (folder->trading_path);
  g_free (folder->market_path);
  g_free (folder->backups_path);
  g_free (folder);
}

const char *
bw_profile_folder_path (const BwProfileFolder *folder)
{
  return folder->path;
}

const char *
bw_profile_folder_trading_path (const BwProfileFolder *folder)
{
  return folder->trading_path;
}

const char *
bw_profile_folder_market_path (const BwProfileFolder *folder)
{
  return folder->market_path;
}

const char *
bw_profile_folder_backups_path (const BwProfileFolder *folder)
{
  return folder->backups_path;
}

/* (transfer full): where the profile of that name lives for this user */
char *
bw_profile_folder_default_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "bellwether", "profiles", name, NULL);
}

/**
 * bw_profile_folder_owner:
 * @owner: (out): who has the profile now; process 0 when that can't be told
 *
 * Returns: whether anybody has
 */
gboolean
bw_profile_folder_owner (const char *path, BwProfileOwner *owner)
{
  g_autofree char *lock_path = g_build_filename (path, "lock", NULL);
  int fd = open (lock_path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  gboolean is_owned;

  if (fd < 0)
    return FALSE;
  is_owned = flock (fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  if (is_owned)
    read_owner (fd, owner);
  close (fd);
  return is_owned;
}
