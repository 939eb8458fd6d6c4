/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/universe.h"

#include <string.h>

#define NAMES_KEY "watchlists"

static char *
key_of (const char *name)
{
  return g_strconcat ("watchlist/", name, NULL);
}

/**
 * bw_watchlist_names:
 *
 * Returns: (transfer full): the lists there are; the first is %BW_WATCHLIST_MAIN
 */
GStrv
bw_watchlist_names (BwEngine *engine)
{
  g_autofree char *text = bw_engine_get_text (engine, NAMES_KEY);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) saved = g_strsplit (text != NULL ? text : "", "\n", -1);

  g_strv_builder_add (names, BW_WATCHLIST_MAIN);
  for (guint k = 0; saved[k] != NULL; k++)
    if (*saved[k] != '\0' && strcmp (saved[k], BW_WATCHLIST_MAIN) != 0)
      g_strv_builder_add (names, saved[k]);
  return g_strv_builder_end (names);
}

static gboolean
holds (const GArray *instruments, BwInstrumentId id)
{
  for (guint i = 0; i < instruments->len; i++)
    if (g_array_index (instruments, BwInstrumentId, i) == id)
      return TRUE;
  return FALSE;
}

static void
add_symbols (BwEngine *engine, const char *text, GArray *instruments)
{
  g_auto (GStrv) symbols = g_strsplit (text, ",", -1);

  for (guint k = 0; symbols[k] != NULL; k++)
    {
      const BwInstrument *instrument = bw_engine_find_instrument (engine, g_strstrip (symbols[k]));

      if (instrument != NULL && !holds (instruments, instrument->id))
        g_array_append_val (instruments, instrument->id);
    }
}

/**
 * bw_watchlist_load:
 *
 * Returns: (transfer full) (element-type BwInstrumentId): in the user's order; none when there is
 * no such list. Symbols that are no longer known are left out.
 */
GArray *
bw_watchlist_load (BwEngine *engine, const char *name)
{
  g_autofree char *key = key_of (name);
  g_autofree char *text = bw_engine_get_text (engine, key);
  GArray *instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

  if (text != NULL)
    add_symbols (engine, text, instruments);
  return instruments;
}

static void
save_names (BwEngine *engine, GStrv names)
{
  g_autofree char *text = g_strjoinv ("\n", names + 1);

  bw_engine_set_text (engine, NAMES_KEY, text);
}

static gboolean
is_name (const char *name)
{
  return *name != '\0' && strlen (name) <= BW_WATCHLIST_NAME_BYTES_MAX &&
         strpbrk (name, "/\n") == NULL && g_utf8_validate (name, -1, NULL);
}

/**
 * bw_watchlist_save:
 * @name: not empty, without a line's end or "/"
 *
 * Makes the list or replaces what is in it; symbols beyond %BW_WATCHLIST_SYMBOLS_MAX are left out.
 *
 * Returns: %FALSE when no list can have that name
 */
gboolean
bw_watchlist_save (BwEngine *engine,
                   const char *name,
                   const BwInstrumentId *instruments,
                   gsize n_instruments)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) names = bw_watchlist_names (engine);
  g_autofree char *key = key_of (name);

  if (!is_name (name))
    return FALSE;
  for (gsize i = 0; i < MIN (n_instruments, (gsize)BW_WATCHLIST_SYMBOLS_MAX); i++)
    {
      const BwInstrument *instrument = bw_engine_instrument (engine, instruments[i]);

      if (instrument != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", instrument->symbol);
    }
  bw_engine_set_text (engine, key, text->str);
  if (!g_strv_contains ((const char *const *)names, name))
    {
      g_autoptr (GStrvBuilder) more = g_strv_builder_new ();
      g_auto (GStrv) all = NULL;

      g_strv_builder_addv (more, (const char **)names);
      g_strv_builder_add (more, name);
      all = g_strv_builder_end (more);
      save_names (engine, all);
    }
  return TRUE;
}

/* The first list stays. */
void
bw_watchlist_remove (BwEngine *engine, const char *name)
{
  g_auto (GStrv) names = bw_watchlist_names (engine);
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *key = key_of (name);

  if (strcmp (name, BW_WATCHLIST_MAIN) == 0)
    return;
  for (guint k = 0; names[k] != NULL; k++)
    if (strcmp (names[k], name) != 0)
      g_strv_builder_add (others, names[k]);
  all = g_strv_builder_end (others);
  save_names (engine, all);
  bw_engine_set_text (engine, key, "");
}

typedef gboolean (*Test) (const BwInstrument *instrument, BwSector sector);

static gboolean
is_any (const BwInstrument *instrument, BwSector sector)
{
  return TRUE;
}

static gboolean
is_practice (const BwInstrument *instrument, BwSector sector)
{
  return g_str_equal (instrument->source, "practice");
}

static gboolean
is_imported (const BwInstrument *instrument, BwSector sector)
{
  return !is_practice (instrument, sector);
}

static gboolean
is_of_sector (const BwInstrument *instrument, BwSector sector)
{
  return instrument->sector == sector;
}

static GArray *
filter (BwEngine *engine, Test test, BwSector sector)
{
  GArray *instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

  for (gsize i = 0; i < bw_engine_n_instruments (engine); i++)
    if (test (bw_engine_instrument_at (engine, i), sector))
      g_array_append_val (instruments, bw_engine_instrument_at (engine, i)->id);
  return instruments;
}

static GArray *
find_watchlist (BwEngine *engine, const char *name, GError **error)
{
  g_auto (GStrv) names = bw_watchlist_names (engine);

  if (g_strv_contains ((const char *const *)names, name))
    return bw_watchlist_load (engine, name);
  g_set_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_UNKNOWN, "There is no watchlist “%s”.",
               name);
  return NULL;
}

/**
 * bw_universe_find:
 *
 * Returns: (transfer full) (nullable) (element-type BwInstrumentId): maybe none
 */
GArray *
bw_universe_find (BwEngine *engine, const char *word, GError **error)
{
  BwSector sector;

  if (g_str_equal (word, "all"))
    return filter (engine, is_any, BW_SECTOR_NONE);
  if (g_str_equal (word, "practice"))
    return filter (engine, is_practice, BW_SECTOR_NONE);
  if (g_str_equal (word, "imported"))
    return filter (engine, is_imported, BW_SECTOR_NONE);
  if (g_str_equal (word, "watchlist"))
    return find_watchlist (engine, BW_WATCHLIST_MAIN, error);
  if (g_str_has_prefix (word, "watchlist:"))
    return find_watchlist (engine, word + strlen ("watchlist:"), error);
  if (g_str_has_prefix (word, "symbols:"))
    {
      GArray *instruments = g_array_new (FALSE, FALSE, sizeof (BwInstrumentId));

      add_symbols (engine, word + strlen ("symbols:"), instruments);
      return instruments;
    }
  if (g_str_has_prefix (word, "sector:") && bw_sector_parse (word + strlen ("sector:"), &sector))
    return filter (engine, is_of_sector, sector);
  g_set_error (error, BW_ENGINE_ERROR, BW_ENGINE_ERROR_INVALID,
               "“%s” is no universe: expected all, practice, imported, watchlist, watchlist:NAME, "
               "sector:NAME "
               "or symbols:A,B",
               word);
  return NULL;
}
