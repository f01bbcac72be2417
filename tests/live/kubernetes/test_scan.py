"""`trueup scan --live kubernetes`: a cluster judged without any manifest."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scanner.load.kubernetes import load_kubernetes
from scanner.model import Kind
from scanner.project import find_project
from scanner.rulebook import load_rules
from tests.live.kubernetes.conftest import Cluster, Outcome

Trueup = Callable[..., Outcome]
ROOT = Path(__file__).parents[3]
POD = {
    "containers": [
        {"name": "web", "image": "nginx:1.25", "securityContext": {"privileged": True}},
    ]
}


def deployment(namespace: str, **metadata: Any) -> dict[str, Any]:
    labels = {"app": "web"}
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "web", "namespace": namespace, **metadata},
        "spec": {
            "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": labels}, "spec": POD},
        },
    }


@pytest.fixture
def running(cluster: Cluster) -> Cluster:
    cluster.api.put(deployment("shop"))
    cluster.api.put(deployment("kube-system"))
    owner = {"kind": "ReplicaSet", "name": "web-1", "uid": "1", "controller": True}
    pod = {"name": "web-1-a", "namespace": "shop", "ownerReferences": [owner]}
    cluster.api.put({"apiVersion": "v1", "kind": "Pod", "metadata": pod, "spec": POD})
    secret = {"password": base64.b64encode(b"canary-secret").decode()}
    note = {"kubectl.kubernetes.io/last-applied-configuration": '{"data": "canary-note"}'}
    home = {"name": "db", "namespace": "shop", "annotations": note}
    cluster.api.put({"apiVersion": "v1", "kind": "Secret", "metadata": home, "data": secret})
    return cluster


def found(outcome: Outcome, rule: str) -> list[str]:
    results = outcome.report["results"]
    return [one["resource"]["address"] for one in results if one["rule"] == rule]


def test_a_cluster_is_judged(running: Cluster, trueup: Trueup) -> None:
    outcome = trueup("scan", "--live", "kubernetes", "--format", "json")
    assert outcome.code == 1 and outcome.report["summary"]["complete"] is True
    # Once: not in the pod that the Deployment makes, and not in the system's namespaces.
    assert found(outcome, "kubernetes-privileged-container") == ["Deployment.apps/shop/web"]
    (one,) = (r for r in outcome.report["results"] if "privileged-c" in r["rule"])
    assert one["location"]["path"] == "kubernetes://main/Deployment.apps/shop/web"
    assert "canary" not in outcome.out + outcome.err
    assert all(one.method == "GET" for one in running.server.log)
    assert not [one for one in running.server.log if one.path.endswith("/secrets/db")]


def test_namespaces_and_types(running: Cluster, trueup: Trueup) -> None:
    arguments = ("scan", "--live", "kubernetes", "--format", "json")
    outcome = trueup(*arguments, "--namespace", "kube-system", "--type", "Deployment")
    assert found(outcome, "kubernetes-privileged-container") == ["Deployment.apps/kube-system/web"]
    assert running.reads() == ["GET /apis/apps/v1/namespaces/kube-system/deployments?limit=500"]


@pytest.mark.parametrize("fault", [403, 500, "truncate"])
def test_what_is_not_read_is_told(running: Cluster, trueup: Trueup, fault: int | str) -> None:
    running.server.fault("/networkpolicies", fault)
    outcome = trueup("scan", "--live", "kubernetes", "--format", "json")
    assert outcome.report["summary"]["complete"] is False
    assert "NetworkPolicy" in str(outcome.report["diagnostics"])
    # Whether one selects the pods nobody knows.
    kinds = {
        one["kind"]
        for one in outcome.report["results"]
        if one["rule"] == "kubernetes-network-policy-missing"
    }
    assert kinds <= {"open"}


def examples() -> list[tuple[str, str, bool]]:
    """(rule, example, bad) of every rule on objects of one manifest."""
    return [
        (rule.id, text, bad)
        for rule in load_rules()
        if rule.platform == "kubernetes" and not rule.code_only
        for texts, bad in ((rule.bad, True), (rule.good, False))
        for text in texts[:1]
        if not text.lstrip().startswith("resource ")
    ]


def test_every_rule_says_of_a_cluster_what_it_says_of_its_manifests(tmp_path: Path) -> None:
    """The examples of each rule, put into a cluster and read back."""
    from kubernetes import client

    from scanner.engine import evaluate
    from scanner.live.kubernetes.everything import read_objects
    from scanner.live.kubernetes.guard import ReadGuard
    from scanner.live.kubernetes.session import KubernetesSession, Limits
    from tests.support.kubernetes_server import ClusterApi, Served
    from tests.support.web_server import Answer, WebServer

    rules = {rule.id: rule for rule in load_rules()}
    project = find_project(str(tmp_path))
    judged, differing = 0, []
    with WebServer(ClusterApi(Answer)) as server:
        configuration = client.Configuration()
        configuration.host = server.url
        session = KubernetesSession(configuration, ReadGuard(), Limits())
        for rule, text, _bad in examples():
            path = tmp_path / "a.yaml"
            path.write_text(text)
            declared = load_kubernetes([str(path)], project).resources
            if any(one.type == "Secret" or not _is_whole(one) for one in declared):
                continue  # Of Secrets only metadata is read.
            api = server.app = ClusterApi(Answer)
            for item in yaml.safe_load_all(text):
                for one in item.get("items", [item]) if item else ():
                    group, _, version = one["apiVersion"].rpartition("/")
                    served = next(
                        (k for k in api.kinds if (k.group, k.kind) == (group, one["kind"])), None
                    )
                    if served is None or served.version != version:
                        plural = one["kind"].lower() + "s"
                        cluster_wide = served is not None and not served.namespaced
                        api.kinds.insert(
                            0, Served(group, version, one["kind"],
                                      served.resource if served else plural, not cluster_wide),
                        )  # fmt: skip
                    api.put(one)
            types = {one.type for one in declared}
            live = read_objects(session, types, system=True, workers=2).resources
            said = _verdicts(evaluate(declared, [rules[rule]]).findings)
            now = _verdicts(evaluate(live, [rules[rule]]).findings)
            judged += 1
            if said != now:
                differing.append((rule, said, now))
    assert judged > 200
    assert differing == []


def _is_whole(resource: Any) -> bool:
    metadata = resource.attributes.get("metadata")
    return isinstance(metadata, dict) and isinstance(metadata.get("name"), str)


def _verdicts(findings: Any) -> list[tuple[str, str, str]]:
    return sorted(
        (one.resource.type, one.attribute, one.kind.value)
        for one in findings
        if one.kind in (Kind.FAIL, Kind.PASS, Kind.OPEN)
    )
