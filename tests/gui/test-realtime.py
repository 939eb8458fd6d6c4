#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A replay of real minutes traded in the window at 1000 times: the same commands without a window, at full
speed, give the same journal."""
import os
import time

from desk import BUTTON, check, play

SHARED = os.environ.get("BW_TEST_SHARED", "")
MINUTES = os.path.join(SHARED, "data/equities/us_1min_2019-02-11_15.csv.gz")
desk = None


def replayed():
    """real minutes are imported and replayed at 1000 times from the dialog"""
    desk.cli("import", MINUTES)
    found = [row["symbol"] for row in desk.cli("symbols") if row["source"] == "import"]
    desk.symbols = sorted(found)[:3]
    check(len(desk.symbols) == 3, f"three symbols: {found}")
    desk.command("new replay")
    desk.frame("^New Replay$")
    desk.set_field("Symbols, separated by commas", ", ".join(desk.symbols))
    desk.set_field("From \\(year-month-day\\)", "2019-02-13")
    desk.choose("Speed", "1000×")
    time.sleep(0.5)
    desk.press("Start Replay$")
    desk.wait(lambda: desk.clock() and "2019" in desk.clock(), "the clock of 2019")
    desk.timeline = str(next(t["timeline"] for t in desk.cli("timelines") if t["kind"] == "replay"))


def position_changes(before):
    return desk.wait(lambda: desk.rows("Positions") != before, "another position")


def traded():
    """orders are sent by hand while it runs, some market, some limits, both sides"""
    check(desk.find_all(BUTTON, "^Pause"), "it runs")
    for number, (quantity, side) in enumerate([(30, "Buy"), (20, "Buy"), (15, "Sell"), (40, "Buy"), (25, "Sell")]):
        before = desk.rows("Positions")
        desk.send(quantity, side)
        position_changes(before)
        desk.screenshot(f"traded-{number}")
    price = float(desk.cli("bars", desk.symbols[0], "--timeframe", "1m", "--timeline", desk.timeline)[-1]["close"])
    desk.send(10, "Buy", "Limit", f"{price * 0.9:.2f}")
    desk.wait(lambda: desk.cli("orders", "--status", "working", "--timeline", desk.timeline), "a working limit")
    view = next(t for t in desk.cli("timelines") if str(t["timeline"]) == desk.timeline)
    check(view["speed"] == 1000, f"at 1000 times: {view}")


def ended():
    """it runs through the rest of its week; the limit expires with its day"""
    def is_over():
        view = next(t for t in desk.cli("timelines") if str(t["timeline"]) == desk.timeline)
        return not view["playing"]
    desk.wait(is_over, "the end of the replay", timeout_s=240)
    check(not desk.cli("orders", "--status", "working", "--timeline", desk.timeline), "nothing is left working")
    desk.screenshot("ended")


def the_same():
    """the window is closed; replayed without one the journal is the same, twice"""
    check(desk.quit() == 0, "the window ends well")
    first = desk.cli("replay", "--timeline", desk.timeline)
    check(first["same"] is True and first["results"] > 10, f"the same journal: {first}")
    again = desk.cli("replay", "--timeline", desk.timeline)
    check(again["replayed"] == first["replayed"] == first["recorded"], f"and again: {again}")
    fills = desk.cli("fills", "--timeline", desk.timeline)
    check(len(fills) >= 5, f"with all its fills: {fills}")
    check("agree" in desk.cli("verify")["report"], "and the books agree")


def make_tests(new_desk):
    global desk
    desk = new_desk
    return [replayed, traded, ended, the_same]


if __name__ == "__main__":
    if os.path.isfile(MINUTES):
        play(make_tests)
    else:
        print("1..0 # SKIP the shared reference data is not here")
