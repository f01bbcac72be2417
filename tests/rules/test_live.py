"""Rules on live resources ask only for what the readers of their types read."""

from __future__ import annotations

import pytest

from scanner.engine import evaluate
from scanner.live import readable
from scanner.model import Kind, Location, Origin, Path, Resource, Rule
from tests.rules.conftest import RULES


class Nowhere:
    def locate(self, path: Path) -> Location:
        return Location("live")


PAIRS = [
    pytest.param(rule, type_, id=f"{rule.id}-{type_}")
    for rule in RULES
    for type_ in rule.on
    # What Terraform does itself, in provisioners and their connections, is nowhere live.
    if readable(type_) is not None and not rule.id.startswith("terraform-")
]


def test_there_are_rules_on_live_types() -> None:
    assert len(PAIRS) >= 8


@pytest.mark.parametrize(("rule", "type_"), PAIRS)
def test_a_rule_reads_what_is_projected(rule: Rule, type_: str) -> None:
    """With every projected attribute read and empty, nothing is left undecided: the rule asks for
    no attribute that the type does not have."""
    projection = readable(type_)
    assert projection is not None
    attributes = {row.path.split(".", 1)[0]: None for row in projection.attributes}
    resource = Resource(type_, f"{type_}.x", attributes, Origin.LIVE, Nowhere(), "123/eu")
    result = evaluate([resource], [rule])
    assert not result.diagnostics
    assert [f.message for f in result.findings if f.kind is Kind.OPEN] == []
