/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/account.h"
#include "trading/output.h"
#include "trading/posting.h"

static const struct
{
  BwProfile profile;
  const char *word;
} profile_words[] = {
  { BW_PROFILE_REALISTIC, "realistic" }, { BW_PROFILE_ALPACA, "alpaca" },
  { BW_PROFILE_IBKR, "ibkr" },           { BW_PROFILE_CONSERVATIVE, "conservative" },
  { BW_PROFILE_TOUCH, "touch" },         { BW_PROFILE_PINE, "pine" },
  { BW_PROFILE_IMMEDIATE, "immediate" },
};

/**
 * bw_account_terms_init:
 *
 * The defaults of SCENARIOS.md: US dollars, multiplier 2 with shorting (cash: 1 without), margin
 * rule by the date, profile realistic, no fees, FIFO lots, no latency, quotes never stale.
 */
void
bw_account_terms_init (BwAccountTerms *terms, BwAccountType type, const char *name)
{
  *terms = (BwAccountTerms){
    .currency = "USD",
    .fee_schedule = "none",
    .type = (guint8) type,
    .multiplier = type == BW_ACCOUNT_CASH ? 1 : 2,
    .margin_rule = BW_MARGIN_RULE_BY_DATE,
    .profile = BW_PROFILE_REALISTIC,
    .lot_method = BW_LOTS_FIFO,
    .is_shorting_allowed = type != BW_ACCOUNT_CASH,
    .latency_ns = 0,
    .stale_after_ns = G_MAXINT64,
  };
  g_strlcpy (terms->name, name, sizeof terms->name);
}

const char *
bw_profile_word (BwProfile profile)
{
  for (gsize i = 0; i < G_N_ELEMENTS (profile_words); i++)
    if (profile_words[i].profile == profile)
      return profile_words[i].word;
  return "unknown";
}

gboolean
bw_profile_parse (const char *word, BwProfile *profile)
{
  for (gsize i = 0; i < G_N_ELEMENTS (profile_words); i++)
    if (g_str_equal (profile_words[i].word, word))
      {
        *profile = profile_words[i].profile;
        return TRUE;
      }
  return FALSE;
}

const char *
bw_certificate_flag_word (BwCertificateFlags flag)
{
  switch (flag)
    {
    case BW_CERTIFICATE_OPTIMISTIC:
      return "optimistic";
    case BW_CERTIFICATE_AMBIGUOUS:
      return "ambiguous";
    case BW_CERTIFICATE_CAPPED:
      return "capped";
    case BW_CERTIFICATE_PART_BY_CHANCE:
      return "part-by-chance";
    case BW_CERTIFICATE_TOUCH_BY_CHANCE:
      return "touch-by-chance";
    case BW_CERTIFICATE_FINER_BAR:
      return "finer-bar";
    }
  return "unknown";
}

gboolean
bw_certificate_flag_parse (const char *word, BwCertificateFlags *flag)
{
  for (*flag = BW_CERTIFICATE_OPTIMISTIC; *flag <= BW_CERTIFICATE_FINER_BAR; *flag <<= 1)
    if (g_str_equal (word, bw_certificate_flag_word (*flag)))
      return TRUE;
  return FALSE;
}

const char *
bw_margin_event_word (BwMarginEventKind kind)
{
  switch (kind)
    {
    case BW_MARGIN_CALL_ISSUED:
      return "call-issued";
    case BW_MARGIN_CALL_MET:
      return "call-met";
    case BW_MARGIN_CALL_UNMET:
      return "call-unmet";
    case BW_MARGIN_LIQUIDATION:
      return "liquidation";
    case BW_MARGIN_VIOLATION:
      return "violation";
    case BW_MARGIN_RESTRICTED:
      return "restricted";
    case BW_MARGIN_RELEASED:
      return "released";
    case BW_MARGIN_PATTERN:
      return "pattern-day-trader";
    }
  return "unknown";
}

const char *
bw_margin_call_word (BwMarginCallKind kind)
{
  switch (kind)
    {
    case BW_CALL_NONE:
      return "none";
    case BW_CALL_MAINTENANCE:
      return "maintenance";
    case BW_CALL_INITIAL:
      return "initial";
    case BW_CALL_INTRADAY:
      return "intraday";
    }
  return "unknown";
}

/**
 * bw_ledger_word:
 *
 * Returns: (transfer none): the ledger account's name in exports
 */
const char *
bw_ledger_word (BwLedger ledger)
{
  switch (ledger)
    {
    case BW_LEDGER_CASH:
      return "cash";
    case BW_LEDGER_SECURITIES:
      return "securities";
    case BW_LEDGER_REALIZED:
      return "realized";
    case BW_LEDGER_FEES:
      return "fees";
    case BW_LEDGER_CAPITAL:
      return "capital";
    case BW_LEDGER_DIVIDENDS:
      return "dividends";
    case BW_LEDGER_INTEREST:
      return "interest";
    case BW_LEDGER_RECEIVABLE:
      return "receivable";
    }
  return "unknown";
}

const char *
bw_activity_word (BwActivity activity)
{
  switch (activity)
    {
    case BW_ACTIVITY_FILL:
      return "FILL";
    case BW_ACTIVITY_FEE:
      return "FEE";
    case BW_ACTIVITY_CSD:
      return "CSD";
    case BW_ACTIVITY_CSW:
      return "CSW";
    case BW_ACTIVITY_ACATS:
      return "ACATS";
    case BW_ACTIVITY_DIV:
      return "DIV";
    case BW_ACTIVITY_INT:
      return "INT";
    case BW_ACTIVITY_SPLIT:
      return "SPLIT";
    case BW_ACTIVITY_CFEE:
      return "CFEE";
    case BW_ACTIVITY_NC:
      return "NC";
    case BW_ACTIVITY_CIL:
      return "CIL";
    case BW_ACTIVITY_REORG:
      return "REORG";
    case BW_ACTIVITY_DIVEX:
      return "DIVEX";
    case BW_ACTIVITY_BORROW:
      return "BORROW";
    case BW_ACTIVITY_JNLC:
      return "JNLC";
    case BW_ACTIVITY_JNLS:
      return "JNLS";
    }
  return "unknown";
}
