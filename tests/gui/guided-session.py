#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a first hour with Bellwether looks like, played in a virtual display.

    guided-session.py --build build --out out

Goes through the welcome, the chart, a purchase, the blotter, the dashboard, the analytics, an import,
a replay of what was imported and an export, in the dark and in the light, wide and narrow. Leaves
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


def trade(desk, word):
    """Buys and sells a little, so that every page has something to show."""
    for quantity, symbol in ((60, "ALMV"), (25, "AVLC"), (40, "BTYL")):
        desk.cli("order", "buy", str(quantity), symbol)
    desk.cli("order", "short", "30", "BRDV")
    desk.send(100, "Buy")
    desk.wait_row("Positions", r"\b100\b")
    quote = float(desk.cli("positions")[0]["mark"])
    symbol = desk.cli("positions")[0]["symbol"]
    desk.cli("order", "buy", "50", symbol, "limit", f"{quote * 0.999:.2f}")
    settle(2)
    say("bought, sold short, a limit order works")
    desk.screenshot(word + "-trade")


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
        desk.key("ctrl+plus", "ctrl+plus")
        settle(6)
        for position in desk.cli("positions")[:2]:
            desk.cli("close", position["symbol"])
        settle(1)
        pages(desk, word)
        say("dashboard, analytics and data looked at")
        export(desk, out)
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
    desk.press("^Open the chart")
    desk.wait_text("Chart MERIDIAN")
    settle()
    desk.screenshot(word + "-imported-chart")
    desk.key("ctrl+k")
    settle(0.5)
    desk.type("new replay")
    settle(0.5)
    desk.key("Return")
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
        desk.quit()


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
