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
# What CI services read, of 25,000 results. Measured: 0.03 s, 0.3 s, 0.2 s, 0.6 s, 0.4 s, 0.4 s and
# 0.1 s; drift takes half as much again.
MOST_RESULTS = 25_000
SECONDS_OF_MOST = {
    "github": 1.0,
    "junit": 2.0,
    "gitlab-codequality": 2.0,
    "gitlab-sast": 2.0,
    "sonarqube": 2.0,
    "csv": 2.0,
    "markdown": 2.0,
    "markdown-comment": 2.0,
}


def large_report(make: SimpleNamespace, count: int = RESULTS) -> Report:
    per_file = count // FILES
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
        for n in range(count)
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


@pytest.fixture(scope="module")
def most(make: SimpleNamespace) -> Report:
    return large_report(make, MOST_RESULTS)


@pytest.mark.parametrize("name", SECONDS_OF_MOST)
def test_as_many_results_as_github_takes(make: SimpleNamespace, most: Report, name: str) -> None:
    render(name, make.report())
    started = time.process_time()
    data = render(name, most)
    seconds = time.process_time() - started
    assert data and seconds < SECONDS_OF_MOST[name]
