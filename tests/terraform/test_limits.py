"""Hostile code costs little: each of these ends within two seconds, most with a diagnostic."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

import pytest

from scanner.model import Loaded

Load = Callable[..., Loaded]

SECONDS = 2


def chain(first: str, rest: str, length: int = 60) -> str:
    """Locals of which each is made of the one before it, ``@``."""
    lines = [f"l0 = {first}"]
    lines += [f"l{i} = {rest.replace('@', f'local.l{i - 1}')}" for i in range(1, length)]
    return "locals {\n" + "\n".join(lines) + f'\n}}\noutput "x" {{ value = local.l{length - 1} }}\n'


def nested(opening: str, inner: str, closing: str, depth: int) -> str:
    return opening * depth + inner + closing * depth


RESOURCE = 'resource "aws_x" "y" {\n'
UNKNOWN = 'variable "u" {}\nvariable "v" {}\n'

# name -> (files, the codes of the diagnostics)
HOSTILE: dict[str, tuple[Mapping[str, str], set[str]]] = {
    "a module that calls itself": (
        {"main.tf": 'module "m" { source = "./" }\n'},
        {"module-recursion"},
    ),
    "modules that call each other": (
        {
            "main.tf": 'module "a" { source = "./a" }\n',
            "a/main.tf": 'module "b" { source = "../b" }\n',
            "b/main.tf": 'module "a" { source = "../a" }\n',
        },
        {"module-recursion"},
    ),
    "modules that multiply": (
        {
            "main.tf": 'module "m" {\n count = 10\n source = "./m0"\n}\n',
            **{
                f"m{i}/main.tf": f'module "m" {{\n count = 10\n source = "../m{i + 1}"\n}}\n'
                for i in range(8)
            },
            "m8/main.tf": 'resource "aws_x" "y" {}\n',
        },
        {"limit-modules"},
    ),
    "locals in a circle": (
        {"main.tf": 'locals {\n a = local.b\n b = local.a\n}\noutput "x" { value = local.a }\n'},
        {"reference-cycle"},
    ),
    "a local in itself": (
        {"main.tf": 'locals { a = [local.a] }\noutput "x" { value = local.a }\n'},
        {"reference-cycle"},
    ),
    "a count of its own instances": (
        {"main.tf": RESOURCE + " count = length(aws_x.y)\n}\n"},
        {"reference-cycle"},
    ),
    "modules in a circle of outputs": (
        {
            "main.tf": """
module "a" {
  source = "./m"
  in     = module.b.out
}
module "b" {
  source = "./m"
  in     = module.a.out
}
""",
            "m/main.tf": 'variable "in" {}\noutput "out" { value = var.in }\n',
        },
        {"reference-cycle"},
    ),
    "10,000 instances": (
        {
            "main.tf": "locals { r = range(100) }\n" + RESOURCE
            + ' for_each = { for p in setproduct(local.r, local.r) : join("-", p) => p }\n'
            " n = each.value\n}\n"
        },
        set(),
    ),
    "10,001 instances": (
        {"main.tf": RESOURCE + " count = 10001\n}\n"},
        {"limit-instances"},
    ),
    "a billion instances": (
        {"main.tf": RESOURCE + " count = 1000000000\n}\n"},
        {"limit-instances"},
    ),
    "a list of 100 levels": (
        {"main.tf": f'output "x" {{ value = {nested("[", "1", "]", 100)} }}\n'},
        set(),
    ),
    "a list of 150 levels": (
        {"main.tf": f'output "x" {{ value = {nested("[", "1", "]", 150)} }}\n'},
        {"hcl-syntax"},
    ),
    "10,000 parentheses": (
        {"main.tf": f'output "x" {{ value = {nested("(", "1", ")", 10000)} }}\n'},
        {"hcl-syntax"},
    ),
    "blocks of 100 levels": (
        {"main.tf": RESOURCE + nested("a {\n", "n = 1\n", "}\n", 100) + "}\n"},
        set(),
    ),
    "dynamic blocks that multiply": (
        {
            "main.tf": RESOURCE
            + nested('dynamic "a" {\nfor_each = [1, 2]\ncontent {\n', "n = 1\n", "}\n}\n", 20)
            + "}\n"
        },
        {"limit-value-size", "limit-work"},
    ),
    "nested conditions": (
        {"main.tf": f'output "x" {{ value = {"true ? 1 : " * 5000}2 }}\n'},
        {"hcl-syntax"},
    ),
    "nested templates": (
        {"main.tf": 'output "x" { value = ' + nested('"${', "1", '}"', 300) + " }\n"},
        {"hcl-syntax"},
    ),
    "texts that double": (
        {"main.tf": chain('"ha"', '"${@}${@}"')},
        {"limit-string-size"},
    ),
    "texts that double by a function": (
        {"main.tf": chain('"ha"', 'join(",", [@, @])')},
        {"limit-string-size"},
    ),
    "texts that double by format": (
        {"main.tf": chain('"ha"', 'format("%s%s", @, @)')},
        {"limit-string-size"},
    ),
    "texts that double by templatestring": (
        {"main.tf": chain('"ha"', 'join("", [for i in [1, 2] : upper(@)])')},
        {"limit-string-size"},
    ),
    "lists that double": (
        {"main.tf": chain("[1]", "[@, @]")},
        {"limit-value-size"},
    ),
    "lists that double flat": (
        {"main.tf": chain("[1]", "concat(@, @)")},
        {"limit-collection-size"},
    ),
    "lists that double in objects": (
        {"main.tf": chain("{}", "{ a = @, b = @ }")
            + 'output "y" { value = jsonencode(local.l30) }\n'},
        {"limit-value-size"},
    ),
    "texts of lists that double": (
        {"main.tf": chain("[1]", "jsonencode([@, @])")},
        {"limit-work"},
    ),
    "numbers that grow": (
        {"main.tf": chain("10", "@ * @")},
        {"evaluation-unsupported"},
    ),
    "products": (
        {"main.tf": 'output "x" { value = setproduct(range(1000), range(1000), range(1000)) }\n'},
        {"limit-collection-size"},
    ),
    "loops in loops": (
        {
            "main.tf": "locals { r = range(1000) }\n"
            'output "x" { value = [for a in local.r : [for b in local.r :'
            " [for c in local.r : 1]]] }\n"
        },
        {"limit-work"},
    ),
    "a template that loops": (
        {
            "main.tf": "locals { r = range(1000) }\n"
            'output "x" { value = "%{ for a in local.r }%{ for b in local.r }'
            '%{ for c in local.r }x%{ endfor }%{ endfor }%{ endfor }" }\n'
        },
        {"limit-work"},
    ),
    "a template file that includes itself": (
        {
            "main.tf": 'output "x" { value = templatefile("t.tftpl", {}) }\n',
            "t.tftpl": '${templatefile("t.tftpl", {})}${templatefile("t.tftpl", {})}',
        },
        {"evaluation-failed"},
    ),
    "outcomes that double": (
        {
            "main.tf": UNKNOWN
            + "locals {\na0 = \"x\"\nb0 = \"y\"\n"
            + "".join(
                f"a{i} = var.{'uv'[i % 2]} ? local.a{i - 1} : local.b{i - 1}\n"
                f"b{i} = var.{'uv'[i % 2]} ? local.b{i - 1} : local.a{i - 1}\n"
                for i in range(1, 60)
            )
            + '}\noutput "x" { value = upper(local.a59) }\n'
        },
        {"variable-without-value"},
    ),
    "variables through many modules": (
        {
            "main.tf": 'module "m" {\n source = "./m0"\n in = "x"\n}\n',
            **{
                f"m{i}/main.tf": 'variable "in" {}\n'
                f'module "m" {{\n source = "../m{i + 1}"\n in = "${{var.in}}${{var.in}}"\n}}\n'
                for i in range(30)
            },
            "m30/main.tf": 'variable "in" {}\noutput "x" { value = var.in }\n',
        },
        {"limit-string-size"},
    ),
    "a pattern that backtracks": (
        {"main.tf": f'output "x" {{ value = regex("(a+)+$", "{"a" * 40}b") }}\n'},
        {"evaluation-failed"},
    ),
    "types of many levels": (
        {
            "main.tf": f'variable "x" {{\n type = {nested("list(", "any", ")", 80)}\n'
            ' default = []\n}\noutput "x" { value = var.x }\n'
        },
        {"evaluation-failed"},
    ),
    "defaults that multiply": (
        {
            "main.tf": "variable \"x\" {\n type = "
            + nested("object({ a = optional(", "string", "), b = optional(string) })", 30)
            + '\n default = {}\n}\noutput "x" { value = var.x }\n'
        },
        set(),
    ),
    "moves in a circle": (
        {
            "main.tf": 'resource "aws_x" "a" {}\n'
            + "".join(
                f"moved {{\n from = aws_x.m{i}\n to = aws_x.{'a' if not i else f'm{i - 1}'}\n}}\n"
                for i in range(300)
            )
            + "moved {\n from = aws_x.a\n to = aws_x.m299\n}\n"
        },
        set(),
    ),
    "a long chain of locals": ({"main.tf": chain("1", "@ + 1", 5000)}, set()),
    "many failures on what is large": (
        {
            "main.tf": "locals {\n b0 = [1, 2, 3]\n"
            + "".join(f" b{i + 1} = [local.b{i}, local.b{i}]\n" for i in range(15))
            + "".join(f" c{i} = [local.b15]\n" for i in range(300))
            + "}\n"
            + "".join(
                f'resource "a" "r{n}" {{\n a = -local.c{n % 300}\n}}\n' for n in range(2000)
            )
        },
        {"evaluation-failed", "limit-work"},
    ),
    "many conditions": (
        {
            "main.tf": 'variable "n" {\n default = 1\n'
            + 'validation {\n condition = length([for i in range(1000) : i]) > var.n\n'
            ' error_message = "x"\n}\n' * 2000
            + "}\n"
        },
        {"limit-work"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_ends_and_says_why(load: Load, name: str) -> None:
    files, codes = HOSTILE[name]
    before = time.process_time()
    loaded = load(dict(files))
    assert time.process_time() - before < SECONDS
    assert {d.code for d in loaded.diagnostics} == codes


def test_what_is_large_but_within_the_limits_is_there(load: Load) -> None:
    files, _ = HOSTILE["10,000 instances"]
    assert len(load(dict(files)).resources) == 10_000
