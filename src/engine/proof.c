/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/proof.h"

#include <string.h>

#define PAGE 4096
/* Enough to see what kind of trouble it is. */
#define FAILURES_MAX 20

BwProof *
bw_proof_new (void)
{
  BwProof *proof = g_new0 (BwProof, 1);

  proof->orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  proof->fills = g_array_new (FALSE, FALSE, sizeof (BwFill));
  proof->posting_sets = g_array_new (FALSE, FALSE, sizeof (BwPostingSet));
  return proof;
}

void
bw_proof_free (BwProof *proof)
{
  g_hash_table_unref (proof->orders);
  g_array_unref (proof->fills);
  g_array_unref (proof->posting_sets);
  g_free (proof);
}

static void
add_order (BwProof *proof, const BwOrder *order)
{
  BwOrder *entry = g_hash_table_lookup (proof->orders, &order->id);

  if (entry != NULL)
    {
      *entry = *order;
      return;
    }
  entry = g_memdup2 (order, sizeof *order);
  g_hash_table_insert (proof->orders, &entry->id, entry);
}

static void
add_postings (BwProof *proof, const BwPostingSet *set)
{
  /* The record in the outputs is cut off behind the last posting. */
  BwPostingSet whole = { 0 };

  memcpy (&whole, set, G_STRUCT_OFFSET (BwPostingSet, postings) + set->n_postings * sizeof (BwPosting));
  g_array_append_val (proof->posting_sets, whole);
}

void
bw_proof_add (BwProof *proof, const BwOutputs *outputs)
{
  for (const BwOutputHeader *h = bw_outputs_first (outputs); h != NULL; h = bw_outputs_next (outputs, h))
    switch ((BwOutputKind) h->kind)
      {
      case BW_OUTPUT_ORDER:
        add_order (proof, bw_output_body (h));
        break;
      case BW_OUTPUT_FILL:
        g_array_append_vals (proof->fills, bw_output_body (h), 1);
        break;
      case BW_OUTPUT_POSTINGS:
        add_postings (proof, bw_output_body (h));
        break;
      case BW_OUTPUT_REFUSED:
      case BW_OUTPUT_ACCOUNT:
      case BW_OUTPUT_CONDITION:
      case BW_OUTPUT_INSTRUMENT:
      case BW_OUTPUT_CORPORATE_ACTION:
      case BW_OUTPUT_VERDICTS:
      case BW_OUTPUT_ORDER_DETAIL:
      case BW_OUTPUT_MARGIN_EVENT:
        break;
      }
}

static void G_GNUC_PRINTF (2, 3)
fail (GPtrArray *failures, const char *format, ...)
{
  va_list arguments;

  if (failures->len > FAILURES_MAX)
    return;
  if (failures->len == FAILURES_MAX)
    {
      g_ptr_array_add (failures, g_strdup ("And more like these."));
      return;
    }
  va_start (arguments, format);
  g_ptr_array_add (failures, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static gboolean
is_same_order (const BwOrder *a, const BwOrder *b)
{
  return a->id == b->id && memcmp (&a->uuid, &b->uuid, sizeof a->uuid) == 0 && a->account == b->account &&
         a->instrument == b->instrument && a->side == b->side && a->intent == b->intent && a->type == b->type &&
         a->tif == b->tif && a->status == b->status && a->flags == b->flags && a->reason == b->reason &&
         a->quantity.e8 == b->quantity.e8 && a->filled.e8 == b->filled.e8 &&
         a->filled_cost_e16 == b->filled_cost_e16 && a->limit_price.e8 == b->limit_price.e8 &&
         a->stop_price.e8 == b->stop_price.e8 && a->created == b->created && a->updated == b->updated &&
         a->expires == b->expires && a->replaces == b->replaces && a->replaced_by == b->replaced_by;
}

static gboolean
is_same_fill (const BwFill *a, const BwFill *b)
{
  return a->id == b->id && a->order == b->order && a->account == b->account && a->instrument == b->instrument &&
         a->side == b->side && a->time == b->time && a->quantity.e8 == b->quantity.e8 && a->price.e8 == b->price.e8 &&
         a->fee.e8 == b->fee.e8 && a->realized.e8 == b->realized.e8 && a->position_after.e8 == b->position_after.e8 &&
         a->certificate.rule == b->certificate.rule && a->certificate.level_price.e8 == b->certificate.level_price.e8 &&
         a->certificate.market.time == b->certificate.market.time;
}

static gboolean
is_same_posting_set (const BwPostingSet *a, const BwPostingSet *b)
{
  if (a->id != b->id || a->account != b->account || a->activity != b->activity || a->n_postings != b->n_postings ||
      a->time != b->time || a->fill != b->fill)
    return FALSE;
  for (guint i = 0; i < a->n_postings; i++)
    if (a->postings[i].ledger != b->postings[i].ledger || a->postings[i].instrument != b->postings[i].instrument ||
        a->postings[i].amount.e8 != b->postings[i].amount.e8 ||
        a->postings[i].quantity.e8 != b->postings[i].quantity.e8)
      return FALSE;
  return TRUE;
}

static gboolean
compare_orders (BwProof *proof, BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
                guint64 *n_compared, GPtrArray *failures, GError **error)
{
  BwOrdersQuery query = { .timeline = timeline, .account = account };
  guint64 offset = 0;

  for (;;)
    {
      g_autoptr (GArray) orders = bw_trading_reader_orders (reader, &query, offset, PAGE, error);

      if (orders == NULL)
        return FALSE;
      for (guint i = 0; i < orders->len; i++)
        {
          const BwOrder *order = &g_array_index (orders, BwOrder, i);
          const BwOrder *expected = g_hash_table_lookup (proof->orders, &order->id);

          if (expected == NULL)
            fail (failures, "The tables have an order %" G_GUINT64_FORMAT " that the journal doesn't have.", order->id);
          else if (!is_same_order (order, expected))
            fail (failures, "Order %" G_GUINT64_FORMAT " in the tables is not what the journal makes of it.", order->id);
        }
      *n_compared += orders->len;
      offset += orders->len;
      if (orders->len < PAGE)
        return TRUE;
    }
}

static gboolean
compare_fills (BwProof *proof, BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
               guint64 *n_compared, GPtrArray *failures, GError **error)
{
  BwFillId after = 0;
  guint place = 0;

  for (;;)
    {
      g_autoptr (GArray) fills = bw_trading_reader_fills (reader, timeline, account, after, PAGE, error);

      if (fills == NULL)
        return FALSE;
      for (guint i = 0; i < fills->len; i++)
        {
          const BwFill *fill = &g_array_index (fills, BwFill, i);

          while (place < proof->fills->len && (g_array_index (proof->fills, BwFill, place).account != account ||
                                               g_array_index (proof->fills, BwFill, place).id < fill->id))
            place++;
          if (place >= proof->fills->len || !is_same_fill (fill, &g_array_index (proof->fills, BwFill, place)))
            fail (failures, "Fill %" G_GUINT64_FORMAT " in the tables is not what the journal makes of it.", fill->id);
          after = fill->id;
        }
      *n_compared += fills->len;
      if (fills->len < PAGE)
        return TRUE;
    }
}

static gboolean
compare_postings (BwProof *proof, BwTradingReader *reader, BwTimelineId timeline, BwAccountId account,
                  guint64 *n_compared, GPtrArray *failures, GError **error)
{
  guint64 after = 0;
  guint place = 0;

  for (;;)
    {
      g_autoptr (GArray) sets = bw_trading_reader_posting_sets (reader, timeline, account, after, PAGE, error);

      if (sets == NULL)
        return FALSE;
      for (guint i = 0; i < sets->len; i++)
        {
          const BwPostingSet *set = &g_array_index (sets, BwPostingSet, i);

          while (place < proof->posting_sets->len &&
                 (g_array_index (proof->posting_sets, BwPostingSet, place).account != account ||
                  g_array_index (proof->posting_sets, BwPostingSet, place).id < set->id))
            place++;
          if (place >= proof->posting_sets->len ||
              !is_same_posting_set (set, &g_array_index (proof->posting_sets, BwPostingSet, place)))
            fail (failures, "Posting set %" G_GUINT64_FORMAT " in the tables is not what the journal makes of it.",
                  set->id);
          after = set->id;
        }
      *n_compared += sets->len;
      if (sets->len < PAGE)
        return TRUE;
    }
}

static void
check_sums (const BwProof *proof, GPtrArray *failures)
{
  for (guint i = 0; i < proof->posting_sets->len; i++)
    {
      const BwPostingSet *set = &g_array_index (proof->posting_sets, BwPostingSet, i);
      __int128 sum = 0;

      for (guint k = 0; k < set->n_postings; k++)
        sum += set->postings[k].amount.e8;
      if (sum != 0)
        fail (failures, "Posting set %" G_GUINT64_FORMAT " doesn't sum to zero.", set->id);
    }
}

/**
 * bw_proof_compare:
 * @core: what the replay ended in
 *
 * Errors: those of the reader. Returns %TRUE when it could be compared, whatever came of it.
 */
gboolean
bw_proof_compare (BwProof *proof, BwTradingReader *reader, BwTimelineId timeline, const BwCore *core,
                  GPtrArray *failures, GError **error)
{
  guint64 n_orders = 0, n_fills = 0, n_sets = 0;

  check_sums (proof, failures);
  for (gsize i = 0; i < bw_core_n_accounts (core); i++)
    {
      BwAccountId account = bw_core_account_at (core, i)->id;

      if (!compare_orders (proof, reader, timeline, account, &n_orders, failures, error) ||
          !compare_fills (proof, reader, timeline, account, &n_fills, failures, error) ||
          !compare_postings (proof, reader, timeline, account, &n_sets, failures, error))
        return FALSE;
    }
  if (n_orders != g_hash_table_size (proof->orders))
    fail (failures, "The journal makes %u orders, the tables have %" G_GUINT64_FORMAT ".",
          g_hash_table_size (proof->orders), n_orders);
  if (n_fills != proof->fills->len)
    fail (failures, "The journal makes %u fills, the tables have %" G_GUINT64_FORMAT ".", proof->fills->len, n_fills);
  if (n_sets != proof->posting_sets->len)
    fail (failures, "The journal makes %u posting sets, the tables have %" G_GUINT64_FORMAT ".",
          proof->posting_sets->len, n_sets);
  return TRUE;
}
