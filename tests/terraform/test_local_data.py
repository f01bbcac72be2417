"""Data sources that ask nobody: google_iam_policy, cloudinit_config, template_file.

The expected texts are constructed after the providers' documentation (the one of
`test_the_documented_message` is cloudinit's own example); those of aws_iam_policy_document are
recorded from the provider, see test_plans.py.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest

from scanner.model import Loaded, Unknown

Load = Callable[..., Loaded]


@pytest.fixture
def output(load: Load) -> Callable[..., Any]:
    """The value of an expression beside some code, as an output has it."""

    def evaluated(code: str, expression: str, **files: str) -> Any:
        text = f'{code}\noutput "o" {{ value = {expression} }}\nvariable "x" {{}}\n'
        loaded = load({"main.tf": text, **files})
        [found] = [r for r in loaded.resources if r.address == "output.o"]
        return found.attributes["value"]

    return evaluated


def policy(output: Callable[..., Any], body: str) -> Any:
    return output(
        f'data "google_iam_policy" "p" {{\n{body}\n}}\n', "data.google_iam_policy.p.policy_data"
    )


BINDING = 'binding {{\n role = "{}"\n members = {}\n {}\n}}\n'
CONDITION = 'condition {{\n title = "{}"\n expression = "{}"\n {}\n}}'


def test_bindings_and_members_are_sorted_and_what_is_empty_left_out(
    output: Callable[..., Any],
) -> None:
    body = BINDING.format("roles/b", '["user:z", "allUsers", "user:a", "user:a"]', "")
    body += BINDING.format("roles/a", '["user:é<&>"]', "")
    assert policy(output, body) == (
        '{"bindings":[{"members":["user:é\\u003c\\u0026\\u003e"],"role":"roles/a"},'
        '{"members":["allUsers","user:a","user:z"],"role":"roles/b"}]}'
    )
    assert policy(output, "") == "{}"
    assert policy(output, BINDING.format("r", "[]", "")) == '{"bindings":[{"role":"r"}]}'


def test_bindings_of_one_role_and_condition_are_one(output: Callable[..., Any]) -> None:
    one = CONDITION.format("t", "e", "")
    two = CONDITION.format("t", "e", 'description = "d"')
    three = CONDITION.format("a", "e", 'description = ""')
    body = "".join(
        [
            BINDING.format("r", '["user:b"]', two),
            BINDING.format("r", '["user:c", "user:b"]', one),
            BINDING.format("r", '["user:a", "user:b"]', one),
            BINDING.format("r", '["user:a", "user:b"]', one),
            BINDING.format("r", '["user:d"]', three),
            BINDING.format("r", '["user:z"]', ""),
            BINDING.format("r", '["user:y"]', ""),
        ]
    )
    assert json.loads(policy(output, body))["bindings"] == [
        {"members": ["user:y", "user:z"], "role": "r"},
        {"condition": {"expression": "e", "title": "a"}, "members": ["user:d"], "role": "r"},
        {
            "condition": {"expression": "e", "title": "t"},
            "members": ["user:a", "user:b", "user:b", "user:c"],
            "role": "r",
        },
        {
            "condition": {"description": "d", "expression": "e", "title": "t"},
            "members": ["user:b"],
            "role": "r",
        },
    ]


def test_audit_configurations(output: Callable[..., Any]) -> None:
    body = """audit_config {
      service = "allServices"
      audit_log_configs {
        log_type = "DATA_READ"
        exempted_members = ["user:a"]
      }
      audit_log_configs { log_type = "ADMIN_READ" }
    }"""
    found = json.loads(policy(output, body))
    [config] = found["auditConfigs"]
    assert config["service"] == "allServices"
    assert sorted(config["auditLogConfigs"], key=str) == [
        {"exemptedMembers": ["user:a"], "logType": "DATA_READ"},
        {"logType": "ADMIN_READ"},
    ]


def test_an_unknown_member_leaves_the_others_certain(output: Callable[..., Any]) -> None:
    body = BINDING.format("r", '[var.x, "allUsers"]', "")
    body += BINDING.format("r", "var.x", "") + BINDING.format("${var.x}", '["user:a"]', "")
    body += (
        'dynamic "binding" {\n for_each = var.x\n content {\n role = "d"\n members = ["u"]\n }\n}\n'
    )
    found = policy(output, body)
    assert isinstance(found, Unknown)
    first, second, third = found.structure["bindings"]
    assert first["role"] == "r"
    assert first["members"][0] == "allUsers"
    assert all(isinstance(member, Unknown) for member in first["members"][1:])
    assert isinstance(second["role"], Unknown)
    assert second["members"] == ["user:a"]
    assert isinstance(third, Unknown)
    assert third.arms[1] == {"members": ["u"], "role": "d"}


PART = "part {{\n content = {}\n {}\n}}\n"
PLAIN = "gzip = false\nbase64_encode = false\n"


def config(output: Callable[..., Any], body: str, type_: str = "cloudinit_config") -> Any:
    return output(f'data "{type_}" "c" {{\n{body}\n}}\n', f"data.{type_}.c.rendered")


@pytest.mark.parametrize("type_", ["cloudinit_config", "template_cloudinit_config"])
def test_the_documented_message(output: Callable[..., Any], type_: str) -> None:
    body = PLAIN + PART.format('"baz"', 'content_type = "text/x-shellscript"')
    expected = (
        'Content-Type: multipart/mixed; boundary="MIMEBOUNDARY"\nMIME-Version: 1.0\r\n\r\n'
        "--MIMEBOUNDARY\r\nContent-Transfer-Encoding: 7bit\r\n"
        "Content-Type: text/x-shellscript\r\nMime-Version: 1.0\r\n\r\nbaz\r\n--MIMEBOUNDARY--\r\n"
    )
    assert config(output, body, type_) == expected
    body = body.replace("base64_encode = false", "")
    assert base64.b64decode(config(output, body, type_)).decode() == expected


def test_several_parts_with_all_that_they_can_say(output: Callable[..., Any]) -> None:
    body = PLAIN + 'boundary = "//"\n' + PART.format('"a\\n"', 'filename = "f.sh"')
    body += PART.format('""', 'merge_type = "list()"\n content_type = ""')
    assert config(output, body) == (
        'Content-Type: multipart/mixed; boundary="//"\nMIME-Version: 1.0\r\n\r\n'
        '--//\r\nContent-Disposition: attachment; filename="f.sh"\r\n'
        "Content-Transfer-Encoding: 7bit\r\nContent-Type: text/plain\r\nMime-Version: 1.0\r\n\r\n"
        "a\n\r\n--//\r\nContent-Transfer-Encoding: 7bit\r\nContent-Type: text/plain\r\n"
        "Mime-Version: 1.0\r\nX-Merge-Type: list()\r\n\r\n\r\n--//--\r\n"
    )


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (PART.format('"a"', ""), "compressor"),
        ("base64_encode = false\n" + PART.format('"a"', ""), "base64_encode must be true"),
        (PLAIN + PART.format('"é"', ""), "beyond ASCII"),
        (PLAIN, "no part"),
        (PLAIN + PART.format("null", ""), "no content"),
        (PLAIN + 'boundary = "a "\n' + PART.format('"a"', ""), "boundary"),
        ("gzip = var.x\n" + PART.format('"a"', ""), "var.x has no value"),
        ("gzip = false\n" + PART.format("var.x", ""), "var.x has no value"),
    ],
)
def test_what_cannot_be_rendered_is_unknown(
    output: Callable[..., Any], body: str, why: str
) -> None:
    found = config(output, body)
    assert isinstance(found, Unknown)
    assert why in found.reason


def test_an_unknown_part_leaves_the_others_certain(output: Callable[..., Any]) -> None:
    found = config(output, PLAIN + PART.format('"baz"', "") + PART.format("var.x", ""))
    assert isinstance(found, Unknown)
    assert any(piece and "baz" in piece for piece in found.pieces)
    assert None in found.pieces


def template(output: Callable[..., Any], body: str, **files: str) -> Any:
    code = f'data "template_file" "t" {{\n{body}\n}}\n'
    return output(code, "data.template_file.t.rendered", **files)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('template = "a"', "a"),
        ("", ""),
        ('template = "$${name}-$${upper(other)}"\nvars = { name = "n", other = "o" }', "n-O"),
        ('template = "$${n + 1} $${flag}"\nvars = { n = 1, flag = true }', "2 true"),
        ('template = file("t.tpl")\nvars = { name = "n" }', "file n\n"),
        ('filename = "t.tpl"\nvars = { name = "n" }', "file n\n"),
        ('template = "%%{ if a == \\"1\\" }yes%%{ else }no%%{ endif }"\nvars = { a = 1 }', "yes"),
    ],
)
def test_templates(output: Callable[..., Any], body: str, expected: str) -> None:
    assert template(output, body, **{"t.tpl": "file ${name}\n"}) == expected


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('template = "$${name}"', "name"),
        ('template = "$${"', ""),
        ('filename = "../../etc/passwd"', ""),
        ("template = var.x", "var.x has no value"),
        ('template = "$${a}"\nvars = { a = var.x }', "var.x has no value"),
        ('template = "$${a}"\nvars = { a = [] }', ""),
        ('template = "$${a}"\nvars = var.x', "var.x has no value"),
    ],
)
def test_templates_that_cannot_be_rendered(output: Callable[..., Any], body: str, why: str) -> None:
    found = template(output, body)
    assert isinstance(found, Unknown)
    assert why in found.reason


def test_secrets_stay_secret(load: Load) -> None:
    text = """variable "secret" {
  default   = "hunter2"
  sensitive = true
}
data "template_file" "t" {
  template = "$${a}"
  vars     = { a = var.secret }
}
data "template_file" "broken" {
  template = "$${a"
  vars     = { a = var.secret }
}
data "cloudinit_config" "c" {
  gzip = false
  part { content = var.secret }
}
data "google_iam_policy" "p" {
  binding {
    role    = var.secret
    members = []
  }
}
resource "aws_x" "y" {
  a = data.template_file.t.rendered
  b = data.cloudinit_config.c.rendered
  c = data.google_iam_policy.p.policy_data
  d = data.template_file.broken.rendered
}
"""
    loaded = load({"main.tf": text})
    [resource] = [r for r in loaded.resources if r.address == "aws_x.y"]
    assert {("a",), ("b",), ("c",)} <= resource.sensitive
    broken = resource.attributes["d"]
    assert isinstance(broken, Unknown)
    assert broken.sensitive
    assert not any("hunter2" in d.message for d in loaded.diagnostics)


def test_a_managed_resource_of_the_same_type_is_known_after_apply(
    output: Callable[..., Any],
) -> None:
    code = f'resource "cloudinit_config" "c" {{\n{PLAIN}{PART.format(chr(34) * 2, "")}}}\n'
    found = output(code, "cloudinit_config.c.rendered")
    assert isinstance(found, Unknown)
