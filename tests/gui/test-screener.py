#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A screen is built by mouse and keyboard, says what is wrong, and is kept with what it found."""
import re
import time

from desk import BUTTON, check, play

desk = None
TABLE = "Found symbols"
HEAT = []  # the map, once it was found


def status():
    """how many were found, of how many"""
    for text in desk.texts():
        found = re.match(r"(\d+) of (\d+) symbols? · ", text)
        if found:
            return int(found.group(1)), int(found.group(2))
    return None


def ready():
    """the page opens with the most active symbols"""
    desk.key("ctrl+6")
    desk.wait(lambda: status() and status()[0] > 100, "all symbols to be found", 40)
    check(desk.field_text("Condition") == "volume > 0", "the condition of the preset is in the field")
    desk.screenshot("opened")


def value_by_keyboard():
    """a value typed into the row is in the text, and fewer are found"""
    before = status()[0]
    desk.type_into("Value", "3M")
    desk.wait(lambda: desk.field_text("Condition") == "volume > 3M", "the text to follow the row")
    desk.wait(lambda: status()[0] < before, "fewer symbols")


def condition_by_mouse():
    """a condition is added, its field chosen from the list with its parameters"""
    desk.click(desk.find(BUTTON, "^Add Condition$"))
    desk.wait(lambda: desk.field_text("Condition") == "volume > 3M and close > 0", "the new row in the text")
    desk.click(desk.find(BUTTON, "^Field: close$"))
    desk.wait(lambda: desk.find_all("list item", "^Relative Strength Index$"), "the list")
    desk.type("rsi")
    desk.key("Return")
    desk.wait(lambda: desk.find_all("text", "^TimePeriod$"), "the indicator's parameters")
    desk.key("ctrl+a")
    desk.type("7")
    desk.screenshot("parameters")
    desk.key("Return")
    desk.wait(lambda: "RSI(7) > 0" in desk.field_text("Condition"), "the indicator in the text")


def typo():
    """a typo is told with its place and what was meant, under the field and beside the row"""
    desk.type_into("Condition", "RIS(14) < 80")
    desk.wait_text("^Column 1: unknown name “RIS”: did you mean RSI")
    desk.wait(lambda: desk.find_all("text", "^Condition as text$"), "the row of text")
    check(len([t for t in desk.texts() if "did you mean RSI" in t]) >= 2, "the row says it too")
    desk.screenshot("typo")
    desk.type_into("Condition", "RSI(14) < 80 and sector = \"Energy\"")
    desk.wait(lambda: status() and 0 < status()[0] <= 13, "the shares of a sector")
    check(not [t for t in desk.texts() if "did you mean" in t], "nothing is wrong any more")
    check(desk.find_all(BUTTON, "^Field: sector$"), "the text is rows again")


def nothing_found():
    """a universe without symbols says so"""
    desk.choose("Universe", "Imported symbols")
    desk.wait_text("There are no symbols in this universe")
    desk.choose("Universe", "All symbols")
    desk.wait(lambda: status() and 0 < status()[0] <= 13, "the shares of a sector again")


def saved():
    """what was found becomes a watchlist, and the screen gets a name"""
    for item, name, told in ((("Down", "Return"), "Oil", "Watchlist “Oil” saved"),
                             (("Return",), "My energy", "Screen “My energy” saved")):
        desk.click(desk.find(BUTTON, "^Save and export$"))
        desk.wait(lambda: desk.find_all("menu item", "^Save Screen…$"), "the menu")
        time.sleep(0.5)
        desk.key(*item)
        desk.wait(lambda: desk.find_all("text", "^Name of the (watchlist|screen)$"), "the name's field")
        desk.type(name)
        desk.key("Return")
        desk.wait_text(told)
    desk.screenshot("saved")


def restarted():
    """both are there after a restart: the list as a universe, the screen in the menu"""
    desk.quit()
    desk.open()
    desk.key("ctrl+6")
    desk.wait(lambda: status() and status()[0] > 100, "all symbols to be found", 40)
    desk.choose("Universe", "Watchlist “Oil”")
    desk.wait(lambda: status() and status()[1] <= 13, "the symbols of the list")
    desk.click(desk.find(BUTTON, "^Screens$"))
    desk.wait(lambda: desk.find_all("menu item", "^My energy$"), "the menu")
    time.sleep(0.5)
    desk.key("Return")
    desk.wait(lambda: desk.field_text("Condition") == "RSI(14) < 80 and sector = \"Energy\"", "the saved condition")
    found = desk.cli("screen", "close > 0", "--universe", "watchlist:Oil")
    check(0 < found["n_found"] <= 13, f"the command line knows the list: {found['n_found']}")


def opens_chart():
    """Enter on a row opens the symbol's chart"""
    desk.wait(lambda: desk.rows(TABLE), "rows")
    symbol = desk.rows(TABLE)[0].split(" ")[0]
    desk.click(desk.find_all("table row", within=desk.table(TABLE))[1])
    desk.key("Return")
    desk.wait_text(f"^{symbol}\\b.*")
    desk.wait(lambda: desk.find_all("label", f"{symbol}"), "the symbol on the trade page")


def heat_map():
    """the tiles have names, the arrows go from one to the next, Enter opens the chart"""
    desk.key("ctrl+6")
    desk.click(desk.find("page tab|radio button|toggle button", "^Heat Map$"))
    tiles = desk.wait(lambda: desk.find_all(BUTTON, r"^[A-Z]+, .*%, Energy, "), "the tiles of a sector")
    check(len(tiles) == 12, f"as many as the sector has shares: {len(tiles)}")
    HEAT.append(desk.find(None, "^Heat map$"))
    for _ in range(25):
        desk.key("Tab")
        time.sleep(0.2)
        if self_focused():
            break
    focused = self_focused()
    check(focused, "Tab goes to the tiles")
    desk.key("Right")
    desk.wait(lambda: self_focused() not in (None, focused), "another tile to have the keyboard")
    symbol = self_focused().split(",")[0]
    desk.screenshot("heat")
    desk.key("Return")
    desk.wait(lambda: desk.find_all("label", f"{symbol}"), "the symbol on the trade page")


def breadth():
    """shares are counted: as many rise and fall as there are, at most"""
    desk.key("ctrl+6")
    desk.click(desk.find("page tab|radio button|toggle button", "^Breadth$"))
    counted = re.match(r"(\d+) : (\d+) ", desk.wait_text(r"^[1-9]\d* : [1-9]\d* "))
    check(60 < int(counted.group(1)) + int(counted.group(2)) <= 132, f"the practice market's shares: {counted.group(0)}")


def self_focused():
    """the name of the tile that has the keyboard; the tiles are asked one by one"""
    state = desk.atspi.StateType.FOCUSED
    tiles = (HEAT[0].get_child_at_index(i) for i in range(HEAT[0].get_child_count()))
    return next((tile.get_name() for tile in tiles if tile.get_state_set().contains(state)), None)


def tests(opened):
    global desk
    desk = opened
    return [ready, value_by_keyboard, condition_by_mouse, typo, nothing_found, saved, restarted, opens_chart, heat_map, breadth]


if __name__ == "__main__":
    play(tests)
