"""aws_iam_policy_document where there is no single answer: refused, or known in parts.

That the provider (5.100.0) refuses these was seen in its plans; what it answers to documents that
it takes is recorded, see test_plans.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.model import Loaded, Unknown
from scanner.terraform.sdk_sets import in_set_order, string_set

Load = Callable[..., Loaded]


def document(load: Load, body: str) -> Any:
    text = (
        f'data "aws_iam_policy_document" "d" {{\n{body}\n}}\nvariable "x" {{}}\n'
        'output "o" { value = data.aws_iam_policy_document.d.json }\n'
    )
    [found] = [r for r in load({"main.tf": text}).resources if r.address == "output.o"]
    return found.attributes["value"]


@pytest.mark.parametrize(
    "merged",
    [
        '{Statement = { Effect = "Allow" }}',
        "{Statement = [{ Sid = 1 }]}",
        '{Statement = [{ Sid = "a" }, { Sid = "a" }]}',
        '{Statement = [{ Principal = ["a"] }]}',
        "{Statement = [{ Principal = null }]}",
        "{Statement = [{ Principal = {AWS = 1} }]}",
        "{Statement = [{ Principal = {AWS = [1]} }]}",
        '{Statement = [{ Condition = "a" }]}',
        '{Statement = [{ Condition = {a = "b"} }]}',
        "{Statement = [{ Condition = {a = {b = [1]}} }]}",
        "{Statement = [null]}",
        "{Version = 1, Statement = []}",
        '{Statement = [], statement = [{ Effect = "Allow" }]}',
        "[1]",
    ],
)
def test_documents_that_the_provider_refuses(load: Load, merged: str) -> None:
    found = document(load, f"source_policy_documents = [jsonencode({merged})]")
    assert isinstance(found, Unknown)
    assert found.structure is None


@pytest.mark.parametrize(
    "body",
    [
        'statement {\n sid = "a"\n actions = ["a"]\n}\nstatement {\n sid = "a"\n}',
        'version = "2008-10-17"\nstatement {\n resources = ["&{a}"]\n}',
        'source_policy_documents = ["{"]',
    ],
)
def test_statements_that_the_provider_refuses(load: Load, body: str) -> None:
    assert isinstance(document(load, body), Unknown)


def test_an_unknown_principal_leaves_those_beside_it_certain(load: Load) -> None:
    body = """statement {
      actions = ["a"]
      principals {
        type        = "AWS"
        identifiers = [var.x, "*"]
      }
      principals {
        type        = "AWS"
        identifiers = ["b"]
      }
      condition {
        test     = "StringLike"
        variable = "v"
        values   = ["a"]
      }
      condition {
        test     = "StringLike"
        variable = "v"
        values   = var.x
      }
    }"""
    found = document(load, body)
    assert isinstance(found, Unknown)
    [statement] = found.structure["Statement"]
    known = [name for name in statement["Principal"]["AWS"] if not isinstance(name, Unknown)]
    assert known == ["b", "*"]
    assert len(statement["Principal"]["AWS"]) == 3
    values = statement["Condition"]["StringLike"]["v"]
    assert values[0] == "a"
    assert isinstance(values[1], Unknown)


def test_an_unknown_version(load: Load) -> None:
    found = document(load, 'version = var.x\nstatement {\n actions = ["a"]\n}')
    assert isinstance(found, Unknown)
    assert isinstance(found.structure["Version"], Unknown)
    assert found.structure["Statement"] == [{"Effect": "Allow", "Action": "a"}]


@given(st.lists(st.text(max_size=5), max_size=12), st.randoms())
def test_a_set_has_one_order(items: list[str], random: Any) -> None:
    order = in_set_order(items)
    assert set(order) == set(items)
    assert len(order) == len(set(items))
    random.shuffle(items)
    assert in_set_order(items) == order
    assert set(string_set(items)) == set(items)
