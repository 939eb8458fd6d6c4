/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "trading/codec.h"
#include "trading/core.h"

G_BEGIN_DECLS

/* How the records of the core's interface are written, once for journal and state. A change of any
 * of these tables is a new version of both. */
#define BW_TRADING_FORMAT_VERSION 3

typedef struct
{
  const BwField *fields;
  gsize n_fields;
} BwFields;

extern const BwFields bw_fields_order;
extern const BwFields bw_fields_new_order;
extern const BwFields bw_fields_replace_order;
extern const BwFields bw_fields_instrument;
extern const BwFields bw_fields_account;
extern const BwFields bw_fields_account_terms;
extern const BwFields bw_fields_session;
extern const BwFields bw_fields_fill;
extern const BwFields bw_fields_certificate;
extern const BwFields bw_fields_posting_set;
extern const BwFields bw_fields_posting;
extern const BwFields bw_fields_refusal;
extern const BwFields bw_fields_corporate_action;
extern const BwFields bw_fields_limit;
extern const BwFields bw_fields_risk_source;
extern const BwFields bw_fields_verdicts;
extern const BwFields bw_fields_rule_verdict;
extern const BwFields bw_fields_order_detail;
extern const BwFields bw_fields_order_condition;
extern const BwFields bw_fields_margin_event;

static inline void
bw_fields_put (GByteArray *bytes, const BwFields *fields, gconstpointer record)
{
  bw_codec_put (bytes, fields->fields, fields->n_fields, record);
}

static inline void
bw_fields_get (BwReader *reader, const BwFields *fields, gpointer record)
{
  bw_codec_get (reader, fields->fields, fields->n_fields, record);
}

void bw_fields_put_event (GByteArray *bytes, const BwMarketEvent *event);
void bw_fields_get_event (BwReader *reader, BwMarketEvent *event, BwDepth *depth);
void bw_fields_put_depth (GByteArray *bytes, const BwDepth *depth);
void bw_fields_get_depth (BwReader *reader, BwDepth *depth);

G_END_DECLS
