#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of orders, as a window shows it: their timelines and groups."""
import time

from desk import BUTTON, check, play

desk = None


def close_dialog():
    desk.key("Escape")
    desk.wait(lambda: not desk.find_all("label", "^What happened$"), "the timeline to close")


def timeline():
    """a click opens an order's timeline: each step, its time, its fill"""
    desk.send(5, "Buy")
    desk.tab("Orders")
    desk.click(desk.find(BUTTON, "^All$") if desk.find_all(BUTTON, "^All$") else desk.find("toggle button", "^All$"))
    desk.wait_row("Orders", r"Market.*Filled")
    desk.click(desk.row_button("Orders", r"Market", "Timeline"))
    desk.wait_text("^What happened$")
    desk.wait_text("^Working$")
    desk.wait_text("^Filled$")
    desk.wait_text("Bought 5 ")
    desk.screenshot("timeline")


def why_from_there():
    """a fill of the timeline tells why it got its price"""
    desk.click(desk.find(BUTTON, "^Why this price", within=desk.frame("^Buy 5 ")))
    desk.wait_text("(?i)fill model")
    desk.screenshot("timeline-why")
    desk.key("Escape")
    time.sleep(0.3)
    close_dialog()


def group():
    """a leg's timeline leads to its entry and to the other leg"""
    desk.click(desk.find(BUTTON + "|toggle button", "^Working$"))
    desk.click(desk.find(None, "^More$"))
    desk.wait(lambda: desk.find_all("text", "^Take profit$"), "the fields to unfold")
    desk.set_field("Take profit", "9000")
    desk.set_field("Stop loss", "0.5")
    desk.send(6, "Buy")
    desk.wait_row("Orders", r"9,?000")
    desk.click(desk.row_button("Orders", r"9,?000", "Timeline"))
    desk.wait_text("^Its group$")
    desk.wait_text("Stop loss · ")
    desk.screenshot("group")
    desk.click(desk.find("label", "^Buy 6 ", within=desk.frame("^Sell 6 ")))
    desk.wait_text("Bought 6 ")
    close_dialog()


def tests(opened):
    global desk
    desk = opened
    return [timeline, why_from_there, group]


if __name__ == "__main__":
    play(tests)
