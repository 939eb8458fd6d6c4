/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a headline does to prices; told to nobody who trades. */
typedef enum
{
  BW_HEADLINE_IDLE,      /* nothing */
  BW_HEADLINE_GOOD,
  BW_HEADLINE_BAD,
  BW_HEADLINE_EITHER,    /* moves the price, one way or the other */
  BW_HEADLINE_MARKET,    /* moves all prices, one way or the other */
  BW_HEADLINE_CORPORATE, /* says what another event does */
} BwHeadlineEffect;

/* The corporate ones by name. Stored in headlines' numbers: never change one. */
typedef enum
{
  BW_HEADLINE_DIVIDEND_DECLARED = 100,
  BW_HEADLINE_EX_DIVIDEND = 101,
  BW_HEADLINE_SPLIT = 102,
  BW_HEADLINE_REVERSE_SPLIT = 103,
  BW_HEADLINE_TAKEOVER = 104,
  BW_HEADLINE_TAKEOVER_DONE = 105,
  BW_HEADLINE_BANKRUPT = 106,
  BW_HEADLINE_EARNINGS_ABOVE = 107,
  BW_HEADLINE_EARNINGS_BELOW = 108,
  BW_HEADLINE_HALT_NEWS = 109,
  BW_HEADLINE_RENAMED = 110,
} BwHeadlineCorporate;

/**
 * BwHeadline:
 * @pattern: its number in the table
 * @index: of the instrument in its market; -1: the whole market
 * @amount_e8: what {amount} stands for
 *
 * A headline is a number; its words are made from a pattern when they are shown, in the reader's
 * language. All of them are about companies that don't exist.
 */
typedef struct
{
  guint16 pattern;
  gint32 index;
  gint64 amount_e8;
} BwHeadline;

guint64 bw_headline_pack (const BwHeadline *headline);
void bw_headline_unpack (guint64 number, BwHeadline *headline);
const char *bw_headline_pattern (guint16 pattern);
BwHeadlineEffect bw_headline_effect (guint16 pattern);
guint bw_headline_count (BwHeadlineEffect effect);
guint16 bw_headline_nth (BwHeadlineEffect effect, guint n);
char *bw_headline_compose (const char *pattern, const char *name, const char *symbol, const char *amount);

G_END_DECLS
