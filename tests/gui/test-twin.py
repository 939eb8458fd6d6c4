#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A chart's table twin: shown by F7, named, followed by the crosshair both ways, copied, kept."""
import os
import re
import subprocess
import time

from desk import BUTTON, check, play

desk = None


def chart():
    return next(n for n in desk.walk() if n.get_role_name() == "image" and "Price chart" in
                (n.get_description() or "") + (n.get_name() or ""))


def twin():
    return desk.table("Chart ADSR 5m as a table")


def rows():
    """The table's rows, newest first. A search would ask for each cell of some 200: they are gone to one by one."""
    child = max((twin().get_child_at_index(i) for i in range(twin().get_child_count())), key=lambda c: c.get_child_count())
    return [child.get_child_at_index(i) for i in range(child.get_child_count())]


def cells(row):
    """What it says, from the left."""
    return [row.get_child_at_index(i).get_child_at_index(0).get_name() for i in range(row.get_child_count())]


def in_state(state):
    """The times of the rows that are chosen, or have the keyboard."""
    return [cells(row)[0] for row in rows() if row.get_state_set().contains(state)]


def chosen():
    return in_state(desk.atspi.StateType.SELECTED)


def clipboard(target):
    """What was copied, as another program gets it."""
    done = subprocess.run(["xclip", "-selection", "clipboard", "-out", "-target", target], env=desk.env,
                          capture_output=True, text=True, timeout=10)
    return done.stdout


def opens():
    """F7 opens the table below the chart, with a name, times and numbers"""
    desk.press("^Pause")
    desk.wait_text("^Chart ADSR 5m")
    box = chart().get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
    desk.click_at(box.x + box.width // 2, box.y + box.height // 3)
    desk.key("F7")
    first = desk.wait(lambda: [cells(row) for row in rows()[:4]], "rows in the table")
    check(all(re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d$", row[0]) for row in first), f"times: {first}")
    check(len(first[0]) >= 7 and re.match(r"[\d.]+$", first[0][1]), f"time, prices, volume and change: {first[0]}")
    check([r[0] for r in first] == sorted((r[0] for r in first), reverse=True), "newest first")
    desk.wait(lambda: len(chosen()) == 1, "the crosshair's bar to be chosen")
    desk.screenshot("both")


def follows():
    """the arrow keys go from row to row, and the chart's crosshair with them; the pointer moves the row"""
    before = chosen()
    desk.wait(lambda: in_state(desk.atspi.StateType.FOCUSED) == before, "the keyboard on the crosshair's row")
    desk.key("Down")
    desk.wait(lambda: chosen() and chosen() != before, "the next row")
    check(chosen()[0] < before[0], f"down is older: {before} {chosen()}")
    box = chart().get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
    below = chosen()
    desk.xdotool("mousemove", str(box.x + box.width * 2 // 3), str(box.y + box.height // 3))
    desk.wait(lambda: chosen() and chosen() != below, "the row of the bar under the pointer")
    check(len(chosen()) == 1, "one row")


def copies():
    """Shift+arrow chooses more, Ctrl+C copies them as text and as CSV"""
    desk.key("shift+Down", "shift+Down")
    desk.wait(lambda: len(chosen()) == 3, "three rows chosen")

    def copied():
        desk.key("ctrl+c")  # a toast may be gone before so large a window was looked through
        return [t for t in desk.texts() if t.startswith("3 rows copied")]

    desk.wait(copied, "the toast")
    if subprocess.run(["which", "xclip"], capture_output=True).returncode != 0:
        return
    lines = clipboard("text/plain").strip().split("\n")
    check(len(lines) == 4 and lines[0].startswith("Time (America/New_York)\tOpen\t"), f"a heading and three rows: {lines}")
    check(re.match(r"2026-\d\d-\d\d \d\d:\d\d\t[\d.]+\t", lines[1]), lines[1])
    lines = clipboard("text/csv").strip().split("\n")
    check(lines[0].startswith("time_utc,open,high,low,close,volume,change"), lines[0])
    check(re.match(r"2026-\d\d-\d\dT\d\d:\d\d:\d\dZ,[\d.]+,", lines[1]), lines[1])


def lives():
    """a bar that ends in the market is a row more"""
    desk.key("Escape")
    label = desk.find("label", "rows · times in")

    def n_rows():
        return int(re.match(r"[\d,]+", label.get_name()).group().replace(",", ""))

    def one_more():
        desk.key("ctrl+period")  # a step at a time: one that comes during another is not counted
        return n_rows() > before

    before = n_rows()

    desk.wait(one_more, "one row more")


def exports():
    """the chart goes to the clipboard and into a file as the dialog asks; the command line draws the same bars"""
    desk.key("F7")
    desk.wait(lambda: not desk.find_all("tree table", "as a table$"), "the table to go")
    desk.click(desk.find(BUTTON, "^More of this chart$"))
    desk.act(desk.find("menu item", "^Copy as Picture$"))
    desk.wait_text("on the clipboard, as a picture")
    desk.click(desk.find(BUTTON, "^More of this chart$"))
    desk.act(desk.find("menu item", "^Export…$"))
    desk.wait_text("^Write as$")
    desk.screenshot("export")
    desk.act(desk.find(BUTTON, "Save…$"))
    desk.wait(lambda: desk.xdotool("search", "--onlyvisible", "--name", "^Export the chart$"), "the question where to")
    time.sleep(0.5)  # GTK's own window, which the bus doesn't show: it reads its folder
    picture = os.path.join(desk.home, "picture.png")
    desk.key("ctrl+a")
    desk.type(picture)
    desk.key("Return")
    desk.wait(lambda: os.path.exists(picture), "the picture")
    desk.wait_text("^Exported to “picture.png”")
    kind = subprocess.run(["identify", picture], capture_output=True, text=True).stdout
    check(" PNG " in kind, f"a picture: {kind}")
    drawing = os.path.join(desk.home, "adsr.svg")
    desk.cli("chart", "ADSR", "--timeframe", "5m", "--studies", "sma(20), macd(12,26,9),rsi", "--out", drawing)
    check(open(drawing).read(5) == "<?xml", "a drawing")
    numbers = os.path.join(desk.home, "adsr.csv")
    desk.cli("chart", "ADSR", "--timeframe", "5m", "--studies", "sma(20)", "--out", numbers)
    lines = open(numbers).read().split("\n")
    check(lines[0].strip() == "time_utc,open,high,low,close,volume,change,sma_20", lines[0])
    check(len(lines) > 2000, f"all bars: {len(lines)}")
    desk.cli("chart", "ADSR", "--out", "/nonexistent/a.png", expect=1)
    desk.cli("chart", "ADSR", "--out", "a.doc", expect=2)
    for wrong in ("smaa(20)", "sma(20", "sma(0)", "sma(20,3)", "sma(20),,rsi"):
        desk.cli("chart", "ADSR", "--studies", wrong, "--out", drawing, expect=2)


def kept():
    """alone by the menu, it is so after a restart; F7 brings the chart back"""
    desk.click(desk.find(BUTTON, "^More of this chart$"))
    desk.act(desk.find("menu item|check menu item|radio menu item", "^Table$"))
    desk.wait(lambda: not desk.find_all("image", "Price chart"), "the chart to go")
    desk.screenshot("table")
    check(desk.quit() == 0, "it ends with 0")
    desk.open()
    desk.tables.clear()
    desk.wait(lambda: rows(), "the table again")
    check(not desk.find_all("image", "Price chart"), "no chart")
    desk.click(rows()[0])
    desk.key("F7")
    desk.wait(lambda: desk.find_all("image", "Price chart"), "the chart again")
    desk.wait(lambda: not desk.find_all("tree table", "as a table$"), "no table")


def tests(opened):
    global desk
    desk = opened
    return [opens, follows, copies, lives, exports, kept]


if __name__ == "__main__":
    play(tests)
