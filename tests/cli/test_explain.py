"""`trueup explain` as a user meets it: overview, addresses, attributes, and all as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]

MAIN = """\
locals {
  sizes = {
    prod = "m5.large"
    dev  = "t3.micro"
  }
  common   = merge(var.tags, { Env = var.env })
  password = "hunter2"
}

module "app" {
  source   = "./app"
  for_each = { a = { size = var.size, ports = [80, 443] } }

  name     = "${var.env}-${each.key}"
  size     = each.value.size
  ports    = each.value.ports
  password = local.password
  token    = "hunter3"
}

resource "aws_instance" "web" {
  count         = var.env == "prod" ? 2 : 1
  ami           = data.aws_ami.this.id
  instance_type = local.sizes[var.env]
  ratio         = 0.1 + 0.2
  big           = 123456789012345678901234567890
  secret        = "x-${var.secret}"
  tags          = local.common

  root_block_device {
    encrypted = var.unset
  }

  dynamic "maybe" {
    for_each = var.unset
    content {
      fixed = "f"
    }
  }
}

resource "aws_instance" "none" {
  count = 0
}

resource "aws_thing" "unknown" {
  for_each = var.unset
  name     = each.value
}

data "aws_ami" "this" {
  owners = ["self"]
}

output "url" {
  value = module.app["a"].url
}
"""
VARIABLES = """\
variable "env" {}
variable "size" {}
variable "unset" {}
variable "tags" {
  default = { Team = "core" }
}
variable "secret" {
  sensitive = true
  default   = "topsecret"
}
"""
APP = """\
variable "name" {}
variable "size" {}
variable "ports" {}
variable "password" {
  sensitive = true
}
variable "token" {
  sensitive = true
}

resource "aws_lb" "this" {
  name     = var.name
  size     = upper(var.size)
  password = var.password
  token    = var.token

  dynamic "port" {
    for_each = var.ports
    content {
      number = port.value
    }
  }
}

output "url" {
  value = "https://${aws_lb.this.dns_name}/"
}
"""
GIVEN = ("--var-file", "prod.tfvars")
SECRETS = ("hunter2", "hunter3", "topsecret")


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def rich(trueup: Trueup) -> Trueup:
    """A root with a module, variables from a file, secrets and unknowns."""
    write("main.tf", MAIN)
    write("variables.tf", VARIABLES)
    write("app/main.tf", APP)
    write("prod.tfvars", 'env  = "prod"\nsize = "small"\n')
    return trueup


def text(outcome: Outcome) -> str:
    assert outcome.code == 0, outcome.err
    return outcome.out


def test_the_overview_lists_every_instance(rich: Trueup) -> None:
    outcome = rich("explain", *GIVEN)
    assert (
        text(outcome)
        == """\
aws_instance.web[0]          main.tf:21  3 unknown
aws_instance.web[1]          main.tf:21  3 unknown
aws_thing.unknown[*]         main.tf:46  1 unknown
data.aws_ami.this            main.tf:51
module.app["a"].aws_lb.this  app/main.tf:11
aws_instance.none[*]         main.tf:42  no instance exists

5 instances in ., 3 of them with unknown values; 1 more that no plan would contain
"""
    )
    assert "note: variables.tf:3: var.unset has no value" in outcome.err


def test_the_overview_as_json(rich: Trueup) -> None:
    found = rich("explain", ".", *GIVEN, "--format", "json").report
    assert found["root"] == "."
    assert found["instances"][4] == {
        "address": 'module.app["a"].aws_lb.this',
        "type": "aws_lb",
        "location": {
            "path": "app/main.tf", "start_line": 11, "start_column": 1, "end_line": 11,
            "end_column": 25,
        },
        "unknown": 0,
        "instantiated": True,
    }  # fmt: skip


def test_a_resource_attribute_by_attribute(rich: Trueup) -> None:
    assert (
        text(rich("explain", ".", "aws_instance.web[0]", *GIVEN))
        == """\
aws_instance.web[0]
  aws_instance, main.tf:21
  count = var.env == "prod" ? 2 : 1  main.tf:22
    = var.env  (variables.tf:1, from prod.tfvars:1)

  ami = (unknown: data.aws_ami.this.id is read when Terraform runs)  (main.tf:23)
      = data.aws_ami.this.id  (main.tf:51, read when Terraform runs)
  instance_type = "m5.large"  (main.tf:24)
      = local.sizes.prod  (main.tf:3)
      = var.env  (variables.tf:1, from prod.tfvars:1)
  ratio = 0.3  (main.tf:25)
  big = 123456789012345678901234567890  (main.tf:26)
  secret = (sensitive)  (main.tf:27)
      = var.secret  (variables.tf:7, default)
  tags = {"Team": "core", "Env": "prod"}  (main.tf:28)
      = local.common  (main.tf:6)
        = var.tags  (variables.tf:4, default)
        = var.env  (variables.tf:1, from prod.tfvars:1)
  root_block_device[0].encrypted = (unknown: var.unset has no value)  (main.tf:31)
      = var.unset  (variables.tf:3, no value)
  maybe[0] = (unknown: var.unset has no value)  (main.tf:36)
  maybe[0].fixed = "f"  (main.tf:37)
"""
    )


def test_a_resource_in_a_module(rich: Trueup) -> None:
    assert (
        text(rich("explain", ".", 'module.app["a"].aws_lb.this', *GIVEN))
        == """\
module.app["a"].aws_lb.this
  aws_lb, app/main.tf:11
  called by module.app["a"], main.tf:10

  name = "prod-a"  (app/main.tf:12)
      = module.app["a"].var.name  (app/main.tf:1)
        = module.app["a"].name  (main.tf:14, argument)
          = var.env  (variables.tf:1, from prod.tfvars:1)
          = each.key  (main.tf:12, for_each of module.app)
  size = "SMALL"  (app/main.tf:13)
      = module.app["a"].var.size  (app/main.tf:2)
        = module.app["a"].size  (main.tf:15, argument)
          = each.value.size  (main.tf:12, for_each of module.app)
            = var.size  (variables.tf:2, from prod.tfvars:2)
  password = (sensitive)  (app/main.tf:14)
      = module.app["a"].var.password  (app/main.tf:4)
        = module.app["a"].password  (main.tf:17, argument)
          = local.password  (main.tf:7)
  token = (sensitive)  (app/main.tf:15)
      = module.app["a"].var.token  (app/main.tf:7)
        = module.app["a"].token  (main.tf:18, argument)
  port[0].number = 80  (app/main.tf:20)
      = port.value  (app/main.tf:18, for_each of the dynamic block)
        = module.app["a"].var.ports  (app/main.tf:3)
          = module.app["a"].ports  (main.tf:16, argument)
            = each.value.ports  (main.tf:12, for_each of module.app)
  port[1].number = 443  (app/main.tf:20)
      = port.value  (app/main.tf:18, for_each of the dynamic block)
        = module.app["a"].var.ports  (app/main.tf:3)
          = module.app["a"].ports  (main.tf:16, argument)
            = each.value.ports  (main.tf:12, for_each of module.app)
"""
    )


def test_one_attribute_step_by_step(rich: Trueup) -> None:
    assert (
        text(rich("explain", ".", "module.app.aws_lb.this.size", *GIVEN))
        == """\
module.app["a"].aws_lb.this
  aws_lb, app/main.tf:11
  called by module.app["a"], main.tf:10

  size = "SMALL"
      app/main.tf:13: upper(var.size)
    module.app["a"].var.size = "small"
        app/main.tf:2
      module.app["a"].size = "small"
          main.tf:15, argument: each.value.size
        each.value.size = "small"
            main.tf:12, for_each of module.app: var.size
          var.size = "small"
              variables.tf:2, from prod.tfvars:2
"""
    )


@pytest.mark.parametrize(
    ("address", "first"),
    [
        ("var.env", 'var.env = "prod"'),
        ("local.common", 'local.common = {"Team": "core", "Env": "prod"}'),
        ('local.common["Env"]', 'local.common.Env = "prod"'),
        ("local.sizes.dev", 'local.sizes.dev = "t3.micro"'),
        ("output.url", "output.url = (unknown: aws_lb.this.dns_name is known after apply)"),
        ("module.app.url", 'module.app["a"].url = (unknown: aws_lb.this.dns_name is known'),
        ("module.app.var.name", 'module.app["a"].var.name = "prod-a"'),
        ("var.secret", "var.secret = (sensitive)"),
        ('module.app["a"]', 'module.app["a"]'),
        ("data.aws_ami.this", "data.aws_ami.this"),
        ("resource.aws_instance.web[1]", "aws_instance.web[1]"),
        ('aws_thing.unknown["any"]', "aws_thing.unknown[*]"),
        ("aws_thing.unknown[*]", "aws_thing.unknown[*]"),
        ("aws_instance.none", "aws_instance.none[*]"),
        ("module.app[a].aws_lb.this", 'module.app["a"].aws_lb.this'),
    ],
)
def test_what_an_address_may_name(rich: Trueup, address: str, first: str) -> None:
    assert text(rich("explain", ".", address, *GIVEN)).startswith(first)


@pytest.mark.parametrize(
    ("attribute", "line"),
    [
        ("tags.Env", '  tags.Env = "prod"'),
        ('tags["Team"]', '  tags.Team = "core"'),
        ("root_block_device[0].encrypted", "  root_block_device[0].encrypted = (unknown: var.uns"),
        ("root_block_device.encrypted", "  root_block_device[0].encrypted = (unknown: var.unset"),
        ("maybe[0].fixed", '  maybe[0].fixed = "f"'),
        ("arn", "  arn = (unknown: aws_instance.web.arn is known after apply)"),
    ],
)
def test_the_attributes_of_a_resource(rich: Trueup, attribute: str, line: str) -> None:
    assert f"\n{line}" in text(rich("explain", ".", f"aws_instance.web[0].{attribute}", *GIVEN))


def test_a_resource_without_its_key_means_all_of_its_instances(rich: Trueup) -> None:
    found = rich("explain", ".", "aws_instance.web", *GIVEN, "--format", "json").report
    assert [one["address"] for one in found] == ["aws_instance.web[0]", "aws_instance.web[1]"]


def test_what_does_not_exist_is_said_to(rich: Trueup) -> None:
    assert "count is empty: no instance exists" in text(rich("explain", ".", "aws_instance.none"))
    shown = text(rich("explain", ".", "aws_thing.unknown"))
    assert "may not exist: var.unset has no value" in shown


def test_json_tells_the_chain(rich: Trueup) -> None:
    (found,) = rich(
        "explain", ".", "aws_instance.web[1].tags.Env", *GIVEN, "--format", "json"
    ).report
    assert found["address"] == "aws_instance.web[1]"
    assert found["repeated"]["name"] == "count"
    (value,) = found["values"]
    assert (value["name"], value["value"]) == ("tags.Env", "prod")
    assert value["location"]["start_line"] == 28
    assert value["expression"] == "local.common"
    (local,) = value["from"]
    assert (local["name"], local["expression"]) == ("local.common.Env", "var.env")
    (variable,) = local["from"]
    assert (variable["name"], variable["origin"]) == ("var.env", "from prod.tfvars:1")
    assert variable["location"]["path"] == "variables.tf"


def test_an_address_can_stand_alone(rich: Trueup) -> None:
    assert text(rich("explain", "var.env", *GIVEN)).startswith('var.env = "prod"')


def test_an_unknown_address_exits_2_and_names_close_ones(rich: Trueup) -> None:
    outcome = rich("explain", ".", "aws_instance.wbe", *GIVEN)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith(
        "Error: aws_instance.wbe: nothing in this root has this address; "
    )
    assert "aws_instance.web" in outcome.err
    assert rich("explain", ".", "aws_instance.web[7]", *GIVEN).code == 2
    assert rich("explain", ".", "var.env.nothing", *GIVEN).code == 2
    assert rich("explain", ".", "local.sizes.nothing", *GIVEN).code == 2
    assert rich("explain", ".", "not an address", *GIVEN).code == 2
    assert rich("explain", ".", 'x["', *GIVEN).code == 2


def test_everything_as_json(rich: Trueup) -> None:
    outcome = rich("explain", ".", "--all", "--format", "json", *GIVEN)
    assert outcome.code == 0
    found: dict[str, Any] = json.loads(outcome.out, parse_float=Decimal)
    assert list(found) == [
        "aws_instance.web[0]",
        "aws_instance.web[1]",
        "aws_thing.unknown[*]",
        "data.aws_ami.this",
        'module.app["a"].aws_lb.this',
    ]
    unset = {"unknown": "var.unset has no value", "reference": "var.unset"}
    assert found["aws_instance.web[1]"] == {
        "type": "aws_instance",
        "attributes": {
            "ami": {
                "unknown": "data.aws_ami.this.id is read when Terraform runs",
                "reference": "data.aws_ami.this.id",
            },
            "instance_type": "m5.large",
            "ratio": Decimal("0.3"),
            "big": 123456789012345678901234567890,
            "secret": "(sensitive)",
            "tags": {"Team": "core", "Env": "prod"},
            "root_block_device": [{"encrypted": unset}],
            "maybe": [unset],
        },
        "location": {
            "path": "main.tf", "start_line": 21, "start_column": 1, "end_line": 21,
            "end_column": 30,
        },
    }  # fmt: skip
    assert found['module.app["a"].aws_lb.this']["attributes"]["port"] == [
        {"number": 80},
        {"number": 443},
    ]
    assert found["data.aws_ami.this"]["type"] == "data.aws_ami"


def test_everything_as_text(rich: Trueup) -> None:
    shown = text(rich("explain", ".", "--all", *GIVEN))
    assert shown.count("\naws_instance.web[1]\n") == 1
    assert "\naws_thing.unknown[*]\n" in shown
    assert "aws_instance.none" not in shown


@pytest.mark.parametrize("format_", ["text", "json"])
@pytest.mark.parametrize(
    "arguments",
    [
        (".",),
        (".", "--all"),
        (".", "aws_instance.web"),
        (".", "aws_instance.web.secret"),
        (".", "module.app"),
        (".", "module.app.password"),
        (".", "module.app.token"),
        (".", "module.app.aws_lb.this"),
        (".", "module.app.aws_lb.this.password"),
        (".", "module.app.aws_lb.this.token"),
        (".", "module.app.var.password"),
        (".", "module.app.var.token"),
        (".", "var.secret"),
    ],
    ids=" ".join,
)
def test_a_secret_is_never_printed(rich: Trueup, arguments: tuple[str, ...], format_: str) -> None:
    outcome = rich("explain", *arguments, *GIVEN, "--format", format_)
    assert outcome.code == 0
    assert not any(secret in outcome.out + outcome.err for secret in SECRETS)


def test_a_secret_given_from_outside_is_not_printed(rich: Trueup) -> None:
    write("secret.tfvars", 'secret = "topsecret"\n')
    for given in (("--var-file", "secret.tfvars"), ("--var", "secret=topsecret")):
        outcome = rich("explain", ".", "aws_instance.web[0].secret", *GIVEN, *given)
        assert "topsecret" not in outcome.out + outcome.err
        assert "from " in outcome.out.partition("variables.tf:7, ")[2][:6]


@pytest.mark.parametrize(
    ("arguments", "origin"),
    [
        ((), "default"),
        (("--var", "size=x"), "from --var size"),
        (("--var-file", "a.tfvars.json"), "from a.tfvars.json:2"),
        (("--var", "size=x", "--var-file", "a.tfvars.json"), "from a.tfvars.json:2"),
        (("--var-file", "a.tfvars.json", "--var", "size=x"), "from --var size"),
    ],
)
def test_who_gave_a_variable(trueup: Trueup, arguments: tuple[str, ...], origin: str) -> None:
    write("main.tf", 'variable "size" {\n  default = "s"\n}\n')
    write("a.tfvars.json", '{\n  "size": "j"\n}\n')
    shown = text(trueup("explain", ".", "var.size", *arguments))
    assert shown.splitlines()[1].split(", ")[1].split(": ")[0] == origin


def test_files_and_environment_give_variables(
    trueup: Trueup, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("main.tf", 'variable "a" {}\nvariable "b" {}\nvariable "c" {}\n')
    monkeypatch.setenv("TF_VAR_a", "1")
    monkeypatch.setenv("TF_VAR_b", "1")
    write("terraform.tfvars", "b = 2\nc = 2\n")
    write("x.auto.tfvars", "c = 3\n")
    assert "from TF_VAR_a" in text(trueup("explain", ".", "var.a"))
    assert "from terraform.tfvars:1" in text(trueup("explain", ".", "var.b"))
    assert "from x.auto.tfvars:1" in text(trueup("explain", ".", "var.c"))


def test_the_workspace_counts(trueup: Trueup) -> None:
    write("main.tf", 'locals {\n  w = terraform.workspace == "prod" ? "p" : var.none\n}\n')
    write("variables.tf", 'variable "none" {\n  default = 1\n}\n')
    shown = text(trueup("explain", ".", "local.w", "--workspace", "prod"))
    assert shown.splitlines()[0] == 'local.w = "p"'
    assert 'terraform.workspace = "prod"\n      from --workspace\n' in shown
    assert "var.none" not in shown.splitlines()[-1], "the arm not taken is no origin"


def test_json_syntax_and_overrides(trueup: Trueup) -> None:
    write("main.tf.json", '{"resource": {"aws_x": {"y": {\n "a": "${var.v}",\n "b": [{"c": 1}]}}}}')
    write("v.tf", 'variable "v" {\n  default = 1\n}\n')
    write("v_override.tf", 'variable "v" {\n  default = 2\n}\n')
    shown = text(trueup("explain", ".", "aws_x.y"))
    assert (
        "  a = 2  (main.tf.json:2)\n      = var.v  (v.tf:1, default in v_override.tf:2)\n" in shown
    )


def test_references_go_round_in_no_circle(trueup: Trueup) -> None:
    write("main.tf", "locals {\n  a = local.b\n  b = local.a\n}\n")
    outcome = trueup("explain", ".", "local.a")
    assert outcome.code == 3
    assert "see above" in outcome.out
    assert "refers to itself" in outcome.err


def test_many_paths_to_one_value_are_bounded(trueup: Trueup) -> None:
    lines = "".join(f"  l{n} = [local.l{n + 1}, upper(local.l{n + 1}[0])]\n" for n in range(40))
    write("main.tf", f'locals {{\n{lines}  l40 = ["x"]\n}}\n')
    assert len(trueup("explain", ".", "local.l0").out.splitlines()) < 500


def test_control_characters_do_not_reach_the_terminal(trueup: Trueup) -> None:
    write("main.tf", 'locals {\n  a = "\x1b[31m\u202e"\n}\n')
    shown = trueup("explain", ".", "local.a").out
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_a_folder_above_roots_names_them(trueup: Trueup) -> None:
    write("live/prod/main.tf", 'resource "aws_x" "y" {}\n')
    write("live/dev/main.tf", 'module "m" {\n  source = "../../m"\n}\n')
    write("m/main.tf", 'resource "aws_x" "y" {}\n')
    outcome = trueup("explain", "live")
    assert outcome.code == 2
    assert outcome.err == (
        "Error: live: there is no Terraform code in this folder itself; name one root: "
        "live/dev, live/prod\n"
    )
    assert text(trueup("explain", "live/dev")).startswith("module.m.aws_x.y")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "nowhere: not a folder"),
        (("some/where",), "some/where: not a folder"),
        ((".",), "no Terraform code in this folder or below it"),
        ((".", "var.x", "--all"), "give one of ADDRESS, --all and --expressions"),
        (("--all", "--expressions", "-"), "give one of ADDRESS, --all and --expressions"),
        (("--expressions", "nowhere"), "nowhere: cannot be read"),
    ],
)
def test_wrong_usage(trueup: Trueup, arguments: tuple[str, ...], message: str) -> None:
    outcome = trueup("explain", *arguments)
    assert outcome.code == 2
    assert message in outcome.err


def test_what_could_not_be_read_makes_it_incomplete(trueup: Trueup) -> None:
    write("main.tf", 'resource "aws_x" "y" {\n  a = 1\n}\n')
    write("broken.tf", 'resource "aws_x" {{\n')
    outcome = trueup("explain", "--all", "--format", "json")
    assert outcome.code == 3
    assert list(outcome.report) == ["aws_x.y"]
    assert "[hcl-syntax]" in outcome.err


def test_nothing_outside_of_the_tree_is_read(trueup: Trueup) -> None:
    write("../outside.txt", "beyond")
    write("main.tf", 'locals {\n  a = file("../outside.txt")\n}\n')
    outcome = trueup("explain", ".", "local.a")
    assert "beyond" not in outcome.out
    assert "lies outside of the scanned tree" in outcome.out


def test_many_instances_take_time_in_proportion(trueup: Trueup) -> None:
    """Each instance refers to the one large local, which is not walked again for each."""
    write(
        "main.tf",
        'locals {\n  all = { for i in range(500) : "k${i}" => { n = i } }\n}\n'
        'resource "aws_x" "y" {\n  for_each = local.all\n  n        = each.value.n\n}\n',
    )
    started = time.process_time()
    shown = text(trueup("explain", "--all"))
    assert shown.count("= local.all.k") == 500
    assert len(text(trueup("explain", ".", "aws_x.y.n", "--format", "json"))) < 2_000_000
    assert time.process_time() - started < 10


@pytest.mark.parametrize("format_", ["text", "json"])
def test_what_the_providers_schema_calls_sensitive_is_not_printed(
    trueup: Trueup, format_: str
) -> None:
    write(
        "main.tf",
        'locals {\n  users = [{ username = "u", password = "hunter2" }]\n  pw = "hunter3"\n}\n'
        'resource "aws_db_instance" "a" {\n  password = local.pw\n}\n'
        'resource "aws_db_instance" "b" {\n  password = "topsecret"\n}\n'
        'resource "aws_mq_broker" "c" {\n  dynamic "user" {\n    for_each = local.users\n'
        "    content {\n      username = user.value.username\n"
        "      password = user.value.password\n    }\n  }\n}\n"
        'output "o" {\n  value = [aws_db_instance.a.password, aws_db_instance.b.password]\n}\n',
    )
    for asked in (
        ("--all",),
        (".", "aws_db_instance.a"),
        (".", "aws_db_instance.a.password"),
        (".", "aws_db_instance.b.password"),
        (".", "aws_mq_broker.c"),
        (".", "aws_mq_broker.c.user[0].password"),
        (".", "output.o"),
    ):
        outcome = trueup("explain", *asked, "--format", format_)
        assert outcome.code == 0
        assert "(sensitive)" in outcome.out
        assert not any(secret in outcome.out + outcome.err for secret in SECRETS), asked


def test_default_tags_are_said_to_be_the_providers(trueup: Trueup) -> None:
    write(
        "main.tf",
        'provider "aws" {\n  default_tags {\n    tags = { a = "b" }\n  }\n}\n'
        'resource "aws_vpc" "v" {\n  tags = { c = "d" }\n}\n',
    )
    assert "with what the provider's configuration adds" in text(
        trueup("explain", ".", "aws_vpc.v")
    )


def test_no_secret_is_shown_on_the_way_to_another_value(trueup: Trueup) -> None:
    """A secret as a key names no step, and one that does not fit its type is still one."""
    write(
        "main.tf",
        """\
variable "key" {
  sensitive = true
  default   = "hunter2"
}
variable "given" {
  type      = object({ a = string, b = number })
  sensitive = true
  default   = { a = "hunter3", b = "topsecret" }
}
locals {
  table  = { hunter1 = "x" }
  chosen = local.table[var.key]
}
resource "aws_lb" "this" {
  name  = local.chosen
  other = var.given.a
}
output "inner" {
  value = module.m.x
}
module "m" {
  source = "./m"
  given  = { a = "hunter3", b = "topsecret" }
}
""",
    )
    write(
        "m/main.tf",
        """\
variable "given" {
  type      = object({ a = string, b = number })
  sensitive = true
}
output "x" {
  value     = var.given
  sensitive = true
}
""",
    )
    for asked in ("var.given", "local.chosen", "aws_lb.this", "output.inner", "module.m.var.given"):
        for form in ("text", "json"):
            outcome = trueup("explain", ".", asked, "--format", form)
            assert outcome.code == 0, outcome.err
            assert "var." in outcome.out
            assert not any(secret in outcome.out + outcome.err for secret in SECRETS), asked


def test_a_file_is_no_root(trueup: Trueup) -> None:
    write("main.tf", "")
    for name in ("main.tf", "nowhere"):
        outcome = trueup("explain", name)
        assert outcome.code == 2
        assert outcome.err == f"Error: {name}: not a folder; name the folder of a root module\n"
