#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Orders on the chart: a line dragged changes the order's price, the × of its label cancels it."""
import subprocess
import time

from desk import BUTTON, check, play

desk = None


def chart_box():
    chart = next(n for n in desk.walk() if n.get_role_name() == "image" and "Price chart" in
                 (n.get_description() or "") + (n.get_name() or ""))
    return chart.get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)


def pixels(box):
    """The chart as it is on the screen: rows of (r, g, b)."""
    path = desk.screenshot("chart")
    raw = subprocess.run(["convert", path, "-crop", f"{box.width}x{box.height}+{box.x}+{box.y}", "+repage",
                          "-depth", "8", "rgb:-"], capture_output=True, check=True).stdout
    return [[tuple(raw[(y * box.width + x) * 3:(y * box.width + x) * 3 + 3]) for x in range(box.width)]
            for y in range(box.height)]


def is_label(pixel):
    """Of the filled box on the line's left end: a light blue (the desk is light in this test)."""
    return pixel[0] > 200 and pixel[2] > 235 and pixel[2] - pixel[0] > 12


def find_line():
    """The one order's label: where its × is and which y its line has, in the window; None without one."""
    box = chart_box()
    image = pixels(box)
    rows = [y for y in range(box.height) if sum(map(is_label, image[y][:200])) > 40]
    if len(rows) < 8:
        return None
    columns = [x for x in range(200) if is_label(image[rows[1]][x])]
    return box.x + columns[-1] - 10, box.y + (rows[0] + rows[-1]) // 2


def step_aside():
    """The pointer's own tag on the price axis would lie over the order's."""
    box = chart_box()
    desk.xdotool("mousemove", str(box.x + 20), str(box.y + 60))
    time.sleep(0.4)


def working():
    return desk.cli("orders", "--status", "working")


def let_arrive(what):
    """Orders and their changes travel for 20 ms of the market's time: it runs until nothing is on its way."""
    desk.press("^Play|^Run")
    desk.wait(lambda: all(not o["status"].startswith("pending") for o in working()), what)
    desk.press("^Pause")
    desk.find(BUTTON, "^Play|^Run")


def place():
    """a limit order near the market has a line on the chart"""
    desk.press("^Pause")
    desk.find(BUTTON, "^Play|^Run")
    last = float(desk.cli("bars", "ADSR", "--timeframe", "1m")[-1]["close"])
    desk.cli("order", "buy", "5", "ADSR", "limit", f"{last * 0.998:.2f}")
    let_arrive("the order to arrive")
    desk.wait(find_line, "the order's line")


def drag():
    """dragging the line changes the order's price, and it stays one order"""
    before = working()
    y, box = find_line()[1], chart_box()
    x = box.x + box.width // 2
    desk.drag((x, y), (x, y + 25), steps=10)
    desk.wait(lambda: working()[0]["status"] == "pending_replace", "the change to be on its way")
    let_arrive("the change to arrive")
    after = working()
    check(len(after) == 1, f"one order works: {after}")
    check(float(after[0]["limit_price"]) < float(before[0]["limit_price"]), "further down is cheaper")
    check(float(after[0]["qty"]) == 5, "the quantity stays")
    step_aside()
    desk.wait(find_line, "the line at its new place")


def drag_back():
    """up again: the price rises by what it fell, to a tick"""
    low = float(working()[0]["limit_price"])
    y, box = find_line()[1], chart_box()
    x = box.x + box.width // 3
    desk.drag((x, y), (x, y - 25), steps=10)
    desk.wait(lambda: working()[0]["status"] == "pending_replace", "the change to be on its way")
    let_arrive("the change to arrive")
    desk.wait(lambda: float(working()[0]["limit_price"]) > low, "a higher price")
    step_aside()
    check(len(working()) == 1, "one order works")


def cancel():
    """the × on the label cancels the order, and the line goes"""
    desk.screenshot("before-cancel")
    desk.click_at(*find_line())
    desk.wait(lambda: working()[0]["status"] == "pending_cancel", "the cancel to be on its way")
    let_arrive("the cancel to arrive")
    desk.wait(lambda: not working(), "no order to work")
    desk.wait(lambda: find_line() is None, "the line to go")
    check(not desk.cli("positions"), "nothing was bought")


def tests(opened):
    global desk
    desk = opened
    return [place, drag, drag_back, cancel]


if __name__ == "__main__":
    play(tests, dark=False)
