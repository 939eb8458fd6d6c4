/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "base/translatable.h"

G_BEGIN_DECLS

/* The sentences of an import that have something in them. Those without are plain marked texts. */
typedef enum
{
  BW_IMPORT_PHRASE_EXPECTED,
  BW_IMPORT_PHRASE_FOUND,
  BW_IMPORT_PHRASE_NOT_TEXT,
  BW_IMPORT_PHRASE_FROM_COLUMN,
  BW_IMPORT_PHRASE_EPOCH,
  BW_IMPORT_PHRASE_DELIMITER,
  BW_IMPORT_PHRASE_SPACING,
  BW_IMPORT_PHRASE_SPIKE,
  BW_IMPORT_PHRASE_GOES_BACK,
  BW_IMPORT_PHRASE_BAD_BYTES,
  BW_IMPORT_PHRASE_UNPACK,
  BW_IMPORT_PHRASE_CELL,
  BW_IMPORT_PHRASE_CELL_CUT,
  BW_IMPORT_PHRASE_DATE_FITS,
  BW_IMPORT_PHRASE_DATE_EITHER,
  BW_IMPORT_PHRASE_ORDER,
  BW_IMPORT_PHRASE_DECIMALS,
  BW_IMPORT_PHRASE_POINTS,
  BW_IMPORT_PHRASE_CELLS,
} BwImportPhrase;

#define BW_IMPORT_N_PHRASES (BW_IMPORT_PHRASE_CELLS + 1)
#define BW_IMPORT_PHRASE_ARGUMENTS_MAX 3

/* A front end's gettext(). Must be callable from the thread that translates. */
typedef const char *(*BwImportTranslate) (const char *english);

const char *bw_import_phrase_get (BwImportPhrase phrase, guint *n_arguments);
char *bw_import_phrase_fill (BwImportPhrase phrase, ...); /* as many strings as it has gaps */
char *bw_import_phrase_translate (const char *english, BwImportTranslate translate);

G_END_DECLS
