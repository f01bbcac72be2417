"""The views that rules use, on known and unknown values: quantities, texts and elements."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shape_views import outcomes, view

from scanner import shapes
from scanner.decisions import Decisions
from scanner.maybes import Maybe
from scanner.model import Unknown
from scanner.shapes import (
    covers,
    entry_key,
    quantity,
    repeated,
)


def test_every_name_of_the_vocabulary_is_there() -> None:
    listed = [name for names in shapes._MODULES.values() for name in names]
    assert sorted(listed) == sorted(shapes.__all__)
    assert all(getattr(shapes, name) is not None for name in shapes.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = shapes.nothing


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("512Mi", 512 * 2**20), ("1Gi", 2**30), ("100m", 0.1), ("0.5", 0.5), (2, 2), ("1e3", 1000),
        ("1E3", 1000), ("2E", 2 * 10**18), ("1k", 1000), (".5Gi", 2**29), ("10M", 10**7),
        ("", None), ("abc", None), ("1KB", None), (True, None), ("1e999", None), (None, None),
    ],
)  # fmt: skip
def test_quantity(text: Any, number: float | None) -> None:
    found = quantity(text)
    assert found == number if number is None else float(found) == number


def test_an_unknown_quantity_compares_as_a_decision() -> None:
    unknown = Unknown("x")

    def ask(run: Decisions) -> bool:
        return bool(quantity(Maybe(run, unknown, unknown)) > 5)

    assert outcomes(ask) == {True, False}


@given(st.text(max_size=20))
def test_quantity_takes_any_text(text: str) -> None:
    assert quantity(text, default=0) is not None


def test_covers_matches_wildcards_without_case() -> None:
    assert covers("S3:Get*", "s3:getobject")
    assert not covers("s3:Get*", "s3:PutObject")
    assert not covers(5, "5")


def test_an_unknown_value_is_compared_with_a_list_that_is_unknown_in_parts() -> None:
    def ask(run: Decisions) -> bool:
        resource = view("google_x", run, name=Unknown("a variable"), names=["a", Unknown("b")])
        return bool(resource.get("name") == resource.get("names"))

    assert outcomes(ask) == {True, False}


def test_the_key_of_an_entry_is_unknown_where_the_map_is() -> None:
    run = Decisions((True,))
    (entry,) = view("Pod", run, labels=Unknown("for the test")).entries("labels")
    assert isinstance(entry_key(entry), Maybe)
    (entry,) = view("Pod", labels={"app": "web"}).entries("labels")
    assert entry_key(entry) == "app"


@pytest.mark.parametrize("parts", [{"a": Unknown("a part")}, [Unknown("a part")]])
def test_what_is_unknown_may_equal_what_is_unknown_in_parts(parts: Any) -> None:
    def ask(run: Decisions) -> bool:
        pair = view("Pod", run, parts=parts, whole=Unknown("all of it"))
        assert (pair.get("parts") == pair.get("whole")) == (pair.get("whole") == pair.get("parts"))
        return bool(pair.get("parts") == pair.get("whole"))

    assert outcomes(ask) == {False, True}


def repeats(run: Decisions, **attributes: Any) -> bool:
    return any(repeated(view("Pod", run, **attributes), ("init", "main"), "name"))


def test_elements_repeat_across_lists() -> None:
    pod = view("Pod", init=[{"name": "a"}, {}], main=[{"name": "b"}, {"name": "a"}, {}])
    (found,) = repeated(pod, ("init", "main"), "name")
    assert found.path == ("main", 1)


@pytest.mark.parametrize(
    ("attributes", "answers"),
    [
        ({"init": Unknown("a list")}, {False, True}),
        ({"init": [{"name": "a"}], "main": Unknown("a list")}, {False, True}),
        ({"init": [{"name": "a"}, {"name": Unknown("a name")}]}, {False, True}),
        ({"init": [{"name": "a"}, {"name": "b"}]}, {False}),
    ],
)
def test_what_is_unknown_may_repeat(attributes: dict[str, Any], answers: set[bool]) -> None:
    assert outcomes(lambda run: repeats(run, **attributes)) == answers
