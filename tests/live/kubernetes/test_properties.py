"""Properties of the comparison: what is the same is no drift, and every other value is one."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.drift.fields import Field, Schema
from scanner.drift.managers import entries, owns
from scanner.drift.objects import differences
from scanner.drift.overlay import overlaid
from scanner.drift.spellings import same
from scanner.live.kubernetes.schema import built_in
from scanner.outcome import DriftClass
from tests.support.kubernetes_defaults import stored
from tests.support.kubernetes_fields import said

SCHEMA = built_in()
QUANTITY, PORT = Field("q"), Field("i")
SUFFIXES = {"": 1, "k": 10**3, "M": 10**6, "G": 10**9, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text("ab1m:.", max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "spec", "a", "b", "ports", "env"]), inner, max_size=3
        )
    ),
    max_leaves=12,
)
SPECS = st.dictionaries(st.sampled_from(["a", "b", "containers", "ports"]), VALUES, max_size=3)
NAMES = st.lists(st.text("abcd", min_size=1, max_size=3), unique=True, max_size=5)


def find(declared: Any, live: Any, recorded: Any = None, schema: Schema = SCHEMA) -> Any:
    return differences(declared, live, recorded, entries(live), schema).differences


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, 5000),
    st.sampled_from(sorted(SUFFIXES)),
    st.integers(0, 5000),
    st.sampled_from(sorted(SUFFIXES)),
)
def test_quantities(one: int, its: str, other: int, other_s: str) -> None:
    equal = one * SUFFIXES[its] == other * SUFFIXES[other_s]
    assert same(QUANTITY, f"{one}{its}", f"{other}{other_s}") is equal
    assert same(QUANTITY, f"{one * 1000}m", one)
    assert not same(QUANTITY, f"{one + 1}m", f"{one}m")


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_int_or_string(one: int, other: int) -> None:
    assert same(PORT, one, str(one)) and same(PORT, str(one), one)
    assert same(PORT, one, other) is (one == other)
    assert not same(PORT, f"{one}%", one)


@settings(max_examples=200, deadline=None)
@given(SPECS)
def test_an_object_is_in_sync_with_itself(spec: dict[str, Any]) -> None:
    for version, kind in (("apps/v1", "Deployment"), ("example.com/v1", "Thing"), ("v1", "Pod")):
        item = {"apiVersion": version, "kind": kind, "metadata": {"name": "a"}, "spec": spec}
        assert find(item, copy.deepcopy(item)) == []
        assert find(item, copy.deepcopy(item), copy.deepcopy(item)) == []
        more = {**copy.deepcopy(item), "status": {"x": 1}, "other": 1}
        assert find(item, more) == []


@settings(max_examples=200, deadline=None)
@given(SPECS, SPECS, SPECS)
def test_nothing_fails_and_the_overlay_settles_it(
    one: dict[str, Any], other: dict[str, Any], last: dict[str, Any]
) -> None:
    """Whatever the views hold: what is written into the declared object is what is live."""
    head = {"apiVersion": "example.com/v1", "kind": "Thing", "metadata": {"name": "a"}}
    declared, live, recorded = ({**head, "spec": spec} for spec in (one, other, last))
    found = find(declared, live, recorded)
    before = copy.deepcopy(declared)
    after = overlaid(declared, found)
    assert declared == before
    again = find(after, live)
    # An element may be gone from a list that is then empty, which says nothing any more.
    assert len(again) <= len(found)


@settings(max_examples=100, deadline=None)
@given(NAMES, NAMES, st.randoms(use_true_random=False))
def test_lists_are_merged_by_name(declared: list[str], live: list[str], random: Any) -> None:
    def pod(names: list[str]) -> dict[str, Any]:
        containers = [{"name": name, "image": "i"} for name in names]
        return {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {"name": "a"},
            "spec": {"containers": containers},
        }

    order = list(live)
    random.shuffle(order)
    found = find(pod(declared), pod(order))
    gone = set(declared) - set(live)
    if live:
        assert {one.declared["name"] for one in found} == gone
    else:
        assert len(found) == len(gone)


@given(VALUES, st.lists(st.sampled_from(["a", "spec", 0, (("name", "a"),)]), max_size=5))
def test_field_owners_never_fail(fields: Any, steps: list[Any]) -> None:
    item = {"metadata": {"managedFields": [{"manager": "m", "fieldsV1": fields}]}}
    for one in entries(item):
        owns(one.fields, steps)


@settings(max_examples=200, deadline=None)
@given(SPECS, SPECS, SPECS)
def test_any_state(one: dict[str, Any], other: dict[str, Any], last: dict[str, Any]) -> None:
    """Nothing fails, and what all three views have is in sync."""
    for version, kind in (("example.com/v1", "Thing"), ("apps/v1", "Deployment")):
        head = {"apiVersion": version, "kind": kind, "metadata": {"name": "a"}}
        declared, live, recorded = ({**head, "spec": spec} for spec in (one, other, last))
        found = differences(declared, live, recorded, [], SCHEMA, by_state=True).differences
        overlaid(declared, found)
        assert not differences(live, live, live, [], SCHEMA, by_state=True).differences
        # Code that says nothing is what the state says.
        bare = differences({**head, "spec": {}}, live, live, [], SCHEMA, by_state=True)
        assert not bare.differences


@settings(max_examples=200, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("xyz"), min_size=2),
    st.lists(st.sampled_from("pqrst"), unique=True, min_size=1),
    st.randoms(use_true_random=False),
)
def test_what_an_apply_no_longer_says_is_found(
    data: dict[str, str], names: list[str], random: Any
) -> None:
    """Of a map and of a list with keys, and nothing else; also beside others who apply."""
    containers = [{"name": name, "image": "i"} for name in names]
    pod = {"metadata": {"labels": {"app": "w"}}, "spec": {"containers": containers}}
    applied = {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "a", "annotations": data},
        "spec": {"selector": {"matchLabels": {"app": "w"}}, "template": pod},
    }
    other = {"metadata": {"annotations": {"mesh/on": "yes"}}}
    live = stored(applied)
    live["metadata"]["annotations"] = {**data, **other["metadata"]["annotations"]}
    live["metadata"]["managedFields"] = [
        {"manager": manager, "operation": "Apply", "time": "", "fieldsV1": said(item)}
        for manager, item in (("mesh", other), ("ci", applied))
    ]
    assert find(applied, live) == []
    declared = copy.deepcopy(applied)
    gone = {name for name in data if random.random() < 0.5}
    dropped = {name for name in names if random.random() < 0.5}
    declared["metadata"]["annotations"] = {k: v for k, v in data.items() if k not in gone}
    kept = [one for one in containers if one["name"] not in dropped]
    declared["spec"]["template"]["spec"]["containers"] = kept
    found = find(declared, live)
    assert {one.of for one in found} <= {DriftClass.UNDEPLOYED}
    assert {one.path[-1] for one in found if one.path[0] == "metadata"} == gone
    assert {one.live["name"] for one in found if one.path[0] == "spec"} == dropped


@settings(max_examples=200, deadline=None)
@given(VALUES, SPECS)
def test_any_managed_fields(fields: Any, spec: dict[str, Any]) -> None:
    """They come from a server, which may say anything."""
    item = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": spec}
    tree = {"f:spec": fields, 'k:{"name":"a"}': fields, "v:1": {}, "k:[": {}, "f:": {"": 1}}
    entry = {"manager": "ci", "operation": "Apply", "time": "", "fieldsV1": tree}
    live = {**item, "metadata": {"name": "a", "managedFields": [entry]}}
    assert find(item, live) == []
    find({**item, "spec": {}}, live)
