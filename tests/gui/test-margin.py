#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A margin call: bought on credit, the price falls, the window says what is missing, a deposit meets it."""
import time

from desk import BUTTON, check, play

desk = None


def account():
    return next(a for a in desk.cli("accounts") if a["name"] == "On credit")


def bought():
    """nearly all of the buying power goes into one share"""
    desk.cli("open-account", "On credit", "--preset", "realistic-margin", "--fill-profile", "immediate", "--fees", "none")
    desk.command("go to account on credit")
    desk.wait(lambda: desk.equity() == 100000, "the account's equity")
    desk.symbol = desk.rows("Watchlist")[0].split()[0]
    desk.number = str(account()["number"])
    price = float(desk.cli("bars", desk.symbol, "--timeframe", "1m")[-1]["close"])
    desk.cli("order", "buy", str(int(188000 / price)), desk.symbol, "--account", desk.number)
    desk.wait_row("Positions", desk.symbol)
    check(account()["margin_call"] == "none", f"no call yet: {account()}")


def called():
    """the price falls: the banner stays until the call is met, and a toast names it"""
    desk.cli("inject", "gap", desk.symbol, "-37%")
    desk.cli("play", "--speed", "60")
    desk.wait(lambda: desk.find_all(BUTTON, "^Deposit…$"), "the banner", timeout_s=60)
    desk.wait_text(r"^Maintenance margin call: .*\$[\d,]+")
    desk.cli("play", "--pause")
    time.sleep(0.5)
    desk.screenshot("called")
    check(account()["margin_call"] != "none", f"the command line says so, too: {account()}")


def survives():
    """it is there again after a restart, for the account that was looked at"""
    desk.quit()
    desk.open()
    desk.wait_text("^Maintenance margin call: ")


def closing_only():
    """while it is open the account only closes"""
    desk.cli("order", "buy", "1", desk.symbol, "--account", desk.number, expect=1)


def met():
    """the banner's own button leads to the deposit that meets it"""
    desk.click(desk.find(BUTTON, "^Deposit…$"))
    desk.set_text(desk.find("text", "^Amount$"), "40000")
    time.sleep(0.4)
    desk.press(r"\bDeposit$")
    desk.cli("play", "--speed", "60")
    desk.wait(lambda: not any("margin call: " in t for t in desk.texts()), "the end of the banner", timeout_s=60)
    desk.wait(lambda: account()["margin_call"] == "none", "the end of the call")
    desk.cli("play", "--pause")
    desk.screenshot("met")
    check("agree" in desk.cli("verify")["report"], "the books agree")


def make_tests(new_desk):
    global desk
    desk = new_desk
    return [bought, called, survives, closing_only, met]


if __name__ == "__main__":
    play(make_tests)
