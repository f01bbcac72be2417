"""The graph contract, held to Checkov's own graph (recorded), and what becomes of the answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.cli.evaluation import load_code
from scanner.model import ABSENT, Kind, Location, Origin, Resource, Unknown
from scanner.packs.checkov.catalogue import Catalogue, Check, GraphChecks
from scanner.packs.checkov.conf import Entity, entity_of, kind_of
from scanner.packs.checkov.graphs.asking import looks_of
from scanner.packs.checkov.graphs.graph import Graph, Looks
from scanner.packs.checkov.graphs.terraform import graphs_of
from scanner.packs.checkov.verdicts import Ran, run_pack
from scanner.project import Project

HERE = Path(__file__).parent / "recorded"
RECORDED = json.loads((HERE / "graph.json").read_text())
ALL = Looks(frozenset(), {}, frozenset({""}))
Fake = Callable[..., str]
Make = Callable[..., Resource]


def entity(resource: Resource) -> Entity | None:
    kind = kind_of(resource)
    return entity_of(resource, *kind) if kind is not None else None


def key(graph: Graph, index: int) -> str:
    content = graph.nodes[index].content
    return f"{content['resource_type']} {content['__address__']}"


@pytest.fixture(scope="module")
def ours() -> Graph:
    root = str(HERE / "graph")
    loaded = load_code([root], Project(root, root), (), "default", None)
    (graph,) = graphs_of(loaded.resources, entity, ALL)
    return graph


def test_the_same_nodes(ours: Graph) -> None:
    found = {key(ours, index): node.content for index, node in enumerate(ours.nodes)}
    assert set(found) == set(RECORDED["nodes"])
    for name, wanted in RECORDED["nodes"].items():
        said = {one: found[name].get(one) for one in wanted}
        if wanted["block_type_"] == "module":
            # Checkov takes the key of a call's instance for an id.
            del said["id_"], wanted["id_"]
        if "_resource_type" in said:
            said["_resource_type"] = said["_resource_type"][0]
        assert said == wanted


def test_the_same_edges(ours: Graph) -> None:
    found = {
        (key(ours, start), key(ours, end))
        for start, end, _ in ours.edges
        if ours.nodes[start].entity.kind in ("resource", "data")
    }
    assert found == {tuple(edge) for edge in RECORDED["edges"]}
    assert len(found) > 12


def test_what_an_argument_is_written_with(tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(
        'resource "aws_x" "a" {\n  count = length(local.names)\n  plain = "text"\n'
        '  bucket = "${var.name}-${aws_y.b[0].id}"\n  depends_on = [aws_y.b]\n}\n'
        'resource "aws_y" "b" {\n  count = 1\n}\nvariable "name" {}\n'
        'locals {\n  names = ["a"]\n}\n'
    )
    loaded = load_code([str(tmp_path)], Project(str(tmp_path), str(tmp_path)), (), "default", None)
    source: Any = next(one.source for one in loaded.resources if one.type == "aws_x")
    assert set(source.mentions("bucket")) == {("var", "name"), ("aws_y", "b", 0, "id")}
    assert source.mentions("count") == (("local", "names"),)
    assert source.mentions("depends_on") == (("aws_y", "b"),)
    assert source.mentions("plain") == source.mentions("missing") == ()


class Nowhere:
    """A source that stands nowhere."""

    def locate(self, _path: object) -> Location:
        return Location("main.tf")


def block(address: str, to: tuple[str, ...] = (), scope: str = ".", **attributes: Any) -> Resource:
    return Resource(
        type=address.partition("[")[0].rpartition(".")[0],
        address=address,
        attributes=attributes,
        origin=Origin.CODE,
        source=Nowhere(),
        scope=scope,
        references={("subject",): to} if to else {},
    )


def looks(*types: str) -> Looks:
    return Looks(frozenset(types))


def test_each_root_has_its_own_and_knows_of_types_elsewhere() -> None:
    resources = [
        block("aws_vpc.a", scope="one"),
        block("aws_flow_log.a", ("aws_vpc.a",), scope="one"),
        block("aws_vpc.a", scope="two"),
        block("aws_iam_user.a", scope="three"),
    ]
    graphs = list(graphs_of(resources, entity, looks("aws_vpc", "aws_flow_log")))
    assert [(one.about, one.elsewhere) for one in graphs] == [
        ("the graph of one", ()),
        ("the graph of two", ("aws_flow_log",)),
    ]
    assert graphs[0].edges == ((1, 0, "subject"),)
    assert graphs[1].edges == ()


def test_only_what_a_check_looks_at_is_in_it() -> None:
    resources = [block("aws_vpc.a"), block("aws_iam_user.a"), block("aws_flow_log.a")]
    (graph,) = graphs_of(resources, entity, looks("aws_vpc", "aws_flow_log"))
    assert [node.resource.address for node in graph.nodes] == ["aws_vpc.a", "aws_flow_log.a"]


def test_a_check_in_python_sees_what_it_may_look_for() -> None:
    resources = [
        block("aws_judged.a", ("aws_referred.a",)),
        block("aws_referred.a"),
        block("aws_named.a"),
        block("data.aws_document.a"),
        block("aws_other.a"),
    ]
    coded = {"aws_judged": (("a.module",), frozenset({"aws_named", "rule"}))}
    (graph,) = graphs_of(resources, entity, Looks(frozenset(), coded))
    assert {node.resource.address for node in graph.nodes} == {
        "aws_judged.a", "aws_referred.a", "aws_named.a", "data.aws_document.a",
    }  # fmt: skip
    assert graph.modules == ("a.module",)
    assert list(graphs_of(resources[1:], entity, Looks(frozenset(), coded))) == []


def test_an_instance_nobody_can_tell_may_be_each() -> None:
    resources = [
        block("aws_b.b", ("aws_a.a[*]",)),
        block('aws_a.a["x"]'),
        block('aws_a.a["y[z"]'),
        block("aws_a.other"),
    ]
    (graph,) = graphs_of(resources, entity, ALL)
    assert graph.edges == ((0, 1, "subject"), (0, 2, "subject"))


def test_what_does_not_exist_is_no_node(make_resource: Make) -> None:
    gone = replace(make_resource("aws_vpc", "gone"), not_instantiated=True)
    assert list(graphs_of([gone], entity, ALL)) == []


def test_texts_of_json_are_marked() -> None:
    resource = block("aws_x.a", policy='{"Statement": [{"Effect": "Allow"}]}', tags={"a": "b"})
    (graph,) = graphs_of([resource], entity, ALL)
    content = graph.nodes[0].content
    assert content["json_"] == ["policy"]
    assert content["policy"] == [{"json_": {"Statement": [{"Effect": "Allow"}]}}]
    assert content["tags"] == [{"a": "b"}]


NAMES = st.sampled_from(
    ["aws_a.a", 'aws_a.a["k"]', "aws_b.b[0]", "data.aws_c.c", "module.m.aws_a.a"]
)
VALUES = st.none() | st.text(max_size=4) | st.just(Unknown("why", "var.x")) | st.just('["x"]')
BLOCKS = st.lists(
    st.builds(
        lambda address, to, scope, values: block(address, tuple(to), scope, **values),
        NAMES,
        st.lists(NAMES | st.sampled_from(["aws_a.a[*]", "aws_z.z", ""]), max_size=3),
        st.sampled_from(["one", "two"]),
        st.dictionaries(st.sampled_from(["bucket", "resource_type", "json_"]), VALUES, max_size=3),
    ),
    max_size=8,
)


@given(BLOCKS, st.frozensets(st.sampled_from(["aws_a", "aws_b", "data.aws_c", ""])))
@settings(max_examples=200)
def test_any_graph_can_be_sent(resources: list[Resource], types: frozenset[str]) -> None:
    for wanted in (Looks(types), Looks(frozenset(), {}, types)):
        graphs = list(graphs_of(resources, entity, wanted))
        assert len(graphs) <= 2
        for graph in graphs:
            assert orjson.loads(orjson.dumps([one.content for one in graph.nodes]))
            for start, end, label in graph.edges:
                assert 0 <= start < len(graph.nodes) > end >= 0
                assert start != end
                assert label
            present = {one.content["resource_type"] for one in graph.nodes}
            assert not present & set(graph.elsewhere)


# ---- the catalogue ------------------------------------------------------------------------------


def check(id_: str, *types: str) -> Check:
    return Check(id_, "Ensure", "IAM", "", frozenset({"words"}), types)


def test_what_checks_look_at() -> None:
    sees: dict[str, frozenset[str] | None] = {
        "A": frozenset({"aws_a", "data.aws_b"}), "CODED": None, "ALL": None, "NONE": None
    }  # fmt: skip
    checks = {
        "A": check("A", "resource/aws_a"),
        "CODED": check("CODED", "resource/aws_c"),
        "ALL": check("ALL", "data/aws_d"),
        "NONE": check("NONE", "resource/"),
    }
    found = GraphChecks(sees, {"resource/aws_c": ("m",)})
    catalogue = Catalogue("3", checks, {}, {}, {"terraform": found})
    assert looks_of(catalogue, "terraform", checks) == Looks(
        frozenset({"aws_a", "data.aws_b"}),
        {"aws_c": (("m",), frozenset({"words"}))},
        frozenset({"data.aws_d", ""}),
    )
    assert looks_of(catalogue, "kubernetes", checks) == Looks(frozenset())
    # What nobody asks is not looked for.
    assert looks_of(catalogue, "terraform", ()) == Looks(frozenset())


# ---- answers ------------------------------------------------------------------------------------

INDEX = (
    'dict(INDEX, graphs={"terraform": {"sees": {"CKV_FAKE_2": ["aws_vpc", "aws_flow_log"]},'
    ' "modules": {}}})'
)


def run(python: str, *resources: Resource) -> Ran:
    return run_pack(resources, python, (), ())


def graph_of(make: Make, **log: Any) -> list[Resource]:
    vpc = make("aws_vpc", "a")
    return [vpc, make("aws_flow_log", "a", references={("vpc",): (vpc.address,)}, **log)]


def test_a_verdict_is_about_a_node(make_resource: Make, fake_python: Fake) -> None:
    said = 'said = [["CKV_FAKE_2", "FAILED", 0, []], ["CKV_FAKE_2", "PASSED", 1, ["traffic"]]]'
    ran = run(fake_python(said, index=INDEX), *graph_of(make_resource))
    assert ran.diagnostics == ()
    assert [(one.resource.address, one.kind) for one in ran.findings] == [
        ("aws_vpc.a", Kind.FAIL),
        ("aws_flow_log.a", Kind.PASS),
    ]


@pytest.mark.parametrize(
    ("node", "path", "reason"),
    [
        (1, ("storage_encrypted",), "no value"),
        (0, (), "of aws_flow_log.a, no value"),
    ],
)
def test_unknown_is_open_where_it_or_what_it_is_connected_to_is_unknown(
    node: int, path: tuple[str, ...], reason: str, make_resource: Make, fake_python: Fake
) -> None:
    python = fake_python(f'said = [["CKV_FAKE_2", "UNKNOWN", {node}, []]]', index=INDEX)
    log = {"storage_encrypted": Unknown("no value", "var.x")}
    (finding,) = run(python, *graph_of(make_resource, **log)).findings
    assert finding.kind is Kind.OPEN
    assert finding.path == path
    assert finding.message == f"Ensure CKV_FAKE_2 (undecided: {reason})"


def test_unknown_is_nothing_where_all_is_known(make_resource: Make, fake_python: Fake) -> None:
    python = fake_python('said = [["CKV_FAKE_2", "UNKNOWN", 0, []]]', index=INDEX)
    assert run(python, *graph_of(make_resource)).findings == ()


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ([Unknown("no value", "var.x", arms=(ABSENT, {"on": True}))], Kind.OPEN),
        (Unknown("no value", "var.x", arms=("yes", None)), Kind.OPEN),
        (Unknown("no value", "var.x", arms=("yes", "no")), Kind.PASS),
        ([Unknown("no value", "var.x")], Kind.PASS),
        ([{"on": True}], Kind.PASS),
        (None, Kind.PASS),
    ],
)
def test_what_may_not_be_there_is_open(
    value: Any, kind: Kind, make_resource: Make, fake_python: Fake
) -> None:
    python = fake_python('said = [["CKV_FAKE_2", "PASSED", 1, []]]', index=INDEX)
    for name, expected in (("storage_encrypted", kind), ("other", Kind.PASS)):
        (finding,) = run(python, *graph_of(make_resource, **{name: value})).findings
        assert finding.kind is expected


@pytest.mark.parametrize(
    ("type_", "shared", "kind"),
    [("aws_flow_log", False, Kind.OPEN), ("aws_flow_log", True, Kind.PASS),
     ("aws_other", False, Kind.PASS)],
)  # fmt: skip
def test_what_it_is_connected_to_may_not_be_there(
    type_: str, shared: bool, kind: Kind, make_resource: Make, fake_python: Fake
) -> None:
    size = Unknown("var.on has no value", "var.on")
    vpc = make_resource("aws_vpc", "a")
    log = make_resource(type_, "a", references={("vpc",): (vpc.address,)})
    resources = [
        replace(vpc, existence=(size,) if shared else ()),
        replace(log, existence=(size,)),
    ]
    said = 'said = [["CKV_FAKE_2", "PASSED", 0, []]]'
    (finding,) = run(fake_python(said, index=INDEX), *resources).findings
    assert finding.kind is kind
    if kind is Kind.OPEN:
        why = "whether there is aws_flow_log.a, var.on has no value"
        assert finding.message == f"Ensure CKV_FAKE_2 (undecided: {why})"


def test_equal_graphs_are_asked_about_once(
    make_resource: Make, fake_python: Fake, tmp_path: Path
) -> None:
    counted = f"open({str(tmp_path / 'asked')!r}, 'a').write('x')"
    said = f"{counted}; said = [['CKV_FAKE_2', 'FAILED', 0, []]]"
    vpc = make_resource("aws_vpc", "a", cidr_block="10.0.0.0/16")
    roots = [replace(vpc, scope=scope) for scope in "abc"]
    other = replace(make_resource("aws_vpc", "a", cidr_block="10.1.0.0/16"), scope="d")
    ran = run(fake_python(said, index=INDEX), *roots, other)
    assert len(ran.findings) == 4
    assert (tmp_path / "asked").read_text() == "xx"


@pytest.mark.parametrize(
    "said",
    [
        '[["CKV_FAKE_2", "FAILED", 2, []]]',
        '[["CKV_FAKE_2", "FAILED", -1, []]]',
        '[["CKV_FAKE_2", "FAILED", []]]',
        '[["CKV_FAKE_2", "FAILED", "0", []]]',
        '{"a": 1}',
    ],
)
def test_garbage_costs_only_the_pack(said: str, make_resource: Make, fake_python: Fake) -> None:
    ran = run(fake_python(f"said = {said}", index=INDEX), *graph_of(make_resource))
    assert [one.code for one in ran.diagnostics] == ["pack-failed"]
    assert "the graph of" in ran.diagnostics[0].message


def test_a_graph_that_cannot_be_sent_costs_itself(make_resource: Make, fake_python: Fake) -> None:
    python = fake_python("said = [['CKV_FAKE_2', 'FAILED', 0, []]]", index=INDEX)
    odd = replace(make_resource("aws_vpc", "a", cidr_block=10**30), scope="odd")
    ran = run(python, odd, replace(make_resource("aws_vpc", "a"), scope="plain"))
    assert [one.resource.scope for one in ran.findings] == ["plain"]
    (diagnostic,) = ran.diagnostics
    assert diagnostic.code == "pack-resource"
    assert diagnostic.message.startswith("the graph of odd: Checkov cannot be asked about it")
