/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/desk.h"

G_BEGIN_DECLS

typedef void (*BwAmountFunc) (BwDesk *desk, BwFixed amount);

/**
 * BwAmountQuestion:
 * @name: of the field, for who can't see it
 * @text: what stands in it at first; empty: @hint is shown
 * @allows_zero: nothing is an amount
 * @is_destructive: what is done can't be undone: Enter leaves
 * @func: does it
 *
 * A question that is answered with an amount of money.
 */
typedef struct
{
  const char *heading, *body, *name, *text, *hint, *leave, *act;
  gboolean allows_zero, is_destructive;
  BwAmountFunc func;
} BwAmountQuestion;

void bw_amount_dialog_present (BwDesk *desk, GtkWindow *parent, const BwAmountQuestion *question);

G_END_DECLS
