/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

#include "trading/terms.h"

/* Statements that furnish the world: zone, date, seed, instruments, accounts, what they hold. */

void
bw_scenario_run_zone (BwScenarioLine *line)
{
  const char *zone = bw_scenario_line_word (line, "the zone");

  bw_scenario_line_expect_end (line);
  if (line->problem == NULL && !bw_zone_exists (zone))
    bw_scenario_line_fail (line, "no zone is called '%s'", zone);
  if (line->problem != NULL)
    return;
  g_free (line->world->zone);
  line->world->zone = g_strdup (zone);
  line->world->date = bw_zone_date_at (zone, line->world->now, NULL);
}

void
bw_scenario_run_date (BwScenarioLine *line)
{
  BwDate date = bw_scenario_line_date (line);
  BwTime time = 0;

  bw_scenario_line_expect_end (line);
  if (line->problem == NULL && !bw_zone_to_utc (line->world->zone, date, 0, &time))
    bw_scenario_line_fail (line, "that date has no midnight in %s", line->world->zone);
  if (line->problem == NULL && time < line->world->now)
    bw_scenario_line_fail (line, "the clock can't go back");
  if (line->problem == NULL)
    bw_scenario_world_move_clock (line->world, time);
}

/* The seed itself was read ahead. */
void
bw_scenario_run_seed (BwScenarioLine *line)
{
  const char *word = bw_scenario_line_word (line, "the seed");
  guint64 seed;

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return;
  if (!g_ascii_string_to_unsigned (word, 10, 0, G_MAXUINT64, &seed, NULL))
    bw_scenario_line_fail (line, "'%s' is not a whole number for a seed", word);
  else if (seed != line->world->seed)
    bw_scenario_line_fail (line, "a scenario has one seed");
}

static void
read_instrument_key (BwScenarioLine *line, const char *key, BwInstrument *instrument)
{
  if (g_str_equal (key, "tick"))
    instrument->tick = bw_scenario_line_number (line, "the tick");
  else if (g_str_equal (key, "lot"))
    instrument->lot = bw_scenario_line_number (line, "the lot");
  else if (g_str_equal (key, "multiplier"))
    instrument->multiplier = bw_scenario_line_number (line, "the multiplier");
  else if (g_str_equal (key, "sector"))
    {
      /* Any word is a sector; the GICS ones are known by name, with dashes for blanks. */
      g_autofree char *name = g_strdup (bw_scenario_line_word (line, "the sector"));

      if (!bw_sector_parse (g_strdelimit (name, "-_", ' '), &instrument->sector))
        instrument->sector = BW_SECTOR_NONE;
    }
  else if (g_str_equal (key, "calendar"))
    {
      const char *name = bw_scenario_line_word (line, "the calendar");

      if (line->problem == NULL && !bw_calendar_parse (name, &instrument->calendar))
        bw_scenario_line_fail (line, "no calendar is called '%s'", name);
    }
  else if (g_str_equal (key, "currency"))
    g_strlcpy (instrument->currency, bw_scenario_line_word (line, "the currency"),
               sizeof instrument->currency);
  else if (g_str_equal (key, "easy-to-borrow"))
    instrument->easy_to_borrow = bw_scenario_line_yes_no (line, key);
  else if (g_str_equal (key, "leverage"))
    {
      const char *word = bw_scenario_line_word (line, key);

      if (line->problem == NULL && (word[0] < '1' || word[0] > '3' || word[1] != '\0'))
        bw_scenario_line_fail (line, "leverage '%s' should be 1, 2 or 3", word);
      instrument->leverage = (guint32) (word[0] - '0');
    }
  else if (g_str_equal (key, "fractionable"))
    instrument->fractionable = bw_scenario_line_yes_no (line, key);
  else if (g_str_equal (key, "ipo"))
    instrument->is_ipo = bw_scenario_line_yes_no (line, key);
  else
    bw_scenario_line_unknown_key (line, key);
}

void
bw_scenario_run_instrument (BwScenarioLine *line)
{
  BwScenarioWorld *world = line->world;
  const char *symbol = bw_scenario_line_word (line, "the symbol");
  const char *word = bw_scenario_line_word (line, "the class");
  BwInput input = { .kind = BW_INPUT_DEFINE_INSTRUMENT };
  BwInstrumentClass class_found;
  const char *key;

  if (line->problem != NULL)
    return;
  if (!bw_instrument_class_parse (word, &class_found) ||
      (class_found != BW_INSTRUMENT_EQUITY && class_found != BW_INSTRUMENT_ETF &&
       class_found != BW_INSTRUMENT_CRYPTO && class_found != BW_INSTRUMENT_FX))
    bw_scenario_line_fail (line, "'%s' is no class of instrument, or not supported yet", word);
  else if (g_hash_table_contains (world->symbols, symbol))
    bw_scenario_line_fail (line, "there is already an instrument '%s'", symbol);
  else
    bw_instrument_init (&input.instrument, class_found, symbol);
  while ((key = bw_scenario_line_key (line)) != NULL)
    read_instrument_key (line, key, &input.instrument);
  if (line->problem != NULL)
    return;
  bw_scenario_world_use_calendar (world, input.instrument.calendar);
  bw_scenario_world_step (world, &input);
  if (world->refusal != BW_REASON_NONE)
    bw_scenario_line_fail (line, "the instrument is not valid: tick from 0, lot and multiplier above 0");
  else
    g_hash_table_insert (world->symbols, g_strdup (symbol),
                         GUINT_TO_POINTER (g_hash_table_size (world->symbols) + 1));
}

typedef struct
{
  BwAccountTerms terms;
  BwFixed cash;
  gboolean has_cash;
  int multiplier; /* 0: not stated */
  int shorting;   /* -1: not stated */
} AccountLine;

static gboolean
find_term (const char *word, BwTerm *term)
{
  for (int i = 0; i < BW_N_TERMS; i++)
    if (g_str_equal (bw_term_word (i), word))
      {
        *term = (BwTerm) i;
        return TRUE;
      }
  return FALSE;
}

/* What is stated stays, whatever the type would bring along. */
static void
read_term (BwScenarioLine *line, BwTerm term, AccountLine *account)
{
  const char *text = bw_scenario_line_word (line, bw_term_word (term));

  if (line->problem == NULL && !bw_term_parse (term, text, &account->terms))
    bw_scenario_line_fail (line, "%s '%s' should be %s", bw_term_word (term), text, bw_term_choices (term));
  if (term == BW_TERM_MULTIPLIER)
    account->multiplier = account->terms.multiplier;
  if (term == BW_TERM_SHORTING)
    account->shorting = account->terms.is_shorting_allowed;
}

static void
read_account_key (BwScenarioLine *line, const char *key, AccountLine *account)
{
  BwTerm term;

  if (g_str_equal (key, "cash"))
    {
      account->cash = bw_scenario_line_number (line, "the cash");
      account->has_cash = TRUE;
    }
  else if (g_str_equal (key, "currency"))
    g_strlcpy (account->terms.currency, bw_scenario_line_word (line, "the currency"), sizeof account->terms.currency);
  else if (find_term (key, &term))
    read_term (line, term, account);
  else
    bw_scenario_line_unknown_key (line, key);
}

/* Type cash implies multiplier 1 and no shorting; stating otherwise is a contradiction. */
static void
settle_terms (BwScenarioLine *line, AccountLine *account)
{
  BwAccountTerms *terms = &account->terms;
  gboolean is_cash = terms->type == BW_ACCOUNT_CASH;

  terms->multiplier = (guint8) (account->multiplier != 0 ? account->multiplier : is_cash ? 1 : 2);
  terms->is_shorting_allowed = (guint8) (account->shorting >= 0 ? account->shorting : !is_cash);
  if (is_cash && (terms->multiplier != 1 || terms->is_shorting_allowed))
    bw_scenario_line_fail (line, "a cash account has multiplier 1 and no shorting");
  if (account->cash.e8 < 0)
    bw_scenario_line_fail (line, "an account can't begin with debt");
  if (!account->has_cash)
    bw_scenario_line_fail (line, "the cash is missing");
}

static void
move_cash (BwScenarioWorld *world, BwInputKind kind, BwAccountId account, BwFixed amount)
{
  BwInput input = { .kind = (guint8) kind };

  input.cash.account = account;
  input.cash.amount = amount;
  bw_scenario_world_step (world, &input);
}

void
bw_scenario_run_account (BwScenarioLine *line)
{
  BwScenarioWorld *world = line->world;
  const char *name = bw_scenario_line_word (line, "the account's name");
  AccountLine account = { .shorting = -1 };
  BwInput input = { .kind = BW_INPUT_OPEN_ACCOUNT };
  const char *key;

  if (line->problem != NULL)
    return;
  bw_account_terms_init (&account.terms, BW_ACCOUNT_MARGIN, name);
  if (g_hash_table_contains (world->accounts, name))
    bw_scenario_line_fail (line, "there is already an account '%s'", name);
  while ((key = bw_scenario_line_key (line)) != NULL)
    read_account_key (line, key, &account);
  if (line->problem == NULL)
    settle_terms (line, &account);
  if (line->problem != NULL)
    return;
  bw_scenario_world_make_uuid (world, &input.open_account.uuid);
  input.open_account.terms = account.terms;
  bw_scenario_world_step (world, &input);
  if (world->refusal != BW_REASON_NONE)
    {
      bw_scenario_line_fail (line, "such an account is not supported: fees '%s', latency or stale-after",
                             account.terms.fee_schedule);
      return;
    }
  g_hash_table_insert (world->accounts, g_strdup (name),
                       GUINT_TO_POINTER (bw_core_n_accounts (world->core)));
  if (account.cash.e8 > 0)
    move_cash (world, BW_INPUT_DEPOSIT, (BwAccountId) bw_core_n_accounts (world->core), account.cash);
}

/* The account's terms from here on: the keys of `account` but for the cash. */
void
bw_scenario_run_terms (BwScenarioLine *line)
{
  BwInput input = { .kind = BW_INPUT_CHANGE_TERMS };
  AccountLine account = { .shorting = -1, .has_cash = TRUE };
  const char *key;

  input.change_terms.account = bw_scenario_line_account (line);
  if (line->problem != NULL)
    return;
  account.terms = bw_core_account (line->world->core, input.change_terms.account)->terms;
  account.multiplier = account.terms.multiplier;
  account.shorting = account.terms.is_shorting_allowed;
  while ((key = bw_scenario_line_key (line)) != NULL)
    if (g_str_equal (key, "cash"))
      bw_scenario_line_unknown_key (line, key);
    else
      read_account_key (line, key, &account);
  if (line->problem == NULL)
    settle_terms (line, &account);
  if (line->problem != NULL)
    return;
  input.change_terms.terms = account.terms;
  bw_scenario_world_step (line->world, &input);
}

void
bw_scenario_run_hold (BwScenarioLine *line)
{
  BwInput input = { .kind = BW_INPUT_TRANSFER_IN };

  input.transfer_in.account = bw_scenario_line_account (line);
  input.transfer_in.instrument = bw_scenario_line_symbol (line);
  input.transfer_in.quantity = bw_scenario_line_number (line, "the quantity");
  bw_scenario_line_word_is (line, "@");
  input.transfer_in.price = bw_scenario_line_number (line, "the price");
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return;
  bw_scenario_world_step (line->world, &input);
  if (line->world->refusal != BW_REASON_NONE)
    bw_scenario_line_fail (line, "this can't be held: %s", bw_reason_word (line->world->refusal));
}

static void
run_cash (BwScenarioLine *line, BwInputKind kind)
{
  BwAccountId account = bw_scenario_line_account (line);
  BwFixed amount = bw_scenario_line_number (line, "the amount");

  bw_scenario_line_expect_end (line);
  if (line->problem == NULL)
    move_cash (line->world, kind, account, amount);
}

void
bw_scenario_run_deposit (BwScenarioLine *line)
{
  run_cash (line, BW_INPUT_DEPOSIT);
}

void
bw_scenario_run_withdraw (BwScenarioLine *line)
{
  run_cash (line, BW_INPUT_WITHDRAW);
}

void
bw_scenario_run_crash (BwScenarioLine *line)
{
  bw_scenario_line_expect_end (line);
  if (line->problem == NULL)
    bw_scenario_world_crash (line->world);
}
