/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/practice/feed-private.h"

#include <string.h>

/* A saved feed is a row of 64-bit little-endian words: what names the market, the states before the
 * session, each tape, and a checksum. The session's paths are made anew from the states. */

#define MAGIC G_GUINT64_CONSTANT (0x3130464b50574200) /* "\0BWPKF01" */

typedef struct
{
  GByteArray *sink;    /* (borrowed) (nullable): when saving */
  const guint8 *bytes; /* (borrowed): when restoring */
  gsize n_bytes, offset;
  guint64 checksum;
} Words;

static void
move_word (Words *words, guint64 *word)
{
  guint64 little;

  if (words->sink != NULL)
    {
      little = GUINT64_TO_LE (*word);
      g_byte_array_append (words->sink, (const guint8 *) &little, sizeof little);
    }
  else
    {
      little = 0;
      if (words->offset + sizeof little <= words->n_bytes)
        memcpy (&little, words->bytes + words->offset, sizeof little);
      words->offset += sizeof little;
      *word = GUINT64_FROM_LE (little);
    }
  words->checksum = bw_random_mix (words->checksum ^ *word);
}

static void
move_double (Words *words, double *number)
{
  guint64 word;

  memcpy (&word, number, sizeof word);
  move_word (words, &word);
  memcpy (number, &word, sizeof word);
}

static void
move_int (Words *words, gint64 *number)
{
  guint64 word = (guint64) *number;

  move_word (words, &word);
  *number = (gint64) word;
}

static void
move_states (Words *words, BwPracticeState *states, gsize n_states)
{
  for (gsize i = 0; i < n_states; i++)
    {
      move_double (words, &states[i].variance);
      move_double (words, &states[i].level);
      move_double (words, &states[i].log_price);
    }
}

static void
move_tape (Words *words, BwPracticeFeed *feed, gsize index)
{
  BwPracticeTape *tape = &feed->tapes[index];
  guint64 flags =
      (guint64) (guint32) tape->minute << 8 | (guint64) (tape->is_trade_due != 0) |
      (guint64) (tape->is_buyer != 0) << 1 | (guint64) (feed->is_depth_wanted[index] != 0) << 2 |
      (guint64) (feed->is_depth_fresh[index] != 0) << 3 | (guint64) (tape->is_quote_due != 0) << 4;

  move_int (words, &feed->next_time[index]);
  move_double (words, &tape->latent);
  move_int (words, &tape->latent_time);
  move_word (words, &tape->n_draws);
  move_int (words, &tape->bid);
  move_int (words, &tape->ask);
  move_int (words, &tape->bid_size);
  move_int (words, &tape->ask_size);
  move_int (words, &tape->taken);
  move_word (words, &flags);
  tape->minute = (gint32) (flags >> 8);
  tape->is_trade_due = flags & 1;
  tape->is_buyer = flags >> 1 & 1;
  feed->is_depth_wanted[index] = flags >> 2 & 1;
  feed->is_depth_fresh[index] = flags >> 3 & 1;
  tape->is_quote_due = flags >> 4 & 1;
}

static void
move_fate (Words *words, BwPracticeFate *fate)
{
  guint64 flags = (guint64) fate->halt_cause | (guint64) fate->is_gone << 8 | (guint64) fate->due_kind << 16 |
                  (guint64) fate->n_renames << 24 | (guint64) (guint32) fate->band_first << 32;

  move_double (words, &fate->scale);
  move_double (words, &fate->reference);
  move_double (words, &fate->carry);
  move_double (words, &fate->heat);
  move_double (words, &fate->cash_price);
  move_int (words, &fate->cash_date);
  move_int (words, &fate->halted_until);
  move_int (words, &fate->limit_since);
  move_double (words, &fate->band_low);
  move_double (words, &fate->band_high);
  move_int (words, &fate->due_e8);
  move_word (words, &flags);
  fate->halt_cause = (guint8) flags;
  fate->is_gone = (guint8) (flags >> 8);
  fate->due_kind = (guint8) (flags >> 16);
  fate->n_renames = (guint8) (flags >> 24);
  fate->band_first = (gint32) (flags >> 32);
}

/* A list's length, no more than the bytes could hold. */
static void
move_length (Words *words, GArray *list, gsize n_item_bytes)
{
  guint64 length = list->len;

  move_word (words, &length);
  if (words->sink == NULL)
    g_array_set_size (list, (guint) MIN (length, words->n_bytes / n_item_bytes));
}

static void
move_agenda (Words *words, GArray *agenda)
{
  move_length (words, agenda, sizeof (BwPracticeAgendaItem));
  for (guint i = 0; i < agenda->len; i++)
    {
      BwPracticeAgendaItem *item = &g_array_index (agenda, BwPracticeAgendaItem, i);
      guint64 what = (guint64) (guint32) item->kind << 32 | (guint32) item->index;

      move_int (words, &item->time);
      move_word (words, &what);
      move_int (words, &item->a);
      move_int (words, &item->b);
      item->kind = (gint32) (what >> 32);
      item->index = (gint32) what;
    }
}

static void
move_bends (Words *words, GArray *bends)
{
  move_length (words, bends, sizeof (BwPracticeBend));
  for (guint i = 0; i < bends->len; i++)
    {
      BwPracticeBend *bend = &g_array_index (bends, BwPracticeBend, i);
      guint64 what = (guint64) (guint32) bend->index << 32 | (guint32) bend->minute;
      gint64 ramp = bend->ramp;

      move_word (words, &what);
      move_int (words, &ramp);
      move_double (words, &bend->number);
      bend->index = (gint32) (what >> 32);
      bend->minute = (gint32) what;
      bend->ramp = (gint32) ramp;
    }
}

static void
move_grown (Words *words, BwPracticeFeed *feed)
{
  gint64 breaker = feed->breaker;

  move_int (words, &breaker);
  feed->breaker = (gint32) breaker;
  move_double (words, &feed->heat);
  for (gsize i = 0; i < BW_PRACTICE_N_INSTRUMENTS; i++)
    move_fate (words, &feed->fates[i]);
  move_agenda (words, feed->agenda);
  move_bends (words, feed->bends);
}

/* What stands behind the words that name the market; the same in both directions. */
static void
move_feed (Words *words, BwPracticeFeed *feed, gint64 *date)
{
  gint64 pending = feed->depth_pending;
  gint64 is_over = feed->is_over;

  move_int (words, date);
  move_word (words, &feed->position);
  move_int (words, &feed->last_time);
  move_int (words, &pending);
  move_int (words, &is_over);
  feed->depth_pending = (gint32) pending;
  feed->is_over = is_over != 0;
  move_states (words, feed->factors, BW_PRACTICE_N_FACTORS);
  move_states (words, feed->stocks, BW_PRACTICE_N_COMPANIES);
  for (gsize i = 0; i < feed->market->n_instruments; i++)
    move_tape (words, feed, i);
  if (bw_practice_feed_is_grown (feed))
    move_grown (words, feed);
}

static void
fill_names (const BwPracticeFeed *feed, guint64 *names)
{
  names[0] = MAGIC;
  names[1] = (guint64) feed->market->version;
  names[2] = feed->market->seed;
  names[3] = feed->market->n_instruments;
}

void
bw_practice_feed_save (BwFeed *base, GByteArray *bytes)
{
  BwPracticeFeed *feed = (BwPracticeFeed *) base;
  Words words = { .sink = bytes };
  gint64 date = feed->day.session.date;
  guint64 names[4], checksum;

  fill_names (feed, names);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    move_word (&words, &names[i]);
  move_feed (&words, feed, &date);
  checksum = words.checksum;
  move_word (&words, &checksum);
}

/* What would be read or written out of bounds if it were wrong. */
static gboolean
is_sound (const BwPracticeFeed *feed)
{
  for (gsize i = 0; i < feed->market->n_instruments; i++)
    if (feed->tapes[i].minute < 0 || feed->tapes[i].minute >= BW_PRACTICE_GRID_MAX)
      return FALSE;
  for (guint i = 0; i < feed->agenda->len; i++)
    {
      const BwPracticeAgendaItem *item = &g_array_index (feed->agenda, BwPracticeAgendaItem, i);

      if (item->index < -1 || item->index >= BW_PRACTICE_N_INSTRUMENTS)
        return FALSE;
    }
  for (guint i = 0; i < feed->bends->len; i++)
    {
      const BwPracticeBend *bend = &g_array_index (feed->bends, BwPracticeBend, i);

      if (bend->index < -1 || bend->index >= BW_PRACTICE_N_COMPANIES || bend->minute < 0 ||
          bend->minute >= BW_PRACTICE_GRID_MAX)
        return FALSE;
    }
  return feed->depth_pending >= -1 && feed->depth_pending < (gint32) feed->market->n_instruments;
}

/* Reads the whole blob into @scratch, which nobody sees unless it is found good. */
static gboolean
read_blob (
    BwPracticeFeed *scratch, const guint8 *bytes, gsize n_bytes, gint64 *date, GError **error)
{
  Words words = { .bytes = bytes, .n_bytes = n_bytes };
  guint64 names[4], found[4], checksum, found_checksum = 0;

  fill_names (scratch, names);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    move_word (&words, &found[i]);
  if (memcmp (names, found, sizeof names) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "This is not the state of the practice market with seed %" G_GUINT64_FORMAT
                   ", version %d.",
                   scratch->market->seed, scratch->market->version);
      return FALSE;
    }
  move_feed (&words, scratch, date);
  checksum = words.checksum;
  move_word (&words, &found_checksum);
  if (words.offset != n_bytes || checksum != found_checksum || !is_sound (scratch))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The practice market's saved state is damaged (%" G_GSIZE_FORMAT " bytes).",
                   n_bytes);
      return FALSE;
    }
  return TRUE;
}

gboolean
bw_practice_feed_restore (BwFeed *base, const guint8 *bytes, gsize n_bytes, GError **error)
{
  BwPracticeFeed *feed = (BwPracticeFeed *) base;
  g_autofree BwPracticeFeed *scratch = g_memdup2 (feed, sizeof *feed);
  g_autoptr (GArray) agenda = g_array_new (FALSE, FALSE, sizeof (BwPracticeAgendaItem));
  g_autoptr (GArray) bends = g_array_new (FALSE, FALSE, sizeof (BwPracticeBend));
  BwSession session;
  gint64 date;

  scratch->agenda = agenda;
  scratch->bends = bends;
  if (!read_blob (scratch, bytes, n_bytes, &date, error))
    return FALSE;
  if (!bw_calendar_session (BW_CALENDAR_XNYS, (BwDate) date, &session))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                   "The practice market's saved state lies on a day without a session.");
      return FALSE;
    }

  scratch->agenda = g_steal_pointer (&feed->agenda);
  scratch->bends = g_steal_pointer (&feed->bends);
  *feed = *scratch;
  g_array_unref (feed->agenda);
  g_array_unref (feed->bends);
  feed->agenda = g_steal_pointer (&agenda);
  feed->bends = g_steal_pointer (&bends);
  bw_practice_feed_prepare_session (feed, &session);
  bw_practice_bends_again (feed);
  feed->n_depths_fresh = 0;
  for (gsize i = 0; i < feed->market->n_instruments; i++)
    {
      BwDate date_of_tape =
          i < BW_PRACTICE_N_STOCKS ? session.date : feed->market->days[feed->market->n_days].session.date;

      feed->n_depths_fresh += feed->is_depth_fresh[i];
      feed->tapes[i].key = bw_practice_key (feed->market, BW_PRACTICE_STREAM_TAPE, i, date_of_tape);
      if (i >= BW_PRACTICE_N_STOCKS)
        feed->activity[i] = 1;
    }
  bw_practice_feed_rebuild_tournament (feed);
  return TRUE;
}
