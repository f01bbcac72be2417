"""The rules say the same of what is live as of what is recorded of it, straight after apply."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest
from recorded import Family, families

from scanner.engine import evaluate
from scanner.live.aws.kinds import reader_for
from scanner.live.facade import Sessions, read_live
from scanner.model import Kind, Resource
from scanner.rulebook import load_rules


@pytest.fixture(scope="session")
def rules() -> Any:
    return load_rules()


def verdicts(resources: Iterable[Resource], rules: Any) -> dict[tuple[str, str, str], Kind]:
    """What is decided, by rule, address and attribute."""
    done = evaluate([replace(one, scope="here") for one in resources], rules)
    assert done.diagnostics == ()
    return {(one.rule.id, one.address, one.attribute): one.kind for one in done.findings}


@pytest.mark.parametrize("name", families())
def test_live_is_judged_as_recorded(name: str, replayed: Callable[[Any], Any], rules: Any) -> None:
    of = Family(name)
    session = replayed(of.answers)
    view = read_live(of.resources(), Sessions(aws=lambda _: session), unmanaged=False).view
    known = {}
    for one in of.resources():
        if reader := reader_for(one.type):
            known[one.type, reader.projection.key(one)] = one.address
    live = [replace(one, address=known[one.type, one.id]) for one in view.resources]
    recorded = verdicts([one for one in of.resources() if reader_for(one.type)], rules)
    found = verdicts(live, rules)
    # Either side may lack what it takes to decide.
    undecided = {
        key[:2] for each in (recorded, found) for key, kind in each.items() if kind is Kind.OPEN
    }
    decided = [
        {key: kind for key, kind in each.items() if key[:2] not in undecided}
        for each in (recorded, found)
    ]
    assert decided[0] == decided[1]
    types = {one.type for one in of.resources()}
    assert bool(decided[0]) == any(types & set(rule.on) for rule in rules)
