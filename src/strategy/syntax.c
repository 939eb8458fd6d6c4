/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/syntax.h"

#include "base/translatable.h"
#include "strategy/lexer-private.h"

#include <math.h>
#include <string.h>

/*   expression = both { "or" both }
 *   both       = single { "and" single }
 *   single     = "not" single | relation
 *   relation   = sum [ ("<" | "<=" | ">" | ">=" | "=" | "!=") sum
 *                    | "crosses" ["above" | "below"] sum
 *                    | ["not"] "between" sum "and" sum
 *                    | ["not"] "in" "(" sum { "," sum } ")"
 *                    | ["not"] "contains" TEXT ]
 *   sum        = product { ("+" | "-") product }
 *   product    = signed { ("*" | "/") signed }
 *   signed     = "-" signed | operand
 *   operand    = primary { "[" NUMBER "]" }
 *   primary    = NUMBER | TEXT | "(" expression ")" | NAME [ "(" [value {"," value}] ")" ] [ "."
 * WORD ] value      = [ WORD "=" ] expression
 *
 * Recursive descent over one token; the first fault ends it. A name may be of several words: the
 * longest that is known counts. */

#define NAME_WORDS_MAX 4

static const char expected_value[] = N_ ("a number, a field or an indicator");
static const char expected_operator[] = N_ ("an operator, as in “> 5”, or the end");
static const char expected_name[] = N_ ("a field, a function or an indicator");

typedef struct
{
  const char *text;
  BwToken token;  /* that is read next */
  guint last_end; /* of the token before it */
  BwFault *fault; /* of which one ends it */
  guint depth;
} Parser;

static BwSyntax *parse_expression (Parser *parser);

void
bw_syntax_free (BwSyntax *syntax)
{
  if (syntax->parts != NULL)
    g_ptr_array_unref (syntax->parts);
  g_free (syntax->text);
  g_free (syntax->label);
  g_free (syntax->output);
  g_free (syntax);
}

static BwSyntax *
new_syntax (BwSyntaxKind kind, BwSpan name)
{
  BwSyntax *syntax = g_new0 (BwSyntax, 1);

  syntax->kind = kind;
  syntax->span = syntax->name = name;
  syntax->parts = g_ptr_array_new_with_free_func ((GDestroyNotify)bw_syntax_free);
  return syntax;
}

static BwSpan
span_from (const Parser *parser, guint offset)
{
  return (BwSpan){ offset, parser->last_end - offset };
}

/* Takes @part, which may be NULL. Returns: whether it isn't */
static gboolean
add_part (BwSyntax *syntax, BwSyntax *part)
{
  if (part == NULL)
    return FALSE;
  g_ptr_array_add (syntax->parts, part);
  return TRUE;
}

static gpointer
fail (Parser *parser, BwFaultCode code, BwSpan span, const char *expected)
{
  if (parser->fault->code == BW_FAULT_NONE)
    parser->fault->expected = expected;
  bw_fault_set (parser->fault, parser->text, code, span);
  return NULL;
}

static gpointer
fail_here (Parser *parser, const char *expected)
{
  if (parser->token.kind == BW_TOKEN_END)
    return fail (parser, BW_FAULT_ENDS_EARLY, parser->token.span, expected);
  return fail (parser, BW_FAULT_UNEXPECTED, parser->token.span, expected);
}

static gboolean
skip (Parser *parser)
{
  parser->last_end = parser->token.span.offset + parser->token.span.n_bytes;
  return bw_lexer_read (parser->text, parser->last_end, &parser->token, parser->fault);
}

static gboolean
expect (Parser *parser, BwTokenKind kind, const char *expected)
{
  if (parser->token.kind == kind)
    return skip (parser);
  fail_here (parser, expected);
  return FALSE;
}

static char *
copy_span (const Parser *parser, BwSpan span)
{
  return g_strndup (parser->text + span.offset, span.n_bytes);
}

static gboolean
set_name (BwSyntax *syntax, const char *name)
{
  syntax->word = bw_word_find (name);
  if (syntax->word == NULL)
    syntax->indicator = bw_indicator_find (name);
  syntax->kind = syntax->word != NULL ? BW_SYNTAX_WORD : BW_SYNTAX_INDICATOR;
  return syntax->word != NULL || syntax->indicator != NULL;
}

static gboolean
fail_unknown (Parser *parser, BwSpan span)
{
  g_autofree char *name = copy_span (parser, span);
  char *hint = bw_word_suggest (name);

  if (hint == NULL)
    {
      fail (parser, BW_FAULT_UNKNOWN, span, expected_name);
      return FALSE;
    }
  fail (parser, BW_FAULT_UNKNOWN_HINT, span, NULL);
  parser->fault->hint = hint;
  return FALSE;
}

/* Takes the longest run of words that is a name. */
static gboolean
read_name (Parser *parser, BwSyntax *syntax)
{
  BwToken words[NAME_WORDS_MAX + 1];
  BwSpan all;
  guint n = 0;

  for (words[0] = parser->token; n < NAME_WORDS_MAX && words[n].kind == BW_TOKEN_WORD; n++)
    if (!bw_lexer_read (parser->text, words[n].span.offset + words[n].span.n_bytes, &words[n + 1],
                        parser->fault))
      return FALSE;
  all = (BwSpan){ words[0].span.offset,
                  words[n - 1].span.offset + words[n - 1].span.n_bytes - words[0].span.offset };
  for (; n > 0; n--)
    {
      BwSpan span = { words[0].span.offset,
                      words[n - 1].span.offset + words[n - 1].span.n_bytes - words[0].span.offset };
      g_autofree char *name = copy_span (parser, span);

      if (!set_name (syntax, name))
        continue;
      syntax->name = span;
      parser->token = words[n - 1];
      return skip (parser);
    }
  return fail_unknown (parser, all);
}

static gboolean
read_label (Parser *parser, BwSyntax **value)
{
  BwToken label = parser->token, next;
  g_autofree char *name = copy_span (parser, label.span);

  /* A field before "=" is being compared. */
  if (label.kind != BW_TOKEN_WORD || bw_word_find (name) != NULL)
    return TRUE;
  if (!bw_lexer_read (parser->text, label.span.offset + label.span.n_bytes, &next, parser->fault))
    return FALSE;
  if (next.kind != BW_TOKEN_EQUAL)
    return TRUE;
  *value = new_syntax (BW_SYNTAX_NUMBER, label.span); /* carries the label to read_value() */
  return skip (parser) && skip (parser);
}

static BwSyntax *
read_value (Parser *parser)
{
  g_autoptr (BwSyntax) label = NULL;
  BwSyntax *value;

  if (!read_label (parser, &label))
    return NULL;
  value = parse_expression (parser);
  if (value != NULL && label != NULL)
    {
      value->label = copy_span (parser, label->span);
      value->label_span = label->span;
    }
  return value;
}

static gboolean
read_values (Parser *parser, BwSyntax *call)
{
  static const char expected[] = N_ ("“,” or “)”");

  call->has_brackets = TRUE;
  if (!skip (parser))
    return FALSE;
  while (parser->token.kind != BW_TOKEN_CLOSE)
    {
      if (!add_part (call, read_value (parser)))
        return FALSE;
      if (parser->token.kind != BW_TOKEN_COMMA && parser->token.kind != BW_TOKEN_CLOSE)
        return fail_here (parser, expected) != NULL;
      if (parser->token.kind == BW_TOKEN_COMMA &&
          (!skip (parser) ||
           (parser->token.kind == BW_TOKEN_CLOSE && fail_here (parser, expected_value) == NULL)))
        return FALSE;
    }
  return skip (parser);
}

static gboolean
read_output (Parser *parser, BwSyntax *call)
{
  if (!skip (parser))
    return FALSE;
  if (parser->token.kind != BW_TOKEN_WORD)
    return fail_here (parser, N_ ("the name of an output")) != NULL;
  call->output_span = parser->token.span;
  call->output = copy_span (parser, parser->token.span);
  return skip (parser);
}

static BwSyntax *
parse_call (Parser *parser)
{
  g_autoptr (BwSyntax) call = new_syntax (BW_SYNTAX_WORD, parser->token.span);

  if (!read_name (parser, call))
    return NULL;
  if (parser->token.kind == BW_TOKEN_OPEN && !read_values (parser, call))
    return NULL;
  if (parser->token.kind == BW_TOKEN_DOT && !read_output (parser, call))
    return NULL;
  if (parser->token.kind == BW_TOKEN_WORD)
    return fail_here (parser, expected_operator);
  return g_steal_pointer (&call);
}

static BwSyntax *
parse_enclosed (Parser *parser)
{
  g_autoptr (BwSyntax) inside = NULL;

  if (!skip (parser))
    return NULL;
  inside = parse_expression (parser);
  if (inside == NULL || !expect (parser, BW_TOKEN_CLOSE, N_ ("an operator or “)”")))
    return NULL;
  inside->is_enclosed = TRUE;
  return g_steal_pointer (&inside);
}

static BwSyntax *
parse_primary (Parser *parser)
{
  BwToken token = parser->token;
  g_autoptr (BwSyntax) plain = NULL;
  BwSpan inside = { token.span.offset + 1, token.span.n_bytes - 2 };

  if (token.kind == BW_TOKEN_WORD)
    return parse_call (parser);
  if (token.kind == BW_TOKEN_OPEN)
    return parse_enclosed (parser);
  if (token.kind != BW_TOKEN_NUMBER && token.kind != BW_TOKEN_TEXT)
    return fail_here (parser, expected_value);
  plain =
      new_syntax (token.kind == BW_TOKEN_NUMBER ? BW_SYNTAX_NUMBER : BW_SYNTAX_TEXT, token.span);
  plain->number = token.number;
  plain->unit = token.unit;
  if (token.kind == BW_TOKEN_TEXT)
    plain->text = copy_span (parser, inside);
  return skip (parser) ? g_steal_pointer (&plain) : NULL;
}

static BwSyntax *
parse_history (Parser *parser, BwSyntax *of)
{
  static const char expected[] = N_ ("a whole number of bars from 0 to 5000");
  g_autoptr (BwSyntax) history = new_syntax (BW_SYNTAX_HISTORY, parser->token.span);

  add_part (history, of);
  if (!skip (parser))
    return NULL;
  history->number = parser->token.number;
  if (parser->token.kind != BW_TOKEN_NUMBER || parser->token.unit != BW_UNIT_PLAIN ||
      history->number != floor (history->number) || history->number > BW_EXPRESSION_LAG_MAX)
    return fail_here (parser, expected);
  if (!skip (parser) || !expect (parser, BW_TOKEN_CLOSE_INDEX, N_ ("“]”")))
    return NULL;
  history->span = span_from (parser, of->span.offset);
  return g_steal_pointer (&history);
}

static BwSyntax *
parse_operand (Parser *parser)
{
  guint start = parser->token.span.offset;
  BwSyntax *operand = parse_primary (parser);

  if (operand == NULL)
    return NULL;
  operand->span = span_from (parser, start);
  for (guint n = 0; operand != NULL && parser->token.kind == BW_TOKEN_OPEN_INDEX; n++)
    {
      if (parser->depth + n > BW_EXPRESSION_DEPTH_MAX)
        {
          bw_syntax_free (operand);
          return fail (parser, BW_FAULT_TOO_DEEP, parser->token.span, NULL);
        }
      operand = parse_history (parser, operand);
    }
  return operand;
}

/* Every way down goes through here, so the depth is counted here. */
static BwSyntax *
parse_signed (Parser *parser)
{
  g_autoptr (BwSyntax) negate = NULL;
  BwSyntax *operand;

  if (parser->token.kind != BW_TOKEN_MINUS)
    return parse_operand (parser);
  if (parser->depth >= BW_EXPRESSION_DEPTH_MAX)
    return fail (parser, BW_FAULT_TOO_DEEP, parser->token.span, NULL);
  negate = new_syntax (BW_SYNTAX_NEGATE, parser->token.span);
  parser->depth++;
  operand = skip (parser) ? parse_signed (parser) : NULL;
  parser->depth--;
  if (!add_part (negate, operand))
    return NULL;
  negate->span = span_from (parser, negate->name.offset);
  return g_steal_pointer (&negate);
}

typedef struct
{
  BwTokenKind token;
  BwSyntaxKind kind;
} Operator;

static const Operator products[] = {
  { BW_TOKEN_TIMES, BW_SYNTAX_MULTIPLY },
  { BW_TOKEN_OVER, BW_SYNTAX_DIVIDE },
};
static const Operator sums[] = {
  { BW_TOKEN_PLUS, BW_SYNTAX_ADD },
  { BW_TOKEN_MINUS, BW_SYNTAX_SUBTRACT },
};
static const Operator ands[] = { { BW_TOKEN_AND, BW_SYNTAX_AND } };
static const Operator ors[] = { { BW_TOKEN_OR, BW_SYNTAX_OR } };
static const Operator relations[] = {
  { BW_TOKEN_LESS, BW_SYNTAX_LESS },       { BW_TOKEN_LESS_EQUAL, BW_SYNTAX_LESS_EQUAL },
  { BW_TOKEN_GREATER, BW_SYNTAX_GREATER }, { BW_TOKEN_GREATER_EQUAL, BW_SYNTAX_GREATER_EQUAL },
  { BW_TOKEN_EQUAL, BW_SYNTAX_EQUAL },     { BW_TOKEN_UNEQUAL, BW_SYNTAX_UNEQUAL },
};

static const Operator *
find_operator (const Operator *operators, gsize n, BwTokenKind token)
{
  for (gsize k = 0; k < n; k++)
    if (operators[k].token == token)
      return &operators[k];
  return NULL;
}

typedef BwSyntax *(*Parse) (Parser *parser);

/* What is joined from the left: a chain of @operators between what @parse reads. Its tree is as
 * deep as the chain is long, so the chain has an end. */
static BwSyntax *
parse_chain (Parser *parser, const Operator *operators, gsize n_operators, Parse parse)
{
  guint start = parser->token.span.offset;
  g_autoptr (BwSyntax) left = parse (parser);
  const Operator *sign;

  for (guint n = 0;
       left != NULL && (sign = find_operator (operators, n_operators, parser->token.kind)) != NULL;
       n++)
    {
      g_autoptr (BwSyntax) joined = new_syntax (sign->kind, parser->token.span);

      if (n >= 4 * BW_EXPRESSION_DEPTH_MAX)
        return fail (parser, BW_FAULT_TOO_DEEP, parser->token.span, NULL);
      add_part (joined, g_steal_pointer (&left));
      if (!skip (parser) || !add_part (joined, parse (parser)))
        return NULL;
      joined->span = span_from (parser, start);
      left = g_steal_pointer (&joined);
    }
  return g_steal_pointer (&left);
}

static BwSyntax *
parse_product (Parser *parser)
{
  return parse_chain (parser, products, G_N_ELEMENTS (products), parse_signed);
}

static BwSyntax *
parse_sum (Parser *parser)
{
  return parse_chain (parser, sums, G_N_ELEMENTS (sums), parse_product);
}

static gboolean
read_crosses (Parser *parser, BwSyntax *relation)
{
  relation->kind = BW_SYNTAX_CROSSES;
  if (!skip (parser))
    return FALSE;
  if (parser->token.kind == BW_TOKEN_ABOVE || parser->token.kind == BW_TOKEN_BELOW)
    {
      relation->kind =
          parser->token.kind == BW_TOKEN_ABOVE ? BW_SYNTAX_CROSSES_ABOVE : BW_SYNTAX_CROSSES_BELOW;
      if (!skip (parser))
        return FALSE;
      relation->name = span_from (parser, relation->name.offset);
    }
  return add_part (relation, parse_sum (parser));
}

static gboolean
read_range (Parser *parser, BwSyntax *relation)
{
  relation->kind = BW_SYNTAX_BETWEEN;
  return skip (parser) && add_part (relation, parse_sum (parser)) &&
         expect (parser, BW_TOKEN_AND, N_ ("“and” and the upper end of the range")) &&
         add_part (relation, parse_sum (parser));
}

static gboolean
read_list (Parser *parser, BwSyntax *relation)
{
  relation->kind = BW_SYNTAX_IN;
  if (!skip (parser) || !expect (parser, BW_TOKEN_OPEN, N_ ("“(” and a list")))
    return FALSE;
  do
    {
      if (relation->parts->len > 1 && !skip (parser))
        return FALSE;
      if (!add_part (relation, parse_sum (parser)))
        return FALSE;
    }
  while (parser->token.kind == BW_TOKEN_COMMA);
  return expect (parser, BW_TOKEN_CLOSE, N_ ("“,” or “)”"));
}

static gboolean
read_relation (Parser *parser, BwSyntax *relation)
{
  const Operator *sign = find_operator (relations, G_N_ELEMENTS (relations), parser->token.kind);

  if (sign != NULL || parser->token.kind == BW_TOKEN_CONTAINS)
    {
      relation->kind = sign != NULL ? sign->kind : BW_SYNTAX_CONTAINS;
      return skip (parser) && add_part (relation, parse_sum (parser));
    }
  switch ((int)parser->token.kind)
    {
    case BW_TOKEN_CROSSES:
      return read_crosses (parser, relation);
    case BW_TOKEN_BETWEEN:
      return read_range (parser, relation);
    case BW_TOKEN_IN:
      return read_list (parser, relation);
    default:
      return fail_here (parser, N_ ("“between”, “in” or “contains”")) != NULL;
    }
}

static gboolean
is_relation (BwTokenKind kind)
{
  return kind == BW_TOKEN_CROSSES || kind == BW_TOKEN_BETWEEN || kind == BW_TOKEN_IN ||
         kind == BW_TOKEN_CONTAINS ||
         find_operator (relations, G_N_ELEMENTS (relations), kind) != NULL;
}

static BwSyntax *
parse_relation (Parser *parser)
{
  guint start = parser->token.span.offset;
  g_autoptr (BwSyntax) left = parse_sum (parser);
  g_autoptr (BwSyntax) not = NULL;
  g_autoptr (BwSyntax) relation = NULL;

  if (left == NULL || (parser->token.kind != BW_TOKEN_NOT && !is_relation (parser->token.kind)))
    return g_steal_pointer (&left);
  if (parser->token.kind == BW_TOKEN_NOT)
    {
      not = new_syntax (BW_SYNTAX_NOT, parser->token.span);
      if (!skip (parser))
        return NULL;
      if (parser->token.kind != BW_TOKEN_BETWEEN && parser->token.kind != BW_TOKEN_IN &&
          parser->token.kind != BW_TOKEN_CONTAINS)
        return fail_here (parser, N_ ("“between”, “in” or “contains”"));
    }
  relation = new_syntax (BW_SYNTAX_LESS, parser->token.span);
  add_part (relation, g_steal_pointer (&left));
  if (!read_relation (parser, relation))
    return NULL;
  relation->span = span_from (parser, start);
  if (is_relation (parser->token.kind))
    return fail (parser, BW_FAULT_CHAIN, parser->token.span, N_ ("“and”, “or” or the end"));
  if (not == NULL)
    return g_steal_pointer (&relation);
  not ->span = relation->span;
  add_part (not, g_steal_pointer (&relation));
  return g_steal_pointer (&not );
}

static BwSyntax *
parse_single (Parser *parser)
{
  g_autoptr (BwSyntax) not = NULL;
  BwSyntax *part;

  if (parser->token.kind != BW_TOKEN_NOT)
    return parse_relation (parser);
  if (parser->depth >= BW_EXPRESSION_DEPTH_MAX)
    return fail (parser, BW_FAULT_TOO_DEEP, parser->token.span, NULL);
  not = new_syntax (BW_SYNTAX_NOT, parser->token.span);
  parser->depth++;
  part = skip (parser) ? parse_single (parser) : NULL;
  parser->depth--;
  if (!add_part (not, part))
    return NULL;
  not ->span = span_from (parser, not ->name.offset);
  return g_steal_pointer (&not );
}

static BwSyntax *
parse_both (Parser *parser)
{
  return parse_chain (parser, ands, G_N_ELEMENTS (ands), parse_single);
}

static BwSyntax *
parse_expression (Parser *parser)
{
  BwSyntax *syntax;

  if (parser->depth >= BW_EXPRESSION_DEPTH_MAX)
    return fail (parser, BW_FAULT_TOO_DEEP, parser->token.span, NULL);
  parser->depth++;
  syntax = parse_chain (parser, ors, G_N_ELEMENTS (ors), parse_both);
  parser->depth--;
  return syntax;
}

static void
add_limit (BwFault *fault)
{
  if (fault->code == BW_FAULT_TOO_DEEP)
    fault->hint = g_strdup_printf ("%d", BW_EXPRESSION_DEPTH_MAX);
  else if (fault->code == BW_FAULT_TOO_LONG)
    fault->hint = g_strdup_printf ("%d", BW_EXPRESSION_BYTES_MAX);
}

/**
 * bw_syntax_parse:
 * @text: an expression; see data/help/screener.md for what it may say
 * @fault: (out caller-allocates): all zero when it is handed in
 *
 * Reads what is written, knows every name in it, and leaves to bw_program_add() whether it makes
 * sense. Bounded in length and depth.
 *
 * Returns: (transfer full) (nullable)
 */
BwSyntax *
bw_syntax_parse (const char *text, BwFault *fault)
{
  Parser parser = { .text = text, .fault = fault };
  g_autoptr (BwSyntax) syntax = NULL;
  gsize n_bytes = strlen (text);
  const char *bad;

  if (n_bytes > BW_EXPRESSION_BYTES_MAX)
    bw_fault_set (fault, "", BW_FAULT_TOO_LONG, (BwSpan){ 0, 0 });
  else if (!g_utf8_validate (text, -1, &bad))
    bw_fault_set (fault, text, BW_FAULT_NOT_UTF8, (BwSpan){ (guint)(bad - text), 1 });
  else if (bw_lexer_read (text, 0, &parser.token, fault))
    {
      if (parser.token.kind == BW_TOKEN_END)
        fail (&parser, BW_FAULT_EMPTY, parser.token.span, N_ ("a condition, as in “RSI(14) < 30”"));
      else
        syntax = parse_expression (&parser);
    }
  if (syntax != NULL && parser.token.kind != BW_TOKEN_END)
    {
      fail_here (&parser, expected_operator);
      g_clear_pointer (&syntax, bw_syntax_free);
    }
  add_limit (fault);
  return g_steal_pointer (&syntax);
}
