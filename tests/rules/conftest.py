"""The rules and their examples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pytest

from scanner.rulebook import load_rules

RULES = load_rules()
ORIGIN = "verdict by origin"
"""The property under which a test tells (rule, origin, outcome) for the matrix."""


def examples(*kinds: str) -> list[object]:
    """(rule, text) for each example of these kinds, with a readable id."""
    return [
        pytest.param(rule, text, id=f"{rule.id}-{kind}{number}")
        for kind in kinds
        for rule in RULES
        for number, text in enumerate(getattr(rule, kind), 1)
    ]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The matrix rule x origin: how many examples have the code's verdict there."""
    rows: dict[str, dict[str, list[str]]] = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == ORIGIN and getattr(report, "when", "") == "call":
                    rule, origin, outcome = value
                    rows.setdefault(rule, {}).setdefault(origin, []).append(outcome)
    if not rows:
        return
    write = terminalreporter.write_line
    terminalreporter.section("rules by origin: examples judged as in code")
    width = max(map(len, rows))
    write(f"{'':{width}}   code   plan  state  live types  answers")
    for rule, row in sorted(rows.items()):
        count = len(row.get("plan", ()))
        cells = [_cell(row.get(origin, [])) for origin in ("plan", "state")]
        (live,) = row.get("live", ["-"])
        answers = row.get("answers", [])
        write(
            f"{rule:{width}}  {count:>5}  {cells[0]:>5}  {cells[1]:>5}  {live:>10}"
            f"  {len(answers) or '':>7}"
        )
    for line in _proven(rows):
        write(line)


def _proven(rows: Mapping[str, Mapping[str, Sequence[str]]]) -> Iterator[str]:
    """How the rules are proven on raw answers of the API, when that was tested."""
    kinds = [kind for row in rows.values() for kind in row.get("proof", ())]
    if kinds:
        yield (
            f"of {len(kinds)} rules with a live reader, a recorded bad and good answer of the API "
            f"prove {kinds.count('judged')} that are judged live and {kinds.count('open')} that "
            f"stay open there; {kinds.count('excepted')} are listed with the reason why not"
        )


def _cell(outcomes: list[str]) -> str:
    same = sum(outcome in ("same", "reviewed") for outcome in outcomes)
    return f"{same}/{len(outcomes)}"
