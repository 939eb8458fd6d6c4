#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the subtests of one meson run from its testlog.json and names those that failed.

The last line is `N passed, N failed, N skipped`. Exits 1 when anything failed or nothing ran.
"""
import json
import os
import re
import sys

TAP_LINE = re.compile(r"^(not )?ok\b\s*\d*\s*-?\s*(.*?)(?:\s*#\s*(SKIP|TO" r"DO)\b\s*(.*))?$", re.I)
TAP_PLAN = re.compile(r"^1\.\.(\d+)(?:\s*#\s*skip\b\s*(.*))?$", re.I)
GOOD_RESULTS = {"OK", "EXPECTEDFAIL", "SKIP"}


def count_tap(text):
    """Returns (passed, failed names, skipped (name, why) pairs, planned or None) of one program."""
    passed, failed, skipped, planned = 0, [], [], None
    for line in text.splitlines():
        plan = TAP_PLAN.match(line)
        if plan:
            planned = int(plan.group(1))
            if planned == 0:
                skipped.append(("everything", plan.group(2) or "no reason given"))
            continue
        subtest = TAP_LINE.match(line)
        if not subtest:
            continue
        name = subtest.group(2)
        if subtest.group(3) and subtest.group(3).upper() == "SKIP":
            skipped.append((name, subtest.group(4) or ""))
        elif subtest.group(1):
            failed.append(name)
        else:
            passed += 1
    return passed, failed, skipped, planned


def tally(entries):
    """Adds up all programs. A program that died counts one failure more than its subtests say."""
    passed, failed, skipped = 0, [], []
    for entry in entries:
        program = entry["name"].split(" / ")[-1]
        good = entry["result"] in GOOD_RESULTS
        n_passed, bad, skips, planned = count_tap(entry.get("stdout") or "")
        counted = n_passed + len(bad) + len(skips)
        if counted == 0:
            if entry["result"] == "SKIP":
                skipped.append((program, ""))
            elif good:
                passed += 1
        passed += n_passed
        skipped += [(program + ": " + name, why) for name, why in skips]
        failed += [program + ": " + name for name in bad]
        if not good and not bad:
            missing = "" if planned is None or planned <= counted else f", {planned - counted} not run"
            failed.append(f"{program}: {entry['result'].lower()}, exit {entry.get('returncode')}{missing}")
    return passed, failed, skipped


def read(path):
    with open(path, encoding="utf-8", errors="replace") as log:
        return [json.loads(line) for line in log if line.strip()]


def list_windows(entries):
    """The failed programs that use a window, where no other failed: they may be run again."""
    bad = [entry["name"].split(" / ")[-1] for entry in entries if entry["result"] not in GOOD_RESULTS]
    if all(name.startswith("window-") for name in bad):
        print("\n".join(bad), end="\n" if bad else "")
    return 0


def main():
    if sys.argv[1] == "--windows":
        return list_windows(read(sys.argv[2]))
    entries = read(sys.argv[1])
    if len(sys.argv) > 3 and os.path.exists(sys.argv[3]):
        again = {entry["name"]: entry for entry in entries}
        entries = [again.get(entry["name"], entry) for entry in read(sys.argv[3])]
        print("ran twice: " + ", ".join(name.split(" / ")[-1] for name in again))
    passed, failed, skipped = tally(entries)
    seconds = sorted(((entry.get("duration") or 0, entry["name"].split(" / ")[-1]) for entry in entries), reverse=True)
    title = sys.argv[2] if len(sys.argv) > 2 else "tests"
    slowest = ", ".join(f"{name} {duration:.1f} s" for duration, name in seconds[:5])
    print(f"{title}: {len(entries)} programs; slowest: {slowest}")
    for name, why in skipped:
        print(f"skipped  {name}  ({why})")
    for name in failed:
        print(f"FAILED   {name}")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
