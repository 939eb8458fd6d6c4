/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "indicators/indicator.h"

G_BEGIN_DECLS

typedef enum
{
  BW_VALUE_NUMBER,
  BW_VALUE_TRUTH,
  BW_VALUE_TEXT,
} BwValueType;

/* How a number is meant to be read. */
typedef enum
{
  BW_UNIT_PLAIN,
  BW_UNIT_PERCENT, /* 5 is 5 % */
  BW_UNIT_PRICE,
  BW_UNIT_MONEY,
  BW_UNIT_COUNT, /* shares, bars */
} BwUnit;

typedef enum
{
  BW_WORD_GROUP_PRICE,
  BW_WORD_GROUP_CHANGE,
  BW_WORD_GROUP_VOLUME,
  BW_WORD_GROUP_COMPANY,
  BW_WORD_GROUP_FUNCTION,
  BW_N_WORD_GROUPS
} BwWordGroup;

typedef enum
{
  BW_WORD_OPEN,
  BW_WORD_HIGH,
  BW_WORD_LOW,
  BW_WORD_CLOSE,
  BW_WORD_VOLUME,
  BW_WORD_PREVIOUS_CLOSE,
  BW_WORD_SESSION_OPEN,
  BW_WORD_YEAR_HIGH,
  BW_WORD_YEAR_LOW,
  BW_WORD_CHANGE,
  BW_WORD_CHANGE_PERCENT,
  BW_WORD_GAP,
  BW_WORD_RETURN,
  BW_WORD_DOLLAR_VOLUME,
  BW_WORD_AVERAGE_VOLUME,
  BW_WORD_RELATIVE_VOLUME,
  BW_WORD_MARKET_CAP,
  BW_WORD_SHARES,
  BW_WORD_EARNINGS,
  BW_WORD_PRICE_EARNINGS,
  BW_WORD_DIVIDEND,
  BW_WORD_DIVIDEND_YIELD,
  BW_WORD_SYMBOL,
  BW_WORD_NAME,
  BW_WORD_SECTOR,
  BW_WORD_INDUSTRY,
  BW_WORD_CLASS,
  BW_WORD_EXCHANGE,
  BW_WORD_CURRENCY,
  BW_WORD_SOURCE,
  BW_WORD_HIGHEST,
  BW_WORD_LOWEST,
  BW_WORD_AVERAGE,
  BW_WORD_SUM,
  BW_WORD_MIN,
  BW_WORD_MAX,
  BW_WORD_ABS,
  BW_WORD_COUNT,
  BW_N_WORDS
} BwWordId;

/**
 * BwWord:
 * @name: as it is written, in words
 * @aliases: others that mean the same, parted by "|"; a "_" or "-" counts as a blank in all of them
 * @title, @summary: English, marked for translation
 * @n_values: how many values may stand in brackets behind it; the first are a series, the last a
 *   number of bars where @period isn't 0
 * @period: number of bars when none is given; 0: it has none; -1: one must be given
 *
 * A field or function of the expression language.
 */
typedef struct
{
  BwWordId id;
  BwWordGroup group;
  BwValueType type;
  BwUnit unit;
  const char *name;
  const char *aliases;
  const char *title;
  const char *summary;
  guint n_values_max;
  int period;
} BwWord;

const BwWord *bw_word_get (BwWordId id);
const BwWord *bw_word_find (const char *text);
const char *bw_word_group_get_title (BwWordGroup group);
char *bw_word_normalise (const char *text);
char *bw_word_suggest (const char *text);

G_END_DECLS
