#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Brackets and conditions from the ticket of a real window."""
from desk import check, play

desk = None


def unfold():
    """what few orders need is folded away until it is asked for"""
    check(not desk.find_all(None, "^Take profit$"), "the ticket is simple at first")
    desk.click(desk.find(None, "^More$"))
    desk.wait(lambda: desk.find_all("text", "^Take profit$"), "the fields to unfold")


def bracket():
    """a bracket: an entry that fills, two legs that work"""
    desk.set_field("Take profit", "9000")
    desk.set_field("Stop loss", "0.5")
    desk.screenshot("ticket-more")
    desk.send(5, "Buy")
    desk.wait_row("Positions", r"\b5\b")
    orders = desk.cli("orders")
    legs = sorted(order["leg"] for order in orders if order.get("leg"))
    check(legs == ["stop_loss", "take_profit"], f"both legs work: {orders}")
    desk.tab("Orders")
    desk.wait_row("Orders", r"9,?000")
    desk.screenshot("bracket-orders")


def wrong_side():
    """a stop above the market is refused beside its field"""
    desk.set_field("Stop loss", "8999")
    desk.wait_text("wrong side")
    desk.screenshot("wrong-side")
    desk.set_field("Stop loss", "")
    desk.set_field("Take profit", "")


def condition():
    """a condition tells where it can't be understood, then waits"""
    desk.set_field("When", "NOSUCH > 5")
    desk.wait_text("Letter 1: a symbol that exists")
    desk.screenshot("condition-error")
    desk.set_field("When", "equity < 1")
    desk.send(3, "Buy")
    desk.wait(lambda: any(order["waits"] for order in desk.cli("orders")), "an order that waits")
    desk.screenshot("waiting")


def make_tests(new_desk):
    global desk
    desk = new_desk
    return [unfold, bracket, wrong_side, condition]


if __name__ == "__main__":
    play(make_tests)
