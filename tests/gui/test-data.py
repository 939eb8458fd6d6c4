#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""History of one's own: imported through the dialog, charted, replayed; the books exported."""
import csv
import glob
import os
import time

from desk import BUTTON, check, play

desk = None


def write_history(path):
    """A month of days, one of them with its high under its low, one twice."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Date", "Open", "High", "Low", "Close", "Volume"])
        for day in range(1, 120):
            date = time.strftime("%Y-%m-%d", time.gmtime(1704067200 + day * 86400))
            if time.strptime(date, "%Y-%m-%d").tm_wday > 4 or date in ("2024-01-15", "2024-02-19", "2024-03-29"):
                continue
            price = 50 + day * 0.1
            rows.writerow([date, f"{price:.2f}", f"{price + 1:.2f}", f"{price - 1:.2f}", f"{price + 0.25:.2f}", 10000 + day])
            if day == 30:
                rows.writerow([date, f"{price:.2f}", f"{price + 1:.2f}", f"{price - 1:.2f}", f"{price + 0.25:.2f}", 10000 + day])
            if day == 39:
                rows.writerow(["2024-02-10x", "1", "2", "3", "x", "5"])


def import_file():
    """a CSV given to the window: preview with its guesses, import, report"""
    path = os.path.join(desk.home, "WIDGETCO.csv")
    write_history(path)
    desk.quit()
    desk.open(path)
    desk.wait_text("WIDGETCO")
    desk.wait_text("(?i)symbol")
    desk.screenshot("preview")
    texts = " ".join(desk.texts())
    check("2024-01-02" in texts or "50.10" in texts, "the preview shows rows of the file")
    desk.press("^Import 1 file")
    desk.wait_text("(?i)accepted|rows read|stored")
    desk.screenshot("report")
    bars = desk.cli("bars", "WIDGETCO", "--timeframe", "1d")
    check(len(bars) == 82, f"82 days are stored, not {len(bars)}")


def open_chart():
    """the report's button opens the chart of what was imported"""
    desk.press("^Open the Chart")
    desk.wait_text("Chart WIDGETCO 1d|Chart WIDGETCO 1D")
    time.sleep(0.5)
    desk.screenshot("chart")


def replay():
    """a replay of it, begun at a date: its own clock and account, stepped bar by bar, jumped"""
    desk.key("ctrl+k")
    time.sleep(0.4)
    desk.type("new replay")
    time.sleep(0.4)
    desk.key("Return")
    desk.wait_text("Symbols, separated by commas")
    time.sleep(0.4)
    desk.screenshot("replay-dialog")
    desk.set_field("From \\(year-month-day\\)", "2024-02-06")
    desk.click(desk.find(BUTTON, "^Choose a day$"))
    time.sleep(0.4)
    desk.key("Left")
    desk.key("Return")
    desk.wait(lambda: desk.field_text("From \\(year-month-day\\)") == "2024-02-05", "the chosen day in its field")
    desk.press("Start Replay$")
    desk.wait(lambda: desk.clock() and "2024" in desk.clock(), "the clock of 2024")
    desk.wait_text("Replay")
    if not desk.find_all(BUTTON, "^Play|^Run"):
        desk.press("^Pause")
    time.sleep(0.6)
    before = desk.clock()
    desk.press("^Step one bar")
    desk.wait(lambda: desk.clock() != before, "a step to move the clock")
    desk.screenshot("replay")


def jump():
    """a jump ahead goes there"""
    desk.find(BUTTON, "^Go to another time$")
    desk.click(desk.find_all(BUTTON, "^Go to another time$")[-1])
    time.sleep(0.4)
    item = desk.find("menu item|push button", "To a Date")
    desk.act(item)
    entry = desk.find("text", "^Date, year-month-day$")
    desk.set_text(entry, "2024-03-04")
    desk.press("Go$")
    desk.wait(lambda: "Mar 2024" in desk.clock(), "the clock of March")


def trade_in_replay():
    """an order in the replay fills at the next bar, apart from the practice account"""
    desk.send(20, "Buy")
    time.sleep(0.3)
    for _ in range(3):
        desk.press("^Step one bar")
        time.sleep(0.3)
    desk.tab("Positions")
    desk.wait_row("Positions", r"WIDGETCO.*\b20\b")
    check(not desk.cli("positions"), "the practice account holds nothing")
    desk.screenshot("replay-position")


def restart_replay():
    """the replay is there after a restart, where it was"""
    clock = desk.clock()
    check(desk.quit() == 0, "it ends with 0")
    desk.open()
    desk.wait(lambda: desk.clock() and "2024" in desk.clock(), "the replay's clock")
    check(desk.clock()[:15] == clock[:15], f"{clock} became {desk.clock()}")
    desk.wait_row("Positions", r"WIDGETCO.*\b20\b")


def kill_replay():
    """kill -9 while the replay runs: it goes on where it was, with its position; the books are proven"""
    desk.press("^Play|^Run")
    clock = desk.clock()
    desk.wait(lambda: desk.clock() != clock, "the replay to run")
    clock = desk.clock()
    desk.kill_app()
    desk.open()
    desk.wait(lambda: desk.clock() and "2024" in desk.clock(), "the replay's clock")
    check(when(desk.clock()) >= when(clock), f"it isn't earlier than it was: {clock}, now {desk.clock()}")
    desk.wait_row("Positions", r"WIDGETCO.*\b20\b")
    if not desk.find_all(BUTTON, "^Play|^Run"):
        desk.press("^Pause")
    time.sleep(0.5)
    before = desk.clock()
    desk.press("^Step one bar")
    desk.wait(lambda: desk.clock() != before, "a step to move the clock")
    desk.cli("verify")


def when(clock):
    """“Mon 4 Mar 2024  09:30:00 EST” as something that compares."""
    words = clock.split()
    return time.strptime(" ".join(words[1:5]), "%d %b %Y %H:%M:%S")


def save_as(path):
    """The toolkit's own file chooser: by its location field."""
    time.sleep(1.0)
    desk.key("ctrl+a")
    desk.type(path)
    time.sleep(0.5)
    desk.key("Return")


def export():
    """the books as CSV and the report as PDF, from the palette"""
    folder = os.path.join(desk.home, "exported")
    os.makedirs(folder)
    desk.key("ctrl+k")
    time.sleep(0.4)
    desk.type("pdf")
    time.sleep(0.4)
    desk.key("Return")
    save_as(os.path.join(folder, "report.pdf"))
    desk.wait(lambda: os.path.getsize(os.path.join(folder, "report.pdf")) > 5000, "the PDF")
    desk.wait_text("Exported to")
    desk.screenshot("exported")
    desk.key("ctrl+k")
    time.sleep(0.4)
    desk.type("csv")
    time.sleep(0.4)
    desk.key("Return")
    save_as(folder + "/")
    desk.key("Return")
    fills = desk.wait(lambda: [p for p in glob.glob(folder + "/**/*fill*.csv", recursive=True) if os.path.getsize(p)],
                      "the CSV files")
    text = open(fills[0], encoding="utf-8").read()
    check("WIDGETCO" in text and "20" in text, f"the fills hold the trade: {text[:300]}")


def tests(opened):
    global desk
    desk = opened
    return [import_file, open_chart, replay, jump, trade_in_replay, restart_replay, kill_replay, export]


if __name__ == "__main__":
    play(tests)
