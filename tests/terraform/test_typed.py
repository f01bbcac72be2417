"""Arguments as their provider's schema takes them."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.engine import evaluate
from scanner.grouping import group
from scanner.model import ABSENT, Kind, Loaded, Resource, Rule, Unknown
from scanner.rulebook import load_rule
from scanner.terraform.typed import fit
from scanner.terraform.values import Failure

Load = Callable[..., Loaded]
TRUEUP = (sys.executable, "-m", "scanner.cli.main")


def only(loaded: Loaded, type_: str) -> Resource:
    (found,) = [r for r in loaded.resources if r.type == type_]
    return found


def test_values_are_converted(load: Load) -> None:
    found = only(
        load({"main.tf": 'resource "aws_db_instance" "a" {\n port = "8080"\n identifier = 5\n}'}),
        "aws_db_instance",
    )
    assert found.attributes == {"port": 8080, "identifier": "5"}


def test_types_without_schema_are_left_alone(load: Load) -> None:
    loaded = load({"main.tf": 'resource "acme_thing" "a" {\n port = "8080"\n}'})
    assert only(loaded, "acme_thing").attributes == {"port": "8080"}


def test_what_does_not_convert_is_unknown_and_reported(load: Load) -> None:
    text = 'resource "aws_db_instance" "a" {\n port = "many"\n multi_az = [true]\n}'
    loaded = load({"main.tf": text})
    attributes = only(loaded, "aws_db_instance").attributes
    assert all(isinstance(attributes[name], Unknown) for name in ("port", "multi_az"))
    assert [(d.code, d.message, d.line) for d in loaded.diagnostics] == [
        (
            "evaluation-failed",
            'aws_db_instance.a.port: cannot convert "many" to number',
            2,
        ),
        (
            "evaluation-failed",
            "aws_db_instance.a.multi_az: bool required, but this is a tuple",
            3,
        ),
    ]


def test_a_failure_in_a_block_names_its_line(load: Load) -> None:
    text = 'resource "aws_instance" "a" {\n root_block_device {\n  volume_size = "big"\n }\n}'
    loaded = load({"main.tf": text})
    (block,) = only(loaded, "aws_instance").attributes["root_block_device"]
    assert isinstance(block["volume_size"], Unknown)
    assert [d.line for d in loaded.diagnostics] == [3]


def test_a_failure_never_quotes_a_secret(load: Load) -> None:
    text = (
        'variable "s" {\n default = "hush-hush"\n sensitive = true\n}\n'
        'resource "aws_db_instance" "a" {\n port = var.s\n password = ["also-hush"]\n}\n'
    )
    loaded = load({"main.tf": text})
    assert len(loaded.diagnostics) == 2
    assert "hush" not in str(loaded.diagnostics)


def test_what_has_no_instance_fails_nobody(load: Load) -> None:
    loaded = load({"main.tf": 'resource "aws_db_instance" "a" {\n count = 0\n port = "x"\n}'})
    assert loaded.diagnostics == ()


def test_sets_lose_duplicates_and_keep_their_places(load: Load) -> None:
    text = 'resource "aws_db_subnet_group" "a" {\n subnet_ids = [\n"c",\n"a",\n"c"]\n}'
    found = only(load({"main.tf": text}), "aws_db_subnet_group")
    assert found.attributes["subnet_ids"] == ["c", "a"]
    assert found.source.locate(("subnet_ids", 1)).start_line == 4


def test_a_reference_meets_the_converted_value(load: Load) -> None:
    text = (
        'resource "aws_db_instance" "a" {\n port = "80"\n'
        ' enabled_cloudwatch_logs_exports = ["b", "a", "b"]\n password_wo = "x"\n}\n'
        'output "o" { value = [aws_db_instance.a.port + 1, aws_db_instance.a.password_wo,\n'
        "  [for l in aws_db_instance.a.enabled_cloudwatch_logs_exports : l]] }\n"
    )
    found = only(load({"main.tf": text}), "terraform_output")
    assert found.attributes["value"] == [81, None, ["a", "b"]]


def test_a_reference_to_what_a_block_leaves_out_is_unknown(load: Load) -> None:
    text = (
        'resource "aws_instance" "a" {\n root_block_device {\n  volume_size = "8"\n }\n}\n'
        'output "size" { value = aws_instance.a.root_block_device[0].volume_size }\n'
        'output "type" { value = try(aws_instance.a.root_block_device[0].volume_type, "none") }\n'
    )
    values = {r.address: r.attributes.get("value") for r in load({"main.tf": text}).resources}
    assert values["output.size"] == 8
    assert isinstance(values["output.type"], Unknown)


@pytest.mark.parametrize(
    ("type_", "line", "secret"),
    [
        ("aws_db_instance", 'password = "hush"', ("password",)),
        ("aws_db_instance", 'password_wo = "hush"', ("password_wo",)),
        ("aws_mq_broker", 'user {\n password = "hush"\n }', ("user", 0, "password")),
        ("azurerm_key_vault_secret", 'value = "hush"', ("value",)),
        ("google_sql_user", 'password = "hush"', ("password",)),
        ("kubernetes_secret", 'data = { a = "hush" }', ("data",)),
    ],
)
def test_secrets_are_marked_and_masked(
    load: Load, type_: str, line: str, secret: tuple[Any, ...]
) -> None:
    found = only(load({"main.tf": f'resource "{type_}" "a" {{\n {line}\n}}\n'}), type_)
    assert found.sensitive == {secret}


def test_a_reference_to_a_secret_is_secret(load: Load) -> None:
    text = (
        'resource "aws_db_instance" "a" { password = "hush" }\n'
        'resource "aws_iam_access_key" "k" { user = "u" }\n'
        'resource "aws_ssm_parameter" "p" { description = "x${aws_db_instance.a.password}" }\n'
        'resource "aws_sns_topic" "t" { display_name = aws_iam_access_key.k.secret }\n'
    )
    loaded = load({"main.tf": text})
    assert only(loaded, "aws_ssm_parameter").sensitive == {("description",)}
    assert only(loaded, "aws_sns_topic").sensitive == {("display_name",)}


RULE = '''"""It is wrong."""
from scanner import HIGH, rule

@rule(on="{on}", severity=HIGH, fix="Mend it.", bad=(), good=())
def check(resource):
{body}
'''


def made(tmp_path: Path, on: str, body: str) -> Rule:
    path = tmp_path / "rules" / "made_rule.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text(RULE.format(on=on, body=body))
    return load_rule(str(path))


def test_a_finding_at_a_secret_is_sensitive(load: Load, tmp_path: Path) -> None:
    check = made(
        tmp_path,
        "aws_db_instance",
        '    yield resource.fail("password", "it is " + resource.get("password", default=""))',
    )
    loaded = load({"main.tf": 'resource "aws_db_instance" "a" { password = "hush" }\n'})
    (result,) = group(evaluate(loaded.resources, [check]).findings)
    assert result.sensitive
    assert "hush" not in result.message


@pytest.mark.parametrize(
    ("path", "line", "kind"),
    [
        ("arn", "", Kind.OPEN),
        ("kms_key_id", "", Kind.OPEN),
        ("kms_key_id", 'kms_key_id = "x"', Kind.PASS),
        ("kms_key_id", "kms_key_id = null", Kind.OPEN),
        ("replicate_source_db", "", Kind.FAIL),
        ("no_such_attribute", "", Kind.FAIL),
    ],
)
def test_an_omitted_argument_that_the_provider_chooses_is_unknown(
    load: Load, tmp_path: Path, path: str, line: str, kind: Kind
) -> None:
    body = f'    if not resource.get("{path}"):\n        yield resource.fail("", "unset")'
    check = made(tmp_path, "aws_db_instance", body)
    loaded = load({"main.tf": f'resource "aws_db_instance" "a" {{\n {line}\n}}\n'})
    (finding,) = evaluate(loaded.resources, [check]).findings
    assert finding.kind is kind


def test_a_default_of_the_rule_counts_more(load: Load, tmp_path: Path) -> None:
    for default in ("None", '""'):
        body = (
            f'    if not resource.get("kms_key_id", default={default}):\n'
            '        yield resource.fail("", "x")'
        )
        check = made(tmp_path, "aws_db_instance", body)
        loaded = load({"main.tf": 'resource "aws_db_instance" "a" {}\n'})
        assert [f.kind for f in evaluate(loaded.resources, [check]).findings] == [Kind.FAIL]


def test_json_says_blocks_and_maps_by_the_schema(load: Load) -> None:
    text = (
        '{"resource": {"aws_lambda_function": {"f": {"environment": {"variables": {"a": 1}},'
        ' "tags": {"b": 2}}}, "aws_glue_catalog_table": {"t": {"parameters": {"c": 3},'
        ' "storage_descriptor": {"ser_de_info": {"parameters": {"d": 4}}}}},'
        ' "acme_thing": {"x": {"settings": {"e": 5}, "labels": {"f": 6}}}}}'
    )
    loaded = load({"main.tf.json": text})
    assert only(loaded, "aws_lambda_function").attributes == {
        "environment": [{"variables": {"a": "1"}}],
        "tags": {"b": "2"},
    }
    assert only(loaded, "aws_glue_catalog_table").attributes == {
        "parameters": {"c": "3"},
        "storage_descriptor": [{"ser_de_info": [{"parameters": {"d": "4"}}]}],
    }
    assert only(loaded, "acme_thing").attributes == {"settings": [{"e": 5}], "labels": {"f": 6}}


def test_labels_of_the_provider_reach_google_resources(load: Load) -> None:
    text = (
        'provider "google" {\n default_labels = { a = 1, b = "x" }\n}\n'
        'resource "google_storage_bucket" "b" {\n name = "n"\n labels = { b = "own" }\n}\n'
    )
    found = only(load({"main.tf": text}), "google_storage_bucket")
    assert found.attributes["terraform_labels"] == {"a": "1", "b": "own"}
    assert found.attributes["effective_labels"] == {"a": "1", "b": "own"}


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("", "absent"),
        ('provider "aws" {}', {"a": "1"}),
        ('provider "aws" {\n default_tags {\n  tags = { b = 2 }\n }\n}', {"a": "1", "b": "2"}),
        ('provider "aws" {\n default_tags {\n  tags = { b = null }\n }\n}', {"a": "1"}),
        ('provider "aws" {\n default_tags {\n  tags = var.x\n }\n}\nvariable "x" {}', "unknown"),
        ('provider "aws" {\n default_tags {\n  tags = "odd"\n }\n}', "unknown"),
        ('provider "aws" {\n ignore_tags {\n  keys = ["b"]\n }\n}', "unknown"),
        ('provider "aws" {\n alias = "other"\n}', "absent"),
    ],
)
def test_default_tags(load: Load, provider: str, expected: object) -> None:
    text = provider + '\nresource "aws_sns_topic" "t" {\n tags = { a = 1 }\n}\n'
    found = only(load({"main.tf": text}), "aws_sns_topic").attributes.get("tags_all", "absent")
    assert ("unknown" if isinstance(found, Unknown) else found) == expected


@pytest.mark.parametrize(
    ("region", "partition"),
    [("eu-west-1", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")],
)
def test_region_and_partition_come_from_the_provider_block(
    load: Load, region: str, partition: str
) -> None:
    text = (
        f'variable "r" {{ default = "{region}" }}\nprovider "aws" {{ region = var.r }}\n'
        'data "aws_region" "r" {}\ndata "aws_partition" "p" {}\n'
        'data "aws_region" "other" { name = "us-east-2" }\n'
        'output "o" { value = [data.aws_region.r.name, data.aws_partition.p.partition] }\n'
        'output "u" { value = data.aws_region.other.id }\n'
    )
    values = {r.address: r.attributes.get("value") for r in load({"main.tf": text}).resources}
    assert values["output.o"] == [region, partition]
    assert isinstance(values["output.u"], Unknown)


def test_nobody_knows_the_region_without_a_provider_block(load: Load) -> None:
    text = 'data "aws_region" "r" {}\noutput "o" { value = data.aws_region.r.name }\n'
    assert isinstance(
        only(load({"main.tf": text}), "terraform_output").attributes["value"], Unknown
    )


@pytest.mark.parametrize("name", ["main.tf", "main.tf.json"])
@pytest.mark.parametrize("value", ["local.c", "var.x ? local.c : []"])
def test_shared_parts_cost_no_time(load: Load, name: str, value: str) -> None:
    """Half a million addresses, all of them one."""
    text = (
        'variable "x" {}\nlocals {\n a = [for i in range(700) : "10.0.0.0/8"]\n'
        " b = { cidr_blocks = local.a }\n c = [for i in range(700) : local.b]\n}\n"
    )
    rules = f'resource "aws_security_group" "g" {{\n ingress = {value}\n tags = local.c\n}}\n'
    rules += 'output "o" { value = aws_security_group.g.tags_all }\n'
    files = {"main.tf": text + rules}
    if name == "main.tf.json":
        content = f'{{"route": "${{{value}}}", "ingress": "${{{value}}}"}}'
        files = {
            "locals.tf": text,
            name: f'{{"resource": {{"aws_default_network_acl": {{"g": {content}}}}}}}',
        }
    before = time.process_time()
    loaded = load(files)
    assert time.process_time() - before < 2
    if value == "local.c":
        assert "limit-value-size" in {d.code for d in loaded.diagnostics}


TYPES = st.recursive(
    st.sampled_from(["string", "number", "bool", "any"]),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(["list", "set", "map"]), inner),
        st.dictionaries(st.sampled_from("ab"), inner).map(
            lambda names: ("object", names, dict.fromkeys(names))
        ),
    ),
    max_leaves=4,
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=3), st.sampled_from(["1", "true"])
)
VALUES = st.recursive(
    st.one_of(LEAVES, st.builds(lambda v: Unknown("u", arms=(ABSENT, v)), LEAVES)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("ab"), inner, max_size=2)
    ),
    max_leaves=6,
)


@settings(max_examples=200, deadline=None)
@given(VALUES, TYPES)
def test_fitting_fails_or_gives_what_fits(value: Any, wanted: Any) -> None:
    try:
        fitted = fit(value, wanted)
    except Failure:
        return
    if not isinstance(fitted, Unknown) and "Unknown" not in repr(fitted):
        assert fit(fitted, wanted) == fitted


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_no_report_shows_a_secret(tmp_path: Path, format_: str) -> None:
    made(tmp_path, "aws_ssm_parameter", '    yield resource.fail("value", f"{resource.value}")')
    code = tmp_path / "code"
    code.mkdir()
    (code / "main.tf").write_text('resource "aws_ssm_parameter" "p" {\n  value = "hush-hush"\n}\n')
    done = subprocess.run(
        [*TRUEUP, "scan", str(code), "--rules", str(tmp_path / "rules"), "--format", format_],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert "made-rule" in done.stdout, done.stderr
    assert "hush" not in done.stdout + done.stderr
