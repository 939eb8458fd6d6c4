/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/profile-folder.h"
#include "store/trading-reader.h"

#include <string.h>

#include <glib/gstdio.h>

#include "bare-commit.h"

/* journal.append: one durable entry, next to the bare commit in the same breath. journal.batched:
 * entries a second, 64 a commit. list.*: pages from a list of a million orders. */

#define N_COMMITS 3000
#define ENTRY_BYTES 300
#define N_ORDERS 1000000
#define N_PAGES 2000
#define PAGE_ROWS 64

static void
append (BwJournal *journal, gsize n_entries)
{
  static guint8 bytes[ENTRY_BYTES];
  BwJournalEntry entries[64];

  for (gsize i = 0; i < n_entries; i++)
    entries[i] = (BwJournalEntry){ .timeline = 1, .kind = 1, .bytes = bytes, .n_bytes = sizeof bytes };
  if (!bw_journal_append (journal, entries, n_entries, NULL))
    g_error ("the journal refused");
}

static void
measure_journal (BwDatabase *database, const char *bare_path)
{
  g_autoptr (BwJournal) journal = bw_journal_open (database, NULL);
  BwBareCommit *bare = bw_bare_commit_new (bare_path);
  g_autofree double *ours = g_new (double, N_COMMITS);
  g_autofree double *theirs = g_new (double, N_COMMITS);
  gint64 start_us;
  double median, bare_median;

  for (int i = 0; i < N_COMMITS; i++)
    {
      theirs[i] = bw_bare_commit_once_ms (bare, ENTRY_BYTES);
      start_us = g_get_monotonic_time ();
      append (journal, 1);
      ours[i] = (double) (g_get_monotonic_time () - start_us) * 1e-3;
    }
  median = bw_bench_quantile (ours, N_COMMITS, 0.5);
  bare_median = bw_bench_quantile (theirs, N_COMMITS, 0.5);
  g_print ("journal.append.p50 %.4f ms\n", median);
  g_print ("journal.append.p99 %.4f ms\n", bw_bench_quantile (ours, N_COMMITS, 0.99));
  g_print ("journal.bare.p50 %.4f ms\n", bare_median);
  g_print ("journal.append.ratio %.2f x\n", median / bare_median);
  start_us = g_get_monotonic_time ();
  for (int i = 0; i < 1000; i++)
    append (journal, 64);
  g_print ("journal.batched %.0f entries/s\n",
           64000 / ((double) (g_get_monotonic_time () - start_us) * 1e-6));
  bw_bare_commit_free (bare);
}

static void
put_output (GByteArray *bytes, BwOutputKind kind, guint64 sequence, gconstpointer body,
            gsize body_bytes)
{
  BwOutputHeader header = { .kind = kind, .sequence = sequence };
  gsize n_bytes = (sizeof header + body_bytes + 15) / 16 * 16;
  guint start = bytes->len;

  header.bytes = (guint16) n_bytes;
  g_byte_array_set_size (bytes, start + (guint) n_bytes);
  memcpy (bytes->data + start, &header, sizeof header);
  memcpy (bytes->data + start + sizeof header, body, body_bytes);
}

/* An order accepted and filled at once, with its fill and its books. */
static void
put_order (GByteArray *bytes, guint64 id)
{
  BwOrder order = { .id = id, .account = 1, .instrument = 1 + id % 120, .side = 1 + id % 2,
                    .type = BW_ORDER_MARKET, .tif = BW_TIF_DAY, .status = BW_ORDER_NEW,
                    .quantity = BW_FIXED (1 + id % 100), .created = (BwTime) id * BW_SECOND,
                    .updated = (BwTime) id * BW_SECOND };
  BwFill fill = { .id = id, .order = id, .account = 1, .instrument = order.instrument,
                  .side = order.side, .quantity = order.quantity, .price = BW_FIXED (100) };
  BwPostingSet set = { .id = id, .account = 1, .activity = BW_ACTIVITY_FILL, .n_postings = 2,
                       .fill = id };
  guint64 uuid_begin = GUINT64_TO_BE (id);

  memcpy (order.uuid.bytes, &uuid_begin, sizeof uuid_begin); /* rising, as UUIDv7 are */
  put_output (bytes, BW_OUTPUT_ORDER, id * 4, &order, sizeof order);
  order.status = id % 10 == 0 ? BW_ORDER_CANCELED : BW_ORDER_FILLED;
  put_output (bytes, BW_OUTPUT_FILL, id * 4 + 1, &fill, sizeof fill);
  put_output (bytes, BW_OUTPUT_POSTINGS, id * 4 + 2, &set, sizeof set);
  put_output (bytes, BW_OUTPUT_ORDER, id * 4 + 3, &order, sizeof order);
}

static void
fill_lists (BwDatabase *database)
{
  g_autoptr (BwProjection) projection = bw_projection_new (database, NULL);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  gint64 start_us = g_get_monotonic_time ();

  for (guint64 id = 1; id <= N_ORDERS;)
    {
      guint64 end = id + 10000;

      if (!bw_projection_begin (projection, NULL))
        g_error ("can't begin");
      for (; id < end; id++)
        {
          BwOutputs outputs;

          g_byte_array_set_size (bytes, 0);
          put_order (bytes, id);
          outputs = (BwOutputs){ bytes->data, bytes->len, bytes->len };
          if (!bw_projection_outputs (projection, 1, id, &outputs, NULL))
            g_error ("can't project");
        }
      if (!bw_projection_commit (projection, end - 1, NULL))
        g_error ("can't commit");
    }
  g_print ("projection.orders %.0f orders/s\n",
           N_ORDERS / ((double) (g_get_monotonic_time () - start_us) * 1e-6));
}

static void
measure_pages (BwTradingReader *reader, const char *name, const BwOrdersQuery *query)
{
  g_autofree double *times = g_new (double, N_PAGES);
  guint64 n_orders = 0;
  double first_ms;
  gint64 start_us = g_get_monotonic_time ();

  if (!bw_trading_reader_count_orders (reader, query, &n_orders, NULL))
    g_error ("can't count");
  first_ms = (double) (g_get_monotonic_time () - start_us) * 1e-3;
  for (int i = 0; i < N_PAGES; i++)
    {
      guint64 offset = (guint64) g_random_double_range (0, (double) n_orders);
      g_autoptr (GArray) page = NULL;

      start_us = g_get_monotonic_time ();
      page = bw_trading_reader_orders (reader, query, offset, PAGE_ROWS, NULL);
      times[i] = (double) (g_get_monotonic_time () - start_us) * 1e-3;
      if (page == NULL || page->len == 0)
        g_error ("an empty page");
    }
  g_print ("list.count.%s %.2f ms\n", name, first_ms);
  g_print ("list.page.%s.p50 %.3f ms\n", name, bw_bench_quantile (times, N_PAGES, 0.5));
  g_print ("list.page.%s.p99 %.3f ms\n", name, bw_bench_quantile (times, N_PAGES, 0.99));
}

static void
measure_lists (const char *path)
{
  g_autoptr (BwTradingReader) reader = bw_trading_reader_open (path, NULL);
  BwOrdersQuery query = { .timeline = 1, .account = 1, .is_descending = TRUE };

  measure_pages (reader, "all", &query);
  query.filter = BW_ORDERS_FILLED;
  measure_pages (reader, "filled", &query);
  query.sort = BW_ORDERS_BY_QUANTITY;
  measure_pages (reader, "sorted", &query);
  query.sort = BW_ORDERS_BY_CREATED;
  query.instrument = 7;
  measure_pages (reader, "instrument", &query);
}

int
main (void)
{
  g_autofree char *folder = g_dir_make_tmp ("bw-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "trading.db", NULL);
  g_autofree char *bare_path = g_build_filename (folder, "bare.db", NULL);
  BwDatabase *database = bw_database_open (BW_DATABASE_TRADING, path, 0, NULL);

  measure_journal (database, bare_path);
  fill_lists (database);
  measure_lists (path);
  bw_database_close (database);
  g_unlink (path);
  g_unlink (bare_path);
  g_rmdir (folder);
  return 0;
}
