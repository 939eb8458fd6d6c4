#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The dock: panels moved, split, hidden, popped out and linked to a colour are so again after a restart."""
import time

from desk import BUTTON, check, play

desk = None
blue = None


def menu(panel, *path):
    """Chooses from a panel's menu by mouse: its tab first, so that the menu is the panel's."""
    tab = desk.find(BUTTON, f"^{panel}")
    desk.click(tab)
    time.sleep(0.2)
    desk.click(tab, button=3)
    for label in path:
        time.sleep(0.4)
        desk.act(desk.find("menu item|check menu item|radio menu item", f"^{label}$"))
    time.sleep(0.5)


def tab_box(panel):
    box = desk.find(BUTTON, f"^{panel}").get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
    return box.x, box.y


def shown():
    """Where each panel's tab is; and its colour. One walk: asking is slow."""
    places = {}
    for tab in desk.find_all(BUTTON, "^(Watchlist|Chart|Ticket|Positions|Orders|Fills|Book|Tape|Info)( |$)"):
        labels = list(desk.walk(tab))
        box = tab.get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
        dots = [n.get_description() for n in labels if (n.get_description() or "").startswith("Follows")]
        places[tab.get_name().split()[0]] = (box.x, box.y, dots[0] if dots else None)
    return places


def arrange():
    """a panel is hidden, one split off, one moved beside another, one follows orange and one no colour"""
    before = shown()
    menu("Tape", "Hide")
    menu("Fills", "Split to the Right")
    menu("Info", "Move Beside", "Orders")
    menu("Book", "Linked Symbol", "Follow Orange")
    menu("Info", "Linked Symbol", "Follow No Colour")
    after = shown()
    check("Tape" not in after, f"the tape is gone: {after}")
    check(after["Fills"][0] > before["Fills"][0] + 100, f"the fills stand to the right: {after}")
    check(abs(after["Info"][1] - after["Orders"][1]) < 3, f"info is a tab beside orders: {after}")
    check("orange" in after["Book"][2], f"the book follows orange: {after}")
    check(after["Info"][2] is None, f"info follows nobody: {after}")
    desk.screenshot("arranged")


def follow():
    """blue panels follow the watchlist, a panel of no colour keeps its symbol"""
    global blue
    desk.tab("Info")
    desk.wait_text("^Adserra Group")
    row = desk.find_all("table row", within=desk.table("Watchlist"))[6]
    blue = desk.texts_of_labels(row)[0]
    desk.click(row)
    desk.wait_text(f"^Chart {blue} ")
    time.sleep(0.3)
    check(held_by_info(), "info doesn't follow")


def held_by_info():
    """Whether the first symbol's company is told of, which only the panel Info does: the chart is on another."""
    return any(t.startswith("Adserra Group") for t in desk.texts())


def drag_tab():
    """a tab dragged onto another panel's middle becomes a tab there"""
    book, ticket = tab_box("Book"), tab_box("Ticket")
    desk.drag((book[0] + 20, book[1] + 12), (ticket[0] + 90, ticket[1] + 220), steps=20)
    desk.wait(lambda: abs(shown()["Book"][1] - shown()["Ticket"][1]) < 3, "the book beside the ticket")
    desk.screenshot("dragged")


def restart():
    """after a restart everything stands where it stood, in its colour, on its symbol"""
    time.sleep(1.2)
    before = shown()
    check(desk.quit() == 0, "it ends with 0")
    desk.open()
    desk.wait_text(f"^Chart {blue} ")
    desk.wait(lambda: shown().keys() == before.keys(), "the same panels")
    desk.wait(held_by_info, "info to keep its symbol")
    time.sleep(0.5)
    desk.screenshot("again")
    after = shown()
    for panel, (x, y, colour) in before.items():
        check(abs(after[panel][0] - x) <= 4 and abs(after[panel][1] - y) <= 4, f"{panel} moved: {(x, y)} {after[panel]}")
        check(after[panel][2] == colour, f"{panel}: {colour} became {after[panel][2]}")


def killed():
    """after kill -9 too, once the change is a second old"""
    menu("Book", "Linked Symbol", "Follow Purple")
    menu("Orders", "Hide")
    time.sleep(2)
    before = shown()
    desk.kill_app()
    desk.open()
    desk.wait(lambda: shown() and shown().keys() == before.keys(), "the same panels")
    check("purple" in shown()["Book"][2], f"the book follows purple: {shown()}")


def popped_out():
    """a panel popped out has its window again after a restart"""
    menu("Watchlist", "Pop Out")
    window = desk.find("frame|window|dialog", "^Watchlist")
    desk.screenshot("popped-out")
    time.sleep(1.2)
    process, desk.app_process = desk.app_process, None
    main = next(f for f in desk.find_all("frame|window", within=desk.application_of(process.pid)) if f.get_name() == "Bellwether")
    desk.act(desk.find_all(BUTTON, "^Close$", within=main)[-1])
    check(process.wait(20) == 0, "both windows go with the main one, and it ends with 0")
    desk.open()
    window = desk.find("frame|window|dialog", "^Watchlist")
    check(desk.find_all("tree table", "^Watchlist$", within=window), "the table is in its window")


def named():
    """a layout keeps its changes while another is used; its own name, its key, undo of its deletion"""
    before = shown().keys()
    desk.command("save this layout as")
    desk.find("dialog", "Save Layout As")
    desk.type("Evening")
    desk.key("Return")
    desk.wait(lambda: not desk.find_all("dialog", "Save Layout As"), "the dialog to go")
    desk.key("ctrl+alt+5")  # Four Charts
    desk.find(BUTTON, "^Chart |^Fourth Chart")
    desk.wait(lambda: "Book" not in shown(), "a page of charts")
    desk.screenshot("four-charts")
    desk.command("layout: evening")
    desk.wait(lambda: shown().keys() == before, "the panels of Evening")
    desk.command("manage layouts")
    desk.act(desk.find(BUTTON, "^Delete “Evening”"))
    desk.wait(lambda: not desk.find_all(BUTTON, "^Delete “Evening”"), "the row to go")
    desk.key("Escape")
    desk.command("bring back the deleted layout")  # what the toast's Undo does; that is gone after 8 s
    desk.command("layout: evening")
    desk.wait(lambda: shown().keys() == before, "the panels of Evening again")


def simple():
    """resetting the layout Simple brings every panel back"""
    desk.command("manage layouts")
    desk.act(desk.find(BUTTON, "^Reset “Simple”"))
    time.sleep(0.6)  # a button pressed so clicks a moment later
    desk.key("Escape")
    desk.wait(lambda: not desk.find_all("frame|dialog|window", "^Layouts$"), "the dialog to go")
    desk.command("layout: simple")
    desk.wait(lambda: {"Tape", "Orders", "Watchlist"} <= shown().keys(), "all panels")


def hidden():
    """a hidden panel that is shown again stands where it stood"""
    before = tab_box("Watchlist")
    menu("Watchlist", "Hide")
    desk.wait(lambda: "Watchlist" not in shown(), "the watchlist to go")
    desk.command("show the watchlist")
    desk.wait(lambda: "Watchlist" in shown(), "the watchlist again")
    after = tab_box("Watchlist")
    check(abs(after[0] - before[0]) <= 4 and abs(after[1] - before[1]) <= 4, f"in its place: {before} {after}")


def tests(opened):
    global desk
    desk = opened
    return [hidden, arrange, follow, drag_tab, restart, killed, popped_out, named, simple]


if __name__ == "__main__":
    play(tests)
