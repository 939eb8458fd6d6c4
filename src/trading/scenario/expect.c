/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

/* Expectations. Each reads its words, and returns what it found where that is something else. */

static void
add_number (GString *text, const char *name, BwFixed number)
{
  char digits[BW_FIXED_TEXT_BYTES];

  g_string_append_printf (text, "%s%s%s", text->len > 0 ? " " : "", name,
                          bw_fixed_print (number, 0, 8, digits));
}

static gboolean
matches (const BwScenarioNumber *expected, BwFixed found)
{
  __int128 difference = (__int128) found.e8 - expected->number.e8;

  return difference <= expected->tolerance_e8 && -difference <= expected->tolerance_e8;
}

/* "expected WORDS OF THE LINE; found WHAT", and the certificates of @order's fills. */
static char *
say_failure (const BwScenarioLine *line, const BwScenarioOrder *order, const char *found)
{
  g_autofree char *words = g_strjoinv (" ", line->words + 1);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "expected %s; found %s", words, found);
  for (guint i = 0; order != NULL && i < order->fills->len; i++)
    bw_scenario_describe_fill (text, line->world, order,
                               &g_array_index (order->fills, BwScenarioFill, i).fill);
  return g_string_free (text, FALSE);
}

static char *
describe_order (const BwScenarioOrder *named)
{
  const BwOrder *order = &named->order;
  GString *text = g_string_new (bw_order_status_word (order->status));

  add_number (text, "filled ", order->filled);
  add_number (text, "of qty ", order->quantity);
  if (order->filled.e8 > 0)
    add_number (text, "avg ", bw_order_average_price (order));
  if (order->limit_price.e8 != 0)
    add_number (text, "limit ", order->limit_price);
  if (order->stop_price.e8 != 0)
    add_number (text, "stop ", order->stop_price);
  if (order->reason != BW_REASON_NONE)
    g_string_append_printf (text, " reason %s", bw_reason_word (order->reason));
  if (named->refused != BW_REASON_NONE)
    g_string_append_printf (text, " (last change refused: %s)", bw_reason_word (named->refused));
  return g_string_free (text, FALSE);
}

static BwReason
read_reason (BwScenarioLine *line)
{
  const char *word = bw_scenario_line_word (line, "the reason");
  BwReason reason = BW_REASON_NONE;

  if (line->problem == NULL && !bw_reason_parse (word, &reason))
    bw_scenario_line_fail (line, "'%s' is no reason", word);
  return reason;
}

static gboolean
read_status (BwScenarioLine *line, BwOrderStatus *status)
{
  const char *word = bw_scenario_line_word (line, "the status");

  if (line->problem == NULL && !bw_order_status_parse (word, status))
    bw_scenario_line_fail (line, "'%s' is no status of an order", word);
  return line->problem == NULL;
}

/* ID STATUS, to the end of the line. */
static gboolean
read_legs (BwScenarioLine *line)
{
  gboolean holds = TRUE;

  do
    {
      const BwScenarioOrder *leg = bw_scenario_line_order (line);
      BwOrderStatus status = BW_ORDER_NEW;

      if (!read_status (line, &status))
        return TRUE;
      holds &= leg->order.status == status;
    }
  while (!bw_scenario_line_is_over (line));
  return holds;
}

static gboolean
read_order_pair (BwScenarioLine *line, const BwOrder *order)
{
  const char *key = bw_scenario_line_key (line);
  BwScenarioNumber expected;

  if (g_str_equal (key, "reason"))
    return read_reason (line) == (BwReason) order->reason;
  if (g_str_equal (key, "legs"))
    return read_legs (line);
  if (!g_str_equal (key, "filled") && !g_str_equal (key, "avg") && !g_str_equal (key, "qty") &&
      !g_str_equal (key, "limit") && !g_str_equal (key, "stop"))
    {
      bw_scenario_line_unknown_key (line, key);
      return TRUE;
    }
  expected = bw_scenario_line_expected (line, key);
  if (g_str_equal (key, "filled"))
    return matches (&expected, order->filled);
  if (g_str_equal (key, "avg"))
    return matches (&expected, bw_order_average_price (order));
  if (g_str_equal (key, "qty"))
    return matches (&expected, order->quantity);
  return matches (&expected, g_str_equal (key, "limit") ? order->limit_price : order->stop_price);
}

static char *
expect_order (BwScenarioLine *line)
{
  BwScenarioOrder *order = bw_scenario_line_order (line);
  BwOrderStatus status = BW_ORDER_NEW;
  g_autofree char *found = NULL;
  const BwOrder *open;
  gboolean holds;

  if (!read_status (line, &status))
    return NULL;
  open = bw_core_open_order (line->world->core, order->order.id);
  if (open != NULL)
    order->order = *open; /* a trailing stop moves without a word */
  holds = order->order.status == status;
  while (!bw_scenario_line_is_over (line))
    holds &= read_order_pair (line, &order->order);
  if (holds || line->problem != NULL)
    return NULL;
  found = describe_order (order);
  return say_failure (line, order, found);
}

typedef struct
{
  BwScenarioNumber quantity, price;
  gboolean has_time;
  BwTime time;
  BwRule rule;   /* NONE: any */
  guint8 notes;  /* BwCertificateFlags that it must have */
} ExpectedFill;

static void
read_fill (BwScenarioLine *line, ExpectedFill *expected)
{
  const char *key;

  expected->quantity = bw_scenario_line_expected (line, "the quantity");
  bw_scenario_line_word_is (line, "@");
  expected->price = bw_scenario_line_expected (line, "the price");
  while ((key = bw_scenario_line_key (line)) != NULL)
    {
      if (g_str_equal (key, "at"))
        {
          expected->has_time = TRUE;
          expected->time = bw_scenario_line_time (line);
        }
      else if (g_str_equal (key, "rule"))
        {
          const char *word = bw_scenario_line_word (line, "the rule");

          if (line->problem == NULL && !bw_rule_parse (word, &expected->rule))
            bw_scenario_line_fail (line, "'%s' is no rule", word);
        }
      else if (g_str_equal (key, "note"))
        {
          const char *word = bw_scenario_line_word (line, "the note");
          BwCertificateFlags flag;

          if (line->problem == NULL && !bw_certificate_flag_parse (word, &flag))
            bw_scenario_line_fail (line, "'%s' is no note of a certificate", word);
          else if (line->problem == NULL)
            expected->notes |= (guint8) flag;
        }
      else
        bw_scenario_line_unknown_key (line, key);
    }
}

static guint
count_unused (const BwScenarioOrder *order)
{
  guint n_unused = 0;

  for (guint i = 0; i < order->fills->len; i++)
    n_unused += !g_array_index (order->fills, BwScenarioFill, i).is_used;
  return n_unused;
}

static char *
expect_fill (BwScenarioLine *line)
{
  BwScenarioOrder *order = bw_scenario_line_order (line);
  ExpectedFill expected = { 0 };
  g_autofree char *found = NULL;

  read_fill (line, &expected);
  if (line->problem != NULL)
    return NULL;
  for (guint i = 0; i < order->fills->len; i++)
    {
      BwScenarioFill *execution = &g_array_index (order->fills, BwScenarioFill, i);
      const BwFill *fill = &execution->fill;

      if (execution->is_used || !matches (&expected.quantity, fill->quantity) ||
          !matches (&expected.price, fill->price) ||
          (expected.has_time && fill->time != expected.time) ||
          (expected.rule != BW_RULE_NONE && fill->certificate.rule != expected.rule) ||
          (fill->certificate.flags & expected.notes) != expected.notes)
        continue;
      execution->is_used = TRUE;
      return NULL;
    }
  found = g_strdup_printf ("%u other fills that no expectation has used", count_unused (order));
  return say_failure (line, order, found);
}

static char *
expect_no_fill (BwScenarioLine *line)
{
  BwScenarioOrder *order;
  g_autofree char *found = NULL;

  bw_scenario_line_word_is (line, "fill");
  order = bw_scenario_line_order (line);
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL || count_unused (order) == 0)
    return NULL;
  found = g_strdup_printf ("%u", count_unused (order));
  return say_failure (line, order, found);
}

/* `reject ID WORD [code NUMBER]`: what an API's error body would have as its code. */
static char *
expect_reject (BwScenarioLine *line)
{
  BwScenarioOrder *order = bw_scenario_line_order (line);
  BwReason reason = read_reason (line);
  g_autofree char *found = NULL;

  if (bw_scenario_line_accept (line, "code"))
    {
      BwScenarioNumber expected = bw_scenario_line_expected (line, "the code");

      if (line->problem == NULL && !matches (&expected, BW_FIXED (bw_reason_api_code (reason))))
        {
          found = g_strdup_printf ("code %u", bw_reason_api_code (reason));
          return say_failure (line, NULL, found);
        }
    }
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL || order->refused == reason ||
      (order->order.status == BW_ORDER_REJECTED && order->order.reason == reason))
    return NULL;
  found = describe_order (order);
  return say_failure (line, order, found);
}

/* `timeline ID STATUS...`: every step of the order, and of what replaced it, as it was told. */
static char *
expect_timeline (BwScenarioLine *line)
{
  BwScenarioOrder *order = bw_scenario_line_order (line);
  g_autoptr (GString) expected = g_string_new (NULL);

  while (line->problem == NULL && !bw_scenario_line_is_over (line))
    {
      BwOrderStatus status = BW_ORDER_NEW;

      if (read_status (line, &status))
        g_string_append_printf (expected, "%s%s", expected->len > 0 ? " " : "", bw_order_status_word (status));
    }
  if (line->problem != NULL || g_str_equal (expected->str, order->timeline->str))
    return NULL;
  return say_failure (line, order, order->timeline->str);
}

static char *
expect_position (BwScenarioLine *line)
{
  BwAccountId account = bw_scenario_line_account (line);
  BwInstrumentId instrument = bw_scenario_line_symbol (line);
  BwScenarioNumber expected = bw_scenario_line_expected (line, "the quantity");
  g_autoptr (GString) found = g_string_new (NULL);
  BwPosition position = { 0 };
  gboolean holds;
  const char *key;

  if (line->problem == NULL)
    bw_core_position (line->world->core, account, instrument, &position);
  holds = matches (&expected, position.quantity);
  while ((key = bw_scenario_line_key (line)) != NULL)
    {
      BwFixed value = g_str_equal (key, "avg")          ? position.average_price
                      : g_str_equal (key, "unrealized") ? position.unrealized
                                                        : position.realized;

      if (!g_str_equal (key, "avg") && !g_str_equal (key, "unrealized") && !g_str_equal (key, "realized"))
        bw_scenario_line_unknown_key (line, key);
      expected = bw_scenario_line_expected (line, key);
      holds &= matches (&expected, value);
    }
  if (line->problem != NULL || holds)
    return NULL;
  add_number (found, "", position.quantity);
  add_number (found, "avg ", position.average_price);
  add_number (found, "unrealized ", position.unrealized);
  add_number (found, "realized ", position.realized);
  return say_failure (line, NULL, found->str);
}

typedef struct
{
  const BwAccount *account;
  BwAccountFigures figures;
} Found;

static BwFixed
count (gint64 n)
{
  return (BwFixed){ n * BW_FIXED_ONE_E8 };
}

static gint64
count_violations (const BwAccount *account)
{
  gint64 n = 0;

  for (int i = 0; i < BW_GOOD_FAITH_MAX; i++)
    n += account->margin.violations[i] != 0;
  return n;
}

/* The figures of an account by their words; FALSE: @word is none. */
static gboolean
get_figure (const char *word, const Found *found, BwFixed *value)
{
  const BwAccountFigures *figures = &found->figures;
  const BwAccountMargin *margin = &found->account->margin;
  const struct
  {
    const char *word;
    BwFixed value;
  } words[] = {
    { "cash", found->account->cash },
    { "equity", figures->equity },
    { "buying-power", figures->buying_power },
    { "initial-margin", figures->initial_margin },
    { "maintenance", figures->maintenance_margin },
    { "realized", found->account->realized },
    { "fees", found->account->fees },
    { "dividends", found->account->dividends },
    { "interest", found->account->interest },
    { "receivable", found->account->receivable },
    { "accrued", found->account->accrued },
    { "settled", figures->settled_cash },
    { "unsettled", figures->unsettled_cash },
    { "withdrawable", figures->withdrawable },
    { "day-power", figures->day_trading_power },
    { "margin-level", figures->intraday_level },
    { "deficit", margin->deficit },
    { "call", margin->call.kind != BW_CALL_NONE ? margin->call.amount : BW_FIXED_ZERO },
    { "intraday-call", margin->intraday_call.kind != BW_CALL_NONE ? margin->intraday_call.amount : BW_FIXED_ZERO },
    { "day-trades", count (figures->n_day_trades) },
    { "violations", count (count_violations (found->account)) },
    { "last-equity", margin->last_equity },
    { "last-maintenance", margin->last_maintenance },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i].word, word))
      {
        *value = words[i].value;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_figure (const char *word)
{
  BwAccount account = { 0 };
  const Found nothing = { .account = &account };
  BwFixed value;

  return get_figure (word, &nothing, &value);
}

static char *
expect_figure (BwScenarioLine *line, const char *word)
{
  BwAccountId id = bw_scenario_line_account (line);
  BwScenarioNumber expected = bw_scenario_line_expected (line, word);
  g_autoptr (GString) text = g_string_new (NULL);
  Found found = { 0 };
  BwFixed value;

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return NULL;
  found.account = bw_core_account (line->world->core, id);
  if (!bw_core_account_figures (line->world->core, id, &found.figures))
    return say_failure (line, NULL, "a figure that is out of range");
  if (!get_figure (word, &found, &value) || matches (&expected, value))
    return NULL;
  add_number (text, "", value);
  return say_failure (line, NULL, text->str);
}

/* `restricted A frozen|good-faith|margin-call|none`: what the broker holds against the account. */
static char *
expect_restricted (BwScenarioLine *line)
{
  BwAccountId id = bw_scenario_line_account (line);
  const char *word = bw_scenario_line_word (line, "the restriction");
  BwTime now = bw_core_now (line->world->core);
  const BwAccountMargin *margin;
  const char *found = "none";

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return NULL;
  margin = &bw_core_account (line->world->core, id)->margin;
  if (margin->call.kind != BW_CALL_NONE)
    found = "margin-call";
  else if (now < margin->frozen_until)
    found = "frozen";
  else if (now < margin->settled_only_until)
    found = "good-faith";
  return g_str_equal (word, found) ? NULL : say_failure (line, NULL, found);
}

/* `due A call|intraday-call TIME`: when an open call is due. */
static char *
expect_due (BwScenarioLine *line)
{
  BwAccountId id = bw_scenario_line_account (line);
  gboolean is_intraday = bw_scenario_line_accept (line, "intraday-call");
  g_autofree char *found = NULL;
  const BwMarginCall *call;
  BwTime due;

  if (!is_intraday)
    bw_scenario_line_word_is (line, "call");
  due = bw_scenario_line_time (line);
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return NULL;
  call = is_intraday ? &bw_core_account (line->world->core, id)->margin.intraday_call
                     : &bw_core_account (line->world->core, id)->margin.call;
  if (call->kind != BW_CALL_NONE && call->due == due)
    return NULL;
  found = call->kind == BW_CALL_NONE ? g_strdup ("no call") : bw_time_to_rfc3339 (call->due);
  return say_failure (line, NULL, found);
}

/* `refused WORD|none`: the last statement that was no expectation. */
static char *
expect_refused (BwScenarioLine *line)
{
  const char *word = bw_scenario_line_word (line, "the reason");

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL || g_str_equal (word, bw_reason_word (line->world->refusal)))
    return NULL;
  return say_failure (line, NULL, bw_reason_word (line->world->refusal));
}

/* `event A KIND WORD`: the account was told so; an expectation uses it up. */
static char *
expect_event (BwScenarioLine *line)
{
  BwAccountId id = bw_scenario_line_account (line);
  const char *kind = bw_scenario_line_word (line, "the event");
  BwReason reason = read_reason (line);

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return NULL;
  for (guint i = 0; i < line->world->margin_events->len; i++)
    {
      const BwMarginEvent *event = &g_array_index (line->world->margin_events, BwMarginEvent, i);

      if (event->account != id || event->reason != reason ||
          !g_str_equal (bw_margin_event_word ((BwMarginEventKind) event->kind), kind))
        continue;
      g_array_remove_index (line->world->margin_events, i);
      return NULL;
    }
  return say_failure (line, NULL, "no such event left");
}

static char *
expect_halted (BwScenarioLine *line)
{
  BwAccountId id = bw_scenario_line_account (line);
  BwReason reason = BW_REASON_NONE;
  const BwAccount *account;

  if (bw_scenario_line_accept (line, "reason"))
    reason = read_reason (line);
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return NULL;
  account = bw_core_account (line->world->core, id);
  if (account->halt == BW_HALT_NONE)
    return say_failure (line, NULL, "that it is not");
  if (reason != BW_REASON_NONE && account->halt_reason != reason)
    return say_failure (line, NULL, bw_reason_word (account->halt_reason));
  return NULL;
}

static char *
expect_ambiguous (BwScenarioLine *line)
{
  BwAccountId id = bw_scenario_line_account (line);
  BwScenarioNumber expected = bw_scenario_line_expected (line, "the number of fills");
  g_autofree char *found = NULL;
  guint32 n_ambiguous;

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return NULL;
  n_ambiguous = bw_core_account (line->world->core, id)->n_ambiguous;
  if (matches (&expected, BW_FIXED (n_ambiguous)))
    return NULL;
  found = g_strdup_printf ("%u", n_ambiguous);
  return say_failure (line, NULL, found);
}

static char *
expect_balanced (BwScenarioLine *line)
{
  g_autofree char *why_not = NULL;

  bw_scenario_line_expect_end (line);
  if (line->problem != NULL || bw_scenario_world_is_balanced (line->world, &why_not))
    return NULL;
  return say_failure (line, NULL, why_not);
}

static char *
expect_same_after_crash (BwScenarioLine *line)
{
  bw_scenario_line_expect_end (line);
  if (line->problem != NULL)
    return NULL;
  if (line->world->n_crashes == 0)
    bw_scenario_world_crash (line->world);
  if (line->world->crash_difference == NULL)
    return NULL;
  return say_failure (line, NULL, line->world->crash_difference);
}

char *
bw_scenario_run_expect (BwScenarioLine *line)
{
  const char *word = bw_scenario_line_word (line, "what is expected");

  if (line->problem != NULL)
    return NULL;
  if (g_str_equal (word, "order"))
    return expect_order (line);
  if (g_str_equal (word, "fill"))
    return expect_fill (line);
  if (g_str_equal (word, "no"))
    return expect_no_fill (line);
  if (g_str_equal (word, "reject"))
    return expect_reject (line);
  if (g_str_equal (word, "timeline"))
    return expect_timeline (line);
  if (g_str_equal (word, "position"))
    return expect_position (line);
  if (is_figure (word))
    return expect_figure (line, word);
  if (g_str_equal (word, "restricted"))
    return expect_restricted (line);
  if (g_str_equal (word, "due"))
    return expect_due (line);
  if (g_str_equal (word, "refused"))
    return expect_refused (line);
  if (g_str_equal (word, "event"))
    return expect_event (line);
  if (g_str_equal (word, "halted"))
    return expect_halted (line);
  if (g_str_equal (word, "ambiguous"))
    return expect_ambiguous (line);
  if (g_str_equal (word, "verdict"))
    return bw_scenario_expect_verdict (line);
  if (g_str_equal (word, "size"))
    return bw_scenario_expect_size (line);
  if (g_str_equal (word, "balanced"))
    return expect_balanced (line);
  if (g_str_equal (word, "same-after-crash"))
    return expect_same_after_crash (line);
  bw_scenario_line_fail (line, "'%s' can't be expected, or is not supported yet", word);
  return NULL;
}
