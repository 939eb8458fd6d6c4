#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many? The ticket works a quantity out, says why, and uses it."""
import re
import time

from desk import BUTTON, check, play

desk = None


def use_button():
    found = desk.find_all(BUTTON, r"^Use [\d,.]+ shares?$")
    return found[0] if found else None


def use_quantity():
    return int(re.search(r"[\d,]+", use_button().get_name()).group().replace(",", ""))


def unfold():
    """the rows are folded away at first; a click unfolds them, at risk to the stop"""
    check(not desk.find_all("combo box", "^Method$"), "the ticket is simple at first")
    desk.click(desk.find(None, "^Size by"))
    desk.find("combo box", "^Method$")
    desk.wait_text("^Enter the price at which you would give up")
    check(not use_button().get_state_set().contains(desk.atspi.StateType.SENSITIVE), "nothing to use yet")
    desk.screenshot("unfolded")


def risk():
    """one percent at risk to a stop: the quantity, its reason, and into the order with one click"""
    bid = float(desk.cli("bars", "ADSR", "--timeframe", "1m")[-1]["close"])
    desk.type_into("Give up at", f"{bid * 0.9:.2f}")
    desk.wait_text(r"1\.00.% of \$100,000\.00 is \$1,000\.00; each loses \$\d+\.\d\d")
    quantity = use_quantity()
    check(abs(quantity * bid * 0.1 - 1000) < bid * 2, f"{quantity} shares at {bid} lose about $1,000")
    desk.screenshot("risk")
    desk.click(use_button())
    desk.wait(lambda: desk.field_text("Quantity") == str(quantity) or abs(int(desk.field_text("Quantity")) - quantity) <= 2, "the ticket's quantity")
    desk.wait(lambda: desk.ready_button("Buy", desk.field_text("Quantity")), "an order of so many")


def wrong_side():
    """a stop above a purchase is no stop"""
    desk.type_into("Give up at", "9999")
    desk.wait_text("^The stop of a purchase lies below its price")
    desk.screenshot("wrong-side")


def range_known():
    """the average true range is filled in from stored days, and says so"""
    desk.choose("Method", "Average true range")
    desk.wait_text(r"^of the 14 days until ")
    known = float(desk.field_text("Range"))
    check(known > 0, f"a range of {known}")
    desk.wait_text(r"each loses \$\d+\.\d\d at a stop so far away")
    told = desk.cli("size", "ADSR", "atr")
    check(abs(float(told["range"]) - known) < 1e-9, f"the command line says the same: {told}")
    desk.screenshot("range")
    desk.type_into("Range", "2")
    desk.wait_text("^as you say")


def presets():
    """a bolder preset is a larger quantity; a number of one's own is remembered"""
    desk.choose("Method", "Volatility target")
    desk.wait_text(r"^of the 20 days until ")
    desk.choose("Preset", "Conservative")
    desk.wait(lambda: desk.field_text("May swing") == "5", "five percent")
    few = use_quantity()
    desk.choose("Preset", "Aggressive")
    desk.wait(lambda: desk.field_text("May swing") == "20", "twenty percent")
    check(use_quantity() > few, "bolder is more")
    desk.type_into("May swing", "8")
    desk.wait(lambda: desk.find_all("label", "^My own numbers$"), "the preset to be one's own")


def odds():
    """Kelly says what it doesn't know, and takes it typed"""
    desk.choose("Method", "Fraction of Kelly")
    desk.wait_text("^unknown: no trade of this account is closed yet")
    desk.wait_text("^The odds aren’t known")
    desk.screenshot("kelly-unknown")
    desk.type_into("Trades that win", "60")
    desk.type_into("Win over loss", "2")
    desk.wait_text("of what Kelly says is ")
    desk.screenshot("kelly")


def odds_known():
    """once trades are closed, their win rate is filled in"""
    desk.cli("order", "buy", "10", "ADSR")
    desk.wait_row("Positions", r"\b10\b")
    desk.cli("close", "ADSR")
    desk.wait_no_row("Positions", r"\b10\b")
    desk.type_into("Trades that win", "")
    desk.click(desk.find("text", "^Win over loss$"))
    desk.wait_text("^of 1 closed trade of this account|^unknown: no trade has (won|lost) yet")
    desk.wait(lambda: desk.field_text("Trades that win") in ("", "100"), "what is known of one trade")


def by_keyboard():
    """the keys are enough: Tab goes there, Enter in a field uses the quantity"""
    desk.choose("Method", "Share of equity")
    entry = desk.find("text", "^Invest$")
    desk.click(entry)
    desk.key("ctrl+a", "BackSpace")
    desk.type("5")
    desk.key("Up")
    desk.wait(lambda: desk.field_text("Invest") == "5.1", "an arrow to add a tenth")
    quantity = use_quantity()
    desk.key("Return")
    desk.wait(lambda: abs(int(desk.field_text("Quantity")) - quantity) <= 2, "the quantity in the ticket")
    check(not [o for o in desk.cli("orders") if o["status"] in ("new", "accepted")], "nothing was sent by that")


def remembered():
    """the method and its numbers are there again after a restart"""
    desk.quit()
    desk.open()
    desk.click(desk.find(None, "^Size by"))
    desk.wait(lambda: desk.field_text("Invest") == "5.1", "the share of before")
    desk.choose("Method", "Volatility target")
    desk.wait(lambda: desk.field_text("May swing") == "8", "the other method's own")
    desk.resize(560, 800)
    time.sleep(0.5)
    desk.screenshot("narrow")


def tests(opened):
    global desk
    desk = opened
    return [unfold, risk, wrong_side, range_known, presets, odds, odds_known, by_keyboard, remembered]


if __name__ == "__main__":
    play(tests)
