"""Where a value was set: through variables, locals, module calls, repetition and variable files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.hcl import parse
from scanner.model import Loaded, Traced
from scanner.terraform.code import ModuleCode, SourceFile
from scanner.terraform.provenance import MAX_STEPS, Frame, value_steps

Load = Callable[..., Loaded]
MODULE = """variable "cidrs" {
  default = ["0.0.0.0/0"]
}
resource "aws_x" "y" {
  cidr_blocks = var.cidrs
}
"""


def steps(loaded: Loaded, address: str, *path: str | int) -> list[tuple[str, str]]:
    """(what stands there, the file and region) for each place that a value came through."""
    [resource] = [r for r in loaded.resources if r.address == address]
    assert isinstance(resource.source, Traced)
    return [
        (
            step.text,
            f"{step.location.path}:{step.location.start_line}:{step.location.start_column}",
        )
        for step in resource.source.value_steps(path)
    ]


def test_a_value_written_in_place_has_no_steps(load: Load) -> None:
    loaded = load({"main.tf": 'resource "aws_x" "y" {\n  a = "b"\n}\n'})
    assert steps(loaded, "aws_x.y", "a") == []
    assert steps(loaded, "aws_x.y", "absent") == []
    assert steps(loaded, "aws_x.y") == []


def test_through_locals_and_variables_up_the_calls(load: Load) -> None:
    loaded = load(
        {
            "m/main.tf": MODULE,
            "n/main.tf": 'variable "office" {}\nlocals { wide = var.office }\n'
            'module "m" {\n  source = "../m"\n  cidrs = local.wide\n}\n',
            "main.tf": 'module "n" {\n  source = "./n"\n  office = ["10.0.0.0/8", '
            '"0.0.0.0/0"]\n}\n',
        }
    )
    assert steps(loaded, "module.n.module.m.aws_x.y", "cidr_blocks", 1) == [
        ("the argument cidrs of module.n.module.m", "n/main.tf:5:3"),
        ("local.wide", "n/main.tf:2:10"),
        ("the argument office of module.n", "main.tf:3:27"),
    ]


def test_a_default_counts_where_the_call_gives_nothing(load: Load) -> None:
    loaded = load(
        {"m/main.tf": MODULE, "main.tf": 'module "m" {\n  count = 1\n  source = "./m"\n}\n'}
    )
    assert steps(loaded, "module.m[0].aws_x.y", "cidr_blocks") == [
        ("the default of module.m[0].var.cidrs", "m/main.tf:2:3")
    ]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("terraform.tfvars", 'cidrs = [\n  "0.0.0.0/0",\n]\n', "terraform.tfvars:2:3"),
        ("a.auto.tfvars.json", '{\n "cidrs": [\n  "${local.x}"]}\n', "a.auto.tfvars.json:3:3"),
    ],
)
def test_variable_files(load: Load, name: str, text: str, place: str) -> None:
    loaded = load({"main.tf": MODULE + "locals { x = 1 }\n", name: text})
    assert steps(loaded, "aws_x.y", "cidr_blocks", 0) == [("var.cidrs, set here", place)]


def test_the_last_file_is_the_one_that_counts(load: Load) -> None:
    loaded = load(
        {
            "main.tf": MODULE,
            "terraform.tfvars": 'cidrs = ["10.0.0.0/8"]\n',
            "z.auto.tfvars": 'cidrs = ["0.0.0.0/0"]\n',
        }
    )
    assert steps(loaded, "aws_x.y", "cidr_blocks") == [("var.cidrs, set here", "z.auto.tfvars:1:9")]


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"variables": (("var", 'cidrs=["0.0.0.0/0"]'),)}, "var.cidrs, set by --var cidrs"),
        ({"environ": {"TF_VAR_cidrs": '["::/0"]'}}, "var.cidrs, set by TF_VAR_cidrs"),
    ],
)
def test_options_and_the_environment(load: Load, options: dict[str, Any], text: str) -> None:
    loaded = load({"main.tf": MODULE}, **options)
    assert steps(loaded, "aws_x.y", "cidr_blocks", 0) == [(text, "main.tf:1:1")]


def test_a_variable_without_a_value_is_where_it_is_declared(load: Load) -> None:
    loaded = load({"main.tf": 'variable "a" {}\nresource "aws_x" "y" {\n  a = var.a\n}\n'})
    assert steps(loaded, "aws_x.y", "a") == [("var.a, which has no value", "main.tf:1:1")]


@pytest.mark.parametrize(
    ("expression", "place"),
    [
        ("(var.a)", "1:16"),
        ('"${var.a}"', "1:16"),
        ("[var.a]", "1:16"),
        ("toset([var.a])", "1:16"),
        ("tolist(var.a)", "1:16"),
        ("nonsensitive(sensitive(var.a))", "1:16"),
        ("local.deep.x[0].y", "2:26"),
        ("var.a ? 1 : 2", None),
        ("concat(var.a, var.a)", None),
        ('"x${var.a}"', None),
        ("try(var.a, 1)", None),
        ("[var.a, 1]", None),
        ("aws_x.other.a", None),
        ("module.nowhere.a", None),
        ("local.nowhere", None),
        ("each.value", None),
    ],
)
def test_only_a_reference_by_itself_is_followed(
    load: Load, expression: str, place: str | None
) -> None:
    text = (
        'variable "a" { default = 1 }\nlocals { deep = { x = [{ y = var.b }] } }\n'
        f'variable "b" {{ default = 1 }}\nresource "aws_x" "y" {{\n  a = {expression}\n}}\n'
    )
    found = steps(load({"main.tf": text}), "aws_x.y", "a")
    assert (found[0][1] if found else None) == (place and f"main.tf:{place}")


def test_a_local_that_computes_is_where_the_value_comes_from(load: Load) -> None:
    text = (
        'variable "b" {}\nlocals {\n  a = var.b ? 1 : 2\n}\n'
        'resource "aws_x" "y" {\n  a = local.a\n}\n'
    )
    assert steps(load({"main.tf": text}), "aws_x.y", "a") == [("local.a", "main.tf:3:3")]


def test_an_element_of_for_each(load: Load) -> None:
    text = """locals {
  rules = {
    ssh = { port = 22, cidr = "0.0.0.0/0" }
    web = { port = 443, cidr = var.web }
  }
}
variable "web" { default = "::/0" }
resource "aws_x" "y" {
  for_each = local.rules
  cidrs    = [each.value.cidr]
}
"""
    loaded = load({"main.tf": text})
    assert steps(loaded, 'aws_x.y["ssh"]', "cidrs", 0) == [("local.rules", "main.tf:3:24")]
    assert steps(loaded, 'aws_x.y["web"]', "cidrs", 0) == [
        ("local.rules", "main.tf:4:25"),
        ("the default of var.web", "main.tf:7:18"),
    ]


def test_for_each_of_the_call(load: Load) -> None:
    loaded = load(
        {
            "m/main.tf": MODULE,
            "main.tf": 'module "m" {\n  source = "./m"\n  for_each = {\n    a = ["0.0.0.0/0"]\n'
            '    b = ["::/0"]\n  }\n  cidrs = each.value\n}\n',
        }
    )
    place = "the argument cidrs of module.m"
    for key in "ab":
        found = steps(loaded, f'module.m["{key}"].aws_x.y', "cidr_blocks")
        assert found == [(f'{place}["{key}"]', "main.tf:7:3")]


def test_dynamic_blocks_in_each_other(load: Load) -> None:
    text = """variable "groups" {
  default = [
    { rules = { b = "2", a = "1" } },
    { rules = { c = "3" } },
  ]
}
resource "aws_x" "y" {
  group {
    name = "static"
  }
  dynamic "group" {
    for_each = var.groups
    iterator = it
    content {
      dynamic "rule" {
        for_each = it.value.rules
        content {
          cidr = rule.value
        }
      }
    }
  }
}
"""
    loaded = load({"main.tf": text})
    [resource] = loaded.resources[-1:]
    assert resource.attributes["group"][1]["rule"] == [{"cidr": "1"}, {"cidr": "2"}]

    def place(group: int, rule: int) -> str:
        return steps(loaded, "aws_x.y", "group", group, "rule", rule, "cidr")[-1][1]

    assert place(1, 0) == "main.tf:3:26"
    assert place(1, 1) == "main.tf:3:17"
    assert place(2, 0) == "main.tf:4:17"


def test_after_a_dynamic_block_positions_are_not_known(load: Load) -> None:
    block = 'dynamic "b" {\n for_each = var.l\n content {\n a = b.value\n }\n }\n'
    text = f'variable "l" {{ default = ["x"] }}\nresource "aws_x" "y" {{\n{block}{block}}}\n'
    loaded = load({"main.tf": text})
    assert steps(loaded, "aws_x.y", "b", 0, "a") == [("the default of var.l", "main.tf:1:27")]
    assert steps(loaded, "aws_x.y", "b", 1, "a") == []


def test_what_an_object_lacks_its_type_gives(load: Load) -> None:
    module = """variable "db" {
  type = object({ name = string, encrypted = optional(bool, false) })
}
resource "aws_x" "y" {
  encrypted = var.db.encrypted
}
"""
    call = 'module "m" {\n  source = "./m"\n  db = { name = "a" }\n}\n'
    loaded = load({"m/main.tf": module, "main.tf": call})
    assert steps(loaded, "module.m.aws_x.y", "encrypted") == [
        ("the argument db of module.m", "main.tf:3:3"),
        ("the type of var.db", "m/main.tf:2:3"),
    ]


def test_null_for_a_variable_that_takes_none_is_its_default(load: Load) -> None:
    module = (
        'variable "a" {\n  default = 1\n  nullable = false\n}\n'
        'resource "aws_x" "y" {\n  a = var.a\n}\n'
    )
    call = 'module "m" {\n  source = "./m"\n  a = null\n}\n'
    loaded = load({"m/main.tf": module, "main.tf": call})
    assert steps(loaded, "module.m.aws_x.y", "a")[-1] == (
        "the default of module.m.var.a",
        "m/main.tf:2:3",
    )
    loaded = load({"m/main.tf": module.replace("false", "true"), "main.tf": call})
    assert steps(loaded, "module.m.aws_x.y", "a")[-1][1] == "main.tf:3:3"


def test_json_code(load: Load) -> None:
    text = (
        '{"variable": {"c": {"default": ["0.0.0.0/0"]}},\n "resource": {"aws_x": {"y": {\n'
        '  "ingress": {\n   "cidrs": "${var.c}"}}}}}\n'
    )
    loaded = load({"main.tf.json": text})
    [resource] = [r for r in loaded.resources if r.address == "aws_x.y"]
    assert resource.source.locate(("ingress", 0, "cidrs")).start_line == 4
    assert steps(loaded, "aws_x.y", "ingress", 0, "cidrs", 0) == [
        ("the default of var.c", "main.tf.json:1:33")
    ]


def test_circles_end(load: Load) -> None:
    text = 'locals {\n  a = local.b\n  b = local.a\n}\nresource "aws_x" "y" {\n  a = local.a\n}\n'
    assert len(steps(load({"main.tf": text}), "aws_x.y", "a")) == MAX_STEPS


def test_an_override_is_where_the_value_is(load: Load) -> None:
    loaded = load(
        {"main.tf": MODULE, "override.tf": 'variable "cidrs" {\n  default = ["::/0"]\n}\n'}
    )
    assert steps(loaded, "aws_x.y", "cidr_blocks") == [
        ("the default of var.cidrs", "override.tf:2:3")
    ]


EXPRESSIONS = st.recursive(
    st.sampled_from(
        [
            "1",
            "null",
            '"x"',
            "var.a",
            "local.a",
            "local.b.k[0]",
            "var.a[0].k",
            "each.value",
            "a.b.c",
        ]
    ),
    lambda inner: st.one_of(
        inner.map("[{}]".format),
        inner.map("({})".format),
        inner.map('"${{{}}}"'.format),
        inner.map("toset({})".format),
        inner.map("{{ k = {} }}".format),
        st.tuples(inner, inner).map(lambda pair: "[{}, {}]".format(*pair)),
        st.tuples(inner, inner).map(lambda pair: "true ? {} : {}".format(*pair)),
    ),
    max_leaves=6,
)


@settings(max_examples=150)
@given(EXPRESSIONS, EXPRESSIONS, EXPRESSIONS, st.lists(st.sampled_from(["k", 0, 1]), max_size=4))
def test_whatever_is_written_the_search_ends(a: str, b: str, x: str, path: list[str | int]) -> None:
    text = f'variable "a" {{\n default = {a}\n}}\nlocals {{\n a = {b}\n b = {a}\n}}\n'
    code = ModuleCode(str(Path("folder")))
    code.add(SourceFile("main.tf", "main.tf", text, parse(text).body))
    expression = f"x = {x}\n"
    file = SourceFile("x", "x", expression, parse(expression).body)
    found = value_steps(Frame(code), file.body[0][0][3], file, tuple(path))
    assert len(found) <= MAX_STEPS
    assert all(1 <= step.location.start_line <= 7 for step in found)


def test_steps_name_the_variable_whose_own_value_it_is(load: Load) -> None:
    loaded = load(
        {
            "m/main.tf": 'variable "p" {}\nresource "aws_x" "y" { a = var.p }\n',
            "main.tf": 'variable "p" { default = "d" }\n'
            'locals { p = "l" }\n'
            'module "said" {\n  source = "./m"\n  p = "s"\n}\n'
            'module "passed" {\n  source = "./m"\n  p = var.p\n}\n'
            'resource "aws_x" "z" { a = local.p }\n',
        }
    )

    def variables(address: str) -> list[str]:
        [resource] = [r for r in loaded.resources if r.address == address]
        assert isinstance(resource.source, Traced)
        return [step.variable for step in resource.source.value_steps(("a",))]

    assert variables("aws_x.z") == [""]
    assert variables("module.said.aws_x.y") == [""]
    assert variables("module.passed.aws_x.y") == ["", "p"]
