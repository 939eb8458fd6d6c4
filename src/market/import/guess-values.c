/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/decimal.h"
#include "market/import/guess-private.h"

/* What the values tell: decimals, order, timeframe, zone, and which end of a bar its time names. */

#define SPACINGS_MAX 64

typedef struct
{
  gint64 local_ns;    /* as the text has it, offset undone */
  gboolean has_time;
  const char *symbol; /* (nullable) */
} Stamp;

typedef struct
{
  gint64 seconds;
  guint n;
} Spacing;

static GArray *
collect_stamps (const BwImportGuess *guess, const BwImportTable *table)
{
  GArray *stamps = g_array_new (FALSE, FALSE, sizeof (Stamp));
  int date_column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATETIME);
  int time_column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_TIME);
  int symbol_column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_SYMBOL);

  if (date_column < 0)
    date_column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATE);
  for (guint i = 0; date_column >= 0 && i < table->rows->len; i++)
    {
      const char *date = bw_import_table_get (table, i, date_column);
      const char *time = time_column >= 0 ? bw_import_table_get (table, i, time_column) : NULL;
      BwImportMoment moment;
      Stamp stamp;

      if (!bw_import_moment_parse (guess->date, date, strlen (date), &moment) ||
          (time != NULL && !bw_import_moment_parse_time (time, strlen (time), &moment)))
        continue;
      stamp.local_ns = moment.date * BW_DAY + moment.in_day_ns - moment.offset_ns;
      stamp.has_time = moment.has_time;
      stamp.symbol = symbol_column >= 0 ? bw_import_table_get (table, i, symbol_column) : NULL;
      g_array_append_val (stamps, stamp);
    }
  return stamps;
}

static void
count_spacing (Spacing *spacings, gsize *n_spacings, gint64 seconds)
{
  for (gsize i = 0; i < *n_spacings; i++)
    if (spacings[i].seconds == seconds)
      {
        spacings[i].n++;
        return;
      }
  if (*n_spacings < SPACINGS_MAX)
    spacings[(*n_spacings)++] = (Spacing){ seconds, 1 };
}

/* The smallest spacing of one symbol's rows that a fifth of all have; 0 without any. */
static gint64
find_spacing (const GArray *stamps, guint *n_up, guint *n_down)
{
  Spacing spacings[SPACINGS_MAX];
  gsize n_spacings = 0;
  guint n_all = 0;
  gint64 smallest = 0;
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal); /* symbol to Stamp */

  *n_up = *n_down = 0;
  for (guint i = 0; i < stamps->len; i++)
    {
      const Stamp *stamp = &g_array_index (stamps, Stamp, i);
      const char *symbol = stamp->symbol != NULL ? stamp->symbol : "";
      const Stamp *before = g_hash_table_lookup (last, symbol);
      gint64 seconds = before != NULL ? (stamp->local_ns - before->local_ns) / BW_SECOND : 0;

      g_hash_table_replace (last, (gpointer) symbol, (gpointer) stamp);
      if (seconds == 0)
        continue;
      *n_up += seconds > 0;
      *n_down += seconds < 0;
      n_all++;
      count_spacing (spacings, &n_spacings, ABS (seconds));
    }
  for (gsize i = 0; i < n_spacings; i++)
    if (spacings[i].n * 5 >= n_all && (smallest == 0 || spacings[i].seconds < smallest))
      smallest = spacings[i].seconds;
  return smallest;
}

static BwTimeframe
name_spacing (gint64 seconds)
{
  char text[16];
  BwTimeframe timeframe;

  if (seconds >= 86400 && seconds <= 4 * 86400)
    return BW_TIMEFRAME_1D;
  if (seconds >= 6 * 86400 && seconds <= 8 * 86400)
    return BW_TIMEFRAME_1W;
  if (seconds >= 28 * 86400 && seconds <= 32 * 86400)
    return BW_TIMEFRAME_1MO;
  if (seconds <= 0 || seconds > 43200)
    return BW_TIMEFRAME_NONE;
  if (bw_timeframe_parse (bw_timeframe_print ((BwTimeframe) seconds, text), &timeframe) &&
      timeframe == seconds)
    return timeframe;
  return BW_TIMEFRAME_NONE;
}

static void
guess_timeframe (BwImportGuess *guess, const GArray *stamps, gint64 spacing)
{
  char text[16];

  if (bw_import_guess_find_role (guess, BW_IMPORT_ROLE_TIMEFRAME) >= 0)
    {
      bw_import_guess_note (guess, BW_IMPORT_ITEM_TIMEFRAME, BW_IMPORT_CERTAIN,
                            g_strdup (N_("Each row names its own.")));
      return;
    }
  guess->timeframe = name_spacing (spacing);
  if (guess->timeframe != BW_TIMEFRAME_NONE)
    {
      bw_import_guess_note (guess, BW_IMPORT_ITEM_TIMEFRAME, BW_IMPORT_LIKELY,
                            bw_import_phrase_fill (BW_IMPORT_PHRASE_SPACING,
                                                   bw_timeframe_print (guess->timeframe, text)));
      return;
    }
  if (stamps->len > 0 && !g_array_index (stamps, Stamp, 0).has_time)
    guess->timeframe = BW_TIMEFRAME_1D;
  bw_import_guess_note (guess, BW_IMPORT_ITEM_TIMEFRAME, BW_IMPORT_UNSURE,
                        g_strdup (N_("The rows' distance doesn't tell.")));
}

static gboolean
has_utc_name (const BwImportGuess *guess)
{
  for (guint i = 0; i < guess->n_columns; i++)
    if (guess->roles[i] == BW_IMPORT_ROLE_DATETIME || guess->roles[i] == BW_IMPORT_ROLE_DATE ||
        guess->roles[i] == BW_IMPORT_ROLE_TIME)
      {
        g_autofree char *normal = bw_import_normalise_name (guess->column_names[i]);

        if (strstr (normal, "utc") != NULL || strstr (normal, "gmt") != NULL)
          return TRUE;
      }
  return FALSE;
}

/* MetaTrader's files: counted ticks, or dates like 2024.01.31. */
static gboolean
is_from_broker (const BwImportGuess *guess, const BwImportTable *table)
{
  int date_column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATE);

  if (date_column < 0)
    date_column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATETIME);
  if (date_column >= 0 && table->rows->len > 0 && guess->date == BW_IMPORT_DATE_YMD &&
      strlen (bw_import_table_get (table, 0, date_column)) >= 10 &&
      bw_import_table_get (table, 0, date_column)[4] == '.')
    return TRUE;
  for (guint i = 0; i < guess->n_columns; i++)
    {
      g_autofree char *normal = bw_import_normalise_name (guess->column_names[i]);

      if (g_str_has_prefix (normal, "tickvol"))
        return TRUE;
    }
  return FALSE;
}

/* Brokers keep UTC+2 in winter and +3 in summer, some by New York's dates for the change, some by
 * Europe's. In the weeks between, Friday's last hour begins at 23:00 on the former's clock, at 22:00 on
 * the latter's. Returns a zone, or NULL when the sample doesn't tell. */
static const char *
find_broker_zone (const BwImportGuess *guess, const BwImportTable *table)
{
  g_autoptr (GArray) stamps = collect_stamps (guess, table);
  guint n_at_22 = 0, n_at_23 = 0;

  for (guint i = 0; i < stamps->len; i++)
    {
      gint64 local = g_array_index (stamps, Stamp, i).local_ns;
      BwDate date = bw_time_utc_date (local);
      int hour = (int) ((local - date * BW_DAY) / BW_HOUR);

      if (bw_date_weekday (date) != 5 || hour < 22 ||
          bw_zone_offset_at (BW_ZONE_FX_BROKER_EUROPE, local) ==
              bw_zone_offset_at (BW_ZONE_FX_BROKER, local))
        continue;
      n_at_22 += hour == 22;
      n_at_23 += hour == 23;
    }
  /* Both clocks have bars at 22:00; a few late ticks don't count. */
  if (n_at_23 * 2 > n_at_22)
    return BW_ZONE_FX_BROKER;
  return n_at_22 > 0 ? BW_ZONE_FX_BROKER_EUROPE : NULL;
}

static void
set_zone (BwImportGuess *guess, const char *zone, BwImportConfidence confidence, const char *reason)
{
  bw_import_guess_set_zone (guess, zone);
  bw_import_guess_note (guess, BW_IMPORT_ITEM_ZONE, confidence, g_strdup (reason));
}

static void
guess_broker_zone (BwImportGuess *guess, BwImportTable *table)
{
  const char *zone = NULL;

  if (bw_timeframe_is_intraday (guess->timeframe))
    {
      bw_import_table_read_all (guess, table);
      zone = find_broker_zone (guess, table);
    }
  if (zone == NULL)
    set_zone (guess, BW_ZONE_FX_BROKER, BW_IMPORT_LIKELY,
              N_("Written by a broker's terminal, whose day ends at 17:00 New York."));
  else
    set_zone (guess, zone, BW_IMPORT_LIKELY,
              strcmp (zone, BW_ZONE_FX_BROKER) == 0
                  ? N_("Written by a broker's terminal, whose Fridays end at midnight all year.")
                  : N_("Written by a broker's terminal, whose clock keeps Europe's summer time."));
}

/* New York's stocks seen from UTC: nothing before 13:00, and something at or after 20:00. */
static gboolean
looks_like_utc (const GArray *stamps)
{
  gint64 first = BW_DAY, last = 0;

  for (guint i = 0; i < stamps->len; i++)
    {
      gint64 in_day = g_array_index (stamps, Stamp, i).local_ns % BW_DAY;

      first = MIN (first, in_day);
      last = MAX (last, in_day);
    }
  return first >= 13 * BW_HOUR && last >= 19 * BW_HOUR + 50 * BW_MINUTE;
}

static void
guess_zone (BwImportGuess *guess, BwImportTable *table, const GArray *stamps)
{
  gboolean is_intraday = bw_timeframe_is_intraday (guess->timeframe);

  if (guess->date >= BW_IMPORT_DATE_EPOCH_S)
    set_zone (guess, BW_ZONE_UTC, BW_IMPORT_CERTAIN, N_("Times counted from 1970 are UTC."));
  else if (guess->has_offsets)
    set_zone (guess, strcmp (guess->zone, BW_ZONE_UTC) == 0 ? BW_ZONE_UTC : bw_calendar_zone (guess->calendar),
              BW_IMPORT_CERTAIN, N_("Each time names its own offset."));
  else if (has_utc_name (guess))
    set_zone (guess, BW_ZONE_UTC, BW_IMPORT_CERTAIN, N_("The column's name says so."));
  else if (guess->calendar == BW_CALENDAR_CRYPTO)
    set_zone (guess, BW_ZONE_UTC, BW_IMPORT_LIKELY, N_("Coins are usually stamped in UTC."));
  else if (guess->calendar == BW_CALENDAR_FX && is_from_broker (guess, table))
    guess_broker_zone (guess, table);
  else if (guess->calendar == BW_CALENDAR_FX)
    set_zone (guess, BW_ZONE_UTC, BW_IMPORT_UNSURE, N_("Nothing says which clock it was."));
  else if (is_intraday && looks_like_utc (stamps))
    set_zone (guess, BW_ZONE_UTC, BW_IMPORT_LIKELY,
              N_("The hours are those of New York's exchange in UTC."));
  else
    set_zone (guess, BW_ZONE_NEW_YORK, is_intraday ? BW_IMPORT_LIKELY : BW_IMPORT_CERTAIN,
              is_intraday ? N_("The exchange's own clock.") : N_("A session's date is the exchange's."));
}

/* Bars stamped by their start are seen at sessions' opens, by their end at closes and never at opens. */
static void
guess_stamp (BwImportGuess *guess, const GArray *stamps)
{
  guint n_opens = 0, n_closes = 0;

  guess->stamp = BW_IMPORT_STAMP_START;
  if (!bw_timeframe_is_intraday (guess->timeframe) || guess->calendar == BW_CALENDAR_CRYPTO)
    {
      bw_import_guess_note (guess, BW_IMPORT_ITEM_STAMP, BW_IMPORT_LIKELY, g_strdup (N_("As is usual.")));
      return;
    }
  for (guint i = 0; i < stamps->len; i++)
    {
      gint64 local = g_array_index (stamps, Stamp, i).local_ns;
      const char *zone = guess->has_offsets ? BW_ZONE_UTC : guess->zone;
      BwTime time = local - bw_zone_offset_at (zone, local);
      BwSession session;

      /* Where sessions touch, as in FX during the week, an open is a close as well. */
      if (bw_calendar_session_at_or_after (guess->calendar, time, &session))
        n_opens += time == session.open || time == session.pre_open;
      if (bw_calendar_session_at_or_after (guess->calendar, time - 1, &session))
        n_closes += time == session.close || time == session.post_close;
    }
  if (n_closes > 0 && n_opens == 0)
    guess->stamp = BW_IMPORT_STAMP_END;
  bw_import_guess_note (guess, BW_IMPORT_ITEM_STAMP,
                        n_opens > 0 || n_closes > 0 ? BW_IMPORT_LIKELY : BW_IMPORT_UNSURE,
                        g_strdup (guess->stamp == BW_IMPORT_STAMP_END
                                      ? N_("There are bars at the close and none at the open.")
                                  : n_opens > 0 ? N_("There are bars at the open.")
                                                : N_("As is usual.")));
}

static char *
fill_counts (BwImportPhrase phrase, guint first, guint second, guint third)
{
  char texts[3][12];

  g_snprintf (texts[0], sizeof texts[0], "%u", first);
  g_snprintf (texts[1], sizeof texts[1], "%u", second);
  g_snprintf (texts[2], sizeof texts[2], "%u", third);
  return bw_import_phrase_fill (phrase, texts[0], texts[1], texts[2]);
}

/**
 * bw_import_guess_times:
 *
 * Guesses order, timeframe, zone and stamp from the spacing and the hours of the rows. Last, as it
 * may read more of them into @table.
 */
void
bw_import_guess_times (BwImportGuess *guess, BwImportTable *table)
{
  g_autoptr (GArray) stamps = collect_stamps (guess, table);
  guint n_up, n_down;
  gint64 spacing = find_spacing (stamps, &n_up, &n_down);

  guess->order = n_down > n_up ? BW_IMPORT_ORDER_FALLING : BW_IMPORT_ORDER_RISING;
  bw_import_guess_note (guess, BW_IMPORT_ITEM_ORDER,
                        MIN (n_up, n_down) == 0 ? BW_IMPORT_CERTAIN : BW_IMPORT_LIKELY,
                        fill_counts (BW_IMPORT_PHRASE_ORDER, n_down, n_up, 0));
  guess_timeframe (guess, stamps, spacing);
  guess_zone (guess, table, stamps);
  guess_stamp (guess, stamps);
}

typedef struct
{
  guint n_cells;
  guint n_comma;  /* a comma and no point */
  guint n_point;
  guint n_long;   /* more than eight decimals */
} NumberCount;

static NumberCount
count_numbers (const BwImportGuess *guess, const BwImportTable *table, char point)
{
  NumberCount count = { 0 };

  for (guint c = 0; c < guess->n_columns; c++)
    {
      if (guess->roles[c] < BW_IMPORT_ROLE_OPEN || guess->roles[c] == BW_IMPORT_ROLE_VOLUME ||
          guess->roles[c] == BW_IMPORT_ROLE_ADJ_CLOSE)
        continue;
      for (guint i = 0; i < table->rows->len; i++)
        {
          const char *text = bw_import_table_get (table, i, (int) c);
          gboolean has_comma = strchr (text, ',') != NULL, has_point = strchr (text, '.') != NULL;
          BwDecimal decimal;

          count.n_cells++;
          count.n_comma += has_comma && (!has_point || strrchr (text, ',') > strrchr (text, '.'));
          count.n_point += has_point && (!has_comma || strrchr (text, '.') > strrchr (text, ','));
          count.n_long += bw_decimal_parse (text, strlen (text), point, &decimal) &&
                          bw_decimal_n_decimals (&decimal) > 8;
        }
    }
  return count;
}

/**
 * bw_import_guess_numbers:
 *
 * Guesses the decimal point, and what to do with more than eight decimals: where they are common
 * they are a program's way of printing and rounded, where they are rare a mistake and refused.
 */
void
bw_import_guess_numbers (BwImportGuess *guess, const BwImportTable *table)
{
  NumberCount count = count_numbers (guess, table, '.');

  guess->decimal_point = count.n_comma > count.n_point ? ',' : '.';
  bw_import_guess_note (guess, BW_IMPORT_ITEM_DECIMAL,
                        count.n_comma > 0 && count.n_point > 0 ? BW_IMPORT_UNSURE : BW_IMPORT_LIKELY,
                        fill_counts (BW_IMPORT_PHRASE_POINTS, count.n_point, count.n_cells, count.n_comma));
  if (guess->decimal_point == ',')
    count = count_numbers (guess, table, ',');
  guess->decimals = count.n_long > 0 && count.n_long * 20 >= count.n_cells ? BW_IMPORT_DECIMALS_ROUND
                                                                           : BW_IMPORT_DECIMALS_REFUSE;
  bw_import_guess_note (guess, BW_IMPORT_ITEM_DECIMALS, BW_IMPORT_LIKELY,
                        fill_counts (BW_IMPORT_PHRASE_DECIMALS, count.n_long, count.n_cells, 0));
}
