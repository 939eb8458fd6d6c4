#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line as a shell sees it: exit codes, JSON, files. Prints TAP."""
import csv
import datetime
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import traceback

CLI = sys.argv[1]
HOME = tempfile.mkdtemp(prefix="bw-cli-")
SHARED = os.environ.get("BW_TEST_SHARED", "")
PROFILE = os.path.join(HOME, "profile")
ENV = dict(os.environ, HOME=HOME, XDG_DATA_HOME=os.path.join(HOME, "data"),
           XDG_RUNTIME_DIR=os.path.join(HOME, "run"), LC_ALL="C.UTF-8")
os.makedirs(ENV["XDG_RUNTIME_DIR"], mode=0o700)


def run(*arguments, profile=PROFILE, expect=0):
    command = [CLI, *arguments]
    if profile is not None:
        command += ["--profile", profile]
    done = subprocess.run(command, env=ENV, capture_output=True, text=True, timeout=120)
    assert done.returncode == expect, \
        f"{' '.join(arguments)} exited with {done.returncode}, not {expect}: {done.stdout[-400:]}{done.stderr[-400:]}"
    return done.stdout if expect == 0 else done.stdout + done.stderr


def query(*arguments, **options):
    return json.loads(run(*arguments, "--json", **options))


def arrived(order):
    """The order (its number) once nothing of it is on its way: orders, cancels and replacements travel."""
    for _ in range(100):
        found = {o["number"]: o for o in query("orders")}[order]
        if not found["status"].startswith("pending"):
            return found
        time.sleep(0.05)
    raise AssertionError(f"still on its way: {found}")


def write(name, text, mode="w"):
    path = os.path.join(HOME, name)
    with open(path, mode) as file:
        file.write(text)
    return path


def test_help_and_mistakes():
    assert "bellwether-cli COMMAND" in run("--help", profile=None)
    assert "no command" in run("trade", profile=None, expect=2)
    assert "one symbol" in run("bars", expect=2)
    assert "side" in run("order", "buy", expect=2)
    assert "not expected" in run("positions", "AAPL", expect=2)
    run("orders", "--no-such-option", expect=2)


def test_indicators():
    closes = [100 + (7 * i) % 11 for i in range(40)]
    path = write("closes.csv", "date,close\n" + "".join(f"{i},{c}\n" for i, c in enumerate(closes)))
    rows = list(csv.DictReader(run("indicator", "sma", "--param", "TimePeriod=3", "--data", path, "--csv",
                                   profile=None).splitlines()))
    assert rows[1]["Real"] == "" and abs(float(rows[2]["Real"]) - sum(closes[:3]) / 3) < 1e-12, rows[:3]
    assert "from 2 to 100000" in run("indicator", "RSI", "--param", "TimePeriod=1", "--data", path, profile=None, expect=2)
    assert "no parameter" in run("indicator", "RSI", "--param", "Period=3", "--data", path, profile=None, expect=2)
    assert "column" in run("indicator", "ATR", "--data", path, profile=None, expect=1)
    assert "no indicator" in run("indicator", "RSY", "--data", path, profile=None, expect=2)
    assert "no bars" in run("indicator", "RSI", "--data", write("none.csv", "date,close\n"), profile=None, expect=1)
    one = run("indicator", "RSI", "--data", write("one.csv", "date,close\nmonday,5\n"), profile=None)
    assert one.splitlines()[1] == "monday,", one
    listed = json.loads(run("indicator", "--list", "--json", profile=None))
    assert len(listed) >= 100 and {"name", "parameters", "outputs", "warm_up"} <= listed[0].keys()


def test_a_new_profile_is_alive():
    account = query("account")
    assert account["equity"] == "100000.00", account
    assert account["buying_power"] == "200000.00", account
    status = query("status")
    assert status["timelines"][0]["name"] == "Practice market", status
    assert len(query("symbols")) >= 120
    table = run("symbols")
    assert "Market" in table.splitlines()[0] and "hard to borrow, " in table, table[:600]
    assert oct(os.stat(PROFILE).st_mode & 0o777) == "0o700"


def first_symbol():
    return query("symbols")[0]["symbol"]


def wait_filled(symbol, quantity):
    for _ in range(100):
        time.sleep(0.1)
        positions = {p["symbol"]: p for p in query("positions")}
        if positions.get(symbol, {}).get("qty") == quantity:
            return positions[symbol]
    raise AssertionError(f"no position of {quantity} {symbol}: {positions}")


def test_trading():
    symbol = first_symbol()
    run("play", "--speed", "100")  # a quiet share is quoted every few seconds; the clock runs while a command does
    order = query("order", "buy", "100", symbol, "--client-id", "first")
    assert order["status"] == "pending_new", order
    wait_filled(symbol, "100")
    text = run("order", "buy", "100", symbol, "--client-id", "first", expect=1)
    assert "duplicate-client-id" in text, text
    limit = query("order", "buy", "10", symbol, "limit", "1.00", "--tif", "gtc")
    assert limit["status"] == "pending_new" and limit["limit_price"] == "1.00", limit
    assert arrived(limit["number"])["status"] == "new"
    assert [o["number"] for o in query("orders", "--status", "working")] == [limit["number"]]
    cancelled = query("cancel", limit["id"])
    assert cancelled["status"] == "pending_cancel", cancelled
    assert arrived(limit["number"])["status"] == "canceled"
    assert query("orders", "--status", "working") == []
    assert "price-increment" in run("order", "buy", "1", symbol, "limit", "10.001", expect=1)
    assert "buying-power" in run("order", "buy", "100000", symbol, expect=1)
    assert "unknown-symbol" in run("order", "buy", "1", "NOSUCH", expect=1)
    query("close", symbol)
    for _ in range(100):
        time.sleep(0.1)
        if query("positions") == []:
            break
    assert query("positions") == []
    fills = query("fills")
    assert len(fills) >= 2 and fills[0]["why"]["rule"], fills
    for quantity in ("0", "-1", "1e30", "NaN", ""):
        run("order", "buy", quantity, symbol, expect=1)


def test_sent_twice_shows_the_first():
    symbol = first_symbol()
    first = query("order", "buy", "7", symbol, "limit", "1.00", "--client-id", "once")
    again = json.loads(run("order", "buy", "7", symbol, "limit", "1.00", "--client-id", "once", "--json", expect=1))
    assert again["reason"] == "duplicate-client-id" and again["id"] != first["id"], again
    assert again["existing"]["id"] == first["id"] and again["existing"]["status"] in ("pending_new", "new"), again
    text = run("order", "buy", "7", symbol, "limit", "1.00", "--client-id", "once", expect=1)
    assert f"order {first['number']} has this client id" in text, text
    query("cancel", first["id"])
    arrived(first["number"])
    assert json.loads(run("order", "buy", "7", symbol, "--client-id", "once", "--json",
                          expect=1))["existing"]["status"] == "canceled"


def working(number):
    return {order["number"]: order for order in query("orders", "--status", "working")}.get(number)


def test_types_of_orders():
    """Every type and option of an order, from the words of a shell to the list of orders."""
    symbol = first_symbol()
    wanted = {"trailing_stop 2.50": {"trail_price": "2.5"}, "trailing_stop 3%": {"trail_percent": "3"},
              "trailing_stop_limit 5% 0.50": {"trail_percent": "5", "limit_offset": "0.50"},
              "market_if_touched 1.00": {"stop_price": "1.00"},
              "limit_if_touched 1.00 1.05": {"stop_price": "1.00", "limit_price": "1.05"},
              "stop_limit 900 901": {"stop_price": "900.00", "limit_price": "901.00"},
              "limit 1.00 --tif gtd --until 2099-01-05": {"time_in_force": "gtd"},
              "limit 1.00 --iceberg 10": {"display_qty": "10"}}
    for words, expected in wanted.items():
        sent = query("order", "buy", "20", symbol, *words.split())
        assert sent["status"] == "pending_new", (words, sent)
        listed = working(sent["number"])
        for order in sent, listed:
            assert expected.items() <= order.items(), (words, order)
        text = run("orders", "--status", "working")
        if "display_qty" in expected:
            assert "shows 10" in text, text
        if "limit_offset" in expected:
            assert "trails by 5%, limit 0.50 beyond its stop" in text, text
        query("cancel", sent["id"])
    run("order", "buy", "100", symbol, "trailing_stop_limit", "5%", expect=2)
    run("order", "buy", "100", symbol, "limit", "1.00", "--tif", "gtd", expect=1)
    run("order", "buy", "100", symbol, "limit", "1.00", "--iceberg", "200", expect=1)
    assert run("order", "sell", "1", symbol, "limit", "9000", "--reduce-only", expect=1)
    assert query("order", "buy", "1", symbol, "limit", "1.00", "--tif", "cls")["time_in_force"] == "cls"
    # The opening auction of the day is over.
    assert "auction-window" in run("order", "buy", "1", symbol, "limit", "1.00", "--tif", "opg", expect=1)
    query("cancel", "--all")


def test_replace():
    symbol = first_symbol()
    order = query("order", "buy", "10", symbol, "limit", "1.00", "--client-id", "r1")
    sent = query("replace", str(order["number"]), "--qty", "12", "--limit", "1.05", "--client-id", "r2")
    assert (sent["status"], sent["qty"]) == ("pending_replace", "10"), sent
    replaced = arrived(order["number"])
    changed = working(replaced["replaced_by"])
    assert (changed["qty"], changed["limit_price"], changed["replaces"]) == ("12", "1.05", order["number"]), changed
    assert working(order["number"]) is None
    assert (replaced["status"], replaced["replaced_by"]) == ("replaced", changed["number"]), replaced
    assert "duplicate-client-id" in run("replace", changed["id"], "--qty", "13", "--client-id", "r1", expect=1)
    assert "above 0" in run("replace", changed["id"], "--qty", "0", expect=1)
    run("replace", changed["id"], expect=2)
    run("replace", order["id"], "--qty", "5", expect=1)
    trailing = query("order", "buy", "10", symbol, "trailing_stop", "3%")
    assert "stays what it is" in run("replace", trailing["id"], "--trail", "1", expect=1)
    run("replace", trailing["id"], "--trail", "4%")
    assert working(arrived(trailing["number"])["replaced_by"])["trail_percent"] == "4"
    stop = query("order", "buy", "10", symbol, "stop_limit", "900", "901")
    run("replace", stop["id"], "--stop", "902", "--limit", "903")
    stop = working(arrived(stop["number"])["replaced_by"])
    assert (stop["stop_price"], stop["limit_price"]) == ("902.00", "903.00"), stop
    query("cancel", "--all")


def test_money():
    before = query("account")
    query("deposit", "2500.50")
    assert float(query("account")["deposits"]) == float(before["deposits"]) + 2500.50
    run("withdraw", "1e9", expect=1)
    run("deposit", "-5", expect=1)


def test_accounts_have_their_own_terms():
    opened = query("open-account", "My cash", "--preset", "beginner-cash", "--cash", "5000", "--lots", "lifo")
    number = str(opened["number"])
    assert opened["type"] == "cash" and opened["cash"] == "5000.00" and opened["name"] == "My cash", opened
    assert opened["terms"]["lots"] == "lifo" and opened["terms"]["shorting"] == "no", opened
    other = query("open-account", "Bars", "--preset", "conservative", "--multiplier", "4", "--margin-rule", "regt-pdt",
                  "--deficits", "yes", "--latency", "1.5s", "--stale-after", "never", "--slippage", "3ticks",
                  "--limit-touch", "40%", "--participation", "7.5%", "--bar-fill", "at-close")
    assert other["terms"]["latency"] == "1500ms" and other["terms"]["stale_after"] == "never", other
    assert other["terms"]["slippage"] == "3ticks" and other["terms"]["limit_touch"] == "40%", other
    assert other["terms"]["participation"] == "7.5%" and other["terms"]["bar_fill"] == "at-close", other
    assert other["margin_rule"] == "regt-pdt" and other["multiplier"] == 4, other
    assert [a["name"] for a in query("accounts")][1:3] == ["My cash", "Bars"]
    assert "My cash" in run("accounts")
    changed = query("account-terms", "--account", number, "--fees", "none", "--fill-profile", "touch", "--name", "Mine")
    assert changed["terms"]["fees"] == "none" and changed["terms"]["lots"] == "lifo" and changed["name"] == "Mine", changed
    assert query("account")["terms"]["fees"] != "none"
    assert "not-allowed" in run("account-terms", "--account", number, "--multiplier", "2", expect=1)
    assert "can't be" in run("account-terms", "--account", number, "--fees", "gratis", expect=1)
    assert "no preset" in run("open-account", "X", "--preset", "rich", expect=1)
    assert "not be below 0" in run("open-account", "X", "--cash", "-1", expect=1)
    run("open-account", "X" * 64, expect=1)
    run("open-account", expect=2)
    run("account-terms", "fees", expect=2)
    margin = query("account-terms", "--account", number, "--type", "margin")
    assert margin["multiplier"] == 2 and margin["terms"]["shorting"] == "yes", margin


def test_a_cash_account_settles_its_sales_a_day_later():
    account = str(query("open-account", "Settling", "--preset", "beginner-cash", "--cash", "20000")["number"])
    symbol = first_symbol()
    run("play", "--speed", "100")
    query("order", "buy", "10", symbol, "--account", account)
    for quantity in (1, 0):  # bought, then sold
        for _ in range(200):
            time.sleep(0.1)
            if len(query("positions", "--account", account)) == quantity:
                break
        if quantity:
            query("close", symbol, "--account", account)
    state = query("account", "--account", account)
    assert state["positions"] == 0 and float(state["unsettled_cash"]) > 0, state
    assert float(state["withdrawable"]) < float(state["cash"]), state
    assert (state["calls"], state["restrictions"], state["violations"]) == ([], [], []), state
    run("withdraw", state["cash"], "--account", account, expect=1)


def test_verify_and_backup():
    assert "agree" in run("verify")
    path = query("backup")["path"]
    assert os.path.getsize(path) > 0


def test_export():
    folder = os.path.join(HOME, "books")
    pdf = os.path.join(HOME, "account.pdf")
    run("export", "--csv", folder, "--pdf", pdf)
    assert open(pdf, "rb").read(5) == b"%PDF-"
    with open(os.path.join(folder, "fills.csv"), newline="", encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1 + len(query("fills")), rows
    run("export", expect=2)
    run("export", "--csv", "/proc/nowhere/at/all", expect=1)


BARS = "date,open,high,low,close,volume\n" + "".join(
    f"2024-01-{day:02d},{10 + day},{11 + day},{9 + day},{10.5 + day},{1000 * day}\n" for day in (2, 3, 4, 5, 8))


def test_import_and_bars():
    path = write("TSTX.csv", BARS)
    report = query("import", path)[0]
    assert (report["read"], report["accepted"], report["quarantined"]) == ("5", "5", "0"), report
    text = run("bars", "TSTX", "--timeframe", "1d", "--csv")
    assert text.splitlines()[:2] == ["time,open,high,low,close,volume", "2024-01-02,12,13,11,12.5,2000"], text
    assert len(query("bars", "TSTX", "--from", "2024-01-04", "--to", "2024-01-06")) == 2
    week = query("bars", "TSTX", "--timeframe", "1w")
    assert [bar["volume"] for bar in week] == [14000, 8000], week
    again = query("import", path)[0]
    assert again["series"][0]["unchanged"] == "5", again
    assert "timeframe" in run("bars", "TSTX", "--timeframe", "7x", expect=1)


def test_import_refuses_clearly():
    assert "import:" not in run("import", os.path.join(HOME, "absent.csv"), expect=1)
    run("import", write("empty.csv", ""), expect=1)
    run("import", write("binary.csv", bytes(range(256)) * 20, "wb"), expect=1)
    run("import", write("words.csv", "name,colour\nsheep,white\nbell,brass\n"), expect=1)
    dirty = write("DIRTY.csv", "date,open,high,low,close,volume\n2024-01-02,10,11,9,10,1\n2024-01-03,10,9,11,10,1\n"
                               "2024-01-04,-1,11,9,10,1\n2024-01-05,x,11,9,10,1\n2024-01-08,10,11,9,10,1\n")
    report = query("import", dirty)[0]
    assert (report["read"], report["quarantined"]) == ("5", "3"), report
    assert {row["line"] for row in report["refused_rows"]} == {3, 4, 5}, report


def test_sizing():
    symbol = first_symbol()
    equity = float(query("account")["equity"])
    told = query("size", symbol, "risk", "--price", "50", "--stop", "47.50")
    assert told["share"] == "1%" and told["sources"]["stop"] == "stated", told
    assert float(told["qty"]) == int(equity * 0.01 / 2.5), told
    assert query("size", symbol, "fixed", "--amount", "120")["qty"] == "120"
    ranged = query("size", symbol, "atr", "--preset", "conservative")
    assert float(ranged["range"]) > 0 and ranged["sources"]["range"].startswith("14 days until "), ranged
    swing = query("size", symbol, "volatility", "--side", "sell")
    assert swing["volatility"].endswith("%") and float(swing["qty"]) > 0, swing
    kelly = query("size", symbol, "kelly", "--win-rate", "60%", "--payoff", "2", "--price", "50")
    assert float(kelly["qty"]) == int(equity * 0.2 / 50), kelly
    assert "14 days until" in run("size", symbol, "atr")
    assert "stop" in run("size", symbol, "risk", expect=1)
    assert "like 1%" in run("size", symbol, "percent", "--share", "1", expect=1)
    assert "can't be" in run("size", symbol, "luck", expect=1)
    run("size", symbol, expect=2)


def test_screen():
    everything = query("screen", "", "--universe", "practice", "--columns", "close, sector, RSI(14)")
    assert everything["n_found"] == everything["n_universe"] > 100 and everything["n_without_bars"] == 0, everything
    energy = query("screen", "close > 0", "--universe", "sector:Energy", "--columns", "sector")
    assert {row["sector"] for row in energy["rows"]} == {"Energy"}, energy
    high = query("screen", "RSI(14) > 50", "--columns", "RSI(14), MACD(12, 26, 9).hist", "--sort", "-RSI(14)", "--limit", "5")
    values = [row["RSI(14)"] for row in high["rows"]]
    assert values == sorted(values, reverse=True) and 0 < len(values) <= 5 and min(values) > 50, high
    either = query("screen", "RSI(14) > 50 or not RSI(14) > 50", "--universe", "practice")
    assert either["n_found"] + either["n_unknown"] == either["n_universe"], either
    text = run("screen", "close > 0", "--columns", "max(open, close), name", "--sort", "volume", "--csv")
    assert text.splitlines()[0] == 'symbol,"max(open, close)",name,volume', text
    assert query("screen", "close > 0", "--universe", "symbols:NOSUCH")["n_found"] == 0
    told = run("screen", "RIS(14) < 30", expect=1)
    assert "column 1: unknown name “RIS”: did you mean RSI?" in told and "^^^" in told, told
    assert "expected all, practice" in run("screen", "close > 0", "--universe", "moon", expect=1)
    run("screen", expect=2)


def test_rebalancing():
    first, second = (row["symbol"] for row in query("symbols")[3:5])
    run("play", "--speed", "100")
    plan = {row["symbol"]: row for row in query("rebalance", f"{first}=20%", f"{second}=0.3")}
    assert plan[first]["target"] == "0.2" and plan[first]["stage"] == 2 and not plan[first]["sent"], plan
    assert 0.19 < float(plan[first]["weight_after"]) <= 0.2, plan
    sent = {row["symbol"]: row for row in query("rebalance", f"{first}=20%", f"{second}=0.3", "--send")}
    assert sent[second]["sent"], sent
    wait_filled(first, sent[first]["order"])
    wait_filled(second, sent[second]["order"])
    plan = {row["symbol"]: row for row in query("rebalance", f"{first}=20%", f"{second}=0.3", "--band", "2%")}
    assert plan[first]["order"] == "0" and plan[second]["order"] == "0", plan
    plan = {row["symbol"]: row for row in query("rebalance", f"{first}=10%", "--close-others")}
    assert plan[first]["stage"] == 1 and plan[second]["stage"] == 1 and float(plan[second]["order"]) < 0, plan
    assert "more than all" in run("rebalance", f"{first}=70%", f"{second}=40%", expect=1)
    assert "no symbol" in run("rebalance", "NOSUCH=1%", expect=1)
    run("rebalance", first, expect=2)


def test_branches_and_replays():
    clock = query("timelines")[0]
    assert clock["kind"] == "practice" and clock["parent"] is None, clock
    before = len(query("orders"))
    made = query("branch", clock["now"], "--name", "What if")
    assert made["parent"] == 1 and made["now"] == clock["now"] and made["playing"] is False, made
    branch = str(made["timeline"])
    assert len(query("orders", "--timeline", branch)) <= before
    run("deposit", "123.45", "--timeline", branch)
    assert query("account", "--timeline", branch)["cash"] != query("account")["cash"]
    assert "present" in run("branch", "2030-01-01", expect=1)
    assert "write a date" in run("branch", "yesterday", expect=1)
    run("branch", expect=2)
    for timeline in ("1", branch):
        again = query("replay", "--timeline", timeline)
        assert again["same"] is True and again["recorded"] == again["replayed"], again
        assert again["results"] > 0, again
    assert "The same journal" in run("replay")
    assert "agree" in run("verify")


def try_order(*arguments, profile):
    """An order that the rules may refuse: both outcomes are journaled."""
    done = subprocess.run([CLI, "order", *arguments, "--profile", profile], env=ENV, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr


def trade_a_replay(profile, start, timeframe, symbols, jumps):
    """A replay of real bars with orders of several kinds in between. Returns its number."""
    opened = query("open-replay", *symbols, "--start", start, "--timeframe", timeframe, profile=profile)
    there = ("--timeline", str(opened["timeline"]))
    run("play", "--speed", "1000", *there, profile=profile)
    for number, to in enumerate(jumps):
        query("jump", to, *there, profile=profile)
        for index, symbol in enumerate(symbols):
            bars = query("bars", symbol, "--timeframe", timeframe, *there, profile=profile)
            price = float(bars[-1]["close"])
            kinds = [("market",), ("limit", f"{price * 0.999:.2f}"), ("stop", f"{price * 1.001:.2f}")]
            try_order("sell" if number % 3 == 2 else "buy", str(10 * (index + 1)), symbol,
                      *kinds[(number + index) % 3], "--tif", "gtc", *there, profile=profile)
        if number % 4 == 3:
            run("cancel", "--all", *there, profile=profile)
    return str(opened["timeline"])


def decide_days_by_minutes(profile, symbol):
    """Daily bars of two weeks; minutes of the second are stored, and decide within its days."""
    for finer in (True, False):
        opened = query("open-replay", symbol, "--start", "2019-02-04", "--timeframe", "1d",
                       *(() if finer else ("--bars-alone",)), profile=profile)
        there = ("--timeline", str(opened["timeline"]))
        for day in ("05", "11"):
            query("jump", f"2019-02-{day}T18:00:00-05:00", *there, profile=profile)
            run("order", "buy", "10", symbol, "market", *there, profile=profile)
        query("jump", "2019-02-15T18:00:00-05:00", *there, profile=profile)
        fills = sorted(query("fills", *there, profile=profile), key=lambda row: row["time"])
        notes = ["finer-bar" in row["why"]["notes"] for row in fills]
        assert notes == [False, finer], fills
        again = query("replay", *there, profile=profile)
        assert again["same"], again
        assert (again["market_events"] > 1000) == finer, again


def test_real_history_gives_the_same_journal_again():
    if not os.path.isdir(SHARED):
        print("# SKIP no real data here")
        return
    profile = os.path.join(HOME, "real")
    run("import", os.path.join(SHARED, "data/equities/us_1min_2019-02-11_15.csv.gz"), profile=profile)
    run("import", os.path.join(SHARED, "data/equities/us_daily_2018-01_2019-02.csv.gz"), profile=profile)
    symbols = [row["symbol"] for row in query("symbols", profile=profile) if row["source"] != "practice"]
    assert len(symbols) >= 2, symbols
    minutes = [f"2019-02-{day}T{hour}:{minute:02d}:00-05:00" for day in (11, 12) for hour in (10, 14) for minute in (5, 35)]
    days = [f"2018-{month:02d}-{day:02d}" for month in range(2, 6) for day in (5, 20)]
    for start, timeframe, jumps in (("2019-02-11T09:30:00-05:00", "1m", minutes), ("2018-01-02", "1d", days)):
        timeline = trade_a_replay(profile, start, timeframe, symbols[:3], jumps)
        assert len(query("fills", "--timeline", timeline, profile=profile)) > 3
        again = query("replay", "--timeline", timeline, profile=profile)
        assert again["same"], again
        once_more = query("replay", "--timeline", timeline, profile=profile)
        assert once_more["replayed"] == again["replayed"], once_more
    decide_days_by_minutes(profile, symbols[0])
    assert "agree" in run("verify", profile=profile)


def test_the_owner_is_named():
    import sqlite3  # only to see that the file is one
    assert sqlite3.connect(os.path.join(PROFILE, "trading.db")).execute("pragma quick_check").fetchone()[0] == "ok"
    blocked = os.path.join(HOME, "blocked")
    write("blocked", "a file, not a folder")
    assert run("account", profile=blocked, expect=1)


def test_scenarios():
    good = write("good.scenario", "instrument XYZ equity\naccount A cash 1000\nat 09:31\n"
                                  "quote XYZ 9.99 x 100 10.00 x 100\norder o1 A buy 10 XYZ market\n"
                                  "expect fill o1 10 @ 10.00\nexpect cash A 900.00\n")
    bad = write("bad.scenario", open(good).read().replace("900.00", "901.00"))
    unknown = write("unknown.scenario", "frobnicate XYZ\n")
    run("scenario", good, profile=None)
    text = run("scenario", bad, profile=None, expect=1)
    assert "bad.scenario:7" in text and "900" in text, text
    assert "unknown.scenario:1" in run("scenario", unknown, profile=None, expect=2)
    run("scenario", good, bad, unknown, profile=None, expect=2)


def test_alerts():
    symbol = first_symbol()
    level = query("bars", symbol, "--timeframe", "1m")[-1]["close"]
    far = f"{float(level) * 5:.2f}"
    row = query("alert", "add", symbol, "crosses", far, "--message", "{symbol} is far")[0]
    assert (row["condition"], row["state"], row["repeat"]) == (f"price crosses {far}", "Active", "once"), row
    alert = str(row["id"])
    assert [r["id"] for r in query("alert", "list") if r["symbol"] == symbol] == [row["id"]]
    query("alert", "disable", alert)
    assert query("alert", "list")[0]["state"] == "Off"
    query("alert", "enable", alert)
    query("alert", "snooze", alert, "5")
    assert query("alert", "list")[0]["state"] == "Snoozed"
    now = query("timelines")[0]["now"]
    query("alert", "add", symbol, "when", "close > 0", "--repeat", "bar")
    once = query("alert", "add", symbol, "above", "0.01")[0]["id"]
    later = datetime.datetime.fromisoformat(now[:19] + "+00:00") + datetime.timedelta(seconds=90)
    query("jump", later.isoformat())
    log = query("alert", "log", str(once))
    assert [(r["n"], r["symbol"]) for r in log] == [(1, symbol)] and "is above 0.01" in log[0]["why"], log
    for words in (("crosses",), ("crosses", "x"), ("sideways", "1"), ("enters", "5", "4"), ("when", "RSI(14 > 3"), ("rises", "5")):
        assert run("alert", "add", symbol, *words, expect=1), words
    for row in query("alert", "list"):
        query("alert", "remove", str(row["id"]))
    assert query("alert", "list") == [] and query("alert", "log")
    run("alert", "remove", "999", expect=1)
    run("alert", "dance", expect=2)


def test_limits_of_strategies_and_agents():
    symbol = first_symbol()
    account = str(query("open-account", "Watched", "--cash", "50000")["number"])
    rows = query("limit", "set", "max-order-quantity", "5", "--of", "strategy:trend")
    assert [(r["scope"], r["value"]) for r in rows if r["rule"] == "max-order-quantity" and r["on"]] == \
        [("strategy:trend", "5")], rows
    query("limit", "set", "max-order-quantity", "3", "--of", "agent:scout", "--resize")
    refused = json.loads(run("order", "buy", "6", symbol, "limit", "1.00", "--strategy", "trend", "--account", account,
                             "--json", expect=1))
    assert (refused["reason"], refused["code"]) == ("order-size", 40310000), refused
    cut = query("order", "buy", "6", symbol, "limit", "1.00", "--agent", "scout", "--account", account)
    assert cut["qty"] == "3", cut
    free = query("order", "buy", "6", symbol, "limit", "1.00", "--account", account)
    assert free["qty"] == "6", free
    scopes = [rule["scope"] for row in query("verdicts", "--account", account) for rule in row["rules"]
              if rule["rule"] == "max-order-quantity"]
    assert sorted(set(scopes)) == ["agent", "strategy"], scopes
    odd = json.loads(run("order", "buy", "1", symbol, "limit", "1.0001", "--account", account, "--json", expect=1))
    assert odd["code"] == 42210000, odd
    assert "strategy:NAME" in run("limit", "set", "max-order-size", "1", "--of", "nobody", expect=1)
    run("order", "buy", "1", symbol, "--strategy", "x" * 32, expect=1)
    query("limit", "set", "max-order-quantity", "off", "--of", "strategy:trend")
    # the kill switch, of a strategy and of the account
    rows = query("limit", "set", "kill-switch", "on", "freeze", "--of", "strategy:trend")
    assert [(row["scope"], row["value"]) for row in rows if row["rule"] == "kill-switch"] == \
        [("strategy:trend", "on freeze")], rows
    assert "kill-switch" in run("order", "buy", "1", first_symbol(), "limit", "1.00", "--strategy", "trend", expect=1)
    query("limit", "set", "kill-switch", "off", "--of", "strategy:trend")
    query("limit", "set", "kill-switch", "on", "cancel")
    assert query("account")["halted"] is True
    assert "kill-switch" in run("order", "buy", "1", first_symbol(), "limit", "1.00", expect=1)
    query("limit", "set", "kill-switch", "off")
    assert query("account")["halted"] is False
    assert "kill-switch" in run("limit", "set", "kill-switch", "on", "sometimes", expect=1)
    query("limit", "set", "max-order-quantity", "off", "--of", "agent:scout")
    query("cancel", "--all", "--account", account)


def test_demo():
    out = os.path.join(HOME, "out")
    text = run("demo", "--out", out, profile=os.path.join(HOME, "demo"))
    assert "agree" in text, text
    assert {"orders.csv", "fills.csv", "account.pdf"} <= set(os.listdir(out)), os.listdir(out)


def main():
    tests = [(name[5:], test) for name, test in globals().items() if name.startswith("test_")]
    failures = 0
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} {name}", flush=True)
        except Exception:
            failures += 1
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print(f"not ok {number} {name}", flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    return failures > 0


sys.exit(main())
