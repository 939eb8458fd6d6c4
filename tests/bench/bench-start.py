#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""start.window: from exec to the first frame that shows the account, under the display at hand.

bench-start.py BELLWETHER: a new profile first (its history comes in the background), then the same
profile again; the median of each. start.memory: resident memory of the last. With the generator given:
bench-start.py BELLWETHER MAKE-LARGE-PROFILE also prints start.window.large, for a profile of 1,000,000
orders and 10,000,000 bars, which is made once in the folder of temporary files and kept.
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


def find_large(binary, maker, environment):
    """The large profile; made when it isn't there, or this program can't read it. A name only once it is whole."""
    path = os.path.join(tempfile.gettempdir(), "bellwether-large-profile")
    if not os.path.isdir(path) or start_once(binary, path, environment) is None:
        shutil.rmtree(path, ignore_errors=True)
        shutil.rmtree(path + ".part", ignore_errors=True)
        subprocess.run([os.path.abspath(maker), path + ".part"], check=True, stdout=subprocess.DEVNULL)
        os.rename(path + ".part", path)
    return path


def measure_large(binary, maker, environment):
    profile = find_large(binary, maker, environment)
    start_once(binary, profile, environment)  # the snapshot of a first start isn't what is asked
    results = [start_once(binary, profile, environment) for _ in range(N_RUNS)]
    if None in results:
        raise SystemExit("the window never came to life with the large profile")
    print(f"start.window.large {statistics.median(r[0] for r in results):.1f} ms")
    print(f"start.memory.large {statistics.median(r[1] for r in results):.1f} MiB")


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
        if len(sys.argv) > 2:
            measure_large(binary, sys.argv[2], environment)
        print(f"start.memory {statistics.median(memory):.1f} MiB")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
