#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Things made to happen in the practice market, and where the window says so."""
import datetime
import time

from desk import BUTTON, check, play

desk = None
HALTED = r"^Halted by you, since \d\d:\d\d"


def chart_box():
    chart = next(n for n in desk.walk() if n.get_role_name() == "image" and "Price chart" in
                 (n.get_description() or "") + (n.get_name() or ""))
    return chart.get_component_iface().get_extents(desk.atspi.CoordType.WINDOW)


def choose_of_menu(label):
    """Goes to an entry of the menu that is open by the keys, as it is drawn on a surface of its own."""
    names = desk.wait(lambda: [n.get_name() for n in desk.find_all("menu item")], "the menu's entries")
    place = next(i for i, name in enumerate(names) if label in name)
    time.sleep(0.3)
    desk.key(*["Down"] * place, "Return")
    return desk.frame("^Practice Event$")


def make_happen(event, percent=None):
    """Chooses the event in the dialog and presses its button; closes it."""
    if event != "Halt trading":
        desk.choose("Event", event)
    if percent is not None:
        desk.set_text(desk.find("spin button", "^Percent"), percent)
    time.sleep(0.4)
    desk.screenshot("dialog-" + event.split()[0].lower())
    desk.click(desk.find(BUTTON, "Make It Happen"))
    desk.wait_text("^Done\\.", within=desk.frame("^Practice Event$"))
    desk.key("Escape")
    desk.wait(lambda: not desk.find_all("frame|dialog", "^Practice Event$"), "the dialog's end")
    time.sleep(0.3)


def from_chart(event, percent=None):
    """By a right click on the chart."""
    box = chart_box()
    desk.click_at(box.x + box.width // 3, box.y + box.height // 2, 3)
    choose_of_menu("Practice Event")
    make_happen(event, percent)


def go_on(seconds):
    """So much of the market's time passes, at full speed."""
    now = datetime.datetime.fromisoformat(desk.cli("timelines")[0]["now"].replace("Z", "+00:00"))
    desk.cli("jump", (now + datetime.timedelta(seconds=seconds)).isoformat())


def last_price():
    return float(desk.cli("bars", desk.symbol, "--timeframe", "1m")[-1]["close"])


def halt():
    """a halt from the chart's menu is said by the ticket, the watchlist and the News panel"""
    desk.symbol = desk.rows("Watchlist")[0].split()[0]
    desk.tab("News")
    from_chart("Halt trading")
    desk.wait_text(HALTED)
    desk.wait_row("Watchlist", rf"^{desk.symbol} .*Halted")
    desk.wait_row("News and events", rf"{desk.symbol} Halt Trading halted: by you")
    desk.screenshot("halted")


def refused_twice():
    """what can't be is refused beside the fields"""
    done = desk.cli("inject", "halt", desk.symbol, expect=1)
    check(done is None, "a second halt is refused")


def waits():
    """an order sent into the halt waits for its end"""
    desk.send(5, "Buy")
    desk.tab("Orders")
    desk.wait_row("Orders", rf"{desk.symbol} Buy 5 ")
    check(not desk.cli("positions"), "it waits")
    desk.screenshot("waits-for-resumption")
    desk.tab("News")


def resumed_by_keys():
    """the menu key asks for the same menu; trading goes on"""
    box = chart_box()
    desk.click_at(box.x + box.width // 3, box.y + box.height // 2)
    desk.key("shift+F10")
    choose_of_menu("Practice Event")
    make_happen("Resume trading")
    desk.wait_row("News and events", rf"{desk.symbol} Resumed Trading again")
    desk.wait_no_row("Watchlist", rf"^{desk.symbol} .*Halted")


def goes():
    """trading again: no panel speaks of a halt any more, and the order goes"""
    desk.wait(lambda: not desk.find_all("label", HALTED), "the ticket and the book to speak of no halt")
    desk.tab("Positions")
    desk.wait_row("Positions", rf"{desk.symbol} \+?5 ")
    desk.screenshot("resumed")
    desk.tab("News")


def good_news():
    """a headline fills the News panel"""
    desk.cli("inject", "good-news", desk.symbol)
    desk.wait_row("News and events", rf"{desk.symbol} News ")
    desk.screenshot("news")


def survives():
    """the list is there again after a restart"""
    desk.quit()
    desk.open()
    desk.tab("News")
    desk.wait_row("News and events", rf"{desk.symbol} Halt ")
    desk.screenshot("restarted")


def gap():
    """a gap of fifteen percent down leaves the price band: a pause of five minutes, then the new price"""
    desk.cli("play", "--pause")
    before = last_price()
    from_chart("Price gap", "-15")
    go_on(120)
    desk.wait_text(r"LULD pause until \d\d:\d\d")
    desk.screenshot("luld")
    go_on(360)
    desk.wait_no_row("Watchlist", rf"^{desk.symbol} .*(Halted|LULD)")
    check(last_price() < before * 0.9, f"from {before} to {last_price()}")


def market_falls():
    """a fall of nine percent stops the whole market, whatever the day was before"""
    from_chart("Whole market moves", "-9")
    go_on(10)
    desk.wait_text("Market halted: −7 %")
    desk.wait(lambda: sum("Halted" in row for row in desk.rows("Watchlist")) > 5, "halts in the watchlist")
    desk.screenshot("breaker")


def auction():
    """before the close the book tells what the auction would pair, at which price, and what is left over"""
    desk.cli("jump", "2026-03-02T15:51:00-05:00")
    desk.tab("Book")
    text = desk.wait_text(r"^Practice closing auction: indicative [\d,.]+, paired [\d,]+, ([\d,]+ to (buy|sell)|balanced)")
    desk.screenshot("auction")
    row = next(row for row in desk.cli("symbols") if row["symbol"] == desk.symbol)
    check(row["auction"]["auction"] == "close" and float(row["auction"]["paired"]) > 0 and "borrow_rate" in row,
          f"the command line tells it, too: {row}")
    desk.tab("Info")
    desk.wait_text("^Auction, imbalance$")
    desk.wait_text("to borrow, .* a year")
    time.sleep(0.4)
    desk.screenshot("auction-info")
    desk.tab("Book")
    desk.cli("jump", "2026-03-02T16:01:00-05:00")
    desk.wait(lambda: text and not any("closing auction" in t for t in desk.texts()), "the auction's end")


def renamed():
    """from the next morning on it has another symbol: the watchlist, the position, the order and the chart follow"""
    desk.cli("inject", "rename", desk.symbol)
    desk.cli("order", "buy", "5", desk.symbol, "limit", "1.00", "--tif", "gtc")
    names = {row["name"]: row["symbol"] for row in desk.cli("symbols")}
    company = next(name for name, symbol in names.items() if symbol == desk.symbol)
    desk.cli("jump", "2026-03-03T08:05:00-05:00")
    symbol = desk.wait(lambda: next(row["symbol"] for row in desk.cli("symbols")
                                    if row["name"] == company and row["symbol"] != desk.symbol), "the new symbol")
    desk.wait_row("Watchlist", rf"^{symbol} ")
    desk.wait_text(rf"^Chart {symbol} ")
    desk.wait_row("News and events", rf"New symbol {symbol}")
    check([o["symbol"] for o in desk.cli("orders", "--status", "working")] == [symbol], "the order follows")
    check(desk.cli("bars", symbol, "--timeframe", "1d"), "its past is found")
    desk.screenshot("renamed")
    check("agree" in desk.cli("verify")["report"], "the books agree")
    desk.symbol = symbol


def narrow():
    """the list fits a narrow window"""
    desk.resize(560, 800)
    desk.screenshot("narrow")


def make_tests(new_desk):
    global desk
    desk = new_desk
    return [halt, refused_twice, waits, resumed_by_keys, goes, good_news, survives, gap, market_falls, auction, renamed, narrow]


if __name__ == "__main__":
    play(make_tests)
