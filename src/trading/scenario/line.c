/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/line.h"

#include <string.h>

void
bw_scenario_line_fail (BwScenarioLine *line, const char *format, ...)
{
  va_list arguments;

  if (line->problem != NULL)
    return;
  va_start (arguments, format);
  line->problem = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

gboolean
bw_scenario_line_is_over (const BwScenarioLine *line)
{
  return line->problem != NULL || line->next >= line->n_words;
}

/* Takes the next word if it is @word. */
gboolean
bw_scenario_line_accept (BwScenarioLine *line, const char *word)
{
  if (bw_scenario_line_is_over (line) || !g_str_equal (line->words[line->next], word))
    return FALSE;
  line->next++;
  return TRUE;
}

void
bw_scenario_line_expect_end (BwScenarioLine *line)
{
  if (line->problem == NULL && line->next < line->n_words)
    bw_scenario_line_fail (line, "'%s' was not expected here", line->words[line->next]);
}

/* Returns: the next word; "" when there is none, which is a problem. */
const char *
bw_scenario_line_word (BwScenarioLine *line, const char *what)
{
  if (line->problem == NULL && line->next >= line->n_words)
    bw_scenario_line_fail (line, "%s is missing", what);
  return line->problem != NULL ? "" : line->words[line->next++];
}

void
bw_scenario_line_word_is (BwScenarioLine *line, const char *word)
{
  const char *found = bw_scenario_line_word (line, word);

  if (!g_str_equal (found, word))
    bw_scenario_line_fail (line, "'%s' should be '%s'", found, word);
}

/* The key of the next pair; NULL at the end. A key given twice is a problem. */
const char *
bw_scenario_line_key (BwScenarioLine *line)
{
  const char *key;

  if (bw_scenario_line_is_over (line))
    return NULL;
  key = line->words[line->next++];
  return key;
}

void
bw_scenario_line_unknown_key (BwScenarioLine *line, const char *key)
{
  bw_scenario_line_fail (line, "'%s' is not known here, or not supported yet", key);
}

BwFixed
bw_scenario_line_number (BwScenarioLine *line, const char *what)
{
  const char *word = bw_scenario_line_word (line, what);
  BwFixed number = BW_FIXED_ZERO;
  BwFixedParse outcome;

  if (line->problem != NULL)
    return number;
  outcome = bw_fixed_parse (word, -1, &number);
  if (outcome != BW_FIXED_PARSE_OK)
    bw_scenario_line_fail (line, "%s '%s' is %s", what, word, bw_fixed_parse_describe (outcome));
  return number;
}

/**
 * bw_scenario_line_order_number:
 * @refused: what stands for a number that no order can hold, so that the core refuses it
 *
 * A number of an order: outside the fixed-point range it is the order that is refused.
 */
BwFixed
bw_scenario_line_order_number (BwScenarioLine *line, const char *what, BwFixed refused)
{
  const char *word = bw_scenario_line_word (line, what);
  BwFixed number = BW_FIXED_ZERO;
  BwFixedParse outcome;

  if (line->problem != NULL)
    return number;
  outcome = bw_fixed_parse (word, -1, &number);
  if (outcome == BW_FIXED_PARSE_SYNTAX)
    bw_scenario_line_fail (line, "%s '%s' is %s", what, word, bw_fixed_parse_describe (outcome));
  return outcome == BW_FIXED_PARSE_OK ? number : refused;
}

BwScenarioNumber
bw_scenario_line_expected (BwScenarioLine *line, const char *what)
{
  const char *word = bw_scenario_line_word (line, what);
  BwScenarioNumber expected = { BW_FIXED_ZERO, 0 };
  BwFixedParse outcome;
  const char *point;

  if (line->problem != NULL)
    return expected;
  if (*word == '~')
    {
      point = strchr (word, '.');
      expected.tolerance_e8 = BW_FIXED_ONE_E8 / 2;
      for (gsize i = 0; point != NULL && i < strlen (point + 1); i++)
        expected.tolerance_e8 /= 10;
      word++;
    }
  outcome = bw_fixed_parse (word, -1, &expected.number);
  if (outcome != BW_FIXED_PARSE_OK)
    bw_scenario_line_fail (line, "%s '%s' is %s", what, word, bw_fixed_parse_describe (outcome));
  return expected;
}

gboolean
bw_scenario_line_yes_no (BwScenarioLine *line, const char *what)
{
  const char *word = bw_scenario_line_word (line, what);

  if (!g_str_equal (word, "yes") && !g_str_equal (word, "no"))
    bw_scenario_line_fail (line, "%s '%s' should be yes or no", what, word);
  return g_str_equal (word, "yes");
}

/* `HH:MM[:SS[.fraction]]`: nanoseconds into the day. */
static gboolean
parse_in_day (const char *word, gint64 *in_day_ns)
{
  gsize n_bytes = strlen (word);
  g_autofree char *full = NULL;
  BwTime time;

  if (n_bytes < 5 || n_bytes > 18 || (n_bytes > 5 && n_bytes < 8))
    return FALSE;
  full = g_strdup_printf ("1970-01-01T%s%sZ", word, n_bytes == 5 ? ":00" : "");
  if (strspn (word, "0123456789:.") != n_bytes || !bw_time_parse_rfc3339 (full, -1, &time))
    return FALSE;
  *in_day_ns = time;
  return TRUE;
}

/* A time of the current date in the scenario's zone, or a full RFC 3339 one. */
BwTime
bw_scenario_line_time (BwScenarioLine *line)
{
  const char *word = bw_scenario_line_word (line, "the time");
  gint64 in_day_ns;
  BwTime time = 0;

  if (line->problem != NULL)
    return 0;
  if (parse_in_day (word, &in_day_ns))
    {
      if (!bw_zone_to_utc (line->world->zone, line->world->date, in_day_ns, &time))
        bw_scenario_line_fail (line, "%s does not exist on that date in %s", word, line->world->zone);
    }
  else if (!bw_time_parse_rfc3339 (word, -1, &time))
    bw_scenario_line_fail (line, "'%s' is not a time like 09:31, 09:31:05.25 or 2026-03-02T14:31:00Z", word);
  return time;
}

BwDate
bw_scenario_line_date (BwScenarioLine *line)
{
  const char *word = bw_scenario_line_word (line, "the date");
  BwDate date = 0;

  if (line->problem == NULL &&
      (!bw_date_parse (word, -1, &date) || date < bw_date_from_ymd (1990, 1, 1) ||
       date > bw_date_from_ymd (2040, 12, 31)))
    bw_scenario_line_fail (line, "'%s' is not a date from 1990-01-01 to 2040-12-31", word);
  return date;
}

static guint32
find_name (BwScenarioLine *line, GHashTable *names, const char *kind)
{
  const char *name = bw_scenario_line_word (line, kind);
  gpointer id;

  if (line->problem != NULL)
    return 0;
  id = g_hash_table_lookup (names, name);
  if (id == NULL)
    bw_scenario_line_fail (line, "no %s is called '%s'", kind, name);
  return GPOINTER_TO_UINT (id);
}

BwInstrumentId
bw_scenario_line_symbol (BwScenarioLine *line)
{
  return find_name (line, line->world->symbols, "instrument");
}

BwAccountId
bw_scenario_line_account (BwScenarioLine *line)
{
  return find_name (line, line->world->accounts, "account");
}

BwScenarioOrder *
bw_scenario_line_order (BwScenarioLine *line)
{
  const char *id = bw_scenario_line_word (line, "order");
  BwScenarioOrder *order;

  if (line->problem != NULL)
    return NULL;
  order = g_hash_table_lookup (line->world->orders, id);
  if (order == NULL)
    bw_scenario_line_fail (line, "no order is called '%s'", id);
  return order;
}
