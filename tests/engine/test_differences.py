"""Comparing what environments declare: `scanner.differences`, without files."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.differences import SENSITIVE, Difference, allow, compare
from scanner.model import ABSENT, Location, Origin, Path, Resource, Unknown


class Source:
    def locate(self, path: Path) -> Location:
        return Location("main.tf", 1 + len(path), 1, 1 + len(path), 2)


def resource(address: str = "aws_thing.a", /, **more: Any) -> Resource:
    attributes = more.pop("attributes", {})
    type_ = address.partition(".")[0]
    return Resource(type_, address, attributes, Origin.CODE, Source(), ".", **more)


def differences(**attributes: Any) -> dict[str, dict[str, Any]]:
    """By attribute, of one resource in the environments a and b (and c)."""
    compared = compare({name: [resource(attributes=values)] for name, values in attributes.items()})
    return {d.attribute: dict(d.values) for d in compared.differences}


POLICY = '{"Statement": [{"Sid": "A", "Action": ["x"]}, {"Sid": "B", "Action": "%s"}]}'
WHY = Unknown("known after apply", "aws_x.y.arn", ("aws_x.y",))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1, 1, {}),
        (1, 2, {"x": (1, 2)}),
        (1, True, {"x": (1, True)}),
        (1, "1", {"x": (1, "1")}),
        (None, 1, {"x": (ABSENT, 1)}),
        ({"k": 1, "l": 2}, {"k": 1, "l": 3}, {"x.l": (2, 3)}),
        ({"a.b": 1}, {"a.b": 2}, {'x["a.b"]': (1, 2)}),
        ({"k": 1}, {}, {"x.k": (1, ABSENT)}),
        (["a"], ["b", "a"], {"x": (["a"], ["b", "a"])}),
        ([{"p": 1}], [{"p": 2}], {"x[0].p": (1, 2)}),
        ([{"p": 1}], [{"p": 2}, {"p": 1}], {"x[0]": (ABSENT, {"p": 2})}),
        ([{"p": 1}, {"p": 2}], [{"p": 2}, {"p": 1}], None),
        (
            [{"name": "c", "v": 1}, {"name": "d", "v": 2}],
            [{"name": "d", "v": 3}, {"name": "c", "v": 1}],
            {"x[name=d].v": (2, 3)},
        ),
        (POLICY % "s3:*", POLICY % "s3:Get", {"x.Statement[Sid=B].Action": ("s3:*", "s3:Get")}),
        (POLICY % "s3:*", (POLICY % "s3:*").replace(" ", ""), {}),
        ("{not json", "{not jsoN", {"x": ("{not json", "{not jsoN")}),
    ],
)
def test_values_are_compared_down_to_their_leaves(a: Any, b: Any, expected: Any) -> None:
    found = differences(a={"x": a}, b={"x": b})
    if expected is None:
        assert found  # an order that differs is a difference, however it is told
    else:
        assert {k: (v["a"], v["b"]) for k, v in found.items()} == expected


def test_unknown_for_the_same_reason_is_equal() -> None:
    again = Unknown("known after apply", "aws_x.y.arn", ("aws_x.y",))
    other = Unknown("var.x has no value", "var.x")
    assert differences(a={"x": WHY}, b={"x": again}) == {}
    assert list(differences(a={"x": WHY}, b={"x": other})) == ["x"]
    assert list(differences(a={"x": WHY}, b={"x": "arn"})) == ["x"]
    assert list(differences(a={"x": [1, WHY]}, b={"x": [2, again]})) == ["x"]
    arms = (Unknown("c", arms=(1, 2)), Unknown("c", arms=(1, 3)))
    assert list(differences(a={"x": arms[0]}, b={"x": arms[1]})) == ["x"]
    compared = compare({n: [resource(attributes={"x": v})] for n, v in (("a", WHY), ("b", again))})
    assert (compared.unknown, compared.attributes, compared.resources) == (1, 1, 1)


def test_what_is_certain_in_an_unknown_text_is_compared() -> None:
    texts = [Unknown("u", structure={"A": WHY, "B": size}) for size in (1, 2)]
    assert differences(a={"x": texts[0]}, b={"x": texts[1]}) == {"x.B": {"a": 1, "b": 2}}


def test_shared_arms_do_not_take_for_ever() -> None:
    def deep(last: int) -> Unknown:
        value = Unknown("c", arms=(last, last))
        for _ in range(40):
            value = Unknown("c", arms=(value, value))
        return value

    assert list(differences(a={"x": deep(1)}, b={"x": deep(1)})) == []
    assert list(differences(a={"x": deep(1)}, b={"x": deep(2)})) == ["x"]


def test_secrets_are_masked_with_all_around_them() -> None:
    def env(value: str, **more: Any) -> Resource:
        return resource(
            attributes={"block": [{"secret": value, "plain": value}], **more},
            sensitive=frozenset({("block", 0, "secret")}),
        )

    found = {d.attribute: d for d in compare({"a": [env("1")], "b": [env("2")]}).differences}
    assert dict(found["block[0].secret"].values) == {"a": SENSITIVE, "b": SENSITIVE}
    assert found["block[0].secret"].sensitive
    assert dict(found["block[0].plain"].values) == {"a": "1", "b": "2"}
    gone = compare({"a": [env("1")], "b": [resource(attributes={"block": None})]})
    assert [dict(d.values) for d in gone.differences] == [{"a": SENSITIVE, "b": ABSENT}]
    one = resource(attributes={"x": Unknown("u", sensitive=True)})
    (difference,) = compare({"a": [one], "b": [resource(attributes={"x": "seen"})]}).differences
    assert dict(difference.values) == {"a": SENSITIVE, "b": SENSITIVE}


class TestExistence:
    def existence(self, **environments: list[Resource]) -> dict[str, dict[str, Any]]:
        found = compare(environments).differences
        return {d.address: dict(d.values) for d in found if not d.attribute}

    def test_what_only_some_have(self) -> None:
        both = [resource(), resource("aws_thing.b")]
        assert self.existence(a=both, b=[resource()]) == {"aws_thing.b": {"a": True, "b": ABSENT}}
        absent = replace(resource("aws_thing.b[*]"), not_instantiated=True)
        assert self.existence(a=[resource()], b=[resource(), absent]) == {}

    def test_what_may_exist(self) -> None:
        cause = Unknown("var.n has no value", "var.n")
        maybe = replace(resource("aws_thing.b[*]"), existence=(cause,))
        some = [resource("aws_thing.b[0]"), resource("aws_thing.b[1]")]
        found = self.existence(a=some, b=[maybe])
        assert list(found) == ["aws_thing.b[0]", "aws_thing.b[1]"]
        assert all(v["b"].reason == "var.n has no value" for v in found.values())
        assert self.existence(a=[maybe], b=[replace(maybe)]) == {}
        assert list(self.existence(a=[maybe], b=[])) == ["aws_thing.b[*]"]

    def test_own_blocks_are_no_resources(self) -> None:
        assert self.existence(a=[resource("terraform_variable.x")], b=[]) == {}
        assert list(self.existence(a=[resource("terraform_data.x")], b=[])) == ["terraform_data.x"]


LOCATION = Location("main.tf")


def difference(address: str, attribute: str, **alike: int) -> Difference:
    return Difference(
        "aws_thing", address, attribute, dict.fromkeys(alike, 1), LOCATION, LOCATION, False, alike,
        {},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "allowed"),
    [
        ("module.a[0].aws_thing.b.x[0].y", True),
        ("module.a.aws_thing.b.x", True),
        ("module.a.aws_thing.b.x[0]", True),
        ("module.a.aws_thing.b", True),
        ("*.x", True),
        ("*.y", True),
        ("aws_thing.b", False),
        ("module.a.aws_thing.b.z", False),
        ("module.a", False),
    ],
)
def test_patterns_allow_what_they_name_and_below(pattern: str, allowed: bool) -> None:
    one = difference("module.a[0].aws_thing.b", "x[0].y", a=0, b=1)
    ((judged,), unused) = allow([one], [pattern], ["a", "b"])
    assert judged.allowed_by == (pattern if allowed else None)
    assert judged.unexpected is not allowed
    assert unused == ([] if allowed else [pattern])


def test_only_what_has_to_be_alike_is_required() -> None:
    one = difference("aws_thing.a", "x", dev=0, staging=1, production=1)
    for between, required in (
        (["dev", "production"], True),
        (["staging", "production"], False),
        (["production"], False),
        (["production", "elsewhere"], False),
    ):
        ((judged,), _) = allow([one], [], between)
        assert judged.required is required


values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(0, 2), st.sampled_from(["", "a", "{", "[1]"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["a", "b", "name", "x.y"]), inner, max_size=3),
    ),
    max_leaves=10,
)


@given(values, values, values)
def test_equal_means_no_difference_and_the_order_is_free(a: Any, b: Any, c: Any) -> None:
    assert differences(one={"x": a}, two={"x": a}) == {}
    found = differences(one={"x": a}, two={"x": b}, three={"x": c})
    for row in found.values():
        assert set(row) == {"one", "two", "three"}
    turned = differences(three={"x": c}, two={"x": b}, one={"x": a})
    assert bool(turned) == bool(found)
    strict = repr(a) == repr(b) == repr(c)
    assert not (strict and found)
