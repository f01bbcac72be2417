"""What no plan of Terraform shows: OpenTofu's own words, blocks without a resource, arms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scanner.model import ABSENT, Loaded, Resource, Unknown

Load = Callable[..., Loaded]


def one(loaded: Loaded, address: str) -> Resource:
    found = [r for r in loaded.resources if r.address == address]
    assert len(found) == 1, [r.address for r in loaded.resources]
    return found[0]


def value(loaded: Loaded, name: str = "x") -> Any:
    return one(loaded, f"output.{name}").attributes["value"]


def messages(loaded: Loaded) -> list[str]:
    return [f"{d.level.value} {d.code}: {d.message}" for d in loaded.diagnostics]


# Blocks that declare no resource


def test_import_blocks_say_which_id_goes_where(load: Load) -> None:
    text = """
variable "unknown" {}
import {
  to = aws_x.single
  id = "vpc-${1 + 1}"
}
import {
  for_each = { a = "id-a", b = "id-b" }
  to       = module.m.aws_x.each[each.key]
  id       = each.value
  provider = aws.east
}
import {
  to       = aws_x.counted[var.unknown]
  identity = { name = "n" }
}
"""
    loaded = load({"main.tf": text})
    assert one(loaded, "import.aws_x.single").attributes == {"to": "aws_x.single", "id": "vpc-2"}
    assert one(loaded, 'import.module.m.aws_x.each["b"]').attributes == {
        "to": 'module.m.aws_x.each["b"]',
        "id": "id-b",
        "provider": "aws.east",
    }
    unknown = one(loaded, "import.aws_x.counted[*]")
    assert unknown.type == "terraform_import"
    assert unknown.attributes["identity"] == {"name": "n"}
    assert unknown.source.locate(("to",)).start_line == 14


def test_removed_blocks_declare_nothing(load: Load) -> None:
    text = """
removed {
  from = aws_x.gone
  lifecycle { destroy = false }
}
"""
    loaded = load({"main.tf": text})
    assert [r.address for r in loaded.resources] == ["removed.aws_x.gone"]
    removed = one(loaded, "removed.aws_x.gone")
    assert removed.type == "terraform_removed"
    assert removed.attributes == {"from": "aws_x.gone", "lifecycle": [{"destroy": False}]}


def test_checks_are_read_and_their_data_sources_judged(load: Load) -> None:
    text = """
check "site" {
  data "http" "x" { url = "http://example.org" }
  assert {
    condition     = data.http.x.status_code == 200
    error_message = "down"
  }
  assert {
    condition     = length("abc") == 2
    error_message = "abc is ${length("abc")} long"
  }
}
"""
    loaded = load({"main.tf": text})
    assert one(loaded, "data.http.x").attributes == {"url": "http://example.org"}
    assert one(loaded, "check.site").attributes["assert"] == [
        {"condition": "data.http.x.status_code == 200", "error_message": "down"},
        {"condition": 'length("abc") == 2', "error_message": "abc is 3 long"},
    ]
    assert messages(loaded) == [
        "note condition-failed: check.site.assert fails: abc is 3 long",
    ]


def test_a_condition_on_a_secret_keeps_its_message(load: Load) -> None:
    text = """
variable "s" {
  default   = "hunter2"
  sensitive = true
  validation {
    condition     = var.s == "other"
    error_message = "it is ${var.s}"
  }
}
"""
    (message,) = messages(load({"main.tf": text}))
    assert message == (
        "note condition-failed: var.s.validation fails, so that Terraform would refuse it"
    )


def test_what_is_not_instantiated_meets_no_condition(load: Load) -> None:
    main = 'module "m" {\n  count = 0\n  source = "./m"\n  n = 1\n}\n'
    inner = """
variable "n" {
  validation {
    condition     = var.n > 1
    error_message = "small"
  }
}
resource "aws_x" "y" {
  lifecycle {
    precondition {
      condition     = var.n > 1
      error_message = "small"
    }
  }
}
"""
    loaded = load({"main.tf": main, "m/m.tf": inner})
    assert messages(loaded) == []
    assert one(loaded, "module.m[*].aws_x.y").not_instantiated


# OpenTofu


def test_lifecycle_enabled_decides_without_a_key(load: Load) -> None:
    text = """
variable "maybe" {}
resource "aws_x" "on" {
  n = 1
  lifecycle { enabled = 1 < 2 }
}
resource "aws_x" "off" {
  n = 1
  lifecycle { enabled = false }
}
resource "aws_x" "maybe" {
  n = 1
  lifecycle { enabled = var.maybe }
}
module "off" {
  source = "./m"
  lifecycle { enabled = false }
}
output "x" { value = [aws_x.on.n, aws_x.off == null, aws_x.maybe.n, module.off == null] }
"""
    loaded = load({"main.tofu": text, "m/m.tf": 'resource "aws_x" "in" {}\n'})
    assert one(loaded, "aws_x.on").existence == ()
    assert one(loaded, "aws_x.off[*]").not_instantiated
    (cause,) = one(loaded, "aws_x.maybe").existence
    assert cause.reference == "var.maybe"
    assert one(loaded, "module.off[*].aws_x.in").not_instantiated
    assert value(loaded) == [1, True, 1, True]


def test_a_module_source_may_be_computed(load: Load) -> None:
    main = """
variable "size" { default = "small" }
locals { base = "./modules" }
module "m" { source = "${local.base}/${var.size}" }
module "n" { source = var.nowhere }
variable "nowhere" {}
output "x" { value = module.m.x }
"""
    loaded = load({"main.tofu": main, "modules/small/m.tf": 'output "x" { value = "small" }\n'})
    assert value(loaded) == "small"
    assert messages(loaded) == [
        "note variable-without-value: var.nowhere has no value; give one with --var nowhere=...",
        "note module-not-installed: module.n: the source is not known; what the module declares "
        "is unknown",
    ]


def test_a_backend_may_use_variables(load: Load) -> None:
    text = """
variable "bucket" { default = "b" }
terraform {
  backend "s3" { bucket = "${var.bucket}-state" }
}
"""
    loaded = load({"main.tofu": text})
    assert one(loaded, "terraform.backend.s3").attributes["bucket"] == "b-state"


def test_a_provider_may_have_for_each(load: Load) -> None:
    text = """
provider "aws" {
  alias    = "by_region"
  for_each = toset(["eu-west-1", "us-east-1"])
  region   = each.key
}
resource "aws_x" "y" {
  for_each = toset(["eu-west-1"])
  provider = aws.by_region[each.key]
}
"""
    loaded = load({"main.tofu": text})
    provider = one(loaded, 'provider.aws.by_region["eu-west-1"]')
    assert provider.attributes == {"alias": "by_region", "region": "eu-west-1"}
    assert one(loaded, 'aws_x.y["eu-west-1"]').provider == 'aws.by_region["eu-west-1"]'
    assert messages(loaded) == []


# Override files


def test_a_lifecycle_block_is_merged_by_argument(load: Load) -> None:
    files = {
        "main.tf": """
resource "aws_x" "y" {
  provisioner "local-exec" { command = "one" }
  provisioner "local-exec" { command = "two" }
  connection { host = "one" }
  inline { a = 1 }
  inline { a = 2 }
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [a]
  }
}
""",
        "main_override.tf": """
resource "aws_x" "y" {
  provisioner "local-exec" { command = "three" }
  connection { user = "two" }
  dynamic "inline" {
    for_each = [3]
    content { a = inline.value }
  }
  lifecycle { ignore_changes = [b] }
}
""",
    }
    attributes = one(load(files), "aws_x.y").attributes
    assert attributes == {
        "provisioner": [{"type": "local-exec", "command": "three"}],
        "connection": [{"user": "two"}],
        "inline": [{"a": 3}],
        "lifecycle": [{"prevent_destroy": True, "ignore_changes": ["b"]}],
    }


def test_settings_are_overridden_by_argument_and_provider(load: Load) -> None:
    files = {
        "main.tf": """
terraform {
  required_version = ">= 1.0"
  required_providers {
    aws    = { source = "hashicorp/aws", version = "1.0" }
    google = { source = "hashicorp/google" }
  }
  cloud { organization = "o" }
}
""",
        "override.tf": """
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = { source = "hashicorp/aws", version = "2.0" }
  }
  backend "local" { path = "x" }
}
""",
    }
    loaded = load(files)
    settings = one(loaded, "terraform").attributes
    assert settings["required_version"] == ">= 1.5"
    required: dict[str, Any] = {}
    for block in settings["required_providers"]:
        required |= block
    assert required == {
        "aws": {"source": "hashicorp/aws", "version": "2.0"},
        "google": {"source": "hashicorp/google"},
    }
    assert [r.address for r in loaded.resources if r.type == "terraform_backend"] == [
        "terraform.backend.local"
    ]


def test_an_aliased_provider_is_overridden_by_alias(load: Load) -> None:
    files = {
        "main.tf": """
provider "aws" { region = "a" }
provider "aws" {
  alias  = "east"
  region = "b"
  default_tags { tags = { a = 1 } }
}
""",
        "override.tf": """
provider "aws" {
  alias = "east"
  default_tags { tags = { b = 2 } }
}
""",
    }
    loaded = load(files)
    assert one(loaded, "provider.aws").attributes == {"region": "a"}
    assert one(loaded, "provider.aws.east").attributes == {
        "alias": "east",
        "region": "b",
        "default_tags": [{"tags": {"b": 2}}],
    }


# Secrets


def test_write_only_arguments_are_secrets(load: Load) -> None:
    text = """
ephemeral "random_password" "p" { length = 20 }
resource "aws_x" "y" {
  password_wo         = "plain text"
  password_wo_version = 1
  token_wo            = ephemeral.random_password.p.result
  inner { secret_wo = "s" }
}
resource "aws_x" "z" { token = "${ephemeral.random_password.p.result}!" }
"""
    loaded = load({"main.tf": text})
    resource = one(loaded, "aws_x.y")
    assert resource.sensitive == {("password_wo",), ("token_wo",), ("inner", 0, "secret_wo")}
    token = resource.attributes["token_wo"]
    assert isinstance(token, Unknown)
    assert token.sensitive
    assert one(loaded, "ephemeral.random_password.p").attributes == {"length": 20}
    assert messages(loaded) == [
        "note evaluation-failed: aws_x.z.token: the value is ephemeral",
    ]


# Both arms of what nobody knows

UNKNOWN = 'variable "u" {}\nvariable "list" { default = ["p", "q"] }\n'


@pytest.mark.parametrize(
    ("expression", "yes", "no"),
    [
        ('[for x in (var.u ? ["a"] : ["b", "c"]) : upper(x)]', ["A"], ["B", "C"]),
        ('{ for k, v in (var.u ? { a = 1 } : { b = 2 }) : v => k }', {"1": "a"}, {"2": "b"}),
        ("(var.u ? [{ a = 1 }] : [{ a = 2 }])[*].a", [1], [2]),
        ("merge({ a = 1 }, var.u ? { b = 2 } : {})", {"a": 1, "b": 2}, {"a": 1}),
        ('concat(["x"], var.u ? ["y"] : [])', ["x", "y"], ["x"]),
        ("length(var.u ? [1] : [])", 1, 0),
        ('(var.u ? { a = { b = "x" } } : { a = { b = "y" } }).a["b"]', "x", "y"),
        ("(var.u ? [1, 2] : [3, 4])[1]", 2, 4),
        ('"${var.u ? "a" : "b"}-${1}"', "a-1", "b-1"),
        ('(var.u ? 1 : 2) + 10', 11, 12),
        ('lookup(var.u ? { a = 1 } : {}, "a", 5)', 1, 5),
        ('jsondecode(jsonencode(var.u ? ["a"] : []))', ["a"], []),
        ('(var.u ? var.list : [])', ["p", "q"], []),
        ('flatten([var.u ? ["a"] : [], "z"])', ["a", "z"], ["z"]),
        ('keys(var.u ? { a = 1 } : { b = 1 })', ["a"], ["b"]),
        ('join(",", var.u ? ["a"] : ["b"])', "a", "b"),
        ('try(var.u ? "a" : "b", "c")', "a", "b"),
        ('!(var.u ? true : false)', False, True),
        ('one(var.u ? ["a"] : [])', "a", None),
    ],
)  # fmt: skip
def test_an_unknown_condition_keeps_both_outcomes(
    load: Load, expression: str, yes: Any, no: Any
) -> None:
    found = value(load({"main.tf": f'{UNKNOWN}output "x" {{ value = {expression} }}\n'}))
    assert isinstance(found, Unknown)
    assert found.arms == (yes, no)


def test_nested_conditions_keep_theirs(load: Load) -> None:
    text = (
        UNKNOWN
        + 'variable "v" {}\noutput "x" { value = upper(var.u ? (var.v ? "a" : "b") : "c") }\n'
    )
    found = value(load({"main.tf": text}))
    assert isinstance(found, Unknown)
    inner, last = found.arms
    assert last == "C"
    assert inner.arms == ("A", "B")


def test_equal_outcomes_are_known(load: Load) -> None:
    text = UNKNOWN + 'output "x" { value = length(var.u ? ["a"] : ["b"]) }\n'
    assert value(load({"main.tf": text})) == 1


def test_all_or_none_of_a_map_are_its_instances(load: Load) -> None:
    text = (
        UNKNOWN
        + """
resource "aws_x" "y" {
  for_each = var.u ? { a = 1, b = 2 } : {}
  n        = each.value
}
resource "aws_x" "z" {
  for_each = aws_x.y
  n        = each.value.id
}
output "x" { value = [aws_x.y["b"].n, length(aws_x.y), try(aws_x.y["a"].n, 0)] }
"""
    )
    loaded = load({"main.tf": text})
    second = one(loaded, 'aws_x.y["b"]')
    assert second.attributes == {"n": 2}
    (cause,) = second.existence
    assert cause.arms == ({"a": 1, "b": 2}, {})
    assert one(loaded, "aws_x.z[*]").references[("n",)] != ()
    known, size, tried = value(loaded)
    assert known == 2
    assert isinstance(size, Unknown)
    assert tried == 1
    assert messages(loaded) == [
        "note variable-without-value: var.u has no value; give one with --var u=...",
    ]


def test_one_or_none_has_the_first_index(load: Load) -> None:
    text = (
        UNKNOWN + 'resource "aws_x" "y" {\n count = var.u ? 1 : 0\n n = var.list[count.index]\n}\n'
    )
    assert one(load({"main.tf": text}), "aws_x.y[*]").attributes == {"n": "p"}


def test_dynamic_blocks_of_both_outcomes(load: Load) -> None:
    text = (
        UNKNOWN
        + """
resource "aws_x" "y" {
  dynamic "rule" {
    for_each = var.u ? [22, 80] : [443]
    content { port = rule.value }
  }
}
"""
    )
    rules = one(load({"main.tf": text}), "aws_x.y").attributes["rule"]
    assert [rule.arms for rule in rules] == [({"port": 22}, {"port": 443}), ({"port": 80}, ABSENT)]
    assert rules[0].condition is rules[1].condition


# Dynamic blocks


def test_dynamic_blocks_nest_and_name_their_iterators(load: Load) -> None:
    text = """
resource "aws_x" "y" {
  dynamic "group" {
    for_each = { b = [1, 2], a = [3] }
    iterator = g
    content {
      name = g.key
      dynamic "member" {
        for_each = g.value
        content { id = "${g.key}${member.key}${member.value}" }
      }
      dynamic "none" {
        for_each = {}
        content {}
      }
    }
  }
  dynamic "set" {
    for_each = toset(["x"])
    content { both = [set.key, set.value] }
  }
  dynamic "object" {
    for_each = [{ a = 1, inner = [{ z = 2 }] }]
    content {
      a = object.value.a
      dynamic "inner" {
        for_each = object.value["inner"]
        content { z = inner.value.z + object.value.a + object.key }
      }
    }
  }
}
"""
    loaded = load({"main.tf": text})
    assert one(loaded, "aws_x.y").attributes == {
        "group": [
            {"name": "a", "member": [{"id": "a03"}], "none": []},
            {"name": "b", "member": [{"id": "b01"}, {"id": "b12"}], "none": []},
        ],
        "set": [{"both": ["x", "x"]}],
        "object": [{"a": 1, "inner": [{"z": 3}]}],
    }
    assert messages(loaded) == []


def test_dynamic_blocks_of_json(load: Load) -> None:
    text = """
{ "resource": { "aws_x": { "y": {
    "dynamic": {
      "rule": { "for_each": [80, 443], "iterator": "r", "content": { "port": "${r.value}" } },
      "list": [{ "for_each": "${toset([\\"a\\"])}", "content": [{ "name": "${list.key}" }] }]
    },
    "plain": { "a": 1, "//": "comment" }
} } } }
"""
    loaded = load({"main.tf.json": text})
    attributes = one(loaded, "aws_x.y").attributes
    assert attributes["rule"] == [{"port": 80}, {"port": 443}]
    assert attributes["list"] == [{"name": "a"}]


# State


def test_recorded_values_answer_for_data_sources_and_computed_attributes(load: Load) -> None:
    text = """
data "aws_ami" "a" { owners = ["self"] }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
resource "aws_x" "kept" {
  n = 2
  lifecycle { ignore_changes = [n] }
}
resource "aws_x" "new" { n = 1 }
moved {
  from = aws_x.old
  to   = aws_x.new
}
output "x" { value = [data.aws_ami.a.id, aws_vpc.v.id, aws_x.kept.n, aws_x.new.id, aws_vpc.v.arn] }
"""
    recorded = {
        "data.aws_ami.a": {"id": "ami-1"},
        "aws_vpc.v": {"id": "vpc-1"},
        "aws_x.kept": {"n": 1},
        "aws_x.old": {"id": "x-1"},
    }
    loaded = load({"main.tf": text}, recorded=recorded)
    *known, arn = value(loaded)
    assert known == ["ami-1", "vpc-1", 1, "x-1"]
    assert isinstance(arn, Unknown)
    assert one(loaded, "aws_x.new").id == "x-1"


# What exists nowhere


def test_zero_everywhere_is_judged_once_through_all_levels(load: Load) -> None:
    main = """
variable "off" { default = false }
module "a" {
  source = "./a"
  count  = var.off ? 1 : 0
}
module "b" {
  source   = "./a"
  for_each = {}
}
"""
    inner = """
resource "aws_x" "y" {
  count = 0
  n     = count.index
}
resource "aws_x" "z" {
  for_each = toset([])
  n        = each.key
}
module "deep" { source = "../deep" }
"""
    loaded = load({"main.tf": main, "a/a.tf": inner, "deep/d.tf": 'resource "aws_x" "d" {}\n'})
    found = [r.address for r in loaded.resources if r.type == "aws_x"]
    assert sorted(found) == [
        "module.a[*].aws_x.y[*]",
        "module.a[*].aws_x.z[*]",
        "module.a[*].module.deep.aws_x.d",
    ]
    assert all(r.not_instantiated for r in loaded.resources if r.type == "aws_x")
    assert messages(loaded) == []


def test_what_exists_once_is_not_judged_as_missing_elsewhere(load: Load) -> None:
    main = """
module "off" {
  source = "./a"
  n      = 0
}
module "on" {
  source = "./a"
  n      = 1
}
"""
    inner = 'variable "n" {}\nresource "aws_x" "y" { count = var.n }\n'
    loaded = load({"main.tf": main, "a/a.tf": inner})
    assert [r.address for r in loaded.resources if r.type == "aws_x"] == ["module.on.aws_x.y[0]"]


def test_a_module_that_nobody_calls_is_a_root_with_its_defaults(load: Load) -> None:
    files = {
        "root/main.tf": 'module "m" { source = "../called" }\n',
        "called/m.tf": 'resource "aws_x" "called" {}\n',
        "alone/m.tf": 'variable "n" { default = 3 }\nresource "aws_x" "alone" { n = var.n }\n',
    }
    loaded = load(files, "root", "called", "alone")
    assert {(r.scope, r.address) for r in loaded.resources if r.type == "aws_x"} == {
        ("root", "module.m.aws_x.called"),
        ("alone", "aws_x.alone"),
    }
