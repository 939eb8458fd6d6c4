/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/import-source-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#define PIECE_BYTES (1024 * 1024)

struct _BwImportSource
{
  char *path;              /* (owned) */
  char *name;              /* (owned) (nullable): of the current file */
  char *member;            /* (owned) (nullable) */
  int fd;                  /* of a plain file; -1 */
  struct archive *archive; /* (owned) (nullable): of any other */
  gboolean is_started;     /* a plain file has been handed out */
  guint8 *piece;           /* (owned) */
  guint64 n_file_bytes;    /* as they lie on the disk */
  guint64 n_read_bytes;
};

static void
set_open_error (GError **error, const char *path, int code)
{
  g_set_error (error, BW_STORE_ERROR,
               code == ENOENT ? BW_STORE_ERROR_NOT_FOUND : BW_STORE_ERROR_FAILED,
               "%s can't be read: %s.%s", path, g_strerror (code),
               code == EACCES ? " Check its permissions." : "");
}

static gboolean
fail_unpacking (BwImportSource *source, GError **error)
{
  const char *message = archive_error_string (source->archive);

  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DAMAGED,
               "%s can't be unpacked: %s. Get the file again, or unpack it yourself first.",
               source->path, message != NULL ? message : "it is not what its beginning says");
  return FALSE;
}

/* By what it begins with, not by its name. */
static gboolean
is_packed (const guint8 *head, gssize n_bytes)
{
  static const struct
  {
    const char *bytes;
    gssize n;
  } magics[] = { { "\x1f\x8b", 2 },     { "PK\x03\x04", 4 }, { "PK\x05\x06", 4 },
                 { "BZh", 3 },          { "\xfd"
                                          "7zXZ",
                                          5 },
                 { "\x28\xb5\x2f\xfd", 4 } };

  for (gsize i = 0; i < G_N_ELEMENTS (magics); i++)
    if (n_bytes >= magics[i].n && memcmp (head, magics[i].bytes, (gsize) magics[i].n) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
open_archive (BwImportSource *source, GError **error)
{
  source->archive = archive_read_new ();
  archive_read_support_filter_all (source->archive);
  archive_read_support_format_zip (source->archive);
  archive_read_support_format_tar (source->archive);
  archive_read_support_format_raw (source->archive);
  if (archive_read_open_filename (source->archive, source->path, PIECE_BYTES) != ARCHIVE_OK)
    return fail_unpacking (source, error);
  return TRUE;
}

/**
 * bw_import_source_open:
 *
 * Errors: %BW_STORE_ERROR_NOT_FOUND, %BW_STORE_ERROR_FAILED, %BW_STORE_ERROR_DAMAGED
 */
BwImportSource *
bw_import_source_open (const char *path, GError **error)
{
  g_autoptr (BwImportSource) source = g_new0 (BwImportSource, 1);
  struct stat status;
  guint8 head[8];

  source->path = g_strdup (path);
  source->fd = open (path, O_RDONLY | O_CLOEXEC);
  if (source->fd < 0 || fstat (source->fd, &status) != 0)
    {
      set_open_error (error, path, errno);
      return NULL;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FAILED,
                   "%s is not a file. Choose the files in it instead.", path);
      return NULL;
    }
  source->n_file_bytes = (guint64) status.st_size;
  if (!is_packed (head, pread (source->fd, head, sizeof head, 0)))
    {
      source->piece = g_malloc (PIECE_BYTES);
      return g_steal_pointer (&source);
    }
  close (source->fd);
  source->fd = -1;
  return open_archive (source, error) ? g_steal_pointer (&source) : NULL;
}

void
bw_import_source_close (BwImportSource *source)
{
  if (source->fd >= 0)
    close (source->fd);
  if (source->archive != NULL)
    archive_read_free (source->archive);
  g_free (source->piece);
  g_free (source->name);
  g_free (source->member);
  g_free (source->path);
  g_free (source);
}

/* (transfer full): "AAPL.csv" of "/data/AAPL.csv.gz" */
static char *
plain_name (const char *path)
{
  static const char *const endings[] = { ".gz", ".bz2", ".xz", ".zst" };
  char *name = g_path_get_basename (path);

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      {
        name[strlen (name) - strlen (endings[i])] = '\0';
        break;
      }
  return name;
}

/* What a zip program adds of its own. */
static gboolean
is_by_product (const char *member)
{
  g_autofree char *name = g_path_get_basename (member);

  return name[0] == '.' || g_str_has_prefix (member, "__MACOSX/");
}

static gboolean
next_member (BwImportSource *source, GError **error)
{
  struct archive_entry *entry;
  const char *member;
  int code;

  do
    {
      code = archive_read_next_header (source->archive, &entry);
      if (code == ARCHIVE_EOF)
        return FALSE;
      if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
        return fail_unpacking (source, error);
      member = archive_entry_pathname (entry);
    }
  while (archive_entry_filetype (entry) == AE_IFDIR || member == NULL || is_by_product (member));
  g_clear_pointer (&source->name, g_free);
  g_clear_pointer (&source->member, g_free);
  if (archive_format (source->archive) == ARCHIVE_FORMAT_RAW)
    source->name = plain_name (source->path);
  else
    {
      source->member = g_utf8_make_valid (member, -1);
      source->name = plain_name (source->member);
    }
  return TRUE;
}

gboolean
bw_import_source_next_file (BwImportSource *source, GError **error)
{
  if (source->archive != NULL)
    return next_member (source, error);
  if (source->is_started)
    return FALSE;
  source->is_started = TRUE;
  source->name = plain_name (source->path);
  return TRUE;
}

const char *
bw_import_source_name (const BwImportSource *source)
{
  return source->name;
}

const char *
bw_import_source_member (const BwImportSource *source)
{
  return source->member;
}

static gboolean
read_plain (BwImportSource *source, gsize *n_bytes, GError **error)
{
  ssize_t n;

  do
    n = read (source->fd, source->piece, PIECE_BYTES);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    {
      set_open_error (error, source->path, errno);
      return FALSE;
    }
  *n_bytes = (gsize) n;
  source->n_read_bytes += (guint64) n;
  return TRUE;
}

gboolean
bw_import_source_read (BwImportSource *source, const guint8 **bytes, gsize *n_bytes,
                       GError **error)
{
  ssize_t n;

  if (source->archive == NULL)
    {
      *bytes = source->piece;
      return read_plain (source, n_bytes, error);
    }
  if (source->piece == NULL)
    source->piece = g_malloc (PIECE_BYTES);
  n = archive_read_data (source->archive, source->piece, PIECE_BYTES);
  if (n < 0)
    return fail_unpacking (source, error);
  *bytes = source->piece;
  *n_bytes = (gsize) n;
  source->n_read_bytes = (guint64) MAX (archive_filter_bytes (source->archive, -1), 0);
  return TRUE;
}

double
bw_import_source_fraction (const BwImportSource *source)
{
  if (source->n_file_bytes == 0)
    return 1;
  return MIN (1.0, (double) source->n_read_bytes / (double) source->n_file_bytes);
}
