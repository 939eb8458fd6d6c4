#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things made to happen in the practice market, and where the window says so."""
from desk import BUTTON, check, play

desk = None


def halt_by_dialog(symbol):
    desk.tab("News")
    desk.click(desk.find(BUTTON, "^Practice Event…$"))
    dialog = desk.frame("Practice Event")
    desk.set_text(desk.find("text", "^Symbol$", within=dialog), symbol)
    desk.screenshot("dialog")
    desk.click(desk.find(BUTTON, "^Make It Happen$", within=dialog))
    desk.click(desk.find(BUTTON, "^Close$", within=dialog))


def halt():
    """a halt from the dialog is said by the ticket, the watchlist and the News panel"""
    desk.symbol = desk.rows("Watchlist")[0].split()[0]
    halt_by_dialog(desk.symbol)
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


def resume():
    """when it is resumed nothing says it is halted"""
    desk.cli("inject", "resume", desk.symbol)
    desk.wait(lambda: not [t for t in desk.texts() if t.startswith("Halted by you, since")], "the ticket to go on")
    desk.wait_no_row("Watchlist", rf"^{desk.symbol} .*Halted")
    desk.wait_row("News and events", rf"{desk.symbol} Resumed")


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
    return [halt, refused_twice, good_news, resume, survives, narrow]


if __name__ == "__main__":
    play(make_tests)
