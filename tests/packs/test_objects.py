"""Checkov's Kubernetes checks: objects as they expect them (recorded), and what they answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from checkov_workers import write_fake
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.load.api_objects import with_api_objects
from scanner.load.kubernetes import load_kubernetes
from scanner.model import Kind, Origin, Resource, Unknown
from scanner.outcome import Finding
from scanner.packs.checkov.client import Worker
from scanner.packs.checkov.conf import entity_of, kind_of, path_of, reported
from scanner.packs.checkov.conf.kubernetes import END, START, reported_pod
from scanner.packs.checkov.graphs.graph import Looks
from scanner.packs.checkov.graphs.kubernetes import graphs_of
from scanner.packs.checkov.verdicts import run_pack
from scanner.packs.checkov.verify import ending, framework_of
from scanner.project import Project

HERE = Path(__file__).parent / "recorded"
RECORDED = json.loads((HERE / "objects.json").read_text())
Make = Callable[..., Resource]


def read(folder: Path) -> list[Resource]:
    root = str(folder)
    files = sorted(str(path) for path in folder.iterdir())
    return list(load_kubernetes(files, Project(root, root)).resources)


@pytest.fixture(scope="module")
def ours() -> dict[tuple[str, str], Resource]:
    """Our objects of the same files, by file and name."""
    return {
        (Path(one.source.locate(()).path).name, reported(one, "kubernetes")): one
        for one in read(HERE / "objects")
    }


def without_lines(value: Any) -> Any:
    if isinstance(value, dict):
        lines = {START: 0, END: 0} if START in value else {}
        return {key: without_lines(item) for key, item in value.items()} | lines
    return [without_lines(item) for item in value] if isinstance(value, list) else value


def test_the_same_objects_by_the_same_names(ours: dict[tuple[str, str], Resource]) -> None:
    assert set(ours) == {(one["file"], one["id"]) for one in RECORDED}
    assert len(RECORDED) > 5


@pytest.mark.parametrize("wanted", RECORDED, ids=lambda one: f"{one['file']}:{one['id']}")
def test_an_object_is_as_checkov_has_it(
    wanted: dict[str, Any], ours: dict[tuple[str, str], Resource]
) -> None:
    resource = ours[wanted["file"], wanted["id"]]
    kind = kind_of(resource)
    assert kind == ("kubernetes", wanted["conf"]["kind"])
    conf = entity_of(resource, *kind).conf
    assert conf[START] == wanted["conf"][START]
    assert without_lines(conf) == without_lines(wanted["conf"])
    # Its own stay as they are.
    assert START not in resource.attributes


def make_object(**attributes: Any) -> Resource:
    said = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web"}, **attributes}
    from scanner.identity import object_address, object_type

    group = said["apiVersion"].rpartition("/")[0]
    return Resource(
        object_type(said["kind"], group),
        object_address(said["kind"], group, "-", "web"),
        said,
        Origin.CODE,
        read(HERE / "objects")[0].source,
        ".",
    )


def test_what_terraform_declares_is_terraforms(make_resource: Make) -> None:
    pod = make_resource("kubernetes_pod", spec=[{"host_pid": True}], metadata=[{"name": "web"}])
    block, made = with_api_objects([pod])
    assert made.type == "Pod"
    assert kind_of(made) is None
    assert kind_of(block) == ("resource", "kubernetes_pod")
    manifest = make_resource("kubernetes_manifest", manifest={"kind": "Pod", "apiVersion": "v1"})
    in_module = replace(manifest, address="module.Web.kubernetes_manifest.web")
    assert [kind_of(one) for one in with_api_objects([in_module])] == [
        ("resource", "kubernetes_manifest"),
        None,
    ]


def test_an_element_of_a_typed_list_says_what_it_is() -> None:
    one = make_object(spec={})
    bare = replace(one, attributes={"metadata": {"name": "web"}, "spec": {}})
    assert kind_of(bare) == ("kubernetes", "Pod")
    assert entity_of(bare, "kubernetes", "Pod").conf["kind"] == "Pod"


@pytest.mark.parametrize(
    ("metadata", "name"),
    [
        ({"name": "web"}, "Pod.default.web"),
        ({"name": "web", "namespace": "shop"}, "Pod.shop.web"),
        ({"labels": {"a": "b", "c": 1}, "namespace": None}, "Pod.None.a-b.c-1"),
        ({"labels": {}}, "Pod.default.default"),
        ({"labels": None}, "Pod/-/web"),
        (None, "Pod/-/web"),
    ],
)
def test_what_checkov_calls_it(metadata: Any, name: str) -> None:
    assert reported(make_object(metadata=metadata), "kubernetes") == name


# ---- places --------------------------------------------------------------------------------------

POD: dict[str, Any] = {
    "metadata": {"name": "web", "annotations": {"a": "b"}},
    "spec": {"containers": [{"name": "a"}, {"name": "b", "image": "x", "env": [{"name": "E"}]}]},
}


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ([], ()),
        (["spec/containers/[1]/image"], ("spec", "containers", 1, "image")),
        (["spec/containers/[1]/env/[0]/name"], ("spec", "containers", 1, "env", 0, "name")),
        (
            ["spec/containers/[0]/image", "spec/containers/[0]/name"],
            ("spec", "containers", 0, "name"),
        ),
        (
            ["spec/containers/[0]/securityContext/runAsUser"],
            ("spec", "containers", 0, "securityContext", "runAsUser"),
        ),
        # Of what is not there, its neighbour is no place.
        (["spec/containers/[7]/image"], ("spec", "containers")),
        (["spec/containers/image"], ("spec", "containers")),
        (["metadata/name/first"], ("metadata", "name")),
        (["spec/initContainers/[0]"], ("spec", "initContainers", "[0]")),
        ([7, None, "metadata/annotations"], ("metadata", "annotations")),
    ],
)
def test_where_a_check_looked(keys: list[Any], path: tuple[Any, ...]) -> None:
    assert path_of(make_object(**POD), keys) == path


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "0"]), inner)
    ),
    max_leaves=12,
)
KEYS = st.lists(st.text("ab/[]019-²", max_size=12) | st.integers(), max_size=4)


@given(st.dictionaries(st.sampled_from(["a", "b", "0", "[0]"]), JSON), KEYS)
@settings(max_examples=200)
def test_a_place_leads_as_far_as_there_is_something(attributes: Any, keys: Any) -> None:
    path = path_of(replace(ONE, attributes=attributes), keys)
    value: Any = attributes
    for number, step in enumerate(path):
        if isinstance(value, list):
            assert isinstance(step, int)
            value = value[step]
        elif isinstance(value, dict) and step in value:
            value = value[step]
        else:
            # From here on nothing is there, and the path names what the check missed.
            assert value is None or isinstance(value, dict)
            assert all(isinstance(rest, str) for rest in path[number:])
            break


ONE = make_object()
ALL = Looks(frozenset(), {}, frozenset({""}))
NAMED = st.recursive(
    JSON,
    lambda inner: st.dictionaries(
        st.sampled_from(["name", "namespace", "labels", "template", "metadata"]), inner
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(max_size=5), JSON | st.just(Unknown("why", "var.x")), max_size=5))
@settings(max_examples=200)
def test_any_object_can_be_sent(attributes: dict[str, Any]) -> None:
    resource = replace(ONE, attributes=attributes)
    entity = entity_of(resource, "kubernetes", "Pod")
    assert json.loads(orjson.dumps(entity.conf)) == entity.conf
    assert bool(entity.unknown) == any(isinstance(one, Unknown) for one in attributes.values())


@given(st.dictionaries(st.sampled_from(["metadata", "spec", "kind"]), JSON | NAMED, max_size=3))
@settings(max_examples=200)
def test_anything_can_be_named(attributes: dict[str, Any]) -> None:
    resource = replace(ONE, attributes=attributes)
    assert isinstance(reported(resource, "kubernetes"), str)
    assert reported_pod(resource)
    assert list(graphs_of([resource], lambda one: entity_of(one, *(kind_of(one) or ("", ""))), ALL))


def test_what_is_too_deep_is_refused_and_not_cut(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(900):
        deep = {"a": [deep]}
    ran = run_pack([make_object(spec=deep)], fake(tmp_path), (), ())
    assert ran.findings == ()
    (problem,) = ran.diagnostics
    assert problem.code == "pack-resource"


# ---- verdicts ------------------------------------------------------------------------------------

FINDS = 'said = [["CKV_AWS_16", "FAILED", ["spec/hostPID"]], ["CKV_AWS_88", "PASSED", []]]'


def fake(folder: Path, judge: str = FINDS) -> str:
    return write_fake(folder / "python", judge, types=("kubernetes/Pod",))


def test_verdicts_become_findings(tmp_path: Path) -> None:
    ran = run_pack([make_object(spec={"hostPID": True})], fake(tmp_path), (), ())
    assert [(one.rule.id, one.kind, one.path) for one in ran.findings] == [
        ("CKV_AWS_16", Kind.FAIL, ("spec", "hostPID")),
        ("CKV_AWS_88", Kind.PASS, ()),
    ]
    assert ran.findings[0].rule.on == ("Pod",)
    assert {framework_of(one.resource) for one in ran.findings} == {"kubernetes"}


@pytest.mark.parametrize(
    ("attributes", "is_open"),
    [
        ({"spec": {"storage_encrypted": Unknown("why")}}, True),
        ({"spec": [{"storage_encrypted": [Unknown("why")]}]}, True),
        ({"spec": {"other": Unknown("why")}}, False),
        # The user's own name for something.
        ({"metadata": {"labels": {"storage_encrypted": Unknown("why")}}}, False),
    ],
)
def test_what_a_check_says_of_an_unknown_value_is_open(
    attributes: dict[str, Any], is_open: bool, tmp_path: Path
) -> None:
    ran = run_pack([make_object(**attributes)], fake(tmp_path), (), ())
    found = {one.rule.id: one for one in ran.findings}
    assert (found["CKV_AWS_16"].kind is Kind.OPEN) is is_open
    assert (found["CKV_AWS_88"].kind is Kind.OPEN) is is_open
    if is_open:
        assert found["CKV_AWS_88"].message == "Ensure CKV_AWS_88 (undecided: why)"


def test_a_label_is_known_by_the_name_of_its_map() -> None:
    labels = make_object(metadata={"labels": {"storage_encrypted": Unknown("why")}})
    assert entity_of(labels, "kubernetes", "Pod").unknown == {"labels": "why"}


def test_a_check_that_raises_ends_checkovs_run(tmp_path: Path, make_resource: Make) -> None:
    raises = 'said = [["CKV_AWS_16", "CRASHED", ["IndexError"]], ["CKV_AWS_88", "FAILED", []]]'
    python = write_fake(
        tmp_path / "python", raises, types=("kubernetes/Pod", "resource/aws_db_instance")
    )
    found = run_pack([make_object()], python, (), ()).findings
    assert ending(found) == {"CKV_AWS_16"}
    # Of a Terraform block it says nothing and goes on.
    found = run_pack([make_resource("aws_db_instance")], python, (), ()).findings
    assert [one.kind for one in found] == [Kind.OPEN, Kind.FAIL]
    assert ending(found) == frozenset()


# ---- the worker ----------------------------------------------------------------------------------


@pytest.fixture
def worker(small_checkov: str) -> Iterator[Worker]:
    with Worker(small_checkov) as found:
        yield found


def judge(worker: Worker, type_: str, **conf: Any) -> Any:
    index = worker.ask({"do": "index"}, "the index")["index"]
    request = {
        "do": "judge",
        "kind": "kubernetes",
        "type": type_,
        "name": "web",
        "path": "1:web",
        "conf": conf,
        "modules": index["types"][f"kubernetes/{type_}"],
    }
    return {said[0]: said[1:] for said in worker.ask(request, type_)["said"]}


def test_a_check_that_names_no_key_is_given_the_one_it_asks_of(worker: Worker) -> None:
    said = judge(worker, "Deployment", spec={"template": {"spec": {"hostPID": True}}})
    assert said == {"CKV_K8S_17": ["FAILED", ["spec/template/spec/hostPID"]]}
    said = judge(worker, "Pod", spec={"hostPID": False})
    assert said["CKV_K8S_17"] == ["PASSED", []]


def test_a_container_of_which_list_nobody_says_is_in_the_pod(worker: Worker) -> None:
    assert judge(worker, "Pod", spec={})["CKV_K8S_1001"] == ["FAILED", ["spec"]]


def test_the_words_of_a_check_are_those_of_the_api(worker: Worker) -> None:
    index = worker.ask({"do": "index"}, "the index")["index"]
    assert "containers" in index["checks"]["CKV_K8S_1001"][3]
    assert "command" in index["checks"]["CKV_K8S_1002"][3]
    assert "command" not in index["checks"]["CKV_K8S_1001"][3]


def test_one_id_of_two_frameworks_is_one_rule(
    small_checkov: str, make_resource: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scanner.packs.checkov.catalogue._FEWEST", 1)
    pod = make_resource("kubernetes_pod", spec=[{"host_pid": True}])
    own = make_object(spec={"hostPID": True})
    ran = run_pack([*with_api_objects([pod]), own], small_checkov, (), ())
    (rule,) = (rule for rule in ran.rules if rule.id == "CKV_K8S_17")
    assert rule.on == ("kubernetes_pod", "Pod", "Deployment")
    assert rule.platform == "kubernetes"
    found: list[Finding] = [one for one in ran.findings if one.rule.id == "CKV_K8S_17"]
    assert [(one.resource.type, one.kind) for one in found] == [
        ("kubernetes_pod", Kind.FAIL),
        ("Pod", Kind.FAIL),
    ]


def test_an_object_is_shaped_for_a_check(worker: Worker) -> None:
    shaped = make_object(
        kind="Shaped", metadata={"annotations": {"a": "b"}}, spec={"securityContext": {}}
    )
    conf = entity_of(shaped, "kubernetes", "Shaped").conf
    assert judge(worker, "Shaped", **conf)["CKV_K8S_1003"] == ["PASSED", []]
