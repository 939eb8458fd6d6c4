/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/fault.h"
#include "strategy/vocabulary.h"

G_BEGIN_DECLS

typedef enum
{
  BW_TOKEN_END,
  BW_TOKEN_NUMBER,
  BW_TOKEN_TEXT, /* in quotes, which the span includes */
  BW_TOKEN_WORD,
  BW_TOKEN_AND,
  BW_TOKEN_OR,
  BW_TOKEN_NOT,
  BW_TOKEN_BETWEEN,
  BW_TOKEN_IN,
  BW_TOKEN_CROSSES,
  BW_TOKEN_ABOVE,
  BW_TOKEN_BELOW,
  BW_TOKEN_CONTAINS,
  BW_TOKEN_LESS,
  BW_TOKEN_LESS_EQUAL,
  BW_TOKEN_GREATER,
  BW_TOKEN_GREATER_EQUAL,
  BW_TOKEN_EQUAL,
  BW_TOKEN_UNEQUAL,
  BW_TOKEN_PLUS,
  BW_TOKEN_MINUS,
  BW_TOKEN_TIMES,
  BW_TOKEN_OVER,
  BW_TOKEN_OPEN,
  BW_TOKEN_CLOSE,
  BW_TOKEN_OPEN_INDEX,
  BW_TOKEN_CLOSE_INDEX,
  BW_TOKEN_COMMA,
  BW_TOKEN_DOT,
} BwTokenKind;

typedef struct
{
  BwTokenKind kind;
  BwSpan span;
  double number;
  BwUnit unit;
} BwToken;

gboolean bw_lexer_read (const char *text, guint from, BwToken *token, BwFault *fault);

G_END_DECLS
