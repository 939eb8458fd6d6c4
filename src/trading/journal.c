/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/journal.h"

#include "trading/fields.h"

#include <string.h>

/* An input is: version, kind, time, then the fields of its kind. Outputs are: version, their
 * number, then each one's kind, sequence and fields. All numbers are varints (codec.h). */

G_DEFINE_QUARK (bw-journal-error-quark, bw_journal_error)

#define CASH_FIELDS                                                       \
  {                                                                       \
    BW_FIELD (BwInput, cash.account, U32), BW_FIELD (BwInput, cash.amount, I64) \
  }

static const BwField account_fields[] = {
  BW_FIELD (BwInput, account.account, U32),
  BW_FIELD (BwInput, account.instrument, U32),
  BW_FIELD (BwInput, account.uuid, BYTES),
};
static const BwField cash_fields[] = CASH_FIELDS;
static const BwField transfer_fields[] = {
  BW_FIELD (BwInput, transfer_in.account, U32),
  BW_FIELD (BwInput, transfer_in.instrument, U32),
  BW_FIELD (BwInput, transfer_in.quantity, I64),
  BW_FIELD (BwInput, transfer_in.price, I64),
};
static const BwField halt_fields[] = {
  BW_FIELD (BwInput, halt_account.account, U32),
  BW_FIELD (BwInput, halt_account.halt, U32),
  BW_FIELD (BwInput, halt_account.reason, U32),
  BW_FIELD (BwInput, halt_account.action, U32),
  BW_FIELD (BwInput, halt_account.uuid, BYTES),
};
static const BwField limit_fields[] = { BW_FIELD (BwInput, set_limit.account, U32) };
static const BwField terms_fields[] = { BW_FIELD (BwInput, change_terms.account, U32) };
static const BwField inject_fields[] = {
  BW_FIELD (BwInput, inject.kind, U8),
  BW_FIELD (BwInput, inject.instrument, U32),
  BW_FIELD (BwInput, inject.magnitude, I64),
};
static const BwField phase_fields[] = { BW_FIELD (BwInput, phase.phase, U32) };
static const BwField cancel_fields[] = { BW_FIELD (BwInput, cancel_order.order, U64) };
static const BwField calendar_fields[] = { BW_FIELD (BwInput, session.calendar, U32) };
static const BwField uuid_fields[] = { BW_FIELD (BwInput, open_account.uuid, BYTES) };

/* The plain fields of an input of @kind, apart from its records. */
static gboolean
get_plain_fields (guint8 kind, BwFields *fields)
{
#define PLAIN(kind, name)                                               \
  case kind:                                                            \
    *fields = (BwFields){ name##_fields, G_N_ELEMENTS (name##_fields) }; \
    return TRUE
  switch ((BwInputKind) kind)
    {
      PLAIN (BW_INPUT_SESSION, calendar);
      PLAIN (BW_INPUT_OPEN_ACCOUNT, uuid);
      PLAIN (BW_INPUT_CANCEL_ORDER, cancel);
      PLAIN (BW_INPUT_CANCEL_ALL, account);
      PLAIN (BW_INPUT_CLOSE_POSITION, account);
      PLAIN (BW_INPUT_REVERSE_POSITION, account);
      PLAIN (BW_INPUT_FLATTEN, account);
      PLAIN (BW_INPUT_DEPOSIT, cash);
      PLAIN (BW_INPUT_WITHDRAW, cash);
      PLAIN (BW_INPUT_TRANSFER_IN, transfer);
      PLAIN (BW_INPUT_HALT_ACCOUNT, halt);
      PLAIN (BW_INPUT_PHASE, phase);
      PLAIN (BW_INPUT_RESET_ACCOUNT, cash);
      PLAIN (BW_INPUT_INJECT, inject);
      PLAIN (BW_INPUT_SET_LIMIT, limit);
      PLAIN (BW_INPUT_CHANGE_TERMS, terms);
    case BW_INPUT_TIME:
    case BW_INPUT_MARKET:
    case BW_INPUT_DEFINE_INSTRUMENT:
    case BW_INPUT_NEW_ORDER:
    case BW_INPUT_REPLACE_ORDER:
      *fields = (BwFields){ NULL, 0 };
      return TRUE;
    }
#undef PLAIN
  return FALSE;
}

/* The record that an input of @kind carries, and its fields. */
static gpointer
get_record (BwInput *input, const BwFields **fields)
{
  switch ((BwInputKind) input->kind)
    {
    case BW_INPUT_SESSION:
      *fields = &bw_fields_session;
      return &input->session.session;
    case BW_INPUT_DEFINE_INSTRUMENT:
      *fields = &bw_fields_instrument;
      return &input->instrument;
    case BW_INPUT_OPEN_ACCOUNT:
      *fields = &bw_fields_account_terms;
      return &input->open_account.terms;
    case BW_INPUT_NEW_ORDER:
      *fields = &bw_fields_new_order;
      return &input->new_order;
    case BW_INPUT_REPLACE_ORDER:
      *fields = &bw_fields_replace_order;
      return &input->replace_order;
    case BW_INPUT_SET_LIMIT:
      *fields = &bw_fields_limit;
      return &input->set_limit.limit;
    case BW_INPUT_CHANGE_TERMS:
      *fields = &bw_fields_account_terms;
      return &input->change_terms.terms;
    case BW_INPUT_TIME:
    case BW_INPUT_MARKET:
    case BW_INPUT_CANCEL_ORDER:
    case BW_INPUT_CANCEL_ALL:
    case BW_INPUT_CLOSE_POSITION:
    case BW_INPUT_REVERSE_POSITION:
    case BW_INPUT_FLATTEN:
    case BW_INPUT_DEPOSIT:
    case BW_INPUT_WITHDRAW:
    case BW_INPUT_TRANSFER_IN:
    case BW_INPUT_HALT_ACCOUNT:
    case BW_INPUT_PHASE:
    case BW_INPUT_RESET_ACCOUNT:
    case BW_INPUT_INJECT:
      break;
    }
  return NULL;
}

/**
 * bw_journal_encode_input:
 *
 * Appends @input to @bytes. Its length is not written: whoever stores it knows it, or decodes.
 */
void
bw_journal_encode_input (GByteArray *bytes, const BwInput *input)
{
  const BwFields *record_fields;
  gpointer record = get_record ((BwInput *) input, &record_fields);
  BwFields plain;

  bw_codec_put_u64 (bytes, BW_TRADING_FORMAT_VERSION);
  bw_codec_put_u64 (bytes, input->kind);
  bw_codec_put_i64 (bytes, input->time);
  if (input->kind == BW_INPUT_MARKET)
    {
      bw_fields_put_event (bytes, &input->market);
      return;
    }
  if (get_plain_fields (input->kind, &plain))
    bw_fields_put (bytes, &plain, input);
  if (record != NULL)
    bw_fields_put (bytes, record_fields, record);
}

static gboolean
check_version (BwReader *reader, GError **error)
{
  guint64 version = bw_codec_get_u64 (reader);

  if (!reader->failed && version > BW_TRADING_FORMAT_VERSION)
    {
      g_set_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION,
                   "The journal was written by a newer version of Bellwether (format %" G_GUINT64_FORMAT
                   "). Update the program to read it.", version);
      return FALSE;
    }
  if (!reader->failed && version >= 1 && version < BW_TRADING_FORMAT_VERSION)
    {
      g_set_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_VERSION,
                   "The journal was written by an older trial version of Bellwether (format "
                   "%" G_GUINT64_FORMAT "), which this one can't read. Nothing was changed: use that "
                   "version, or begin a new profile.", version);
      return FALSE;
    }
  if (version != BW_TRADING_FORMAT_VERSION)
    reader->failed = TRUE;
  return TRUE;
}

static void
set_damaged (const BwReader *reader, GError **error)
{
  g_set_error (error, BW_JOURNAL_ERROR, BW_JOURNAL_ERROR_DAMAGED,
               "The journal is damaged at byte %" G_GSIZE_FORMAT
               " of an entry. Restore it from a backup.", (gsize) (reader->cursor - reader->start));
}

/**
 * bw_journal_decode_input:
 * @depth: where the book of a depth event goes; @input borrows it
 *
 * Returns: how many bytes the input took; 0 and @error when they are none
 */
gsize
bw_journal_decode_input (const guint8 *bytes, gsize n_bytes, BwInput *input, BwDepth *depth,
                         GError **error)
{
  const BwFields *record_fields;
  gpointer record;
  BwFields plain;
  BwReader reader;
  guint64 kind;

  memset (input, 0, sizeof *input);
  bw_reader_init (&reader, bytes, n_bytes);
  if (!check_version (&reader, error))
    return 0;
  kind = bw_codec_get_u64 (&reader);
  input->kind = (guint8) MIN (kind, G_MAXUINT8);
  input->time = bw_codec_get_i64 (&reader);
  if (input->kind == BW_INPUT_MARKET)
    bw_fields_get_event (&reader, &input->market, depth);
  else if (get_plain_fields (input->kind, &plain))
    {
      record = get_record (input, &record_fields);
      bw_fields_get (&reader, &plain, input);
      if (record != NULL)
        bw_fields_get (&reader, record_fields, record);
    }
  else
    reader.failed = TRUE;
  if (reader.failed)
    {
      set_damaged (&reader, error);
      return 0;
    }
  return (gsize) (reader.cursor - reader.start);
}

static void
put_output (GByteArray *bytes, const BwOutputHeader *header)
{
  gconstpointer body = bw_output_body (header);
  const BwPostingSet *set = body;
  const BwFill *fill = body;

  bw_codec_put_u64 (bytes, header->kind);
  bw_codec_put_u64 (bytes, header->sequence);
  switch ((BwOutputKind) header->kind)
    {
    case BW_OUTPUT_ORDER:
      bw_fields_put (bytes, &bw_fields_order, body);
      return;
    case BW_OUTPUT_FILL:
      bw_fields_put (bytes, &bw_fields_fill, body);
      bw_fields_put (bytes, &bw_fields_certificate, &fill->certificate);
      if (fill->certificate.market.kind == BW_MARKET_DEPTH)
        {
          /* The book is not carried here; what the union then holds is the best quote. */
          BwMarketEvent as_quote = fill->certificate.market;

          as_quote.kind = BW_MARKET_QUOTE;
          bw_codec_put_u64 (bytes, 1);
          bw_fields_put_event (bytes, &as_quote);
          return;
        }
      bw_codec_put_u64 (bytes, 0);
      bw_fields_put_event (bytes, &fill->certificate.market);
      return;
    case BW_OUTPUT_POSTINGS:
      bw_fields_put (bytes, &bw_fields_posting_set, body);
      for (int i = 0; i < set->n_postings; i++)
        bw_fields_put (bytes, &bw_fields_posting, &set->postings[i]);
      return;
    case BW_OUTPUT_REFUSED:
      bw_fields_put (bytes, &bw_fields_refusal, body);
      return;
    case BW_OUTPUT_ACCOUNT:
      bw_fields_put (bytes, &bw_fields_account, body);
      bw_fields_put (bytes, &bw_fields_account_terms, &((const BwAccount *) body)->terms);
      return;
    case BW_OUTPUT_INSTRUMENT:
      bw_fields_put (bytes, &bw_fields_instrument, body);
      return;
    case BW_OUTPUT_CORPORATE_ACTION:
      bw_fields_put (bytes, &bw_fields_corporate_action, body);
      return;
    case BW_OUTPUT_VERDICTS:
      bw_fields_put (bytes, &bw_fields_verdicts, body);
      for (int i = 0; i < ((const BwVerdicts *) body)->n_rules; i++)
        bw_fields_put (bytes, &bw_fields_rule_verdict, &((const BwVerdicts *) body)->rules[i]);
      return;
    case BW_OUTPUT_ORDER_DETAIL:
      bw_fields_put (bytes, &bw_fields_order_detail, body);
      return;
    case BW_OUTPUT_CONDITION:
      bw_fields_put (bytes, &bw_fields_order_condition, body);
      return;
    case BW_OUTPUT_MARGIN_EVENT:
      bw_fields_put (bytes, &bw_fields_margin_event, body);
      return;
    }
}

/**
 * bw_journal_encode_outputs:
 *
 * Appends all of @outputs to @bytes.
 */
void
bw_journal_encode_outputs (GByteArray *bytes, const BwOutputs *outputs)
{
  guint64 n_outputs = 0;

  for (const BwOutputHeader *h = bw_outputs_first (outputs); h != NULL; h = bw_outputs_next (outputs, h))
    n_outputs++;
  bw_codec_put_u64 (bytes, BW_TRADING_FORMAT_VERSION);
  bw_codec_put_u64 (bytes, n_outputs);
  for (const BwOutputHeader *h = bw_outputs_first (outputs); h != NULL; h = bw_outputs_next (outputs, h))
    put_output (bytes, h);
}

static gpointer
begin_output (BwOutputs *outputs, guint64 kind, guint64 sequence, gsize body_bytes)
{
  return memset (bw_outputs_append (outputs, (BwOutputKind) kind, sequence, body_bytes), 0, body_bytes);
}

static void
get_fill (BwReader *reader, BwFill *fill)
{
  guint64 is_depth;

  bw_fields_get (reader, &bw_fields_fill, fill);
  bw_fields_get (reader, &bw_fields_certificate, &fill->certificate);
  is_depth = bw_codec_get_u64 (reader);
  bw_fields_get_event (reader, &fill->certificate.market, NULL);
  if (is_depth > 1 || fill->certificate.market.kind == BW_MARKET_DEPTH)
    reader->failed = TRUE;
  if (is_depth == 1)
    fill->certificate.market.kind = BW_MARKET_DEPTH;
}

static void
get_postings (BwReader *reader, guint64 sequence, BwOutputs *outputs)
{
  BwPostingSet read = { 0 }, *set;
  gsize body_bytes;

  bw_fields_get (reader, &bw_fields_posting_set, &read);
  if (read.n_postings > BW_POSTING_SET_MAX)
    reader->failed = TRUE;
  for (int i = 0; i < read.n_postings && !reader->failed; i++)
    bw_fields_get (reader, &bw_fields_posting, &read.postings[i]);
  if (reader->failed)
    return;
  body_bytes = G_STRUCT_OFFSET (BwPostingSet, postings) + read.n_postings * sizeof (BwPosting);
  set = begin_output (outputs, BW_OUTPUT_POSTINGS, sequence, body_bytes);
  memcpy (set, &read, body_bytes);
}

static void
get_verdicts (BwReader *reader, guint64 sequence, BwOutputs *outputs)
{
  BwVerdicts read = { 0 };
  gsize body_bytes;

  bw_fields_get (reader, &bw_fields_verdicts, &read);
  if (read.n_rules > BW_N_RULE_VERDICTS)
    reader->failed = TRUE;
  for (int i = 0; i < read.n_rules && !reader->failed; i++)
    bw_fields_get (reader, &bw_fields_rule_verdict, &read.rules[i]);
  if (reader->failed)
    return;
  body_bytes = bw_verdicts_bytes (read.n_rules);
  memcpy (begin_output (outputs, BW_OUTPUT_VERDICTS, sequence, body_bytes), &read, body_bytes);
}

static void
get_output (BwReader *reader, BwOutputs *outputs)
{
  guint64 kind = bw_codec_get_u64 (reader);
  guint64 sequence = bw_codec_get_u64 (reader);
  BwAccount *account;

  if (reader->failed || kind > G_MAXUINT16)
    {
      reader->failed = TRUE;
      return;
    }
  switch ((BwOutputKind) kind)
    {
    case BW_OUTPUT_ORDER:
      bw_fields_get (reader, &bw_fields_order, begin_output (outputs, kind, sequence, sizeof (BwOrder)));
      return;
    case BW_OUTPUT_FILL:
      get_fill (reader, begin_output (outputs, kind, sequence, sizeof (BwFill)));
      return;
    case BW_OUTPUT_POSTINGS:
      get_postings (reader, sequence, outputs);
      return;
    case BW_OUTPUT_REFUSED:
      bw_fields_get (reader, &bw_fields_refusal, begin_output (outputs, kind, sequence, sizeof (BwRefusal)));
      return;
    case BW_OUTPUT_ACCOUNT:
      account = begin_output (outputs, kind, sequence, sizeof (BwAccount));
      bw_fields_get (reader, &bw_fields_account, account);
      bw_fields_get (reader, &bw_fields_account_terms, &account->terms);
      return;
    case BW_OUTPUT_INSTRUMENT:
      bw_fields_get (reader, &bw_fields_instrument,
                     begin_output (outputs, kind, sequence, sizeof (BwInstrument)));
      return;
    case BW_OUTPUT_CORPORATE_ACTION:
      bw_fields_get (reader, &bw_fields_corporate_action,
                     begin_output (outputs, kind, sequence, sizeof (BwCorporateAction)));
      return;
    case BW_OUTPUT_VERDICTS:
      get_verdicts (reader, sequence, outputs);
      return;
    case BW_OUTPUT_ORDER_DETAIL:
      bw_fields_get (reader, &bw_fields_order_detail,
                     begin_output (outputs, kind, sequence, sizeof (BwOrderDetail)));
      return;
    case BW_OUTPUT_CONDITION:
      bw_fields_get (reader, &bw_fields_order_condition,
                     begin_output (outputs, kind, sequence, sizeof (BwOrderCondition)));
      return;
    case BW_OUTPUT_MARGIN_EVENT:
      bw_fields_get (reader, &bw_fields_margin_event,
                     begin_output (outputs, kind, sequence, sizeof (BwMarginEvent)));
      return;
    }
  reader->failed = TRUE;
}

/**
 * bw_journal_decode_outputs:
 * @bytes: (array length=n_bytes): exactly what bw_journal_encode_outputs() appended
 * @outputs: appended to
 *
 * Returns: %FALSE and @error, with @outputs as it was, when the bytes are something else
 */
gboolean
bw_journal_decode_outputs (const guint8 *bytes, gsize n_bytes, BwOutputs *outputs, GError **error)
{
  gsize n_bytes_before = outputs->n_bytes;
  BwReader reader;
  guint32 n_outputs;

  bw_reader_init (&reader, bytes, n_bytes);
  if (!check_version (&reader, error))
    return FALSE;
  n_outputs = bw_codec_get_count (&reader, G_MAXUINT32 - 1);
  for (guint32 i = 0; i < n_outputs && !reader.failed; i++)
    get_output (&reader, outputs);
  if (reader.failed || reader.cursor != reader.end)
    {
      outputs->n_bytes = n_bytes_before;
      set_damaged (&reader, error);
      return FALSE;
    }
  return TRUE;
}
