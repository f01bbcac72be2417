"""The examples of the AWS rules, and the files that keep what the real Terraform made of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
UNSAID = ("private", "schema_version", "identity_schema_version", "identity")
"""What a state has of each instance that nothing is read of."""

RECORDS = ROOT / "tests" / "rules" / "origins"


@dataclass
class Example:
    """One example of a rule.

    number: among all examples of the AWS rules, whichever of them are asked for. why: why it has
    no plan; unapplied: why it has no state.
    """

    number: int
    rule: str
    name: str
    text: str
    why: str = ""
    unapplied: str = ""
    plan: dict[str, Any] | None = None
    state: dict[str, Any] | None = None
    stubs: set[tuple[str, str]] = field(default_factory=set)

    @property
    def module(self) -> str:
        """The name of its module."""
        return f"{self.rule}-{self.name}".replace("-", "_")


def examples(wanted: list[str]) -> list[Example]:
    """Every example of the AWS rules, or of those named."""
    from scanner.rulebook import load_rules

    found = [
        (rule.id, f"{kind}{number}", text)
        for rule in load_rules()
        if rule.platform == "aws"
        for kind in ("bad", "good")
        for number, text in enumerate(getattr(rule, kind), 1)
    ]
    return [
        Example(number, *one) for number, one in enumerate(found) if not wanted or one[0] in wanted
    ]


def digest(text: str) -> str:
    """What tells whether an example is still the recorded one."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def recorded(example: Example) -> dict[str, Any]:
    """What is recorded of an example as it is now; empty when it has changed since."""
    path = RECORDS / f"{example.rule}.json"
    record: dict[str, Any] = {}
    if path.exists():
        record = json.loads(path.read_text()).get(example.name, {})
    return record if record.get("digest") == digest(example.text) else {}


def read_plans(found: list[Example]) -> None:
    """Give each example the plan that is recorded of it."""
    for example in found:
        record = recorded(example)
        example.plan = record.get("plan")
        example.why = "" if example.plan else record.get("why", "not recorded")
        if example.plan:
            example.stubs = _stubs(example)


def _stubs(example: Example) -> set[tuple[str, str]]:
    """The resources that its plan has and its text has not."""
    assert example.plan is not None
    root = example.plan["configuration"]["root_module"]
    return {
        (one["type"], one["name"])
        for one in root.get("resources", [])
        if one.get("mode") == "managed"
        and f'resource "{one["type"]}" "{one["name"]}"' not in example.text
    }


def managed(plan: dict[str, Any]) -> dict[str, str]:
    """Address -> type of every managed resource of a plan."""
    return {one["address"]: one["type"] for one in planned(plan)}


def planned(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every managed resource of a plan."""
    pending = [plan["planned_values"]["root_module"]]
    while pending:
        module = pending.pop()
        pending.extend(module.get("child_modules", []))
        yield from (one for one in module.get("resources", []) if one.get("mode") == "managed")


def write(found: list[Example]) -> None:
    """A file for each rule.

    What is recorded of an unchanged example stays where there is nothing to put in its place: a
    server that fails today says nothing about what it answered before.
    """
    RECORDS.mkdir(exist_ok=True)
    by_rule: dict[str, list[Example]] = {}
    for example in found:
        by_rule.setdefault(example.rule, []).append(example)
    for rule, own in by_rule.items():
        lines = [f"{json.dumps(one.name)}:{_line(one)}" for one in own]
        (RECORDS / f"{rule}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def _line(example: Example) -> str:
    before = recorded(example)
    plan = example.plan or before.get("plan")
    state = example.state or before.get("state")
    record = {
        "digest": digest(example.text),
        "why": "" if state else example.unapplied if plan else example.why,
        "plan": plan,
        "state": state,
    }
    return json.dumps(record, separators=(",", ":"), sort_keys=True)
