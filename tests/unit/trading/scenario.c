/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "trading/scenario/scenario.h"

#include <string.h>

/* The runner itself: what it refuses to understand, and what it says when something does not hold. */

#define HEAD "instrument XYZ equity\naccount A cash 100000\nat 09:31\n"
#define QUOTE HEAD "quote XYZ 99.98 x 300 100.00 x 500\n"

static const struct
{
  const char *name;
  const char *text;
  BwScenarioResult result;
  const char *report; /* a part of it */
} cases[] = {
  { "empty", "", BW_SCENARIO_HELD, "" },
  { "comments and blanks", "# nothing\n\n   # at all", BW_SCENARIO_HELD, "" },
  { "a byte order mark", "\xef\xbb\xbfzone Europe/Berlin\naccount A cash 1\nexpect cash A 1\n", BW_SCENARIO_HELD, "" },
  { "carriage returns", "instrument XYZ equity\r\naccount A cash 1\r\nexpect cash A 1\r\n", BW_SCENARIO_HELD, "" },
  { "unknown statement", "\nfrobnicate XYZ\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:2: 'frobnicate'" },
  { "a branch of nobody", HEAD "branch B as C\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: there is no such account" },
  { "a branch without a name", HEAD "branch A\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: write: branch ACCOUNT as NAME" },
  { "a branch of a taken name", HEAD "branch A as A\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: an account is called that" },
  { "not yet: fx", HEAD "fx EURUSD 1.1\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: 'fx'" },
  { "no ratio", HEAD "split XYZ 4\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: '4' is no ratio" },
  { "a split to nothing", HEAD "split XYZ 0:1\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: the core refuses this: quantity" },
  { "no rate", HEAD "rate XYZ borrow 3\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: '3' is no rate" },
  { "no such class", HEAD "order o A buy 1 XYZ market class mleg\n", BW_SCENARIO_NOT_UNDERSTOOD, "'mleg'" },
  { "no type of order", HEAD "order o A sell 1 XYZ trailing 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: 'trailing'" },
  { "a trail without a number", HEAD "order o A sell 1 XYZ trailing_stop %\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: the trail" },
  { "a trail stays what it is", HEAD "trade XYZ 9 x 1\norder o A short 1 XYZ trailing_stop 1\nreplace o trail 1%\n", BW_SCENARIO_NOT_UNDERSTOOD, "money or percent" },
  { "no such slippage", "account A cash 1 slippage 2\n", BW_SCENARIO_NOT_UNDERSTOOD, "slippage '2'" },
  { "too many ticks", "account A cash 1 slippage 65536ticks\n", BW_SCENARIO_NOT_UNDERSTOOD, "slippage '65536ticks' should be none, like 2ticks" },
  { "no such touch", "account A cash 1 limit-touch 101%\n", BW_SCENARIO_NOT_UNDERSTOOD, "limit-touch '101%' should be profile, strict, reached or a chance like 30%" },
  { "no such bar fill", "account A cash 1 bar-fill late\n", BW_SCENARIO_NOT_UNDERSTOOD, "'late'" },
  { "no such part of the volume", "account A cash 1 participation 10\n", BW_SCENARIO_NOT_UNDERSTOOD, "participation '10' should be off, or a share like 10%" },
  { "ambiguous fills are counted", "account A cash 1\nexpect ambiguous A 1\n", BW_SCENARIO_FAILED, "found 0" },
  { "no such limit", HEAD "limit A max-luck 10%\n", BW_SCENARIO_NOT_UNDERSTOOD, "'max-luck'" },
  { "a limit's value", HEAD "limit A max-position 10\n", BW_SCENARIO_NOT_UNDERSTOOD, "'10' is no value" },
  { "a limit that can't resize", HEAD "limit A price-collar 5% resize\n", BW_SCENARIO_NOT_UNDERSTOOD, "not-allowed" },
  { "no such verdict", QUOTE "order o A buy 1 XYZ limit 99\nexpect verdict o max-position pass\n", BW_SCENARIO_FAILED, "found none of that rule" },
  { "no auction", HEAD "trade XYZ 1 x 1 auction noon\n", BW_SCENARIO_NOT_UNDERSTOOD, "'noon' is no auction" },
  { "no time in force", HEAD "order o A buy 1 XYZ market tif ever\n", BW_SCENARIO_NOT_UNDERSTOOD, "tif 'ever'" },
  { "no such multiplier", "account A cash 1 multiplier 3\n", BW_SCENARIO_NOT_UNDERSTOOD, "multiplier '3'" },
  { "no such margin rule", "account A cash 1 margin-rule reg-t\n", BW_SCENARIO_NOT_UNDERSTOOD, "margin-rule 'reg-t' should be by-date" },
  { "no such leverage", "instrument Q etf leverage 4\n", BW_SCENARIO_NOT_UNDERSTOOD, "leverage '4'" },
  { "terms have no cash", "account A cash 1\nterms A cash 2\n", BW_SCENARIO_NOT_UNDERSTOOD, "cash" },
  { "not yet: options", "instrument XYZ option\n", BW_SCENARIO_NOT_UNDERSTOOD, "'option'" },
  { "unknown option", "instrument XYZ equity colour red\n", BW_SCENARIO_NOT_UNDERSTOOD, "'colour'" },
  { "a word missing", "account A cash\n", BW_SCENARIO_NOT_UNDERSTOOD, "the cash is missing" },
  { "a word too many", HEAD "cancel-all A now\n", BW_SCENARIO_NOT_UNDERSTOOD, "'now' was not expected" },
  { "no such account", "deposit B 5\n", BW_SCENARIO_NOT_UNDERSTOOD, "no account is called 'B'" },
  { "no such instrument", HEAD "quote ABC 1 x 1 2 x 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "no instrument is called 'ABC'" },
  { "no such order", HEAD "cancel o1\n", BW_SCENARIO_NOT_UNDERSTOOD, "no order is called 'o1'" },
  { "an id twice", QUOTE "order o A buy 1 XYZ market\norder o A buy 1 XYZ market\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:6:" },
  { "an account twice", "account A cash 1\naccount A cash 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:2:" },
  { "an instrument twice", "instrument X equity\ninstrument X etf\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:2:" },
  { "the clock goes back", HEAD "at 09:30\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: the clock can't go back" },
  { "the date goes back", HEAD "date 2026-03-01\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:4: the clock can't go back" },
  { "a bar that ended", HEAD "bar XYZ 1m 1 1 1 1 1 ends 09:30\n", BW_SCENARIO_NOT_UNDERSTOOD, "ends before now" },
  { "not a time", "at 25:00\n", BW_SCENARIO_NOT_UNDERSTOOD, "'25:00'" },
  { "not a time either", "at 9:30\n", BW_SCENARIO_NOT_UNDERSTOOD, "'9:30'" },
  { "not a date", "date 2026-02-30\n", BW_SCENARIO_NOT_UNDERSTOOD, "'2026-02-30'" },
  { "not a number", HEAD "deposit A 1e3\n", BW_SCENARIO_NOT_UNDERSTOOD, "'1e3'" },
  { "too large a number", HEAD "deposit A 100000000000\n", BW_SCENARIO_NOT_UNDERSTOOD, "larger than" },
  { "too fine a number", HEAD "quote XYZ 1.000000001 x 1 2 x 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "eight decimals" },
  { "not a zone", "zone Mars/Olympus\n", BW_SCENARIO_NOT_UNDERSTOOD, "Mars/Olympus" },
  { "two seeds", "seed 1\nseed 2\n", BW_SCENARIO_NOT_UNDERSTOOD, "f:1:" },
  { "not a duration", "account A cash 1 latency fast\n", BW_SCENARIO_NOT_UNDERSTOOD, "'fast'" },
  { "no such sizing", HEAD "expect size A XYZ 1 luck\n", BW_SCENARIO_NOT_UNDERSTOOD, "no sizing is called 'luck'" },
  { "a share that is no percentage", HEAD "expect size A XYZ 1 percent share 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "like 1%" },
  { "a number that sizing hasn't", HEAD "expect size A XYZ 1 percent tide 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "'tide'" },
  { "a size for want of a price", HEAD "expect size A XYZ 1 percent\n", BW_SCENARIO_FAILED, "found none for want of price" },
  { "another size", HEAD "expect size A XYZ 1 percent price 50\n", BW_SCENARIO_FAILED, "found 200" },
  { "no such fees", "account A cash 1 fees mine\n", BW_SCENARIO_NOT_UNDERSTOOD, "'mine'" },
  { "a cash account on margin", "account A cash 1 type cash multiplier 2\n", BW_SCENARIO_NOT_UNDERSTOOD, "multiplier 1" },
  { "a cash account that shorts", "account A cash 1 shorting yes type cash\n", BW_SCENARIO_NOT_UNDERSTOOD, "no shorting" },
  { "no such status", QUOTE "order o A buy 1 XYZ market\nexpect order o done\n", BW_SCENARIO_NOT_UNDERSTOOD, "'done'" },
  { "no such reason", QUOTE "order o A buy 1 XYZ market\nexpect reject o because\n", BW_SCENARIO_NOT_UNDERSTOOD, "'because'" },
  { "no such rule", QUOTE "order o A buy 1 XYZ market\nexpect fill o 1 @ 1 rule luck\n", BW_SCENARIO_NOT_UNDERSTOOD, "'luck'" },
  { "no such expectation", "expect sunshine\n", BW_SCENARIO_NOT_UNDERSTOOD, "'sunshine'" },
  { "no such side", HEAD "order o A purchase 1 XYZ market\n", BW_SCENARIO_NOT_UNDERSTOOD, "'purchase'" },
  { "no such session", "session lunch\n", BW_SCENARIO_NOT_UNDERSTOOD, "'lunch'" },
  { "a dash without a notional", HEAD "order o A buy - XYZ market\n", BW_SCENARIO_NOT_UNDERSTOOD, "notional" },
  { "eleven levels", HEAD "depth XYZ bid 11 x 1 10 x 1 9 x 1 8 x 1 7 x 1 6 x 1 5 x 1 4 x 1 3 x 1 2 x 1 1 x 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "10 levels" },
  { "a level of no side", HEAD "depth XYZ 11 x 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "'bid' or 'ask'" },
  { "not held at nothing", HEAD "hold A XYZ 1 @ 0\n", BW_SCENARIO_NOT_UNDERSTOOD, "can't be held: price" },
  { "not held in another money", "instrument X equity currency EUR\naccount A cash 1\nhold A X 1 @ 5\n", BW_SCENARIO_NOT_UNDERSTOOD, "can't be held: not-allowed" },
  { "a zero lot", "instrument X equity lot 0\n", BW_SCENARIO_NOT_UNDERSTOOD, "not valid" },
  { "bytes that are no text", "account A cash 1 \xff\n", BW_SCENARIO_NOT_UNDERSTOOD, "UTF-8" },
  { "an order that is not filled", QUOTE "order o A buy 1 XYZ limit 99\nexpect order o filled\n", BW_SCENARIO_FAILED, "f:6: expected order o filled; found new filled 0 of qty 1 limit 99" },
  { "a wrong price shows the certificate", QUOTE "order o A buy 1 XYZ market\nexpect fill o 1 @ 99.99\n", BW_SCENARIO_FAILED, "certificate: profile realistic, model 1, rule book-walk, quote 99.98 x 300 100 x 500" },
  { "a fill that is there", QUOTE "order o A buy 1 XYZ market\nexpect no fill o\n", BW_SCENARIO_FAILED, "expected no fill o; found 1" },
  { "a fill used twice", QUOTE "order o A buy 1 XYZ market\nexpect fill o 1 @ 100\nexpect fill o 1 @ 100\n", BW_SCENARIO_FAILED, "f:7:" },
  { "a wrong time of a fill", QUOTE "order o A buy 1 XYZ market\nexpect fill o 1 @ 100 at 09:32\n", BW_SCENARIO_FAILED, "f:6:" },
  { "another rule", QUOTE "order o A buy 1 XYZ market\nexpect fill o 1 @ 100 rule queue\n", BW_SCENARIO_FAILED, "f:6:" },
  { "a wrong position", QUOTE "expect position A XYZ 1\n", BW_SCENARIO_FAILED, "f:5: expected position A XYZ 1; found 0 avg 0" },
  { "another reason", QUOTE "order o A buy 0 XYZ market\nexpect reject o price\n", BW_SCENARIO_FAILED, "rejected filled 0 of qty 0 reason quantity" },
  { "wrong figures", HEAD "expect cash A 1\nexpect equity A 1\nexpect buying-power A 1\nexpect initial-margin A 1\nexpect maintenance A 1\nexpect realized A 1\nexpect fees A 1\n", BW_SCENARIO_FAILED, "f:10:" },
  { "not halted", HEAD "expect halted A\n", BW_SCENARIO_FAILED, "f:4:" },
  { "halted for another reason", HEAD "limit A kill-switch on\nexpect halted A reason drawdown\n", BW_SCENARIO_FAILED, "found kill-switch" },
  { "all failures are told", HEAD "expect cash A 1\nexpect cash A 2\n", BW_SCENARIO_FAILED, "f:5:" },
  { "half a unit of the last digit", HEAD "expect cash A ~100000.4\n", BW_SCENARIO_FAILED, "f:4:" },
  { "within half a unit", HEAD "deposit A 0.05\nexpect cash A ~100000.1\nexpect cash A ~100000.0\n", BW_SCENARIO_HELD, "" },
  { "a depth's certificate", HEAD "depth XYZ bid 9 x 1 ask 10 x 5 11 x 5\norder o A buy 7 XYZ market\nexpect fill o 1 @ 1\n", BW_SCENARIO_FAILED, "depth 9 x 1 10 x 5 of 2026-03-02T14:31:00Z, age 0 ns, latency 0 ns, best 10, level 1 at 11 x 5, slippage 1" },
  { "a trade's certificate", HEAD "trade XYZ 10 x 5\norder o A buy 7 XYZ limit 11\ntrade XYZ 9 x 5\nexpect fill o 1 @ 1\n", BW_SCENARIO_FAILED, "rule trade-through, trade 9 x 5 of" },
  { "a bar's certificate", HEAD "bar XYZ 1m 10 10 10 10 5\norder o A buy 7 XYZ market\nbar XYZ 1m 11 12 10 11 5 ends 09:32\nexpect fill o 1 @ 1\n", BW_SCENARIO_FAILED, "rule bar-open, bar 11 12 10 11 volume 5 of" },
  { "a draw in the certificate", "instrument XYZ equity\naccount A cash 1000 profile alpaca\nat 09:31\nquote XYZ 9 x 1 10 x 1\norder o A buy 7 XYZ market\nexpect fill o 1 @ 1\n", BW_SCENARIO_FAILED, "seed 1, draw " },
  { "two wrong numbers of an order", QUOTE "order o A buy 1 XYZ limit 99\nexpect order o new filled 0 qty 2 limit 99 avg 0\n", BW_SCENARIO_FAILED, "f:6:" },
  { "an order's other words", QUOTE "order o A buy 1 XYZ limit 99\nexpect order o new colour red\n", BW_SCENARIO_NOT_UNDERSTOOD, "'colour'" },
  { "legs of a simple order", QUOTE "order o A buy 1 XYZ limit 99\nexpect order o new legs o.tp new\n", BW_SCENARIO_NOT_UNDERSTOOD, "'o.tp'" },
  { "legs of another status", QUOTE "order o A buy 1 XYZ limit 99 stop-loss 90\nexpect order o new legs o.sl new\n", BW_SCENARIO_FAILED, "f:6:" },
  { "legs without a status", QUOTE "order o A buy 1 XYZ limit 99 stop-loss 90\nexpect order o new legs o.sl\n", BW_SCENARIO_NOT_UNDERSTOOD, "the status" },
  { "a fill's other words", QUOTE "order o A buy 1 XYZ market\nexpect fill o 1 @ 100 colour red\n", BW_SCENARIO_NOT_UNDERSTOOD, "'colour'" },
  { "a position's other words", QUOTE "expect position A XYZ 0 colour 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "'colour'" },
  { "a refused change is told", QUOTE "order o A buy 1 XYZ limit 99\nreplace o limit 99.001\nexpect order o filled\n", BW_SCENARIO_FAILED, "last change refused: price-increment" },
  { "a replacement's other words", QUOTE "order o A buy 1 XYZ limit 99\nreplace o colour red\n", BW_SCENARIO_NOT_UNDERSTOOD, "'colour'" },
  { "no such calendar", "instrument XYZ equity calendar MOON\n", BW_SCENARIO_NOT_UNDERSTOOD, "'MOON'" },
  { "a sector of one's own", "instrument XYZ equity sector shoes calendar XNYS\n", BW_SCENARIO_HELD, "" },
  { "neither yes nor no", "instrument XYZ equity fractionable maybe\n", BW_SCENARIO_NOT_UNDERSTOOD, "yes or no" },
  { "no such type of account", "account A cash 1 type gold\n", BW_SCENARIO_NOT_UNDERSTOOD, "cash or margin" },
  { "no such lots", "account A cash 1 lots random\n", BW_SCENARIO_NOT_UNDERSTOOD, "fifo, lifo or average" },
  { "no such profile", "account A cash 1 profile nope\n", BW_SCENARIO_NOT_UNDERSTOOD, "'nope'" },
  { "debt", "account A cash -1\n", BW_SCENARIO_NOT_UNDERSTOOD, "debt" },
  { "no cash stated", "account A type margin\n", BW_SCENARIO_NOT_UNDERSTOOD, "the cash is missing" },
  { "not a seed", "seed x\n", BW_SCENARIO_NOT_UNDERSTOOD, "'x'" },
  { "neither on nor off", HEAD "limit A kill-switch maybe\n", BW_SCENARIO_NOT_UNDERSTOOD, "on or off" },
  { "an hour that is skipped", "date 2026-03-08\nat 02:30\n", BW_SCENARIO_NOT_UNDERSTOOD, "does not exist" },
  { "not a timeframe", HEAD "bar XYZ 1y 1 1 1 1 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "'1y'" },
  { "a depth of nothing", HEAD "depth XYZ\n", BW_SCENARIO_NOT_UNDERSTOOD, "no side" },
  { "the wrong word between", HEAD "quote XYZ 1 by 1 2 x 1\n", BW_SCENARIO_NOT_UNDERSTOOD, "'by' should be 'x'" },
  { "a quote of no side", HEAD "quote XYZ - -\nquote XYZ - x - - x 0\n", BW_SCENARIO_HELD, "" },
  { "a number that is expected in vain", HEAD "expect cash A ~x\n", BW_SCENARIO_NOT_UNDERSTOOD, "'x'" },
  { "pairs in any order", "account A lots fifo stale-after never cash 5 profile realistic currency USD fees none multiplier 1\ninstrument Q etf easy-to-borrow no lot 10 tick 0.05 currency USD fractionable no multiplier 1 calendar XNYS sector Energy\nexpect cash A 5\n", BW_SCENARIO_HELD, "" },
};

static void
test_cases (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) report = g_string_new (NULL);
      BwScenarioResult result = bw_scenario_run ("f", cases[i].text, strlen (cases[i].text), report);

      if (result != cases[i].result || strstr (report->str, cases[i].report) == NULL)
        g_error ("%s: %d, \"%s\"", cases[i].name, result, report->str);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trading/scenario/cases", test_cases);
  return g_test_run ();
}
