/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/setup.h"

#include "trading/book.h"
#include "trading/command.h"
#include "trading/execute.h"
#include "trading/fees.h"
#include "trading/risk/risk.h"
#include "trading/session.h"

#include <string.h>

/* Instruments are found by id in a plain array: ids are small. */
#define INSTRUMENT_ID_MAX (1u << 22)

gboolean
bw_setup_is_valid_instrument (const BwInstrument *definition)
{
  return definition->id < INSTRUMENT_ID_MAX && definition->lot.e8 > 0 && definition->tick.e8 >= 0 &&
         definition->multiplier.e8 > 0 && definition->calendar >= BW_CALENDAR_XNYS &&
         definition->calendar < BW_N_CALENDARS &&
         definition->instrument_class >= BW_INSTRUMENT_EQUITY &&
         definition->instrument_class <= BW_INSTRUMENT_INDEX && definition->symbol[0] != '\0';
}

/* The state of an instrument that is not defined yet. */
BwInstrumentState *
bw_setup_add_instrument (BwCore *core, const BwInstrument *definition)
{
  BwInstrumentState *instrument = g_new0 (BwInstrumentState, 1);

  instrument->definition = *definition;
  instrument->calendar = (guint8) definition->calendar;
  bw_book_init (instrument);
  if (definition->id >= core->instruments->len)
    g_ptr_array_set_size (core->instruments, (gint) definition->id + 1);
  g_ptr_array_index (core->instruments, definition->id) = instrument;
  return instrument;
}

void
bw_setup_define_instrument (BwCore *core, const BwInstrument *definition)
{
  BwInstrument defined = *definition;

  if (defined.id == 0)
    defined.id = core->instruments->len;
  if (!bw_setup_is_valid_instrument (&defined) || bw_core_instrument_state (core, defined.id) != NULL)
    {
      bw_command_refuse (core, BW_INPUT_DEFINE_INSTRUMENT, BW_REASON_NOT_ALLOWED, 0, defined.id, 0);
      return;
    }
  bw_setup_add_instrument (core, &defined);
  memcpy (bw_execute_say (core, BW_OUTPUT_INSTRUMENT, sizeof defined), &defined, sizeof defined);
}

/* Fill profiles that are built. */
static gboolean
is_known_profile (guint8 profile)
{
  return profile >= BW_PROFILE_REALISTIC && profile <= BW_PROFILE_IMMEDIATE;
}

gboolean
bw_setup_are_valid_terms (const BwAccountTerms *terms)
{
  gboolean is_cash = terms->type == BW_ACCOUNT_CASH;

  return (is_cash || terms->type == BW_ACCOUNT_MARGIN) &&
         (terms->multiplier == 1 || ((terms->multiplier == 2 || terms->multiplier == 4) && !is_cash)) &&
         !(is_cash && terms->is_shorting_allowed) &&
         terms->margin_rule <= BW_MARGIN_RULE_INTRADAY && terms->allows_deficits <= 1 && is_known_profile (terms->profile) &&
         terms->lot_method >= BW_LOTS_FIFO && terms->lot_method <= BW_LOTS_AVERAGE &&
         terms->latency_ns >= 0 && terms->stale_after_ns >= 0 && terms->currency[0] != '\0' &&
         bw_fill_terms_are_valid (&terms->fills) && bw_fees_exist (terms->fee_schedule);
}

BwAccountState *
bw_setup_add_account (BwCore *core)
{
  BwAccountState *account = g_new0 (BwAccountState, 1);

  g_ptr_array_add (core->accounts, account);
  account->account.id = core->accounts->len;
  account->first_held = account->first_position = account->first_busy = BW_NIL;
  account->risk = bw_risk_account_new ();
  return account;
}

void
bw_setup_say_account (BwCore *core, const BwAccountState *account)
{
  memcpy (bw_execute_say (core, BW_OUTPUT_ACCOUNT, sizeof (BwAccount)), &account->account,
          sizeof (BwAccount));
}

void
bw_setup_open_account (BwCore *core, const BwUuid *uuid, const BwAccountTerms *terms)
{
  BwAccountState *account;

  if (!bw_setup_are_valid_terms (terms))
    {
      bw_command_refuse (core, BW_INPUT_OPEN_ACCOUNT, BW_REASON_NOT_ALLOWED, 0, 0, 0);
      return;
    }
  account = bw_setup_add_account (core);
  account->account.uuid = *uuid;
  account->account.terms = *terms;
  account->account.opened = core->now;
  bw_risk_refresh (core, account);
  bw_setup_say_account (core, account);
}
