# SPDX-License-Identifier: GPL-3.0-or-later
"""Every program given prints the same: a line for each indicator, made of all the bits it gives."""
import subprocess
import sys


def run(program):
    text = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    return dict(line.split() for line in text.splitlines())


def main():
    plain = run(sys.argv[1])
    assert len(plain) > 200, f"only {len(plain)} indicators"
    wrong = 0
    for program in sys.argv[2:]:
        other = run(program)
        differing = sorted(name for name in plain.keys() | other.keys() if plain.get(name) != other.get(name))
        if differing:
            print(f"{program}: other bits than {sys.argv[1]}: {' '.join(differing)}")
        wrong += len(differing)
    print(f"{len(plain)} indicators, {len(sys.argv) - 1} builds, {wrong} differences")
    return 1 if wrong else 0


sys.exit(main())
