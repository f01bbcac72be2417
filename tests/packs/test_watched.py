"""What a check asks for of what is not certain, and which verdicts hinge on it."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.packs.checkov.conf import CODE_ONLY
from scanner.packs.checkov.worker import watched
from scanner.packs.checkov.worker.hinges import hinges
from scanner.packs.checkov.worker.watched import Watched, watch


def watch_conf(conf: dict[str, Any], **marks: Any) -> Any:
    request = {"conf": conf, **marks}
    watch(request)
    return request["conf"]


def unread(conf: Any) -> list[str]:
    found: list[str] = conf.log.first()
    return found


BY_NAME: dict[str, Callable[[Any], object]] = {
    "get": lambda conf: conf.get("x"),
    "item": lambda conf: conf["x"] if dict.__contains__(conf, "x") else conf.get("x"),
    "in": lambda conf: "x" in conf,
    "in keys": lambda conf: "x" in conf.keys(),  # noqa: SIM118 - as Checkov writes it
    "setdefault": lambda conf: conf.setdefault("x", [1]),
    "pop": lambda conf: conf.pop("x", None),
    "copy": lambda conf: conf.copy().get("x"),
}
ALL: dict[str, Callable[[Any], object]] = {
    "iteration": list,
    "keys": lambda conf: list(conf.keys()),
    "values": lambda conf: list(conf.values()),
    "items": lambda conf: list(conf.items()),
    "reversed": lambda conf: list(reversed(conf)),
    "length": len,
    "text": str,
    "format": lambda conf: f"{conf}",
    "JSON": json.dumps,
    "dict": dict,
    "unpacked": lambda conf: {**conf},
    "called": lambda conf: dict(**conf),
    "or": lambda conf: conf | {"b": 1},
    "or by another": lambda conf: {"b": 1} | conf,
    "deep copy": copy.deepcopy,
    "pickle": pickle.dumps,
    "update": lambda conf: {}.update(conf),
    "equal": lambda conf: conf == {"a": [1]},
    "unequal": lambda conf: conf != {"a": [1]},
}


@pytest.mark.parametrize("look", [*BY_NAME.values(), *ALL.values()], ids=[*BY_NAME, *ALL])
def test_every_way_to_ask_is_noted(look: Callable[[Any], object]) -> None:
    conf = watch_conf({"a": [1]}, unread=[[[], ["x"]]])
    assert unread(conf) == []
    look(conf)
    assert unread(conf) == ["x"]


@pytest.mark.parametrize("name", BY_NAME)
def test_another_name_is_not(name: str) -> None:
    conf = watch_conf({"a": [1]}, unread=[[[], ["y"]]])
    BY_NAME[name](conf)
    assert unread(conf) == []


@pytest.mark.parametrize(
    "look",
    [
        bool,
        lambda conf: conf["a"],
        lambda conf: conf.get("b"),
        lambda conf: "a" in conf,
        lambda conf: conf == {"a": [2]},
        lambda conf: conf == "a",
        lambda conf: conf.update(b=1),
        lambda conf: isinstance(conf, dict),
    ],
)
def test_what_is_known_is_not_noted(look: Callable[[Any], object]) -> None:
    conf = watch_conf({"a": [1]}, unread=[[[], ["x"]]])
    look(conf)
    assert unread(conf) == []


def test_an_empty_mapping_may_hold_something() -> None:
    conf = watch_conf({}, unread=[[[], ["x"]]])
    assert not conf
    assert unread(conf) == ["x"]


def test_mappings_within_are_watched() -> None:
    inner = {"vpc": [{"subnet": ["a"]}, {"subnet": ["b"]}]}
    conf = watch_conf(inner, unread=[[["vpc", 1], ["id"]], [[], ["x"]]])
    assert "id" not in conf["vpc"][0]
    assert unread(conf) == []
    assert "id" not in conf["vpc"][1]
    assert unread(conf) == ["vpc/1/id"]


def test_what_code_alone_says_is_noted_by_its_name_only() -> None:
    assert watched._CODE_ONLY == CODE_ONLY
    conf = watch_conf({"a": [1]}, unread=[[[], sorted(CODE_ONLY)]])
    list(conf)
    assert unread(conf) == []
    conf.get("lifecycle")
    assert unread(conf) == ["lifecycle"]


STEPS = st.sampled_from([*BY_NAME.values(), *ALL.values(), bool, lambda conf: conf.get("a")])


@settings(max_examples=150, deadline=None)
@given(st.lists(STEPS, max_size=4), st.sampled_from([[1], [], "text", None, [{"b": [2]}]]))
def test_a_check_that_asked_for_nothing_unknown_is_certain(steps: list[Any], value: object) -> None:
    """Whatever the unknown is, it would have said the same."""

    def said(conf: Any) -> list[str]:
        return [repr(step(conf)) for step in steps]

    conf = watch_conf({"a": [1]}, unread=[[[], ["x"]]])
    answer = said(conf)
    if not unread(conf):
        assert answer == said({"a": [1]}) == said({"a": [1], "x": value})


# ---- what looks at everything to find one thing --------------------------------------------------


@pytest.fixture
def dpath(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Walks all of a conf, as dpath does."""

    def walk(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[str, Any]]:
        pairs: Any = ()
        if isinstance(value, dict):
            pairs = value.items()
        elif isinstance(value, list):
            pairs = enumerate(value)
        for key, inner in pairs:
            yield "/".join(map(str, (*place, key))), inner
            yield from walk(inner, (*place, key))

    def search(obj: Any, glob: str, yielded: bool = False) -> Any:
        wanted = glob.replace("[", "").replace("]", "")
        if yielded:
            name = wanted.removeprefix("**/")
            return ((path, one) for path, one in walk(obj) if path.rpartition("/")[2] == name)
        return {path: one for path, one in walk(obj) if path == wanted}

    def get(obj: Any, glob: str) -> Any:
        return next(iter(search(obj, glob).values()))

    module: Any = ModuleType("dpath")
    module.search, module.get = search, get
    monkeypatch.setitem(sys.modules, "dpath", module)
    return module


@pytest.mark.parametrize(
    ("glob", "noted"),
    [
        ("encrypted", []),
        ("x", ["x"]),
        ("x/[0]/y", ["x"]),
        ("vpc/[0]/subnet", []),
        ("vpc/[0]/id", ["vpc/0/id"]),
        ("vpc/[1]/id", []),
        ("*", ["x"]),
        ("**/id", ["vpc/0/id"]),
        ("**/subnet", []),
    ],
)
def test_a_path_asks_for_what_it_leads_to(dpath: Any, glob: str, noted: list[str]) -> None:
    conf = watch_conf(
        {"encrypted": [True], "vpc": [{"subnet": ["a"]}, {"id": ["b"]}]},
        unread=[[[], ["x"]], [["vpc", 0], ["id"]]],
    )
    list(dpath.search(conf, glob, yielded=glob.startswith("**")))
    assert unread(conf) == noted


def test_a_path_finds_what_is_there(dpath: Any) -> None:
    conf = watch_conf({"vpc": [{"subnet": ["a"]}]}, unread=[[[], ["x"]]])
    assert dpath.get(conf, "vpc/[0]/subnet") == ["a"]
    assert dpath.search({"x": 1}, "x") == {"x": 1}


def test_the_search_for_dynamic_blocks_is_not_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    functions: Any = ModuleType("checkov.terraform.parser_functions")
    functions.handle_dynamic_values = lambda conf: list(conf.keys())
    base: Any = ModuleType("a_base")
    base.handle_dynamic_values = functions.handle_dynamic_values
    monkeypatch.setitem(sys.modules, functions.__name__, functions)
    monkeypatch.setitem(sys.modules, base.__name__, base)
    conf = watch_conf({"a": [1]}, unread=[[[], ["x"]]])
    assert base.handle_dynamic_values(conf) == ["a"]
    assert functions.handle_dynamic_values({"b": 1}) == ["b"]
    assert unread(conf) == []


# ---- what a verdict hinges on --------------------------------------------------------------------


def passes(when: Callable[[Any], bool]) -> Callable[[Any], str]:
    return lambda conf: "PASSED" if when(conf) else "FAILED"


@pytest.mark.parametrize(
    ("when", "value", "constants", "found"),
    [
        # Whether it is set.
        (lambda conf: "key" in conf, "arn:key", (), ["key"]),
        (lambda conf: bool(conf.get("key")), [{"a": [1]}], (), ["key"]),
        (lambda conf: "key" not in conf, "arn:key", (), ["key"]),
        # What it is.
        (lambda conf: conf.get("key") == ["kms"], "kms", ("kms",), []),
        (lambda conf: conf.get("key") == ["kms"], "aes", ("kms",), []),
        (lambda conf: conf.get("key", ["0"]) != ["0"], "1", ("0",), []),
        (lambda conf: conf.get("key") == [True], True, (), []),
        (lambda conf: conf.get("key", [0])[0] >= 365, 400, (365,), []),
        (lambda conf: conf.get("key", [{}])[0].get("a") == [1], [{"a": [1]}], (), []),
        # Neither.
        (lambda conf: conf.get("key") is not None or True, "arn:key", (), []),
        (lambda conf: conf.get("other") is None, "arn:key", (), []),
    ],
)
def test_a_verdict_hinges_on_a_value_being_there(
    when: Any, value: Any, constants: tuple[Any, ...], found: list[str]
) -> None:
    own = {"key": value if isinstance(value, list) else [value]}
    conf = watch_conf(copy.deepcopy(own), chosen=[[[], ["key"]]])
    run = passes(when)
    assert hinges(run, conf, run(conf), lambda: constants) == found
    assert conf == own


@pytest.mark.parametrize("number", [0, -1])
def test_a_number_may_stand_for_nothing(number: int) -> None:
    conf = watch_conf({"days": [number]}, zeros=[[[], ["days"]]])
    run = passes(lambda conf: "days" in conf and conf["days"][0] <= 0)
    assert hinges(run, conf, run(conf), tuple) == ["days"]


def test_a_number_that_a_platform_tells_fails() -> None:
    conf = watch_conf({"days": [0]}, chosen=[[[], ["days"]]], zeros=[[[], ["days"]]])
    run = passes(lambda conf: conf.get("days", [1])[0] > 0)
    assert hinges(run, conf, run(conf), tuple) == []


def test_a_check_may_take_it_away() -> None:
    conf = watch_conf({"key": ["a"], "in": [{"key": ["b"]}]}, chosen=[[["in", 0], ["key"]]])

    def run(conf: Any) -> str:
        inner = conf.pop("in")
        return "PASSED" if inner[0].get("key") else "FAILED"

    assert hinges(run, conf, run(conf), tuple) == []


def test_a_mapping_keeps_its_watch_when_it_is_copied() -> None:
    conf = watch_conf({"a": [1]}, unread=[[[], ["x"]]])
    assert isinstance(conf.copy(), Watched)
    assert isinstance(conf.log.first(), list)


@pytest.mark.parametrize(("copied", "found", "runs"), [(10**9, [], 300), (1, ["b/200/x"], 200)])
def test_what_is_tried_is_bounded(
    copied: int, found: list[str], runs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each try copies all of it, so that a state of thousands of blocks would take minutes.
    monkeypatch.setattr("scanner.packs.checkov.worker.hinges._MOST_COPIED", copied)
    conf = watch_conf(
        {"b": [{"x": [n]} for n in range(300)]}, chosen=[[["b", n], ["x"]] for n in range(300)]
    )
    asked: list[int] = []

    def run(one: Any) -> str:
        asked.append(1)
        for block in one["b"]:
            block.get("x")
        return "PASSED"

    run(conf)
    asked.clear()
    assert hinges(run, conf, "PASSED", tuple) == found
    assert len(asked) == runs
