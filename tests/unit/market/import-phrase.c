/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "market/import/phrase.h"

#include <string.h>

#include "market/import/guess.h"

/* A language whose every text is the English one between brackets, gaps in place. */
static const char *
bracket (const char *english)
{
  static GHashTable *known;
  char *text;

  if (known == NULL)
    known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  text = g_hash_table_lookup (known, english);
  if (text == NULL)
    {
      text = g_strdup_printf ("[%s]", english);
      g_hash_table_insert (known, g_strdup (english), text);
    }
  return text;
}

/* A language that puts things the other way round. */
static const char *
turn (const char *english)
{
  if (g_str_equal (english, "%s is “%s”"))
    return "„%2$s“ steht bei %1$s";
  return g_str_equal (english, "Close") ? "Schluss" : english;
}

static void
assert_translated (const char *english, const char *expected)
{
  g_autofree char *translated = bw_import_phrase_translate (english, bracket);

  g_assert_cmpstr (translated, ==, expected);
}

/* What fills a form comes out of it again, whatever the form: no form hides another. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < BW_IMPORT_N_PHRASES; i++)
    {
      guint n_arguments;
      const char *form = bw_import_phrase_get ((BwImportPhrase) i, &n_arguments);
      g_autofree char *english = bw_import_phrase_fill ((BwImportPhrase) i, "12", "7", "3");
      g_autofree char *again = bw_import_phrase_translate (english, bracket);
      g_autofree char *start = g_strdup_printf ("[%.*s", (int) strcspn (form, "%"), form);

      g_assert_cmpuint (n_arguments, >=, 1);
      g_assert_cmpuint (n_arguments, <=, BW_IMPORT_PHRASE_ARGUMENTS_MAX);
      g_assert_null (strchr (english, '%') != NULL && strstr (form, "%%") == NULL ? english : NULL);
      g_assert_true (g_str_has_prefix (again, start));
      g_assert_cmpint (again[strlen (again) - 1], ==, ']');
      g_assert_nonnull (strstr (again, "12"));
    }
}

static void
test_words (void)
{
  assert_translated ("Close is “n/a%s”", "[[Close] is “n/a%s”]");
  assert_translated ("From the column “Close”.", "[From the column “Close”.]");
  assert_translated ("With a comma, 98 % of the rows have 7 cells.", "[With [a comma], 98 % of the rows have 7 cells.]");
  assert_translated ("3 cells instead of 7", "[3 cells instead of 7]");
  assert_translated ("Good Friday", "[Good Friday]");
  assert_translated ("", "");
}

static void
test_order (void)
{
  g_autofree char *translated = bw_import_phrase_translate ("Close is “x”", turn);

  g_assert_cmpstr (translated, ==, "„x“ steht bei Schluss");
}

/* A message within a message within a message, as a binary file gives it. */
static void
test_nested (void)
{
  static const guint8 archive[] = "PK\x03\x04 and so on";
  g_autoptr (BwImportGuess) guess = bw_import_guess_new ("A.csv", archive, sizeof archive, TRUE);
  g_autofree char *translated = bw_import_phrase_translate (guess->message, bracket);

  g_assert_cmpint (guess->verdict, ==, BW_IMPORT_VERDICT_BINARY);
  g_assert_cmpstr (translated, ==,
                   "[Expected a table of price bars: a date, and open, high, low and close. "
                   "[[It is [a zip archive or a spreadsheet], not text.] Unpack or export it as CSV first.]]");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/market/import/phrase/round-trip", test_round_trip);
  g_test_add_func ("/market/import/phrase/words", test_words);
  g_test_add_func ("/market/import/phrase/order", test_order);
  g_test_add_func ("/market/import/phrase/nested", test_nested);
  return g_test_run ();
}
