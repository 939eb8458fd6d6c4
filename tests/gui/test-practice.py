#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things made to happen in the practice market, and where the window says so."""
from desk import check, play

desk = None


def halt():
    """a halt is said by the ticket, the watchlist and the News panel"""
    desk.symbol = desk.rows("Watchlist")[0].split()[0]
    desk.tab("News")
    desk.cli("inject", "halt", desk.symbol)
    desk.wait_text(r"^Halted by you, since \d\d:\d\d")
    desk.wait_row("Watchlist", rf"^{desk.symbol} .*Halted")
    desk.wait_row("News and events", rf"{desk.symbol} Halt Trading halted: by you")
    desk.screenshot("halted")


def refused_twice():
    """what can't be is refused beside the fields"""
    done = desk.cli("inject", "halt", desk.symbol, expect=1)
    check(done is None, "a second halt is refused")


def good_news():
    """a headline fills the News panel"""
    desk.cli("inject", "good-news", desk.symbol)
    desk.wait_row("News and events", rf"{desk.symbol} News ")
    desk.screenshot("news")


def survives():
    """the list is there again after a restart"""
    desk.quit()
    desk.open()
    desk.tab("News")
    desk.wait_row("News and events", rf"{desk.symbol} Halt ")
    desk.screenshot("restarted")


def narrow():
    """the list fits a narrow window"""
    desk.resize(560, 800)
    desk.screenshot("narrow")


def make_tests(new_desk):
    global desk
    desk = new_desk
    return [halt, refused_twice, good_news, survives, narrow]


if __name__ == "__main__":
    play(make_tests)
