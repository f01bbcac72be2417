"""API objects as the graphs that Checkov's checks ask."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

import pytest

from scanner.identity import object_address, object_type
from scanner.model import Kind, Location, Origin, Path, Resource, Rule, Unknown
from scanner.outcome import Finding
from scanner.packs.checkov.conf import entity_of, kind_of
from scanner.packs.checkov.conf.entity import Entity
from scanner.packs.checkov.conf.kubernetes import reported_pod
from scanner.packs.checkov.graphs.graph import Graph, Looks
from scanner.packs.checkov.graphs.kubernetes import graphs_of
from scanner.packs.checkov.verify import ask_checkov, verdicts_of_pack

LOOKS = Looks(frozenset({"Pod", "NetworkPolicy", "Role", "RoleBinding"}))


class At:
    """A source in one file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def locate(self, _path: Path) -> Location:
        return Location(self.path, 7)


def make(kind: str, path: str = "k8s/a.yaml", scope: str = "k8s", **more: Any) -> Resource:
    said = {"apiVersion": "v1", "kind": kind, "metadata": {"name": "web"}, **more}
    group = said["apiVersion"].rpartition("/")[0]
    address = object_address(kind, group, "-", "web")
    return Resource(object_type(kind, group), address, said, Origin.CODE, At(path), scope)


def entity(resource: Resource) -> Entity | None:
    kind = kind_of(resource)
    return entity_of(resource, *kind) if kind is not None else None


def graphs(*resources: Resource, looks: Looks = LOOKS) -> list[Graph]:
    return list(graphs_of(resources, entity, looks))


def kinds(graph: Graph) -> list[str]:
    return [str(node.content["kind"]) for node in graph.nodes]


def test_of_the_kinds_that_checks_look_at_and_what_has_pods() -> None:
    every = ("Pod", "Deployment", "CronJob", "Service", "ConfigMap", "NetworkPolicy")
    (graph,) = graphs(*map(make, every))
    assert kinds(graph) == ["Pod", "Deployment", "NetworkPolicy"]
    assert graph.nodes[0].content["file_path_"] == "k8s/a.yaml"
    (all_of_them,) = graphs(*map(make, every), looks=Looks(frozenset(), {}, frozenset({""})))
    assert kinds(all_of_them) == list(every)
    assert kinds(*graphs(make("Deployment"), make("Role"), looks=Looks(frozenset({"Role"})))) == [
        "Role"
    ]


def test_what_is_no_object_or_not_there_is_in_none(make_resource: Any) -> None:
    gone = replace(make("Pod"), not_instantiated=True)
    of_terraform = replace(make("Pod"), address="kubernetes_pod.web")
    assert graphs(gone, of_terraform, make_resource("aws_vpc")) == []


def test_manifests_of_all_folders_are_one_graph() -> None:
    (graph,) = graphs(
        make("Pod"),
        make("Role", "ops/roles.yaml", "ops"),
        # Seen from below the repository's root, and from beside it.
        make("Pod", "a.yaml", "deep/k8s"),
        make("Pod", "../ops/x/a.yaml", "x"),
        make("Pod", "a.yaml", "."),
    )
    assert len(graph.nodes) == 5


def test_what_an_overlay_renders_to_is_a_graph_by_itself() -> None:
    plain, prod, test = graphs(
        make("Pod"),
        make("Pod", "base/web.yaml", "overlays/prod"),
        make("NetworkPolicy", "overlays/prod/net.yaml", "overlays/prod"),
        make("Pod", "base/web.yaml", "overlays/test"),
        make("Role"),
    )
    assert [kinds(one) for one in (plain, prod, test)] == [
        ["Pod", "Role"],
        ["Pod", "NetworkPolicy"],
        ["Pod"],
    ]
    assert prod.about == "the graph of the objects of overlays/prod"


def test_each_environment_has_its_own() -> None:
    assert len(graphs(make("Pod"), make("Role"), replace(make("Pod"), environment="prod"))) == 2


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"metadata": {"labels": {"app": Unknown("why")}}}, "of NetworkPolicy/-/web, why"),
        ({"spec": {"podSelector": Unknown("why")}}, "of NetworkPolicy/-/web, why"),
        ({"spec": {"asked": Unknown("why")}}, "of NetworkPolicy/-/web, why"),
        ({"spec": {"other": Unknown("why")}}, None),
    ],
)
def test_what_may_be_connected_leaves_all_open(more: dict[str, Any], reason: str | None) -> None:
    (graph,) = graphs(make("Pod"), make("NetworkPolicy", **more))
    assert graph.undecided(frozenset({"asked"})) == reason


def test_a_graph_with_edges_of_its_own_decides_by_them() -> None:
    (graph,) = graphs(make("Pod", metadata={"labels": Unknown("why")}))
    assert replace(graph, joins=frozenset()).undecided(frozenset({"labels"})) is None


@pytest.mark.parametrize(
    ("metadata", "template", "name"),
    [
        ({"name": "web"}, {"labels": {"app": "web"}}, "Pod.default.web.app-web"),
        ({"name": "web", "namespace": "shop"}, {"name": "one"}, "Pod.shop.one"),
        (
            {"name": "web", "namespace": "shop"},
            {"namespace": "x", "labels": {}},
            "Pod.x.web.default",
        ),
        ({}, {"labels": {"a": "b", "c": "d"}}, "Pod.default.a-b.c-d"),
        ({"name": "web"}, None, "Deployment/-/web"),
        ({"name": "web"}, {"labels": None}, "Deployment/-/web"),
    ],
)
def test_what_checkov_calls_the_pod_in_an_object(metadata: Any, template: Any, name: str) -> None:
    one = make("Deployment", metadata=metadata, spec={"template": {"metadata": template}})
    assert reported_pod(one) == name
    assert reported_pod(make("Deployment", metadata="x", spec=[])) == "Deployment/-/web"


def test_a_verdict_on_the_pod_in_an_object_is_compared_as_that(make_finding: Any) -> None:
    labels = {"metadata": {"labels": {"app": "web"}}}
    one = make("Deployment", spec={"template": labels})
    found = verdicts_of_pack([make_finding("CKV2_K8S_6", ("Pod",), one)], "/work")
    ((check, place),) = found
    assert (check, place.address) == ("CKV2_K8S_6", "Pod.default.web.app-web")
    for rule_of in (("Pod", "Deployment"), ("Deployment",)):
        found = verdicts_of_pack([make_finding("CKV_K8S_1", rule_of, one)], "/work")
        assert [place.address for _, place in found] == ["Deployment.default.web"]


@pytest.fixture
def make_finding() -> Any:
    from scanner.engine import finding_of
    from scanner.model import Level, RuleBody

    def finding(id_: str, on: tuple[str, ...], resource: Resource) -> Finding:
        rule = Rule(id_, on, Level.LOW, lambda: RuleBody(check=lambda _: None))
        return finding_of(rule, resource, Kind.FAIL, (), "x")

    return finding


def test_checkov_is_told_what_to_leave_out(tmp_path: FilePath) -> None:
    python = tmp_path / "python"
    python.write_text(
        f"#!{sys.executable}\nimport json, sys\nfound = {{'file_abs_path': 'a.yaml', 'resource':"
        " ' '.join(sys.argv[1:]), 'check_id': 'CKV_K8S_1', 'check_result': {'result': 'PASSED'}}\n"
        "print(json.dumps({'check_type': 'kubernetes', 'results': {'passed_checks': [found]}}))\n"
    )
    python.chmod(0o755)
    for without, words in ((("CKV_K8S_9", "CKV_K8S_7"), ["CKV_K8S_7,CKV_K8S_9"]), ((), [])):
        (record,) = ask_checkov(str(python), str(tmp_path), (), without)["kubernetes"]
        assert record["resource"].partition("--skip-check ")[2].split() == words
        assert "--framework terraform kubernetes" in record["resource"]
