#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files dropped on the window by a real drag and drop, and a wrong guess put right in the preview."""
import csv
import os
import subprocess
import time

from desk import check, play

desk = None


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def days(n, price):
    """Rows of the first @n weekdays from 8 January 2024, a holiday left out."""
    rows = []
    for day in range(0, n):
        moment = time.gmtime(1704672000 + day * 86400)
        if moment.tm_wday < 5 and (moment.tm_mon, moment.tm_mday) != (1, 15):
            rows.append([time.strftime("%Y-%m-%d", moment), price, price + 1, price - 1, price + 0.5, 1000 + day])
    return rows


BARS = ["Date", "Open", "High", "Low", "Close", "Volume"]


def drop(*paths):
    """Takes the files from a window of another program and lets them go over ours."""
    source = subprocess.Popen([os.path.join(desk.build, "tests/gui/drag-source"), *paths], env=desk.env)
    try:
        window = desk.wait(lambda: desk.xdotool("search", "--onlyvisible", "--name", "^Drag source$"), "the drag source")
        desk.xdotool("windowmove", "--sync", window.split("\n")[0], "20", "600")
        desk.xdotool("windowraise", window.split("\n")[0])
        time.sleep(0.5)
        desk.drag((80, 640), (640, 300), steps=20)
        source.wait(10)
    finally:
        if source.poll() is None:
            source.kill()
            source.wait()


def drop_file():
    """a CSV dragged from another program onto the window opens the import with its preview"""
    drop(write(os.path.join(desk.home, "DROPONE.csv"), BARS, days(40, 20)))
    desk.wait_text("^Import 1 file$")
    desk.screenshot("dropped")
    desk.press("^Import 1 file$")
    desk.wait_text("29 rows read, 29 accepted, 0 quarantined")
    check(len(desk.cli("bars", "DROPONE", "--timeframe", "1d")) == 29, "29 days are stored")
    desk.click(desk.find("push button", "^Close$", within=desk.frame("Import")))


def drop_folder():
    """a folder dropped: each file in it, and only those that may hold bars"""
    folder = os.path.join(desk.home, "folder")
    os.makedirs(os.path.join(folder, "deeper"))
    write(os.path.join(folder, "DROPTWO.csv"), BARS, days(20, 30))
    write(os.path.join(folder, "deeper", "DROPTHREE.csv"), BARS, days(10, 40))
    with open(os.path.join(folder, "notes.md"), "w", encoding="utf-8") as file:
        file.write("not bars\n")
    drop(folder)
    desk.wait_text("^Import 2 files$")
    desk.press("^Import 2 files$")
    desk.wait_text("14 rows read, 14 accepted")
    desk.wait_text("7 rows read, 7 accepted")
    check(len(desk.cli("bars", "DROPTWO", "--timeframe", "1d")) == 14, "the one of the folder")
    check(len(desk.cli("bars", "DROPTHREE", "--timeframe", "1d")) == 7, "the one of the folder within")
    desk.click(desk.find("push button", "^Close$", within=desk.frame("Import")))


def correct():
    """a wrong preview put right: columns, symbol, timeframe and time zone; then imported as told"""
    rows = [[row[0] + " 16:00", *row[1:]] for row in days(30, 50)]
    path = write(os.path.join(desk.home, "x.csv"), ["Moment", "q1", "q2", "q3", "q4", "Volume"], rows)
    drop(path)
    desk.wait_text("Expected a table of price bars")
    button = desk.find("push button", "^Import 0 files$")
    check(not button.get_state_set().contains(desk.atspi.StateType.SENSITIVE), "it can't be imported as it is")
    desk.screenshot("wrong")
    for column, role in (("Moment", "Date and time"), ("q1", "Opening price"), ("q2", "Highest price"),
                         ("q3", "Lowest price"), ("q4", "Closing price")):
        desk.choose(f"What column “{column}” holds", role)
        time.sleep(0.3)
    desk.set_field("Symbol", "correcta")
    desk.set_field("Time zone", "Nowhere/Atlantis")
    desk.set_field("Time zone", "Europe/Berlin")
    desk.choose("Each bar spans", "1 hour")
    desk.wait_text("^Import 1 file$")
    desk.screenshot("corrected")
    desk.press("^Import 1 file$")
    desk.wait_text("21 rows read, 21 accepted, 0 quarantined")
    bars = desk.cli("bars", "CORRECTA", "--timeframe", "1h")
    check(len(bars) == 21, f"21 hours are stored, not {len(bars)}")
    first = bars[0]
    check(first["time"].startswith("2024-01-08T15:00:00"), f"16:00 in Berlin is 15:00 UTC: {first}")
    check([float(first[k]) for k in ("open", "high", "low", "close", "volume")] == [50, 51, 49, 50.5, 1000],
          f"each column is what it was said to be: {first}")


def tests(opened):
    global desk
    desk = opened
    return [drop_file, drop_folder, correct]


if __name__ == "__main__":
    play(tests)
