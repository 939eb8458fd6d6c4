#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trading by mouse and by keyboard in a real window."""
import time

from desk import BUTTON, check, play

desk = None


def start():
    """the window appears with the practice market moving"""
    clock = desk.clock()
    watchlist = desk.rows("Watchlist")
    check(len(watchlist) >= 10, "the watchlist has rows")
    desk.wait(lambda: desk.clock() != clock, "the clock to move")
    desk.wait(lambda: desk.rows("Watchlist") != watchlist, "a price to change")
    desk.wait_text("Practice market")
    check(abs(desk.equity() - 100000) < 0.005, "it starts with $100,000")


def buy_at_market():
    """a market order by clicking the ticket: a position, a fill and less buying power"""
    before = desk.cli("account")
    desk.send(100, "Buy")
    row = desk.wait_row("Positions", r"\b100\b")
    after = desk.cli("account")
    check(float(after["cash"]) < float(before["cash"]), f"cash falls: {before['cash']} to {after['cash']}")
    desk.tab("Fills")
    desk.wait_row("Fills", r"\b100\b")
    check(float(desk.cli("positions")[0]["qty"]) == 100, f"the engine says so too: {row}")
    desk.screenshot("bought")


def limit_order():
    """a limit order works and its button cancels it"""
    desk.send(10, "Buy", "Limit", "1.00")
    desk.tab("Orders")
    desk.wait_row("Orders", r"1\.00")
    desk.screenshot("working")
    desk.click(desk.row_button("Orders", r"1\.00", "Cancel"))
    desk.wait_no_row("Orders", r"1\.00")
    desk.choose("Order type", "Market")


def reverse_and_close():
    """a position is reversed, then closed, by one click each"""
    desk.tab("Positions")
    desk.click(desk.row_button("Positions", r"\b100\b", "^Close it and open"))
    desk.wait_row("Positions", r"[−-]100\b")
    desk.click(desk.row_button("Positions", r"100\b", "^Close this"))
    desk.wait_no_row("Positions", r"100\b")
    check(not desk.cli("positions"), "no position is left")


def why_this_price():
    """a fill tells why it got its price"""
    desk.tab("Fills")
    desk.click(desk.find_all(BUTTON, "^Why|certificate|price", within=desk.table("Fills"))[0])
    desk.wait_text("(?i)quote")
    desk.screenshot("why")
    desk.key("Escape")


def keyboard_only():
    """a whole trade by keyboard: Ctrl+2, Ctrl+B, quantity, Enter"""
    desk.key("ctrl+1")
    desk.wait_text("Movers|Market movers|Holdings|Recent activity")
    desk.key("ctrl+2")
    desk.key("ctrl+b")
    time.sleep(0.3)
    desk.key("ctrl+a")
    desk.type("37")
    desk.wait(lambda: desk.ready_button("Buy", 37), "the ticket's button for 37 shares")
    desk.key("Return")
    desk.tab("Positions")
    desk.wait_row("Positions", r"\b37\b")


def side_keys():
    """S and B set the side, arrows step the quantity"""
    desk.key("ctrl+b")
    time.sleep(0.2)
    desk.key("s")
    desk.wait(lambda: desk.ready_button("Sell", r"\d+"), "the button to sell")
    desk.key("b")
    desk.wait(lambda: desk.ready_button("Buy", r"\d+"), "the button to buy")
    desk.set_field("Quantity", "50")
    desk.key("Up")
    desk.wait(lambda: desk.ready_button("Buy", 51), "51 after an arrow up")
    desk.key("shift+Down")
    desk.wait(lambda: desk.ready_button("Buy", 41), "41 after ten down")


def panels_by_f6():
    """F6 goes round the panels"""
    seen = []
    for _ in range(8):
        desk.key("F6")
        time.sleep(0.15)
        focused = [n for n in desk.walk() if n.get_state_set().contains(desk.atspi.StateType.FOCUSED)]
        if focused:
            box = focused[-1].get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)
            seen.append((focused[-1].get_role_name(), box.x, box.y))
    check(len(set(seen)) >= 4, f"at least four panels get the focus: {seen}")


def refused_order():
    """an order that can't be sent says why, and its button is off"""
    desk.set_field("Quantity", "0")
    desk.wait(lambda: not desk.ready_button("Buy", r"\d+"), "the button to be off")
    desk.set_field("Quantity", "99999999")
    desk.wait_text("(?i)buying power")
    desk.screenshot("refused")
    desk.set_field("Quantity", "10")
    desk.wait(lambda: desk.ready_button("Buy", 10), "the button to be on again")


def kill_switch():
    """the kill switch stops new orders, and lets them pass again"""
    def press(label):
        desk.click(desk.find_all(BUTTON, "^Stop trading$")[-1])
        time.sleep(0.3)
        desk.press(label)

    press("Stop New Orders")
    desk.wait(lambda: desk.cli("account")["halted"], "the account to be stopped")
    desk.screenshot("stopped")
    desk.cli("order", "buy", "1", "ADSR", expect=1)
    press("Stop New Orders|Allow")
    desk.wait(lambda: not desk.cli("account")["halted"], "the account to go on")
    desk.cli("order", "buy", "1", "ADSR")


def flatten():
    """cancel all and close all from the header: two clicks to safety"""
    desk.click(desk.find_all(BUTTON, "^Stop trading$")[-1])
    time.sleep(0.3)
    desk.press("^Cancel All and Close All Positions")
    desk.wait(lambda: not desk.cli("positions"), "all positions to be closed")


def command_line():
    """an order of the command line appears in the window that owns the profile"""
    desk.tab("Orders")
    order = desk.cli("order", "buy", "7", "ADSR", "limit", "2.50")
    desk.wait_row("Orders", r"2\.50")
    desk.cli("cancel", str(order["number"]))
    desk.wait_no_row("Orders", r"2\.50")


def tests(opened):
    global desk
    desk = opened
    return [start, buy_at_market, limit_order, reverse_and_close, why_this_price, keyboard_only, side_keys, refused_order, panels_by_f6, kill_switch, flatten, command_line]


if __name__ == "__main__":
    play(tests)
