# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests of alerts do more than once."""
import datetime
import re
import time


def field(desk, dialog, name):
    """An entry row's field, by the row's title."""
    return desk.find("text", name, within=dialog)


def chart_box(desk):
    chart = next(n for n in desk.walk() if n.get_role_name() == "image" and "Price chart" in
                 (n.get_description() or "") + (n.get_name() or ""))
    return chart.get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)


def ask_at(desk, share):
    """The chart's menu so far down, and its entry for an alert there."""
    box = chart_box(desk)
    desk.click_at(box.x + box.width // 3, int(box.y + box.height * share), 3)
    names = desk.wait(lambda: [n.get_name() for n in desk.find_all("menu item")], "the menu's entries")
    place = next(i for i, name in enumerate(names) if name.startswith("Alert at"))
    time.sleep(0.3)
    desk.key(*["Down"] * place, "Return")


def last_price(desk):
    return float(desk.cli("bars", desk.symbol, "--timeframe", "1m")[-1]["close"])


def go_on(desk, seconds):
    """So much of the market's time passes, at full speed."""
    now = datetime.datetime.fromisoformat(desk.cli("timelines")[0]["now"].replace("Z", "+00:00"))
    desk.cli("jump", (now + datetime.timedelta(seconds=seconds)).isoformat())


def bell(desk):
    return desk.find("push button", "^Notifications")


def unread(desk):
    """What the bell counts, as it tells a screen reader."""
    found = re.search(r"(\d+) unread", bell(desk).get_name())
    return int(found.group(1)) if found else 0


def open_centre(desk, pattern):
    """Opens the bell's list; the row that says so."""
    desk.click(bell(desk))
    return desk.find("list item", pattern)


def row(desk, pattern):
    expression = re.compile(pattern)
    return next(r for r in desk.find_all("table row", within=desk.table("Alerts"))
                if expression.search(" ".join(desk.texts_of_labels(r))))
