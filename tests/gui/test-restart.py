#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is there again after quitting, after a kill -9, and beside a second window."""
import os
import subprocess
import time

from desk import BUTTON, check, play

desk = None


def check_books(word):
    desk.wait_row("Positions", r"\b30\b")
    orders = [o for o in desk.cli("orders") if o["limit_price"] == "1.50"]
    check(len(orders) == 1 and orders[0]["status"] in ("new", "accepted"), f"the order still works {word}: {orders}")


def set_up():
    """a position, a working order and a chosen tab, then quit by the window's button"""
    desk.cli("order", "buy", "30", "ADSR")
    desk.cli("order", "buy", "5", "ADSR", "limit", "1.50")
    desk.wait_row("Positions", r"\b30\b")
    desk.tab("Tape")
    desk.click(desk.find(BUTTON, "^Analytics$"))
    time.sleep(0.3)
    check(desk.quit() == 0, "it ends with 0")


def start_again():
    """after quitting: the page, the position and the order are there"""
    desk.open()
    desk.wait_text("Drawdown")
    desk.page("Trade")
    check_books("after quitting")
    desk.screenshot("again")


def killed():
    """after kill -9: nothing acknowledged is missing, and the books are proven"""
    desk.cli("order", "buy", "3", "ADSR", "limit", "1.25")
    before = desk.cli("orders")
    desk.kill_app()
    desk.open()
    check_books("after kill -9")
    after = desk.cli("orders")
    check([o["id"] for o in after] == [o["id"] for o in before], "the same orders as before the kill")


def second_window():
    """a second window of the same profile says so and changes nothing"""
    first, before = desk.app_process, desk.cli("orders")
    desk.app_process = subprocess.Popen([desk.binary, "--profile", desk.profile], env=desk.env,
                                        stdout=subprocess.DEVNULL, stderr=open(desk.out + "/second.log", "wb"))
    desk.wait(lambda: desk.application() is not None, "the second window")
    desk.wait_text("open in another window")
    desk.screenshot("second")
    desk.press("Quit")
    code = desk.app_process.wait(20)
    desk.app_process = first
    check(code == 0, f"the second window ends with 0, not {code}")
    check(desk.cli("orders") == before, "the first goes on")
    clock = desk.clock()
    desk.wait(lambda: desk.clock() != clock, "the clock to go on")


def verified():
    """the whole journal proves the books after all that"""
    check(desk.quit() == 0, "it ends with 0")
    done = subprocess.run([os.path.join(desk.build, "src/cli/bellwether-cli"), "verify", "--profile", desk.profile],
                          env=desk.env, capture_output=True, text=True, timeout=120)
    check(done.returncode == 0, done.stdout + done.stderr)


def damaged():
    """a damaged market.db: the window says what is lost, saves the rest on one click, and goes on"""
    with open(os.path.join(desk.profile, "market.db"), "r+b") as file:
        file.write(b"no database at all, " * 60)
    desk.start_app("--profile", desk.profile)
    desk.wait_text("is damaged")
    desk.screenshot("damaged")
    desk.press("Save What Can Be Saved")
    desk.wait(lambda: desk.clock() is not None, "the market's clock")
    desk.page("Trade")
    desk.tables = {}
    check_books("after the repair")
    check(desk.quit() == 0, "it ends with 0")


def tests(opened):
    global desk
    desk = opened
    return [set_up, start_again, killed, second_window, verified, damaged]


if __name__ == "__main__":
    play(tests)
