#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An alert from a click on the chart to its history, and the bell that tells of it."""
import re

import alerts
from desk import BUTTON, check, play

desk = None


def from_the_chart():
    """a right click on the chart sets an alert at that price"""
    desk.symbol = desk.rows("Watchlist")[0].split()[0]
    desk.tab("Alerts")
    desk.wait_text("^No alerts yet")
    alerts.ask_at(desk, 0.3)
    dialog = desk.frame("^New Alert$")
    price = desk.text_of(alerts.field(desk, dialog, "^Price$"))
    check(float(price.replace(",", "")) > 0, "the price is filled in")
    desk.wait_text(rf"^Tells when {desk.symbol}: price crosses ", within=dialog)
    desk.screenshot("dialog")
    desk.click(desk.find(BUTTON, "Set Alert", within=dialog))
    desk.wait_row("Alerts", rf"● Active {desk.symbol} price crosses {re.escape(price)} once —")
    desk.price = float(price.replace(",", ""))


def says_what_is_wrong():
    """what can't be kept says so as it is typed, and can't be sent"""
    desk.click(desk.find(BUTTON, "New Alert"))
    dialog = desk.frame("^New Alert$")
    desk.choose("Watch", "Indicators")
    desk.set_text(alerts.field(desk, dialog, "^Condition"), "RSI(14 crosses above 70")
    desk.wait(lambda: not desk.find(BUTTON, "Set Alert", within=dialog).get_state_set().contains(
        desk.atspi.StateType.SENSITIVE), "the button to refuse")
    desk.screenshot("wrong")
    desk.set_text(alerts.field(desk, dialog, "^Condition"), "close > 0")
    desk.wait_text("^Tells when .*close > 0, on closed 1m bars; once", within=dialog)
    desk.click(desk.find(BUTTON, "Set Alert", within=dialog))
    desk.wait_row("Alerts", r"close > 0, on closed 1m bars")


def fires():
    """it fires as the market goes: the panel, the history and the bell tell of it"""
    low, high = sorted((desk.price, alerts.last_price(desk)))
    desk.cli("alert", "add", desk.symbol, "moves", "0.0001%")
    alerts.go_on(desk, 130)
    desk.wait_row("Alerts", r"✓ Fired .* close > 0.*\(1×\)")
    desk.wait_row("Alerts", r"✓ Fired .*price moves by 0.0001 % since the last close")
    desk.wait(lambda: alerts.unread(desk) >= 2, "the bell to count")
    desk.screenshot("fired")
    check(low <= high, "prices are numbers")
    desk.click(desk.find("toggle button|push button", "^History$"))
    desk.wait_row("What alerts have told", rf"{desk.symbol} .*close > 0 at ")
    desk.screenshot("history")
    desk.click(desk.find("toggle button|push button", "^History$"))


def the_bell():
    """the centre tells each, goes there, and is read"""
    desk.cli("play", "--pause")  # nothing new comes while it is read
    before = alerts.unread(desk)
    alerts.open_centre(desk, rf"{desk.symbol}: close > 0.*Unread")
    desk.screenshot("centre")
    desk.key("Tab", "Tab", "Return")  # past the filter and the button: the newest of them
    desk.wait(lambda: alerts.unread(desk) == before - 1, "one more to be read")
    alerts.open_centre(desk, rf"{desk.symbol}: ")
    desk.press("^Mark All Read$")
    desk.wait(lambda: alerts.unread(desk) == 0, "all to be read")
    desk.key("Escape")


def by_keys():
    """Delete removes it, Undo brings it back"""
    far = f"{desk.price * 3:,.2f}"
    desk.cli("alert", "add", desk.symbol, "crosses", far.replace(",", ""))
    mine = rf"price crosses {re.escape(far)}"
    desk.wait_row("Alerts", rf"● Active .*{mine}")
    desk.click(alerts.row(desk, "price crosses"))  # the first; a toast may lie over the last
    desk.key("End", "Delete")
    desk.wait_no_row("Alerts", mine)
    desk.click(desk.find(BUTTON, "^Undo Undo$"))
    desk.wait_row("Alerts", rf"● Active .*{mine}")


def survives():
    """after kill -9 everything is as it was, and nothing fires again"""
    rows = sorted(desk.rows("Alerts"))
    log = desk.cli("alert", "log")
    desk.kill_app()
    desk.open()
    desk.tab("Alerts")
    desk.wait(lambda: sorted(desk.rows("Alerts")) == rows, "the same alerts")
    check(desk.cli("alert", "log") == log, "the same history")
    check(alerts.unread(desk) == 0, "what was read is read")


def make_tests(new_desk):
    global desk
    desk = new_desk
    return [from_the_chart, says_what_is_wrong, fires, the_bell, by_keys, survives]


if __name__ == "__main__":
    play(make_tests)
