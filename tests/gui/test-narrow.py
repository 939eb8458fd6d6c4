#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A window as wide as a phone: the ticket is a sheet, and nothing runs past the edge."""
import os
import time

from desk import BUTTON, Desk, check, run
from harness import Missing

desk = None
WIDTH, HEIGHT = 360, 720
SEEN = ("push button", "toggle button", "check box", "radio button", "text", "entry", "spin button", "combo box",
        "label", "image", "tree table", "list item", "switch")
SETTINGS = f"[io/github/bellwether/Bellwether]\nwindow-width={WIDTH}\nwindow-height={HEIGHT}\n"


def box_of(node):
    return node.get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)


def windows():
    application = desk.application()
    return [application.get_child_at_index(i) for i in range(application.get_child_count())]


def main_window():
    return next(w for w in windows() if w.get_name() == "Bellwether")


def is_squeezed_out(node):
    """A title's switcher of pages has two forms in a squeezer, and the one without room is not drawn."""
    while node is not None and node.get_role_name() != "application":
        if node.get_name() == "AdwSqueezer":
            return True
        node = node.get_parent()
    return False


def seen(window):
    """What the window holds, with its place; a page that was never in front has none."""
    for node in desk.walk(window):
        try:
            if node.get_role_name() in SEEN and not (node.get_role_name() == "image" and is_squeezed_out(node)):
                box = box_of(node)
                if box.width > 0 and box.height > 0:
                    yield node, box
        except Exception:
            continue  # gone meanwhile: the market moves


def strip_of(window):
    """The row of the panels' titles, which scrolls by itself: (top, bottom, where the menu at its end begins)."""
    menus = desk.find_all(BUTTON, "^Panel menu$", within=window)
    if not menus:
        return None
    box = box_of(menus[0])
    check(box.x + box.width <= box_of(window).width, "the panel menu is in the window")
    return box.y - 4, box.y + box.height + 4, box.x


def is_outside(box, frame, strip):
    if strip and strip[0] <= box.y and box.y + box.height <= strip[1]:
        return False
    return box.x < 0 or box.x + box.width > frame.width


def check_edges(window, what):
    frame, strip = box_of(window), strip_of(window)
    check(frame.width <= WIDTH, f"{what} is {frame.width} wide")
    found = [f"{n.get_role_name()} “{n.get_name()}” from {b.x} to {b.x + b.width}" for n, b in seen(window)
             if is_outside(b, frame, strip)]
    check(not found, f"{what}: past the edges of {frame.width}: " + "; ".join(found[:8]))


def dialog():
    return next((w for w in windows() if w.get_name() != "Bellwether"), None)


def ask(words):
    desk.key("ctrl+k")
    desk.wait(dialog, "the palette")
    time.sleep(0.3)
    desk.type(words)
    time.sleep(0.4)
    desk.key("Return")


# The sheet

def sheet():
    return next(iter(desk.find_all("dialog", "^Order Ticket$")), None)


def quantity():
    return desk.find("text", "^Quantity$")


def has_focus(node):
    return node.get_state_set().contains(desk.atspi.StateType.FOCUSED)


def opened_by_press():
    """the ticket is no tab: a button opens it from below, with its side and the keyboard in the quantity"""
    check(not desk.find_all(BUTTON, "^Ticket$"), "no tab of the ticket")
    check(sheet() is None, "the sheet is closed at first")
    desk.click(desk.find(BUTTON, "^Sell [A-Z]+$"))
    desk.wait(sheet, "the sheet")
    desk.wait(lambda: has_focus(quantity()), "the keyboard in the quantity")
    desk.wait(lambda: desk.find_all(BUTTON, "^Sell .*[0-9]+ [A-Z]+ at market$", within=sheet()), "the side that was pressed")
    box = box_of(sheet())
    check(box.y > 0 and box.x == 0, f"it stands at the bottom: {box.x} {box.y}")
    time.sleep(0.4)
    desk.screenshot("sheet")
    check_edges(main_window(), "the ticket")
    desk.click(desk.find(None, "^More$"))
    desk.find("text", "^Take profit$")
    time.sleep(0.4)
    desk.screenshot("sheet-more")
    check_edges(main_window(), "the ticket unfolded")


def left_by_escape():
    """Escape closes it, and the keyboard is where it was"""
    desk.key("Escape")
    desk.wait(lambda: sheet() is None, "the sheet to go")
    desk.wait(lambda: has_focus(desk.find(BUTTON, "^Sell [A-Z]+$")), "the keyboard back on the button")


def left_by_page():
    """a press on what is left of the page closes it, and so does its own button"""
    desk.key("ctrl+b")
    desk.wait(sheet, "the sheet, by the keys")
    time.sleep(0.4)
    desk.click_at(WIDTH // 2, box_of(sheet()).y - 12)
    desk.wait(lambda: sheet() is None, "the sheet to go")
    desk.key("ctrl+b")
    desk.wait(sheet, "the sheet again")
    time.sleep(0.4)
    desk.click(desk.find(BUTTON, "^Close the sheet$"))
    desk.wait(lambda: sheet() is None, "the sheet to go")


def sent():
    """an order sent from it is in the positions, and the page is in front again"""
    desk.click(desk.find(BUTTON, "^Buy [A-Z]+$"))
    desk.wait(sheet, "the sheet")
    time.sleep(0.4)
    desk.set_text(quantity(), "7")
    desk.wait(lambda: desk.ready_button("Buy", 7), "the ticket's button")
    time.sleep(0.4)
    desk.click(desk.ready_button("Buy", 7))
    desk.wait(lambda: any(p["qty"] == "7" for p in desk.cli("positions")), "the position")
    desk.wait(lambda: sheet() is None, "the sheet to go")


def widened():
    """in a wide window it is a panel again, and in a narrow one a sheet"""
    desk.resize(1100, 720)
    desk.wait(lambda: desk.find_all(BUTTON, "^Ticket$"), "the panel")
    check(sheet() is None, "no sheet")
    desk.resize(WIDTH, HEIGHT)
    desk.wait(lambda: not desk.find_all(BUTTON, "^Ticket$"), "the sheet's button alone")
    desk.key("ctrl+b")
    desk.wait(sheet, "the sheet")
    desk.key("Escape")
    desk.wait(lambda: sheet() is None, "the sheet to go")


# The edges

def pages():
    """no page runs past the edge"""
    for symbol, quantity_held in (("ALMV", "60"), ("AVLC", "25")):
        desk.cli("order", "buy", quantity_held, symbol)
    desk.cli("order", "buy", "50", "ADSR", "limit", "1")
    desk.cli("order", "buy", "1000000", "ADSR", expect=1)
    desk.cli("inject", "good-news", "ADSR")
    for page, tabs in (("Dashboard", ()), ("Analytics", ()), ("Risk", ("Verdicts",)), ("Admin", ("Database", "Logs")),
                       ("Trade", ("Watchlist", "Positions", "Orders", "Fills", "Book", "Tape", "Info", "News"))):
        desk.page(page)
        time.sleep(1)
        desk.screenshot("page-" + page.lower())
        check_edges(main_window(), page)
        for tab in tabs:
            desk.act(desk.find("radio button|toggle button|page tab|push button", f"^{tab}$"))
            time.sleep(0.6)
            desk.screenshot(f"page-{page.lower()}-{tab.lower()}")
            check_edges(main_window(), f"{page}, {tab}")


def chosen_title():
    """the title of the panel in front is in sight, however many there are"""
    desk.act(desk.find(BUTTON, "^News$"))
    right = strip_of(main_window())[2]
    desk.wait(lambda: 0 <= box_of(desk.find(BUTTON, "^News$")).x < right, "the title to be scrolled to")


def dialogs():
    """no dialog does"""
    for words, text in (("account details", "Equity"), ("change terms", "Fill model"), ("new account", "Begin with"),
                        ("deposit", "Practice money"), ("rebalance", "Market orders|Nothing to do"), ("what if", "A branch is"),
                        ("practice event", "Lately"), ("new replay", "Bars to play"), ("preferences", "Rising and falling"),
                        ("timeline of order", "What happened")):
        ask(words)
        desk.wait(lambda: dialog().get_name() != "Search", words)
        desk.wait_text(text, dialog())
        time.sleep(0.5)
        desk.screenshot("dialog-" + words.replace(" ", "-"))
        check_edges(desk.wait(dialog, words), words)
        desk.key("Escape")
        desk.wait(lambda: dialog() is None, words + " to go")


def main():
    global desk
    try:
        with Desk(size=(1100, 720)) as desk:
            folder = os.path.join(desk.home, "config", "glib-2.0", "settings")
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
                file.write(SETTINGS)
            desk.open()
            run(opened_by_press, left_by_escape, left_by_page, sent, pages, chosen_title, dialogs, widened)
    except Missing as missing:
        print(f"1..0 # SKIP {missing} is not installed", flush=True)


if __name__ == "__main__":
    main()
