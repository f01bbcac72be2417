"""Objects that want to keep trueup busy, lead it astray or speak to the terminal."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scanner.drift.objects import differences
from scanner.live.kubernetes.api import Kind
from scanner.live.kubernetes.schema import built_in
from scanner.live.kubernetes.wellknown import is_well_known
from tests.live.kubernetes.conftest import Cluster, Outcome
from tests.support.web_server import Answer

Trueup = Callable[..., Outcome]
HEAD = {"apiVersion": "cert-manager.io/v1", "kind": "Certificate", "metadata": {"name": "a"}}


def nested(depth: int, leaf: Any, wide: int = 1) -> Any:
    for _ in range(depth):
        leaf = {"x": [leaf] * wide}
    return leaf


def test_lists_in_lists_take_no_time() -> None:
    declared, live = ({**HEAD, "spec": nested(30, {"v": v}, 2)} for v in (1, 2))
    declared["spec"] = nested(24, {"v": 1})
    live["spec"] = nested(24, {"v": 2})
    started = time.process_time()
    found = differences(declared, live, live, [], built_in())
    assert found.differences and time.process_time() - started < 3
    declared["spec"], live["spec"] = nested(7, {"v": 1}, 4), nested(7, {"v": 2}, 4)
    started = time.process_time()
    assert differences(declared, live, live, [], built_in()).differences
    assert time.process_time() - started < 3


@pytest.mark.parametrize("depth", [200, 900, 5000])
def test_what_is_nested_too_deeply_is_unread(cluster: Cluster, trueup: Trueup, depth: int) -> None:
    Path("a.yaml").write_text(yaml.safe_dump({**HEAD, "spec": nested(20, {"v": 1})}))
    cluster.api.put({**HEAD, "metadata": {"name": "a"}, "spec": {}})
    text = '{"x":[' * depth + "1" + "]}" * depth
    real = cluster.server.app

    def deep(arrived: Any) -> Any:
        answer = real(arrived)
        if "certificates" in arrived.path:
            answer.body = answer.body.replace(b'"spec": {}', f'"spec": {text}'.encode())
        return answer

    cluster.server.app = deep
    outcome = trueup("drift", ".", "--format", "json")
    assert outcome.code in (1, 3)
    kinds = {one["drift"]["class"] for one in outcome.report["results"]}
    assert kinds and kinds <= {"unread", "differs"}


@pytest.mark.parametrize(
    "metadata",
    [
        {"name": 5},
        {"name": "a", "namespace": 5},
        {"name": "a", "labels": [1], "annotations": "x", "finalizers": {}},
        {"name": "a", "managedFields": [1, {"fieldsV1": 3}, {"fieldsV1": {"f:x": 1, "k:{": {}}}]},
        {"name": "../../secrets/x"},
        {"name": "a\u001b[31m"},
        {},
    ],
)
def test_metadata_that_is_none(cluster: Cluster, trueup: Trueup, metadata: dict[str, Any]) -> None:
    item = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"a": "b"}}
    Path("a.yaml").write_text(yaml.safe_dump(item))
    cluster.api.put(json.loads(json.dumps({**item, "metadata": {"name": "a", **metadata}})))
    for format_ in ("text", "json"):
        outcome = trueup("drift", ".", "--format", format_)
        assert outcome.code in (0, 1, 3), outcome.err
        assert "\x1b[31m" not in outcome.out
    assert all("/secrets" not in one.target for one in cluster.server.log)


def test_answers_that_are_none(cluster: Cluster, trueup: Trueup) -> None:
    Path("a.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
    real = cluster.server.app
    for body in (b"[]", b"{}", b'{"items": 5}', b'{"items": [5, null, {"metadata": 3}]}', b"null"):

        def odd(arrived: Any, body: bytes = body) -> Any:
            answer = real(arrived)
            if "configmaps" in arrived.path:
                answer.body = body
            return answer

        cluster.server.app = odd
        outcome = trueup("drift", ".", "--format", "json", "--all")
        assert outcome.code in (1, 3)
        assert {one["drift"]["class"] for one in outcome.drift.values()} <= {"missing", "unread"}


def test_a_list_without_an_end(cluster: Cluster, trueup: Trueup) -> None:
    Path("a.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
    real = cluster.server.app

    def endless(arrived: Any) -> Any:
        if "configmaps" in arrived.path:
            return Answer(200, b'{"items": [], "metadata": {"continue": "same"}}')
        return real(arrived)

    cluster.server.app = endless
    outcome = trueup("drift", ".", "--format", "json")
    assert outcome.report["summary"]["complete"] is False
    assert "without an end" in outcome.out
    assert len(cluster.server.log) < 10


def test_time_is_up(cluster: Cluster, trueup: Trueup) -> None:
    Path("a.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
    outcome = trueup("drift", ".", "--format", "json", "--timeout", "0.000001")
    assert outcome.code == 3
    assert "the time of --timeout was over" in outcome.out


def test_paths_of_objects_are_quoted() -> None:
    kind = Kind("v1", "ConfigMap", "configmaps", True)
    path = kind.path("a/b", "../x?y")
    assert path == "/api/v1/namespaces/a%2Fb/configmaps/..%2Fx%3Fy"


@pytest.mark.parametrize("item", [{}, {"kind": "ConfigMap"}, {"kind": 3, "metadata": []}])
def test_what_is_no_object_is_nobody_s(item: dict[str, Any]) -> None:
    assert is_well_known(item)
