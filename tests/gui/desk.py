# SPDX-License-Identifier: GPL-3.0-or-later
"""Bellwether's window as a trader uses it, and the tests' way of telling what passed (TAP).

    with Desk(arguments()) as desk:
        desk.open()
        desk.send(100, "Buy")
        desk.wait_row("Positions", r"\\+?100")
"""
import json
import os
import re
import subprocess
import sys
import time
import traceback
import warnings

from harness import Failed, Missing, Session

warnings.simplefilter("ignore")

BUTTON = "push button"
MONEY = re.compile(r"[−-]?[\d,]+\.\d\d")


def build_folder():
    """The build tree: the first argument, or the environment's."""
    path = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("BW_TEST_BUILD", "build")
    return os.path.abspath(path)


def number(text):
    return float(MONEY.search(text.replace("$", "")).group().replace(",", "").replace("−", "-"))


class Desk(Session):
    def __init__(self, build=None, out=None, **options):
        self.build = build or build_folder()
        out = out or os.path.join(self.build, "gui-out", os.path.basename(sys.argv[0]).removesuffix(".py"))
        super().__init__(os.path.join(self.build, "src/app/bellwether"),
                         schema_dir=os.path.join(self.build, "data"), out=out, **options)
        self.env["G_DEBUG"] = "fatal-criticals"
        self.tables = {}
        self.profile = os.path.join(self.home, "profile")

    def open(self, *arguments):
        self.tables = {}
        self.start_app("--profile", self.profile, *arguments)
        self.wait(lambda: self.clock() is not None, "the market's clock")

    def quit(self):
        """Closes the window as its own button does, and waits for the end of the process."""
        process = self.app_process
        self.app_process = None
        return self.quit_process(process)

    def quit_process(self, process):
        self.act(self.find_all(BUTTON, "^Close$", self.application_of(process.pid))[-1])
        try:
            return process.wait(20)
        except subprocess.TimeoutExpired:
            self.app_process = process
            raise Failed("the application is still there 20 s after its window was closed") from None

    def cli(self, command, *arguments, expect=0):
        done = subprocess.run([os.path.join(self.build, "src/cli/bellwether-cli"), command, *arguments,
                               "--profile", self.profile, "--json"],
                              env=self.env, capture_output=True, text=True, timeout=60)
        if done.returncode != expect:
            raise Failed(f"bellwether-cli {command} ended with {done.returncode}: {done.stderr}{done.stdout}")
        return json.loads(done.stdout) if done.stdout.strip() else None

    def application_of(self, pid):
        desktop = self.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            try:
                if child is not None and child.get_process_id() == pid:
                    return child
            except Exception:
                continue
        raise Failed("the application left the accessibility bus")

    # What is to be read

    def frame(self, title):
        return self.find("frame|dialog", title)

    def described(self, description):
        """The labels whose tooltip begins so."""
        return self.find_all("label", description="^" + description)

    def clock(self):
        found = self.described("Here: ")
        return found[0].get_name() if found else None

    def equity(self):
        return number(self.described("Equity:")[0].get_name())

    def table(self, name):
        """Remembered: a search asks for every widget of the window."""
        known = self.tables.get(name)
        try:
            if known is not None and known.get_name() == name and known.get_child_count() > 0:
                return known
        except Exception:
            pass
        self.tables[name] = self.find("tree table", f"^{name}$")
        return self.tables[name]

    def rows(self, name):
        """The texts of a table's rows, each joined by spaces; without its heading."""
        rows = [r for r in self.find_all("table row", within=self.table(name))]
        texts = [" ".join(self.texts_of_labels(r)) for r in rows[1:]]
        return [t for t in texts if t.strip()]

    def texts_of_labels(self, node):
        return [text for text in (self.name_of(n) for n in self.find_all("label", within=node)) if text]

    @staticmethod
    def name_of(node):
        """Its name; none of one that has gone meanwhile."""
        try:
            return node.get_name()
        except Exception:
            return None

    def wait_row(self, table, pattern, timeout_s=20):
        expression = re.compile(pattern)
        return self.wait(lambda: next((r for r in self.rows(table) if expression.search(r)), None),
                         f"a row like “{pattern}” in {table}", timeout_s)

    def wait_no_row(self, table, pattern):
        expression = re.compile(pattern)
        self.wait(lambda: not any(expression.search(r) for r in self.rows(table)), f"no row like “{pattern}” in {table}")

    def row_button(self, table, pattern, label):
        expression = re.compile(pattern)
        for row in self.find_all("table row", within=self.table(table)):
            if expression.search(" ".join(self.texts_of_labels(row))):
                return self.find_all(BUTTON, label, within=row)[0]
        raise Failed(f"no row like “{pattern}” in {table}")

    def in_preferences(self, node):
        while node is not None and node.get_role_name() not in ("frame", "dialog"):
            node = node.get_parent()
        return node is not None and node.get_name() == "Preferences"

    # What is to be done

    def extents(self, node):
        return node.get_component_iface().get_extents(self.atspi.CoordType.WINDOW)

    def pane_of(self, node):
        """The pane that it is scrolled in; None without one."""
        while node is not None and node.get_role_name() not in ("frame", "dialog", "window", "scroll pane"):
            node = node.get_parent()
        return node if node is not None and node.get_role_name() == "scroll pane" else None

    def reveal(self, node):
        """Turns the wheel until it can be seen."""
        pane = self.pane_of(node)
        for _ in range(40 if pane is not None else 0):
            view, box = self.extents(pane), self.extents(node)
            if view.y <= box.y and box.y + box.height <= view.y + view.height:
                return
            self.xdotool("mousemove", str(view.x + view.width // 2), str(view.y + 12))
            self.xdotool("click", "4" if box.y < view.y else "5")
            time.sleep(0.12)

    def click(self, node, button=1):
        self.reveal(node)
        super().click(node, button)

    def type_into(self, name, text):
        """By hand: a click into the field, all of it away, the new text."""
        self.click(self.find("text", f"^{name}$"))
        self.key("ctrl+a", "BackSpace")
        self.type(text)

    def field_text(self, name):
        return self.text_of(self.find("text", f"^{name}$"))

    def page(self, name):
        self.click(self.find(BUTTON, f"^{name}$"))

    def tab(self, name):
        self.click(self.find(BUTTON, f"^{name}$"))

    def choose(self, combo, item):
        """Picks an entry of a drop-down, and looks whether it was taken: a list that opens for the first
        time on a busy machine may swallow keys."""
        for _ in range(3):
            self.choose_once(self.find("combo box", f"^{combo}$"), combo, item)
            taken = self.texts_of_labels(self.find("combo box", f"^{combo}$"))  # a choice may have made it anew
            if item in taken:
                return
        raise Failed(f"{combo} doesn't take “{item}”: {taken}")

    def choose_once(self, box, combo, item):
        """Opens it by a click, goes to the entry by the keys."""
        def entries():  # a row's drop-down has a list of its own for what is chosen, first
            lists = [self.texts_of_labels(l) for l in self.find_all("list box|list", within=box)]
            return lists[-1] if lists and item in lists[-1] and len(lists[-1]) > 1 else None

        # From afar: where another list lay a moment ago, X tells of no pointer until it has been elsewhere.
        self.reveal(box)
        self.xdotool("mousemove", "600", "300")
        time.sleep(0.15)
        self.click(box)
        names = self.wait(entries, f"the entries of {combo}")
        time.sleep(0.2)
        self.key("Home")
        for _ in range(names.index(item)):
            time.sleep(0.05)
            self.key("Down")
        time.sleep(0.1)
        self.key("Return")
        self.wait(lambda: not entries(), f"the entries of {combo} to go")
        time.sleep(0.2)  # what it changed in the rows below it settles

    def command(self, words):
        """What Ctrl+K finds first for these words."""
        self.key("ctrl+k")
        time.sleep(0.4)
        self.type(words)
        time.sleep(0.4)
        self.key("Return")

    def set_field(self, name, text):
        entry = self.find("text", f"^{name}$")
        self.set_text(entry, text)
        return entry

    def send(self, quantity, side, order_type="Market", limit=None):
        """Fills the ticket with the mouse and presses its button."""
        self.click(self.find(BUTTON, f"^{side}$"))
        self.set_field("Quantity", str(quantity))
        if order_type != "Market":
            self.choose("Order type", order_type)
        if limit is not None:
            self.set_field("Limit price|Limit", limit)
        self.wait(lambda: self.ready_button(side, quantity), "the ticket's button")
        time.sleep(0.4)  # the fields that came with the type settle
        self.click(self.ready_button(side, quantity))

    def ready_button(self, side, quantity):
        found = self.find_all(BUTTON, rf"^(Buy|Sell|Sell short|{side}).* {quantity} ")
        return found[0] if found and found[0].get_state_set().contains(self.atspi.StateType.SENSITIVE) else None


def run(*tests):
    """Runs the tests in order, telling each in TAP. What can't run says why. Exits."""
    print(f"1..{len(tests)}", flush=True)
    failed = False
    for i, test in enumerate(tests, 1):
        title = (test.__doc__ or test.__name__).strip().split("\n")[0]
        started = time.monotonic()
        try:
            test()
        except Missing as missing:
            print(f"ok {i} - {title} # SKIP {missing} is not installed", flush=True)
            continue
        except Exception:
            failed = True
            for line in traceback.format_exc().splitlines():
                print("# " + line)
            print(f"not ok {i} - {title}", flush=True)
            continue
        print(f"ok {i} - {title}\n# took {time.monotonic() - started:.1f} s", flush=True)
    sys.exit(1 if failed else 0)


def play(make_tests, **options):
    """Runs a program of tests on a freshly opened window: make_tests gets the desk, gives the tests."""
    try:
        desk = Desk(**options)
        with desk:
            desk.open()
            run(*make_tests(desk))
    except Missing as missing:
        print(f"1..0 # SKIP {missing} is not installed", flush=True)


def check(condition, what):
    if not condition:
        raise Failed(what)
