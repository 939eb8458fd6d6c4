/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/lexer-private.h"

#include <math.h>
#include <string.h>

#define NUMBER_BYTES_MAX 40

static const struct
{
  const char *text;
  BwTokenKind kind;
} keywords[] = {
  { "and", BW_TOKEN_AND },         { "or", BW_TOKEN_OR },       { "not", BW_TOKEN_NOT },
  { "between", BW_TOKEN_BETWEEN }, { "in", BW_TOKEN_IN },       { "crosses", BW_TOKEN_CROSSES },
  { "above", BW_TOKEN_ABOVE },     { "below", BW_TOKEN_BELOW }, { "contains", BW_TOKEN_CONTAINS },
};

/* The longer ones first. */
static const struct
{
  const char *text;
  BwTokenKind kind;
} signs[] = {
  { "<=", BW_TOKEN_LESS_EQUAL },   { ">=", BW_TOKEN_GREATER_EQUAL },
  { "==", BW_TOKEN_EQUAL },        { "!=", BW_TOKEN_UNEQUAL },
  { "<>", BW_TOKEN_UNEQUAL },      { "&&", BW_TOKEN_AND },
  { "||", BW_TOKEN_OR },           { "≤", BW_TOKEN_LESS_EQUAL },
  { "≥", BW_TOKEN_GREATER_EQUAL }, { "≠", BW_TOKEN_UNEQUAL },
  { "×", BW_TOKEN_TIMES },         { "÷", BW_TOKEN_OVER },
  { "−", BW_TOKEN_MINUS },         { "<", BW_TOKEN_LESS },
  { ">", BW_TOKEN_GREATER },       { "=", BW_TOKEN_EQUAL },
  { "+", BW_TOKEN_PLUS },          { "-", BW_TOKEN_MINUS },
  { "*", BW_TOKEN_TIMES },         { "/", BW_TOKEN_OVER },
  { "(", BW_TOKEN_OPEN },          { ")", BW_TOKEN_CLOSE },
  { "[", BW_TOKEN_OPEN_INDEX },    { "]", BW_TOKEN_CLOSE_INDEX },
  { ",", BW_TOKEN_COMMA },         { ".", BW_TOKEN_DOT },
  { "!", BW_TOKEN_NOT },
};

static gboolean
is_word_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Returns: the bytes of "52-week", "52 weeks", "52w" and the like at @at, else 0 */
static guint
measure_year (const char *at)
{
  static const char *const weeks[] = { "weeks", "week", "wk", "w" };
  guint n = 2;

  if (strncmp (at, "52", 2) != 0)
    return 0;
  if (at[n] == ' ' || at[n] == '-' || at[n] == '_')
    n++;
  for (guint k = 0; k < G_N_ELEMENTS (weeks); k++)
    {
      guint end = n + (guint)strlen (weeks[k]);

      if (g_ascii_strncasecmp (at + n, weeks[k], end - n) == 0 && !g_ascii_isalnum (at[end]))
        return end;
    }
  return 0;
}

static double
scale_of (char suffix)
{
  switch (g_ascii_toupper (suffix))
    {
    case 'K':
      return 1e3;
    case 'M':
      return 1e6;
    case 'B':
      return 1e9;
    case 'T':
      return 1e12;
    default:
      return 0;
    }
}

static guint
count_digits (const char *at)
{
  guint n = 0;

  while (g_ascii_isdigit (at[n]))
    n++;
  return n;
}

/* Digits, perhaps a point and digits, perhaps an exponent, perhaps a unit. */
static gboolean
read_number (const char *text, BwToken *token, BwFault *fault)
{
  const char *at = text + token->span.offset;
  char digits[NUMBER_BYTES_MAX + 1];
  guint n = count_digits (at), n_exponent = 0, end;

  if (at[n] == '.' && g_ascii_isdigit (at[n + 1]))
    n += 1 + count_digits (at + n + 1);
  if (at[n] == 'e' || at[n] == 'E')
    n_exponent = at[n + 1] == '-' || at[n + 1] == '+' ? 2 : 1;
  if (n_exponent > 0 && g_ascii_isdigit (at[n + n_exponent]))
    n += n_exponent + count_digits (at + n + n_exponent);
  g_strlcpy (digits, at, MIN (n + 1, sizeof digits));
  token->kind = BW_TOKEN_NUMBER;
  token->number = g_ascii_strtod (digits, NULL);
  end = n;
  if (at[end] == '%')
    {
      token->unit = BW_UNIT_PERCENT;
      end++;
    }
  else if (scale_of (at[end]) > 0)
    token->number *= scale_of (at[end++]);
  token->span.n_bytes = end;
  if (is_word_char (at[end]) || n > NUMBER_BYTES_MAX || !isfinite (token->number))
    {
      while (is_word_char (at[token->span.n_bytes]))
        token->span.n_bytes++;
      return bw_fault_set (fault, text, BW_FAULT_BAD_NUMBER, token->span);
    }
  return TRUE;
}

static gboolean
read_text (const char *text, BwToken *token, BwFault *fault)
{
  const char *at = text + token->span.offset;
  const char *end = strchr (at + 1, at[0]);

  if (end == NULL)
    {
      token->span.n_bytes = 1;
      return bw_fault_set (fault, text, BW_FAULT_OPEN_TEXT, token->span);
    }
  token->kind = BW_TOKEN_TEXT;
  token->span.n_bytes = (guint)(end + 1 - at);
  return TRUE;
}

static void
read_word (const char *text, BwToken *token)
{
  const char *at = text + token->span.offset;
  guint n = measure_year (at);

  while (is_word_char (at[n]))
    n++;
  for (guint k = 0; k < G_N_ELEMENTS (keywords); k++)
    if (strlen (keywords[k].text) == n && g_ascii_strncasecmp (keywords[k].text, at, n) == 0)
      {
        token->kind = keywords[k].kind;
        token->span.n_bytes = n;
        return;
      }
  token->kind = BW_TOKEN_WORD;
  token->span.n_bytes = at[n] == '%' ? n + 1 : n;
}

static gboolean
read_sign (const char *text, BwToken *token, BwFault *fault)
{
  const char *at = text + token->span.offset;

  for (guint k = 0; k < G_N_ELEMENTS (signs); k++)
    if (g_str_has_prefix (at, signs[k].text))
      {
        token->kind = signs[k].kind;
        token->span.n_bytes = (guint)strlen (signs[k].text);
        return TRUE;
      }
  token->span.n_bytes = (guint)(g_utf8_next_char (at) - at);
  return bw_fault_set (fault, text, BW_FAULT_CHARACTER, token->span);
}

/**
 * bw_lexer_read:
 * @text: UTF-8
 * @from: a byte of @text
 *
 * Reads the first token from @from on.
 */
gboolean
bw_lexer_read (const char *text, guint from, BwToken *token, BwFault *fault)
{
  while (g_ascii_isspace (text[from]))
    from++;
  *token = (BwToken){ .span = { from, 0 } };
  if (text[from] == '\0')
    {
      token->kind = BW_TOKEN_END;
      return TRUE;
    }
  if (g_ascii_isdigit (text[from]) && measure_year (text + from) == 0)
    return read_number (text, token, fault);
  if (text[from] == '"' || text[from] == '\'')
    return read_text (text, token, fault);
  if (!is_word_char (text[from]))
    return read_sign (text, token, fault);
  read_word (text, token);
  return TRUE;
}
