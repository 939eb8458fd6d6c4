#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs clang-tidy (.clang-tidy says which checks) on every source in src/, two at a time.

clang-tidy.py BUILDDIR [PART...]: only files whose path holds a PART. A file that didn't change since it
was last found clean, nor any header, is not looked at again. Exits 1 when something was found.
"""
import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys


def digest_of(paths):
    digest = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as stream:
            digest.update(path.encode() + b"\0" + stream.read())
    return digest.hexdigest()


def check(build, path):
    run = subprocess.run(["clang-tidy", "-p", build, "--quiet", "--extra-arg=-Wno-unknown-warning-option", path],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return path, run.returncode, run.stdout


def main():
    build, parts = sys.argv[1], sys.argv[2:]
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as stream:
        commands = json.load(stream)
    paths = {os.path.relpath(os.path.join(each["directory"], each["file"])) for each in commands}
    paths = sorted(p for p in paths if p.startswith("src/") and (not parts or any(part in p for part in parts)))
    headers = sorted(os.path.join(folder, name) for folder, _, names in os.walk("src") for name in names
                     if name.endswith(".h"))
    common = digest_of([".clang-tidy"] + headers)
    memory = os.path.join(build, "clang-tidy-clean.json")
    try:
        with open(memory, encoding="utf-8") as stream:
            clean = json.load(stream)
    except (OSError, ValueError):
        clean = {}
    keys = {path: digest_of([path]) + common for path in paths}
    todo = [path for path in paths if clean.get(path) != keys[path]]
    n_bad = 0
    with concurrent.futures.ThreadPoolExecutor(max_workers=min(os.cpu_count() or 1, 4)) as pool:
        for path, code, text in pool.map(lambda each: check(build, each), todo):
            if code == 0:
                clean[path] = keys[path]
            else:
                n_bad += 1
                print(text)
    with open(memory, "w", encoding="utf-8") as stream:
        json.dump(clean, stream)
    print(f"clang-tidy: {len(paths)} files, {len(todo)} looked at, {n_bad} with findings")
    return 1 if n_bad else 0


if __name__ == "__main__":
    sys.exit(main())
