#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts: another one is opened, traded, looked at, changed, left, and begun again."""
import time

from desk import BUTTON, check, play

desk = None


def account(name):
    return next((a for a in desk.cli("accounts") if a["name"] == name), None)


def opened():
    """a cash account is opened by the dialog and looked at"""
    desk.command("new account")
    desk.wait_text("You spend what you have")
    desk.set_text(desk.find("text", "^Name$"), "Saver")
    time.sleep(0.5)
    desk.screenshot("new-account")
    desk.press("Open Account")
    desk.wait(lambda: account("Saver") and account("Saver")["cash"] == "10000.00", "the account with its cash")
    check(account("Saver")["type"] == "cash", f"a cash account: {account('Saver')}")
    desk.wait(lambda: desk.equity() == 10000, "its equity in the header")


def unsettled():
    """the money of a sale is there, but not settled"""
    number = str(account("Saver")["number"])
    desk.cli("play", "--speed", "100")
    desk.cli("order", "buy", "20", "ADSR", "--account", number)
    desk.wait_row("Positions", "ADSR")
    desk.cli("close", "ADSR", "--account", number)
    desk.wait(lambda: account("Saver")["positions"] == 0, "the sale")
    check(float(account("Saver")["unsettled_cash"]) > 0, f"it is not settled: {account('Saver')}")
    desk.cli("play", "--pause")
    desk.command("account details")
    desk.wait_text("^Not settled yet$")
    desk.wait_text("No calls and no restrictions")
    time.sleep(0.5)
    desk.screenshot("details")
    desk.key("Escape")


FIELDS = {"type": "Type", "multiplier": "Buying power", "shorting": "Short sales", "margin_rule": "Day-trading rule",
          "deficits": "Let intraday deficits happen", "profile": "Fill model", "fees": "Fees and interest",
          "lots": "Which shares a sale takes", "latency": "Latency, ms", "stale_after": "Quotes grow stale after, seconds",
          "slippage": "Slippage", "limit_touch": "When a bar touches a limit", "limit_ticks": "Price steps beyond a limit",
          "participation": "Share of the volume, %", "volume_split": "Volume in quarters",
          "bar_fill": "Orders sent at a bar’s close fill"}


def changed():
    """other terms, from here on: each that the command line knows has its field"""
    desk.command("change the account")
    desk.wait_text("^Change Terms$")
    form = desk.frame("^Change Terms$")
    terms = account("Saver")["terms"]
    check(terms.keys() == FIELDS.keys(), f"terms without a field: {terms.keys() ^ FIELDS.keys()}")
    for term, title in FIELDS.items():
        check(title in desk.texts(form), f"{term} has the field “{title}”")
    desk.set_text(desk.find("spin button", "^Price steps beyond a limit"), "3")
    desk.set_text(desk.find("text", "^Name$"), "Saver two")
    time.sleep(0.5)
    desk.screenshot("change-terms")
    desk.press(r"\bChange$")
    desk.wait(lambda: account("Saver two"), "the other name")
    check(account("Saver two")["terms"]["stale_after"] == "30s", "what wasn't touched stays")
    check(account("Saver two")["terms"]["limit_ticks"] == "3", "the steps beyond a limit")


def switched():
    """back to the first account by Ctrl+K"""
    desk.command("go to account practice")
    desk.wait(lambda: desk.equity() == 100000, "the first account's equity")
    desk.command("go to account saver")
    desk.wait(lambda: desk.equity() < 10100, "the second account's equity")


def remembered():
    """after a restart it is the account that was looked at"""
    desk.quit()
    desk.open()
    desk.wait(lambda: desk.equity() < 10100, "the second account's equity")
    desk.wait_text("Saver two")


def paid_in():
    """a deposit by its dialog"""
    before = float(account("Saver two")["deposits"])
    desk.command("deposit money")
    desk.set_text(desk.find("text", "^Amount$"), "250.50")
    time.sleep(0.4)
    desk.press(r"\bDeposit$")
    desk.wait(lambda: float(account("Saver two")["deposits"]) == before + 250.5, "the deposit")


def reset():
    """it begins again; the other account doesn't"""
    desk.command("reset the account")
    desk.set_text(desk.find("text", "^Starting cash$"), "5000")
    time.sleep(0.4)
    desk.press(r"\bBegin Again$")
    desk.wait(lambda: account("Saver two")["cash"] == "5000.00" and account("Saver two")["unsettled_cash"] == "0.00", "the new beginning")
    check(desk.cli("account", "--account", "1")["equity"] == "100000.00", "the first account is as it was")


def narrow():
    """the dialogs fit a phone"""
    desk.resize(400, 800)
    desk.xdotool("mousemove", "200", "20")  # where the keys go, without a window manager
    time.sleep(0.5)
    desk.command("new account")
    desk.wait_text("You spend what you have")
    time.sleep(0.6)
    desk.screenshot("new-account-narrow")
    desk.key("Escape")
    desk.command("account details")
    desk.wait_text("^Not settled yet$")
    time.sleep(0.6)
    desk.screenshot("details-narrow")
    desk.key("Escape")
    check("agree" in desk.cli("verify")["report"], "the books agree")


def tests(opened_desk):
    global desk
    desk = opened_desk
    return [opened, unsettled, changed, switched, remembered, paid_in, reset, narrow]


if __name__ == "__main__":
    play(tests)
