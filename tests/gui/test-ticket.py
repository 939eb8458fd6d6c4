#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of order, placed by mouse and keys in the ticket, as the engine got it and the blotter shows it."""
import time

from desk import BUTTON, check, play

desk = None


def orders():
    return {order["number"]: order for order in desk.cli("orders")}


def press_send(side="Buy|Sell"):
    """Presses the ticket's button; gives the order that came of it."""
    before = orders()
    button = desk.wait(lambda: next((b for b in desk.find_all(BUTTON, rf"^({side}) .*ADSR")
                                     if b.get_state_set().contains(desk.atspi.StateType.SENSITIVE)), None),
                       "the ticket's button")
    time.sleep(0.3)  # the fields that came with the type settle
    desk.click(button)
    return desk.wait(lambda: next((o for n, o in orders().items() if n not in before), None), "a new order")


def side(name):
    desk.click(desk.find(BUTTON, f"^{name}$"))


def tick(name):
    desk.click(desk.find("check box", f"^{name}"))


def last():
    return float(desk.cli("bars", "ADSR", "--timeframe", "1m")[-1]["close"])


def cancel_all():
    desk.cli("cancel", "--all")
    desk.wait(lambda: not [o for o in orders().values() if o["status"] in ("new", "accepted", "held")], "no order to work")


def trailing_amount():
    """a trailing stop by an amount: the blotter says how far it trails"""
    desk.send(50, "Buy")
    desk.wait_row("Positions", r"\b50\b")
    desk.tab("Orders")
    side("Sell")
    desk.type_into("Quantity", "20")
    desk.choose("Order type", "Trailing stop")
    desk.type_into("Trail", "1.50")
    order = press_send("Sell")
    check(order["type"] == "trailing_stop" and float(order["trail_price"]) == 1.5 and order["qty"] == "20", f"{order}")
    desk.wait_row("Orders", r"Trailing stop 1\.50")
    desk.screenshot("trailing")


def trailing_percent():
    """the same by a percentage"""
    desk.choose("Unit of the trail", "%")
    desk.type_into("Trail", "2")
    order = press_send("Sell")
    check(float(order["trail_percent"]) == 2 and order["status"] == "new", f"{order}")
    desk.wait_row("Orders", r"Trailing stop 2.%")
    described = [n.get_description() for n in desk.walk(desk.table("Orders")) if n.get_description()]
    check(any("Trail: 2" in d and "Day" in d for d in described), f"the whole terms on the row: {described}")
    cancel_all()


def reduce_only():
    """'only reduce' is sent when ticked, and not when unticked"""
    desk.choose("Order type", "Limit")
    desk.type_into("Quantity", "5")
    desk.type_into("Limit price", "900")
    tick("Only reduce")
    order = press_send("Sell")
    check(order.get("reduce_only"), f"{order}")
    desk.wait_row("Orders", r"Limit · reduce-only")
    side("Buy")
    desk.type_into("Limit price", "1.00")
    desk.wait_text("There is no position left to reduce")
    desk.screenshot("nothing-to-reduce")
    tick("Only reduce")
    side("Sell")
    desk.type_into("Limit price", "900")
    order = press_send("Sell")
    check(not order.get("reduce_only"), f"{order}")
    cancel_all()


def until_a_day():
    """good till date takes a day, and refuses one that is over beside the field"""
    side("Buy")
    desk.type_into("Limit price", "1.00")
    desk.choose("Time in force", "Good till date")
    desk.type_into("Until", "2020-01-02")
    desk.wait_text("^This day is over")
    desk.type_into("Until", "2026-03-31")
    order = press_send("Buy")
    check(order["time_in_force"] == "gtd" and order["expires_at"].startswith("2026-03-31T"), f"{order}")
    desk.wait_row("Orders", r"31 Mar 2026|2026-03-31")
    desk.choose("Time in force", "Day")
    cancel_all()


def outside_hours():
    """a limit order for before and after hours too"""
    desk.click(desk.find(None, "^More$"))
    desk.find("text", "^Show at a time$")
    tick("Before and after hours")
    order = press_send("Buy")
    check(order.get("extended_hours"), f"{order}")
    desk.wait_row("Orders", r"Limit · extended")
    tick("Before and after hours")


def iceberg():
    """an iceberg shows a part of it at a time"""
    desk.type_into("Quantity", "100")
    desk.type_into("Show at a time", "20")
    order = press_send("Buy")
    check(order["qty"] == "100" and order["display_qty"] == "20", f"{order}")
    desk.wait_row("Orders", r"Limit · iceberg")
    desk.type_into("Show at a time", "")
    cancel_all()


def conditional():
    """a condition is typed by the keys, letters and all, and the order waits for it"""
    desk.type_into("When", "ADSR.bid > 9000")
    check(desk.field_text("When") == "ADSR.bid > 9000", "no letter sets the side")
    order = press_send("Buy")
    check(order["status"] == "held" and order["when"] == "ADSR.bid > 9000", f"{order}")
    desk.wait_row("Orders", r"Limit · conditional")
    desk.screenshot("conditional")
    desk.type_into("When", "")
    cancel_all()


def money():
    """an amount of money buys as many whole shares as it pays for"""
    desk.choose("Order type", "Market")
    desk.choose("Unit of the quantity", "$")
    desk.type_into("Quantity", "500")
    price = last()
    order = press_send("Buy")
    check(abs(float(order["qty"]) - 500 // price) <= 1, f"{order} at {price}")
    desk.wait(lambda: orders()[order["number"]]["status"] == "filled", "it to be filled")
    desk.choose("Unit of the quantity", "shares")


def confirmed():
    """from a value on the ticket asks first; leaving sends nothing"""
    desk.type_into("Quantity", "600")
    before = len(orders())
    button = desk.wait(lambda: desk.ready_button("Buy", 600), "the ticket's button")
    time.sleep(0.6)
    desk.click(button)
    desk.wait_text("^Worth ")
    desk.screenshot("asked")
    desk.key("Escape")
    time.sleep(0.6)
    check(len(orders()) == before, "nothing was sent")
    desk.click(desk.wait(lambda: desk.ready_button("Buy", 600), "the ticket's button"))
    desk.wait_text("^Worth ")
    desk.key("Return")
    desk.wait(lambda: len(orders()) == before + 1, "the order")


def by_keys():
    """arrows step a price by its tick, Enter sends from the field, Escape leaves it"""
    desk.choose("Order type", "Limit")
    desk.type_into("Quantity", "3")
    desk.type_into("Limit price", "2.00")
    desk.key("Up")
    desk.wait(lambda: desk.field_text("Limit price") == "2.01", "a tick more")
    desk.key("shift+Down")
    desk.wait(lambda: desk.field_text("Limit price") == "1.91", "ten ticks less")
    desk.wait(lambda: desk.ready_button("Buy", 3), "the ticket's button")
    before = orders()
    desk.key("Return")
    order = desk.wait(lambda: next((o for n, o in orders().items() if n not in before), None), "the order")
    check(order["limit_price"] == "1.91" and order["qty"] == "3", f"{order}")
    desk.key("Escape")
    time.sleep(0.3)
    focused = [n for n in desk.find_all("text") if n.get_state_set().contains(desk.atspi.StateType.FOCUSED)]
    check(not focused, "no field has the keys")
    cancel_all()


def reasons():
    """what can't be says why beside its field"""
    desk.type_into("Limit price", "1.005")
    desk.wait_text("price step. Round")
    texts = desk.texts()  # in the order they stand; a label that came just now has no extents yet
    reason = next(i for i, text in enumerate(texts) if "price step. Round" in text)
    check(texts.index("Limit price") < reason < texts.index("Time in force"), "right below the limit")
    desk.screenshot("reason")
    desk.type_into("Limit price", "1.00")


def tests(opened):
    global desk
    desk = opened
    return [trailing_amount, trailing_percent, reduce_only, until_a_day, outside_hours, iceberg, conditional, money,
            confirmed, by_keys, reasons]


if __name__ == "__main__":
    play(tests)
