/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/log.h"

/* A line beyond this is cut: one runaway message must not push out all others. */
#define MESSAGE_BYTES_MAX 2000

static GMutex lock;
static GQueue lines = G_QUEUE_INIT; /* (guarded by lock): BwLogLine, oldest first */
static guint64 last_number;         /* (guarded by lock) */
static const BwClock *line_clock;   /* (guarded by lock) */

static void
line_free (BwLogLine *line)
{
  g_free (line->domain);
  g_free (line->message);
  g_free (line);
}

static BwLogLine *
line_copy (const BwLogLine *line)
{
  BwLogLine *copy = g_memdup2 (line, sizeof *line);

  copy->domain = g_strdup (line->domain);
  copy->message = g_strdup (line->message);
  return copy;
}

static const char *
find_field (const GLogField *fields, gsize n_fields, const char *key)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].length < 0 && g_str_equal (fields[i].key, key))
      return fields[i].value;
  return "";
}

static void
keep_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields)
{
  BwLogLine *line = g_new0 (BwLogLine, 1);

  line->level = level & G_LOG_LEVEL_MASK;
  line->domain = g_strdup (find_field (fields, n_fields, "GLIB_DOMAIN"));
  line->message = g_strndup (find_field (fields, n_fields, "MESSAGE"), MESSAGE_BYTES_MAX);
  g_mutex_lock (&lock);
  line->number = ++last_number;
  line->time = bw_clock_wall (line_clock);
  g_queue_push_tail (&lines, line);
  if (lines.length > BW_LOG_LINES_MAX)
    line_free (g_queue_pop_head (&lines));
  g_mutex_unlock (&lock);
}

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & G_LOG_LEVEL_MASK) != G_LOG_LEVEL_DEBUG)
    keep_line (level, fields, n_fields);
  return g_log_writer_default (level, fields, n_fields, user_data);
}

/**
 * bw_log_install:
 * @clock: (transfer none): stamps the lines; outlives the program's use of it
 *
 * Keeps what is logged from now on, besides writing it where it always went. Once, at the start.
 */
void
bw_log_install (const BwClock *clock)
{
  g_mutex_lock (&lock);
  line_clock = clock;
  g_mutex_unlock (&lock);
  g_log_set_writer_func (write_line, NULL, NULL);
}

guint64
bw_log_last_number (void)
{
  guint64 number;

  g_mutex_lock (&lock);
  number = last_number;
  g_mutex_unlock (&lock);
  return number;
}

/**
 * bw_log_lines:
 * @after: the number of a line that is known already; 0: all that are kept
 *
 * Returns: (transfer full) (element-type BwLogLine): copies, oldest first
 */
GPtrArray *
bw_log_lines (guint64 after)
{
  GPtrArray *copies = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);

  g_mutex_lock (&lock);
  for (GList *link = lines.head; link != NULL; link = link->next)
    if (((BwLogLine *) link->data)->number > after)
      g_ptr_array_add (copies, line_copy (link->data));
  g_mutex_unlock (&lock);
  return copies;
}

const char *
bw_log_level_name (GLogLevelFlags level)
{
  switch ((int) (level & G_LOG_LEVEL_MASK))
    {
    case G_LOG_LEVEL_ERROR:
    case G_LOG_LEVEL_CRITICAL:
      return "error";
    case G_LOG_LEVEL_WARNING:
      return "warning";
    case G_LOG_LEVEL_MESSAGE:
      return "message";
    case G_LOG_LEVEL_INFO:
      return "info";
    default:
      return "debug";
    }
}
