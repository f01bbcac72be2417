"""The families of checks: what each judges, and what all of them answer with.

A family is a module with

    KINDS                   the kinds of request that it answers
    describe(root, failed)  -> every check that it has, a `Described` each; a module that does not
                            import is added to `failed` with the exception's name
    judge(request)          -> [[check id, verdict, keys], ...] as `ask` has them, see the package

It is imported when something of its kind is there.
"""

from __future__ import annotations

import ast
import importlib
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from .hinges import hinges
from .refusals import run
from .watched import watched_in

_FAMILIES: dict[str, tuple[str, ...]] = {
    "blocks": ("resource", "data", "provider", "module"),
    "objects": ("kubernetes",),
    "dockerfiles": ("dockerfile",),
    "workflows": ("workflow",),
    "graph": (),
}
"""Module here -> its kinds; graphs are asked about in a request of their own."""
_MOST_KEYS = 10
_MOST_CONSTANTS = 100
_LONGEST_CONSTANT = 60
# As Terraform names attributes, and as Kubernetes does.
_WORD = re.compile(r"\b[a-z][A-Za-z0-9_]*\b")


class Described(NamedTuple):
    """A check of one type. place: ``kind/type``. words: what its code names attributes with.
    module: what has to be imported for it; empty for none. graph: of a check that is asked about a
    graph, the framework. sees: the types of nodes that such a one looks at; None for all."""

    place: str
    id: str
    name: str
    category: str
    guideline: str
    words: Iterable[str]
    module: str
    graph: str = ""
    sees: tuple[str, ...] | None = ()


def names() -> Iterator[str]:
    """The families there are."""
    return iter(_FAMILIES)


def kinds() -> Iterator[str]:
    """The kinds of requests that some family judges."""
    return (kind for found in _FAMILIES.values() for kind in found)


def family(name: str) -> Any:
    """The module of a family."""
    return importlib.import_module(f"{__package__}.{name}")


def family_of(kind: str) -> Any:
    """The module of the family that judges a kind; KeyError for a kind that none does."""
    return family(next(name for name, kinds in _FAMILIES.items() if kind in kinds))


def import_all(modules: Iterable[str], failed: dict[str, str]) -> None:
    """Import what can be imported; the others are added to `failed`."""
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - reported; one broken check is not all
            failed[name] = type(error).__name__


def described(place: str, check: Any, words: Iterable[str]) -> Described:
    """A check of Checkov's class `BaseCheck`."""
    category = next((one.name for one in check.categories), "")
    guideline = check.guideline or ""
    module = _home(check)
    return Described(place, check.id, check.name, category, guideline, words, module)


def _home(check: Any) -> str:
    """The module that makes a check, which may have its class from another one."""
    own = type(check).__module__
    others = (name for name in sys.modules if name.startswith("checkov."))
    for name in (own, *others):
        if any(one is check for one in vars(sys.modules[name]).values()):
            return name
    return own


def ask(check: Any, *arguments: Any) -> list[Any]:
    """What a check says: its id, verdict and keys. arguments: those of `BaseCheck.run`.

    Of what is watched also the places that it asked for and that are not known, and those that its
    verdict hinges on being set; see `watched` and `hinges`.
    """
    conf = watched_in(arguments)
    if conf is None:
        return _said(check, arguments)
    conf.log.clear()
    said = _said(check, arguments)
    unread = conf.log.first()
    if unread or said[1] not in ("PASSED", "FAILED"):
        return [*said, unread, []]

    def again(other: Any) -> str:
        changed = [other if one is conf else one for one in arguments]
        return str(_said(check, changed)[1])

    kind: Any = type(check)
    return [*said, unread, hinges(again, conf, said[1], lambda: _constants(kind))]


def _said(check: Any, arguments: Sequence[Any]) -> list[Any]:
    try:
        answer = run(check, *arguments)
        verdict = answer["result"]
        verdict = verdict[0] if isinstance(verdict, tuple) else verdict
        return [check.id, verdict.value, keys_of(answer.get("evaluated_keys"))]
    except Exception as error:  # noqa: BLE001 - reported, as the verdict that is missing
        return [check.id, "CRASHED", [type(error).__name__]]


def asked(check: Any, *arguments: Any) -> tuple[str, Any]:
    """What a check says that answers with what it looked at, too: its verdict and that; of one
    that raised CRASHED and the exception's name."""
    try:
        verdict = run(check, *arguments)["result"]
        verdict, part = verdict if isinstance(verdict, tuple) else (verdict, None)
        return verdict.value, part
    except Exception as error:  # noqa: BLE001 - reported, as the verdict that is missing
        return "CRASHED", type(error).__name__


class EveryCheck:
    """Checkov's filter of what its command line is told to run, which is everything."""

    @staticmethod
    def should_run_check(*_arguments: Any, **_options: Any) -> bool:
        """Yes."""
        return True


@cache
def _constants(kind: Any) -> tuple[Any, ...]:
    """The short texts and the numbers in the code of a check's class."""
    found: dict[Any, None] = {}
    for class_ in kind.__mro__:
        path = getattr(sys.modules.get(class_.__module__), "__file__", None)
        if path is None:
            continue
        with open(path, encoding="utf-8") as file:
            tree = ast.parse(file.read())
        values = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        for value in values:
            if isinstance(value, (int, float)) or (
                isinstance(value, str) and len(value) <= _LONGEST_CONSTANT
            ):
                found[value] = None
    return tuple(found)[:_MOST_CONSTANTS]


def keys_of(keys: Any) -> list[str]:
    """The first few keys that a check says it looked at."""
    return [key for key in keys[:_MOST_KEYS] if isinstance(key, str)] if keys else []


def words_in(check: Any, package: str, known: dict[str, set[str] | None]) -> set[str] | None:
    """The words in the texts of a check's code, its bases' included; None for a check that looks
    at Checkov's own graph of resources.

    package: of modules in this one and not named ``base_...`` the texts count. known: what was
    read before.
    """
    found: set[str] = set()
    for class_ in type(check).__mro__:
        name = class_.__module__
        base = name.rpartition(".")[2].startswith("base_")
        if not name.startswith(f"{package}.") or base:
            continue
        if name not in known:
            known[name] = words_of(sys.modules[name].__file__)
        words = known[name]
        if words is None:
            return None
        found |= words
    return found


def graph_words_in(check: Any, package: str) -> set[str] | None:
    """The words in the code of a check that looks at Checkov's own graph; None for any other."""
    texts = [
        _texts_of(sys.modules[class_.__module__].__file__)
        for class_ in type(check).__mro__
        if class_.__module__.startswith(f"{package}.")
        and not class_.__module__.rpartition(".")[2].startswith("base_")
    ]
    is_graphic = any(graphic for _, graphic in texts)
    return {word for words, _ in texts for word in words} if is_graphic else None


def words_of(path: str | None) -> set[str] | None:
    """The words in the texts of a file, as `words_in` tells."""
    words, is_graphic = _texts_of(path)
    return None if is_graphic else words


def _texts_of(path: str | None) -> tuple[set[str], bool]:
    """The words in a module's texts, and whether it looks at the graph."""
    if path is None:
        return set(), False
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    found: set[str] = set()
    is_graphic = False
    for node in ast.walk(tree):
        is_graphic |= isinstance(node, ast.Attribute) and node.attr == "graph"
        # A text with blanks is prose, not a path of attributes.
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and not any(char.isspace() for char in node.value)
        ):
            found.update(_WORD.findall(node.value))
    return found, is_graphic
