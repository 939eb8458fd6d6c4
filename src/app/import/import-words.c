/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/import/import-words.h"

#include <glib/gi18n.h>

#include "app/format.h"
#include "market/import/phrase.h"
#include "market/import/reader.h"
#include "store/error.h"

static const char *
look_up (const char *english)
{
  return g_dgettext (GETTEXT_PACKAGE, english);
}

/**
 * bw_import_words:
 * @english: a note, a message, a detail or a name that market/import gave
 */
char *
bw_import_words (const char *english)
{
  return bw_import_phrase_translate (english, look_up);
}

static void
add_sentence (GString *text, char *sentence)
{
  g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/**
 * bw_import_words_outcome:
 *
 * The report's figures in a few sentences.
 */
char *
bw_import_words_outcome (const BwImportOutcome *outcome)
{
  const BwImportReport *report = outcome->report;
  g_autofree char *read = bw_format_count (report->n_rows);
  g_autofree char *accepted = bw_format_count (report->n_accepted);
  g_autofree char *quarantined = bw_format_count (report->n_quarantined);
  g_autofree char *replaced = bw_format_count (outcome->written.n_replaced);
  g_autofree char *unchanged = bw_format_count (outcome->written.n_unchanged);
  g_autofree char *rounded = bw_format_count (report->n_rounded);
  g_autofree char *jumps = bw_format_count (report->n_jumps);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, _("%s rows read, %s accepted, %s quarantined."), read, accepted, quarantined);
  if (outcome->written.n_replaced > 0)
    add_sentence (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s bar took the place of a stored one.",
                                                      "%s bars took the place of stored ones.",
                                                      (gulong) outcome->written.n_replaced),
                                         replaced));
  if (outcome->written.n_unchanged > 0)
    add_sentence (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s bar was there already.",
                                                      "%s bars were there already.",
                                                      (gulong) outcome->written.n_unchanged),
                                         unchanged));
  if (report->n_rounded > 0)
    add_sentence (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s row was rounded to eight decimals.",
                                                      "%s rows were rounded to eight decimals.",
                                                      (gulong) report->n_rounded),
                                         rounded));
  if (report->n_jumps > 0)
    add_sentence (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s jump was kept as it is (a split?).",
                                                      "%s jumps were kept as they are (splits?).",
                                                      (gulong) report->n_jumps),
                                         jumps));
  return g_string_free (text, FALSE);
}

/* By what kind of failure it is: the store's own words are for logs and the command line. */
static char *
explain_failure (BwStoreError code, const char *file_name)
{
  switch (code)
    {
    case BW_STORE_ERROR_NOT_FOUND:
      return g_strdup_printf (_("%s isn’t there any more. Choose it again."), file_name);
    case BW_STORE_ERROR_DAMAGED:
      return g_strdup_printf (_("%s can’t be unpacked. Get the file again, or unpack it yourself first."), file_name);
    case BW_STORE_ERROR_FULL:
      return g_strdup_printf (_("%s wasn’t imported: the disk is full. Free some room; nothing was written."), file_name);
    case BW_STORE_ERROR_READ_ONLY:
      return g_strdup_printf (_("%s wasn’t imported: the profile’s folder can’t be written."), file_name);
    case BW_STORE_ERROR_BUSY:
      return g_strdup_printf (_("%s wasn’t imported: somebody else is writing. Try again in a moment."), file_name);
    case BW_STORE_ERROR_FAILED:
    case BW_STORE_ERROR_NEWER:
    case BW_STORE_ERROR_OWNED:
      break;
    }
  return g_strdup_printf (_("%s can’t be read. Check that it is a file and that you may read it."), file_name);
}

/**
 * bw_import_words_error:
 * @file_name: as shown to the user
 */
char *
bw_import_words_error (const char *file_name, const GError *error)
{
  if (error->domain == BW_STORE_ERROR)
    return explain_failure ((BwStoreError) error->code, file_name);
  return bw_import_words (error->message);
}
