"""What a malicious pull request may put into the scanned tree: the run ends soon, and says so."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Trueup = Callable[..., Any]
BAD = 'resource "aws_db_instance" "db" {}\n'


def write(path: str, text: str | bytes) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_bytes(text.encode() if isinstance(text, str) else text)


def codes(outcome: Any) -> set[str]:
    """The codes of the errors that the report tells."""
    return {d["code"] for d in outcome.report["diagnostics"] if d["level"] == "error"}


def laughs(first: str) -> str:
    """YAML whose aliases repeat a value more than 10**9 times."""
    lines = [f"a0: &a0 {first}"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (laughs("[1]"), "more than 100,000 values"),
        ("exclude: &x [*x]\n", "more than 100,000 values"),
        ("exclude: " + "[" * 100_000, "nested deeper than 30 levels"),
        ("exclude:\n" + "- " * 100_000, "nested deeper than 30 levels"),
    ],
    ids=["laughs", "itself", "deep", "deep-block"],
)
def test_configuration_cannot_exhaust_the_machine(trueup: Trueup, text: str, message: str) -> None:
    write(".trueup.yaml", text)
    write("main.tf", BAD)
    outcome = trueup("scan")
    assert outcome.code == 2
    assert message in outcome.err


@pytest.mark.parametrize("text", ["[" * 100_000, laughs("[1]"), "&a [*a]"])
def test_yamldecode_cannot_exhaust_the_machine(trueup: Trueup, text: str) -> None:
    write("y", text)
    write("main.tf", 'output "o" {\n  value = yamldecode(file("y"))\n}\n')
    outcome = trueup("scan", "--format", "json")
    assert outcome.code == 3
    assert codes(outcome) == {"limit-value-size"}


def test_modules_that_multiply_meet_a_limit(trueup: Trueup) -> None:
    write("main.tf", 'module "m" {\n  source = "./m0"\n}\n' + BAD)
    for level in range(8):
        calls = (f'module "x{k}" {{\n  source = "../m{level + 1}"\n}}\n' for k in range(8))
        write(f"m{level}/main.tf", "".join(calls))
    write("m8/main.tf", "")
    started = time.process_time()
    outcome = trueup("scan", "--format", "json")
    assert time.process_time() - started < 20
    assert outcome.code == 1
    assert codes(outcome) == {"limit-modules"}


POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {containers: [{name: a, image: b}]}\n"
REST = "metadata: {name: x}, spec: {containers: [{name: a, image: b}]}"


@pytest.mark.parametrize(
    "manifest",
    [
        "\ufeff" + POD,
        POD.encode("utf-16"),
        POD.replace("\n", "\r"),
        "{apiVersion: v1, kind: Pod, " + REST + "}",
        "--- {'apiVersion': 'v1', 'kind': Pod, " + REST + "}\n",
        "? apiVersion\n: v1\n? kind\n: Pod\n? metadata\n: {name: x}\n"
        "? spec\n: {containers: [{name: a, image: b}]}\n",
        POD.replace("kind", '"ki\\u006ed"').replace("apiVersion", '"api\\x56ersion"'),
        POD.replace("kind:", "!!str kind:"),
        POD.replace("apiVersion: v1\nkind: Pod", "apiVersion:\n  v1\nkind:\n  Pod"),
        "a: &a {kind: Pod, apiVersion: v1}\n<<: *a\n" + POD.partition("Pod\n")[2],
    ],
    ids=[
        "bom", "utf-16", "cr", "flow", "line", "question", "escaped", "tag", "below", "merge",
    ],
)  # fmt: skip
def test_manifests_in_odd_spelling_are_judged(trueup: Trueup, manifest: str | bytes) -> None:
    write("pod.yaml", manifest)
    outcome = trueup("scan", "--format", "json")
    assert outcome.code == 1
    assert outcome.report["summary"]["complete"]


def test_a_json_manifest_behind_much_else_is_judged(trueup: Trueup) -> None:
    pod = '"apiVersion": "v1", "kind": "Pod", "spec": {"containers": [{"name": "a"}]}'
    write("pod.json", '{"metadata": {"annotations": {"a": "' + "x" * 70_000 + '"}}, ' + pod + "}")
    assert trueup("scan").code == 1


@pytest.mark.parametrize(
    "text",
    [POD + "---\n" * 200_000, POD + "x:\n" + "- a\n" * 600_000, "#" * 21_000_000 + "\n" + POD],
    ids=["documents", "values", "bytes"],
)
def test_manifests_without_end_are_refused_aloud(trueup: Trueup, text: str) -> None:
    write("pod.yaml", text)
    write("main.tf", BAD)
    started = time.process_time()
    outcome = trueup("scan", "--format", "json")
    assert time.process_time() - started < 15
    assert codes(outcome) & {"yaml-too-complex", "file-too-large"}
    assert len(outcome.report["diagnostics"]) == 1


MODULE = 'module "m" {\n  source = "%s"\n}\n'
IGNORED = "# trueup:ignore aws-db-instance-unencrypted for the test\n" + BAD


def test_comments_of_installed_modules_suppress_nothing(trueup: Trueup) -> None:
    write("main.tf", MODULE % "app")
    write(".terraform/modules/modules.json", '{"Modules": [{"Key": "m", "Dir": ".terraform/m"}]}')
    write(".terraform/m/main.tf", IGNORED)
    assert trueup("scan").code == 1
    write("main.tf", IGNORED)
    assert trueup("scan").code == 0


def test_a_call_from_elsewhere_does_not_replace_a_root(trueup: Trueup) -> None:
    call = 'module "m" {\n  source    = "../prod"\n  encrypted = true\n}\n'
    write("fake/main.tf", call)
    code = 'variable "encrypted" {\n  default = false\n}\n'
    code += 'resource "aws_db_instance" "db" {\n  storage_encrypted = var.encrypted\n}\n'
    write("prod/main.tf", code)
    assert trueup("scan").code == 0
    write("prod/backend.tf", 'terraform {\n  backend "local" {}\n}\n')
    assert trueup("scan").code == 1
    write("prod/backend.tf", "")
    write("prod/terraform.tfvars", "encrypted = false\n")
    assert trueup("scan").code == 1


def test_code_for_opentofu_hides_none_of_terraform(trueup: Trueup) -> None:
    write("main.tf", BAD)
    write("main.tofu", "")
    outcome = trueup("scan", "--format", "json")
    assert outcome.code == 3
    assert codes(outcome) == {"opentofu-beside-terraform"}
    write("main.tofu", BAD)
    write("main.tf", 'terraform {\n  required_version = "1.9"\n}\n')
    assert trueup("scan", "--format", "json").report["summary"]["complete"]
    write("other.tf", "locals {\n  a = 1\n}\n")
    write("other_override.tofu", "locals {\n  a = 2\n}\n")
    assert codes(trueup("scan", "--format", "json")) == {"opentofu-beside-terraform"}


def test_a_local_that_stands_twice_is_reported(trueup: Trueup) -> None:
    write("a.tf", "locals {\n  a = 1\n}\n")
    write("b.tofu", "locals {\n  a = 2\n}\n")
    assert codes(trueup("scan", "--format", "json")) == {"duplicate-address"}


def test_no_rule_left_is_incomplete(trueup: Trueup) -> None:
    write(".trueup.yaml", 'disable: ["*"]\n')
    write("main.tf", BAD)
    outcome = trueup("scan", "--format", "json")
    assert outcome.code == 3
    assert codes(outcome) == {"no-rules"}


@pytest.mark.parametrize("value", ["3", "[x]", "[[1]]", "[true]", "{a: 1}", "null", "no"])
def test_parameters_have_the_type_of_their_default(trueup: Trueup, value: str) -> None:
    text = f"parameters: {{aws-security-group-open-ingress: {{public_ports: {value}}}}}\n"
    write(".trueup.yaml", text)
    write("main.tf", BAD)
    outcome = trueup("scan")
    assert outcome.code == 2
    assert ".trueup.yaml:1: 'public_ports' of" in outcome.err


SECRET = "hunter2-never-shown"
SECRETIVE = [
    "tonumber(var.pw)", "regex(var.pw, 1)", 'timeadd(var.pw, "1h")', "{}[var.pw]", "1 + var.pw",
    "var.pw ? 1 : 2", "file(var.pw)", 'filebase64("${var.pw}/x")', "parseint(var.pw, 10)",
    "tobool(local.pw)", '"%{ if var.pw }x%{ endif }"', "{ for x in [1, 2] : var.pw => x }",
    "cidrsubnet(var.pw, 1, 1)", "templatefile(var.pw, {})", "[for x in [var.pw] : tonumber(x)]",
    'yamldecode("a: [${var.pw}")', "jsondecode(var.pw)", 'formatdate(var.pw, "x")',
]  # fmt: skip


@pytest.mark.parametrize("format_", ["text", "json", "sarif", "sarif-audit", "markdown"])
def test_no_message_shows_what_is_sensitive(trueup: Trueup, format_: str) -> None:
    variable = 'variable "%s" {\n  type      = %s\n  sensitive = true\n}\n'
    text = variable % ("pw", "string") + variable % ("map", "map(string)")
    text += variable % ("number", "number") + 'locals {\n  pw = "x-${var.pw}"\n}\n'
    text += 'resource "aws_db_instance" "a" {\n'
    text += "".join(f"  a{n} = {value}\n" for n, value in enumerate(SECRETIVE)) + "}\n"
    text += 'resource "aws_db_instance" "b" {\n  for_each = var.map\n}\n'
    text += 'resource "aws_db_instance" "c" {\n  for_each = toset([var.pw])\n}\n'
    text += 'resource "aws_security_group" "g" {\n  ingress {\n    protocol = "tcp"\n'
    text += (
        '    from_port = var.pw\n    to_port = var.pw\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n}\n'
    )
    text += 'module "m" {\n  source = "./m"\n  number = var.pw\n}\n'
    write("main.tf", text)
    write(
        "m/main.tf",
        'variable "number" {\n  type = number\n}\noutput "o" {\n  value = var.number\n}\n',
    )
    given = f'pw = "{SECRET}"\nmap = {{ {SECRET} = 1 }}\nnumber = "{SECRET}"\n'
    write("terraform.tfvars", given)
    outcome = trueup("scan", "--format", format_, "--all")
    assert outcome.code == 1
    assert SECRET not in outcome.out + outcome.err


def test_errors_send_no_escape_sequences(trueup: Trueup) -> None:
    role = '"\\u001b]0;x\\u0007\\n::error::y"'
    text = 'terraform {\n  backend "s3" {\n    bucket = "b"\n    key = "k"\n    region = "x"\n'
    write("main.tf", text + f"    assume_role = {{ role_arn = {role} }}\n  }}\n}}\n")
    outcome = trueup("drift")
    assert outcome.code == 3
    assert "::error::y, which is not followed" in outcome.err
    assert outcome.err.endswith("\n")
    assert outcome.err[:-1].isprintable()
