#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""start.window: from exec to the first frame that shows the account, under the display at hand.

bench-start.py BELLWETHER: a new profile first (its history comes in the background), then the same
profile again; the median of each. start.memory: resident memory of the last.
"""
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

N_RUNS = 7


def start_once(binary, profile, environment):
    environment = {**environment, "BW_TRACE_START": str(time.clock_gettime_ns(time.CLOCK_MONOTONIC))}
    run = subprocess.run([binary, "--profile", profile, "--measure-start"], env=environment, text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60, check=False)
    window = re.search(r"start\.window (\S+) ms", run.stdout)
    memory = re.search(r"start\.memory (\S+) MiB", run.stdout)
    return (float(window.group(1)), float(memory.group(1))) if window and memory else None


def main():
    binary = os.path.abspath(sys.argv[1])
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        print("no display: not measured", file=sys.stderr)
        return 0
    environment = {**os.environ, "GSETTINGS_BACKEND": "memory"}
    home = tempfile.mkdtemp(prefix="bw-bench-")
    try:
        first, again, memory = [], [], []
        for i in range(N_RUNS):
            profile = os.path.join(home, f"profile-{i}")
            for times in (first, again):
                result = start_once(binary, profile, environment)
                if result is None:
                    print("the window never came to life", file=sys.stderr)
                    return 1
                times.append(result[0])
                memory.append(result[1])
        print(f"start.window {statistics.median(again):.1f} ms")
        print(f"start.window.first {statistics.median(first):.1f} ms")
        print(f"start.memory {statistics.median(memory):.1f} MiB")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
