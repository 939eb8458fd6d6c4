/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/fault.h"
#include "strategy/vocabulary.h"

G_BEGIN_DECLS

#define BW_EXPRESSION_BYTES_MAX 4096
#define BW_EXPRESSION_DEPTH_MAX 48
#define BW_EXPRESSION_LAG_MAX   5000

typedef enum
{
  BW_SYNTAX_NUMBER,
  BW_SYNTAX_TEXT,
  BW_SYNTAX_WORD,      /* a field or function, with its values */
  BW_SYNTAX_INDICATOR, /* likewise */
  BW_SYNTAX_HISTORY,   /* [n] */
  BW_SYNTAX_NEGATE,
  BW_SYNTAX_ADD,
  BW_SYNTAX_SUBTRACT,
  BW_SYNTAX_MULTIPLY,
  BW_SYNTAX_DIVIDE,
  BW_SYNTAX_LESS,
  BW_SYNTAX_LESS_EQUAL,
  BW_SYNTAX_GREATER,
  BW_SYNTAX_GREATER_EQUAL,
  BW_SYNTAX_EQUAL,
  BW_SYNTAX_UNEQUAL,
  BW_SYNTAX_CROSSES_ABOVE,
  BW_SYNTAX_CROSSES_BELOW,
  BW_SYNTAX_CROSSES,
  BW_SYNTAX_BETWEEN,
  BW_SYNTAX_IN,
  BW_SYNTAX_CONTAINS,
  BW_SYNTAX_NOT,
  BW_SYNTAX_AND,
  BW_SYNTAX_OR,
} BwSyntaxKind;

typedef struct _BwSyntax BwSyntax;

/**
 * BwSyntax:
 * @span: of all of it
 * @name: of what it is called by: the name, the operator
 * @number: of a number, and how many bars of a history
 * @text: (nullable): of a text, without its quotes
 * @label, @label_span: (nullable): "fast" in MACD(fast=8)
 * @output, @output_span: (nullable): "signal" in MACD.signal
 * @has_brackets: whether values, or none, stand in brackets behind a name
 * @is_enclosed: whether it stands in round brackets of its own
 * @parts: (element-type BwSyntax): what it is made of
 *
 * What an expression says, as it is written.
 */
struct _BwSyntax
{
  BwSyntaxKind kind;
  BwSpan span, name;
  double number;
  BwUnit unit;
  char *text; /* (owned) */
  const BwWord *word;
  const BwIndicatorInfo *indicator;
  char *label; /* (owned) */
  BwSpan label_span;
  char *output; /* (owned) */
  BwSpan output_span;
  gboolean has_brackets, is_enclosed;
  GPtrArray *parts; /* (owned) */
};

BwSyntax *bw_syntax_parse (const char *text, BwFault *fault);
void bw_syntax_free (BwSyntax *syntax);

static inline const BwSyntax *
bw_syntax_part (const BwSyntax *syntax, guint index)
{
  return (const BwSyntax *)g_ptr_array_index (syntax->parts, index);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSyntax, bw_syntax_free)

G_END_DECLS
