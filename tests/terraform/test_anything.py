"""Whatever stands in the code, a load ends, raises nothing, and says what it could not do."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scanner.load.terraform import load_terraform
from scanner.model import ABSENT, Loaded, Unknown
from scanner.project import Project
from scanner.terraform.functions.table import FUNCTIONS
from scanner.terraform.options import TerraformOptions

LEAVES = st.sampled_from(
    [
        *("1", "-2.5", "1e3", '"a"', '""', '"1"', "true", "null", "[]", "{}"),
        *("var.unset", "var.list", "var.secret", "local.map", "path.module", '"%{ if"'),
        *("aws_a.b.id", "aws_a.b", "aws_c.d", "aws_c.d[0]", 'aws_e.f["x"].id', "aws_g.h"),
        *("module.m", "module.m.out", "each.key", "self.id"),
    ]
)
NAMES = st.sampled_from([*sorted(FUNCTIONS), "try", "can", "nonsensitive", "issensitive"])
OPERATORS = st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"])


def extended(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds(lambda a, o, b: f"({a} {o} {b})", inner, OPERATORS, inner),
        st.builds(lambda a, b, c: f"({a} ? {b} : {c})", inner, inner, inner),
        st.builds(lambda n, a: f"{n}({', '.join(a)})", NAMES, st.lists(inner, max_size=3)),
        st.builds(lambda n, a: f"{n}({a}...)", NAMES, inner),
        st.builds(lambda a: f"[{', '.join(a)}]", st.lists(inner, max_size=3)),
        st.builds(lambda a, b: f"{{ k = {a}, ({b}) = 1 }}", inner, inner),
        st.builds(lambda a, b: f"({a})[{b}]", inner, inner),
        st.builds(lambda a: f"({a})[*].id", inner),
        st.builds(lambda a: f"({a}).k", inner),
        st.builds(lambda a: f'"x${{{a}}}y"', inner),
        st.builds(lambda a, b: f'"%{{ if {a} }}${{{b}}}%{{ endif }}"', inner, inner),
        st.builds(lambda a, b, c: f"[for k, v in {a} : {b} if {c}]", inner, inner, inner),
        st.builds(lambda a, b: f"{{for k, v in {a} : k => {b}...}}", inner, inner),
        st.builds(lambda a: f"!({a})", inner),
        st.builds(lambda a: f"-({a})", inner),
    )


EXPRESSIONS = st.recursive(LEAVES, extended, max_leaves=12)

FRAME = """
variable "unset" {}
variable "list" { default = ["a", "b"] }
variable "secret" {
  default   = "s"
  sensitive = true
}
locals {
  map  = { a = 1, id = aws_a.b.id, u = var.unset }
  self = %(first)s
}
resource "aws_a" "b" { name = "n" }
resource "aws_c" "d" { count = 2 }
resource "aws_e" "f" {
  for_each = var.unset
  id       = each.value
}
resource "aws_g" "h" { count = %(second)s }
module "m" {
  source = "terraform/x/y"
}
resource "aws_x" "y" {
  for_each = %(first)s
  a        = %(second)s
  dynamic "blk" {
    for_each = %(second)s
    content { v = blk.value }
  }
}
output "x" { value = [local.self, aws_x.y] }
"""


def load(files: dict[str, bytes]) -> Loaded:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        options = TerraformOptions(boundary=folder)
        return load_terraform([folder], Project(folder, folder), options)


def assert_plain(value: Any, depth: int = 0) -> None:
    assert depth < 150
    if isinstance(value, dict):
        for key, item in value.items():
            assert type(key) is str
            assert_plain(item, depth + 1)
        assert type(value) is dict
    elif isinstance(value, list):
        assert type(value) is list
        for item in value:
            assert_plain(item, depth + 1)
    elif isinstance(value, Unknown):
        assert len(value.arms) in (0, 2)
        for arm in value.arms:
            if arm is not ABSENT:
                assert_plain(arm, depth + 1)
        assert_plain(value.structure, depth + 1)
    else:
        assert value is None or type(value) in (str, int, float, bool)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(EXPRESSIONS, EXPRESSIONS)
def test_any_expression_gives_a_value_or_a_diagnostic(first: str, second: str) -> None:
    loaded = load({"main.tf": (FRAME % {"first": first, "second": second}).encode()})
    for resource in loaded.resources:
        assert_plain(dict(resource.attributes))
        for name in resource.attributes:
            assert resource.source.locate((name, 0, "v")).start_line >= 1
        assert all(isinstance(path, tuple) for path in resource.references)


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "ignore")))
def test_any_file_loads(data: bytes) -> None:
    loaded = load({"main.tf": data, "x.tf.json": data, "terraform.tfvars": data})
    assert isinstance(loaded, Loaded)


@settings(max_examples=60, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(
                        st.sampled_from(["resource", "variable", "locals", "module", "a", "count"]),
                        inner, max_size=3), max_leaves=20))  # fmt: skip
def test_any_json_loads(document: Any) -> None:
    import json

    data = json.dumps(document).encode()
    assert isinstance(load({"main.tf.json": data, "x.auto.tfvars.json": data}), Loaded)
