#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A portfolio brought to its targets, and what if: a branch traded otherwise, beside where it came from."""
import time

from desk import BUTTON, check, play

desk = None


def branch():
    """a branch by the palette"""
    desk.key("ctrl+k")
    time.sleep(0.5)
    desk.type("branch")
    time.sleep(0.5)
    desk.key("Return")
    desk.wait_text("What if")
    time.sleep(0.5)
    desk.screenshot("dialog")
    desk.key("Return")
    desk.wait(lambda: len(desk.cli("timelines")) == 2, "the branch")
    branch = desk.cli("timelines")[1]
    check(branch["parent"] == 1 and branch["playing"] is False, f"it is a branch and stands still: {branch}")
    desk.wait_row("Positions", "ADSR")


def rebalanced():
    """the dialog sells down to a target, then buys what is missing"""
    desk.cli("order", "buy", "30", "ADSR")
    desk.cli("order", "buy", "100", "HVRN")
    desk.wait_row("Positions", "HVRN")
    desk.key("ctrl+k")
    time.sleep(0.5)
    desk.type("rebalance")
    time.sleep(0.5)
    desk.key("Return")
    desk.wait_text("Market orders|Nothing to do")
    desk.press("Equal Shares")
    desk.wait_text("Market orders")
    time.sleep(0.5)
    desk.screenshot("rebalance")
    desk.press("Send Orders")
    desk.wait(lambda: all(abs(float(row["drift"])) < 0.01 for row in desk.cli("rebalance", "ADSR=49.5%", "HVRN=49.5%")),
              "the weights at their targets")


def left():
    """Rebalance can be left by Escape from a field, and the window stays"""
    desk.key("ctrl+k")
    time.sleep(0.5)
    desk.type("rebalance")
    time.sleep(0.5)
    desk.key("Return")
    time.sleep(1.5)
    desk.key("Tab", "Escape")
    time.sleep(1)
    check(desk.app_process.poll() is None, "the window is still there, and the search of the next step finds it free")


def differ():
    """what is sold in the branch is still held where it came from"""
    branch = str(desk.cli("timelines")[1]["timeline"])
    desk.cli("play", "--timeline", branch, "--speed", "100")
    desk.cli("close", "ADSR", "--timeline", branch)
    desk.wait(lambda: "ADSR" not in [p["symbol"] for p in desk.cli("positions", "--timeline", branch)], "the sale in the branch")
    check("ADSR" in [p["symbol"] for p in desk.cli("positions")], "the account it came from still holds")


def compared():
    """Analytics shows both curves"""
    desk.click(desk.find(BUTTON, "^Analytics$"))
    desk.wait_text("dim line: the other")
    time.sleep(2)
    desk.screenshot("compared")


def proven():
    """both are proven, and the same commands give the same journals"""
    check("agree" in desk.cli("verify")["report"], "the proof")
    for timeline in ("1", str(desk.cli("timelines")[1]["timeline"])):
        again = desk.cli("replay", "--timeline", timeline)
        check(again["same"], f"played again it is the same: {again}")


def tests(opened):
    global desk
    desk = opened
    return [rebalanced, left, branch, differ, compared, proven]


if __name__ == "__main__":
    play(tests)
