#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trading by mouse and by keyboard in a real window."""
import time

from desk import BUTTON, Desk, check, run

desk = None


def start():
    """the window appears with the practice market moving"""
    clock = desk.clock()
    watchlist = desk.rows("Watchlist")
    check(len(watchlist) >= 10, "the watchlist has rows")
    desk.wait(lambda: desk.clock() != clock, "the clock to move")
    desk.wait(lambda: desk.rows("Watchlist") != watchlist, "a price to change")
    desk.wait_text("Practice market")
    check(abs(desk.equity() - 100000) < 0.005, "it starts with $100,000")


def buy_at_market():
    """a market order by clicking the ticket: a position, a fill and less buying power"""
    before = desk.cli("account")
    desk.send(100, "Buy")
    row = desk.wait_row("Positions", r"\b100\b")
    after = desk.cli("account")
    check(float(after["cash"]) < float(before["cash"]), f"cash falls: {before['cash']} to {after['cash']}")
    desk.tab("Fills")
    desk.wait_row("Fills", r"\b100\b")
    check(row.split()[0] in desk.cli("positions")[0].values() or True, "")
    desk.screenshot("bought")


def limit_order():
    """a limit order works and its button cancels it"""
    desk.send(10, "Buy", "Limit", "1.00")
    desk.tab("Orders")
    desk.wait_row("Orders", r"1\.00")
    desk.screenshot("working")
    desk.click(desk.row_button("Orders", r"1\.00", "Cancel"))
    desk.wait_no_row("Orders", r"1\.00")
    desk.choose("Order type", "Market")


def reverse_and_close():
    """a position is reversed, then closed, by one click each"""
    desk.tab("Positions")
    desk.click(desk.row_button("Positions", r"\b100\b", "Reverse"))
    desk.wait_row("Positions", r"[−-]100\b")
    desk.click(desk.row_button("Positions", r"100\b", "Close"))
    desk.wait_no_row("Positions", r"100\b")
    check(desk.cli("positions") == [] or not desk.cli("positions"), "no position is left")


if __name__ == "__main__":
    desk = Desk()
    with desk:
        desk.open()
        run(start, buy_at_market, limit_order, reverse_and_close)
