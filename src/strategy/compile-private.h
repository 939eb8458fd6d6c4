/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "strategy/program-private.h"

G_BEGIN_DECLS

typedef struct
{
  BwProgram *program;
  const char *text; /* all of it */
  BwFault *fault;
} BwCompiler;

/* What a part of an expression comes to: a column, or a text. */
typedef struct
{
  BwValueType type;
  BwUnit unit;
  guint column;
  BwTextFact text;
  const char *constant; /* (nullable) (borrowed): a text that is written */
} BwOperand;

gboolean bw_compile (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out);
gboolean bw_compile_typed (BwCompiler *compiler,
                           const BwSyntax *syntax,
                           BwValueType type,
                           BwOperand *operand);
gboolean bw_compile_word (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out);
gboolean bw_compile_indicator (BwCompiler *compiler, const BwSyntax *syntax, BwOperand *out);
gboolean bw_compiler_fail (BwCompiler *compiler, BwFaultCode code, BwSpan span, char *hint);

G_END_DECLS
