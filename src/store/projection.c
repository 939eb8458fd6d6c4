/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Within a transaction an order's changes are gathered and its row is written once, at commit;
 * events, fills and postings are written as they come. Places and counts per block are kept with
 * the rows, so that a list finds its n-th order without counting from the first. */
#include "config.h"

#include "store/ledger-tables-private.h"

#include <string.h>

#define PROJECTED_TO "projected_to"

/* An order as it is to be written. */
typedef struct
{
  gint64 key; /* first: the hash table's key */
  BwTimelineId timeline;
  BwOrder order;
} Pending;

/* How many places of an account are given. */
typedef struct
{
  gint64 key; /* timeline << 32 | account; first: the hash table's key */
  guint64 n_places;
} Places;

/* A count of order_blocks that is to change. */
typedef struct
{
  BwTimelineId timeline;
  BwAccountId account;
  BwOrderState state;
  guint64 block;
  gint64 n;
} BlockChange;

struct _BwProjection
{
  BwDatabase *database; /* (borrowed) */
  guint64 sequence;
  gboolean is_open;
  GHashTable *pending;  /* (owned): Pending, by its key */
  GPtrArray *in_order;  /* (borrowed elements): Pending, as they first came */
  GHashTable *places;   /* (owned): Places, by its key */
  GArray *blocks;       /* (owned): BlockChange, of this transaction */
};

static const char what[] = "Saving the order history";

static gboolean
read_mark (BwProjection *projection, GError **error)
{
  gint64 sequence = 0;

  if (!bw_database_get_int (projection->database,
                            "SELECT value FROM marks WHERE name = '" PROJECTED_TO "'", &sequence,
                            what, error))
    return FALSE;
  projection->sequence = (guint64) sequence;
  return TRUE;
}

/**
 * bw_projection_new:
 * @database: (transfer none): trading.db, open to write; outlives the projection
 *
 * Returns: (transfer full): the projection
 */
BwProjection *
bw_projection_new (BwDatabase *database, GError **error)
{
  g_autoptr (BwProjection) projection = g_new0 (BwProjection, 1);

  projection->database = database;
  projection->pending = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  projection->in_order = g_ptr_array_new ();
  projection->places = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  projection->blocks = g_array_new (FALSE, FALSE, sizeof (BlockChange));
  if (!read_mark (projection, error))
    return NULL;
  return g_steal_pointer (&projection);
}

/* Drops what was begun. NULL is allowed. */
void
bw_projection_free (BwProjection *projection)
{
  if (projection == NULL)
    return;
  bw_projection_rollback (projection);
  g_ptr_array_unref (projection->in_order);
  g_hash_table_unref (projection->pending);
  g_hash_table_unref (projection->places);
  g_array_unref (projection->blocks);
  g_free (projection);
}

/* The last journal entry that the tables contain; those behind it are still to be projected. */
guint64
bw_projection_sequence (const BwProjection *projection)
{
  return projection->sequence;
}

gboolean
bw_projection_begin (BwProjection *projection, GError **error)
{
  g_return_val_if_fail (!projection->is_open, FALSE);

  projection->is_open = bw_database_begin (projection->database, error);
  return projection->is_open;
}

static gboolean
add_event (BwProjection *projection, BwTimelineId timeline, guint64 journal_sequence,
           guint64 sequence, const BwOrder *order, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database, "INSERT OR REPLACE INTO order_events VALUES (?,?,?,?,?,?,?,?,?,?)",
      what, error);
  const gint64 numbers[]
      = { bw_table_key (timeline, order->id), (gint64) sequence, (gint64) journal_sequence,
          order->updated, order->status, order->reason, order->quantity.e8, order->filled.e8,
          order->limit_price.e8, order->stop_price.e8 };

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < (int) G_N_ELEMENTS (numbers); i++)
    bw_bind_int (statement, 1 + i, numbers[i]);
  return bw_database_run (projection->database, statement, what, error);
}

static void
gather_order (BwProjection *projection, BwTimelineId timeline, const BwOrder *order)
{
  gint64 key = bw_table_key (timeline, order->id);
  Pending *pending = g_hash_table_lookup (projection->pending, &key);

  if (pending == NULL)
    {
      pending = g_new (Pending, 1);
      pending->key = key;
      pending->timeline = timeline;
      g_hash_table_insert (projection->pending, &pending->key, pending);
      g_ptr_array_add (projection->in_order, pending);
    }
  pending->order = *order;
}

static gboolean
add_fill (BwProjection *projection, BwTimelineId timeline, guint64 journal_sequence,
          const BwFill *fill, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database,
      "INSERT OR REPLACE INTO fills (" BW_FILL_COLUMNS ", journal_sequence) VALUES"
      " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_fill (statement, timeline, fill);
  bw_bind_int (statement, 38, (gint64) journal_sequence);
  return bw_database_run (projection->database, statement, what, error);
}

static gboolean
add_posting (BwProjection *projection, gint64 set_key, int n, const BwPosting *posting,
             GError **error)
{
  sqlite3_stmt *statement
      = bw_database_prepare (projection->database,
                             "INSERT OR REPLACE INTO postings VALUES (?,?,?,?,?,?)", what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, set_key);
  bw_bind_int (statement, 2, n);
  bw_bind_int (statement, 3, posting->ledger);
  bw_bind_int (statement, 4, posting->instrument);
  bw_bind_fixed (statement, 5, posting->amount);
  bw_bind_fixed (statement, 6, posting->quantity);
  return bw_database_run (projection->database, statement, what, error);
}

static gboolean
add_posting_set (BwProjection *projection, BwTimelineId timeline, guint64 journal_sequence,
                 const BwPostingSet *set, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database, "INSERT OR REPLACE INTO posting_sets VALUES (?,?,?,?,?,?,?)", what,
      error);
  gint64 key = bw_table_key (timeline, set->id);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, key);
  bw_bind_int (statement, 2, timeline);
  bw_bind_int (statement, 3, set->account);
  bw_bind_int (statement, 4, set->activity);
  bw_bind_int (statement, 5, set->time);
  bw_bind_int (statement, 6, (gint64) set->fill);
  bw_bind_int (statement, 7, (gint64) journal_sequence);
  if (!bw_database_run (projection->database, statement, what, error))
    return FALSE;
  for (int i = 0; i < MIN (set->n_postings, BW_POSTING_SET_MAX); i++)
    if (!add_posting (projection, key, i, &set->postings[i], error))
      return FALSE;
  return TRUE;
}

/**
 * bw_projection_outputs:
 * @journal_sequence: of the entry that caused the outputs
 *
 * Takes what the core said: order events, fills, posting sets, accounts. Giving the same outputs
 * twice changes nothing.
 */
gboolean
bw_projection_outputs (BwProjection *projection, BwTimelineId timeline, guint64 journal_sequence,
                       const BwOutputs *outputs, GError **error)
{
  g_return_val_if_fail (projection->is_open, FALSE);

  for (const BwOutputHeader *header = bw_outputs_first (outputs); header != NULL;
       header = bw_outputs_next (outputs, header))
    {
      gconstpointer body = bw_output_body (header);
      gboolean is_done = TRUE;

      switch ((BwOutputKind) header->kind)
        {
        case BW_OUTPUT_ORDER:
          gather_order (projection, timeline, body);
          is_done = add_event (projection, timeline, journal_sequence, header->sequence, body, error);
          break;
        case BW_OUTPUT_FILL:
          is_done = add_fill (projection, timeline, journal_sequence, body, error);
          break;
        case BW_OUTPUT_POSTINGS:
          is_done = add_posting_set (projection, timeline, journal_sequence, body, error);
          break;
        case BW_OUTPUT_VERDICTS:
          is_done = bw_verdict_log_add (projection->database, timeline, header->sequence, body, error);
          break;
        case BW_OUTPUT_ACCOUNT:
          is_done = bw_projection_account (projection, timeline, body, error);
          break;
        case BW_OUTPUT_CONDITION:
          is_done = bw_order_details_add_condition (projection->database, timeline, body, error);
          break;
        case BW_OUTPUT_ORDER_DETAIL:
          is_done = bw_order_details_add (projection->database, timeline, body, error);
          break;
        case BW_OUTPUT_CORPORATE_ACTION:
          is_done = bw_corporate_action_add (projection->database, timeline, header->sequence, body, error);
          break;
        case BW_OUTPUT_REFUSED: /* in the journal */
        case BW_OUTPUT_INSTRUMENT:
        case BW_OUTPUT_MARGIN_EVENT:
          break;
        }
      if (!is_done)
        return FALSE;
    }
  return TRUE;
}

/* An account as it is now, in place of what was known of it. */
gboolean
bw_projection_account (BwProjection *projection, BwTimelineId timeline, const BwAccount *account,
                       GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database,
      "INSERT OR REPLACE INTO accounts VALUES"
      " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      what, error);

  g_return_val_if_fail (projection->is_open, FALSE);

  if (statement == NULL)
    return FALSE;
  bw_bind_account (statement, timeline, account);
  return bw_database_run (projection->database, statement, what, error);
}

/* A position as it is now; a quantity of 0 removes it. */
gboolean
bw_projection_position (BwProjection *projection, BwTimelineId timeline,
                        const BwPosition *position, GError **error)
{
  sqlite3_stmt *statement;

  g_return_val_if_fail (projection->is_open, FALSE);

  if (bw_fixed_is_zero (position->quantity))
    {
      statement = bw_database_prepare (
          projection->database,
          "DELETE FROM positions WHERE timeline = ? AND account = ? AND instrument = ?", what,
          error);
      if (statement == NULL)
        return FALSE;
      bw_bind_int (statement, 1, timeline);
      bw_bind_int (statement, 2, position->account);
      bw_bind_int (statement, 3, position->instrument);
    }
  else
    {
      statement = bw_database_prepare (
          projection->database,
          "INSERT OR REPLACE INTO positions VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", what, error);
      if (statement == NULL)
        return FALSE;
      bw_bind_position (statement, timeline, position);
    }
  return bw_database_run (projection->database, statement, what, error);
}

/* A point of an account's equity curve; a second one of the same time replaces the first. */
gboolean
bw_projection_equity (BwProjection *projection, BwTimelineId timeline, BwAccountId account,
                      const BwEquitySample *sample, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database, "INSERT OR REPLACE INTO equity VALUES (?,?,?,?,?,?,?,?,?,?)", what,
      error);
  const gint64 numbers[]
      = { timeline, account, sample->time, sample->equity.e8, sample->cash.e8,
          sample->long_value.e8, sample->short_value.e8, sample->realized.e8, sample->fees.e8,
          sample->deposits.e8 };

  g_return_val_if_fail (projection->is_open, FALSE);

  if (statement == NULL)
    return FALSE;
  for (int i = 0; i < (int) G_N_ELEMENTS (numbers); i++)
    bw_bind_int (statement, 1 + i, numbers[i]);
  return bw_database_run (projection->database, statement, what, error);
}

static gboolean
next_place (BwProjection *projection, BwTimelineId timeline, BwAccountId account, guint64 *place,
            GError **error)
{
  gint64 key = (gint64) ((guint64) timeline << 32 | account);
  Places *places = g_hash_table_lookup (projection->places, &key);

  if (places == NULL)
    {
      sqlite3_stmt *statement = bw_database_prepare (
          projection->database,
          "SELECT ifnull (max (place), 0) FROM orders WHERE timeline = ? AND account = ?", what,
          error);

      if (statement == NULL)
        return FALSE;
      bw_bind_int (statement, 1, timeline);
      bw_bind_int (statement, 2, account);
      if (!bw_database_next (projection->database, statement, what, error))
        return FALSE;
      places = g_new (Places, 1);
      places->key = key;
      places->n_places = (guint64) sqlite3_column_int64 (statement, 0);
      sqlite3_reset (statement);
      g_hash_table_insert (projection->places, &places->key, places);
    }
  *place = ++places->n_places;
  return TRUE;
}

/* Changes of one block come in a row, more often than not: look at the newest few. */
static void
change_block (BwProjection *projection, BwTimelineId timeline, BwAccountId account, guint64 place,
              BwOrderState state, int n)
{
  BlockChange change = { timeline, account, state, (place - 1) / BW_ORDERS_BLOCK, n };

  for (guint i = projection->blocks->len; i > 0 && i + 16 > projection->blocks->len; i--)
    {
      BlockChange *known = &g_array_index (projection->blocks, BlockChange, i - 1);

      if (known->timeline == timeline && known->account == account && known->state == state
          && known->block == change.block)
        {
          known->n += n;
          return;
        }
    }
  g_array_append_val (projection->blocks, change);
}

/* The place and state the order's row has now; place 0 when there is no row yet. */
static gboolean
find_row (BwProjection *projection, gint64 key, guint64 *place, BwOrderState *state,
          GError **error)
{
  GError *failure = NULL;
  sqlite3_stmt *statement
      = bw_database_prepare (projection->database, "SELECT place, state FROM orders WHERE key = ?",
                             what, error);

  if (statement == NULL)
    return FALSE;
  *place = 0;
  bw_bind_int (statement, 1, key);
  if (bw_database_next (projection->database, statement, what, &failure))
    {
      *place = (guint64) sqlite3_column_int64 (statement, 0);
      *state = sqlite3_column_int (statement, 1);
      sqlite3_reset (statement);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gboolean
insert_order (BwProjection *projection, const Pending *pending, guint64 place, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database,
      "INSERT INTO orders (" BW_ORDER_COLUMNS ") VALUES"
      " (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_order (statement, pending->timeline, place, &pending->order);
  return bw_database_run (projection->database, statement, what, error);
}

/* Only what may change in an order's life. */
static gboolean
update_order (BwProjection *projection, const Pending *pending, guint64 place, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database,
      "UPDATE orders SET state = ?5, status = ?15, flags = ?16, reason = ?17, quantity_e8 = ?18,"
      " filled_e8 = ?19, filled_cost_high = ?20, filled_cost_low = ?21, limit_price_e8 = ?22,"
      " stop_price_e8 = ?23, trail_e8 = ?24, notional_e8 = ?25, updated = ?27, expires = ?28,"
      " replaced_by = ?31 WHERE key = ?1",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_order (statement, pending->timeline, place, &pending->order);
  return bw_database_run (projection->database, statement, what, error);
}

static gboolean
write_order (BwProjection *projection, const Pending *pending, GError **error)
{
  const BwOrder *order = &pending->order;
  BwOrderState state = bw_order_state_of (order->status), state_before = 0;
  guint64 place = 0;

  if (!find_row (projection, pending->key, &place, &state_before, error))
    return FALSE;
  if (place == 0)
    {
      if (!next_place (projection, pending->timeline, order->account, &place, error)
          || !insert_order (projection, pending, place, error))
        return FALSE;
      change_block (projection, pending->timeline, order->account, place, state, 1);
      return TRUE;
    }
  if (!update_order (projection, pending, place, error))
    return FALSE;
  if (state != state_before)
    {
      change_block (projection, pending->timeline, order->account, place, state_before, -1);
      change_block (projection, pending->timeline, order->account, place, state, 1);
    }
  return TRUE;
}

static gboolean
write_block (BwProjection *projection, const BlockChange *change, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database,
      "INSERT INTO order_blocks VALUES (?, ?, ?, ?, ?)"
      " ON CONFLICT (timeline, account, state, block) DO UPDATE SET n = n + excluded.n",
      what, error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, change->timeline);
  bw_bind_int (statement, 2, change->account);
  bw_bind_int (statement, 3, change->state);
  bw_bind_int (statement, 4, (gint64) change->block);
  bw_bind_int (statement, 5, change->n);
  return bw_database_run (projection->database, statement, what, error);
}

static gboolean
write_mark (BwProjection *projection, guint64 sequence, GError **error)
{
  sqlite3_stmt *statement = bw_database_prepare (
      projection->database, "UPDATE marks SET value = ? WHERE name = '" PROJECTED_TO "'", what,
      error);

  if (statement == NULL)
    return FALSE;
  bw_bind_int (statement, 1, (gint64) sequence);
  return bw_database_run (projection->database, statement, what, error);
}

static void
forget_pending (BwProjection *projection)
{
  g_ptr_array_set_size (projection->in_order, 0);
  g_hash_table_remove_all (projection->pending);
  g_array_set_size (projection->blocks, 0);
}

static gboolean
write_pending (BwProjection *projection, GError **error)
{
  for (guint i = 0; i < projection->in_order->len; i++)
    if (!write_order (projection, projection->in_order->pdata[i], error))
      return FALSE;
  for (guint i = 0; i < projection->blocks->len; i++)
    if (!write_block (projection, &g_array_index (projection->blocks, BlockChange, i), error))
      return FALSE;
  return TRUE;
}

/**
 * bw_projection_commit:
 * @journal_sequence: the last journal entry whose outputs were given
 *
 * Writes it all, or nothing and an error; then the projection is as before the begin.
 */
gboolean
bw_projection_commit (BwProjection *projection, guint64 journal_sequence, GError **error)
{
  g_return_val_if_fail (projection->is_open, FALSE);

  if (!write_pending (projection, error) || !write_mark (projection, journal_sequence, error)
      || !bw_database_commit (projection->database, error))
    {
      bw_projection_rollback (projection);
      return FALSE;
    }
  projection->is_open = FALSE;
  projection->sequence = journal_sequence;
  forget_pending (projection);
  return TRUE;
}

/* Drops what was given since the begin. */
void
bw_projection_rollback (BwProjection *projection)
{
  if (!projection->is_open)
    return;
  bw_database_rollback (projection->database);
  projection->is_open = FALSE;
  forget_pending (projection);
  g_hash_table_remove_all (projection->places);
}

/**
 * bw_projection_reset:
 *
 * Empties the tables, so that they can be made again from the journal's start.
 */
gboolean
bw_projection_reset (BwProjection *projection, GError **error)
{
  static const char sql[] = "DELETE FROM orders; DELETE FROM order_blocks;"
                            "DELETE FROM order_events; DELETE FROM fills;"
                            "DELETE FROM posting_sets; DELETE FROM postings;"
                            "DELETE FROM accounts; DELETE FROM positions; DELETE FROM equity;"
                            "DELETE FROM verdicts; DELETE FROM order_details;"
                            "DELETE FROM corporate_actions;";

  g_return_val_if_fail (!projection->is_open, FALSE);

  if (!bw_projection_begin (projection, error))
    return FALSE;
  if (!bw_database_exec (projection->database, sql, what, error))
    {
      bw_projection_rollback (projection);
      return FALSE;
    }
  g_hash_table_remove_all (projection->places);
  return bw_projection_commit (projection, 0, error);
}
