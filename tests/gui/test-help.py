#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user's guide in the window: F1, its search, its links, and topics from the search of everything."""
import time

from desk import BUTTON, check, play

desk = None


def help_window():
    """GTK 4.8 tells assistive technology of a second window as a filler."""
    return desk.wait(find_help, "the guide")


def find_help():
    application = desk.application()
    windows = [application.get_child_at_index(i) for i in range(application.get_child_count())]
    return next((w for w in windows if w.get_name() == "Help"), None)


def open_by_key():
    """F1 opens the guide at its index"""
    desk.page("Trade")
    time.sleep(0.5)
    desk.key("F1")
    desk.wait_text("^Everything here is simulated", within=help_window())
    check(len(desk.find_all("list item", within=help_window())) >= 8, "all topics are listed")
    desk.screenshot("index")


def search():
    """the search leaves the topics that have the words, and Enter shows the first"""
    desk.type("trigger quarantine nonsense")
    desk.wait_text("^No topic has these words$", within=help_window())
    desk.key("ctrl+a")
    desk.type("quarantine")
    desk.wait(lambda: len(desk.find_all("list item", within=help_window())) == 1, "one topic")
    desk.key("Return")
    desk.wait_text("goes to quarantine", within=help_window())


def links():
    """back leads to what was read before; a link leads to its topic"""
    desk.press("^Back$", within=help_window())
    desk.wait_text("^Everything here is simulated", within=help_window())
    boxes = [n.get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
             for n in desk.find_all("label", "^Trading$", within=help_window())]
    box = max(boxes, key=lambda b: b.x)  # the one in the text, not the one of the list
    desk.click_at(box.x + 15, box.y + box.height // 2)
    desk.wait_text("^What the ticket tells before you send$", within=help_window())
    desk.screenshot("trading")


def palette():
    """Ctrl+K finds topics by their title and by words of their text"""
    desk.key("Escape")
    desk.wait(lambda: find_help() is None, "the guide to close")
    desk.key("ctrl+k")
    time.sleep(0.5)
    desk.type("where your data")
    desk.wait_text("^Help: Where your data is$")
    desk.key("Return")
    desk.wait_text("^Where your data is$", within=help_window())
    check(desk.find_all(BUTTON, "^Back$", within=help_window()), "it can go back")


def tests(opened):
    global desk
    desk = opened
    return [open_by_key, search, links, palette]


if __name__ == "__main__":
    play(tests)
