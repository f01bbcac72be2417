"""Folders to resources: instances, modules, variables, places, provenance, diagnostics."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
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


def addresses(loaded: Loaded, prefix: str = "") -> list[str]:
    return [r.address for r in loaded.resources if r.type.startswith(prefix)]


def codes(loaded: Loaded) -> list[tuple[str, str]]:
    return [(d.level.value, d.code) for d in loaded.diagnostics]


# Instances


def test_count_gives_numbered_instances(load: Load) -> None:
    loaded = load({"main.tf": 'resource "aws_x" "y" {\n count = 2\n n = count.index\n}\n'})
    assert addresses(loaded) == ["aws_x.y[0]", "aws_x.y[1]"]
    assert one(loaded, "aws_x.y[1]").attributes == {"n": 1}


def test_for_each_gives_keyed_instances(load: Load) -> None:
    text = 'resource "aws_x" "y" {\n for_each = { b = 1, "a\\"" = 2 }\n n = each.value\n}\n'
    loaded = load({"main.tf": text})
    assert addresses(loaded) == ['aws_x.y["a\\""]', 'aws_x.y["b"]']


def test_empty_count_is_judged_once_as_not_instantiated(load: Load) -> None:
    loaded = load({"main.tf": 'resource "aws_x" "y" {\n count = 0\n n = 1\n}\n'})
    resource = one(loaded, "aws_x.y[*]")
    assert resource.not_instantiated
    assert resource.attributes == {"n": 1}


def test_unknown_count_keeps_one_instance(load: Load) -> None:
    text = 'variable "n" {}\nresource "aws_x" "y" {\n count = var.n\n i = count.index\n}\n'
    resource = one(load({"main.tf": text}), "aws_x.y[*]")
    assert not resource.not_instantiated
    assert isinstance(resource.attributes["i"], Unknown)


def test_what_may_not_exist_says_what_decides(load: Load) -> None:
    main = """
variable "n" {}
module "a" {
  count  = var.n ? 1 : 0
  source = "./a"
}
resource "aws_x" "sure" { n = 1 }
resource "aws_x" "none" { count = 0 }
resource "aws_x" "y" {
  count = var.n ? 0 : 1
  n     = var.n
}
"""
    inner = """
variable "m" {}
resource "aws_x" "z" { n = 1 }
resource "aws_x" "w" { for_each = var.m }
"""
    loaded = load({"main.tf": main, "a/a.tf": inner})
    n = one(loaded, "aws_x.y[*]").attributes["n"]
    (own,) = one(loaded, "aws_x.y[*]").existence
    assert own.arms == (0, 1)
    assert own.condition is n
    assert one(loaded, "aws_x.sure").existence == ()
    assert one(loaded, "aws_x.none[*]").existence == ()
    (above,) = one(loaded, "module.a[*].aws_x.z").existence
    assert above.arms == (1, 0)
    assert above.condition is n
    first, second = one(loaded, "module.a[*].aws_x.w[*]").existence
    assert first is above
    assert second.reason == "var.m has no value"


def test_unknown_for_each_over_resources_keeps_provenance(load: Load) -> None:
    text = """
variable "names" {}
resource "aws_s3_bucket" "b" {
  for_each = var.names
  bucket   = "fixed"
}
resource "aws_s3_bucket_versioning" "v" {
  for_each = aws_s3_bucket.b
  bucket   = each.value.id
  name     = each.value.bucket
}
"""
    resource = one(load({"main.tf": text}), "aws_s3_bucket_versioning.v[*]")
    assert resource.references[("bucket",)] == ("aws_s3_bucket.b[*]",)
    assert resource.attributes["name"] == "fixed"


def test_duplicates_are_reported_and_both_judged(load: Load) -> None:
    text = 'resource "aws_x" "y" { n = 1 }\nresource "aws_x" "y" { n = 2 }\n'
    loaded = load({"main.tf": text})
    assert [r.attributes["n"] for r in loaded.resources] == [1, 2]
    assert codes(loaded) == [("error", "duplicate-address")]


def test_data_sources_and_own_blocks_have_their_types(load: Load) -> None:
    text = """
terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.east]
    }
  }
  backend "s3" {
    bucket = "state"
  }
}
provider "aws" {
  alias  = "east"
  region = "us-east-1"
}
data "aws_ami" "a" { owners = ["self"] }
variable "v" {
  type    = list(string)
  default = []
  validation {
    condition     = length(var.v) < 5
    error_message = "too many"
  }
}
resource "aws_x" "y" { provider = aws.east }
resource "google_x" "y" {}
"""
    loaded = load({"main.tf": text})
    found = {(r.type, r.address, r.provider) for r in loaded.resources}
    assert found == {
        ("terraform_settings", "terraform", ""),
        ("terraform_backend", "terraform.backend.s3", ""),
        ("terraform_provider", "provider.aws.east", ""),
        ("terraform_variable", "var.v", ""),
        ("data.aws_ami", "data.aws_ami.a", "aws"),
        ("aws_x", "aws_x.y", "aws.east"),
        ("google_x", "google_x.y", "google"),
    }
    backend = one(loaded, "terraform.backend.s3")
    assert backend.attributes == {"type": "s3", "bucket": "state"}
    assert backend.source.locate(("bucket",)).start_line == 11
    settings = one(loaded, "terraform").attributes
    assert settings["required_providers"][0]["aws"]["configuration_aliases"] == ["aws.east"]
    variable = one(loaded, "var.v").attributes
    assert variable["type"] == "list(string)"
    assert variable["validation"] == [
        {"condition": "length(var.v) < 5", "error_message": "too many"}
    ]
    assert loaded.diagnostics == ()


# Blocks


def test_blocks_are_lists_and_meta_arguments_are_left_out(load: Load) -> None:
    text = """
resource "aws_x" "y" {
  depends_on = [aws_x.z]
  one { a = 1 }
  many { a = 1 }
  many {
    a = 2
    inner { b = 3 }
  }
  lifecycle { ignore_changes = [one, tags["x"]] }
  provisioner "local-exec" { command = "echo ${self.id}" }
}
resource "aws_x" "z" {}
"""
    attributes = one(load({"main.tf": text}), "aws_x.y").attributes
    provisioner = attributes.pop("provisioner")  # type: ignore[attr-defined]
    assert attributes == {
        "one": [{"a": 1}],
        "many": [{"a": 1}, {"a": 2, "inner": [{"b": 3}]}],
        "lifecycle": [{"ignore_changes": ["one", 'tags["x"]']}],
    }
    assert provisioner[0]["type"] == "local-exec"
    assert isinstance(provisioner[0]["command"], Unknown)


def test_unknown_dynamic_block_may_be_absent(load: Load) -> None:
    text = """
variable "rules" {}
resource "aws_x" "y" {
  dynamic "ingress" {
    for_each = var.rules
    content {
      port = ingress.value.port
      cidr = "0.0.0.0/0"
    }
  }
}
"""
    resource = one(load({"main.tf": text}), "aws_x.y")
    (block,) = resource.attributes["ingress"]
    absent, content = block.arms
    assert absent is ABSENT
    assert content["cidr"] == "0.0.0.0/0"
    assert isinstance(content["port"], Unknown)
    assert resource.source.locate(("ingress", 0, "cidr")).start_line == 8


def test_failing_attribute_costs_only_itself(load: Load) -> None:
    loaded = load({"main.tf": 'resource "aws_x" "y" {\n a = [1][5]\n b = 2\n}\n'})
    attributes = one(loaded, "aws_x.y").attributes
    assert isinstance(attributes["a"], Unknown)
    assert attributes["b"] == 2
    assert codes(loaded) == [("note", "evaluation-failed")]


# Unknown values, provenance, secrets


def test_unknown_condition_remembers_both_arms(load: Load) -> None:
    text = 'variable "v" {}\noutput "x" { value = var.v ? "a" : "b" }\n'
    text += 'output "y" { value = "pre-${var.v ? "a" : "b"}" }\n'
    text += 'output "same" { value = var.v ? "a" : "a" }\n'
    loaded = load({"main.tf": text})
    assert value(loaded).arms == ("a", "b")
    assert value(loaded, "y").arms == ("pre-a", "pre-b")
    assert value(loaded).condition is value(loaded, "y").condition
    assert value(loaded, "same") == "a"
    assert codes(loaded) == [("note", "variable-without-value")]


def test_one_unknown_for_one_source(load: Load) -> None:
    text = 'variable "v" {}\nlocals { a = var.v }\n'
    text += 'output "x" { value = var.v.name }\noutput "y" { value = local.a.name }\n'
    text += 'output "p" { value = "${var.v}-x" }\noutput "q" { value = "${local.a}-x" }\n'
    loaded = load({"main.tf": text})
    assert value(loaded) is value(loaded, "y")
    assert value(loaded, "p") is value(loaded, "q")


@pytest.mark.parametrize(
    "expression",
    [
        "aws_a.b.id",
        "aws_a.b.name",
        "local.direct",
        "local.map.id",
        'lookup(local.map, "id")',
        "[for k, v in local.map : v][0]",
        "element([aws_a.b.id], 0)",
        "[aws_a.b][0].id",
        "coalesce(aws_a.b.id, null)",
        "one([aws_a.b.name])",
        "merge(local.map, {}).id",
        "try(aws_a.b.id, null)",
    ],
)
def test_provenance_travels(load: Load, expression: str) -> None:
    text = 'resource "aws_a" "b" { name = "n" }\n'
    text += "locals {\n direct = aws_a.b.id\n map = { id = aws_a.b.id }\n}\n"
    text += f'resource "aws_c" "d" {{ target = {expression} }}\n'
    resource = one(load({"main.tf": text}), "aws_c.d")
    assert resource.references[("target",)] == ("aws_a.b",)


def test_provenance_is_the_nearest_resource(load: Load) -> None:
    text = 'resource "aws_a" "first" { name = "n" }\n'
    text += 'resource "aws_a" "second" { name = "${aws_a.first.name}-2" }\n'
    text += 'resource "aws_c" "d" { target = aws_a.second.name }\n'
    resource = one(load({"main.tf": text}), "aws_c.d")
    assert resource.attributes["target"] == "n-2"
    assert resource.references[("target",)] == ("aws_a.second",)


def test_secrets_are_marked_by_path(load: Load) -> None:
    text = 'variable "p" {\n default = "s"\n sensitive = true\n}\n'
    text += (
        'resource "aws_x" "y" {\n a = "x-${var.p}"\n b = ["open", sensitive("t")]\n c = "open"\n}\n'
    )
    resource = one(load({"main.tf": text}), "aws_x.y")
    assert resource.sensitive == {("a",), ("b", 1)}


def test_recorded_values_resolve_what_code_does_not_set(load: Load) -> None:
    text = 'resource "aws_a" "b" { name = "code" }\ndata "aws_d" "e" {}\n'
    text += 'output "x" { value = [aws_a.b.name, aws_a.b.arn, data.aws_d.e.v, aws_a.b.zone] }\n'
    recorded = {
        "aws_a.b": {"id": "i-1", "name": "state", "arn": "arn:1"},
        "data.aws_d.e": {"v": 1.5},
    }
    loaded = load({"main.tf": text}, recorded=recorded)
    got = value(loaded)
    assert got[:3] == ["code", "arn:1", 1.5]
    assert isinstance(got[3], Unknown)
    assert one(loaded, "aws_a.b").id == "i-1"


def test_times_and_random_values_are_unknown(load: Load) -> None:
    text = 'output "x" { value = [timestamp(), uuid(), plantimestamp(), bcrypt("a"), path.cwd] }\n'
    loaded = load({"main.tf": text})
    assert all(isinstance(v, Unknown) for v in value(loaded))
    assert loaded.diagnostics == ()


def test_unsupported_function_is_unknown_even_within_try(load: Load) -> None:
    text = 'output "x" { value = try(provider::aws::arn_parse("x"), "fallback") }\n'
    text += 'output "y" { value = try(regex("\\\\p{Greek}", "a"), "no") }\n'
    loaded = load({"main.tf": text})
    assert isinstance(value(loaded), Unknown)
    assert isinstance(value(loaded, "y"), Unknown)
    assert {level for level, _ in codes(loaded)} == {"note"}


# Modules

MODULE = """
variable "name" {}
resource "aws_a" "b" { name = var.name }
output "id" { value = aws_a.b.id }
"""


def test_called_module_is_judged_through_its_calls_only(load: Load) -> None:
    files = {
        "root/main.tf": 'module "m" {\n source = "../mod"\n for_each = toset(["p", "q"])\n'
        ' name = each.key\n}\noutput "x" { value = module.m["p"].id }\n',
        "mod/main.tf": MODULE,
    }
    loaded = load(files, "root", "mod")
    assert addresses(loaded, "aws_") == [
        'module.m["p"].aws_a.b',
        'module.m["q"].aws_a.b',
    ]
    resource = one(loaded, 'module.m["p"].aws_a.b')
    assert resource.attributes == {"name": "p"}
    assert resource.scope == "root"
    assert [(c.address, c.location.path, c.location.start_line) for c in resource.calls] == [
        ('module.m["p"]', "root/main.tf", 1)
    ]
    assert resource.source.locate(()).path == "mod/main.tf"
    assert one(loaded, "output.x").references[("value",)] == ('module.m["p"].aws_a.b',)


def test_module_that_nobody_calls_is_a_root(load: Load) -> None:
    loaded = load({"mod/main.tf": MODULE}, "mod")
    assert addresses(loaded, "aws_") == ["aws_a.b"]
    assert one(loaded, "aws_a.b").scope == "mod"


def test_module_without_instances_is_judged_once(load: Load) -> None:
    files = {
        "main.tf": 'module "m" {\n source = "./mod"\n count = 0\n name = "n"\n}\n',
        "mod/main.tf": MODULE + 'module "deep" { source = "./deep" }\n',
        "mod/deep/main.tf": 'resource "aws_deep" "d" {}\n',
    }
    resources = load(files).resources
    assert {(r.address, r.not_instantiated) for r in resources if r.type.startswith("aws_")} == {
        ("module.m[*].aws_a.b", True),
        ("module.m[*].module.deep.aws_deep.d", True),
    }


def test_module_with_an_instance_elsewhere_is_not_judged_without(load: Load) -> None:
    files = {
        "main.tf": 'module "m" {\n source = "./mod"\n count = 0\n name = "n"\n}\n'
        'module "k" {\n source = "./mod"\n name = "n"\n}\n',
        "mod/main.tf": MODULE,
    }
    assert addresses(load(files), "aws_") == ["module.k.aws_a.b"]


def test_uninstalled_module_is_one_note_and_unknown_outputs(load: Load) -> None:
    text = 'module "m" {\n source = "terraform-aws-modules/vpc/aws"\n count = 2\n}\n'
    loaded = load({"main.tf": text + 'output "x" { value = module.m[0].vpc_id }\n'})
    assert isinstance(value(loaded), Unknown)
    assert codes(loaded) == [("note", "module-not-installed")]
    assert "terraform init" in loaded.diagnostics[0].message


def test_installed_module_is_read_from_the_manifest(load: Load) -> None:
    manifest = {"Modules": [{"Key": "m", "Source": "x", "Dir": ".terraform/modules/m"}]}
    files = {
        "main.tf": 'module "m" {\n source = "registry/x/y"\n name = "n"\n}\n',
        ".terraform/modules/modules.json": json.dumps(manifest),
        ".terraform/modules/m/main.tf": MODULE,
    }
    loaded = load(files)
    assert one(loaded, "module.m.aws_a.b").attributes == {"name": "n"}
    assert loaded.diagnostics == ()


def test_module_that_calls_itself_is_reported(load: Load) -> None:
    files = {
        "a/main.tf": 'module "b" { source = "../b" }\nresource "aws_x" "a" {}\n',
        "b/main.tf": 'module "a" { source = "../a" }\nresource "aws_x" "b" {}\n',
    }
    loaded = load(files, "a", "b")
    assert addresses(loaded, "aws_") == ["aws_x.a", "module.b.aws_x.b"]
    assert codes(loaded) == [("error", "module-recursion")]


def test_missing_local_module_is_reported(load: Load) -> None:
    loaded = load({"main.tf": 'module "m" { source = "./gone" }\n'})
    assert codes(loaded) == [("error", "module-missing")]


def test_moved_blocks_give_earlier_addresses(load: Load) -> None:
    text = 'resource "aws_x" "new" { count = 1 }\n'
    text += "moved {\n from = aws_x.old\n to = aws_x.mid\n}\n"
    text += "moved {\n from = aws_x.mid\n to = aws_x.new\n}\n"
    text += 'module "n" { source = "./m" }\nmoved {\n from = module.o\n to = module.n\n}\n'
    loaded = load({"main.tf": text, "m/main.tf": 'resource "aws_x" "y" {}\n'})
    assert one(loaded, "aws_x.new[0]").moved_from == ("aws_x.mid[0]", "aws_x.old[0]")
    assert one(loaded, "module.n.aws_x.y").moved_from == ("module.o.aws_x.y",)


def test_override_files_are_merged(load: Load) -> None:
    files = {
        "main.tf": 'resource "aws_x" "y" {\n a = 1\n b = 2\n blk { c = 3 }\n}\nlocals { l = 1 }\n'
        'output "x" { value = local.l }\n',
        "x_override.tf": 'resource "aws_x" "y" {\n b = 5\n blk { c = 6 }\n}\nlocals { l = 2 }\n',
    }
    loaded = load(files)
    resource = one(loaded, "aws_x.y")
    assert resource.attributes == {"a": 1, "b": 5, "blk": [{"c": 6}]}
    assert resource.source.locate(("b",)).path == "x_override.tf"
    assert resource.source.locate(("blk", 0, "c")).path == "x_override.tf"
    assert value(loaded) == 2


# Variables


def test_values_follow_terraforms_precedence(load: Load, tmp_path: Any) -> None:
    names = ["default", "env", "tfvars", "json", "auto", "auto_json", "file", "cli"]
    files = {"main.tf": ""}
    for name in names:
        files["main.tf"] += f'variable "{name}" {{ default = "default" }}\n'
        files["main.tf"] += f'output "{name}" {{ value = var.{name} }}\n'
    sources = {
        "terraform.tfvars": names[2:],
        "terraform.tfvars.json": names[3:],
        "a.auto.tfvars": names[4:],
        "b.auto.tfvars.json": names[5:],
        "given.tfvars": names[6:],
    }
    for file, set_here in sources.items():
        if file.endswith(".json"):
            files[file] = json.dumps(dict.fromkeys(set_here, file))
        else:
            files[file] = "".join(f'{name} = "{file}"\n' for name in set_here)
    loaded = load(
        files,
        environ={f"TF_VAR_{name}": "env" for name in names[1:]},
        variables=(("var-file", str(tmp_path / "given.tfvars")), ("var", "cli=cli")),
    )
    got = {name: value(loaded, name) for name in names}
    assert got == {
        "default": "default",
        "env": "env",
        "tfvars": "terraform.tfvars",
        "json": "terraform.tfvars.json",
        "auto": "a.auto.tfvars",
        "auto_json": "b.auto.tfvars.json",
        "file": "given.tfvars",
        "cli": "cli",
    }


def test_command_line_values_are_expressions_for_complex_types(load: Load) -> None:
    text = 'variable "l" { type = list(number) }\nvariable "s" { type = string }\n'
    text += 'variable "n" { type = number }\n'
    text += 'output "x" { value = [var.l, var.s, var.n] }\n'
    given = (("var", 'l=["1", 2]'), ("var", "s=[1]"), ("var", "n=8080"))
    assert value(load({"main.tf": text}, variables=given)) == [[1, 2], "[1]", 8080]


@pytest.mark.parametrize(
    ("type_", "default", "expected"),
    [
        ("number", '"8080"', 8080),
        ("bool", '"true"', True),
        ("string", "5", "5"),
        ("list(string)", "[1, true]", ["1", "true"]),
        ("set(number)", '["2", 1, 1]', [1, 2]),
        ("map(string)", "{ a = 1 }", {"a": "1"}),
        ("tuple([string, number])", '[1, "2"]', ["1", 2]),
        ("object({ a = number, b = optional(string) })", '{ a = "1", c = 2 }', {"a": 1, "b": None}),
        ("object({ a = optional(number, 5) })", "{}", {"a": 5}),
        ("list(object({ a = optional(list(string), []) }))", "[{}]", [{"a": []}]),
        ("any", "[1, 2]", [1, 2]),
        ('"string"', "1", "1"),
        ("list", '["a"]', ["a"]),
    ],
)
def test_values_are_converted_to_the_type(
    load: Load, type_: str, default: str, expected: Any
) -> None:
    text = f'variable "v" {{\n type = {type_}\n default = {default}\n}}\n'
    loaded = load({"main.tf": text + 'output "x" { value = var.v }\n'})
    assert value(loaded) == expected
    assert loaded.diagnostics == ()


def test_value_that_does_not_fit_its_type_is_unknown(load: Load) -> None:
    text = 'variable "v" {\n type = number\n default = "x"\n}\noutput "x" { value = var.v }\n'
    loaded = load({"main.tf": text})
    assert isinstance(value(loaded), Unknown)
    assert codes(loaded) == [("note", "evaluation-failed")]


def test_null_falls_back_to_the_default_unless_nullable(load: Load) -> None:
    files = {
        "main.tf": 'module "m" {\n source = "./m"\n a = null\n b = null\n}\n'
        'output "x" { value = [module.m.a, module.m.b] }\n',
        "m/main.tf": 'variable "a" {\n default = 1\n nullable = false\n}\n'
        'variable "b" { default = 1 }\n'
        'output "a" { value = var.a }\noutput "b" { value = var.b }\n',
    }
    assert value(load(files)) == [1, None]


def test_workspace(load: Load) -> None:
    loaded = load({"main.tf": 'output "x" { value = terraform.workspace }\n'}, workspace="prod")
    assert value(loaded) == "prod"


# Places

PLACES = """resource "aws_x" "y" {
  name = "n"
  tags = {
    Owner = "o"
    "a b" = "c"
  }
  list = ["a", {
    k = 1
  }]
  computed = var.v
  blk {
    inner {
      z = 1
    }
  }
}
variable "v" { default = { q = 1 } }
"""


@pytest.mark.parametrize(
    ("path", "start", "end"),
    [
        ((), (1, 1), (1, 21)),
        (("name",), (2, 3), (2, 13)),
        (("tags",), (3, 3), (6, 4)),
        (("tags", "Owner"), (4, 5), (4, 16)),
        (("tags", "a b"), (5, 5), (5, 16)),
        (("tags", "none"), (3, 3), (6, 4)),
        (("list", 0), (7, 11), (7, 14)),
        (("list", 1, "k"), (8, 5), (8, 10)),
        (("computed", "q"), (10, 3), (10, 19)),
        (("blk",), (11, 3), (11, 6)),
        (("blk", 0), (11, 3), (11, 6)),
        (("blk", 0, "inner", 0), (12, 5), (12, 10)),
        (("blk", 0, "inner", 0, "z"), (13, 7), (13, 12)),
        (("blk", 0, "none"), (11, 3), (11, 6)),
        (("none",), (1, 1), (1, 21)),
    ],
)
def test_places(load: Load, path: Any, start: Any, end: Any) -> None:
    place = one(load({"main.tf": PLACES}), "aws_x.y").source.locate(path)
    assert place.path == "main.tf"
    assert (place.start_line, place.start_column) == start
    assert (place.end_line, place.end_column) == end


# Hostile or broken input


def test_broken_block_costs_only_itself(load: Load) -> None:
    loaded = load({"main.tf": 'resource "aws_x" "a" {\n n = = 1\n}\nresource "aws_x" "b" {}\n'})
    assert "aws_x.b" in addresses(loaded)
    assert ("error", "hcl-syntax") in codes(loaded)
    assert loaded.diagnostics[0].line == 2


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("main.tf", '\nresorce "a" "b" {}\n', 2),
        ("main.tf", "required_providers {\n}\n", 1),
        ("main.tf.json", '{\n"//": "said",\n"resorce": {"a": {"b": {}}}}', 3),
        ("x_override.tf", 'outputs "a" {\n value = 1\n}\n', 1),
    ],
)
def test_a_block_that_terraform_does_not_know_is_reported(
    load: Load, name: str, text: str, line: int
) -> None:
    loaded = load({name: text})
    assert codes(loaded) == [("error", "block-unknown")]
    assert loaded.diagnostics[0].line == line
    assert "unsupported block type" in loaded.diagnostics[0].message


def test_blocks_of_any_version_of_terraform_are_not_reported(load: Load) -> None:
    text = "".join(
        f'{one}\n'
        for one in (
            'action "a" "b" {}', 'check "c" {}', 'data "a" "b" {}', 'ephemeral "a" "b" {}',
            'locals {}', 'moved {\n from = a.b\n to = a.c\n}', 'provider "a" {}',
            'removed {\n from = a.b\n}', 'resource "a" "c" {}', 'terraform {}',
        )
    )  # fmt: skip
    assert codes(load({"main.tf": text})) == []


def test_broken_syntax_is_not_reported_as_unknown_blocks(load: Load) -> None:
    loaded = load({"main.tf": 'resource "a" "b" {\n x = [\n}\nfoo {\n'})
    assert set(codes(loaded)) == {("error", "hcl-syntax")}


def test_binary_and_huge_files_are_reported(load: Load, tmp_path: Any) -> None:
    (tmp_path / "binary.tf").write_bytes(b"\0\1\2" * 100)
    with open(tmp_path / "huge.tf", "wb") as huge:
        huge.truncate(20_000_001)
    loaded = load({"main.tf": 'resource "aws_x" "y" {}\n'})
    assert addresses(loaded) == ["aws_x.y"]
    assert {d.code: d.path for d in loaded.diagnostics} == {
        "file-binary": "binary.tf",
        "file-too-large": "huge.tf",
    }
    assert loaded.files == ("main.tf",)


def test_nothing_outside_of_the_boundary_is_read(load: Load, tmp_path: Any) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "main.tf").write_text('resource "aws_secret" "s" {}\n')
    (outside / "secret.txt").write_text("secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    os.symlink(outside / "main.tf", inside / "link.tf")
    os.symlink(outside, inside / "folder")
    text = 'module "a" { source = "../outside" }\nmodule "b" { source = "./folder" }\n'
    text += 'output "x" { value = try(file("../outside/secret.txt"), "fallback") }\n'
    text += 'output "y" { value = fileset("../outside", "*") }\n'
    text += 'output "z" { value = fileset("folder", "*") }\n'
    loaded = load({"inside/main.tf": text}, "inside", boundary=str(inside))
    assert addresses(loaded, "aws_") == []
    for name in "xyz":
        assert isinstance(value(loaded, name), Unknown), name
    assert sorted(set(codes(loaded))) == [
        ("error", "file-unreadable"),
        ("error", "outside-tree"),
        ("note", "evaluation-unsupported"),
    ]


def test_pipes_are_not_opened(load: Load, tmp_path: Any) -> None:
    os.mkfifo(tmp_path / "pipe")
    os.mkfifo(tmp_path / "pipe.tf")
    loaded = load({"main.tf": 'output "x" { value = file("pipe") }\n'})
    assert isinstance(value(loaded), Unknown)
    assert ("error", "file-unreadable") in codes(loaded)


def test_cycles_are_reported(load: Load) -> None:
    text = "locals {\n a = local.b\n b = local.a\n}\n"
    text += 'resource "aws_x" "y" { n = aws_x.y.n }\noutput "x" { value = local.a }\n'
    loaded = load({"main.tf": text})
    assert isinstance(value(loaded), Unknown)
    assert codes(loaded) == [("error", "reference-cycle")] * 2


def test_long_chains_are_followed(load: Load) -> None:
    chain = "".join(f" a{i} = local.a{i - 1} + 1\n" for i in range(1, 10_000))
    text = f'output "x" {{ value = local.a9999 }}\nlocals {{\n a0 = 0\n{chain}}}\n'
    assert value(load({"main.tf": text})) == 9999


DOUBLING = "".join(f" a{i} = [local.a{i - 1}, local.a{i - 1}]\n" for i in range(1, 50))
HOSTILE = {
    "work": "[for a in range(1000): [for b in range(1000): [for c in range(1000): c]]]",
    "doubled": "local.a49",
    "encoded": "jsonencode(local.a49)",
    "compared": "local.a49 == local.a48",
    "converted": "tolist(local.a49)",
    "chosen": "true ? local.a49 : local.a48",
    "contained": "contains([local.a49], local.a49)",
    "product": "setproduct(range(1000), range(1000))",
    "string": 'replace(replace(local.s, "b", local.s), "b", local.s)',
    "yaml": "yamldecode(local.bomb)",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_sizes_are_bounded(load: Load, name: str) -> None:
    bomb = "a0: &a0 [x, x]\\n" + "".join(
        f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\\n" for i in range(1, 40)
    )
    text = f'locals {{\n a0 = ["x"]\n{DOUBLING} bomb = "{bomb}"\n'
    text += ' s = join("", [for i in range(900): "bbbbbbbbbb"])\n}\n'
    text += f'output "x" {{ value = {HOSTILE[name]} }}\n'
    loaded = load({"main.tf": text})
    assert isinstance(value(loaded), Unknown)
    (diagnostic,) = loaded.diagnostics
    assert diagnostic.level == "error"
    assert diagnostic.code.startswith("limit-")
    assert "incomplete" in diagnostic.message


def test_instances_are_bounded(load: Load) -> None:
    loaded = load({"main.tf": 'resource "aws_x" "y" { count = 1000000 }\n'})
    assert addresses(loaded) == ["aws_x.y[*]"]
    assert codes(loaded) == [("error", "limit-instances")]


def test_comments_are_kept_where_they_may_hold_an_ignore(load: Load) -> None:
    files = {
        "a.tf": '# trueup:ignore some-rule\nresource "aws_x" "y" {} # why\n',
        "b.tf": "# nothing\n",
    }
    comments = load(files).comments
    assert [(c.path, c.line, c.text, c.own_line) for c in comments] == [
        ("a.tf", 1, "trueup:ignore some-rule", True),
        ("a.tf", 2, "why", False),
    ]


def test_json_syntax(load: Load) -> None:
    document = {
        "variable": {"p": {"default": 80}},
        "resource": {
            "aws_x": {"y": {"port": "${var.p}", "tags": {"a": "b"}, "rule": {"n": 1}}},
        },
    }
    resource = one(load({"main.tf.json": json.dumps(document)}), "aws_x.y")
    assert resource.attributes == {"port": 80, "tags": {"a": "b"}, "rule": [{"n": 1}]}


def test_partly_unknown_json_keeps_its_structure(load: Load) -> None:
    text = 'variable "v" {}\noutput "x" { value = jsonencode({ a = 1, b = var.v }) }\n'
    text += 'output "y" { value = jsondecode(jsonencode({ a = 1, b = var.v })).a }\n'
    loaded = load({"main.tf": text})
    assert value(loaded).structure["a"] == 1
    assert isinstance(value(loaded).structure["b"], Unknown)
    assert value(loaded, "y") == 1


def test_partly_unknown_policy_keeps_its_structure(load: Load) -> None:
    text = """
variable "arn" {}
data "aws_iam_policy_document" "d" {
  statement {
    actions   = ["s3:*", var.arn]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = [var.arn]
    }
  }
}
output "x" { value = data.aws_iam_policy_document.d.json }
"""
    (statement,) = value(load({"main.tf": text})).structure["Statement"]
    assert statement["Effect"] == "Allow"
    assert statement["Action"][0] == "s3:*"
    assert isinstance(statement["Action"][1], Unknown)
    assert statement["Resource"] == "*"
    assert isinstance(statement["Principal"]["AWS"], Unknown)


def test_variable_file_of_the_command_line_may_be_anywhere(load: Load, tmp_path: Any) -> None:
    (tmp_path / "given.tfvars").write_text('v = "given"\n')
    text = 'variable "v" {}\noutput "x" { value = var.v }\n'
    given = (("var-file", str(tmp_path / "given.tfvars")),)
    loaded = load({"root/main.tf": text}, "root", boundary=str(tmp_path / "root"), variables=given)
    assert value(loaded) == "given"


def test_folder_outside_of_the_boundary_is_reported(load: Load, tmp_path: Any) -> None:
    loaded = load({"a/main.tf": 'resource "aws_x" "y" {}\n'}, "a", boundary=str(tmp_path / "b"))
    assert loaded.resources == ()
    assert codes(loaded) == [("error", "outside-tree")]


def test_several_terraform_blocks_are_one_resource(load: Load) -> None:
    text = 'terraform { required_version = "1" }\n'
    text += 'terraform {\n required_providers {\n a = "1"\n }\n}\n'
    settings = one(load({"main.tf": text}), "terraform")
    assert settings.attributes == {"required_version": "1", "required_providers": [{"a": "1"}]}
    assert settings.source.locate(("required_providers", 0, "a")).start_line == 4


def test_default_of_a_secret_variable_is_a_secret(load: Load) -> None:
    text = 'variable "v" {\n default = "s"\n sensitive = true\n}\n'
    assert one(load({"main.tf": text}), "var.v").sensitive == {("default",)}


def test_argument_that_a_call_does_not_give_is_unknown(load: Load) -> None:
    loaded = load({"main.tf": 'module "m" { source = "./m" }\n', "m/main.tf": MODULE})
    assert isinstance(one(loaded, "module.m.aws_a.b").attributes["name"], Unknown)
    (note,) = loaded.diagnostics
    assert note.message == "module.m.var.name has no value in this call"


def test_block_under_an_unknown_condition_keeps_what_it_would_hold(load: Load) -> None:
    text = """
variable "on" {}
resource "aws_x" "y" {
  flag = var.on ? "yes" : "no"
  dynamic "rule" {
    for_each = var.on ? [80, 443] : []
    content { port = rule.value }
  }
  dynamic "other" {
    for_each = var.on ? [] : ["a"]
    content { name = other.value }
  }
}
"""
    attributes = one(load({"main.tf": text}), "aws_x.y").attributes
    assert [rule.arms for rule in attributes["rule"]] == [
        ({"port": 80}, ABSENT),
        ({"port": 443}, ABSENT),
    ]
    assert attributes["other"][0].arms == (ABSENT, {"name": "a"})
    assert attributes["rule"][0].condition is attributes["flag"].condition


def test_secrets_within_arms_are_marked(load: Load) -> None:
    text = """
variable "on" {}
variable "secret" {
  default   = "s"
  sensitive = true
}
resource "aws_x" "y" {
  whole = var.on ? { password = var.secret, user = "a" } : { password = "none", user = "b" }
  text  = jsonencode({ password = var.secret, on = var.on })
  dynamic "blk" {
    for_each = var.on ? [1] : []
    content {
      password = var.secret
      target   = aws_a.b.id
    }
  }
}
resource "aws_a" "b" {}
"""
    resource = one(load({"main.tf": text}), "aws_x.y")
    assert resource.sensitive == {("whole",), ("text",), ("blk", 0, "password")}
    assert resource.attributes["whole"].sensitive
    assert resource.references[("blk", 0, "target")] == ("aws_a.b",)


def test_a_diagnostic_does_not_repeat_its_place(load: Load, tmp_path: Path) -> None:
    (tmp_path / "linked.tf").symlink_to("/etc/passwd")
    loaded = load(
        {
            "main.tf": 'variable "a" {}\nmodule "m" {\n  source = "x/y/z"\n}\n',
            "binary.tf": "a\0b",
            "terraform.tfvars.json": "[1",
            ".terraform/modules/modules.json": "{",
        }
    )
    problems = [d for d in loaded.diagnostics if d.path is not None]
    assert {"file-binary", "file-unreadable", "variable-file", "module-manifest"} <= {
        d.code for d in problems
    }
    assert [d.message for d in problems if d.path is not None and d.path in d.message] == []
