"""States as inputs to a scan, and which code a plan or state belongs to."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.engine import evaluate
from scanner.live.aws.ownership import OWNED_ELSEWHERE
from scanner.load.discover import discover
from scanner.load.overlay import Roots, _aligned
from scanner.load.recorded import Given, RecordedInputs, load_recorded
from scanner.load.repeats import without_repeats
from scanner.model import ABSENT, Kind, Loaded, Location, Origin, Resource, Unknown
from scanner.model import Path as ValuePath
from scanner.project import Project
from scanner.rulebook import load_rules
from scanner.terraform.plan import read_plan, same
from scanner.terraform.recorded import looks_like, read_document
from scanner.terraform.shown import read_shown_state
from tests.load.conftest import Write

RECORDED = Path(__file__).parent / "recorded"
SHOWN = json.loads((RECORDED / "state.json").read_text())
RAW = json.loads((RECORDED / "warehouse.tfstate").read_text())
RULES = load_rules()


class Here:
    def locate(self, path: ValuePath) -> Location:
        return Location("main.tf", 1 + len(path))


def code(address: str, scope: str = "infra", **attributes: Any) -> Resource:
    type_ = re.sub(r"\[[^]]*\]", "", address).rsplit(".", 2)[-2]
    return Resource(type_, address, attributes, Origin.CODE, Here(), scope)


def load(
    content: Any, project: Project, *resources: Resource, named: bool = True
) -> RecordedInputs:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    given = Given(project.root + "/states/x.json", named, data)
    return load_recorded([given], project, resources, [], lambda _: Loaded())


def test_both_forms_of_a_state_are_the_same_resources(project: Project) -> None:
    (shown,) = load(SHOWN, project).documents
    (raw,) = load(RAW, project).documents
    assert not shown.is_plan
    one, other = ({r.address: r for r in found.resources} for found in (shown, raw))
    assert one.keys() == other.keys()
    for address, resource in one.items():
        assert resource.attributes == other[address].attributes
        assert resource.type == other[address].type
        assert resource.id == other[address].id
        assert (resource.account, resource.region) == (
            other[address].account,
            other[address].region,
        )
        assert resource.origin is Origin.STATE


def test_secrets_are_marked_in_both(project: Project) -> None:
    for content in (SHOWN, RAW):
        (found,) = load(content, project).documents
        database = next(r for r in found.resources if r.type == "aws_db_instance")
        assert ("password",) in database.sensitive


def test_what_replacements_left_behind_is_counted(project: Project) -> None:
    content = copy.deepcopy(RAW)
    queue = next(r for r in content["resources"] if r["type"] == "aws_sqs_queue")
    queue["instances"].append({**queue["instances"][0], "deposed": "12345678"})
    found = load(content, project)
    assert [d.code for d in found.diagnostics] == ["state-deposed"]
    assert len(found.documents[0].resources) == len(load(RAW, project).documents[0].resources)


def test_an_empty_state_is_noted(project: Project) -> None:
    for content in ({"format_version": "1.0"}, {**RAW, "resources": []}):
        found = load(content, project)
        assert [d.code for d in found.diagnostics] == ["state-empty"]
        assert found.files == ["states/x.json"] or found.files == ["x.json"]


def test_a_setting_managed_elsewhere_is_judged_there(project: Project) -> None:
    (record,) = load(RAW, project).documents
    role = next(r for r in record.resources if r.type == "aws_iam_role")
    assert role.attributes["inline_policy"]
    cleaned = without_repeats(record, OWNED_ELSEWHERE)
    (after,) = [r for r in cleaned.resources if r.type == "aws_iam_role"]
    assert after.attributes["inline_policy"] is None
    # What the code sets there is judged there.
    written = {role.address: frozenset({"inline_policy"})}
    kept = without_repeats(replace(record, written=written), OWNED_ELSEWHERE)
    assert [r for r in kept.resources if r.type == "aws_iam_role"] == [role]


def test_what_nobody_set_is_omitted_in_a_state() -> None:
    rule = next(r for r in RULES if r.id == "aws-db-instance-unencrypted")
    attributes = {"replicate_source_db": "", "storage_encrypted": False}
    resource = replace(code("aws_db_instance.x", **attributes), origin=Origin.STATE)
    assert [f.kind for f in evaluate([resource], [rule]).findings] == [Kind.FAIL]
    resource = replace(resource, attributes={**attributes, "replicate_source_db": "main"})
    assert [f.kind for f in evaluate([resource], [rule]).findings] == [Kind.PASS]


# ---- which code it is of --------------------------------------------------------------------


def test_the_root_that_declares_most_and_agrees_best(project: Project) -> None:
    (record,) = load(RAW, project).documents
    addresses = [r.address for r in record.resources]
    right = [code(a, "prod", name="queue-1") for a in addresses]
    wrong = [code(a, "staging", name="queue-9") for a in addresses]
    (found,) = load(RAW, project, *wrong, *right).documents
    assert {r.scope for r in found.resources} == {"prod"}
    assert found.resources[0].source.locate(()).path == "main.tf"


def test_roots_that_nothing_tells_apart_are_named(project: Project) -> None:
    (record,) = load(RAW, project).documents
    twins = [code(r.address, scope) for scope in ("a", "b") for r in record.resources]
    found = load(RAW, project, *twins)
    assert [d.code for d in found.diagnostics] == ["recorded-root-unclear"]
    assert "a, b" in found.diagnostics[0].message
    assert {r.scope for r in found.documents[0].resources} == {"states"}


def test_a_root_that_shares_little_is_not_it(project: Project) -> None:
    found = load(RAW, project, code("aws_kms_key.main"))
    assert {r.scope for r in found.documents[0].resources} == {"states"}


def test_code_with_unknown_keys_declares_every_instance(project: Project) -> None:
    (record,) = load(RAW, project).documents
    keyless = {re.sub(r"\[[^]]*\]$", "[*]", r.address) for r in record.resources}
    (found,) = load(RAW, project, *map(code, keyless)).documents
    versioning = [r for r in found.resources if r.type == "aws_s3_bucket_versioning"]
    assert len(versioning) == 2
    assert {r.source.locate(()).path for r in versioning} == {"main.tf"}


@pytest.mark.parametrize(
    ("path", "recorded", "declared", "expected"),
    [
        # A set in another order.
        (
            ("ingress", 0, "cidr_blocks", 0),
            {"ingress": [{"from_port": 22, "cidr_blocks": ["0.0.0.0/0"]},
                         {"from_port": 443, "cidr_blocks": ["::/0"]}]},
            {"ingress": [{"from_port": "443", "cidr_blocks": ["::/0"]},
                         {"from_port": 22, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}]},
            ("ingress", 1, "cidr_blocks", 1),
        ),
        # A single block that the plan has as an object.
        (("timeouts", "create"), {"timeouts": {"create": "5m"}},
         {"timeouts": [{"create": "5m"}]}, ("timeouts", 0, "create")),
        # A dynamic block.
        (("rule", 0, "a"), {"rule": [{"a": 1}]},
         {"rule": [Unknown("", arms=(ABSENT, {"a": 1}))]}, ("rule", 0, "a")),
        # Not written there: as far as the code goes.
        (("rule", 0, "a"), {"rule": [{"a": 1}]}, {}, ("rule",)),
        (("rule", 3, "a"), {"rule": None}, {"rule": [{"a": 1}]}, ("rule", 0, "a")),
        (("tags", "a"), {"tags": {"a": 1}}, {"tags": Unknown("x")}, ("tags", "a")),
    ],
)  # fmt: skip
def test_paths_are_found_again_in_the_code(
    path: ValuePath, recorded: Any, declared: Any, expected: ValuePath
) -> None:
    assert _aligned(path, recorded, declared) == expected


def test_an_unknown_dynamic_block_is_not_taken_for_none() -> None:
    """A plan cannot tell a block that ``dynamic`` may make from an argument left out."""
    content = {
        "format_version": "1.2",
        "planned_values": {
            "root_module": {
                "resources": [
                    {"address": "aws_security_group.g", "mode": "managed", "name": "g",
                     "type": "aws_security_group", "values": {}}
                ]
            }
        },
        "resource_changes": [
            {"address": "aws_security_group.g", "mode": "managed", "name": "g",
             "type": "aws_security_group",
             "change": {"actions": ["create"], "before": None, "after": {},
                        "after_unknown": {"ingress": True}}}
        ],
        "configuration": {
            "root_module": {"resources": [{"address": "aws_security_group.g", "expressions": {}}]}
        },
    }  # fmt: skip
    plan = read_plan(read_document(json.dumps(content).encode(), "p"), ".")
    assert plan.resources[0].attributes["ingress"] is None
    maybe = [Unknown("x", arms=(ABSENT, {"cidr_blocks": Unknown("y")}))]
    project = Project("/p", "/p")
    declared = code("aws_security_group.g", ".", ingress=maybe)
    (record,) = load(content, project, declared).documents
    assert record.resources[0].attributes["ingress"] == maybe


# ---- recognising ----------------------------------------------------------------------------


def test_records_are_recognised_by_content(project: Project, write: Write) -> None:
    write("a/anything.json", (RECORDED / "create.json").read_bytes())
    write("b/sorted.json", json.dumps(SHOWN, indent=2, sort_keys=True))
    sixteen = (RECORDED / "create.json").read_text().encode("utf-16")
    write("c/windows.json", sixteen)
    write("d/x.tfstate", (RECORDED / "warehouse.tfstate").read_bytes())
    write("e/package.json", '{"format_version": "1", "name": "x"}')
    named = write("f/tfplan", (RECORDED / "tfplan").read_bytes())
    inputs = discover([project.root], project)
    names = [path.removeprefix(project.root + "/") for path in (*inputs.plans, *inputs.states)]
    assert names == ["a/anything.json", "c/windows.json", "b/sorted.json", "d/x.tfstate"]
    assert inputs.named_records == ()
    assert discover([named], project).named_records == (named,)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_anything_is_told_apart(data: bytes) -> None:
    assert looks_like(data) in (None, "plan", "state")


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_mutation_of_a_shown_state_is_read(data: st.DataObject) -> None:
    content = copy.deepcopy(SHOWN)
    node: Any = content["values"]
    while isinstance(node, (dict, list)) and node:
        key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        if data.draw(st.integers(0, 3)) == 0:
            node[key] = data.draw(st.sampled_from([None, 1, "x", [], {}, [None], {"a": []}, True]))
            break
        node = node[key]
    found: list[Any] = []
    document = read_document(json.dumps(content).encode(), "state.json")
    evaluate(read_shown_state(document, ".", found.append), RULES)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (None, "", True),
        ([], None, True),
        ({"a": None, "b": 1}, {"b": 1}, True),
        ([{"a": 1}, {"a": 2}], [{"a": 2}, {"a": 1, "b": ""}], True),
        ('{"a": 1}', '{"a":1}', True),
        (1, True, False),
        (["a", "b"], ["b", "a"], False),
        (Unknown("x"), 1, False),
    ],
)
def test_what_is_the_same_in_a_plan(one: Any, other: Any, expected: bool) -> None:
    assert same(one, other) is expected


def test_no_code_has_no_roots() -> None:
    assert Roots(()).of([code("aws_x.y")], ".", "p") == (None, [])


def test_what_is_too_large_is_told(
    project: Project, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("s/x.tfstate", (RECORDED / "warehouse.tfstate").read_bytes())
    for name, named in (("MAX_BYTES", True), ("MAX_FOUND", False)):
        monkeypatch.setattr(f"scanner.load.recorded.{name}", 1 << 10)
        found = load_recorded([Given(path, named)], project, (), [], lambda _: Loaded())
        assert [d.code for d in found.diagnostics] == ["recorded-unreadable"]
        assert "larger than" in found.diagnostics[0].message
        assert found.documents == []
