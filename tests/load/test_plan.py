"""Plans recorded by the real Terraform: tests/oracles/recorded_inputs.py."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.engine import evaluate
from scanner.errors import StateError
from scanner.model import Kind, Origin, Resource, Unknown
from scanner.relations import Index, refers
from scanner.rulebook import load_rules
from scanner.terraform.plan import Plan, read_plan
from scanner.terraform.recorded import Form, read_document

RECORDED = Path(__file__).parent / "recorded"
EXAMPLES = Path(__file__).parents[1] / "rules" / "origins"
CREATE = json.loads((RECORDED / "create.json").read_text())
CHANGE = json.loads((RECORDED / "change.json").read_text())
SECRET = "correct-horse-battery"
RULES = load_rules()


def planned(content: Any) -> Plan:
    document = read_document(json.dumps(content).encode(), "plan.json")
    assert document.form is Form.PLAN
    return read_plan(document, "infra")


def by_address(plan: Plan) -> dict[str, Resource]:
    return {resource.address: resource for resource in plan.resources}


def test_every_planned_instance_is_there_and_no_deleted_one() -> None:
    plan = planned(CHANGE)
    found = by_address(plan)
    kept = {
        change["address"]
        for change in CHANGE["resource_changes"]
        if change["change"]["actions"] != ["delete"]
    }
    assert kept <= found.keys()
    assert "aws_sqs_queue.old[0]" not in found
    assert plan.deleted == ("aws_sqs_queue.old[0]",)
    assert [d.code for d in plan.diagnostics] == ["plan-deletes"]
    # Replaced and unchanged resources are judged like any other.
    assert {"aws_sqs_queue.renamed", 'module.store["logs"].aws_s3_bucket.this'} <= found.keys()
    assert all(resource.origin is Origin.PLAN for resource in plan.resources)


def test_data_sources_come_from_the_plan_and_from_what_was_read_before() -> None:
    found = by_address(planned(CREATE))
    assert found["data.aws_iam_policy_document.assume"].type == "data.aws_iam_policy_document"
    assert "ec2.amazonaws.com" in found["data.aws_iam_policy_document.assume"].attributes["json"]
    assert "data.aws_iam_policy_document.read" in found


def test_every_value_of_the_plan_is_kept_and_what_is_known_after_apply_is_unknown() -> None:
    found = by_address(planned(CREATE))
    for change in CREATE["resource_changes"]:
        attributes = found[change["address"]].attributes
        for name, value in change["change"]["after"].items():
            if not change["change"]["after_unknown"].get(name):
                assert attributes[name] == value
    bucket = found[
        'module.store["raw"].aws_s3_bucket_public_access_block.this[0]'.replace("raw", "logs")
    ]
    assert isinstance(bucket.attributes["bucket"], Unknown) or bucket.attributes["bucket"]
    kms = found['module.store["raw"].aws_s3_bucket_server_side_encryption_configuration.this']
    key = kms.attributes["rule"][0]["apply_server_side_encryption_by_default"][0]
    assert key["sse_algorithm"] == "aws:kms"
    assert isinstance(key["kms_master_key_id"], Unknown)
    assert key["kms_master_key_id"].reason == "known after apply"


def test_what_the_configuration_omits_is_null_as_it_is_absent_in_code() -> None:
    found = by_address(planned(CREATE))
    database = found["aws_db_instance.main[0]"].attributes
    assert database["multi_az"] is None
    assert database["arn"] is None
    assert isinstance(database["kms_key_id"], Unknown)


@pytest.mark.parametrize(
    ("address", "path", "target"),
    [
        ("aws_db_instance.main[0]", ("kms_key_id",), "aws_kms_key.main"),
        ("aws_s3_bucket_public_access_block.plain", ("bucket",), "aws_s3_bucket.plain"),
        # Through a for_each, a module's output, another module's input and its caller's map.
        (
            'aws_s3_bucket_versioning.all["logs"]',
            ("bucket",),
            'module.store["logs"].aws_s3_bucket.this',
        ),
        (
            'aws_s3_bucket_versioning.all["raw"]',
            ("bucket",),
            'module.store["raw"].aws_s3_bucket.this',
        ),
        (
            'module.store["raw"].aws_s3_bucket_server_side_encryption_configuration.this',
            ("rule", 0, "apply_server_side_encryption_by_default", 0, "kms_master_key_id"),
            "aws_kms_key.main",
        ),
    ],
)
def test_references_lead_to_instances(
    address: str, path: tuple[str | int, ...], target: str
) -> None:
    assert by_address(planned(CREATE))[address].references[path] == (target,)


def test_related_resources_join_and_others_do_not() -> None:
    plan = planned(CREATE)
    found = by_address(plan)
    versioning = found['aws_s3_bucket_versioning.all["logs"]']
    logs, raw = (found[f'module.store["{key}"].aws_s3_bucket.this'] for key in ("logs", "raw"))
    assert refers(versioning, "bucket", logs) is True
    assert refers(versioning, "bucket", raw) is False
    blocks = Index(plan.resources).candidates(
        found["aws_s3_bucket.plain"], "aws_s3_bucket_public_access_block", "bucket"
    )
    assert [block.address for block in blocks] == ["aws_s3_bucket_public_access_block.plain"]


def test_what_may_refer_to_several_is_undecided_for_these_alone() -> None:
    content = copy.deepcopy(CREATE)
    for one in content["configuration"]["root_module"]["resources"]:
        if one["address"] == "aws_s3_bucket_public_access_block.plain":
            one["expressions"]["bucket"] = {
                "references": ["var.which", "aws_s3_bucket.plain.id", "aws_s3_bucket.plain",
                               'module.store["raw"].bucket', 'module.store["raw"]', "module.store"]
            }  # fmt: skip
    found = by_address(planned(content))
    block = found["aws_s3_bucket_public_access_block.plain"]
    for address, verdict in (
        ("aws_s3_bucket.plain", Unknown),
        ('module.store["raw"].aws_s3_bucket.this', Unknown),
        ('module.store["logs"].aws_s3_bucket.this', bool),
    ):
        assert isinstance(refers(block, "bucket", found[address]), verdict)


def test_what_comes_through_a_local_is_unknown_and_not_empty() -> None:
    content = copy.deepcopy(CREATE)
    for one in content["configuration"]["root_module"]["resources"]:
        if one["address"] == "aws_s3_bucket_public_access_block.plain":
            one["expressions"]["bucket"] = {"references": ["local.bucket"]}
    found = by_address(planned(content))
    block = found["aws_s3_bucket_public_access_block.plain"]
    assert isinstance(refers(block, "bucket", found["aws_s3_bucket.plain"]), Unknown)


def example_plan(rule: str, name: str) -> dict[str, Any]:
    """The plan of an example of a rule: tests/oracles/rule_origins.py."""
    recorded = json.loads((EXAMPLES / f"{rule}.json").read_text())[name]["plan"]
    assert recorded is not None
    return dict(recorded)


def test_an_element_of_a_set_omits_what_the_block_that_it_came_from_omits() -> None:
    found = by_address(planned(example_plan("aws-lightsail-port-open", "good2")))
    first, second = found["aws_lightsail_instance_public_ports.console"].attributes["port_info"]
    # The plan has them in another order than the configuration.
    assert first["ipv6_cidrs"] and first["cidr_list_aliases"] is None
    assert second["cidr_list_aliases"] and second["ipv6_cidrs"] is None


def test_blocks_that_an_element_could_each_have_come_from_leave_it_unknown() -> None:
    content = example_plan("aws-lightsail-port-open", "good2")
    (resource,) = content["configuration"]["root_module"]["resources"]
    for block in resource["expressions"]["port_info"]:
        for name in ("cidr_list_aliases", "ipv6_cidrs"):
            if name in block:
                block[name] = {"references": ["local.one"]}
    found = by_address(planned(content))
    first, second = found["aws_lightsail_instance_public_ports.console"].attributes["port_info"]
    assert isinstance(first["cidr_list_aliases"], Unknown)
    assert isinstance(second["ipv6_cidrs"], Unknown)


def test_an_argument_for_an_arn_is_the_arn_that_its_expression_names() -> None:
    rule = "aws-ecs-task-role-is-execution-role"
    task = by_address(planned(example_plan(rule, "bad2")))["aws_ecs_task_definition.app"]
    assert task.attributes["task_role_arn"] is task.attributes["execution_role_arn"]
    task = by_address(planned(example_plan(rule, "good1")))["aws_ecs_task_definition.app"]
    assert task.attributes["task_role_arn"].reference == "aws_iam_role.app.arn"
    assert task.attributes["execution_role_arn"].reference == "aws_iam_role.start.arn"


def test_an_expression_over_an_arn_may_be_any_part_of_it_elsewhere() -> None:
    content = example_plan("aws-ecs-task-role-is-execution-role", "good1")
    task = next(
        one
        for one in content["configuration"]["root_module"]["resources"]
        if one["type"] == "aws_ecs_task_definition"
    )
    for name in ("ipc_mode", "pid_mode"):
        task["expressions"][name] = task["expressions"]["task_role_arn"]
    change = next(
        one for one in content["resource_changes"] if one["type"] == "aws_ecs_task_definition"
    )
    change["change"]["after_unknown"] |= {"ipc_mode": True, "pid_mode": True}
    found = by_address(planned(content))["aws_ecs_task_definition.app"].attributes
    assert found["ipc_mode"] is not found["pid_mode"]
    assert found["ipc_mode"].reference == "aws_ecs_task_definition.app.ipc_mode"


def test_what_is_written_as_empty_is_that_where_the_provider_would_choose() -> None:
    content = example_plan("aws-eks-cluster-public-endpoint", "bad3")
    (network,) = by_address(planned(content))["aws_eks_cluster.main"].attributes["vpc_config"]
    assert network["public_access_cidrs"] == []


def test_a_policy_known_in_parts_is_judged_by_what_is_known() -> None:
    plan = planned(CREATE)
    rule = next(r for r in RULES if r.id == "aws-iam-policy-allows-everything")
    fails = [f for f in evaluate(plan.resources, [rule]).findings if f.kind is Kind.FAIL]
    assert [(f.address, f.attribute) for f in fails] == [("aws_iam_role_policy.read", "policy")]


def test_secrets_are_marked() -> None:
    for content in (CREATE, CHANGE):
        found = by_address(planned(content))
        assert ("password",) in found["aws_db_instance.main[0]"].sensitive
        assert {("access_key",), ("secret_key",)} <= found["provider.aws"].sensitive


def test_providers_are_resources_as_in_code() -> None:
    found = by_address(planned(CREATE))
    assert found["provider.aws.east"].type == "terraform_provider"
    assert found["provider.aws.east"].attributes["region"] == "us-east-1"
    (endpoints,) = found["provider.aws"].attributes["endpoints"]
    assert isinstance(endpoints["s3"], Unknown)
    assert found["aws_s3_bucket.plain"].provider == "aws.east"


def test_drift_is_what_the_configuration_sets() -> None:
    drift = {one.before.address: one for one in planned(CHANGE).drift}
    assert {address: one.changed for address, one in drift.items()} == {
        'aws_s3_bucket_versioning.all["raw"]': ("versioning_configuration",),
        "aws_security_group.door": ("ingress",),
    }


def test_a_resource_deleted_outside_is_drift() -> None:
    content = copy.deepcopy(CHANGE)
    for entry in content["resource_drift"]:
        if entry["address"] == "aws_security_group.door":
            entry["change"].update(actions=["delete"], after=None)
    (gone,) = [one for one in planned(content).drift if one.after is None]
    assert gone.before.address == "aws_security_group.door"


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"errored": True}, "plan-errored", "error"),
        ({"complete": False}, "plan-incomplete", "note"),
        ({"resource_changes": [None]}, "plan-entry", "error"),
        ({"resource_changes": {}}, "plan-entry", "error"),
        ({"planned_values": []}, "plan-entry", "error"),
    ],
)
def test_what_a_plan_lacks_is_told(changes: dict[str, Any], code: str, level: str) -> None:
    plan = planned({**CREATE, **changes})
    assert (code, level) in [(d.code, d.level) for d in plan.diagnostics]


def test_without_planned_values_the_changes_are_read() -> None:
    content = {k: v for k, v in CHANGE.items() if k != "planned_values"}
    assert by_address(planned(content)).keys() == by_address(planned(CHANGE)).keys()


@pytest.mark.parametrize("values", [{}, {"root_module": {}}, {"root_module": {"resources": []}}])
def test_what_only_the_changes_list_is_judged(values: Any) -> None:
    found = planned({**CHANGE, "planned_values": values})
    assert by_address(found).keys() == by_address(planned(CHANGE)).keys()


def test_an_indented_plan_has_lines() -> None:
    text = json.dumps(CREATE, indent=2)
    plan = read_plan(read_document(text.encode(), "plan.json"), ".")
    resource = by_address(plan)["aws_security_group.door"]
    line = resource.source.locate(("ingress",)).start_line
    assert '"address": "aws_security_group.door"' in text.splitlines()[line - 1]
    assert by_address(planned(CREATE))["aws_kms_key.main"].source.locate(()).start_line == 1


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_powershell_writes_other_encodings(codec: str) -> None:
    text = (RECORDED / "create.json").read_text()
    data = text.encode(codec)
    if codec in ("utf-16-le", "utf-16-be"):
        data = ("\ufeff" + text).encode(codec)
    assert read_document(data, "p").content == CREATE


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"{", "not JSON"),
        (b"[1]", "neither a plan nor a state"),
        (b"{}", "neither a plan nor a state"),
        (b'{"a":' * 400 + b"1" + b"}" * 400, "nested too deeply"),
        (b'{"format_version":"2.0","planned_values":{}}', "format version 2.0"),
        (b'{"format_version":3,"planned_values":{}}', "format version none"),
        (b'{"format_version":"9.1","values":{}}', "format version 9.1"),
        (b'{"meta":{},"encrypted_data":"x","encryption_version":"v0"}', "encrypted by OpenTofu"),
        (b'{"@level":"info","@message":"Terraform 1.11.4"}\n{}', "terraform show -json"),
        ((RECORDED / "tfplan").read_bytes(), "terraform show -json FILE"),
        ((RECORDED / "create.json").read_bytes()[:20_000], "not JSON"),
    ],
)
def test_what_is_no_plan_says_what_to_run(data: bytes, words: str) -> None:
    with pytest.raises(StateError) as caught:
        read_document(data, "plan.json")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


# ---- hostile input --------------------------------------------------------------------------

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8)
    | st.sampled_from(["managed", "data", "aws_x.y", "each.value", "module.m.o", "var.v"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["address", "mode", "type", "name", "index", "values", "resources", "child_modules",
             "expressions", "references", "module_calls", "module", "outputs", "expression",
             "change", "after", "after_unknown", "actions", "constant_value", "before",
             "for_each_expression", "statement", "sensitive_values"]
        ),
        inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(
            ["planned_values", "resource_changes", "configuration", "prior_state", "resource_drift"]
        ),
        _JSON | st.fixed_dictionaries({"root_module": _JSON}),
    )
)
def test_any_plan_is_read(parts: dict[str, Any]) -> None:
    content = {"format_version": "1.2", "planned_values": {}, **parts}
    plan = planned(content)
    evaluate(plan.resources, RULES)


@pytest.mark.parametrize("expressions", [{}, [], {"references": ["var.x"]}, 1, None])
def test_a_provider_whose_settings_are_no_settings(expressions: Any) -> None:
    """Of what they are nothing is known, and nothing of the rest is lost."""
    content = copy.deepcopy(CHANGE)
    content["configuration"]["provider_config"]["aws"]["expressions"] = expressions
    found = {r.address: r for r in planned(content).resources if r.type == "terraform_provider"}
    one = found["provider.aws"]
    assert (one.attributes, one.sensitive) == ({}, frozenset())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_mutation_of_a_plan_is_read(data: st.DataObject) -> None:
    content = copy.deepcopy(CHANGE)
    for _ in range(data.draw(st.integers(1, 4))):
        node: Any = content
        while isinstance(node, (dict, list)) and node:
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            key = data.draw(st.sampled_from(keys))
            if data.draw(st.integers(0, 4)) == 0:
                node[key] = data.draw(_JSON)
                break
            node = node[key]
    if "planned_values" not in content and "resource_changes" not in content:
        return
    if content.get("format_version") != "1.2":
        return
    plan = planned(content)
    result = evaluate(plan.resources, RULES)
    assert not [d for d in result.diagnostics if d.code == "rule-crashed"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 30_000), st.binary(max_size=20))
def test_any_cut_and_patched_text_is_read_or_refused(cut: int, patch: bytes) -> None:
    data = (RECORDED / "create.json").read_bytes()
    for text in (data[:cut], data[:cut] + patch + data[cut + len(patch) :]):
        try:
            document = read_document(text, "p")
        except StateError:
            continue
        if document.form is Form.PLAN:
            read_plan(document, ".")


def test_references_in_a_circle_and_without_end_are_bounded() -> None:
    circle = {"references": ["var.a", "module.m.o", "each.value"]}
    module = {
        "outputs": {"o": {"expression": circle}},
        "module_calls": {"m": {"expressions": {"a": circle}, "for_each_expression": circle}},
    }
    deep = "module.m" + ".module.m" * 2_000
    resource = {"address": "aws_x.y", "mode": "managed", "type": "aws_x", "name": "y"}
    content = {
        "format_version": "1.2",
        "planned_values": {
            "root_module": {
                "child_modules": [
                    {"address": "module.m", "resources": [
                        {**resource, "address": "module.m.aws_x.y", "values": {}}]},
                    {"address": deep, "resources": [
                        {**resource, "address": deep + ".aws_x.y", "values": {}}]},
                ]
            }
        },
        "resource_changes": [
            {**resource, "address": a + ".aws_x.y", "module_address": a,
             "change": {"after_unknown": {"b": True}}}
            for a in ("module.m", deep)
        ],
        "configuration": {
            "root_module": {
                **module,
                "module_calls": {"m": {"expressions": {"a": circle}, "module": {
                    **module, "resources": [{**resource, "expressions": {"b": circle}}]}}},
            }
        },
    }  # fmt: skip
    found = by_address(planned(content))
    assert isinstance(found["module.m.aws_x.y"].attributes["b"], Unknown)
