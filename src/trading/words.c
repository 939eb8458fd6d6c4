/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/words.h"

static const char *const reason_words[] = {
  [BW_REASON_NONE] = "none",
#define X(number, name, word) [number] = word,
  BW_REASONS (X)
#undef X
};

static const char *const rule_words[] = {
  [BW_RULE_NONE] = "none",
#define X(number, name, word) [number] = word,
  BW_RULES (X)
#undef X
};

static gboolean
find_word (const char *const *words, gsize n_words, const char *word, guint *number)
{
  for (gsize i = 1; i < n_words; i++)
    if (words[i] != NULL && g_str_equal (words[i], word)) /* numbers have gaps */
      {
        *number = (guint) i;
        return TRUE;
      }
  return FALSE;
}

/**
 * bw_reason_word:
 *
 * Returns: (transfer none): the word; "none" for %BW_REASON_NONE and numbers that are no reason
 */
const char *
bw_reason_word (BwReason reason)
{
  if ((guint) reason >= G_N_ELEMENTS (reason_words) || reason_words[reason] == NULL)
    return "none";
  return reason_words[reason];
}

gboolean
bw_reason_parse (const char *word, BwReason *reason)
{
  guint number;

  if (!find_word (reason_words, G_N_ELEMENTS (reason_words), word, &number))
    return FALSE;
  *reason = (BwReason) number;
  return TRUE;
}

/**
 * bw_rule_word:
 *
 * Returns: (transfer none): the word; "none" for %BW_RULE_NONE and numbers that are no rule
 */
const char *
bw_rule_word (BwRule rule)
{
  if ((guint) rule >= G_N_ELEMENTS (rule_words) || rule_words[rule] == NULL)
    return "none";
  return rule_words[rule];
}

gboolean
bw_rule_parse (const char *word, BwRule *rule)
{
  guint number;

  if (!find_word (rule_words, G_N_ELEMENTS (rule_words), word, &number))
    return FALSE;
  *rule = (BwRule) number;
  return TRUE;
}
