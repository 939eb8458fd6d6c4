#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that can be pressed or typed in has a name; dialogs and preferences open by the keys."""
import time

from desk import BUTTON, check, play

desk = None
ROLES = ("push button", "toggle button", "check box", "radio button", "text", "entry", "spin button", "combo box",
         "slider", "tree table", "image")


def unnamed(node):
    """Controls without a name: GTK gives the class's name where nothing else is known."""
    found = []
    for control in desk.walk(node):
        role, name = control.get_role_name(), control.get_name() or ""
        if role not in ROLES or (role == "image" and name == "GtkImage"):
            continue
        parent = control.get_parent()
        # What a drop-down or a spin button is made of speaks through the control itself.
        if parent is not None and parent.get_role_name() in ("combo box", "spin button"):
            continue
        box = control.get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
        if box.width <= 0 or (name and not name.startswith(("Gtk", "Adw", "Bw"))):
            continue
        # A menu button and its inner toggle are one to the user.
        inner = [c.get_name() for c in desk.walk(control) if c.get_role_name() == "label" and c.get_name()
                 and not c.get_name().startswith("Gtk")]
        if role == "push button" and inner:
            continue
        if parent is not None and parent.get_role_name() == "push button" and not parent.get_name().startswith("Gtk"):
            continue
        if name == "GtkImage" and desk.in_preferences(control):
            continue  # libadwaita's own search button of a preferences window
        found.append(f"{role} “{name}” in {path(control)}")
    return found


def path(node):
    names = []
    while node is not None and node.get_role_name() != "application":
        names.append(node.get_name() or node.get_role_name())
        node = node.get_parent()
    return " < ".join(names[1:6])


def check_names(page):
    found = unnamed(desk.application())
    for line in found:
        print("# " + page + ": " + line)
    check(not found, f"{len(found)} controls of {page} have no name")


def pages():
    """every control of every page has an accessible name"""
    desk.cli("order", "buy", "10", "ADSR")
    for page, text in (("Dashboard", "Recent activity|Activity"), ("Trade", "Watchlist"),
                       ("Analytics", "Drawdown"), ("Admin", "Database|Data")):
        desk.page(page)
        desk.wait_text(text)
        time.sleep(0.5)
        desk.screenshot("page-" + page.lower())
        check_names(page)


def palette():
    """Ctrl+K finds a symbol and goes to its chart"""
    desk.page("Trade")
    desk.key("ctrl+k")
    time.sleep(0.5)
    desk.type("btyl")
    desk.wait_text("Beautelane|BTYL", desk.find("frame|dialog|window", "Search|search|Go to"))
    desk.screenshot("palette")
    check_names("the palette")
    desk.key("Return")
    desk.wait_text("Chart BTYL")


def shortcuts():
    """the shortcuts window opens by its key"""
    desk.key("ctrl+question")
    desk.wait_text("Step one bar|Pause or run|Keyboard")
    time.sleep(0.5)
    desk.screenshot("shortcuts")
    desk.key("Escape")


def preferences():
    """preferences: theme and colours change at once and are kept"""
    desk.page("Trade")
    desk.key("ctrl+comma")
    desk.wait_text("Rising and falling")
    time.sleep(0.4)
    check_names("preferences")
    desk.screenshot("preferences")
    for row in ("Theme", "Rising and falling"):
        node = desk.find("combo box|list item|filler", f"^{row}$")
        desk.click(node)
        time.sleep(0.4)
        desk.key("Down", "Return")
        time.sleep(0.3)
    path_of_settings = desk.home + "/config/glib-2.0/settings/keyfile"
    desk.wait(lambda: "colour-set" in open(path_of_settings).read(), "the colours to be kept")
    check("theme" in open(path_of_settings).read(), "the theme is kept")
    desk.screenshot("preferences-changed")
    desk.key("Escape")


def tests(opened):
    global desk
    desk = opened
    return [pages, palette, shortcuts, preferences]


if __name__ == "__main__":
    play(tests)
