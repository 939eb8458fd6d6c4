/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fault-vfs.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#define SECTOR_BYTES 512

/* A write or truncation that is not synced yet. */
typedef struct
{
  gint64 offset;
  gint64 size_before;
  gboolean is_truncation; /* to @offset */
  GBytes *before;         /* (owned): what stood there, as far as the file went */
  GBytes *after;          /* (owned) (nullable): what was written */
} Change;

typedef struct
{
  sqlite3_file base;
  char *path; /* (owned) (nullable): NULL for SQLite's own temporary files */
  sqlite3_file *real;
} FaultFile;

static struct
{
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  sqlite3_io_methods methods;
  GMutex lock;
  GHashTable *changes; /* (owned): path -> GPtrArray of Change, oldest first */
  GRand *rand;         /* (owned) */
  gint64 n_until_powerless;
  gboolean is_powerless;
  gint64 room;
  gint64 n_syncs_until_failure;
  gboolean is_read_only;
  guint64 n_operations;
} disk;

static void
free_change (gpointer data)
{
  Change *change = data;

  g_bytes_unref (change->before);
  g_clear_pointer (&change->after, g_bytes_unref);
  g_free (change);
}

/* With the lock held. TRUE: the power is there for this operation. */
static gboolean
count_operation (void)
{
  disk.n_operations++;
  if (disk.is_powerless)
    return FALSE;
  if (disk.n_until_powerless >= 0 && disk.n_until_powerless-- == 0)
    disk.is_powerless = TRUE;
  return !disk.is_powerless;
}

static gint64
size_of (FaultFile *file)
{
  sqlite3_int64 size = 0;

  file->real->pMethods->xFileSize (file->real, &size);
  return size;
}

/* With the lock held: notes what stands where a write or truncation will go. */
static void
remember (FaultFile *file, gint64 offset, gint64 n_bytes, const void *after, gboolean is_truncation)
{
  GPtrArray *changes;
  Change *change;
  gint64 size = size_of (file), n_before = CLAMP (size - offset, 0, n_bytes);
  guint8 *before = g_malloc0 ((gsize) n_before + 1);

  if (file->path == NULL)
    {
      g_free (before);
      return;
    }
  if (n_before > 0)
    file->real->pMethods->xRead (file->real, before, (int) n_before, offset);
  changes = g_hash_table_lookup (disk.changes, file->path);
  if (changes == NULL)
    {
      changes = g_ptr_array_new_with_free_func (free_change);
      g_hash_table_insert (disk.changes, g_strdup (file->path), changes);
    }
  change = g_new0 (Change, 1);
  change->offset = offset;
  change->size_before = size;
  change->is_truncation = is_truncation;
  change->before = g_bytes_new_take (before, (gsize) n_before);
  change->after = after != NULL ? g_bytes_new (after, (gsize) n_bytes) : NULL;
  g_ptr_array_add (changes, change);
}

static int
fault_close (sqlite3_file *base)
{
  FaultFile *file = (FaultFile *) base;
  int code = file->real->pMethods != NULL ? file->real->pMethods->xClose (file->real) : SQLITE_OK;

  g_free (file->path);
  g_free (file->real);
  return code;
}

static int
fault_read (sqlite3_file *base, void *bytes, int n_bytes, sqlite3_int64 offset)
{
  FaultFile *file = (FaultFile *) base;

  return file->real->pMethods->xRead (file->real, bytes, n_bytes, offset);
}

/* With the lock held: how much of a write the disk has room for. */
static int
take_room (FaultFile *file, int n_bytes, gint64 offset)
{
  gint64 growth = MAX (offset + n_bytes - size_of (file), 0);

  if (disk.room < 0)
    return n_bytes;
  if (growth <= disk.room)
    {
      disk.room -= growth;
      return n_bytes;
    }
  n_bytes = (int) MAX (n_bytes - (growth - disk.room), 0);
  disk.room = 0;
  return n_bytes;
}

static int
fault_write (sqlite3_file *base, const void *bytes, int n_bytes, sqlite3_int64 offset)
{
  FaultFile *file = (FaultFile *) base;
  int n_written, code = SQLITE_OK;
  gboolean has_power;

  g_mutex_lock (&disk.lock);
  has_power = count_operation ();
  n_written = has_power ? take_room (file, n_bytes, offset)
              : disk.n_until_powerless == -1 ? (int) g_rand_int_range (disk.rand, 0, n_bytes + 1)
                                             : 0;
  if (disk.is_powerless)
    disk.n_until_powerless = -2; /* only the first write of the outage is torn */
  if (n_written > 0)
    {
      remember (file, offset, n_written, bytes, FALSE);
      code = file->real->pMethods->xWrite (file->real, bytes, n_written, offset);
    }
  g_mutex_unlock (&disk.lock);
  if (!has_power)
    return SQLITE_IOERR_WRITE;
  return code == SQLITE_OK && n_written < n_bytes ? SQLITE_FULL : code;
}

static int
fault_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  FaultFile *file = (FaultFile *) base;
  int code = SQLITE_IOERR_TRUNCATE;

  g_mutex_lock (&disk.lock);
  if (count_operation ())
    {
      remember (file, size, G_MAXINT32, NULL, TRUE);
      code = file->real->pMethods->xTruncate (file->real, size);
    }
  g_mutex_unlock (&disk.lock);
  return code;
}

static int
fault_sync (sqlite3_file *base, int flags)
{
  FaultFile *file = (FaultFile *) base;
  int code = SQLITE_IOERR_FSYNC;

  g_mutex_lock (&disk.lock);
  if (count_operation ()
      && (disk.n_syncs_until_failure < 0 || disk.n_syncs_until_failure-- > 0))
    {
      code = SQLITE_OK;
      if (file->path != NULL)
        g_hash_table_remove (disk.changes, file->path);
    }
  else if (disk.n_syncs_until_failure == -1)
    disk.n_syncs_until_failure = 0; /* and every one after it */
  g_mutex_unlock (&disk.lock);
  return code;
}

static int
fault_size (sqlite3_file *base, sqlite3_int64 *size)
{
  FaultFile *file = (FaultFile *) base;

  return file->real->pMethods->xFileSize (file->real, size);
}

static int
fault_lock (sqlite3_file *base, int level)
{
  FaultFile *file = (FaultFile *) base;

  return file->real->pMethods->xLock (file->real, level);
}

static int
fault_unlock (sqlite3_file *base, int level)
{
  FaultFile *file = (FaultFile *) base;

  return file->real->pMethods->xUnlock (file->real, level);
}

static int
fault_is_reserved (sqlite3_file *base, int *result)
{
  FaultFile *file = (FaultFile *) base;

  return file->real->pMethods->xCheckReservedLock (file->real, result);
}

/* Hints about sizes and mapping would let the real file system write behind our back. */
static int
fault_control (sqlite3_file *base, int operation, void *argument)
{
  FaultFile *file = (FaultFile *) base;

  if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE
      || operation == SQLITE_FCNTL_MMAP_SIZE)
    return SQLITE_NOTFOUND;
  return file->real->pMethods->xFileControl (file->real, operation, argument);
}

static int
fault_sector_bytes (sqlite3_file *base)
{
  return SECTOR_BYTES;
}

static int
fault_characteristics (sqlite3_file *base)
{
  return 0;
}

static int
fault_shm_map (sqlite3_file *base, int page, int n_bytes, int extend, void volatile **memory)
{
  FaultFile *file = (FaultFile *) base;

  return file->real->pMethods->xShmMap (file->real, page, n_bytes, extend, memory);
}

static int
fault_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  FaultFile *file = (FaultFile *) base;

  return file->real->pMethods->xShmLock (file->real, offset, n, flags);
}

static void
fault_shm_barrier (sqlite3_file *base)
{
  FaultFile *file = (FaultFile *) base;

  file->real->pMethods->xShmBarrier (file->real);
}

static int
fault_shm_unmap (sqlite3_file *base, int remove)
{
  FaultFile *file = (FaultFile *) base;

  return file->real->pMethods->xShmUnmap (file->real, remove);
}

static int
fault_open (sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags, int *out_flags)
{
  FaultFile *file = (FaultFile *) base;
  int code;

  memset (file, 0, sizeof *file);
  if (disk.is_read_only && path != NULL)
    {
      flags &= ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
      flags |= SQLITE_OPEN_READONLY;
    }
  file->real = g_malloc0 ((gsize) disk.real->szOsFile);
  code = disk.real->xOpen (disk.real, path, file->real, flags, out_flags);
  if (code != SQLITE_OK)
    {
      g_free (file->real);
      return code;
    }
  file->path = g_strdup (path);
  file->base.pMethods = &disk.methods;
  return SQLITE_OK;
}

/* A deletion is at once on the disk: SQLite syncs what it replaces before. */
static int
fault_delete (sqlite3_vfs *vfs, const char *path, int sync_folder)
{
  int code = SQLITE_IOERR_DELETE;

  g_mutex_lock (&disk.lock);
  if (!disk.is_powerless)
    {
      code = disk.real->xDelete (disk.real, path, sync_folder);
      g_hash_table_remove (disk.changes, path);
    }
  g_mutex_unlock (&disk.lock);
  return code;
}

static int
fault_access (sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
  return disk.real->xAccess (disk.real, path, flags, result);
}

static int
fault_full_name (sqlite3_vfs *vfs, const char *path, int n_bytes, char *full)
{
  return disk.real->xFullPathname (disk.real, path, n_bytes, full);
}

static int
fault_randomness (sqlite3_vfs *vfs, int n_bytes, char *bytes)
{
  for (int i = 0; i < n_bytes; i++)
    bytes[i] = (char) g_rand_int (disk.rand);
  return n_bytes;
}

static int
fault_sleep (sqlite3_vfs *vfs, int us)
{
  return disk.real->xSleep (disk.real, us);
}

static int
fault_time (sqlite3_vfs *vfs, double *julian_day)
{
  return disk.real->xCurrentTime (disk.real, julian_day);
}

static int
fault_last_error (sqlite3_vfs *vfs, int n_bytes, char *text)
{
  return 0;
}

void
bw_fault_vfs_install (guint32 seed)
{
  disk.real = sqlite3_vfs_find ("unix");
  disk.vfs = (sqlite3_vfs){ .iVersion = 1, .szOsFile = sizeof (FaultFile),
                            .mxPathname = disk.real->mxPathname, .zName = "fault",
                            .xOpen = fault_open, .xDelete = fault_delete,
                            .xAccess = fault_access, .xFullPathname = fault_full_name,
                            .xRandomness = fault_randomness, .xSleep = fault_sleep,
                            .xCurrentTime = fault_time, .xGetLastError = fault_last_error };
  /* Version 2: shared memory, but no mapping of the file itself. */
  disk.methods = (sqlite3_io_methods){
    2, fault_close, fault_read, fault_write, fault_truncate, fault_sync, fault_size, fault_lock,
    fault_unlock, fault_is_reserved, fault_control, fault_sector_bytes, fault_characteristics,
    fault_shm_map, fault_shm_lock, fault_shm_barrier, fault_shm_unmap, NULL, NULL
  };
  disk.changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_ptr_array_unref);
  disk.rand = g_rand_new_with_seed (seed);
  disk.n_until_powerless = -2;
  disk.is_powerless = FALSE;
  disk.room = -1;
  disk.n_syncs_until_failure = -2;
  disk.is_read_only = FALSE;
  disk.n_operations = 0;
  sqlite3_vfs_register (&disk.vfs, 1);
}

void
bw_fault_vfs_uninstall (void)
{
  sqlite3_vfs_unregister (&disk.vfs);
  sqlite3_vfs_register (disk.real, 1);
  g_hash_table_unref (disk.changes);
  g_rand_free (disk.rand);
}

void
bw_fault_vfs_lose_power_after (gint64 n_operations)
{
  disk.n_until_powerless = n_operations < 0 ? -2 : n_operations;
}

gboolean
bw_fault_vfs_is_powerless (void)
{
  return disk.is_powerless;
}

guint64
bw_fault_vfs_n_operations (void)
{
  return disk.n_operations;
}

void
bw_fault_vfs_set_room (gint64 n_bytes)
{
  disk.room = n_bytes;
}

void
bw_fault_vfs_fail_syncs_after (gint64 n_syncs)
{
  disk.n_syncs_until_failure = n_syncs < 0 ? -2 : n_syncs;
}

void
bw_fault_vfs_set_read_only (gboolean is_read_only)
{
  disk.is_read_only = is_read_only;
}

static void
put (int fd, GBytes *bytes, gint64 offset)
{
  gsize n_bytes = 0;
  const guint8 *data = g_bytes_get_data (bytes, &n_bytes);

  g_assert_cmpint (pwrite (fd, data, n_bytes, offset), ==, (gssize) n_bytes);
}

/* Some of the sectors of a write reached the disk. */
static void
put_some_sectors (int fd, const Change *change)
{
  gsize n_bytes = 0;
  const guint8 *data = g_bytes_get_data (change->after, &n_bytes);

  for (gsize at = 0; at < n_bytes;)
    {
      gsize n = MIN (n_bytes - at, (gsize) (SECTOR_BYTES - (change->offset + (gint64) at) % SECTOR_BYTES));

      if (g_rand_boolean (disk.rand))
        g_assert_cmpint (pwrite (fd, data + at, n, change->offset + (gint64) at), ==, (gssize) n);
      at += n;
    }
}

static void
settle (const char *path, const GPtrArray *changes)
{
  int fd = open (path, O_RDWR | O_CLOEXEC);
  int fate = g_rand_int_range (disk.rand, 0, 4);

  if (fd < 0)
    return;
  /* Back to what was synced … */
  for (guint i = changes->len; i > 0; i--)
    {
      const Change *change = changes->pdata[i - 1];

      put (fd, change->before, change->offset);
      g_assert_cmpint (ftruncate (fd, change->size_before), ==, 0);
    }
  /* … and again what reached the disk all the same: nothing, all, whole writes, sectors. */
  for (guint i = 0; i < changes->len && fate > 0; i++)
    {
      const Change *change = changes->pdata[i];

      if (change->is_truncation && (fate == 1 || g_rand_boolean (disk.rand)))
        g_assert_cmpint (ftruncate (fd, change->offset), ==, 0);
      else if (change->after != NULL && fate == 3)
        put_some_sectors (fd, change);
      else if (change->after != NULL && (fate == 1 || g_rand_boolean (disk.rand)))
        put (fd, change->after, change->offset);
    }
  close (fd);
}

/**
 * bw_fault_vfs_power_back:
 *
 * Settles what is on the disk, and lets everything work again. No connection may be open.
 */
void
bw_fault_vfs_power_back (void)
{
  GHashTableIter iter;
  gpointer path, changes;

  g_hash_table_iter_init (&iter, disk.changes);
  while (g_hash_table_iter_next (&iter, &path, &changes))
    {
      g_autofree char *index_path = g_strndup (path, strlen (path) - 4);
      g_autofree char *shm = NULL;

      settle (path, changes);
      if (g_str_has_suffix (path, "-wal"))
        shm = g_strconcat (index_path, "-shm", NULL);
      else
        shm = g_strconcat (path, "-shm", NULL);
      unlink (shm);
    }
  g_hash_table_remove_all (disk.changes);
  disk.is_powerless = FALSE;
  disk.n_until_powerless = -2;
  disk.room = -1;
  disk.n_syncs_until_failure = -2;
}
