#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawing on the chart by mouse and by keyboard: placed, moved, undone, listed, changed, and there after a kill -9."""
import re
import time

from desk import BUTTON, check, play

SYMBOL = "ADSR"
desk = None


def chart():
    return next(n for n in desk.walk() if n.get_role_name() == "image" and n.get_name() == "Price chart")


def box():
    return chart().get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)


def drawings():
    return desk.cli("drawings", "list", SYMBOL)["drawings"]


def prices(drawing):
    return [anchor["price"] for anchor in drawing["anchors"]]


def wait_drawings(condition, what):
    return desk.wait(lambda: (lambda found: found if condition(found) else None)(drawings()) or None, what)


def selected(pattern):
    """What the chart says is selected."""
    desk.wait(lambda: re.search("^Selected: " + pattern, chart().get_description() or ""), f"“{pattern}” to be told of")


def place(share_x, share_y):
    area = box()
    return area.x + int(area.width * share_x), area.y + int(area.height * share_y)


def focus_chart():
    """A click where nothing is drawn."""
    desk.click_at(*place(0.06, 0.72))


def draw_by_mouse():
    """a trend line by its key and one drag; a rectangle from the tool bar by two clicks"""
    desk.press("^Pause")
    desk.find(BUTTON, "^Play|^Run")
    desk.wait(lambda: "bars from" in (chart().get_description() or ""), "bars on the chart")
    focus_chart()
    desk.key("alt+t")
    desk.drag(place(0.3, 0.55), place(0.6, 0.3))
    found = wait_drawings(lambda f: len(f) == 1, "a drawing")
    check(found[0]["kind"] == "trend-line" and len(found[0]["anchors"]) == 2, f"a trend line: {found}")
    check(prices(found[0])[0] < prices(found[0])[1], "it rises")
    selected("Trend line from")
    desk.screenshot("trend-line")
    desk.click(desk.find(BUTTON + "|toggle button", "^Shapes$"))
    desk.act(desk.find(BUTTON + "|toggle button", "^Rectangle$"))
    desk.wait(lambda: not desk.find_all(BUTTON + "|toggle button", "^Rectangle$"), "the tools to go")
    desk.click_at(*place(0.2, 0.2))
    desk.click_at(*place(0.45, 0.45))
    wait_drawings(lambda f: [d["kind"] for d in f] == ["trend-line", "rectangle"], "a rectangle")


def draw_by_keys():
    """a tool by its key, anchors by the crosshair and Enter, a level by one Enter"""
    focus_chart()
    desk.key("Escape", "alt+f")
    desk.key("ctrl+Left", "ctrl+Left", "ctrl+Left", "Return")
    desk.key(*["ctrl+Right"] * 2, *["ctrl+Up"] * 12, "Return")
    found = wait_drawings(lambda f: len(f) == 3, "a retracement")
    check(found[2]["kind"] == "fib-retracement" and prices(found[2])[0] != prices(found[2])[1], f"it spans prices: {found[2]}")
    desk.key("alt+h", "Return")
    wait_drawings(lambda f: len(f) == 4 and f[3]["kind"] == "horizontal-line", "a level")
    desk.key("alt+b", "Escape")
    desk.screenshot("by-keys")
    check(len(drawings()) == 4, "a tool that is laid aside draws nothing")


def move():
    """arrows move what is selected, a drag moves it, and each can be undone and redone"""
    desk.key("shift+Tab")
    selected("Horizontal line at")
    before = prices(drawings()[3])[0]
    desk.key("Up")
    wait_drawings(lambda f: abs(prices(f[3])[0] - before - 0.01) < 1e-6, "a tick up")
    desk.key("ctrl+z")
    wait_drawings(lambda f: abs(prices(f[3])[0] - before) < 1e-9, "back")
    desk.key("ctrl+shift+z")
    wait_drawings(lambda f: abs(prices(f[3])[0] - before - 0.01) < 1e-6, "up again")
    desk.key("ctrl+d")
    wait_drawings(lambda f: len(f) == 5, "a copy")
    desk.key("Delete")
    wait_drawings(lambda f: len(f) == 4, "no copy")
    desk.key("Escape", "0", "Tab")  # back to the newest bars, where the line was drawn
    selected("Trend line from")
    old, other = drawings()[:2]
    desk.drag(place(0.6, 0.3), place(0.65, 0.42))
    found = wait_drawings(lambda f: prices(f[0])[1] < prices(old)[1], "its end further down")
    check(prices(found[0])[0] == prices(old)[0], "its beginning stays")
    check(drawings()[1] == other, "the others stay")


def walk():
    """Tab goes from drawing to drawing and tells of each"""
    desk.key("Escape", "Escape", "Tab")
    selected("Trend line from")
    desk.key("Tab")
    selected("Rectangle from")
    desk.key("shift+Tab")
    selected("Trend line from")


def change():
    """Enter opens the settings: words, and an anchor as a number"""
    desk.key("Return")
    desk.find("frame|dialog", "^Trend line$")
    desk.set_field("Text", "Support")
    desk.set_field("Anchor 1: price", "12.5")
    desk.screenshot("settings")
    desk.press("^Apply$")
    found = wait_drawings(lambda f: f[0]["text"] == "Support", "the words")
    check(prices(found[0])[0] == 12.5, f"the price that was typed: {found[0]}")
    desk.wait(lambda: not desk.find_all("frame|dialog", "^Trend line$"), "the settings to go")
    desk.key("ctrl+z")
    wait_drawings(lambda f: f[0]["text"] == "", "one step back")


def listed():
    """the list hides and deletes; what is done by command line is seen at once"""
    desk.click(desk.find(BUTTON, "^List of drawings$"))
    desk.find("frame|dialog", f"^Drawings on {SYMBOL}$")
    rows = desk.wait(lambda: (lambda f: f if len(f) == 4 else None)(desk.find_all(BUTTON + "|toggle button", "^Shown$")), "four rows")
    desk.screenshot("list")
    desk.act(rows[0])
    wait_drawings(lambda f: f[3]["hidden"], "the level to be hidden")
    desk.cli("drawings", "add", SYMBOL, "horizontal-line", "2026-03-02T15:14:00Z@50")
    desk.wait(lambda: len(desk.find_all(BUTTON + "|toggle button", "^Shown$")) == 5, "the fifth row")
    desk.act(desk.find_all(BUTTON, "^Delete$")[0])
    wait_drawings(lambda f: len(f) == 4, "it to go")
    desk.key("Escape")
    desk.wait(lambda: not desk.find_all("frame|dialog", f"^Drawings on {SYMBOL}$"), "the list to go")


def survive():
    """kill -9: all is there again; one that is broken is told of, and the others are shown"""
    before = drawings()
    desk.kill_app()
    check(drawings() == before, "what was drawn is on the disk")
    desk.open()
    desk.wait(lambda: "bars from" in (chart().get_description() or ""), "bars on the chart")
    focus_chart()
    desk.key("Tab")
    selected("Trend line from")
    check(drawings() == before, "and in the window")


def tests(opened):
    global desk
    desk = opened
    return [draw_by_mouse, draw_by_keys, move, walk, change, listed, survive]


if __name__ == "__main__":
    play(tests, dark=False)
