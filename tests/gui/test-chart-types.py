#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every chart type by its menu and by keyboard, its settings, the volume profile, the scales, compared symbols and marks."""
import re

from desk import BUTTON, check, play

desk = None

TYPES = ["Candles", "Hollow candles", "Heikin-Ashi", "Bars", "Line", "Step line", "Area", "Baseline", "Renko",
         "Kagi", "Point and figure", "Range bars"]
TOGGLE = "push button|toggle button"
ENTRY = "menu item|check menu item|radio menu item"


def chart():
    return next(n for n in desk.walk() if n.get_role_name() == "image" and "Price chart" in
                (n.get_description() or "") + (n.get_name() or ""))


def says(pattern):
    """What the chart says of itself to those who can't see it."""
    desk.wait(lambda: re.search(pattern, chart().get_description() or ""), f"the chart to say {pattern!r}")


def type_button():
    return desk.find(BUTTON, "^Chart type$")


def choose_type(title):
    desk.click(type_button())
    desk.act(desk.find(TOGGLE, f"^{title}$"))  # a popover's buttons lie elsewhere than they say
    desk.wait(lambda: not desk.find_all(TOGGLE, "^Heikin-Ashi$"), "the menu to close")


def more(*entries):
    """Through the menu of the rest, with the keyboard going down into it."""
    desk.click(desk.find(BUTTON, "^More of this chart$"))
    for entry in entries:
        desk.act(desk.find(ENTRY, f"^{entry}$"))
    desk.key("Escape", "Escape")


def by_menu():
    """each type is chosen from its menu, drawn, and named to a screen reader where its bars are others"""
    desk.press("^Pause")
    desk.wait_text("^Chart ADSR 5m")
    for title in TYPES[1:]:
        choose_type(title)
        if title in ("Renko", "Point and figure"):
            says(title)
            desk.screenshot(title.lower().replace(" ", "-"))
    says("ADSR 5m, Range [0-9.]+, last")


def by_keyboard():
    """Alt+D opens the types; Tab and Return choose one"""
    desk.click_at(*middle())
    desk.key("alt+d")
    desk.find(TOGGLE, "^Candles$")
    desk.wait(lambda: focused(), "the keyboard in the menu")
    for _ in range(len(TYPES) + 2):
        if focused() == "Candles":
            break
        desk.key("Tab")
    check(focused() == "Candles", f"Tab goes through the types: {focused()}")
    desk.key("space")
    desk.wait(lambda: not desk.find_all(TOGGLE, "^Heikin-Ashi$"), "the menu to close")
    desk.wait(lambda: "Range" not in (chart().get_description() or ""), "candles again")


def middle():
    box = chart().get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
    return box.x + box.width // 2, box.y + box.height // 3


def focused():
    for node in desk.walk():
        if node.get_state_set().contains(desk.atspi.StateType.FOCUSED) and "button" in node.get_role_name():
            return node.get_name()
    return None


def settings():
    """a number out of its range is refused with the range; a good one is drawn and kept"""
    choose_type("Point and figure")
    says("Point and figure")
    desk.click(type_button())
    desk.act(desk.find(BUTTON, "Settings of This Type"))
    desk.find("frame|dialog", "^Point and figure$")
    desk.set_field("Boxes to reverse", "40")
    desk.wait_text("takes a whole number from 1 to 20")
    check(not desk.find(BUTTON, "Apply$").get_state_set().contains(desk.atspi.StateType.SENSITIVE), "not to be applied")
    desk.set_field("Boxes to reverse", "abc")
    desk.wait_text("takes a whole number from 1 to 20")
    desk.set_field("Boxes to reverse", "2")
    desk.wait_text("holds all day")
    desk.screenshot("settings")
    desk.press("Apply$")
    says("Point and figure [0-9.]+ × 2,")


def profile():
    """a volume profile of what is in view, and what it says"""
    choose_type("Candles")
    more("Volume Profile", "Of the Bars in View")
    says("point of control [0-9.]+, value area from")
    desk.screenshot("profile")
    more("Volume Profile", "Of Each Session")
    desk.screenshot("profile-sessions")
    more("Volume Profile", "None")
    desk.wait(lambda: "point of control" not in (chart().get_description() or ""), "no profile")


def compares():
    """another symbol is a line in percent from the left edge; it goes by the menu"""
    desk.click(desk.find(BUTTON, "^Compare with another symbol$"))
    desk.type("ALMV")
    desk.key("Return")
    desk.click(desk.find(BUTTON, "^More of this chart$"))
    desk.find(ENTRY, "^Stop comparing with ALMV$")
    desk.key("Escape")
    says("compared with ALMV [+−-]?[0-9.]+ percent")
    desk.screenshot("compared")
    more("Price Scale", "Indexed to 100")
    desk.screenshot("indexed")


def kept():
    """type, settings and compared symbols are there after a restart"""
    choose_type("Kagi")
    check(desk.quit() == 0, "it ends with 0")
    desk.open()
    says("Kagi")
    says("compared with ALMV")
    more("Stop comparing with ALMV")
    desk.wait(lambda: "compared" not in (chart().get_description() or ""), "it to be gone")
    more("Marks", "News")


def tests(opened):
    global desk
    desk = opened
    return [by_menu, by_keyboard, settings, profile, compares, kept]


if __name__ == "__main__":
    play(tests)
