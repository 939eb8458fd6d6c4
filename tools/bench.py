#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the benchmark programs of a build and prints their `name value unit` lines, nothing else.

bench.py BUILDDIR [GROUP...]: a group is the start of a program's name (`chart`), which is also
the first word of its figures (`chart.pan.500.p50`). Programs run one after the other, so that none disturbs another.
"""
import json
import os
import re
import subprocess
import sys

FIGURE = re.compile(r"^[a-z][a-z0-9_.]*\s+-?[0-9][0-9.eE+-]*\s+\S+$")


def main():
    build, groups = sys.argv[1], sys.argv[2:]
    listing = subprocess.run(["meson", "introspect", "--benchmarks", build], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    status = 0
    for bench in sorted(json.loads(listing), key=lambda each: each["name"]):
        name = bench["name"]
        if groups and not any(name.startswith(group.split(".")[0]) for group in groups):
            continue
        print(f"bench {name}", file=sys.stderr, flush=True)
        run = subprocess.run(bench["cmd"], env={**os.environ, **bench["env"]}, text=True,
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False,
                             cwd=bench.get("workdir") or build)
        for line in run.stdout.splitlines():
            if FIGURE.match(line):
                print(line, flush=True)
            elif line.strip():
                print(line, file=sys.stderr)
        if run.returncode != 0:
            print(f"bench {name} failed with {run.returncode}", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
