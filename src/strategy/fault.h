/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A stretch of an expression's text, in bytes. */
typedef struct
{
  guint offset, n_bytes;
} BwSpan;

typedef enum
{
  BW_FAULT_NONE,
  BW_FAULT_EMPTY,
  BW_FAULT_TOO_LONG,
  BW_FAULT_TOO_DEEP,
  BW_FAULT_TOO_COSTLY,
  BW_FAULT_NOT_UTF8,
  BW_FAULT_CHARACTER,
  BW_FAULT_UNEXPECTED,
  BW_FAULT_ENDS_EARLY,
  BW_FAULT_OPEN_TEXT,
  BW_FAULT_BAD_NUMBER,
  BW_FAULT_CHAIN,
  BW_FAULT_UNKNOWN,
  BW_FAULT_UNKNOWN_HINT,
  BW_FAULT_TYPE,
  BW_FAULT_PERCENT,
  BW_FAULT_ARGUMENTS,
  BW_FAULT_NO_ARGUMENTS,
  BW_FAULT_CONSTANT,
  BW_FAULT_RANGE,
  BW_FAULT_LABEL,
  BW_FAULT_TWICE,
  BW_FAULT_OUTPUT,
  BW_FAULT_OUTPUT_NEEDED,
  BW_FAULT_NO_OUTPUT,
  BW_FAULT_TIMEFRAME,
  BW_N_FAULTS
} BwFaultCode;

/**
 * BwFault:
 * @span: where, in bytes from the start of the text
 * @line, @column: the same for people, from 1; a column counts characters
 * @found: what stands there
 * @expected: (nullable): English, marked for translation
 * @kind: (nullable): what @found is; English, marked for translation
 * @hint: (nullable): names or numbers, in no language
 *
 * Why a text is no expression. All zero is none; cleared with bw_fault_clear().
 */
typedef struct
{
  BwFaultCode code;
  BwSpan span;
  guint line, column;
  char *found; /* (owned) (nullable) */
  const char *expected;
  const char *kind;
  char *hint; /* (owned) (nullable) */
} BwFault;

typedef const char *(*BwTranslate) (const char *text);

void bw_fault_clear (BwFault *fault);
gboolean bw_fault_set (BwFault *fault, const char *text, BwFaultCode code, BwSpan span);
char *bw_fault_message (const BwFault *fault, BwTranslate translate);
char *bw_fault_picture (const BwFault *fault, const char *text);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwFault, bw_fault_clear)

G_END_DECLS
