#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Limits set by clicking hold an order; the log says so; the kill switch stops."""
import time

from desk import BUTTON, check, play

desk = None


def preset():
    """the moderate preset is set by a click, and the engine has it"""
    desk.key("ctrl+4")
    desk.click(desk.find(BUTTON, "^Presets$"))
    time.sleep(0.5)
    desk.screenshot("presets")
    desk.key("Down", "Return")
    desk.wait(lambda: {row["rule"]: row for row in desk.cli("limits")}["max-position"]["value"] == "10%",
              "the engine to have the limit")
    desk.screenshot("limits")


def strategy():
    """a limit of a strategy is set under its name, and only it is held to it"""
    desk.choose("Whose limits", "A strategy")
    desk.set_field("Name of the strategy or agent", "momentum")
    entry = desk.find("text", "^Quantity of an order$")
    desk.set_text(entry, "50")
    desk.click(entry)
    desk.key("Return")
    desk.wait(lambda: [row for row in desk.cli("limits") if row["scope"] == "strategy:momentum"],
              "the engine to have the strategy's limit")
    symbol = desk.cli("symbols")[0]["symbol"]
    desk.cli("order", "buy", "51", symbol, "limit", "1", "--strategy", "momentum", expect=1)
    desk.cli("order", "buy", "51", symbol, "limit", "1")
    desk.cli("cancel", "--all")
    desk.screenshot("strategy")


def kill_switch_of_a_strategy():
    """the kill switch stops the strategy whose limits are shown, and nobody else"""
    desk.click(desk.find(BUTTON, "^Kill Switch"))
    desk.wait_text("Stop the strategy momentum\\?")
    desk.screenshot("kill-switch")
    desk.key("Tab", "Return")  # from Allow Again to Freeze
    desk.wait_text("momentum is stopped by its kill switch")
    symbol = desk.cli("symbols")[0]["symbol"]
    desk.cli("order", "buy", "1", symbol, "limit", "1", "--strategy", "momentum", expect=1)
    desk.cli("order", "buy", "1", symbol, "limit", "1")
    desk.cli("cancel", "--all")
    desk.screenshot("stopped-strategy")
    desk.click(desk.find(BUTTON, "^Kill Switch"))
    desk.wait_text("Stop the strategy momentum\\?")
    desk.key("Return")  # Allow Again has the focus
    desk.wait(lambda: not [row for row in desk.cli("limits") if row["rule"] == "kill-switch"], "the strategy to be free")
    desk.choose("Whose limits", "This account")


def refused():
    """an order beyond the position limit is refused, and the log tells why"""
    symbol = desk.cli("symbols")[0]["symbol"]
    desk.cli("order", "buy", "5000", symbol, "limit", "20", expect=1)
    rows = desk.cli("verdicts", "--held")
    check(rows[0]["asked"] == "5000" and rows[0]["reason"] in ("position-limit", "price-collar"), f"refused: {rows}")
    desk.click(desk.find("radio button|toggle button|push button|page tab", "^Verdicts$"))
    desk.wait_text("refused")
    desk.screenshot("verdicts")


def impact():
    """the ticket says what an order does before it is sent"""
    desk.key("ctrl+2")
    desk.wait_text("Impact and limits")
    desk.screenshot("ticket")


def tests(opened):
    global desk
    desk = opened
    return [preset, strategy, kill_switch_of_a_strategy, refused, impact]


if __name__ == "__main__":
    play(tests)
