"""A thing compared with itself is never drift; one change is exactly that one finding."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(max_size=6)
ATTRIBUTES = st.fixed_dictionaries(
    {"name": st.just("a")},
    optional={
        "size": st.none() | st.integers() | TEXT,
        "policy": st.none() | TEXT | st.just('{"Statement": []}'),
        "public": st.none() | st.booleans(),
        "tags": st.none() | st.dictionaries(TEXT, TEXT, max_size=3),
        "arn": TEXT,
        "password": TEXT,
        "rule": st.lists(st.fixed_dictionaries({"id": TEXT, "port": st.integers()}), max_size=3),
        "versioning_configuration": st.lists(
            st.fixed_dictionaries({"status": st.sampled_from(["Enabled", "Suspended"])}),
            max_size=1,
        ),
    },
)
CHANGES = {
    "size": "another size",
    "policy": '{"Statement": [{"Effect": "Deny"}]}',
    "tags": {"changed": "yes", "by": "hand", "one": "1", "two": "2"},
    "arn": "another arn",
    "password": "another password",
    "rule": [{"id": "new", "port": 1}] * 4,
    "versioning_configuration": [{"status": "Nonsense"}],
}


@given(ATTRIBUTES, st.booleans())
def test_itself_is_never_drift(
    run: Any, platform: Any, values: dict[str, Any], state: bool
) -> None:
    comparison = run(
        [platform.code("aws_thing.a", **copy.deepcopy(values))],
        [platform.recorded("aws_thing.a", **copy.deepcopy(values))] if state else None,
        platform.view(platform.live("aws_thing.a", **copy.deepcopy(values))),
    )
    assert platform.problems(comparison) == []
    assert [finding.kind for finding in comparison.findings] == ["pass"]


@given(ATTRIBUTES, st.sampled_from(sorted(CHANGES)))
def test_one_change_is_one_finding(
    run: Any, platform: Any, values: dict[str, Any], name: str
) -> None:
    there = {**values, name: CHANGES[name]}
    known = {name: None, **values}
    comparison = run(
        [platform.code("aws_thing.a", **values)],
        [platform.recorded("aws_thing.a", **known)],
        platform.view(platform.live("aws_thing.a", **there)),
    )
    attribute = "versioning_configuration.status" if name.startswith("versioning") else name
    assert platform.problems(comparison) == [("aws_thing.a", attribute, "drifted")]


@given(ATTRIBUTES, ATTRIBUTES, ATTRIBUTES)
def test_any_three_views_are_classified(
    run: Any, platform: Any, one: dict[str, Any], two: dict[str, Any], three: dict[str, Any]
) -> None:
    comparison = run(
        [platform.code("aws_thing.a", **one)],
        [platform.recorded("aws_thing.a", **two)],
        platform.view(platform.live("aws_thing.a", **three)),
    )
    identities = [finding.identity for finding in comparison.findings]
    assert len(identities) == len(set(identities)) and identities
    for finding in comparison.findings:
        assert finding.message.isprintable()
