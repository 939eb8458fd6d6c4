/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/phrase.h"

#include <string.h>

/* What an import tells is kept, sent and logged in English; who shows it translates it. So one table
 * serves both ways: a sentence is made by filling its form here, and is known again by the same form,
 * which gives back what was filled in. A stored quarantine from years ago reads in today's language.
 *
 * The first form that fits wins, so forms that begin with a gap stand at the end. In a gap that holds
 * words of ours (not of the file) those are translated as well. */

typedef struct
{
  const char *form;  /* gaps are %s; a translation may also write %2$s; %% is a percent sign */
  guint words_mask;  /* bit i: gap i holds words of ours */
} Phrase;

static const Phrase phrases[BW_IMPORT_N_PHRASES] = {
  [BW_IMPORT_PHRASE_EXPECTED] = { N_("Expected a table of price bars: a date, and open, high, low and close. %s"), 1 },
  /* Translators: what a file seems to be (“an option chain”), then the names of its columns */
  [BW_IMPORT_PHRASE_FOUND] = { N_("Found %s (%s)."), 1 },
  /* Translators: “a zip archive or a spreadsheet” */
  [BW_IMPORT_PHRASE_NOT_TEXT] = { N_("It is %s, not text."), 1 },
  [BW_IMPORT_PHRASE_FROM_COLUMN] = { N_("From the column “%s”."), 0 },
  [BW_IMPORT_PHRASE_EPOCH] = { N_("Numbers as long as %s count from 1970."), 0 },
  /* Translators: “a comma”, percent, number of cells */
  [BW_IMPORT_PHRASE_DELIMITER] = { N_("With %s, %s %% of the rows have %s cells."), 1 },
  [BW_IMPORT_PHRASE_SPACING] = { N_("Neighbouring rows are %s apart."), 0 },
  [BW_IMPORT_PHRASE_SPIKE] = { N_("the close moved by %s %% and back with the next bar"), 0 },
  [BW_IMPORT_PHRASE_GOES_BACK] = { N_("the next row goes back to %s"), 0 },
  /* Translators: a line's number, then an encoding such as UTF-8 */
  [BW_IMPORT_PHRASE_BAD_BYTES] = { N_("The text near line %s is not %s."), 2 },
  [BW_IMPORT_PHRASE_UNPACK] = { N_("%s Unpack or export it as CSV first."), 1 },
  /* Translators: “The date”, “Close” …, then what the file has there */
  [BW_IMPORT_PHRASE_CELL] = { N_("%s is “%s”"), 1 },
  [BW_IMPORT_PHRASE_CELL_CUT] = { N_("%s is “%s…”"), 1 },
  /* Translators: an example of a date, then two numbers of rows */
  [BW_IMPORT_PHRASE_DATE_FITS] = { N_("%s reads so in %s of %s rows."), 0 },
  [BW_IMPORT_PHRASE_DATE_EITHER] = { N_("%s could be day or month first."), 0 },
  [BW_IMPORT_PHRASE_ORDER] = { N_("%s rows follow later ones, %s earlier ones."), 0 },
  [BW_IMPORT_PHRASE_DECIMALS] = { N_("%s of %s prices have more than eight decimals."), 0 },
  [BW_IMPORT_PHRASE_POINTS] = { N_("%s of %s prices have a point, %s a comma."), 0 },
  [BW_IMPORT_PHRASE_CELLS] = { N_("%s cells instead of %s"), 0 },
};

/* Whether a gap begins at @form: its index, and what stands behind it. */
static gboolean
read_gap (const char *form, guint next_index, guint *index, const char **behind)
{
  *index = next_index;
  if (g_str_has_prefix (form, "%s"))
    {
      *behind = form + 2;
      return TRUE;
    }
  if (form[0] != '%' || !g_ascii_isdigit (form[1]) || form[2] != '$' || form[3] != 's')
    return FALSE;
  *index = (guint) (form[1] - '1');
  *behind = form + 4;
  return *index < BW_IMPORT_PHRASE_ARGUMENTS_MAX;
}

static guint
count_gaps (const char *form)
{
  guint n = 0, index;
  const char *behind;

  while (*form != '\0')
    if (read_gap (form, n, &index, &behind))
      {
        n++;
        form = behind;
      }
    else
      form += g_str_has_prefix (form, "%%") ? 2 : 1;
  return n;
}

static char *
fill (const char *form, const char *const *arguments, guint n_arguments)
{
  GString *text = g_string_new (NULL);
  guint n = 0, index;
  const char *behind;

  while (*form != '\0')
    if (read_gap (form, n, &index, &behind))
      {
        n++;
        g_string_append (text, index < n_arguments ? arguments[index] : "");
        form = behind;
      }
    else
      {
        g_string_append_c (text, *form);
        form += g_str_has_prefix (form, "%%") ? 2 : 1;
      }
  return g_string_free (text, FALSE);
}

/* The fixed text up to the next gap or the end, with %% as it reads. */
static char *
read_fixed (const char *form, const char **behind)
{
  GString *text = g_string_new (NULL);
  guint index;
  const char *after;

  while (*form != '\0' && !read_gap (form, 0, &index, &after))
    {
      g_string_append_c (text, *form);
      form += g_str_has_prefix (form, "%%") ? 2 : 1;
    }
  *behind = form;
  return g_string_free (text, FALSE);
}

static void
clear_arguments (char **arguments)
{
  for (guint i = 0; i < BW_IMPORT_PHRASE_ARGUMENTS_MAX; i++)
    g_clear_pointer (&arguments[i], g_free);
}

/* What fills the gaps of @form in @text; each gap ends where the fixed text behind it is met first,
 * the last one at the end. */
static gboolean
match (const char *form, const char *text, char **arguments)
{
  g_autofree char *start = read_fixed (form, &form);
  guint n = 0;

  if (!g_str_has_prefix (text, start))
    return FALSE;
  text += strlen (start);
  while (*form != '\0')
    {
      g_autofree char *fixed = read_fixed (form + 2, &form);
      const char *end = text + strlen (text);

      if (*form != '\0')
        end = strstr (text, fixed);
      else if (g_str_has_suffix (text, fixed))
        end -= strlen (fixed);
      else
        end = NULL;
      if (end == NULL)
        {
          clear_arguments (arguments);
          return FALSE;
        }
      arguments[n++] = g_strndup (text, (gsize) (end - text));
      text = end + strlen (fixed);
    }
  return TRUE;
}

/**
 * bw_import_phrase_get:
 * @n_arguments: (out): how many gaps it has
 *
 * Returns: the English form, with %s for gaps
 */
const char *
bw_import_phrase_get (BwImportPhrase phrase, guint *n_arguments)
{
  *n_arguments = count_gaps (phrases[phrase].form);
  return phrases[phrase].form;
}

/**
 * bw_import_phrase_fill:
 * @...: (not nullable): one string for each gap
 *
 * Returns: (transfer full): the English sentence
 */
char *
bw_import_phrase_fill (BwImportPhrase phrase, ...)
{
  const char *arguments[BW_IMPORT_PHRASE_ARGUMENTS_MAX] = { NULL };
  guint n_arguments = count_gaps (phrases[phrase].form);
  va_list list;

  va_start (list, phrase);
  for (guint i = 0; i < n_arguments; i++)
    arguments[i] = va_arg (list, const char *);
  va_end (list);
  return fill (phrases[phrase].form, arguments, n_arguments);
}

static char *
translate_match (const Phrase *phrase, char **arguments, BwImportTranslate translate)
{
  guint n = count_gaps (phrase->form);

  for (guint i = 0; i < n; i++)
    if ((phrase->words_mask & 1u << i) != 0)
      {
        char *translated = bw_import_phrase_translate (arguments[i], translate);

        g_free (arguments[i]);
        arguments[i] = translated;
      }
  return fill (translate (phrase->form), (const char *const *) arguments, n);
}

/**
 * bw_import_phrase_translate:
 * @english: a sentence or words that this room gave: a note, a message, a refusal's detail, a role's name
 *
 * Returns: (transfer full): the same in the language of @translate; what is not known stays as it is
 */
char *
bw_import_phrase_translate (const char *english, BwImportTranslate translate)
{
  if (*english == '\0')
    return g_strdup (""); /* gettext's own header is the translation of nothing */
  for (guint i = 0; i < BW_IMPORT_N_PHRASES; i++)
    {
      char *arguments[BW_IMPORT_PHRASE_ARGUMENTS_MAX] = { NULL };

      if (match (phrases[i].form, english, arguments))
        {
          char *translated = translate_match (&phrases[i], arguments, translate);

          clear_arguments (arguments);
          return translated;
        }
    }
  return g_strdup (translate (english));
}
