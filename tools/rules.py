#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of the rules of trading, made from the scenarios: rule, source, scenario.

rules.py writes tests/scenarios/RULES.md; rules.py --check says whether it is as the scenarios are.
"""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCENARIOS = ROOT / "tests/scenarios"
TABLE = SCENARIOS / "RULES.md"


def read(path):
    """What the rule says, and where it is from."""
    says, source = [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        text = line.lstrip("# ").strip()
        if text.startswith("Source:"):
            source = text.removeprefix("Source:").strip()
        elif text and not text.startswith("SPDX-") and source is None:
            says.append(text)
    return " ".join(says) or path.stem.replace("-", " "), source


def table():
    rows = [(path.stem, *read(path)) for path in sorted(SCENARIOS.glob("*.scenario"))]
    missing = [name for name, _, source in rows if not source]
    if missing:
        sys.exit("no '# Source: …' in " + ", ".join(missing))
    lines = ["# The rules of trading", "",
             f"{len(rows)} scenarios, each a rule that the core keeps; `tools/rules.py` makes this table from them. The",
             "sources' short names are those of SEMANTICS.md.", "",
             "| Rule | Source | Scenario |", "|---|---|---|"]
    lines += [f"| {says} | {source} | [{name}]({name}.scenario) |" for name, says, source in rows]
    return "\n".join(lines) + "\n"


if sys.argv[1:] == ["--check"]:
    if not TABLE.exists() or TABLE.read_text(encoding="utf-8") != table():
        sys.exit("tests/scenarios/RULES.md is not what the scenarios say: run tools/rules.py")
    print("tests/scenarios/RULES.md is as the scenarios are")
else:
    TABLE.write_text(table(), encoding="utf-8")
