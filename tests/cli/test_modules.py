"""Findings in modules: where they point, how they are grouped, and where they can be ignored."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Outcome

Trueup = Callable[..., Outcome]
RULE = "aws-db-instance-public"
LEAF = """variable "public" {
  default = true
}
resource "aws_db_instance" "db" {
  storage_encrypted   = true
  publicly_accessible = var.public
}
"""
MIDDLE = """variable "public" {}
module "db" {
  source = "../leaf"
  public = var.public
}
"""
ROOT = """module "one" {
  source = "./middle"
  public = true
}
module "two" {
  for_each = toset(["a", "b"])
  source   = "./middle"
  public   = true
}
"""


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def tree(root: str = ROOT, middle: str = MIDDLE, leaf: str = LEAF) -> dict[str, str]:
    return {"main.tf": root, "middle/main.tf": middle, "leaf/main.tf": leaf}


def ignored(text: str, line: str, rule: str = RULE) -> str:
    """The code with an ignore over a line of it."""
    assert line in text
    return text.replace(line, f"# trueup:ignore {rule} we know\n{line}", 1)


def scanned(trueup: Trueup, *arguments: str) -> list[dict[str, Any]]:
    outcome = trueup("scan", "--format", "json", *arguments)
    results: list[dict[str, Any]] = outcome.report["results"]
    return [result for result in results if result["rule"] == RULE]


def test_one_result_for_a_definition_with_its_instances_and_calls(trueup: Trueup) -> None:
    write(tree())
    [result] = scanned(trueup)
    assert result["location"]["path"] == "leaf/main.tf"
    assert (result["location"]["start_line"], result["location"]["start_column"]) == (6, 3)
    assert result["identity"] == (
        f"{RULE}|.|module.one.module.db.aws_db_instance.db|publicly_accessible"
    )
    assert {
        instance["address"]: [(c["address"], c["path"], c["start_line"]) for c in instance["calls"]]
        for instance in result["instances"]
    } == {
        f"{call}.module.db.aws_db_instance.db": [
            (call, "main.tf", line),
            (f"{call}.module.db", "middle/main.tf", 2),
        ]
        for call, line in (("module.one", 1), ('module.two["a"]', 5), ('module.two["b"]', 5))
    }
    assert result["calls"] == result["instances"][0]["calls"]
    assert [(r["message"], r["location"]["start_line"]) for r in result["related"]] == [
        ("the value comes from the argument public of module.one", 3),
        ("the value comes from the argument public of module.two", 8),
    ]


def test_text_and_sarif_say_the_same_calls(trueup: Trueup) -> None:
    write(tree())
    text = trueup("scan", "--output", "sarif=out.sarif").out
    assert "called from main.tf:1 (module.one) > middle/main.tf:2 (module.one.module.db)\n" in text
    assert "called from main.tf:5 (module.two) > middle/main.tf:2 (module.two.module.db)\n" in text
    assert "see: the value comes from the argument public of module.one, main.tf:3\n" in text
    [result] = json.loads(Path("out.sarif").read_text())["runs"][0]["results"]
    flows = [
        [
            (
                step["location"]["message"]["text"],
                step["location"]["physicalLocation"]["artifactLocation"]["uri"],
                step["location"]["physicalLocation"]["region"]["startLine"],
            )
            for step in flow["threadFlows"][0]["locations"]
        ]
        for flow in result["codeFlows"]
    ]
    assert [flow[:-1] for flow in flows] == [
        [
            ("module.one is called", "main.tf", 1),
            ("module.one.module.db is called", "middle/main.tf", 2),
        ],
        [
            ("module.two is called", "main.tf", 5),
            ("module.two.module.db is called", "middle/main.tf", 2),
        ],
    ]
    assert {flow[-1][1:] for flow in flows} == {("leaf/main.tf", 6)}
    assert [
        (place["message"]["text"], place["physicalLocation"]["region"]["startLine"])
        for place in result["relatedLocations"]
    ] == [
        ("the value comes from the argument public of module.one", 3),
        ("the value comes from the argument public of module.two", 8),
        ("module.one.module.db", 2),
        ("module.one", 1),
        ("module.two", 5),
    ]


def kinds(result: dict[str, Any]) -> dict[str, str]:
    return {
        instance["address"].partition(".module.db")[0]: instance["kind"]
        for instance in result["instances"]
    }


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (tree(ignored(ROOT, 'module "one"')), ["suppressed", "fail", "fail"]),
        (tree(ignored(ROOT, 'module "two"')), ["fail", "suppressed", "suppressed"]),
        (tree(middle=ignored(MIDDLE, 'module "db"')), ["suppressed"] * 3),
        (tree(leaf=ignored(LEAF, "resource")), ["suppressed"] * 3),
        (tree(leaf=ignored(LEAF, "  publicly")), ["suppressed"] * 3),
        (tree(ignored(ignored(ROOT, 'module "one"'), 'module "two"')), ["suppressed"] * 3),
        (tree(ignored(ROOT, "  public = true")), ["fail"] * 3),
        (tree(ignored(ROOT, 'module "one"', "aws-db-instance-unencrypted")), ["fail"] * 3),
    ],
    ids=["one", "two", "middle", "block", "attribute", "both", "argument", "other-rule"],
)
def test_an_ignore_counts_at_any_call_for_what_is_below_it(
    trueup: Trueup, files: dict[str, str], expected: list[str]
) -> None:
    write(files)
    [result] = scanned(trueup)
    assert list(kinds(result).values()) == expected
    whole = "suppressed" if set(expected) == {"suppressed"} else "fail"
    assert result["kind"] == whole
    assert (result["suppression"] is None) == (whole == "fail")


def test_a_suppressed_group_is_in_no_alert_and_the_calls_ignored_in_no_flow(
    trueup: Trueup,
) -> None:
    write(tree(ignored(ROOT, 'module "one"')))
    text = trueup("scan", "--output", "sarif=out.sarif").out
    assert "(module.one)" not in text
    [result] = json.loads(Path("out.sarif").read_text())["runs"][0]["results"]
    assert len(result["codeFlows"]) == 1
    write(tree(leaf=ignored(LEAF, "resource")))
    assert trueup("scan", "--output", "sarif=out.sarif").code == 0
    assert json.loads(Path("out.sarif").read_text())["runs"][0]["results"] == []


def manifest(folder: str) -> str:
    return json.dumps({"Modules": [{"Key": "m", "Source": "x/y/z", "Dir": folder}]})


REGISTRY = 'module "m" {\n  source = "x/y/z"\n}\n'


@pytest.mark.parametrize("linked", [False, True])
def test_comments_of_installed_modules_suppress_nothing(trueup: Trueup, linked: bool) -> None:
    installed = ".terraform/modules/m"
    write(
        {
            "main.tf": REGISTRY,
            f"{installed}/main.tf": ignored(LEAF, "resource"),
            ".terraform/modules/modules.json": manifest("vendored" if linked else installed),
        }
    )
    if linked:
        os.symlink(installed, "vendored")
    [result] = scanned(trueup, "main.tf")
    assert result["kind"] == "fail"


def test_a_call_of_an_installed_module_can_be_ignored(trueup: Trueup) -> None:
    write(
        {
            "main.tf": ignored(REGISTRY, "module"),
            ".terraform/modules/m/main.tf": LEAF,
            ".terraform/modules/modules.json": manifest(".terraform/modules/m"),
        }
    )
    [result] = scanned(trueup)
    assert result["kind"] == "suppressed"
    assert result["suppression"]["source"] == "call"
    assert result["suppression"]["location"]["path"] == "main.tf"


def test_comments_outside_of_the_scanned_tree_suppress_nothing(
    trueup: Trueup, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").rmdir()
    write({"here/main.tf": ROOT.replace("./middle", "../leaf"), "leaf/main.tf": LEAF})
    write({"leaf/main.tf": ignored(LEAF, "resource")})
    monkeypatch.chdir("here")
    outcome = trueup("scan", "--format", "json")
    assert [r for r in outcome.report["results"] if r["kind"] == "suppressed"] == []
    assert "outside-tree" in [d["code"] for d in outcome.report["diagnostics"]]


def test_the_origin_is_told_in_a_root_too_and_never_the_value(trueup: Trueup) -> None:
    write({"main.tf": LEAF, "terraform.tfvars": "public = true\n"})
    [result] = scanned(trueup)
    assert result["calls"] == []
    assert [(r["message"], r["location"]["path"]) for r in result["related"]] == [
        ("the value comes from var.public, set here", "terraform.tfvars")
    ]


def test_of_many_origins_a_few_are_told_and_the_rest_counted(trueup: Trueup) -> None:
    calls = "".join(
        f'module "m{n:02}" {{\n  source = "./leaf"\n  public = true\n}}\n' for n in range(9)
    )
    write({"main.tf": calls, "leaf/main.tf": LEAF})
    [result] = scanned(trueup)
    messages = [r["message"] for r in result["related"]]
    assert len(messages) == 5
    assert messages[-1] == (
        "the value comes from the argument public of module.m04, and from 4 more places"
    )
    text = trueup("scan").out
    assert "called from and" not in text
    assert "called from main.tf:9 (module.m02)\n      and from 6 more places\n" in text
