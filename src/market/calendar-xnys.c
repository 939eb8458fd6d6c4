/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/translatable.h"
#include "market/calendar-private.h"

/* The New York Stock Exchange's days, by rule, with the years in which a rule holds, then the dated
 * exceptions. Exact from 1990 to today and, as the rules stand, to 2040; outside of that the same
 * rules run on and exceptions are not known.
 * Source: NYSE rule 7.2 and its yearly announcements; checked day by day against the files named in
 * tests/unit/market/calendar.c. */

#define YEAR_ALWAYS_FIRST 1
#define YEAR_ALWAYS_LAST 9999

typedef struct
{
  const char *name;
  int year_first, year_last;
  int month;
  int weekday; /* 1 Monday … 7 Sunday; 0: @ordinal is a day of the month */
  int ordinal; /* 1 first … 4 fourth of the month; -1 last; or the day */
} HolidayRule;

static const HolidayRule holiday_rules[] = {
  { N_("New Year's Day"), YEAR_ALWAYS_FIRST, YEAR_ALWAYS_LAST, 1, 0, 1 },
  { N_("Martin Luther King Jr. Day"), 1998, YEAR_ALWAYS_LAST, 1, 1, 3 },
  { N_("Washington's Birthday"), YEAR_ALWAYS_FIRST, 1970, 2, 0, 22 },
  { N_("Washington's Birthday"), 1971, YEAR_ALWAYS_LAST, 2, 1, 3 },
  { N_("Memorial Day"), YEAR_ALWAYS_FIRST, 1970, 5, 0, 30 },
  { N_("Memorial Day"), 1971, YEAR_ALWAYS_LAST, 5, 1, -1 },
  { N_("Juneteenth"), 2022, YEAR_ALWAYS_LAST, 6, 0, 19 },
  { N_("Independence Day"), YEAR_ALWAYS_FIRST, YEAR_ALWAYS_LAST, 7, 0, 4 },
  { N_("Labor Day"), YEAR_ALWAYS_FIRST, YEAR_ALWAYS_LAST, 9, 1, 1 },
  { N_("Thanksgiving Day"), YEAR_ALWAYS_FIRST, YEAR_ALWAYS_LAST, 11, 4, 4 },
  { N_("Christmas Day"), YEAR_ALWAYS_FIRST, YEAR_ALWAYS_LAST, 12, 0, 25 },
};

static const struct
{
  int year, month, day;
  const char *reason;
} closures[] = {
  { 1994, 4, 27, N_("Funeral of President Nixon") },
  { 2001, 9, 11, N_("Attacks of 11 September") },
  { 2001, 9, 12, N_("Attacks of 11 September") },
  { 2001, 9, 13, N_("Attacks of 11 September") },
  { 2001, 9, 14, N_("Attacks of 11 September") },
  { 2004, 6, 11, N_("Funeral of President Reagan") },
  { 2007, 1, 2, N_("Mourning for President Ford") },
  { 2012, 10, 29, N_("Hurricane Sandy") },
  { 2012, 10, 30, N_("Hurricane Sandy") },
  { 2018, 12, 5, N_("Mourning for President George H. W. Bush") },
  { 2025, 1, 9, N_("Mourning for President Carter") },
};

/* Early closes that no rule gives; all at 13:00. */
static const struct
{
  int year, month, day;
} early_closes[] = {
  { 1997, 12, 26 },
  { 1999, 12, 31 },
  { 2003, 12, 26 },
};

/* Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8). */
static BwDate
find_easter (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = b / 4, e = b % 4;
  int f = (b + 8) / 25;
  int g = (b - f + 1) / 3;
  int h = (19 * a + b - d - g + 15) % 30;
  int i = c / 4, k = c % 4;
  int l = (32 + 2 * e + 2 * i - h - k) % 7;
  int m = (a + 11 * h + 22 * l) / 451;
  int n = h + l - 7 * m + 114;

  return bw_date_from_ymd (year, n / 31, n % 31 + 1);
}

static BwDate
find_weekday (int year, int month, int weekday, int ordinal)
{
  BwDate date;

  if (ordinal < 0)
    {
      date = bw_date_from_ymd (month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) - 1;
      return date - (bw_date_weekday (date) - weekday + 7) % 7;
    }
  date = bw_date_from_ymd (year, month, 1);
  return date + (weekday - bw_date_weekday (date) + 7) % 7 + 7 * (ordinal - 1);
}

static void
close_day (BwXnysDay *days, BwDate first, BwDate date, const char *reason)
{
  days[date - first].closure = reason;
}

static void
fill_rule (int year, const HolidayRule *rule, BwDate first, BwXnysDay *days)
{
  BwDate date;

  if (year < rule->year_first || year > rule->year_last)
    return;
  date = rule->weekday > 0 ? find_weekday (year, rule->month, rule->weekday, rule->ordinal)
                           : bw_date_from_ymd (year, rule->month, rule->ordinal);
  if (bw_date_weekday (date) == 7)
    date++;
  /* A Saturday's holiday is kept on Friday, but never on the last day of a year (rule 7.2). */
  else if (bw_date_weekday (date) == 6 && date - 1 >= first)
    date--;
  if (bw_date_weekday (date) <= 5)
    close_day (days, first, date, rule->name);
}

static void
close_early (int year, int month, int day, BwDate first, BwXnysDay *days)
{
  BwXnysDay *at = &days[bw_date_from_ymd (year, month, day) - first];

  /* 14:00 until 1992, 13:00 since. */
  if (at->closure == NULL)
    at->close_minute = year < 1993 ? 14 * 60 : 13 * 60;
}

static void
fill_early_closes (int year, BwDate first, BwXnysDay *days)
{
  int fourth_weekday = bw_date_weekday (bw_date_from_ymd (year, 7, 4));

  if (year >= 1990 && bw_date_weekday (bw_date_from_ymd (year, 12, 24)) <= 4)
    close_early (year, 12, 24, first, days);
  if (year >= 1992)
    {
      int y, month, day;

      bw_date_to_ymd (find_weekday (year, 11, 4, 4) + 1, &y, &month, &day);
      close_early (year, month, day, first, days);
    }
  /* Beside Independence Day: the day before it; until 2012 a Thursday's had the Friday instead. */
  if (year >= 1995 && fourth_weekday == 4 && year <= 2012)
    close_early (year, 7, 5, first, days);
  else if (year >= 1995 && fourth_weekday >= 2 && fourth_weekday <= 5)
    close_early (year, 7, 3, first, days);
  for (gsize i = 0; i < G_N_ELEMENTS (early_closes); i++)
    if (early_closes[i].year == year)
      close_early (year, early_closes[i].month, early_closes[i].day, first, days);
}

/**
 * bw_xnys_fill_year:
 * @days: (out caller-allocates): 366 of them, the first for 1 January
 */
void
bw_xnys_fill_year (int year, BwXnysDay *days)
{
  BwDate first = bw_date_from_ymd (year, 1, 1);
  int n_days = bw_date_from_ymd (year + 1, 1, 1) - first;

  for (int i = 0; i < 366; i++)
    {
      gboolean is_weekend = bw_date_weekday (first + i) >= 6;

      days[i].closure = i >= n_days || is_weekend ? N_("Weekend") : NULL;
      days[i].close_minute = BW_XNYS_CLOSE_MINUTE;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (holiday_rules); i++)
    fill_rule (year, &holiday_rules[i], first, days);
  close_day (days, first, find_easter (year) - 2, N_("Good Friday"));
  for (gsize i = 0; i < G_N_ELEMENTS (closures); i++)
    if (closures[i].year == year)
      close_day (days, first, bw_date_from_ymd (year, closures[i].month, closures[i].day),
                 closures[i].reason);
  fill_early_closes (year, first, days);
}
