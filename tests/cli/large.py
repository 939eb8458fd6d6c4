#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A file of 1 GB: read to its end, in bounded memory, every row accounted for. Prints TAP."""
import datetime
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

CLI = sys.argv[1]
BYTES = 1_000_000_000
MEMORY_MAX_MIB = 400
SYMBOLS = [f"BIG{letter}" for letter in "ABCDEFGHIJKLMNOP"]


def days():
    day = datetime.date(2000, 1, 3)
    while True:
        if day.weekday() < 5:
            yield day.isoformat().encode()
        day += datetime.timedelta(days=1)


def write(path):
    """Minute bars of a session after the other; returns how many rows there are, and of which a duplicate."""
    minutes = [f"{m // 60:02d}:{m % 60:02d}" for m in range(14 * 60 + 30, 21 * 60)]
    block = b"".join(f"SYMB,DAYDAYDAYD {minute}:00,{100 + i % 7}.25,{101 + i % 7}.50,{99 + i % 7}.75,{100 + i % 7}.00,{1000 + i}\n"
                     .encode() for i, minute in enumerate(minutes))
    rows = 0
    with open(path, "wb") as file:
        file.write(b"symbol,datetime,open,high,low,close,volume\n")
        for day in days():
            dated = block.replace(b"DAYDAYDAYD", day)
            for symbol in SYMBOLS:
                file.write(dated.replace(b"SYMB", symbol.encode()))
                rows += len(minutes)
            if file.tell() >= BYTES:
                file.write(b"SYMB,broken,1,1,1,1,1\n".replace(b"SYMB", SYMBOLS[0].encode()))
                return rows + 1


def main():
    folder = tempfile.mkdtemp(prefix="bw-large-")
    print("1..1", flush=True)
    if shutil.disk_usage(folder).free < 4 * BYTES or os.environ.get("BW_TEST_SANITIZED"):
        print("ok 1 a file of 1 GB # SKIP needs 4 GB of free disk, and no sanitizers")
        return 0
    try:
        path = os.path.join(folder, "large.csv")
        rows = write(path)
        done = subprocess.run([CLI, "import", path, "--profile", os.path.join(folder, "profile"), "--json"],
                              env=dict(os.environ, XDG_RUNTIME_DIR=folder), capture_output=True, text=True)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"# {os.path.getsize(path)} bytes, {rows} rows, {memory:.0f} MiB resident at most")
        report = json.loads(done.stdout)[0] if done.returncode == 0 else {}
        print("# " + report.get("message", done.stderr[:600]))
        number = {name: int(report.get(name, 0)) for name in ("read", "accepted", "quarantined")}
        reasons = {row["reason"]: int(row["rows"]) for row in report.get("quarantine", [])}
        # Holidays have no session: those rows are quarantined, and so is the one without a date.
        good = (done.returncode == 0 and number["read"] == rows == number["accepted"] + number["quarantined"]
                and number["accepted"] > 0.9 * rows and sum(reasons.values()) == number["quarantined"]
                and reasons.get("bad-date") == 1 and memory < MEMORY_MAX_MIB)
        print(f"{'ok' if good else 'not ok'} 1 a file of 1 GB")
        return 0 if good else 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


sys.exit(main())
