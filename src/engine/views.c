/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/views.h"

#include <string.h>

/* Prints shown of an instrument's tape. */
#define TAPE_KEPT 200

typedef struct
{
  BwAccountView view;
  GArray *positions;  /* (owned): BwPosition */
  GHashTable *orders; /* (owned): BwOrderId -> BwOrder (owned) */
  GPtrArray *list;    /* (owned): the orders by id; stale while is_list_stale */
  gboolean is_list_stale;
} AccountEntry;

typedef struct
{
  guint n_subscribers;
  gboolean has_depth;
  BwDepth depth;
  GArray *prints;  /* (owned): BwTapeView, newest last */
  GArray *minutes; /* (owned): BwMinuteView, of the last update */
} TapeEntry;

struct _BwViews
{
  GArray *timelines;      /* BwTimelineView, by id */
  GPtrArray *accounts;    /* AccountEntry, in the order they were opened */
  GHashTable *quotes;     /* key -> BwQuoteView */
  GHashTable *tapes;      /* key -> TapeEntry */
  GHashTable *listings;   /* timeline -> GArray of BwInstrumentId, by symbol */
  GArray *activities;     /* BwActivityView, newest last */
  GArray *happenings;     /* BwHappeningView, newest last */
  GArray *jobs;           /* BwJobView */
  GPtrArray *instruments; /* BwInstrumentUpdate, by symbol */
  GPtrArray *by_id;       /* (borrowed) BwInstrumentUpdate by id */
  GHashTable *former;    /* (owned): a name it had -> (borrowed) BwInstrumentUpdate */
  GHashTable *by_symbol;  /* (borrowed) symbol -> BwInstrumentUpdate */
};

static gint64 *
new_key (BwTimelineId timeline, guint32 number)
{
  gint64 key = (gint64) timeline << 32 | number;

  return g_memdup2 (&key, sizeof key);
}

static gpointer
look_up (GHashTable *table, BwTimelineId timeline, guint32 number)
{
  gint64 key = (gint64) timeline << 32 | number;

  return g_hash_table_lookup (table, &key);
}

static void
free_account (gpointer data)
{
  AccountEntry *entry = data;

  g_array_unref (entry->positions);
  g_hash_table_unref (entry->orders);
  g_ptr_array_unref (entry->list);
  g_free (entry);
}

static void
free_tape (gpointer data)
{
  TapeEntry *entry = data;

  g_array_unref (entry->prints);
  g_array_unref (entry->minutes);
  g_free (entry);
}

BwViews *
bw_views_new (void)
{
  BwViews *views = g_new0 (BwViews, 1);

  views->timelines = g_array_new (FALSE, FALSE, sizeof (BwTimelineView));
  views->accounts = g_ptr_array_new_with_free_func (free_account);
  views->quotes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  views->tapes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_tape);
  views->listings = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  views->happenings = g_array_new (FALSE, FALSE, sizeof (BwHappeningView));
  views->activities = g_array_new (FALSE, FALSE, sizeof (BwActivityView));
  views->jobs = g_array_new (FALSE, FALSE, sizeof (BwJobView));
  views->instruments = g_ptr_array_new_with_free_func (g_free);
  views->by_id = g_ptr_array_new ();
  views->by_symbol = g_hash_table_new (g_str_hash, g_str_equal);
  views->former = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return views;
}

void
bw_views_free (BwViews *views)
{
  g_array_unref (views->timelines);
  g_ptr_array_unref (views->accounts);
  g_hash_table_unref (views->quotes);
  g_hash_table_unref (views->tapes);
  g_hash_table_unref (views->listings);
  g_array_unref (views->activities);
  g_array_unref (views->happenings);
  g_array_unref (views->jobs);
  g_hash_table_unref (views->by_symbol);
  g_hash_table_unref (views->former);
  g_ptr_array_unref (views->by_id);
  g_ptr_array_unref (views->instruments);
  g_free (views);
}

static AccountEntry *
find_account (BwViews *views, BwTimelineId timeline, BwAccountId account)
{
  for (guint i = 0; i < views->accounts->len; i++)
    {
      AccountEntry *entry = g_ptr_array_index (views->accounts, i);

      if (entry->view.timeline == timeline && entry->view.account.id == account)
        return entry;
    }
  return NULL;
}

static AccountEntry *
ensure_account (BwViews *views, BwTimelineId timeline, BwAccountId account)
{
  AccountEntry *entry = find_account (views, timeline, account);

  if (entry != NULL)
    return entry;
  entry = g_new0 (AccountEntry, 1);
  entry->view.timeline = timeline;
  entry->view.account.id = account;
  entry->positions = g_array_new (FALSE, FALSE, sizeof (BwPosition));
  entry->orders = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  entry->list = g_ptr_array_new ();
  g_ptr_array_add (views->accounts, entry);
  return entry;
}

static gint
compare_instruments (gconstpointer a, gconstpointer b)
{
  const BwInstrumentUpdate *const *left = a, *const *right = b;
  int order = strcmp ((*left)->instrument.symbol, (*right)->instrument.symbol);

  return order != 0 ? order : (int) (*left)->instrument.id - (int) (*right)->instrument.id;
}

static void
apply_instruments (BwViews *views, const BwUpdate *update)
{
  for (guint i = 0; i < update->instruments->len; i++)
    {
      const BwInstrumentUpdate *change = &g_array_index (update->instruments, BwInstrumentUpdate, i);
      BwInstrumentUpdate *entry = NULL;

      if (change->instrument.id >= views->by_id->len)
        g_ptr_array_set_size (views->by_id, change->instrument.id + 1);
      entry = g_ptr_array_index (views->by_id, change->instrument.id);
      if (entry == NULL)
        {
          entry = g_new0 (BwInstrumentUpdate, 1);
          g_ptr_array_add (views->instruments, entry);
          views->by_id->pdata[change->instrument.id] = entry;
        }
      else if (g_hash_table_lookup (views->by_symbol, entry->instrument.symbol) == entry)
        g_hash_table_remove (views->by_symbol, entry->instrument.symbol);
      if (*entry->instrument.symbol != '\0' && !g_str_equal (entry->instrument.symbol, change->instrument.symbol))
        g_hash_table_insert (views->former, g_strdup (entry->instrument.symbol), entry);
      entry->instrument = change->instrument;
      if (change->description != NULL)
        entry->description = change->description;
      g_hash_table_insert (views->by_symbol, entry->instrument.symbol, entry);
    }
  if (update->instruments->len > 0)
    g_ptr_array_sort (views->instruments, compare_instruments);
}

static gint
compare_symbols (gconstpointer a, gconstpointer b, gpointer user_data)
{
  BwViews *views = user_data;
  const BwInstrument *left = bw_views_instrument (views, *(const BwInstrumentId *) a);
  const BwInstrument *right = bw_views_instrument (views, *(const BwInstrumentId *) b);

  return g_strcmp0 (left != NULL ? left->symbol : "", right != NULL ? right->symbol : "");
}

static void
apply_listings (BwViews *views, const BwUpdate *update)
{
  for (guint i = 0; i < update->listings->len; i++)
    {
      const BwListingUpdate *change = &g_array_index (update->listings, BwListingUpdate, i);
      GArray *ids = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

      g_array_append_vals (ids, &g_array_index (update->ids, BwInstrumentId, change->first_id), change->n_ids);
      g_array_sort_with_data (ids, compare_symbols, views);
      g_hash_table_insert (views->listings, GUINT_TO_POINTER (change->timeline), ids);
    }
}

static void
apply_timelines (BwViews *views, const BwUpdate *update)
{
  for (guint i = 0; i < update->timelines->len; i++)
    {
      const BwTimelineView *change = &g_array_index (update->timelines, BwTimelineView, i);
      guint k = 0;

      while (k < views->timelines->len && g_array_index (views->timelines, BwTimelineView, k).id < change->id)
        k++;
      if (k < views->timelines->len && g_array_index (views->timelines, BwTimelineView, k).id == change->id)
        g_array_index (views->timelines, BwTimelineView, k) = *change;
      else
        g_array_insert_vals (views->timelines, k, change, 1);
    }
  for (guint i = 0; i < update->timelines_closed->len; i++)
    {
      BwTimelineId closed = g_array_index (update->timelines_closed, BwTimelineId, i);

      for (guint k = views->timelines->len; k-- > 0;)
        if (g_array_index (views->timelines, BwTimelineView, k).id == closed)
          g_array_remove_index (views->timelines, k);
      for (guint k = views->accounts->len; k-- > 0;)
        if (((AccountEntry *) g_ptr_array_index (views->accounts, k))->view.timeline == closed)
          g_ptr_array_remove_index (views->accounts, k);
    }
}

static void
apply_quotes (BwViews *views, const BwUpdate *update)
{
  for (guint i = 0; i < update->quotes->len; i++)
    {
      const BwQuoteUpdate *change = &g_array_index (update->quotes, BwQuoteUpdate, i);
      BwQuoteView *quote = look_up (views->quotes, change->timeline, change->quote.instrument);

      if (quote != NULL)
        *quote = change->quote;
      else
        g_hash_table_insert (views->quotes, new_key (change->timeline, change->quote.instrument),
                             g_memdup2 (&change->quote, sizeof change->quote));
    }
}

static void
apply_accounts (BwViews *views, const BwUpdate *update)
{
  for (guint i = 0; i < update->accounts->len; i++)
    {
      const BwAccountUpdate *change = &g_array_index (update->accounts, BwAccountUpdate, i);
      AccountEntry *entry = ensure_account (views, change->view.timeline, change->view.account.id);

      entry->view = change->view;
      g_array_set_size (entry->positions, 0);
      g_array_append_vals (entry->positions, &g_array_index (update->positions, BwPosition, change->first_position),
                           change->n_positions);
    }
}

static void
apply_orders (BwViews *views, const BwUpdate *update)
{
  for (guint i = 0; i < update->orders->len; i++)
    {
      const BwOrderUpdate *change = &g_array_index (update->orders, BwOrderUpdate, i);
      AccountEntry *entry = ensure_account (views, change->timeline, change->order.account);
      BwOrder *order = g_hash_table_lookup (entry->orders, &change->order.id);

      if (!bw_order_status_is_open (change->order.status))
        {
          if (order == NULL)
            continue;
          g_hash_table_remove (entry->orders, &change->order.id);
        }
      else if (order != NULL)
        {
          *order = change->order;
          continue;
        }
      else
        {
          order = g_memdup2 (&change->order, sizeof change->order);
          g_hash_table_insert (entry->orders, &order->id, order);
        }
      entry->is_list_stale = TRUE;
    }
}

static void
apply_tape (BwViews *views, const BwUpdate *update, const BwTapeUpdate *change)
{
  TapeEntry *entry = look_up (views->tapes, change->timeline, change->instrument);

  if (entry == NULL)
    return;
  if (change->has_depth)
    {
      entry->depth = change->depth;
      entry->has_depth = TRUE;
    }
  if (entry->prints->len + change->n_prints > 2 * TAPE_KEPT)
    g_array_remove_range (entry->prints, 0, MIN (entry->prints->len, TAPE_KEPT));
  g_array_append_vals (entry->prints, &g_array_index (update->prints, BwTapeView, change->first_print),
                       change->n_prints);
  g_array_append_vals (entry->minutes, &g_array_index (update->minutes, BwMinuteView, change->first_minute),
                       change->n_minutes);
}

static void
apply_tapes (BwViews *views, const BwUpdate *update)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, views->tapes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_array_set_size (((TapeEntry *) value)->minutes, 0);
  for (guint i = 0; i < update->tapes->len; i++)
    apply_tape (views, update, &g_array_index (update->tapes, BwTapeUpdate, i));
}

static void
apply_jobs (BwViews *views, const BwUpdate *update)
{
  for (guint i = 0; i < update->jobs->len; i++)
    {
      const BwJobView *change = &g_array_index (update->jobs, BwJobView, i);
      guint k = 0;

      while (k < views->jobs->len && g_array_index (views->jobs, BwJobView, k).id != change->id)
        k++;
      if (k < views->jobs->len)
        g_array_index (views->jobs, BwJobView, k) = *change;
      else
        g_array_append_vals (views->jobs, change, 1);
    }
}

void
bw_views_apply (BwViews *views, const BwUpdate *update)
{
  apply_instruments (views, update);
  apply_timelines (views, update);
  apply_listings (views, update);
  apply_quotes (views, update);
  apply_accounts (views, update);
  apply_orders (views, update);
  apply_tapes (views, update);
  apply_jobs (views, update);
  g_array_append_vals (views->happenings, update->happenings->data, update->happenings->len);
  if (views->happenings->len > 2 * BW_HAPPENINGS_KEPT)
    g_array_remove_range (views->happenings, 0, views->happenings->len - BW_HAPPENINGS_KEPT);
  g_array_append_vals (views->activities, update->activities->data, update->activities->len);
  if (views->activities->len > 2 * BW_ACTIVITIES_KEPT)
    g_array_remove_range (views->activities, 0, views->activities->len - BW_ACTIVITIES_KEPT);
}

gsize
bw_views_n_timelines (BwViews *views)
{
  return views->timelines->len;
}

const BwTimelineView *
bw_views_timeline_at (BwViews *views, gsize index)
{
  return index < views->timelines->len ? &g_array_index (views->timelines, BwTimelineView, index) : NULL;
}

const BwTimelineView *
bw_views_timeline (BwViews *views, BwTimelineId timeline)
{
  for (guint i = 0; i < views->timelines->len; i++)
    if (g_array_index (views->timelines, BwTimelineView, i).id == timeline)
      return &g_array_index (views->timelines, BwTimelineView, i);
  return NULL;
}

gsize
bw_views_n_accounts (BwViews *views)
{
  return views->accounts->len;
}

const BwAccountView *
bw_views_account_at (BwViews *views, gsize index)
{
  return index < views->accounts->len ? &((AccountEntry *) g_ptr_array_index (views->accounts, index))->view : NULL;
}

const BwAccountView *
bw_views_account (BwViews *views, BwTimelineId timeline, BwAccountId account)
{
  AccountEntry *entry = find_account (views, timeline, account);

  return entry != NULL ? &entry->view : NULL;
}

const BwPosition *
bw_views_positions (BwViews *views, BwTimelineId timeline, BwAccountId account, gsize *n_positions)
{
  AccountEntry *entry = find_account (views, timeline, account);

  *n_positions = entry != NULL ? entry->positions->len : 0;
  return entry != NULL ? (const BwPosition *) entry->positions->data : NULL;
}

static gint
compare_orders (gconstpointer a, gconstpointer b)
{
  const BwOrder *const *left = a, *const *right = b;

  return ((*left)->id > (*right)->id) - ((*left)->id < (*right)->id);
}

const BwOrder *const *
bw_views_open_orders (BwViews *views, BwTimelineId timeline, BwAccountId account, gsize *n_orders)
{
  AccountEntry *entry = find_account (views, timeline, account);
  GHashTableIter iter;
  gpointer value;

  *n_orders = 0;
  if (entry == NULL)
    return NULL;
  if (entry->is_list_stale)
    {
      g_ptr_array_set_size (entry->list, 0);
      g_hash_table_iter_init (&iter, entry->orders);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        g_ptr_array_add (entry->list, value);
      g_ptr_array_sort (entry->list, compare_orders);
      entry->is_list_stale = FALSE;
    }
  *n_orders = entry->list->len;
  return (const BwOrder *const *) entry->list->pdata;
}

const BwQuoteView *
bw_views_quote (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument)
{
  return look_up (views->quotes, timeline, instrument);
}

gsize
bw_views_n_activities (BwViews *views)
{
  return MIN (views->activities->len, BW_ACTIVITIES_KEPT);
}

const BwActivityView *
bw_views_activity_at (BwViews *views, gsize index)
{
  if (index >= bw_views_n_activities (views))
    return NULL;
  return &g_array_index (views->activities, BwActivityView, views->activities->len - 1 - index);
}

gsize
bw_views_n_happenings (BwViews *views)
{
  return MIN (views->happenings->len, BW_HAPPENINGS_KEPT);
}

const BwHappeningView *
bw_views_happening_at (BwViews *views, gsize index)
{
  if (index >= bw_views_n_happenings (views))
    return NULL;
  return &g_array_index (views->happenings, BwHappeningView, views->happenings->len - 1 - index);
}

gsize
bw_views_n_jobs (BwViews *views)
{
  return views->jobs->len;
}

const BwJobView *
bw_views_job_at (BwViews *views, gsize index)
{
  return index < views->jobs->len ? &g_array_index (views->jobs, BwJobView, index) : NULL;
}

gsize
bw_views_n_instruments (BwViews *views)
{
  return views->instruments->len;
}

const BwInstrument *
bw_views_instrument_at (BwViews *views, gsize index)
{
  if (index >= views->instruments->len)
    return NULL;
  return &((BwInstrumentUpdate *) g_ptr_array_index (views->instruments, index))->instrument;
}

static BwInstrumentUpdate *
find_by_id (BwViews *views, BwInstrumentId instrument)
{
  return instrument < views->by_id->len ? g_ptr_array_index (views->by_id, instrument) : NULL;
}

const BwInstrument *
bw_views_instrument (BwViews *views, BwInstrumentId instrument)
{
  BwInstrumentUpdate *entry = find_by_id (views, instrument);

  return entry != NULL ? &entry->instrument : NULL;
}

const BwInstrument *
bw_views_find_instrument (BwViews *views, const char *symbol)
{
  g_autofree char *upper = g_ascii_strup (symbol, -1);
  BwInstrumentUpdate *entry = g_hash_table_lookup (views->by_symbol, upper);

  if (entry == NULL)
    entry = g_hash_table_lookup (views->former, upper);
  return entry != NULL ? &entry->instrument : NULL;
}

const char *
bw_views_description (BwViews *views, BwInstrumentId instrument)
{
  BwInstrumentUpdate *entry = find_by_id (views, instrument);

  return entry != NULL ? entry->description : NULL;
}

const BwInstrumentId *
bw_views_listing (BwViews *views, BwTimelineId timeline, gsize *n_instruments)
{
  GArray *ids = g_hash_table_lookup (views->listings, GUINT_TO_POINTER (timeline));

  *n_instruments = ids != NULL ? ids->len : 0;
  return ids != NULL ? (const BwInstrumentId *) ids->data : NULL;
}

gboolean
bw_views_subscribe (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument)
{
  TapeEntry *entry = look_up (views->tapes, timeline, instrument);

  if (entry == NULL)
    {
      entry = g_new0 (TapeEntry, 1);
      entry->prints = g_array_new (FALSE, FALSE, sizeof (BwTapeView));
      entry->minutes = g_array_new (FALSE, FALSE, sizeof (BwMinuteView));
      g_hash_table_insert (views->tapes, new_key (timeline, instrument), entry);
    }
  return entry->n_subscribers++ == 0;
}

gboolean
bw_views_unsubscribe (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument)
{
  gint64 key = (gint64) timeline << 32 | instrument;
  TapeEntry *entry = g_hash_table_lookup (views->tapes, &key);

  if (entry == NULL || --entry->n_subscribers > 0)
    return FALSE;
  g_hash_table_remove (views->tapes, &key);
  return TRUE;
}

gboolean
bw_views_depth (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument, BwDepth *depth)
{
  TapeEntry *entry = look_up (views->tapes, timeline, instrument);

  if (entry == NULL || !entry->has_depth)
    return FALSE;
  *depth = entry->depth;
  return TRUE;
}

const BwTapeView *
bw_views_tape (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument, gsize *n_prints)
{
  TapeEntry *entry = look_up (views->tapes, timeline, instrument);

  *n_prints = entry != NULL ? entry->prints->len : 0;
  return entry != NULL ? (const BwTapeView *) entry->prints->data : NULL;
}

const BwMinuteView *
bw_views_minutes (BwViews *views, BwTimelineId timeline, BwInstrumentId instrument, gsize *n_minutes)
{
  TapeEntry *entry = look_up (views->tapes, timeline, instrument);

  *n_minutes = entry != NULL ? entry->minutes->len : 0;
  return entry != NULL ? (const BwMinuteView *) entry->minutes->data : NULL;
}
