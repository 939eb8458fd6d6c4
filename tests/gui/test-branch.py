#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What if? A branch of the practice account, traded otherwise, beside the account it came from."""
import time

from desk import BUTTON, check, play

desk = None


def set_up():
    """a position, then a branch by the palette"""
    desk.cli("order", "buy", "30", "ADSR")
    desk.wait_row("Positions", r"\b30\b")
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
    desk.wait_row("Positions", r"\b30\b")


def differ():
    """what is sold in the branch is still held where it came from"""
    branch = str(desk.cli("timelines")[1]["timeline"])
    desk.cli("play", "--timeline", branch, "--speed", "100")
    desk.cli("close", "ADSR", "--timeline", branch)
    desk.wait(lambda: desk.cli("positions", "--timeline", branch) == [], "the sale in the branch")
    check(desk.cli("positions")[0]["qty"] == "30", "the account it came from still holds")


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
    return [set_up, differ, compared, proven]


if __name__ == "__main__":
    play(tests)
