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
from tests.support.kubernetes_defaults import stored
from tests.support.kubernetes_server import ClusterApi, Served
from tests.support.web_server import Answer, WebServer

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
    first, *others = running.reads()
    assert first == "GET /apis/apps/v1/namespaces/kube-system/deployments?limit=500"
    # What rules on it look for beside it, in the same namespace, and no Secret.
    assert others and all("/namespaces/kube-system/" in one for one in others)
    assert not [one for one in others if "secrets" in one]
    assert {one["resource"]["type"] for one in outcome.report["results"]} == {"Deployment"}


def test_what_stands_beside_what_is_judged_is_read(running: Cluster, trueup: Trueup) -> None:
    """Whether a NetworkPolicy selects the pods is no guess because only Deployments were wanted."""
    arguments = ("scan", "--live", "kubernetes", "--type", "Deployment", "--format", "json")
    rule = "kubernetes-network-policy-missing"
    assert found(trueup(*arguments, "--policy", "strict"), rule) == ["Deployment.apps/shop/web"]
    running.api.put(
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "NetworkPolicy",
            "metadata": {"name": "all", "namespace": "shop"},
            "spec": {"podSelector": {}, "policyTypes": ["Ingress"]},
        }
    )
    assert found(trueup(*arguments, "--policy", "strict"), rule) == []
    running.api.denied = {("networkpolicies", "list")}
    outcome = trueup(*arguments, "--policy", "strict")
    assert outcome.report["summary"]["complete"] is False
    kinds = {one["kind"] for one in outcome.report["results"] if one["rule"] == rule}
    assert kinds == {"open"}


def test_kinds_that_the_cluster_does_not_have_have_no_objects(
    running: Cluster, trueup: Trueup
) -> None:
    """No Rollout of Argo can be what the Service selects, where there are no Rollouts."""
    running.api.put(
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": "s", "namespace": "shop"},
            "spec": {"selector": {"app": "other"}, "ports": [{"port": 80}]},
        }
    )
    outcome = trueup("scan", "--live", "kubernetes", "--policy", "strict", "--format", "json")
    (one,) = (r for r in outcome.report["results"] if "service-selects-nothing" in r["rule"])
    assert one["kind"] == "fail"


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


# Kinds of files that programs read; no cluster serves them.
FILES = {
    "EncryptionConfiguration", "KubeProxyConfiguration", "KubeletConfiguration", "Kustomization",
}  # fmt: skip
CODE_ONLY = {
    "kubernetes-secret-committed": "what is in a cluster is committed nowhere for that",
    "kubernetes-autoscaler-fights-replicas": "live there always are replicas: the autoscaler's",
    "kubernetes-deprecated-service-account-field": "the server writes both names",
}
# (rule, number of its example, bad): where a cluster tells more or less than a manifest.
EXCEPTIONS = {
    ("kubernetes-default-namespace", 1, False): "live every object says where it is",
    ("kubernetes-network-policy-rules-ignored", 1, True): "the server leaves empty lists out",
    ("kubernetes-secret-in-annotations", 1, True): "kubectl's note is not judged as an annotation: "
    "every object that was applied has one, and who may read that of a Secret may read the Secret",
}


def examples() -> list[tuple[str, int, bool, list[dict[str, Any]]]]:
    """(rule, number, bad, objects) of every example of every rule on objects of a cluster."""
    found = []
    for rule in load_rules():
        if rule.platform != "kubernetes" or rule.code_only:
            continue
        for texts, bad in ((rule.bad, True), (rule.good, False)):
            for number, text in enumerate(texts):
                items = [
                    item
                    for document in yaml.safe_load_all(text)
                    if document
                    for item in document.get("items", [document])
                ]
                if not any(item["kind"] in FILES for item in items):
                    found.append((rule.id, number, bad, items))
    return found


def test_rules_that_look_at_code_alone() -> None:
    rules = [rule for rule in load_rules() if rule.platform == "kubernetes"]
    assert {rule.id for rule in rules if rule.code_only} == set(CODE_ONLY)


def test_every_rule_says_of_a_cluster_what_it_says_of_its_manifests(tmp_path: Path) -> None:
    """The examples of each rule, put into a cluster that defaults them, and read back."""
    from kubernetes import client

    from scanner.engine import evaluate
    from scanner.live.kubernetes.everything import read_objects
    from scanner.live.kubernetes.guard import ReadGuard
    from scanner.live.kubernetes.session import KubernetesSession, Limits

    rules = {rule.id: rule for rule in load_rules()}
    project = find_project(str(tmp_path))
    path = tmp_path / "a.yaml"
    judged, differing = 0, []
    with WebServer(ClusterApi(Answer)) as server:
        configuration = client.Configuration()
        configuration.host = server.url
        session = KubernetesSession(configuration, ReadGuard(), Limits())
        for rule, number, bad, items in examples():
            for place, item in enumerate(items):
                # A fragment may leave its name out; a cluster's objects have one.
                item["metadata"] = {"name": f"o{place}", **(item.get("metadata") or {})}
            path.write_text(yaml.safe_dump_all(items))
            declared = load_kubernetes([str(path)], project).resources
            server.app = api = ClusterApi(Answer)
            for item in items:
                serve(api, item)
                api.put(stored(item))
            types = {one.type for one in declared}
            live = read_objects(session, types, system=True, workers=1).resources
            said = _verdicts(evaluate(declared, [rules[rule]]).findings)
            now = _verdicts(evaluate(live, [rules[rule]]).findings)
            judged += 1
            if said != now:
                differing.append((rule, number, bad))
    assert judged > 700
    assert differing == list(EXCEPTIONS)


def serve(api: ClusterApi, item: dict[str, Any]) -> None:
    """Let the server have the kind of an object, in its version."""
    group, _, version = item["apiVersion"].rpartition("/")
    if any((k.group, k.version, k.kind) == (group, version, item["kind"]) for k in api.kinds):
        return
    served = next((k for k in api.kinds if (k.group, k.kind) == (group, item["kind"])), None)
    plural = served.resource if served else item["kind"].lower() + "s"
    namespaced = served.namespaced if served else True
    api.kinds.insert(0, Served(group, version, item["kind"], plural, namespaced))


def _verdicts(findings: Any) -> list[tuple[str, str, str, str]]:
    return sorted(
        (one.resource.type, one.address.rpartition("/")[2], one.attribute, one.kind.value)
        for one in findings
        if one.kind in (Kind.FAIL, Kind.PASS, Kind.OPEN)
    )
