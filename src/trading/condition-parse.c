/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/condition.h"

#include "base/fixed.h"
#include "market/zone.h"

#include <string.h>

/*   expression  = both { "or" both }
 *   both        = single { "and" single }
 *   single      = "not" single | "(" expression ")" | comparison
 *   comparison  = sum ( "<" | "<=" | ">" | ">=" | "=" | "!=" ) sum
 *   sum         = operand { ("+" | "-") operand }
 *   operand     = SYMBOL [".last" | ".bid" | ".ask"] | "time" | TIME | "pnl" | "day-pnl" | "equity"
 *               | NUMBER
 *
 * Recursive descent over a cursor, writing postfix steps; the first problem ends it. Bare blanks and
 * signs part words, so a minus needs a blank before it. */

#define DEPTH_MAX 24
#define SYMBOL_BYTES_MAX 64

typedef enum
{
  TOKEN_END,
  TOKEN_WORD,
  TOKEN_SIGN, /* ( ) < <= > >= = != + - and what is none of these */
} TokenKind;

typedef struct
{
  TokenKind kind;
  const char *start;
  gsize n_bytes;
} Token;

typedef struct
{
  const char *text;
  Token token; /* that is read next */
  const BwConditionNames *names;
  BwCondition *condition;
  BwConditionProblem *problem;
  guint depth;
} Parser;

/* What an operand is: a number or a time. */
typedef enum
{
  SORT_NUMBER,
  SORT_TIME,
} Sort;

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("._/:^$#@%", c) != NULL) || (guchar) c >= 0x80;
}

/* In a word, what joins: the dash of BTC-USD and 2026-03-02, the plus of +01:00. */
static gboolean
joins (const char *c)
{
  return (*c == '-' || *c == '+') && is_word_char (c[1]);
}

static void
read_token (Token *token, const char *from)
{
  const char *end;

  while (g_ascii_isspace (*from))
    from++;
  *token = (Token){ *from == '\0' ? TOKEN_END : TOKEN_SIGN, from, *from == '\0' ? 0 : 1 };
  if ((strchr ("<>!=", *from) != NULL && *from != '\0' && from[1] == '=') ||
      (from[0] == '<' && from[1] == '>') || (from[0] == '=' && from[1] == '='))
    token->n_bytes = 2;
  /* A sign right before a digit belongs to the number where an operand is due: read_operand(). */
  if (!is_word_char (*from))
    return;
  for (end = from; is_word_char (*end) || (end > from && joins (end));)
    end++;
  *token = (Token){ TOKEN_WORD, from, (gsize) (end - from) };
}

static gboolean
token_is (const Token *token, const char *text)
{
  return token->n_bytes == strlen (text) && strncmp (token->start, text, token->n_bytes) == 0;
}

static void
skip (Parser *parser)
{
  read_token (&parser->token, parser->token.start + parser->token.n_bytes);
}

static gboolean
accept (Parser *parser, const char *text)
{
  if (!token_is (&parser->token, text))
    return FALSE;
  skip (parser);
  return TRUE;
}

static gboolean
fail_at (Parser *parser, BwConditionExpected expected, const Token *token)
{
  *parser->problem = (BwConditionProblem){ expected, (guint) (token->start - parser->text) + 1,
                                           (guint) token->n_bytes };
  return FALSE;
}

static gboolean
emit (Parser *parser, BwConditionStep step, const Token *token)
{
  if (parser->condition->n_steps == BW_CONDITION_STEPS_MAX)
    return fail_at (parser, BW_CONDITION_EXPECTED_LESS, token);
  parser->condition->steps[parser->condition->n_steps++] = step;
  return TRUE;
}

static gboolean
two_digits (const char *text, int max, gint64 *number)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;
  *number = 10 * (text[0] - '0') + (text[1] - '0');
  return *number <= max;
}

/* HH:MM or HH:MM:SS. */
static gboolean
read_time_of_day (const Token *token, gint64 *since_midnight)
{
  gint64 hours, minutes, seconds = 0;

  if ((token->n_bytes != 5 && token->n_bytes != 8) || token->start[2] != ':' ||
      !two_digits (token->start, 23, &hours) || !two_digits (token->start + 3, 59, &minutes))
    return FALSE;
  if (token->n_bytes == 8 && (token->start[5] != ':' || !two_digits (token->start + 6, 59, &seconds)))
    return FALSE;
  *since_midnight = hours * BW_HOUR + minutes * BW_MINUTE + seconds * BW_SECOND;
  return TRUE;
}

static gboolean
looks_like_time (const Token *token)
{
  return g_ascii_isdigit (*token->start) && memchr (token->start, ':', token->n_bytes) != NULL;
}

static gboolean
read_time (Parser *parser, const Token *token)
{
  BwConditionStep step = { .kind = BW_CONDITION_INSTANT };
  gint64 since_midnight;

  if (read_time_of_day (token, &since_midnight))
    {
      if (parser->names->zone == NULL)
        return fail_at (parser, BW_CONDITION_EXPECTED_FULL_TIME, token);
      if (!bw_zone_to_utc (parser->names->zone, parser->names->date, since_midnight, &step.number))
        return fail_at (parser, BW_CONDITION_EXPECTED_TIME, token);
    }
  else if (!bw_time_parse_rfc3339 (token->start, (gssize) token->n_bytes, &step.number))
    return fail_at (parser, BW_CONDITION_EXPECTED_TIME, token);
  return emit (parser, step, token);
}

static gboolean
read_number (Parser *parser, const Token *token, gboolean is_negative)
{
  BwConditionStep step = { .kind = BW_CONDITION_NUMBER };
  BwFixed number;

  if (bw_fixed_parse (token->start, (gssize) token->n_bytes, &number) != BW_FIXED_PARSE_OK ||
      (is_negative && !bw_fixed_negate (number, &number)))
    return fail_at (parser, BW_CONDITION_EXPECTED_NUMBER, token);
  step.number = number.e8;
  return emit (parser, step, token);
}

static gboolean
read_price (Parser *parser, const Token *token)
{
  static const struct
  {
    const char *ending;
    BwConditionStepKind kind;
  } endings[] = {
    { ".last", BW_CONDITION_LAST },
    { ".bid", BW_CONDITION_BID },
    { ".ask", BW_CONDITION_ASK },
  };
  BwConditionStep step = { .kind = BW_CONDITION_LAST };
  char symbol[SYMBOL_BYTES_MAX];
  gsize n_bytes = token->n_bytes;

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n_ending = strlen (endings[i].ending);

      if (n_bytes > n_ending && strncmp (token->start + n_bytes - n_ending, endings[i].ending, n_ending) == 0)
        {
          step.kind = (guint8) endings[i].kind;
          n_bytes -= n_ending;
          break;
        }
    }
  if (n_bytes < sizeof symbol)
    {
      memcpy (symbol, token->start, n_bytes);
      symbol[n_bytes] = '\0';
      step.instrument = parser->names->find (symbol, parser->names->user_data);
    }
  if (step.instrument == 0)
    return fail_at (parser, BW_CONDITION_EXPECTED_SYMBOL, token);
  return emit (parser, step, token);
}

static gboolean
is_keyword (const Token *token)
{
  return token_is (token, "and") || token_is (token, "or") || token_is (token, "not");
}

static gboolean
read_word (Parser *parser, const Token *token, Sort *sort)
{
  static const struct
  {
    const char *word;
    BwConditionStepKind kind;
  } words[] = {
    { "time", BW_CONDITION_TIME },
    { "pnl", BW_CONDITION_PNL },
    { "day-pnl", BW_CONDITION_DAY_PNL },
    { "equity", BW_CONDITION_EQUITY },
  };

  *sort = SORT_NUMBER;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (token_is (token, words[i].word))
      {
        *sort = words[i].kind == BW_CONDITION_TIME ? SORT_TIME : SORT_NUMBER;
        return emit (parser, (BwConditionStep){ .kind = (guint8) words[i].kind }, token);
      }
  if (looks_like_time (token))
    {
      *sort = SORT_TIME;
      return read_time (parser, token);
    }
  /* A symbol may begin with a digit; a number has nothing else. */
  if (g_ascii_isdigit (*token->start) && strspn (token->start, "0123456789.") >= token->n_bytes)
    return read_number (parser, token, FALSE);
  return read_price (parser, token);
}

static gboolean
read_operand (Parser *parser, Sort *sort)
{
  Token token = parser->token;
  gboolean is_negative = token_is (&token, "-");

  *sort = SORT_NUMBER;
  if (is_negative && g_ascii_isdigit (token.start[1]))
    {
      skip (parser);
      token = parser->token;
      skip (parser);
      return read_number (parser, &token, TRUE);
    }
  if (token.kind != TOKEN_WORD || is_keyword (&token))
    return fail_at (parser, BW_CONDITION_EXPECTED_OPERAND, &token);
  skip (parser);
  return read_word (parser, &token, sort);
}

static gboolean
read_sum (Parser *parser, Sort *sort)
{
  if (!read_operand (parser, sort))
    return FALSE;
  while (token_is (&parser->token, "+") || token_is (&parser->token, "-"))
    {
      Token sign = parser->token;
      Token operand;
      Sort other;

      if (*sort == SORT_TIME)
        return fail_at (parser, BW_CONDITION_EXPECTED_NO_TIME, &sign);
      skip (parser);
      operand = parser->token;
      if (!read_operand (parser, &other))
        return FALSE;
      if (other == SORT_TIME)
        return fail_at (parser, BW_CONDITION_EXPECTED_NO_TIME, &operand);
      if (!emit (parser,
                 (BwConditionStep){ .kind = *sign.start == '+' ? BW_CONDITION_ADD : BW_CONDITION_SUBTRACT },
                 &sign))
        return FALSE;
    }
  return TRUE;
}

static guint8
comparison_of (const Token *token)
{
  static const struct
  {
    const char *sign;
    BwConditionStepKind kind;
  } signs[] = {
    { "<", BW_CONDITION_LESS },     { "<=", BW_CONDITION_AT_MOST }, { ">", BW_CONDITION_MORE },
    { ">=", BW_CONDITION_AT_LEAST }, { "=", BW_CONDITION_EQUAL },    { "==", BW_CONDITION_EQUAL },
    { "!=", BW_CONDITION_UNEQUAL }, { "<>", BW_CONDITION_UNEQUAL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (token_is (token, signs[i].sign))
      return (guint8) signs[i].kind;
  return 0;
}

static gboolean
read_comparison (Parser *parser)
{
  Token sign, second;
  Sort left, right;
  guint8 kind;

  if (!read_sum (parser, &left))
    return FALSE;
  sign = parser->token;
  kind = comparison_of (&sign);
  if (kind == 0)
    return fail_at (parser, BW_CONDITION_EXPECTED_COMPARISON, &sign);
  skip (parser);
  second = parser->token;
  if (!read_sum (parser, &right))
    return FALSE;
  if (left != right)
    return fail_at (parser,
                    left == SORT_TIME ? BW_CONDITION_EXPECTED_TIME : BW_CONDITION_EXPECTED_NO_TIME, &second);
  return emit (parser, (BwConditionStep){ .kind = kind }, &sign);
}

static gboolean read_expression (Parser *parser);

static gboolean
read_single (Parser *parser)
{
  Token token = parser->token;
  gboolean is_read;

  if (parser->depth == DEPTH_MAX)
    return fail_at (parser, BW_CONDITION_EXPECTED_LESS, &token);
  parser->depth++;
  if (accept (parser, "not"))
    is_read = read_single (parser) &&
              emit (parser, (BwConditionStep){ .kind = BW_CONDITION_NOT }, &token);
  else if (accept (parser, "("))
    {
      is_read = read_expression (parser);
      if (is_read && !accept (parser, ")"))
        is_read = fail_at (parser, BW_CONDITION_EXPECTED_CLOSING, &parser->token);
    }
  else
    is_read = read_comparison (parser);
  parser->depth--;
  return is_read;
}

static gboolean
read_both (Parser *parser)
{
  Token token;

  if (!read_single (parser))
    return FALSE;
  for (token = parser->token; accept (parser, "and"); token = parser->token)
    if (!read_single (parser) || !emit (parser, (BwConditionStep){ .kind = BW_CONDITION_AND }, &token))
      return FALSE;
  return TRUE;
}

static gboolean
read_expression (Parser *parser)
{
  Token token;

  if (!read_both (parser))
    return FALSE;
  for (token = parser->token; accept (parser, "or"); token = parser->token)
    if (!read_both (parser) || !emit (parser, (BwConditionStep){ .kind = BW_CONDITION_OR }, &token))
      return FALSE;
  return TRUE;
}

/**
 * bw_condition_parse:
 * @condition: (out caller-allocates)
 * @problem: (out caller-allocates): where the text can't be understood, and what was expected there
 *
 * Returns: %FALSE and @problem when @text is no condition. Cost: O(text), no allocation.
 */
gboolean
bw_condition_parse (const char *text, const BwConditionNames *names, BwCondition *condition,
                    BwConditionProblem *problem)
{
  Parser parser = { .text = text, .names = names, .condition = condition, .problem = problem };

  *condition = (BwCondition){ 0 };
  read_token (&parser.token, text);
  if (!read_expression (&parser))
    return FALSE;
  if (parser.token.kind != TOKEN_END)
    return fail_at (&parser, BW_CONDITION_EXPECTED_END, &parser.token);
  return TRUE;
}

/**
 * bw_condition_expected_words:
 *
 * Returns: (transfer none): "a price, a time …": for command lines and scenarios; the window has
 * its own, translated
 */
const char *
bw_condition_expected_words (BwConditionExpected expected)
{
  switch (expected)
    {
    case BW_CONDITION_EXPECTED_OPERAND:
      return "a price (SYM, SYM.bid, SYM.ask), time, pnl, day-pnl, equity or a number";
    case BW_CONDITION_EXPECTED_COMPARISON:
      return "a comparison: < <= > >= = !=";
    case BW_CONDITION_EXPECTED_CLOSING:
      return "a closing bracket";
    case BW_CONDITION_EXPECTED_END:
      return "'and', 'or' or the end";
    case BW_CONDITION_EXPECTED_NUMBER:
      return "a number with at most eight decimals";
    case BW_CONDITION_EXPECTED_TIME:
      return "a time: HH:MM, HH:MM:SS or a full RFC 3339 time";
    case BW_CONDITION_EXPECTED_FULL_TIME:
      return "a full RFC 3339 time";
    case BW_CONDITION_EXPECTED_SYMBOL:
      return "a symbol that exists";
    case BW_CONDITION_EXPECTED_NO_TIME:
      return "no time: times are only compared with 'time'";
    case BW_CONDITION_EXPECTED_LESS:
      return "a shorter condition";
    }
  return "something else";
}

/**
 * bw_condition_anchor:
 *
 * Writes every HH:MM of the text out as the full UTC time it is on @date in @zone: the core knows
 * no zones. What is no condition stays as it is, for the core to refuse.
 *
 * Returns: (transfer full)
 */
char *
bw_condition_anchor (const char *text, const char *zone, BwDate date)
{
  GString *anchored = g_string_new (NULL);
  const char *copied = text;
  Token token;

  for (read_token (&token, text); token.kind != TOKEN_END;
       read_token (&token, token.start + token.n_bytes))
    {
      g_autofree char *full = NULL;
      gint64 since_midnight;
      BwTime time;

      if (token.kind != TOKEN_WORD || !read_time_of_day (&token, &since_midnight) ||
          !bw_zone_to_utc (zone, date, since_midnight, &time))
        continue;
      full = bw_time_to_rfc3339 (time);
      g_string_append_len (anchored, copied, token.start - copied);
      g_string_append (anchored, full);
      copied = token.start + token.n_bytes;
    }
  g_string_append (anchored, copied);
  return g_string_free (anchored, FALSE);
}
