#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules that a machine can guard (STYLE, ARCHITECTURE), as a TAP test.

Every rule first judges small texts of its own, good and bad, so that a rule that can't fail is
itself a failure; then it reads the tree. A line that must bend a rule says so beside itself or on
the line above, with the reason:  /* tidy: allow RULE, because ... */
"""
import os
import re
import subprocess
import sys

ROOMS = ["base", "market", "trading", "indicators", "strategy", "analytics", "chart", "store", "net",
         "connectors", "engine", "ai", "report", "service", "app", "cli"]

# Library headers and the only rooms that may see them.
LIBRARIES = [
    (re.compile(r"^<(gtk|gdk|gsk|graphene|gtksourceview)\b|^<adwaita\.h"), {"app"}),
    (re.compile(r"^<libsoup/"), {"net", "connectors", "service"}),
    (re.compile(r"^<sqlite3"), {"store"}),
    (re.compile(r"^<(cairo|pango)"), {"report", "app"}),
]

# Pure rooms: no files, sockets, threads, settings or translated text.
PURE_ROOMS = {"trading", "indicators", "analytics", "chart"}
IMPURE_HEADERS = re.compile(
    r"^<(gio|glib/gi18n|glib/gstdio|stdio|unistd|fcntl|pthread|threads|sys/(socket|stat|mman)|time)\b")
BLOCKING = ["g_main_context_iteration", "g_main_loop_run"]

CLOCKS = ["g_get_real_time", "g_get_monotonic_time", "g_get_current_time", "time", "clock",
          "clock_gettime", "gettimeofday", "ftime", "timespec_get", "g_date_time_new_now",
          "g_date_time_new_now_local", "g_date_time_new_now_utc", "g_timer_new", "localtime",
          "localtime_r", "gmtime"]
BANNED = {
    "strcpy": "g_strlcpy", "strcat": "GString", "strncpy": "g_strlcpy", "sprintf": "g_snprintf",
    "vsprintf": "g_vsnprintf", "gets": "a bounded read", "atoi": "a strict parser",
    "atol": "a strict parser", "atoll": "a strict parser", "atof": "a strict parser",
    "strtod": "a strict parser (strtod follows the locale)", "strtof": "a strict parser",
    "strtold": "a strict parser", "sscanf": "a strict parser", "scanf": "a strict parser",
    "fscanf": "a strict parser", "strtok": "g_strsplit", "system": "GSubprocess",
    "popen": "GSubprocess", "alloca": "an array with a bound", "g_alloca": "an array with a bound",
    "g_newa": "an array with a bound", "tmpnam": "g_mkstemp", "mktemp": "g_mkstemp",
    "malloc": "g_new", "calloc": "g_new0", "realloc": "g_renew", "strdup": "g_strdup",
    "rand": "base/random.h", "srand": "base/random.h", "random": "base/random.h",
    "drand48": "base/random.h", "g_random_int": "base/random.h", "g_random_double": "base/random.h",
    "g_random_int_range": "base/random.h", "sleep": "a timeout source", "usleep": "a timeout source",
    "g_usleep": "a condition or a timeout source", "gtk_main_iteration": "an async call",
}

FUNCTION_LINES_MAX = 70
SOURCE_LINES_MAX = 1000
SOURCE_LINES_WARN = 800
HEADER_LINES_MAX = 150

SPDX_TYPES = (".c", ".h", ".py", ".sh", ".ui", ".css", ".sql", ".xml", ".in", ".yml", "meson.build")
UNFINISHED = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
MACHINE_PATH = re.compile(r"(?<![\w.$}])/" r"work\b|\.\./" r"shared\b|/(home|root)" r"/\w+")
ALLOW = re.compile(r"tidy: allow ([a-z-]+),? because \S+")
TOKEN = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)
INCLUDE = re.compile(r"^\s*#\s*include\s+(<[^>]+>|\"[^\"]+\")", re.M)


class File:
    """One text file of the tree: its path from the top, its text, and its text without comments."""

    def __init__(self, path, text):
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.n_lines = len(self.lines) - (1 if text.endswith("\n") else 0)
        parts = path.split("/")
        self.room = parts[1] if len(parts) > 2 and parts[0] == "src" else None
        self.is_c = path.endswith(".c")
        self.is_h = path.endswith(".h")
        self.is_code = self.is_c or self.is_h
        self._bare = None

    @property
    def bare(self):
        """The text with comments and literals blanked, line for line."""
        if self._bare is None:
            self._bare = TOKEN.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), self.text)
        return self._bare

    def line_of(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def allows(self, line, rule):
        for each in (line, line - 1):
            if 1 <= each <= len(self.lines):
                found = ALLOW.search(self.lines[each - 1])
                if found and found.group(1) == rule:
                    return True
        return False

    def calls(self, names):
        """Yields (line, name) of each call of one of @names, not of a member or a declaration of ours."""
        pattern = r"(?<![\w.>])(" + "|".join(map(re.escape, names)) + r")\s*\("
        for match in re.finditer(pattern, self.bare):
            yield self.line_of(match.start()), match.group(1)


def rule_includes(file):
    """Rooms include only rooms below them; libraries are seen in their own rooms alone."""
    if file.room is None or not file.is_code:
        return
    if file.room not in ROOMS:
        yield 1, f"no such room: {file.room}"
        return
    for match in INCLUDE.finditer(file.text):
        line, target = file.line_of(match.start()), match.group(1)
        if target.startswith("<"):
            for pattern, rooms in LIBRARIES:
                if pattern.search(target) and file.room not in rooms:
                    yield line, f"{target} belongs to {', '.join(sorted(rooms))} alone"
            if file.room in PURE_ROOMS and IMPURE_HEADERS.search(target):
                yield line, f"{target} in a pure room"
            continue
        path = target.strip('"')
        other = path.split("/")[0]
        if ".." in path.split("/"):
            yield line, f"{target}: include by path from src/"
        elif "/" in path and other in ROOMS:
            if other != file.room and ROOMS.index(other) >= min(ROOMS.index(file.room), ROOMS.index("app")):
                yield line, f"{file.room} may not see {other}"
            if path.endswith("-private.h") and other != file.room:
                yield line, f"{target} is private to {other}"


def rule_clocks(file):
    """Nobody reads the clock but through base/clock.h."""
    if file.room is None or not file.is_c or file.path == "src/base/clock.c":
        return
    for line, name in file.calls(CLOCKS):
        yield line, f"{name} (): the clock is read through base/clock.h"


def rule_banned(file):
    """Calls that overflow, follow the locale, block, or answer differently each time."""
    if file.room is None or not file.is_code:
        return
    for line, name in file.calls(BANNED):
        yield line, f"{name} (): use {BANNED[name]}"
    if file.room == "app":
        for line, name in file.calls(BLOCKING):
            yield line, f"{name} (): the window never waits"


def rule_floats(file):
    """No floating point in the core's money."""
    if file.room != "trading" or not file.is_code or file.path.startswith("src/trading/scenario/"):
        return
    for match in re.finditer(r"\b(float|double|gfloat|gdouble|bw_fixed_to_double)\b", file.bare):
        yield file.line_of(match.start()), f"{match.group()} in the core"


def functions(file):
    """Yields (name, first line, lines of the body) of each function of a GNU style file."""
    bare = file.bare.split("\n")
    for i, text in enumerate(bare):
        if text.rstrip() != "{":
            continue
        head = i - 1
        while head >= 0 and not bare[head].strip():
            head -= 1
        if head < 0 or not bare[head].rstrip().endswith(")"):
            continue
        while head > 0 and not re.match(r"^\w", bare[head]):
            head -= 1
        name = re.match(r"^(?:[\w\s*]*?)(\w+)\s*\(", bare[head])
        end = i + 1
        while end < len(bare) and bare[end].rstrip() != "}":
            end += 1
        yield name.group(1) if name else "?", i + 1, end - i - 1


def rule_functions(file):
    """A function has at most 70 lines; class_init is a table."""
    if not file.is_c or not file.path.startswith(("src/", "tests/")):
        return
    for name, line, n_lines in functions(file):
        if n_lines > FUNCTION_LINES_MAX and not name.endswith("class_init"):
            yield line, f"{name} has {n_lines} lines, {FUNCTION_LINES_MAX} is the wall"


def rule_sizes(file):
    """A .c file has at most 1000 lines, a header 150."""
    if not file.path.startswith(("src/", "tests/")):
        return
    if file.is_c and file.n_lines > SOURCE_LINES_MAX:
        yield file.n_lines, f"{file.n_lines} lines, {SOURCE_LINES_MAX} is the wall"
    # A header of the tests may hold a rig: code, not an interface.
    if file.is_h and file.path.startswith("src/") and file.n_lines > HEADER_LINES_MAX:
        yield file.n_lines, f"{file.n_lines} lines, {HEADER_LINES_MAX} is the wall"


def rule_heads(file):
    """Every file says its licence at the top; a header has #pragma once."""
    if file.path.endswith(SPDX_TYPES) or (file.text.startswith("#!") and "\n" in file.text):
        if not any("SPDX-License-Identifier:" in line for line in file.lines[:4]):
            yield 1, "no SPDX line at the top"
    if file.is_h and "#pragma once" not in file.text:
        yield 1, "no #pragma once"


def rule_leftovers(file):
    """Nothing unfinished, no path of one machine."""
    if file.path.endswith((".svg", ".po", ".pot")):
        return
    in_house = file.path.startswith(("src/", "ui/", "data/", "tests/", "tools/"))
    for i, text in enumerate(file.lines, 1):
        if in_house and UNFINISHED.search(text):
            yield i, "says it is unfinished"
        if MACHINE_PATH.search(text):
            yield i, "a path of one machine"


RULES = {
    "includes": rule_includes, "clocks": rule_clocks, "banned": rule_banned, "floats": rule_floats,
    "functions": rule_functions, "sizes": rule_sizes, "heads": rule_heads, "leftovers": rule_leftovers,
}

LONG = "static void\nrun_long (int a,\n          int b)\n{\n" + "  step ();\n" * 71 + "}\n"
HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later */\n"

# rule, path, text, how many complaints
SELF_TESTS = [
    ("includes", "src/base/a.c", '#include "market/event.h"\n', 1),
    ("includes", "src/market/a.c", '#include "base/time.h"\n#include "market/event.h"\n', 0),
    ("includes", "src/trading/scenario/a.c", '#include "chart/model.h"\n', 1),
    ("includes", "src/cli/a.c", '#include "app/window.h"\n#include "service/local.h"\n', 1),
    ("includes", "src/app/a.c", '#include "cli/main.h"\n', 1),
    ("includes", "src/app/dock/a.c", '#include <gtk/gtk.h>\n#include <adwaita.h>\n', 0),
    ("includes", "src/chart/a.c", '#include <gtk/gtk.h>\n', 1),
    ("includes", "src/engine/a.c", '#include <libsoup/soup.h>\n#include <sqlite3.h>\n', 2),
    ("includes", "src/store/a.c", '#include <sqlite3.h>\n#include "../base/time.h"\n', 1),
    ("includes", "src/chart/b.c", '#include <cairo.h>\n', 1),
    ("includes", "src/report/a.c", '#include <cairo-pdf.h>\n#include "store/database-private.h"\n', 1),
    ("includes", "src/trading/a.c", "#include <stdio.h>\n#include <math.h>\n", 1),
    ("includes", "src/cellar/a.c", "int a;\n", 1),
    ("clocks", "src/engine/a.c", "void f (void)\n{\n  now = g_get_real_time ();\n  t = time (NULL);\n}\n", 2),
    ("clocks", "src/base/clock.c", "  clock_gettime (CLOCK_REALTIME, &ts);\n", 0),
    ("clocks", "src/app/a.c", "/* time (NULL) */\n  bw_time (x); a.time (b); s = \"clock ()\";\n", 0),
    ("banned", "src/cli/a.c", "  strcpy (a, b); n = atoi (text); p = malloc (3);\n", 3),
    ("banned", "src/cli/a.c", "  g_strlcpy (a, b, 3); file->system (x); bw_strtod (t);\n", 0),
    ("banned", "src/cli/a.c", "  /* tidy: allow system, because x */\n  system (a);\n", 1),
    ("banned", "src/cli/a.c", "  /* tidy: allow banned, because the shell is asked for */\n  system (a);\n", 0),
    ("banned", "src/app/a.c", "  g_main_context_iteration (NULL, TRUE);\n", 1),
    ("banned", "src/engine/a.c", "  g_main_context_iteration (NULL, TRUE);\n", 0),
    ("floats", "src/trading/a.c", "  double price = 1.5;\n", 1),
    ("floats", "src/trading/a.c", "  BwFixed double_price; /* no double */\n", 0),
    ("floats", "src/trading/scenario/a.c", "  double shown;\n", 0),
    ("functions", "src/app/a.c", LONG, 1),
    ("functions", "src/app/a.c", LONG.replace("  step ();\n", "", 1), 0),
    ("functions", "src/app/a.c", LONG.replace("run_long", "bw_thing_class_init"), 0),
    ("sizes", "src/app/a.c", "int a;\n" * 1001, 1),
    ("sizes", "src/app/a.c", "int a;\n" * 1000, 0),
    ("sizes", "src/app/a.h", "int a;\n" * 151, 1),
    ("sizes", "src/app/a.h", "int a;\n" * 150, 0),
    ("heads", "src/app/a.c", "int a;\n", 1),
    ("heads", "src/app/a.h", HEAD + "int a;\n", 1),
    ("heads", "src/app/a.h", HEAD + "#pragma once\n", 0),
    ("leftovers", "src/app/a.c", "/* TO" "DO: more */\n", 1),
    ("leftovers", "README.md", "see /wo" "rk/main and ../sha" "red/design\n", 1),
    ("leftovers", "README.md", "the frame/work of co-work\n", 0),
]


def list_files(top):
    """Every tracked or trackable file, or, outside a clone, every file that no build made."""
    try:
        listing = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=top,
                                 check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        names = [n for n in listing.stdout.decode().split("\0") if n]
    except (OSError, subprocess.CalledProcessError):
        names = []
        for folder, folders, files in os.walk(top):
            folders[:] = [f for f in folders if not f.startswith((".", "build", "out"))]
            names += [os.path.relpath(os.path.join(folder, f), top) for f in files]
    return sorted(set(names))


def read_tree(top):
    for name in list_files(top):
        path = os.path.join(top, name)
        if os.path.islink(path) or not os.path.isfile(path) or name == "COPYING":
            continue
        with open(path, "rb") as stream:
            data = stream.read()
        if b"\0" in data[:4096]:
            continue
        try:
            yield File(name, data.decode())
        except UnicodeDecodeError:
            # A dirty file of a test is allowed to be that; a source is not.
            if name.endswith((".c", ".h", ".py", ".ui")):
                yield File(name, "")


def complaints(rule, file):
    return [(line, text) for line, text in RULES[rule](file) or [] if not file.allows(line, rule)]


def main():
    top = os.environ.get("BW_TEST_SOURCE") or os.path.join(os.path.dirname(__file__), "..", "..")
    n_tests, n_failed = 0, 0

    def report(good, name):
        nonlocal n_tests, n_failed
        n_tests += 1
        n_failed += not good
        print(f"{'ok' if good else 'not ok'} {n_tests} {name}")

    for i, (rule, path, text, expected) in enumerate(SELF_TESTS):
        found = complaints(rule, File(path, text))
        if len(found) != expected:
            print(f"# expected {expected} complaints, got {found}")
        report(len(found) == expected, f"self/{rule}/{i}")

    files = list(read_tree(top))
    report(len(files) > 10, "tree/is-there")
    for rule in RULES:
        found = [(file.path, line, text) for file in files for line, text in complaints(rule, file)]
        for path, line, text in found:
            print(f"# {path}:{line}: {text}")
        report(not found, f"tree/{rule}")
    for file in files:
        if file.is_c and file.path.startswith("src/") and file.n_lines > SOURCE_LINES_WARN:
            print(f"# {file.path}: {file.n_lines} lines: two things in one room?")
    print(f"1..{n_tests}")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
