#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Indicators of a chart: added by mouse and by keyboard, changed, removed, put back, kept, given a name."""
from desk import BUTTON, check, play

desk = None


def chart():
    return next(n for n in desk.walk() if n.get_role_name() == "image" and "Price chart" in
                (n.get_description() or "") + (n.get_name() or ""))


def shows(*titles):
    """The chart says what is on it to those who don't see it."""
    desk.wait(lambda: all(title in (chart().get_description() or "") for title in titles), f"{titles} on the chart")


def shows_not(title):
    desk.wait(lambda: title not in (chart().get_description() or ""), f"{title} gone from the chart")


def focus_chart():
    box = chart().get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
    desk.click_at(box.x + box.width // 2, box.y + box.height // 3)


def opened_list():
    return desk.find("list", "^Indicators to add$")


def found(words):
    return desk.find("list item", words, within=opened_list())


def by_mouse():
    """the toolbar's button opens the list; a word and a double click add"""
    desk.press("^Pause")
    shows("SMA 20", "SMA 50")
    desk.click(desk.find(BUTTON, "^Indicators$"))
    opened_list()
    desk.type("relative strength index")
    row = found("^Relative Strength Index, RSI")
    desk.click(row)
    desk.click(row)
    shows("RSI 14")
    desk.find(BUTTON, "^Settings of RSI 14$")
    desk.screenshot("dialog")


def changes():
    """a period out of its range is told beside the field and not taken over; a good one is seen at once"""
    desk.click(desk.find(BUTTON, "^Settings of RSI 14$"))
    field = desk.find("text|entry", "^Time period$")
    desk.set_text(field, "1")
    desk.wait_text("Not taken over. A whole number from 2 to 100000")
    shows("RSI 14")
    desk.set_text(field, "21")
    shows("RSI 21")
    check(not desk.find_all("label", "Not taken over"), "the message is gone")
    desk.screenshot("settings")
    desk.key("Escape")
    desk.wait(lambda: not desk.find_all("text|entry", "^Time period$"), "the settings to close")
    desk.key("Escape")
    desk.wait(lambda: not desk.find_all(None, "^Indicators to add$"), "the list to close")


def by_keyboard():
    """the key / opens the list from the chart; a name and Enter add; Escape goes back"""
    focus_chart()
    desk.key("slash")
    opened_list()
    desk.type("macd")
    found("^Moving Average Convergence/Divergence, MACD")
    desk.key("Return")
    shows("RSI 21", "MACD 12 26 9")
    desk.key("Escape")
    desk.wait(lambda: not desk.find_all(None, "^Indicators to add$"), "the list to close")
    desk.screenshot("panes")


def removes():
    """the legend's menu removes, and the toast puts it back"""
    box = chart().get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
    desk.click_at(box.x + 18, box.y + 34)
    desk.act(desk.find("menu item", "^Remove$"))
    undo = desk.find(BUTTON, "^Undo( Undo)?$")
    shows_not("SMA 20")
    desk.click(undo)
    shows("SMA 20", "RSI 21", "MACD 12 26 9")


def templates():
    """a setup saved under a name is taken over again"""
    focus_chart()
    desk.key("slash")
    desk.click(desk.find(BUTTON, "^Templates$"))
    name = desk.find("text|entry", "^Save this chart’s setup as$")
    desk.set_text(name, "Momentum")
    desk.click(name)
    desk.key("Return")
    use = desk.find(BUTTON, "^Use Momentum$")
    desk.screenshot("templates")
    desk.key("Escape")
    desk.press("^Remove RSI 21$")
    shows_not("RSI 21")
    desk.click(desk.find(BUTTON, "^Templates$"))
    use = desk.find(BUTTON, "^Use Momentum$")
    desk.click(use)
    shows("RSI 21", "MACD 12 26 9")
    desk.key("Escape")
    desk.wait(lambda: not desk.find_all(BUTTON, "^Use Momentum$"), "the templates to close")
    desk.key("Escape")


def kept():
    """all of it is there after a restart"""
    check(desk.quit() == 0, "it ends with 0")
    desk.open()
    shows("SMA 20", "RSI 21", "MACD 12 26 9")


def tests(opened):
    global desk
    desk = opened
    return [by_mouse, changes, by_keyboard, removes, templates, kept]


if __name__ == "__main__":
    play(tests)
