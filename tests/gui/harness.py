# SPDX-License-Identifier: GPL-3.0-or-later
"""A real window under a virtual display, driven as assistive technology and a mouse drive it.

    with Session(binary, out="…") as session:
        session.start_app()
        session.press("Buy")
        session.screenshot("ticket")

Everything lives in a temporary home: no setting, profile or socket of the user is touched.
Needs Xvfb, dbus-daemon, at-spi2-core, xdotool, ImageMagick and the Atspi typelib.
"""
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time

TIMEOUT_S = 20.0
POLL_S = 0.05


class Missing(Exception):
    """A tool that the window tests need is not installed."""


class Failed(AssertionError):
    """The window did not do what was expected."""


def require_tools():
    try:
        import gi

        gi.require_version("Atspi", "2.0")
    except (ImportError, ValueError):
        raise Missing("python3-gi with the Atspi typelib") from None
    for tool in ("Xvfb", "dbus-daemon", "xdotool", "import"):
        if shutil.which(tool) is None:
            raise Missing(tool)


class Session:
    def __init__(self, binary, schema_dir=None, out=None, size=(1280, 800), home=None, dark=None):
        require_tools()
        self.binary = binary
        self.size = size
        self.out = out
        self.app_process = None
        self.processes = []
        self.own_home = home is None
        self.home = home or tempfile.mkdtemp(prefix="bw-gui-")
        self.env = dict(os.environ)
        self.env.update(
            HOME=self.home,
            XDG_DATA_HOME=os.path.join(self.home, "data"),
            XDG_CONFIG_HOME=os.path.join(self.home, "config"),
            XDG_CACHE_HOME=os.path.join(self.home, "cache"),
            XDG_RUNTIME_DIR=os.path.join(self.home, "run"),
            GDK_BACKEND="x11",
            GSK_RENDERER="cairo",
            GTK_A11Y="atspi",
            GSETTINGS_BACKEND="keyfile",
            LC_ALL="C.UTF-8",
            TZ="UTC",
        )
        self.env.pop("WAYLAND_DISPLAY", None)
        if schema_dir:
            self.env["GSETTINGS_SCHEMA_DIR"] = schema_dir
        if dark is not None:
            self.env["ADW_DEBUG_COLOR_SCHEME"] = "prefer-dark" if dark else "prefer-light"

    def __enter__(self):
        if self.out:
            os.makedirs(self.out, exist_ok=True)
        for name in ("data", "config", "cache", "run"):
            os.makedirs(os.path.join(self.home, name), mode=0o700, exist_ok=True)
        self._start_display()
        self._start_bus()
        for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            os.environ[name] = self.env[name]
        import gi

        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi

        self.atspi = Atspi
        Atspi.set_timeout(5000, 15000)
        return self

    def __exit__(self, kind, value, trace):
        if kind is not None and self.out:
            try:
                self.screenshot("failure")
            except Exception:
                pass
        self.stop_app()
        for process in reversed(self.processes):
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        if self.own_home:
            shutil.rmtree(self.home, ignore_errors=True)

    def _start_display(self):
        """A display of our own: by number, because Xvfb takes no lock when it picks one itself."""
        width, height = self.size
        for _ in range(20):
            number = random.randint(100, 60000)
            read_end, write_end = os.pipe()
            xvfb = subprocess.Popen(
                ["Xvfb", f":{number}", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24",
                 "-nolisten", "tcp", "-noreset"], pass_fds=(write_end,), stderr=subprocess.DEVNULL)
            os.close(write_end)
            with os.fdopen(read_end) as answer:  # to the end of the line: Xvfb dies of a pipe closed before
                is_ready = answer.readline().endswith("\n")
            if is_ready:
                self.processes.append(xvfb)
                self.env["DISPLAY"] = f":{number}"
                return
            xvfb.wait()
        raise Failed("Xvfb did not start")

    def _start_bus(self):
        bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--print-address=1"],
                               stdout=subprocess.PIPE, env=self.env, stderr=subprocess.DEVNULL)
        self.processes.append(bus)
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()

    # The application

    def start_app(self, *arguments, title="Bellwether"):
        log = open(os.path.join(self.out, "app.log") if self.out else os.devnull, "ab")
        self.app_process = subprocess.Popen([self.binary, *arguments], env=self.env, stdout=log, stderr=log)
        self.wait(lambda: self.xdotool("search", "--onlyvisible", "--name", title), "the window")
        self.wait(lambda: self.application() is not None, "the window on the accessibility bus")

    def stop_app(self):
        """Ends it as a session manager does, and waits. Returns its exit code."""
        if self.app_process is None:
            return 0
        if self.app_process.poll() is None:
            self.app_process.send_signal(signal.SIGTERM)
            try:
                self.app_process.wait(15)
            except subprocess.TimeoutExpired:
                self.app_process.kill()
                self.app_process.wait()
        code = self.app_process.returncode
        self.app_process = None
        return code

    def kill_app(self):
        self.app_process.kill()
        self.app_process.wait()
        self.app_process = None

    def application(self):
        desktop = self.atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(i)
            try:
                if child is not None and child.get_process_id() == self.app_process.pid:
                    return child
            except Exception:
                continue
        return None

    # Waiting and finding

    def wait(self, condition, what, timeout_s=TIMEOUT_S):
        deadline = time.monotonic() + timeout_s
        while True:
            try:
                result = condition()
            except Failed:
                raise
            except Exception:
                result = None
            if result:
                return result
            if self.app_process is not None and self.app_process.poll() is not None:
                raise Failed(f"the application ended (exit {self.app_process.returncode}) while waiting for {what}")
            if time.monotonic() > deadline:
                raise Failed(f"waited {timeout_s:g} s for {what}")
            time.sleep(POLL_S)

    def walk(self, node=None, showing_only=True):
        """Every widget from one on, each before what is in it, asked for when its turn comes: the market moves.
        By a stack, for a tree thirty deep is walked often."""
        node = node or self.application()
        visible = self.atspi.StateType.VISIBLE
        if node is None:
            return
        yield node
        stack = [self.children(node)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            try:
                if showing_only and not child.get_state_set().contains(visible):
                    continue
            except Exception:
                continue
            yield child
            stack.append(self.children(child))

    @staticmethod
    def children(node):
        """One by one; those that go meanwhile are left out."""
        try:
            n_children = min(node.get_child_count(), 500)
        except Exception:
            return
        for i in range(n_children):
            try:
                child = node.get_child_at_index(i)
            except Exception:
                continue
            if child is not None:
                yield child

    def find_all(self, role=None, name=None, within=None, showing_only=True, description=None):
        """What is there now; a widget that goes while it is asked is not there."""
        name = re.compile(name) if name is not None else None
        description = re.compile(description) if description is not None else None
        roles = role.split("|") if role is not None else None
        found = []
        for node in self.walk(within, showing_only):
            try:
                if roles is not None and node.get_role_name() not in roles:
                    continue
                if name is not None and not name.search(node.get_name() or ""):
                    continue
                if description is not None and not description.search(node.get_description() or ""):
                    continue
            except Exception:
                continue
            found.append(node)
        return found

    def find(self, role=None, name=None, within=None, timeout_s=TIMEOUT_S):
        what = f"{role or 'something'} named “{name}”"
        return self.wait(lambda: self.find_all(role, name, within), what, timeout_s)[0]

    def texts(self, within=None):
        """All that can be read, for 'does it say …'."""
        found = []
        for node in self.walk(within):
            try:
                found.append(node.get_name())
            except Exception:
                continue
        return [text for text in found if text]

    def wait_text(self, pattern, within=None, timeout_s=TIMEOUT_S):
        expression = re.compile(pattern)
        return self.wait(lambda: next((t for t in self.texts(within) if expression.search(t)), None),
                         f"the text “{pattern}”", timeout_s)

    # Acting

    def act(self, node, index=0):
        action = node.get_action_iface()
        if action is None or not action.do_action(index):
            raise Failed(f"{node.get_role_name()} “{node.get_name()}” can't be acted on")

    def press(self, name, role="push button", within=None):
        self.act(self.find(role, name, within))

    def position(self, node):
        box = node.get_component_iface().get_extents(self.atspi.CoordType.WINDOW)
        return box.x + box.width // 2, box.y + box.height // 2

    def click(self, node, button=1):
        x, y = self.position(node)
        self.click_at(x, y, button)

    def click_at(self, x, y, button=1):
        """As a hand does it: on a way there, for a pointer that leaps misses what it leaves; then down, then up."""
        for dx, dy in ((-60, 150 if y < 600 else -150), (-5, 3), (0, 0)):
            self.xdotool("mousemove", str(max(x + dx, 1)), str(max(y + dy, 1)))
            time.sleep(0.04)
        self.xdotool("mousedown", str(button))
        time.sleep(0.05)
        self.xdotool("mouseup", str(button))

    def drag(self, start, end, steps=12):
        self.xdotool("mousemove", *map(str, start))
        self.xdotool("mousedown", "1")
        for i in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * i // steps
            y = start[1] + (end[1] - start[1]) * i // steps
            self.xdotool("mousemove", str(x), str(y))
            time.sleep(0.02)
        self.xdotool("mouseup", "1")

    def key(self, *keys):
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)
            time.sleep(0.03)

    def type(self, text):
        self.xdotool("type", "--delay", "8", text)

    def text_of(self, node):
        """What a field says."""
        return self.atspi.Text.get_text(node, 0, self.atspi.Text.get_character_count(node))

    def set_text(self, node, text):
        editable = node.get_editable_text_iface()
        if editable is None or not editable.set_text_contents(text):
            raise Failed(f"{node.get_role_name()} “{node.get_name()}” takes no text")

    def xdotool(self, *arguments):
        done = subprocess.run(["xdotool", *arguments], env=self.env, capture_output=True, text=True, timeout=20)
        return done.stdout.strip() if done.returncode == 0 else ""

    def resize(self, width, height, title="Bellwether"):
        window = self.xdotool("search", "--onlyvisible", "--name", title).split("\n")[0]
        self.xdotool("windowsize", "--sync", window, str(width), str(height))

    def screenshot(self, name):
        os.makedirs(self.out, exist_ok=True)
        path = os.path.join(self.out, name + ".png")
        subprocess.run(["import", "-window", "root", path], env=self.env, check=True, timeout=30)
        return path
