"""Declared objects against what a server makes of them: nothing is drift that nobody changed, and
every change is found, at its field, and nothing else."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scanner.drift.bookkeeping import settled
from scanner.drift.difference import Difference
from scanner.drift.managers import entries
from scanner.drift.object_findings import field_name
from scanner.drift.objects import differences
from scanner.drift.values import MISSING
from scanner.identity import attribute_path
from scanner.live.kubernetes.schema import built_in
from scanner.model import Location, Origin, Resource
from scanner.outcome import DriftClass

SCHEMA = built_in()
OBJECTS = Path(__file__).parent / "objects"
KINDS = {
    *("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Pod"),
    *("PodTemplate", "Job", "CronJob", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"),
    *("ServiceAccount", "Service", "Ingress", "IngressClass", "NetworkPolicy", "StorageClass"),
    *("PersistentVolume", "PersistentVolumeClaim", "CSIDriver", "HorizontalPodAutoscaler"),
    *("PodDisruptionBudget", "PriorityClass", "LimitRange", "ResourceQuota", "Namespace"),
    *("ConfigMap", "RuntimeClass", "CustomResourceDefinition", "ValidatingWebhookConfiguration"),
    "MutatingWebhookConfiguration",
}


class Nowhere:
    def locate(self, path: tuple[str | int, ...]) -> Location:
        return Location("app.yaml")


def recorded_cases() -> Iterator[dict[str, Any]]:
    for path in sorted(OBJECTS.glob("*.yaml")):
        yield from yaml.safe_load(path.read_text())


CASES = list(recorded_cases())


def names(
    declared: dict[str, Any], live: dict[str, Any], recorded: dict[str, Any] | None
) -> list[tuple[str, DriftClass]]:
    found = differences(declared, live, recorded, entries(live), SCHEMA)
    resource = Resource("Kind", "Kind/a/b", declared, Origin.CODE, Nowhere(), ".")
    other = Resource("Kind", "Kind/a/b", live, Origin.LIVE, Nowhere(), ".")
    return [
        (
            attribute_path(other, one.live_path)
            if one.declared is MISSING
            else attribute_path(resource, one.path),
            one.of,
        )
        for one in found.differences
    ]


def changed(live: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The live object after somebody changed it."""
    found = copy.deepcopy(live)
    for path, value in change.get("set", {}).items():
        put(found, path.split("."), value)
    if "replace" in change:
        put(found, *change["replace"])
    for path in change.get("remove", ()):
        *way, last = path.split(".")
        place = found
        for step in way:
            place = place[int(step) if isinstance(place, list) else step]
        del place[int(last) if isinstance(place, list) else last]
    if "owned" in change:
        found["metadata"]["managedFields"] = [
            {
                "manager": change["by"],
                "operation": "Update",
                "time": "2026-02-03T04:05:06Z",
                "fieldsV1": change["owned"],
                "subresource": change.get("subresource", ""),
            }
        ]
    return found


def put(place: Any, way: list[str], value: Any) -> None:
    for step in way[:-1]:
        place = place[int(step)] if isinstance(place, list) else place.setdefault(step, {})
    if isinstance(place, list):
        place[int(way[-1]) :] = [value, *place[int(way[-1]) + 1 :]]
    else:
        place[way[-1]] = value


def title(case: dict[str, Any]) -> str:
    return f"{case['declared']['apiVersion']}/{case['declared']['kind']}"


def test_every_kind_has_a_case() -> None:
    assert {case["declared"]["kind"] for case in CASES} >= KINDS
    assert all(case["changes"] for case in CASES)


@pytest.mark.parametrize("applied", [True, False], ids=["applied", "unrecorded"])
@pytest.mark.parametrize("case", CASES, ids=title)
def test_what_a_server_makes_of_it_is_no_drift(case: dict[str, Any], applied: bool) -> None:
    declared, live = case["declared"], case["live"]
    assert names(declared, live, declared if applied else None) == []


@pytest.mark.parametrize("case", CASES, ids=title)
def test_every_change_is_found_at_its_field(case: dict[str, Any]) -> None:
    declared = case["declared"]
    for change in case["changes"]:
        live = changed(case["live"], change)
        for recorded, of in ((declared, DriftClass.DRIFTED), (None, DriftClass.DIFFERS)):
            expected = [(name, of) for name in change["expected"]]
            if change.get("subresource") == "scale" and not change["expected"]:
                continue  # Told by `compare_objects`: see test_clusters.py.
            assert names(declared, live, recorded) == expected, change


@pytest.mark.parametrize("case", CASES, ids=title)
def test_a_change_of_the_manifest_is_not_applied_yet(case: dict[str, Any]) -> None:
    """What was applied is live, and the code has moved on."""
    for change in case["changes"]:
        if "owned" in change or not change["expected"]:
            continue
        declared, recorded = changed(case["declared"], {}), case["declared"]
        declared["metadata"]["labels"] = {**declared["metadata"].get("labels", {}), "new": "x"}
        found = names(declared, case["live"], recorded)
        assert found == [("metadata.labels.new", DriftClass.UNDEPLOYED)] or found == [
            ("metadata.labels", DriftClass.UNDEPLOYED)
        ]
        return


@pytest.mark.parametrize("case", CASES, ids=title)
def test_what_the_manifest_no_longer_says(case: dict[str, Any]) -> None:
    """It was applied and is live; an apply would take it away."""
    recorded = copy.deepcopy(case["declared"])
    recorded["metadata"]["annotations"] = {
        **recorded["metadata"].get("annotations", {}),
        "old": "x",
    }
    live = copy.deepcopy(case["live"])
    live["metadata"].setdefault("annotations", {})["old"] = "x"
    found = names(case["declared"], live, recorded)
    assert [of for _, of in found] == [DriftClass.UNDEPLOYED]


# Where the state of Terraform's provider is not what the server holds: it leaves labels out that
# are Kubernetes' own, and would take away what a controller added to a list.
OTHERWISE = {
    ("v1/Namespace", 'metadata.labels["kubernetes.io/metadata.name"]'),
    ("v1/ServiceAccount", "imagePullSecrets[name=web-dockercfg-x]"),
}


@pytest.mark.parametrize("case", CASES, ids=title)
def test_a_state_as_the_recorded_view(case: dict[str, Any]) -> None:
    """The provider records what the server made of it. Then any change of what is live is drift,
    whoever made it."""
    declared, recorded = case["declared"], settled(case["live"])

    def found(live: dict[str, Any]) -> list[tuple[str, DriftClass]]:
        compared = differences(declared, live, recorded, entries(live), SCHEMA, by_state=True)
        said = [(name(declared, recorded, live, one), one.of) for one in compared.differences]
        return [one for one in said if (title(case), one[0]) not in OTHERWISE]

    assert found(case["live"]) == []
    for change in case["changes"]:
        expected = [(name, DriftClass.DRIFTED) for name in change["expected"]]
        seen = found(changed(case["live"], change))
        if expected:
            assert seen == expected, change
        else:
            assert {of for _, of in seen} <= {DriftClass.DRIFTED}, change


def name(
    declared: dict[str, Any], recorded: dict[str, Any], live: dict[str, Any], one: Difference
) -> str:
    """As the findings name a field."""
    views = {Origin.CODE: declared, Origin.STATE: recorded, Origin.LIVE: live}
    code, state, there = (
        Resource("Kind", "Kind/a/b", item, origin, Nowhere(), ".") for origin, item in views.items()
    )
    return field_name(code, there, state, one)
