/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "market/import/guess-private.h"

/* How dates are written. */

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/* Which unit an epoch has follows from its length: 2001 to 2286 in ten digits of seconds. Eight digits
 * are a date. */
static gboolean
guess_epoch (const char *text, BwImportDate *date)
{
  g_autofree char *whole = g_strdup (text);
  char *point = strchr (whole, '.');
  gsize n;

  if (point != NULL)
    *point = '\0';
  n = strlen (whole);
  if (!is_digits (whole) || (point != NULL && !is_digits (point + 1)) || n < 9 || n > 19)
    return FALSE;
  *date = n <= 11   ? BW_IMPORT_DATE_EPOCH_S
          : n <= 14 ? BW_IMPORT_DATE_EPOCH_MS
          : n <= 17 ? BW_IMPORT_DATE_EPOCH_US
                    : BW_IMPORT_DATE_EPOCH_NS;
  return TRUE;
}

typedef struct
{
  guint n_fit;
  guint n_steps_up;
  guint n_steps_down;
  guint n_with_time;
  guint n_with_offset;
  guint n_with_shift; /* an offset other than zero */
} DateFit;

static DateFit
fit_layout (const BwImportTable *table, int column, BwImportDate layout)
{
  DateFit fit = { 0 };
  BwDate last = BW_DATE_NONE;

  for (guint i = 0; i < table->rows->len; i++)
    {
      const char *text = bw_import_table_get (table, i, column);
      BwImportMoment moment;

      if (!bw_import_moment_parse (layout, text, strlen (text), &moment))
        continue;
      fit.n_fit++;
      fit.n_with_time += moment.has_time;
      fit.n_with_offset += moment.has_offset;
      fit.n_with_shift += moment.has_offset && moment.offset_ns != 0;
      if (last != BW_DATE_NONE)
        {
          fit.n_steps_up += moment.date > last;
          fit.n_steps_down += moment.date < last;
        }
      last = moment.date;
    }
  return fit;
}

/* Day or month first, when both fit every row: the true one's dates go one way. */
static gboolean
prefers_day_first (const BwImportGuess *guess, const DateFit *month_first, const DateFit *day_first,
                   const char *example, gboolean *is_sure)
{
  guint month_turns = MIN (month_first->n_steps_up, month_first->n_steps_down);
  guint day_turns = MIN (day_first->n_steps_up, day_first->n_steps_down);

  *is_sure = TRUE;
  if (month_first->n_fit != day_first->n_fit)
    return day_first->n_fit > month_first->n_fit;
  if (month_turns != day_turns)
    return day_turns < month_turns;
  *is_sure = FALSE;
  return strchr (example, '.') != NULL || guess->delimiter == ';' || guess->decimal_point == ',';
}

static BwImportDate
choose_layout (BwImportGuess *guess, const BwImportTable *table, int column, DateFit *best)
{
  const char *example = bw_import_table_get (table, 0, column);
  DateFit fits[BW_IMPORT_DATE_NAMED + 1];
  BwImportDate chosen = BW_IMPORT_DATE_YMD;
  gboolean is_sure = TRUE;
  char n_fit[12], n_rows[12];

  for (int layout = 0; layout <= BW_IMPORT_DATE_NAMED; layout++)
    {
      fits[layout] = fit_layout (table, column, (BwImportDate) layout);
      if (fits[layout].n_fit > fits[chosen].n_fit)
        chosen = (BwImportDate) layout;
    }
  if (chosen == BW_IMPORT_DATE_MDY || chosen == BW_IMPORT_DATE_DMY)
    chosen = prefers_day_first (guess, &fits[BW_IMPORT_DATE_MDY], &fits[BW_IMPORT_DATE_DMY], example,
                                &is_sure)
                 ? BW_IMPORT_DATE_DMY
                 : BW_IMPORT_DATE_MDY;
  *best = fits[chosen];
  g_snprintf (n_fit, sizeof n_fit, "%u", best->n_fit);
  g_snprintf (n_rows, sizeof n_rows, "%u", table->rows->len);
  bw_import_guess_note (guess, BW_IMPORT_ITEM_DATE, is_sure ? BW_IMPORT_LIKELY : BW_IMPORT_UNSURE,
                        is_sure ? bw_import_phrase_fill (BW_IMPORT_PHRASE_DATE_FITS, example, n_fit, n_rows)
                                : bw_import_phrase_fill (BW_IMPORT_PHRASE_DATE_EITHER, example));
  return chosen;
}

static int
find_date_column (const BwImportGuess *guess)
{
  int column = bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATETIME);

  return column >= 0 ? column : bw_import_guess_find_role (guess, BW_IMPORT_ROLE_DATE);
}

/**
 * bw_import_guess_dates:
 *
 * Guesses the layout of the date column, and whether it holds times as well. A column without dates
 * loses its role.
 */
void
bw_import_guess_dates (BwImportGuess *guess, const BwImportTable *table)
{
  int column = find_date_column (guess);
  DateFit fit;

  guess->date = BW_IMPORT_DATE_YMD;
  if (column < 0 || table->rows->len == 0)
    return;
  if (guess_epoch (bw_import_table_get (table, table->rows->len / 2, column), &guess->date))
    {
      fit = fit_layout (table, column, guess->date);
      bw_import_guess_note (guess, BW_IMPORT_ITEM_DATE, BW_IMPORT_LIKELY,
                            bw_import_phrase_fill (BW_IMPORT_PHRASE_EPOCH, bw_import_table_get (table, 0, column)));
    }
  else
    guess->date = choose_layout (guess, table, column, &fit);
  if (fit.n_fit * 5 < table->rows->len)
    {
      guess->roles[column] = BW_IMPORT_ROLE_NONE;
      return;
    }
  guess->has_offsets = fit.n_with_offset * 2 > fit.n_fit;
  if (guess->has_offsets && fit.n_with_shift == 0)
    bw_import_guess_set_zone (guess, BW_ZONE_UTC);
  if (bw_import_guess_find_role (guess, BW_IMPORT_ROLE_TIME) < 0)
    guess->roles[column] = fit.n_with_time * 2 > fit.n_fit ? BW_IMPORT_ROLE_DATETIME
                                                           : BW_IMPORT_ROLE_DATE;
  else
    guess->roles[column] = BW_IMPORT_ROLE_DATE;
}
