"""The worker asked about graphs, with a small Checkov of our own that has a parser of checks,
solvers, and blocks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scanner.packs.checkov.client import Worker
from scanner.packs.checkov.worker import graph

SOLVER = """
import concurrent.futures
from concurrent.futures import ThreadPoolExecutor
from networkx import DiGraph
from checkov.common.graph.checks_infra import debug
from checkov.common.util.http_utils import normalize_bc_url

def solve(nodes, work):
    debug.graph_check("stands in")
    assert normalize_bc_url("x") == "x"
    pool, passed, failed = ThreadPoolExecutor(), [], []
    jobs = [pool.submit(work, node, passed, failed) for node in nodes]
    concurrent.futures.wait(jobs)
    return passed, failed, []
"""
PARSER = """
import sys
from enum import Enum
from checkov.common.checks_infra.solvers.attribute_solvers.base_attribute_solver import solve

class Kind(Enum):
    ATTRIBUTE = "ATTRIBUTE"
    CONNECTION = "CONNECTION"
    FILTER = "FILTER"
    RESOURCE = "RESOURCE"

class Check:
    sub_checks = ()
    connected_resources_types = ()

    def __init__(self, raw, types):
        self.attribute, self.attribute_value = raw.get("attribute"), raw.get("value")
        self.resource_types = raw.get("resource_types", [])
        if isinstance(self.resource_types, str):
            self.resource_types = [self.resource_types]
        self.type = Kind[raw["cond_type"].upper()]
        self.operator, self.seen = raw["operator"], []
        self.connected_resources_types = raw.get("connected_resource_types", [])

    def run(self, graph):
        nodes = [data for _, data in graph.nodes()]
        mine = [one for one in nodes if one["resource_type"] in self.resource_types]
        if self.operator == "imported":
            return (mine, [], []) if "networkx" in sys.modules else ([], mine, [])
        if self.operator == "raise":
            raise ValueError("secret")
        if self.operator == "remember":
            self.seen += nodes
            return self.seen, [], []
        if self.type is Kind.CONNECTION:
            ends = {(id(nodes[a]), id(nodes[b])) for a, b, _ in graph.edges}
            there = [n for n in nodes if n["resource_type"] in self.connected_resources_types]
            if not there:
                return [], [], mine
            met = [n for n in mine if any((id(n), id(t)) in ends for t in there)]
            return met + met, [n for n in mine if n not in met], []
        def work(node, passed, failed):
            value = node[self.attribute]
            (passed if value == self.attribute_value else failed).append(node)
        return solve(mine, work)

class All:
    def __init__(self, found):
        self.sub_checks = found

    def run(self, graph):
        return self.sub_checks[0].run(graph)

class GraphCheckParser:
    def validate_check_config(self, path, raw):
        return "name" in raw["metadata"]

    def parse_raw_check(self, raw, resources_types, check_path):
        definition = raw["definition"]
        if definition.get("operator") == "unheard of":
            raise NotImplementedError
        found = Check(definition, resources_types) if "and" not in definition else All(
            [Check(one, resources_types) for one in definition["and"]]
        )
        found.id, found.name = raw["metadata"]["id"], raw["metadata"]["name"]
        found.category, found.guideline = raw["metadata"]["category"], None
        return found
"""
BLOCK = """
class Block:
    def __init__(self, name, config, path, block_type, attributes, id, source):
        self.attributes = {
            **{one: value[0] if isinstance(value, list) else value
               for one, value in attributes.items()},
            "label_": f"{block_type}: {name}",
        }

    def get_attribute_dict(self, add_hash):
        assert not add_hash
        return dict(self.attributes)

TerraformBlock = Block
"""
GRAPH = """
class PyDiGraph:
    def add_nodes_from(self, nodes):
        assert [index for index, _ in nodes] == list(range(len(nodes)))
        self.kept = nodes

    def add_edges_from(self, edges):
        self.edges = edges

    def nodes(self):
        return self.kept
"""
REGISTRY = """
class Registry:
    def __init__(self):
        self.checks = {}

    def all_checks(self):
        return ()

%s_registry = Registry()
"""
CODED = """
from checkov.terraform.checks.resource.registry import resource_registry

class Value:
    def __init__(self, value):
        self.value = value

class Check:
    id, name, guideline, categories = "CKV_9", "Ensure", None, ()

    def run(self, path, conf, name, type_, skip):
        names = [node["__address__"] for _, node in self.graph.nodes()]
        return {"result": Value("PASSED"), "evaluated_keys": [name, *names, *sorted(conf)]}

class Plain:
    id = "CKV_10"

resource_registry.checks["aws_coded"] = [Check(), Plain()]
"""


def written(id_: str, definition: Any, category: str = "Networking") -> dict[str, Any]:
    return {"metadata": {"id": id_, "name": "Ensure", "category": category},
            "definition": definition}  # fmt: skip


ENCRYPTED = {
    "cond_type": "attribute", "resource_types": ["aws_a", "aws_b"], "attribute": "policy.on",
    "operator": "equals", "value": True,
}  # fmt: skip
CONNECTED = {
    "cond_type": "connection", "resource_types": ["aws_a"], "operator": "exists",
    "connected_resource_types": ["aws_b"],
}  # fmt: skip
FILTER = {
    "cond_type": "filter", "attribute": "resource_type", "operator": "within", "value": ["aws_a"]
}  # fmt: skip
CHECKS = {
    "Value.json": written("CKV_1", {**ENCRYPTED, "attribute": "on"}),
    "Connected.yaml": written("CKV_2", {"and": [CONNECTED, FILTER]}),
    "Imported.json": written("CKV_3", {**CONNECTED, "operator": "imported"}),
    "Raising.json": written("CKV_4", {**ENCRYPTED, "resource_types": "aws_c", "operator": "raise"}),
    "All.yml": written(
        "CKV_5", {"cond_type": "resource", "resource_types": ["aws_a"], "operator": "remember"}
    ),
    "Nothing.json": [],
    "Nameless.json": {"metadata": {"id": "CKV_6", "category": "IAM"}, "definition": ENCRYPTED},
    "Unheard.json": written("CKV_7", {**ENCRYPTED, "operator": "unheard of"}),
}


@pytest.fixture(scope="module")
def graphic_checkov(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The interpreter of an environment with the small Checkov."""
    folder = tmp_path_factory.mktemp("environment")
    command = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    (packages,) = folder.glob("lib/python3*/site-packages")
    infra, components = "common/checks_infra", "graph_builder/graph_components/blocks.py"
    files = {
        "version.py": 'version = "3.3.30"\n',
        f"{infra}/checks_parser.py": PARSER,
        f"{infra}/resources_types.py": "resources_types = {'': ['aws_a']}\n",
        f"{infra}/solvers/attribute_solvers/base_attribute_solver.py": SOLVER,
        f"{infra}/solvers/resource_solvers/base_resource_solver.py": "",
        "common/graph/checks_infra/enums.py": "",
        "common/util/http_utils.py": "raise RuntimeError('not imported')\n",
        f"common/graph/{components}": BLOCK,
        f"terraform/{components}": BLOCK,
        "terraform/checks/resource/aws/Coded.py": CODED,
    }
    for kind in ("resource", "data", "provider", "module"):
        files[f"terraform/checks/{kind}/registry.py"] = REGISTRY % kind
    files["kubernetes/checks/resource/registry.py"] = REGISTRY.replace("%s_", "")
    for name, content in CHECKS.items():
        files[f"terraform/checks/graph_checks/aws/{name}"] = json.dumps(content)
    files = {f"checkov/{name}": text for name, text in files.items()}
    files |= {
        "rustworkx.py": GRAPH,
        "yaml.py": "from json import loads as safe_load\n",
        "bc_jsonpath_ng/parser.py": "class ply:\n    class yacc:\n        yacc = None\n",
    }
    for name, text in files.items():
        place = packages / name
        place.parent.mkdir(parents=True, exist_ok=True)
        for above in place.parents[: len(Path(name).parts) - 1]:
            (above / "__init__.py").touch()
        place.write_text(text)
    return str(folder / "bin" / "python")


@pytest.fixture
def worker(graphic_checkov: str) -> Iterator[Worker]:
    with Worker(graphic_checkov) as found:
        yield found


def node(type_: str, name: str = "a", **conf: Any) -> dict[str, Any]:
    address = f"{type_}.{name}"
    return {
        "block_name_": address, "block_type_": "resource", "file_path_": "main.tf", "id_": address,
        "source_": "Terraform", "resource_type": type_, "json_": [], "__address__": address,
        **{key: [value] for key, value in conf.items()},
    }  # fmt: skip


def ask(worker: Worker, *nodes: dict[str, Any], **more: Any) -> list[list[Any]]:
    request = {"do": "graph", "framework": "terraform", "nodes": list(nodes), "edges": []}
    answer = worker.ask({**request, "ids": ["CKV_1"], **more}, "a graph")
    found: list[list[Any]] = answer.get("said", answer)
    return found


def test_a_verdict_of_each_node_that_a_check_is_about(worker: Worker) -> None:
    nodes = [node("aws_b", on=True), node("aws_z", on=True), node("aws_a", on=False)]
    assert ask(worker, *nodes) == [["CKV_1", "PASSED", 0, ["on"]], ["CKV_1", "FAILED", 2, ["on"]]]


def test_a_node_that_a_solver_raises_on(worker: Worker) -> None:
    assert ask(worker, node("aws_a"), node("aws_a", "b", on=True)) == [
        ["CKV_1", "PASSED", 1, ["on"]],
        ["CKV_1", "CRASHED", 0, ["KeyError"]],
    ]


def test_connections_are_told_once(worker: Worker) -> None:
    nodes = [node("aws_a"), node("aws_z"), node("aws_b"), node("aws_a", "other")]
    said = ask(worker, *nodes, edges=[[0, 2, "b"], [3, 1, "z"]], ids=["CKV_2"])
    assert said == [["CKV_2", "PASSED", 0, []], ["CKV_2", "FAILED", 3, []]]


def test_what_there_is_elsewhere_is_there_and_connected_to_nothing(worker: Worker) -> None:
    assert ask(worker, node("aws_a"), ids=["CKV_2"]) == [["CKV_2", "UNKNOWN", 0, []]]
    said = ask(worker, node("aws_a"), ids=["CKV_2"], elsewhere=["aws_b", "data.aws_b"])
    assert said == [["CKV_2", "FAILED", 0, []]]


def test_what_stands_in_is_taken_away_again(worker: Worker) -> None:
    nodes = [node("aws_a"), node("aws_b")]
    assert ask(worker, *nodes, ids=["CKV_3"]) == [["CKV_3", "FAILED", 0, []]]


def test_a_check_that_raises_costs_itself(worker: Worker) -> None:
    nodes = [node("aws_c"), node("aws_a", on=True)]
    said = ask(worker, *nodes, ids=["CKV_1", "CKV_4"])
    assert ["CKV_4", "CRASHED", 0, ["ValueError"]] in said
    assert ["CKV_1", "PASSED", 1, ["on"]] in said


def test_nothing_is_left_of_the_graph_before(worker: Worker) -> None:
    for _ in range(2):
        assert ask(worker, node("aws_z"), ids=["CKV_5"]) == [["CKV_5", "PASSED", 0, []]]


def test_json_in_a_text_is_put_in_after_the_block_is_made(worker: Worker) -> None:
    marked = {**node("aws_a", on={"json_": [True]}), "json_": ["on"]}
    # The block takes the value out of its list; what the text holds stays in one.
    assert ask(worker, marked) == [["CKV_1", "FAILED", 0, ["on"]]]
    assert ask(worker, {**node("aws_a", on={"json_": True}), "json_": ["on"]})[0][1] == "PASSED"


def test_a_check_in_python_is_asked_about_the_nodes_of_its_type(worker: Worker) -> None:
    request = {"ids": ["CKV_9"], "modules": ["checkov.terraform.checks.resource.aws.Coded"]}
    nodes = [node("aws_coded", "x", policy={"json_": {}}), node("aws_z")]
    nodes[0]["json_"] = ["policy"]
    for _ in range(2):
        (said,) = ask(worker, *nodes, **request, elsewhere=["aws_a"])
        assert said[:3] == ["CKV_9", "PASSED", 0]
        assert said[3] == ["x", "aws_coded.x", "aws_z.a", "__address__", "policy"]


def test_the_list_of_checks(worker: Worker) -> None:
    index = worker.ask({"do": "index"}, "the index", 60)["index"]
    graphs = index["graphs"]["terraform"]
    assert graphs["sees"] == {
        "CKV_1": ["aws_a", "aws_b"],
        "CKV_2": ["aws_a", "aws_b"],
        "CKV_3": ["aws_a", "aws_b"],
        "CKV_4": ["aws_c"],
        "CKV_5": None,
    }
    assert index["ids"]["resource/"] == ["CKV_5"]
    # Limited by a filter to some of what it looks at.
    assert index["ids"]["resource/aws_a"] == ["CKV_2", "CKV_3", "CKV_1"]
    assert "CKV_2" not in index["ids"]["resource/aws_b"]
    assert index["checks"]["CKV_1"] == ["Ensure", "NETWORKING", "", ["on"]]
    named = {Path(path).name: why for path, why in index["failed"].items()}
    assert named == {
        "Nameless.json": "NoCheck", "Nothing.json": "NoCheck", "Unheard.json": "NotImplementedError"
    }  # fmt: skip


# ---- the user's own -----------------------------------------------------------------------------


class Parser:
    """In the place of Checkov's, which is not in this interpreter."""

    def is_check(self, raw: Any, _path: str) -> bool:
        return "name" in raw["metadata"]

    def parse(self, raw: dict[str, Any], _path: str) -> SimpleNamespace:
        definition = raw["definition"]
        return SimpleNamespace(
            **raw["metadata"],
            guideline=None,
            sub_checks=(),
            type=None,
            attribute=definition["attribute"],
            resource_types=definition["resource_types"],
            connected_resources_types=[],
        )


@pytest.fixture
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graph, "_KNOWN", graph._Known())
    monkeypatch.setattr(graph, "solvers", Parser)


@pytest.mark.usefixtures("nothing_known")
def test_checks_of_a_directory_are_added(tmp_path: Path) -> None:
    own = {**ENCRYPTED, "resource_types": ["data.aws_x", "provider.aws", "module"]}
    below = tmp_path / "below"
    below.mkdir()
    (tmp_path / "own.yaml").write_text(f"# ours\n{json.dumps(written('ORG_1', own))}")
    (below / "again.json").write_text(json.dumps(written("ORG_1", own)))
    (below / "other.yml").write_text(json.dumps(written("ORG_2", {**own, "attribute": "a.*.b"})))
    (tmp_path / "broken.yaml").write_text("{")
    (tmp_path / "dated.yaml").write_text("on: 2020-01-01")
    (tmp_path / "list.json").write_text("[]")
    (tmp_path / "notes.txt").write_text("not read")
    found, failed = graph.load_checks_from(str(tmp_path))
    assert {Path(path).name: why for path, why in failed.items()} == {
        "again.json": "DuplicateId",
        "broken.yaml": "ParserError",
        "dated.yaml": "TypeError",
        "list.json": "NoCheck",
    }
    assert [(one.id, one.place, sorted(one.words)) for one in found] == [
        ("ORG_1", "data/aws_x", ["on", "policy"]),
        ("ORG_1", "provider/aws", ["on", "policy"]),
        ("ORG_1", "module/module", ["on", "policy"]),
        ("ORG_2", "data/aws_x", ["a"]),
        ("ORG_2", "provider/aws", ["a"]),
        ("ORG_2", "module/module", ["a"]),
    ]
    again, failed = graph.load_checks_from(str(tmp_path))
    assert again == []
    assert list(failed.values()).count("DuplicateId") == 3


def test_a_definition_without_end_is_no_check() -> None:
    deep: Any = ENCRYPTED
    for _ in range(100):
        deep = {"not": deep}
    with pytest.raises(ValueError, match="too deeply"):
        graph._types_in(written("A", deep))


@pytest.mark.parametrize(
    ("definition", "types"),
    [
        (ENCRYPTED, {"aws_a", "aws_b"}),
        ({"and": [CONNECTED, FILTER]}, {"aws_a", "aws_b"}),
        ({"or": [ENCRYPTED, {"not": {**ENCRYPTED, "resource_types": "aws_c"}}]},
         {"aws_a", "aws_b", "aws_c"}),
        # Checkov has ways of its own with these.
        ({**ENCRYPTED, "resource_types": "all"}, None),
        ({**ENCRYPTED, "resource_types": ["Taggable"]}, None),
        ({**ENCRYPTED, "resource_types": ["provider"]}, None),
        ({**ENCRYPTED, "resource_types": []}, None),
        ({**CONNECTED, "connected_resource_types": "aws_b"}, None),
        ({**CONNECTED, "cond_type": "resource"}, None),
        (FILTER, None),
    ],
)  # fmt: skip
def test_which_types_a_check_names(definition: Any, types: set[str] | None) -> None:
    assert graph._types_in(written("A", definition)) == types
