"""Every Google resource type: clean, each value changed, deleted, unmanaged.

See `google_recorded` for where the answers and states come from.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from google_discovery import SCHEMAS, full, problems
from google_recorded import (
    IDENTITY,
    Fake,
    assets,
    changed,
    exact,
    found,
    leaves,
    look,
    plain,
    recorded,
    recorded_types,
    states,
    words,
)

from scanner.compare import empty
from scanner.drift.values import MISSING, value_at
from scanner.live.google.inventory import Asset, Inventory
from scanner.live.google.kinds import Context, reader_for, supported_types
from scanner.live.google.reader import Target, read
from scanner.live.notread import NotRead
from scanner.model import Unknown, Value
from scanner.projection import NO_DEFAULT, Attribute, AttributeKind, Projection
from scanner.terraform.schemas import BlockSchema, find

TYPES = recorded_types()
NOWHERE = (AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY)


def projection(type_name: str) -> Projection:
    reader = reader_for(type_name)
    assert reader is not None
    return reader.projection


def test_every_type_has_a_corpus() -> None:
    elsewhere = {name for name in supported_types() if "_iam_" in name} | {"google_storage_bucket"}
    assert set(TYPES) == set(supported_types()) - elsewhere
    assert len(supported_types()) >= 35


@pytest.mark.parametrize("type_name", TYPES)
def test_answers_are_as_google_documents_them(type_name: str) -> None:
    corpus = recorded(type_name)
    assert all(one.startswith("https://cloud.google.com/") for one in corpus["documentation"])
    for one in [*assets(type_name), *corpus.get("everywhere", [])]:
        assert problems(one["assetType"], one["resource"]["data"]) == []


@pytest.mark.parametrize("type_name", TYPES)
def test_what_was_just_applied_has_not_drifted(type_name: str) -> None:
    live = look(states(type_name), assets(type_name))
    assert found(live) == []
    assert live.view.unread == ()


@pytest.mark.parametrize("type_name", TYPES)
def test_code_alone_agrees_with_what_is_live(type_name: str) -> None:
    """Without a state the resources join by what they declare, and nothing differs."""
    declared = states(type_name)
    live = look(declared, assets(type_name))
    from scanner.drift import compare

    done = compare(list(live.managed), None, live.view, live.projections)
    assert [one.message for one in done.findings if one.kind != "pass"] == []


@pytest.mark.parametrize("type_name", TYPES)
def test_each_changed_value_is_found_and_nothing_else(type_name: str) -> None:
    corpus, reader = recorded(type_name), reader_for(type_name)
    assert reader is not None
    resources, there = states(type_name), assets(type_name)
    hit: set[str] = set()
    wrong: list[str] = []
    beside = [(len(corpus["cases"]) + n, one) for n, one in enumerate(corpus.get("beside", []))]
    cases = [(n, one["asset"]) for n, one in enumerate(corpus["cases"])]
    for number, asset in [*cases, *beside]:
        for place in leaves(asset["resource"]["data"]):
            expected = where(corpus, projection(type_name), place, number >= len(cases))
            hit.update(expected)
            now = found(
                look(resources, [*there[:number], changed(asset, place), *there[number + 1 :]])
            )
            named = {line.partition(": ")[2] or line for line in now}
            if IDENTITY in expected:
                expected = {"missing", f"unmanaged {type_name}"}
            if named != expected:
                wrong.append(f"{plain(place)}: {sorted(named)} instead of {sorted(expected)}")
    for one in corpus.get("changes", []):
        asset = copy.deepcopy(corpus["cases"][one["case"]]["asset"])
        asset["resource"]["data"].update(one["data"])
        after = [*there[: one["case"]], asset, *there[one["case"] + 1 :]]
        hit.update(one["found"])
        if {line.partition(": ")[2] for line in found(look(resources, after))} != set(one["found"]):
            wrong.append(f"{one}")
    assert wrong == []
    rows = {
        row.path
        for row in projection(type_name).attributes
        if row.kind in (AttributeKind.SETTABLE, AttributeKind.SENSITIVE)
    }
    assert rows - hit - identifying(corpus) - {"project"} == set(corpus.get("unset", {}))
    assert all(corpus.get("unset", {}).values())


def identifying(corpus: Any) -> set[str]:
    """Attributes whose change makes it another resource."""
    return set(corpus.get("identity", ["name", "region", "zone", "location"]))


def where(corpus: Any, of: Projection, place: Any, beside: bool) -> set[str]:
    """The attribute that a change at a place in an answer must show in."""
    rows: dict[str, Any] = corpus.get("rows", {})
    ignored = corpus.get("ignored", ())
    before = "beside." if beside else ""
    for at in (before + exact(place), before + plain(place)):
        for known in sorted((*rows, *ignored), key=len, reverse=True):
            if at == known or at.startswith(known + "."):
                named = rows.get(known, [])
                return {named} if isinstance(named, str) else set(named)
    if plain(place) in VOLATILE:
        return set()
    if beside:
        return {f"nothing, {before}{plain(place)} is not named"}
    said = words(place)
    if said in identifying(corpus):
        return {IDENTITY}
    every = {row.path: row for row in of.attributes}
    if said == "labels":
        return {"labels"}
    for path in sorted(every, key=len, reverse=True):
        if said == path or said.startswith(path + "."):
            return {path}
    return {f"nothing, {said} is not named"}


VOLATILE = frozenset(
    ("kind", "id", "creationTimestamp", "status", "etag", "fingerprint", "labelFingerprint",
     "createTime", "updateTime", "state")
)  # fmt: skip
"""What changes by itself, whatever the type; a computed row of the name still counts."""


@pytest.mark.parametrize("type_name", TYPES)
def test_what_was_deleted_is_missing(type_name: str) -> None:
    resources, there = states(type_name), assets(type_name)
    for number, one in enumerate(resources):
        rest = [*there[:number], *there[number + 1 :]]
        assert found(look(resources, rest)) == [f"{one.address}: missing"]


ONE_EACH = "google_compute_project_metadata"
"""Every project has one, so that it is never unmanaged."""


@pytest.mark.parametrize("type_name", [name for name in TYPES if name != ONE_EACH])
def test_what_nobody_manages_is_unmanaged(type_name: str) -> None:
    resources, there = states(type_name), assets(type_name)
    everywhere = recorded(type_name).get("everywhere", [])
    live = look(resources[1:] or [gone(resources[0])], [*there, *everywhere])
    lines = [
        f"unmanaged {type_name}",
        *([] if resources[1:] else [f"{resources[0].address}: missing"]),
    ]
    assert found(live) == sorted(lines)


def gone(resource: Any) -> Any:
    from dataclasses import replace

    said = {
        name: f"{value}x" if name in GONE and isinstance(value, str) else value
        for name, value in resource.attributes.items()
    }
    return replace(resource, attributes=said)


GONE = ("name", "email", "service", "secret_id", "repository_id", "dataset_id", "table_id")


@pytest.mark.parametrize("type_name", [name for name in TYPES if recorded(name).get("everywhere")])
def test_what_every_project_has_is_shown_when_asked_for(type_name: str) -> None:
    everywhere = recorded(type_name)["everywhere"]
    session: Any = Fake([*assets(type_name), *everywhere])
    target = Target("demo", type_name)
    plain_view = read([target], {"demo": session})
    strict = read([target], {"demo": session}, strict=True)
    assert len(strict.resources) - len(plain_view.resources) == len(everywhere)


@pytest.mark.parametrize("type_name", TYPES)
def test_what_was_not_read_is_not_clean(type_name: str) -> None:
    session: Any = Fake(assets(type_name), failing=NotRead("assets.list: Forbidden", denied=True))
    view = read([Target("demo", type_name, tuple(states(type_name)))], {"demo": session})
    assert view.resources == () and view.listed == frozenset()
    assert [(one.id, one.denied) for one in view.unread] == [(None, True)]


@pytest.mark.parametrize("type_name", TYPES)
def test_every_compared_attribute_is_set_somewhere(type_name: str) -> None:
    corpus = recorded(type_name)
    of = projection(type_name)
    bare = {
        row.path
        for row in of.attributes
        if row.kind in (AttributeKind.SETTABLE, AttributeKind.SENSITIVE)
        and not any(is_set(row, value_at(one["state"], row.path)) for one in corpus["cases"])
    }
    assert bare - {"project"} == set(corpus.get("unset", {}))


def is_set(row: Attribute, value: Value) -> bool:
    if empty(value) or value is MISSING or isinstance(value, Unknown):
        return False
    return row.default is NO_DEFAULT or not row.same(row.default, value)


@pytest.mark.parametrize("type_name", supported_types())
def test_most_settable_arguments_are_compared(type_name: str) -> None:
    """At least 80 % of the arguments of the provider's schema; the others have their reason."""
    schema, of = find(type_name), projection(type_name)
    assert schema is not None
    arguments = set(settable(schema.block))
    paths = [one.path for one in of.attributes]
    missing = {one for one in arguments if inside(one, of.uncovered) or not inside(one, paths)}
    assert {one for one in missing if not inside(one, of.uncovered)} == set()
    assert len(missing) <= 0.2 * len(arguments), sorted(missing)
    known = {*arguments, "timeouts"}
    assert {one for one in of.uncovered if not holds(one, known)} == set()
    assert all(of.uncovered.values())
    for row in of.attributes:
        written = row.kind in (AttributeKind.SETTABLE, AttributeKind.SENSITIVE, *NOWHERE)
        assert not written or holds(row.path, known), row.path


def settable(block: BlockSchema, prefix: str = "") -> Iterator[str]:
    for name, one in block.attributes.items():
        if (one.required or one.optional) and (prefix or name != "id"):
            yield prefix + name
    for name, nested in block.blocks.items():
        if name != "timeouts":
            within = list(settable(nested.block, f"{prefix}{name}."))
            yield from within or [prefix + name]


def inside(path: str, of: Iterable[str]) -> bool:
    return any(path == one or path.startswith(f"{one}.") for one in of)


def holds(path: str, arguments: Iterable[str]) -> bool:
    return any(inside(path, [one]) or one.startswith(f"{path}.") for one in arguments)


FIRST = "google_cloud_run_service"
"""What is written in the words of an API's first version."""

FULL = {
    # Which disk is which shows in values, not in fields; the corpus has all three.
    "google_compute_instance": {
        "metadata_startup_script",
        "attached_disk",
        "scratch_disk",
        "boot_disk.initialize_params",
    },
    # A text is no gs://bucket/object.
    "google_cloudfunctions_function": {"source_archive_object"},
    # All locations but the cluster's own.
    # And pools of node auto-provisioning are left out.
    "google_container_cluster": {"node_locations", "node_pool"},
    # Steered by the platform, see test_by_itself.py.
    "google_compute_instance_group_manager": {"target_size"},
    "google_sql_database_instance": {"settings.disk_size"},
}


@pytest.mark.parametrize("type_name", TYPES)
def test_every_argument_is_found_in_an_answer_with_all_fields(type_name: str) -> None:
    """No place that is read is unknown to Google's discovery documents."""
    reader, schema = reader_for(type_name), find(type_name)
    assert reader is not None and schema is not None
    name = recorded(type_name)["cases"][0]["asset"]["name"]
    every = [
        Asset(name, kind, full(kind, newer=type_name != FIRST), None, "123456789", "here")
        for kind in reader.resources
    ]
    for one in every:
        for field in ("nextHopNetwork", "nextHopPeering", "nextHopHub"):
            one.data.pop(field, None)  # type: ignore[attr-defined]
    session: Any = Fake(())
    inventory = Inventory("demo", lambda content, kinds: every, reader.resources, ())
    (item,) = reader.listing(Context(session, inventory))
    nowhere = {row.path for row in reader.projection.attributes if row.kind in NOWHERE}
    skipped = {*nowhere, *reader.projection.uncovered, *FULL.get(type_name, ())}
    assert list(unset(schema.block, reader.read(item.raw), "", skipped)) == []


def unset(block: BlockSchema, value: Any, prefix: str, skipped: set[str]) -> Iterator[str]:
    for name, one in block.attributes.items():
        path = prefix + name
        if (one.required or one.optional) and (prefix or name != "id") and path not in skipped:
            there = value.get(name)
            if empty(there) or isinstance(there, Unknown):
                yield path
    for name, nested in block.blocks.items():
        path = prefix + name
        if path in skipped or name == "timeouts":
            continue
        there = value.get(name)
        if not there or isinstance(there, Unknown):
            yield path
        else:
            yield from unset(nested.block, there[0], f"{path}.", skipped)


def test_every_asset_type_has_a_discovery_document() -> None:
    readers = [reader for name in supported_types() if (reader := reader_for(name)) is not None]
    asked = {kind for one in readers for kind in (*one.resources, *one.policies)}
    assert asked <= set(SCHEMAS)
    assert all(re.fullmatch(r"[a-z]+\.googleapis\.com/[A-Za-z]+", one) for one in asked)
