/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rig.h"

#include "trading/journal.h"

#include <string.h>

static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int rule = BW_LIMIT_DAILY_LOSS; rule < BW_N_LIMIT_RULES; rule++)
    {
      BwLimitRule found;

      g_assert_true (g_hash_table_add (seen, (gpointer) bw_limit_word (rule)));
      g_assert_true (bw_limit_parse_word (bw_limit_word (rule), &found));
      g_assert_cmpint (found, ==, rule);
      g_assert_cmpint (bw_limit_reason (rule), !=, BW_REASON_NONE);
    }
  g_assert_cmpstr (bw_limit_word ((BwLimitRule) 99), ==, "none");
}

static const struct
{
  const char *name;
  BwLimitRule rule;
  const char *text;
  gboolean is_valid;
  const char *printed; /* NULL: as it was written */
} values[] = {
  { "share", BW_LIMIT_POSITION, "10%", TRUE, NULL },
  { "fine share", BW_LIMIT_POSITION, "0.25%", TRUE, NULL },
  { "share without its sign", BW_LIMIT_POSITION, "10", FALSE, NULL },
  { "no share", BW_LIMIT_POSITION, "%", FALSE, NULL },
  { "share of nothing", BW_LIMIT_POSITION, "0%", FALSE, NULL },
  { "share below nothing", BW_LIMIT_POSITION, "-1%", FALSE, NULL },
  { "largest share", BW_LIMIT_GROSS, "10000%", TRUE, NULL },
  { "share beyond it", BW_LIMIT_GROSS, "10001%", FALSE, NULL },
  { "multiple", BW_LIMIT_LEVERAGE, "1.5", TRUE, NULL },
  { "money", BW_LIMIT_ORDER_SIZE, "25000", TRUE, "25000.00" },
  { "no money", BW_LIMIT_ORDER_SIZE, "0", FALSE, NULL },
  { "quantity", BW_LIMIT_ORDER_QUANTITY, "0.5", TRUE, NULL },
  { "rate a minute", BW_LIMIT_ORDER_RATE, "10/min", TRUE, NULL },
  { "rate a short minute", BW_LIMIT_ORDER_RATE, "10/m", TRUE, "10/min" },
  { "rate a quarter minute", BW_LIMIT_ORDER_RATE, "20/15s", TRUE, NULL },
  { "rate a day", BW_LIMIT_ORDER_RATE, "1000/d", TRUE, NULL },
  { "rate beyond the ring", BW_LIMIT_ORDER_RATE, "1001/d", FALSE, NULL },
  { "half an order", BW_LIMIT_ORDER_RATE, "0.5/s", FALSE, NULL },
  { "rate of no time", BW_LIMIT_ORDER_RATE, "5/0s", FALSE, NULL },
  { "rate of nothing known", BW_LIMIT_ORDER_RATE, "5/fortnight", FALSE, NULL },
  { "symbols", BW_LIMIT_SYMBOLS, "AAPL MSFT", TRUE, NULL },
  { "no symbols", BW_LIMIT_SYMBOLS, " ", FALSE, NULL },
  { "sessions", BW_LIMIT_SESSIONS, "core post", TRUE, NULL },
  { "no session", BW_LIMIT_SESSIONS, "core night", FALSE, NULL },
};

static void
test_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      BwLimit limit = { .rule = (guint8) values[i].rule };
      char text[BW_LIMIT_TEXT_BYTES];
      gboolean is_valid = bw_limit_parse_value (values[i].text, &limit) && bw_limit_is_valid (&limit);

      g_test_message ("%s", values[i].name);
      g_assert_cmpint (is_valid, ==, values[i].is_valid);
      if (is_valid)
        g_assert_cmpstr (bw_limit_print_value (&limit, text), ==,
                         values[i].printed != NULL ? values[i].printed : values[i].text);
    }
}

static void
test_validity (void)
{
  BwLimit limit = { .rule = BW_LIMIT_PRICE_COLLAR };

  g_assert_true (bw_limit_parse_value ("5%", &limit));
  g_assert_true (bw_limit_is_valid (&limit));
  limit.resizes = 1;
  g_assert_false (bw_limit_is_valid (&limit)); /* a price can't be cut to size */
  limit.resizes = 0;
  limit.scope = 1;
  g_assert_false (bw_limit_is_valid (&limit));
  limit.scope = 0;
  limit.mode = 3;
  g_assert_false (bw_limit_is_valid (&limit));
  limit.mode = BW_LIMIT_OFF;
  limit.rule = BW_LIMIT_BUYING_POWER;
  g_assert_false (bw_limit_is_valid (&limit)); /* an account's own terms are not set here */
  limit.rule = BW_LIMIT_SYMBOLS;
  memset (limit.list, 'X', sizeof limit.list);
  g_assert_false (bw_limit_is_valid (&limit));
  g_assert_true (bw_limit_list_has ("AAPL MSFT", "MSFT"));
  g_assert_false (bw_limit_list_has ("AAPL MSFT", "MSF"));
  g_assert_false (bw_limit_list_has ("AAPL MSFT", ""));
}

static void
test_presets (void)
{
  for (int rule = BW_LIMIT_DAILY_LOSS; rule <= BW_LIMIT_PRICE_COLLAR; rule++)
    {
      BwFixed previous = BW_FIXED_ZERO;

      for (int preset = 0; preset < BW_N_LIMIT_PRESETS; preset++)
        {
          BwLimit limit;

          bw_limit_preset_get ((BwLimitPreset) preset, rule, &limit);
          g_assert_true (bw_limit_is_valid (&limit));
          g_assert_cmpint (limit.rule, ==, rule);
          if (limit.mode == BW_LIMIT_ON) /* each is wider than the one before */
            g_assert_cmpint (bw_fixed_compare (limit.value, previous), >, 0);
          previous = limit.value;
        }
    }
}

/* A record of verdicts reads as it was written, cut anywhere it is refused. */
static void
test_journal (void)
{
  BwVerdicts verdicts = { .order = 7, .account = 1, .instrument = 3, .time = 5, .n_rules = 2,
                          .outcome = BW_VERDICT_REJECT, .reason = BW_REASON_POSITION_LIMIT };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  BwOutputs outputs, found;
  const BwVerdicts *read;

  bw_outputs_init (&outputs);
  bw_outputs_init (&found);
  verdicts.rules[1] = (BwRuleVerdict){ .rule = BW_LIMIT_POSITION, .outcome = BW_VERDICT_REJECT,
                                       .before = BW_FIXED_MIN, .after = BW_FIXED_MAX };
  memcpy (bw_outputs_append (&outputs, BW_OUTPUT_VERDICTS, 9, bw_verdicts_bytes (2)), &verdicts,
          bw_verdicts_bytes (2));
  bw_journal_encode_outputs (bytes, &outputs);
  for (guint n = 0; n < bytes->len; n++)
    g_assert_false (bw_journal_decode_outputs (bytes->data, n, &found, NULL));
  g_assert_true (bw_journal_decode_outputs (bytes->data, bytes->len, &found, NULL));
  g_assert_cmpint (bw_outputs_first (&found)->kind, ==, BW_OUTPUT_VERDICTS);
  read = bw_output_body (bw_outputs_first (&found));
  g_assert_cmpmem (read, bw_verdicts_bytes (2), &verdicts, bw_verdicts_bytes (2));
  bw_outputs_clear (&outputs);
  bw_outputs_clear (&found);
}

static BwReason
refusal_of (const Rig *rig)
{
  const BwOutputHeader *header = bw_outputs_first (&rig->outputs);

  if (header == NULL)
    return BW_REASON_NONE;
  g_assert_cmpint (header->kind, ==, BW_OUTPUT_REFUSED);
  return (BwReason) ((const BwRefusal *) bw_output_body (header))->reason;
}

static void
test_setting (void)
{
  Rig rig = { .core = bw_core_new (1), .now = RIG_OPEN };
  BwInput input = { .kind = BW_INPUT_SET_LIMIT };
  BwLimit found;

  bw_outputs_init (&rig.outputs);
  input.set_limit.limit.rule = BW_LIMIT_POSITION;
  g_assert_true (bw_limit_parse_value ("10%", &input.set_limit.limit));
  input.set_limit.account = 4;
  rig_step (&rig, &input);
  g_assert_cmpint (refusal_of (&rig), ==, BW_REASON_UNKNOWN_ACCOUNT);
  input.set_limit.account = 0;
  rig_step (&rig, &input);
  g_assert_cmpint (refusal_of (&rig), ==, BW_REASON_NONE);
  g_assert_true (bw_core_limit (rig.core, 0, BW_LIMIT_POSITION, &found));
  g_assert_cmpint (found.value.e8, ==, 10000000);
  g_assert_false (bw_core_limit (rig.core, 4, BW_LIMIT_POSITION, &found));
  g_assert_false (bw_core_limit (rig.core, 0, BW_LIMIT_WASH_TRADE, &found));
  input.set_limit.limit.rule = BW_LIMIT_KILL_SWITCH;
  rig_step (&rig, &input);
  g_assert_cmpint (refusal_of (&rig), ==, BW_REASON_NOT_ALLOWED);
  bw_core_free (rig.core);
  bw_outputs_clear (&rig.outputs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/risk/words", test_words);
  g_test_add_func ("/trading/risk/values", test_values);
  g_test_add_func ("/trading/risk/validity", test_validity);
  g_test_add_func ("/trading/risk/presets", test_presets);
  g_test_add_func ("/trading/risk/journal", test_journal);
  g_test_add_func ("/trading/risk/setting", test_setting);
  return g_test_run ();
}
