/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/world.h"

#include "trading/journal.h"

#include <string.h>

static guint
hash_uuid (gconstpointer key)
{
  guint hash;

  memcpy (&hash, ((const BwUuid *) key)->bytes + 12, sizeof hash);
  return hash;
}

static gboolean
equal_uuids (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (BwUuid)) == 0;
}

static void
free_order (gpointer data)
{
  BwScenarioOrder *order = data;

  g_free (order->id);
  g_array_unref (order->fills);
  g_string_free (order->timeline, TRUE);
  g_free (order);
}

void
bw_scenario_world_init (BwScenarioWorld *world)
{
  *world = (BwScenarioWorld){ .seed = 1, .zone = g_strdup ("America/New_York") };
  bw_outputs_init (&world->outputs);
  world->journal = g_byte_array_new ();
  world->said = g_byte_array_new ();
  world->margin_events = g_array_new (FALSE, FALSE, sizeof (BwMarginEvent));
  world->bands = g_array_new (FALSE, TRUE, sizeof (BwScenarioBand));
  world->symbols = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->orders = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_order);
  world->by_uuid = g_hash_table_new_full (hash_uuid, equal_uuids, g_free, NULL);
  world->by_id = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

/**
 * bw_scenario_world_begin:
 *
 * The core's first instant: midnight of @date in @zone.
 */
void
bw_scenario_world_begin (BwScenarioWorld *world, const char *zone, BwDate date, guint64 seed)
{
  g_free (world->first_zone);
  world->first_zone = g_strdup (zone);
  world->first_date = date;
  g_free (world->zone);
  world->zone = g_strdup (world->first_zone);
  world->date = date;
  world->seed = seed;
  if (!bw_zone_to_utc (world->zone, world->date, 0, &world->now))
    world->now = world->date * BW_DAY;
  world->core = bw_core_new (world->seed);
  bw_scenario_world_use_calendar (world, BW_CALENDAR_XNYS);
  bw_scenario_world_move_clock (world, world->now);
}

void
bw_scenario_world_clear (BwScenarioWorld *world)
{
  bw_core_free (world->core);
  bw_outputs_clear (&world->outputs);
  g_byte_array_unref (world->journal);
  g_byte_array_unref (world->said);
  g_array_unref (world->margin_events);
  g_array_unref (world->bands);
  g_hash_table_unref (world->symbols);
  g_hash_table_unref (world->accounts);
  g_hash_table_unref (world->by_uuid);
  g_hash_table_unref (world->by_id);
  g_hash_table_unref (world->orders);
  g_free (world->zone);
  g_free (world->first_zone);
  g_free (world->broken);
  g_free (world->crash_difference);
}

/* Names are made by counting: a scenario reads no clock and no randomness. */
void
bw_scenario_world_make_uuid (BwScenarioWorld *world, BwUuid *uuid)
{
  guint64 n = ++world->n_uuids;

  *uuid = (BwUuid){ .bytes = { [6] = 0x70, [8] = 0x80 } };
  for (int i = 0; i < 6; i++)
    uuid->bytes[15 - i] = (guint8) (n >> (8 * i));
}

BwScenarioOrder *
bw_scenario_world_add_order (BwScenarioWorld *world, const char *id)
{
  BwScenarioOrder *order = g_new0 (BwScenarioOrder, 1);

  order->id = g_strdup (id);
  order->fills = g_array_new (FALSE, TRUE, sizeof (BwScenarioFill));
  order->timeline = g_string_new (NULL);
  g_hash_table_insert (world->orders, order->id, order);
  return order;
}

void
bw_scenario_world_name_uuid (BwScenarioWorld *world, const BwUuid *uuid, BwScenarioOrder *order)
{
  g_hash_table_insert (world->by_uuid, g_memdup2 (uuid, sizeof *uuid), order);
}

/* A status that is told again with nothing new but prices is no step. */
static void
note_status (BwScenarioOrder *named, const BwOrder *order)
{
  gboolean is_same = named->timeline->len > 0 && named->order.id == order->id &&
                     named->order.status == order->status && named->order.reason == order->reason &&
                     named->order.filled.e8 == order->filled.e8;

  if (!is_same)
    g_string_append_printf (named->timeline, "%s%s", named->timeline->len > 0 ? " " : "",
                            bw_order_status_word (order->status));
}

static void
hear_order (BwScenarioWorld *world, const BwOrder *order)
{
  gint64 id = (gint64) order->id;
  BwScenarioOrder *named = g_hash_table_lookup (world->by_uuid, &order->uuid);

  if (named == NULL)
    return;
  g_hash_table_insert (world->by_id, g_memdup2 (&id, sizeof id), named);
  note_status (named, order);
  /* A replaced order keeps its name: from then on it stands for the replacement. */
  if (order->id >= named->order.id)
    named->order = *order;
}

static void
hear_fill (BwScenarioWorld *world, const BwFill *fill)
{
  gint64 id = (gint64) fill->order;
  BwScenarioOrder *named = g_hash_table_lookup (world->by_id, &id);
  BwScenarioFill execution = { *fill, FALSE };

  if (named != NULL)
    g_array_append_val (named->fills, execution);
}

static void
hear_postings (BwScenarioWorld *world, const BwPostingSet *set)
{
  __int128 sum_e8 = 0;

  for (int i = 0; i < set->n_postings; i++)
    sum_e8 += set->postings[i].amount.e8;
  if (sum_e8 != 0 && world->broken == NULL)
    world->broken = g_strdup_printf ("posting set %" G_GUINT64_FORMAT " does not sum to zero", set->id);
}

static void
hear_refusal (BwScenarioWorld *world, const BwRefusal *refusal)
{
  world->refusal = (BwReason) refusal->reason;
  if (world->addressed != NULL)
    world->addressed->refused = (BwReason) refusal->reason;
}

/* After the orders, which say whose they are. */
static void
hear_verdicts (BwScenarioWorld *world)
{
  for (const BwOutputHeader *h = bw_outputs_first (&world->outputs); h != NULL;
       h = bw_outputs_next (&world->outputs, h))
    if (h->kind == BW_OUTPUT_VERDICTS)
      {
        const BwVerdicts *verdicts = bw_output_body (h);
        gint64 id = (gint64) verdicts->order;
        BwScenarioOrder *named = g_hash_table_lookup (world->by_id, &id);

        if (named != NULL)
          memcpy (&named->verdicts, verdicts, bw_verdicts_bytes (verdicts->n_rules));
      }
}

static void
hear_outputs (BwScenarioWorld *world)
{
  for (const BwOutputHeader *h = bw_outputs_first (&world->outputs); h != NULL;
       h = bw_outputs_next (&world->outputs, h))
    switch ((BwOutputKind) h->kind)
      {
      case BW_OUTPUT_ORDER:
        hear_order (world, bw_output_body (h));
        break;
      case BW_OUTPUT_FILL:
        hear_fill (world, bw_output_body (h));
        break;
      case BW_OUTPUT_POSTINGS:
        hear_postings (world, bw_output_body (h));
        break;
      case BW_OUTPUT_REFUSED:
        hear_refusal (world, bw_output_body (h));
        break;
      case BW_OUTPUT_ACCOUNT:
      case BW_OUTPUT_MARGIN_EVENT:
        g_array_append_vals (world->margin_events, bw_output_body (h), 1);
        break;
      case BW_OUTPUT_CONDITION:
      case BW_OUTPUT_INSTRUMENT:
      case BW_OUTPUT_CORPORATE_ACTION:
      case BW_OUTPUT_VERDICTS:
      case BW_OUTPUT_ORDER_DETAIL:
        break;
      }
}

/**
 * bw_scenario_world_step:
 *
 * Gives the core one input at the world's time, and keeps what it said.
 */
void
bw_scenario_world_step (BwScenarioWorld *world, BwInput *input)
{
  if (input->kind != BW_INPUT_MARKET)
    input->time = world->now;
  world->refusal = BW_REASON_NONE;
  bw_outputs_reset (&world->outputs);
  bw_journal_encode_input (world->journal, input);
  bw_core_step (world->core, input, &world->outputs);
  bw_journal_encode_outputs (world->said, &world->outputs);
  hear_outputs (world);
  hear_verdicts (world);
  if (world->stepped != NULL)
    world->stepped (world, world->stepped_data);
}

/**
 * bw_scenario_world_use_calendar:
 *
 * From here on the calendar's sessions are told as the clock goes on.
 */
void
bw_scenario_world_use_calendar (BwScenarioWorld *world, BwCalendarId calendar)
{
  if (world->told_until[calendar] != 0)
    return;
  world->told_until[calendar] = bw_zone_date_at (bw_calendar_zone (calendar), world->now, NULL) - 2;
  bw_scenario_world_tell_sessions (world, world->now);
}

/* Overnight trading belongs to the session that it leads into. */
static BwTime
begin_of (const BwSession *session)
{
  return session->overnight_open != 0 ? session->overnight_open : session->pre_open;
}

/* Tells every session that begins up to @until, in the calendars in use. */
void
bw_scenario_world_tell_sessions (BwScenarioWorld *world, BwTime until)
{
  for (int calendar = 1; calendar < 4; calendar++)
    {
      BwInput input = { .kind = BW_INPUT_SESSION };

      input.session.calendar = (BwCalendarId) calendar;
      while (world->told_until[calendar] != 0 &&
             bw_calendar_next_session ((BwCalendarId) calendar, world->told_until[calendar],
                                       &input.session.session) &&
             begin_of (&input.session.session) <= until)
        {
          world->told_until[calendar] = input.session.session.date;
          bw_scenario_world_step (world, &input);
        }
    }
}

/**
 * bw_scenario_world_move_clock:
 * @time: not before the world's
 */
void
bw_scenario_world_move_clock (BwScenarioWorld *world, BwTime time)
{
  BwInput input = { .kind = BW_INPUT_TIME };

  while (bw_scenario_bands_due (world) < time)
    {
      bw_scenario_world_move_clock (world, bw_scenario_bands_due (world));
      bw_scenario_bands_look (world);
    }
  bw_scenario_world_tell_sessions (world, time);
  world->now = time;
  world->date = bw_zone_date_at (world->zone, time, NULL);
  bw_scenario_world_step (world, &input);
}

static BwCore *
replay (const BwScenarioWorld *world, GByteArray *said, char **why_not)
{
  BwCore *core = bw_core_new (world->seed);
  BwOutputs outputs;
  gsize at = 0;

  bw_outputs_init (&outputs);
  while (at < world->journal->len)
    {
      g_autoptr (GError) error = NULL;
      BwInput input;
      BwDepth depth;
      gsize n = bw_journal_decode_input (world->journal->data + at, world->journal->len - at,
                                         &input, &depth, &error);

      if (n == 0)
        {
          if (*why_not == NULL)
            *why_not = g_strdup (error->message);
          break;
        }
      bw_outputs_reset (&outputs);
      bw_core_step (core, &input, &outputs);
      bw_journal_encode_outputs (said, &outputs);
      at += n;
    }
  bw_outputs_clear (&outputs);
  return core;
}

/* The core as its own saved bytes bring it back. */
static BwCore *
reload (const BwCore *core, char **why_not)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  BwCore *loaded;

  bw_core_save (core, bytes);
  loaded = bw_core_load (bytes->data, bytes->len, &error);
  if (loaded == NULL)
    *why_not = g_strdup (error->message);
  return loaded;
}

static gboolean
has_digest (const BwCore *core, const guint8 *digest)
{
  guint8 found[BW_CORE_DIGEST_BYTES];

  bw_core_digest (core, found);
  return memcmp (digest, found, sizeof found) == 0;
}

static char *
recover (BwScenarioWorld *world, const guint8 *digest)
{
  g_autoptr (GByteArray) said = g_byte_array_new ();
  char *difference = NULL;
  BwCore *loaded = reload (world->core, &difference);
  BwCore *replayed = replay (world, said, &difference);

  bw_core_free (world->core);
  /* Both ways back are gone in turn: the journal from its start, the saved state. */
  world->core = world->n_crashes++ % 2 == 0 || loaded == NULL ? replayed : loaded;
  if (difference == NULL && !has_digest (loaded, digest))
    difference = g_strdup ("the saved state loads as another state");
  if (difference == NULL && !has_digest (replayed, digest))
    difference = g_strdup ("the journal's replay is another state");
  if (difference == NULL &&
      (said->len != world->said->len || memcmp (said->data, world->said->data, said->len) != 0))
    difference = g_strdup ("the journal's replay said something else");
  bw_core_free (world->core == loaded ? replayed : loaded);
  return difference;
}

/**
 * bw_scenario_world_crash:
 *
 * Drops the core and makes it again from the journal's bytes alone, or from its saved state.
 */
void
bw_scenario_world_crash (BwScenarioWorld *world)
{
  guint8 before[BW_CORE_DIGEST_BYTES];
  char *difference;

  bw_core_digest (world->core, before);
  difference = recover (world, before);
  if (world->crash_difference == NULL)
    world->crash_difference = difference;
  else
    g_free (difference);
}

static gboolean
adds_up (const BwScenarioWorld *world, const BwAccount *account, char **why_not)
{
  BwAccountFigures figures;
  __int128 expected_e8 = (__int128) account->deposits.e8 + account->realized.e8 - account->fees.e8 +
                         account->dividends.e8 - account->interest.e8;

  if (!bw_core_account_figures (world->core, account->id, &figures))
    {
      *why_not = g_strdup_printf ("account %s: a figure is out of range", account->terms.name);
      return FALSE;
    }
  if (figures.equity.e8 == expected_e8 + figures.unrealized.e8)
    return TRUE;
  *why_not = g_strdup_printf ("account %s: equity is not capital + realised + unrealised - fees "
                              "+ dividends - interest",
                              account->terms.name);
  return FALSE;
}

/**
 * bw_scenario_world_is_balanced:
 * @why_not: (out) (transfer full)
 *
 * Does every posting set sum to zero, do the books agree with each other, does equity add up?
 */
gboolean
bw_scenario_world_is_balanced (BwScenarioWorld *world, char **why_not)
{
  *why_not = g_strdup (world->broken);
  if (*why_not != NULL || world->core == NULL)
    return *why_not == NULL;
  if (!bw_core_is_balanced (world->core, why_not))
    return FALSE;
  for (gsize i = 0; i < bw_core_n_accounts (world->core); i++)
    if (!adds_up (world, bw_core_account_at (world->core, i), why_not))
      return FALSE;
  return TRUE;
}
