"""Large reports are written in a time that nobody notices."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from scanner.model import Call, Location
from scanner.outcome import Report
from scanner.report import render

RESULTS = 10_000
FILES = 200
# Measured on two shared cores: SARIF 0.7 s (0.35 s without module calls), JSON 0.13 s, text 0.2 s.
# The bounds leave room for slow machines and still catch anything quadratic.
SECONDS = {"sarif": 3.0, "sarif-audit": 4.0, "json": 2.0, "text": 4.0}


def large_report(make: SimpleNamespace) -> Report:
    per_file = RESULTS // FILES
    source = b"".join(
        b'resource "aws_db_instance" "db%d" {\n  storage_encrypted = false\n}\n' % n
        for n in range(per_file)
    )
    rules = [make.rule(f"rule-{n}") for n in range(50)]
    call = (Call("module.rds", Location("main.tf", 1, 1, 1, 13)),)
    results = [
        make.result(
            rules[n % 50],
            Location(f"f{n % FILES}.tf", 3 * (n // FILES) + 2, 3, 3 * (n // FILES) + 2, 28),
            address=f"module.rds.aws_db_instance.db{n}",
            calls=call,
        )
        for n in range(RESULTS)
    ]
    return make.report(results, read=lambda path: source)


@pytest.mark.parametrize("name", SECONDS)
def test_ten_thousand_results(make: SimpleNamespace, name: str) -> None:
    report = large_report(make)
    render(name, make.report())  # imports are not what is measured
    started = time.process_time()
    data = render(name, report)
    seconds = time.process_time() - started
    assert data and seconds < SECONDS[name]
