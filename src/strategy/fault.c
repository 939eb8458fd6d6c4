/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "strategy/fault.h"

#include "base/translatable.h"

#include <string.h>

#define FOUND_CHARACTERS_MAX 40

/* {found}, {expected}, {kind} and {hint} are filled in. */
static const char *const messages[BW_N_FAULTS] = {
  [BW_FAULT_EMPTY] = N_ ("nothing is written here: expected {expected}"),
  [BW_FAULT_TOO_LONG] = N_ ("the text is too long: at most {hint} characters"),
  [BW_FAULT_TOO_DEEP] = N_ ("too many things inside one another here: at most {hint}"),
  [BW_FAULT_TOO_COSTLY] = N_ ("this looks back over too many bars: at most {hint} in all"),
  [BW_FAULT_NOT_UTF8] = N_ ("the text holds bytes that are no characters"),
  [BW_FAULT_CHARACTER] = N_ ("“{found}” means nothing here"),
  [BW_FAULT_UNEXPECTED] = N_ ("expected {expected}, not “{found}”"),
  [BW_FAULT_ENDS_EARLY] = N_ ("the text ends too early: expected {expected}"),
  [BW_FAULT_OPEN_TEXT] = N_ ("this text has no closing quote"),
  [BW_FAULT_BAD_NUMBER] =
      N_ ("“{found}” is no number: expected digits, then %, K, M, B, T or nothing"),
  [BW_FAULT_CHAIN] = N_ (
      "one comparison can't follow another: expected {expected}; a range is “x between a and b”"),
  [BW_FAULT_UNKNOWN] = N_ ("unknown name “{found}”: expected {expected}"),
  [BW_FAULT_UNKNOWN_HINT] = N_ ("unknown name “{found}”: did you mean {hint}?"),
  [BW_FAULT_TYPE] = N_ ("“{found}” is {kind}: expected {expected}"),
  [BW_FAULT_PERCENT] =
      N_ ("“{found}” is in percent and the other side isn't: expected a plain number, or a "
          "percentage of something, as in “close * 105%”"),
  [BW_FAULT_ARGUMENTS] = N_ ("“{found}” is given the wrong number of values: expected {hint}"),
  [BW_FAULT_NO_ARGUMENTS] = N_ ("“{found}” takes no values: expected no “(” behind it"),
  [BW_FAULT_CONSTANT] =
      N_ ("“{found}” changes from bar to bar: expected a fixed number for {hint}"),
  [BW_FAULT_RANGE] = N_ ("“{found}” is out of range: expected {expected}, {hint}"),
  [BW_FAULT_LABEL] = N_ ("unknown parameter “{found}”: expected {hint}"),
  [BW_FAULT_TWICE] = N_ ("“{found}” is given twice: expected it once"),
  [BW_FAULT_OUTPUT] = N_ ("unknown output “{found}”: expected {hint}"),
  [BW_FAULT_OUTPUT_NEEDED] = N_ ("“{found}” has several outputs: expected one of {hint} behind it"),
  [BW_FAULT_NO_OUTPUT] = N_ ("“{found}” has no outputs to choose from: expected no “.” behind it"),
  [BW_FAULT_TIMEFRAME] =
      N_ ("“{found}” would need {hint} bars: expected bars of an hour or longer"),
};

void
bw_fault_clear (BwFault *fault)
{
  g_free (fault->found);
  g_free (fault->hint);
  *fault = (BwFault){ 0 };
}

static char *
copy_found (const char *text, BwSpan span)
{
  g_autofree char *all = g_strndup (text + span.offset, span.n_bytes);

  if (!g_utf8_validate (all, -1, NULL))
    return g_strdup ("");
  if (g_utf8_strlen (all, -1) <= FOUND_CHARACTERS_MAX)
    return g_steal_pointer (&all);
  *g_utf8_offset_to_pointer (all, FOUND_CHARACTERS_MAX - 1) = '\0';
  return g_strconcat (all, "…", NULL);
}

/**
 * bw_fault_set:
 * @fault: (inout): keeps the first one it is given
 * @text: the whole expression
 *
 * Returns: FALSE, to be returned in turn
 */
gboolean
bw_fault_set (BwFault *fault, const char *text, BwFaultCode code, BwSpan span)
{
  if (fault->code != BW_FAULT_NONE)
    return FALSE;
  fault->code = code;
  fault->span = span;
  fault->line = fault->column = 1;
  for (guint i = 0; i < span.offset; i++)
    if (text[i] == '\n')
      {
        fault->line++;
        fault->column = 1;
      }
    else if (((guchar)text[i] & 0xc0) != 0x80)
      fault->column++;
  fault->found = copy_found (text, span);
  return FALSE;
}

static const char *
pick (const BwFault *fault, const char *name, gsize n_bytes, BwTranslate translate)
{
  if (strncmp (name, "found", n_bytes) == 0)
    return fault->found;
  if (strncmp (name, "hint", n_bytes) == 0)
    return fault->hint;
  if (strncmp (name, "kind", n_bytes) == 0)
    return fault->kind != NULL ? translate (fault->kind) : NULL;
  return fault->expected != NULL ? translate (fault->expected) : NULL;
}

static const char *
keep_text (const char *text)
{
  return text;
}

/**
 * bw_fault_message:
 * @translate: (nullable): %NULL for English
 *
 * Returns: (transfer full): what is wrong and what was expected, without the place
 */
char *
bw_fault_message (const BwFault *fault, BwTranslate translate)
{
  g_autoptr (GString) message = g_string_new (NULL);
  const char *rest;

  g_return_val_if_fail (fault->code != BW_FAULT_NONE && fault->code < BW_N_FAULTS, NULL);

  if (translate == NULL)
    translate = keep_text;
  for (rest = translate (messages[fault->code]); *rest != '\0';)
    {
      const char *end = *rest == '{' ? strchr (rest, '}') : NULL;
      const char *word = end != NULL ? pick (fault, rest + 1, end - rest - 1, translate) : NULL;

      if (end != NULL)
        g_string_append (message, word != NULL ? word : "");
      else
        g_string_append_c (message, *rest);
      rest = end != NULL ? end + 1 : rest + 1;
    }
  return g_string_free (g_steal_pointer (&message), FALSE);
}

/**
 * bw_fault_picture:
 * @text: the expression that was read
 *
 * Returns: (transfer full): the line the fault is in and, under it, carets where it is
 */
char *
bw_fault_picture (const BwFault *fault, const char *text)
{
  const char *at = text + fault->span.offset, *start = at, *end = at;
  g_autofree char *line = NULL;
  glong n_carets;

  while (start > text && start[-1] != '\n')
    start--;
  while (*end != '\0' && *end != '\n')
    end++;
  line = g_strndup (start, end - start);
  n_carets = g_utf8_strlen (at, MIN ((gssize)fault->span.n_bytes, end - at));
  return g_strdup_printf ("%s\n%*s%.*s", line, (int)fault->column - 1, "",
                          (int)CLAMP (n_carets, 1, 60),
                          "^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^");
}
