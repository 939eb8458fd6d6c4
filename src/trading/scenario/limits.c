/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/statements.h"

/* What accounts are held to, and what the rules made of an order. */

/* `*` is every account; `strategy:NAME` and `agent:NAME` are who sends orders. */
static BwAccountId
read_whose (BwScenarioLine *line, BwLimit *limit)
{
  const char *word = line->next < line->n_words ? line->words[line->next] : "";
  BwLimitScope scope;

  if (bw_limit_parse_source (word, &scope, limit->source))
    {
      limit->scope = (guint8) scope;
      line->next++;
      return 0;
    }
  return bw_scenario_line_accept (line, "*") ? 0 : bw_scenario_line_account (line);
}

/* on [cancel|flatten|freeze], or off. */
static void
run_kill_switch (BwScenarioLine *line, BwAccountId account)
{
  BwInput input = { .kind = BW_INPUT_HALT_ACCOUNT };
  const char *word = bw_scenario_line_word (line, "on or off");

  if (!g_str_equal (word, "on") && !g_str_equal (word, "off"))
    bw_scenario_line_fail (line, "'%s' should be on or off", word);
  input.halt_account.account = account;
  input.halt_account.halt = g_str_equal (word, "on") ? BW_HALT_NEW_ORDERS : BW_HALT_NONE;
  input.halt_account.reason = BW_REASON_KILL_SWITCH;
  if (bw_scenario_line_accept (line, "cancel"))
    input.halt_account.action = BW_HALT_ACTION_CANCEL;
  else if (bw_scenario_line_accept (line, "flatten"))
    input.halt_account.action = BW_HALT_ACTION_FLATTEN;
  else if (bw_scenario_line_accept (line, "freeze"))
    input.halt_account.halt = BW_HALT_FROZEN;
  bw_scenario_line_expect_end (line);
  if (line->problem == NULL && g_str_equal (word, "off") &&
      (input.halt_account.action != BW_HALT_ACTION_NONE || input.halt_account.halt != BW_HALT_NONE))
    bw_scenario_line_fail (line, "a kill switch that is off does nothing");
  if (line->problem != NULL)
    return;
  bw_scenario_world_make_uuid (line->world, &input.halt_account.uuid);
  bw_scenario_world_step (line->world, &input);
}

/* All words to the end of the line. */
static char *
read_list (BwScenarioLine *line)
{
  GString *list = g_string_new (NULL);

  while (!bw_scenario_line_is_over (line))
    g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "",
                            bw_scenario_line_word (line, "the list"));
  return g_string_free (list, FALSE);
}

static void
read_value (BwScenarioLine *line, BwLimit *limit)
{
  BwLimitKind kind = bw_limit_kind (limit->rule);
  gboolean is_list = kind == BW_LIMIT_KIND_LIST || kind == BW_LIMIT_KIND_SESSIONS || kind == BW_LIMIT_KIND_SWITCH;
  g_autofree char *text = NULL;

  if (bw_scenario_line_accept (line, "off"))
    limit->mode = BW_LIMIT_OFF;
  else if (bw_scenario_line_accept (line, "inherit"))
    limit->mode = BW_LIMIT_INHERITED;
  else
    {
      text = is_list ? read_list (line) : g_strdup (bw_scenario_line_word (line, "the value"));
      if (line->problem == NULL && !bw_limit_parse_value (text, limit))
        bw_scenario_line_fail (line, "'%s' is no value of %s", text, bw_limit_word (limit->rule));
    }
  if (bw_scenario_line_accept (line, "resize"))
    limit->resizes = TRUE;
  bw_scenario_line_expect_end (line);
}

void
bw_scenario_run_limit (BwScenarioLine *line)
{
  BwInput input = { .kind = BW_INPUT_SET_LIMIT };
  BwLimitRule rule = BW_LIMIT_KILL_SWITCH;
  BwAccountId account = read_whose (line, &input.set_limit.limit);
  const char *word = bw_scenario_line_word (line, "the limit");

  if (line->problem == NULL && !bw_limit_parse_word (word, &rule))
    bw_scenario_line_fail (line, "no limit is called '%s'", word);
  if (line->problem != NULL)
    return;
  if (rule == BW_LIMIT_KILL_SWITCH && account != 0) /* a command of its own */
    {
      run_kill_switch (line, account);
      return;
    }
  input.set_limit.account = account;
  input.set_limit.limit.rule = (guint8) rule;
  read_value (line, &input.set_limit.limit);
  if (line->problem != NULL)
    return;
  bw_scenario_world_step (line->world, &input);
  if (line->world->refusal != BW_REASON_NONE)
    bw_scenario_line_fail (line, "such a limit can't be set: %s",
                           bw_reason_word (line->world->refusal));
}

static const BwRuleVerdict *
find_verdict (const BwVerdicts *verdicts, BwLimitRule rule, BwLimitScope scope)
{
  for (guint i = 0; i < verdicts->n_rules; i++)
    if (verdicts->rules[i].rule == rule && verdicts->rules[i].scope == scope)
      return &verdicts->rules[i];
  return NULL;
}

/* A number as the rule prints it: 12.5%, 25000, 2. */
static gboolean
read_pair (BwScenarioLine *line, const BwRuleVerdict *verdict, BwLimitRule rule)
{
  const char *key = bw_scenario_line_key (line);
  char found[BW_LIMIT_TEXT_BYTES] = "";
  BwFixed number;

  if (!g_str_equal (key, "before") && !g_str_equal (key, "after") && !g_str_equal (key, "limit"))
    bw_scenario_line_unknown_key (line, key);
  if (verdict == NULL)
    {
      bw_scenario_line_word (line, key);
      return FALSE;
    }
  number = *key == 'b' ? verdict->before : *key == 'a' ? verdict->after : verdict->limit;
  return g_str_equal (bw_limit_print_number (rule, number, found), bw_scenario_line_word (line, key));
}

static char *
describe_verdict (const BwRuleVerdict *verdict)
{
  char before[BW_LIMIT_TEXT_BYTES], after[BW_LIMIT_TEXT_BYTES], limit[BW_LIMIT_TEXT_BYTES];

  if (verdict == NULL)
    return g_strdup ("none of that rule");
  return g_strdup_printf ("%s before %s after %s limit %s", bw_verdict_word (verdict->outcome),
                          bw_limit_print_number (verdict->rule, verdict->before, before),
                          bw_limit_print_number (verdict->rule, verdict->after, after),
                          bw_limit_print_number (verdict->rule, verdict->limit, limit));
}

/* `of strategy`, `of agent`; without it the account's. */
static BwLimitScope
read_scope (BwScenarioLine *line)
{
  if (!bw_scenario_line_accept (line, "of"))
    return BW_LIMIT_SCOPE_ACCOUNT;
  if (bw_scenario_line_accept (line, bw_limit_scope_word (BW_LIMIT_SCOPE_AGENT)))
    return BW_LIMIT_SCOPE_AGENT;
  bw_scenario_line_word_is (line, bw_limit_scope_word (BW_LIMIT_SCOPE_STRATEGY));
  return BW_LIMIT_SCOPE_STRATEGY;
}

/* expect verdict ID RULE pass|resize|reject [of strategy|agent] [before N] [after N] [limit N] */
char *
bw_scenario_expect_verdict (BwScenarioLine *line)
{
  BwScenarioOrder *order = bw_scenario_line_order (line);
  const char *word = bw_scenario_line_word (line, "the rule");
  BwLimitRule rule = BW_LIMIT_DAILY_LOSS;
  BwVerdictOutcome outcome = BW_VERDICT_PASS;
  BwLimitScope scope;
  const BwRuleVerdict *verdict;
  g_autofree char *found = NULL;
  g_autofree char *words = NULL;
  gboolean holds;

  if (line->problem == NULL && !bw_limit_parse_word (word, &rule))
    bw_scenario_line_fail (line, "no limit is called '%s'", word);
  word = bw_scenario_line_word (line, "the verdict");
  if (line->problem == NULL && !bw_verdict_parse (word, &outcome))
    bw_scenario_line_fail (line, "'%s' should be pass, resize or reject", word);
  scope = read_scope (line);
  if (line->problem != NULL)
    return NULL;
  verdict = find_verdict (&order->verdicts, rule, scope);
  holds = verdict != NULL && verdict->outcome == outcome;
  while (!bw_scenario_line_is_over (line))
    holds &= read_pair (line, verdict, rule);
  if (holds || line->problem != NULL)
    return NULL;
  found = describe_verdict (verdict);
  words = g_strjoinv (" ", line->words + 1);
  return g_strdup_printf ("expected %s; found %s", words, found);
}
