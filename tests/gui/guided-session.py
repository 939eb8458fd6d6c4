#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a first hour with Bellwether looks like, played in a virtual display.

    guided-session.py --build build --out out

Goes through the welcome, a purchase, a bracket on the chart, news of a practice event, an order's timeline
and why it got its price, the dashboard, limits that hold an order, what if, an import, a replay of what was
imported and an export, in the dark and in the light; narrow, the pages and the ticket that slides up. Leaves
screenshots, the books as CSV and the account report as PDF in the folder.
"""
import argparse
import math
import os
import shutil
import subprocess
import sys
import time

from desk import BUTTON, Desk
from harness import Failed, Missing


def write_history(path):
    """Half a year of days of a company that doesn't exist."""
    price = 48.0
    with open(path, "w", encoding="utf-8") as file:
        file.write("Date,Open,High,Low,Close,Volume\n")
        for day in range(2, 320):
            then = time.gmtime(1672531200 + day * 86400)
            if then.tm_wday > 4:
                continue
            opened = price
            price *= 1 + 0.012 * math.sin(day * 1.7) + 0.009 * math.sin(day / 23)
            high, low = max(opened, price) * 1.006, min(opened, price) * 0.995
            volume = int(900000 + 400000 * abs(math.sin(day * 0.9)))
            file.write(f"{time.strftime('%Y-%m-%d', then)},{opened:.2f},{high:.2f},{low:.2f},{price:.2f},{volume}\n")


def say(text):
    print("guided session: " + text, file=sys.stderr, flush=True)


def settle(seconds=0.8):
    time.sleep(seconds)


def ask(desk, words):
    """By the palette: what there is to do is found by its name."""
    desk.key("ctrl+k")
    settle(0.6)
    desk.type(words)
    settle(0.6)
    desk.key("Return")


def trade(desk, word):
    """Buys and sells a little, so that every page has something to show."""
    for quantity, symbol in ((60, "ALMV"), (25, "AVLC"), (40, "BTYL")):
        desk.cli("order", "buy", str(quantity), symbol)
    desk.cli("order", "short", "30", "BRDV")
    desk.wait_row("Positions", "BRDV")
    say("bought, and sold short")


def bracket(desk, word):
    """An entry with its target and its stop, from the ticket; then what happened to it."""
    symbol, last = desk.rows("Watchlist")[0].split()[:2]
    price = float(last.replace(",", ""))
    desk.click(desk.find(None, "^More$"))
    desk.wait(lambda: desk.find_all("text", "^Take profit$"), "the fields to unfold")
    desk.set_field("Take profit", f"{price * 1.008:.2f}")
    desk.set_field("Stop loss", f"{price * 0.994:.2f}")
    desk.send(100, "Buy")
    desk.wait_row("Positions", r"\b100\b")
    desk.click(desk.find(None, "^More$"))
    desk.cli("inject", "good-news", symbol)
    desk.tab("News")
    desk.wait_row("News and events", rf"{symbol} News ")
    desk.tab("Positions")
    settle(2)
    desk.screenshot(word + "-trade")
    desk.tab("News")
    settle()
    desk.screenshot(word + "-news")
    say("a bracket works on the chart, the practice market has news")
    ask(desk, "timeline of order")
    desk.wait_text("Its group")
    settle()
    desk.screenshot(word + "-timeline")
    desk.key("Escape")
    settle()
    desk.tab("Fills")
    settle()
    desk.press("^Why this price", within=desk.table("Fills"))
    desk.wait_text("Fill model")
    settle()
    desk.screenshot(word + "-why")
    desk.key("Escape")
    settle()
    desk.tab("Positions")


def limits(desk, word):
    """Limits are set, and hold an order that is too large."""
    desk.page("Risk")
    desk.click(desk.find(BUTTON, "^Presets$"))
    settle(0.5)
    desk.key("Down", "Return")
    desk.wait(lambda: any(row["rule"] == "max-position" and row["value"] == "10%" for row in desk.cli("limits")), "the limits")
    settle()
    desk.screenshot(word + "-risk")
    desk.cli("order", "buy", "5000", "ALMV", expect=1)
    desk.click(desk.find("radio button|toggle button|push button|page tab", "^Verdicts$"))
    desk.wait_text("refused")
    settle()
    desk.screenshot(word + "-verdicts")
    say("limits hold an order, and say why")


def what_if(desk, word):
    """The same account from a moment ago, traded otherwise: two curves."""
    desk.page("Trade")
    ask(desk, "branch")
    desk.wait_text("A branch is")
    settle()
    desk.screenshot(word + "-branch")
    desk.key("Return")
    desk.wait(lambda: len(desk.cli("timelines")) == 2, "the branch")
    branch = str(desk.cli("timelines")[1]["timeline"])
    for position in desk.cli("positions", "--timeline", branch)[:3]:
        desk.cli("close", position["symbol"], "--timeline", branch)
    for timeline in ("1", branch):
        desk.cli("play", "--timeline", timeline, "--speed", "100")
    settle(6)
    desk.page("Analytics")
    desk.wait_text("dim line: the other")
    settle(2)
    desk.screenshot(word + "-what-if")
    say("what if: a branch beside the account it came from")


def pages(desk, word):
    for page, text in (("Dashboard", "Recent activity|Activity"), ("Analytics", "Drawdown"), ("Admin", "Database|Data")):
        desk.page(page)
        desk.wait_text(text)
        settle()
        desk.screenshot(f"{word}-{page.lower()}")
    desk.page("Trade")


def wide(build, out, word):
    with Desk(build, out, dark=word == "dark") as desk:
        desk.open()
        settle(1.5)
        desk.page("Dashboard")
        desk.wait_text("Welcome")
        settle()
        say("the window stands, the market moves")
        desk.screenshot(word + "-welcome")
        desk.press("^Dismiss the welcome card")
        desk.page("Trade")
        trade(desk, word)
        bracket(desk, word)
        desk.key("ctrl+plus", "ctrl+plus")
        settle(6)
        for position in desk.cli("positions")[:2]:
            desk.cli("close", position["symbol"])
        settle(1)
        pages(desk, word)
        say("dashboard, analytics and data looked at")
        export(desk, out)
        limits(desk, word)
        what_if(desk, word)
        desk.quit()
        history(desk, word)


def export(desk, out):
    folder = os.path.join(out, "csv")
    shutil.rmtree(folder, ignore_errors=True)
    desk.cli("export", "--csv", folder)
    desk.cli("export", "--pdf", os.path.join(out, "account-report.pdf"))
    say("the books are in csv/, the report in account-report.pdf")


def history(desk, word):
    path = os.path.join(desk.home, "MERIDIAN.csv")
    write_history(path)
    desk.open(path)
    desk.wait_text("MERIDIAN")
    desk.wait(lambda: desk.find_all(BUTTON, "^Import 1 file"), "the preview")
    settle()
    desk.screenshot(word + "-import")
    desk.press("^Import 1 file")
    desk.wait_text("(?i)accepted")
    settle()
    desk.screenshot(word + "-import-report")
    desk.press("^Open the Chart")
    desk.wait_text("Chart MERIDIAN")
    settle()
    desk.screenshot(word + "-imported-chart")
    ask(desk, "new replay")
    desk.wait_text("Symbols, separated by commas")
    desk.set_field("From \\(year-month-day\\)", "2023-08-01")
    settle(0.5)
    desk.press("Start Replay$")
    desk.wait(lambda: "2023" in desk.clock(), "the replay's clock")
    desk.send(50, "Buy")
    for _ in range(4):
        desk.press("^Step one bar")
        settle(0.4)
    settle()
    desk.screenshot(word + "-replay")
    say("imported and replayed")
    desk.quit()


def narrow(build, out, word):
    with Desk(build, out, dark=word == "dark", size=(400, 800)) as desk:
        desk.open()
        settle(2)
        for page in ("Trade", "Dashboard"):
            desk.page(page)
            settle()
            desk.screenshot(f"{word}-narrow-{page.lower()}")
        desk.page("Trade")
        desk.click(desk.find(BUTTON, "^Buy [A-Z]+$"))
        desk.wait_text("^Order Ticket$")
        settle()
        desk.screenshot(word + "-narrow-ticket")
        desk.key("Escape")
        settle()
        desk.quit()
        say("narrow, the ticket slides up")


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--build", default="build")
    options.add_argument("--out", default="out")
    options.add_argument("--scene", help="only this one: dark-wide, dark-narrow, light-wide, light-narrow")
    chosen = options.parse_args()
    build, out = os.path.abspath(chosen.build), os.path.abspath(chosen.out)
    os.makedirs(out, exist_ok=True)
    if chosen.scene:
        word, _, width = chosen.scene.partition("-")
        (narrow if width == "narrow" else wide)(build, out, word)
        return 0
    # A process has one accessibility bus for life: each display gets a process.
    scenes = ("dark-wide", "dark-narrow", "light-wide", "light-narrow")
    return max(subprocess.call([sys.executable, os.path.abspath(__file__), "--build", build, "--out", out,
                                "--scene", scene]) for scene in scenes)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Missing as missing:
        sys.exit(f"guided session: {missing} is not installed")
    except Failed as failed:
        sys.exit(f"guided session: {failed}")
