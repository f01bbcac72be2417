"""What a check looks at, where not all of a resource is known.

A reader of live resources reads some attributes and others not. A check that is handed a mapping
without the others takes them for omitted, and says that encryption is missing when nobody looked.
So the mappings are watched: each knows what of it is not known, and notes who asks for that, by
whatever way. A check is a function of what it looks at: one that never asked for anything unknown
would have said the same whatever that is, and its verdict is certain. Of any other it is not known.
"""

from __future__ import annotations

import sys
from collections.abc import (
    Callable,
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Sequence,
    ValuesView,
)
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Any

_MOST_NAMES = 10
_CODE_ONLY = frozenset({"connection", "lifecycle", "provisioner"})
"""What code alone says. Nobody looks for it who looks at all there is."""
MARKS = ("unread", "chosen", "zeros")
"""What a request may say of its conf."""


Place = tuple[Any, ...]


class Log:
    """What was asked for: places that are not known, as texts (``vpc_config/0/vpc_id``), and those
    whose value may be the platform's."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}
        self.chosen: dict[Place, None] = {}
        self._closed = 0

    def note(self, place: Place, name: str, is_there: bool) -> None:
        """Somebody asks for a name in the mapping at a place."""
        if self._closed:
            return
        if is_there:
            self.chosen[(*place, name)] = None
        else:
            self._names[text_of((*place, name))] = None

    def clear(self) -> None:
        """Forget all, before the next check."""
        self._names.clear()
        self.chosen.clear()

    def first(self) -> list[str]:
        """The first few of what is not known."""
        return list(self._names)[:_MOST_NAMES]

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Note nothing meanwhile."""
        self._closed += 1
        try:
            yield
        finally:
            self._closed -= 1


def text_of(place: Place) -> str:
    """A place as a text."""
    return "/".join(map(str, place))


class Watched(dict[str, Any]):
    """A mapping of which not all is certain. place: its own. unread: what nobody knows to be in
    it or not. chosen: what is in it, and may be the platform's choice; zeros: numbers that may
    stand for nothing."""

    def __init__(
        self,
        items: Iterable[tuple[str, Any]] = (),
        place: Place = (),
        log: Log | None = None,
        unread: frozenset[str] = frozenset(),
        chosen: frozenset[str] = frozenset(),
        zeros: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(items)
        self.place = place
        self.log = Log() if log is None else log
        self.unread = unread
        self.chosen = chosen
        self.zeros = zeros

    def look(self, key: Any) -> None:
        """Note that somebody asks for a key; also for one that a check has written since."""
        if key in self.unread:
            self.log.note(self.place, key, is_there=False)
        elif key in self.chosen or key in self.zeros:
            self.log.note(self.place, key, is_there=True)

    def look_all(self) -> None:
        """Note that somebody asks what keys there are."""
        for name in sorted((self.unread - _CODE_ONLY) | self.chosen | self.zeros):
            self.look(name)

    def like(self, items: Iterable[tuple[str, Any]], log: Log) -> Watched:
        """Another of which the same is certain."""
        return Watched(items, self.place, log, self.unread, self.chosen, self.zeros)

    def __getitem__(self, key: str) -> Any:
        self.look(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.look(key)
        return super().get(key, default)

    def __contains__(self, key: object) -> bool:
        self.look(key)
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self.look_all()
        return super().__iter__()

    def __reversed__(self) -> Iterator[str]:
        self.look_all()
        return super().__reversed__()

    def __len__(self) -> int:
        self.look_all()
        return super().__len__()

    def __bool__(self) -> bool:
        # One known key is enough to know.
        return dict.__len__(self) > 0 or len(self) > 0

    # Dict's own views would read past the methods above.
    def keys(self) -> Any:
        return KeysView(self)

    def values(self) -> Any:
        return ValuesView(self)

    def items(self) -> Any:
        return ItemsView(self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, dict):
            return False
        # Unequal by what is known of both is unequal.
        others = other.unread if isinstance(other, Watched) else frozenset()
        for name, value in dict.items(self):
            if name not in others and (
                not dict.__contains__(other, name) or dict.__getitem__(other, name) != value
            ):
                return False
        self.look_all()
        if isinstance(other, Watched):
            other.look_all()
        return super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None  # as a dict's

    def __repr__(self) -> str:
        self.look_all()
        return super().__repr__()

    def __or__(self, other: Any) -> Any:
        return dict(self) | other

    def __ror__(self, other: Any) -> Any:
        return other | dict(self)

    def copy(self) -> Watched:
        return self.like(dict.items(self), self.log)

    def setdefault(self, key: str, default: Any = None) -> Any:
        self.look(key)
        return super().setdefault(key, default)

    def pop(self, key: str, *default: Any) -> Any:
        self.look(key)
        return super().pop(key, *default)

    def popitem(self) -> tuple[str, Any]:
        self.look_all()
        return super().popitem()


def watch(request: dict[str, Any]) -> None:
    """Watch the conf of a request, in place.

    Its ``unread``, ``chosen`` and ``zeros`` are ``[[path of a mapping, [names]], ...]``.
    """
    log, top = Log(), [request["conf"]]
    # The whole is watched in any case: it is what has the log.
    marks: dict[Place, dict[str, frozenset[str]]] = {(): {}}
    for kind in MARKS:
        for path, names in request.get(kind) or ():
            marks.setdefault(tuple(path), {})[kind] = frozenset(names)
    # What a mapping lies in is watched before it.
    for place in sorted(marks, key=len):
        holder: Any = top
        key: Any = 0
        for step in place:
            holder, key = holder[key], step
        holder[key] = Watched(dict.items(holder[key]), place, log, **marks[place])
    log.clear()
    request["conf"] = top[0]
    _quiet()


def watched_in(arguments: Iterable[Any]) -> Watched | None:
    """What is watched among a check's arguments."""
    return next((one for one in arguments if isinstance(one, Watched)), None)


# ---- what looks at everything to find one thing --------------------------------------------------


def _quiet() -> None:
    """Let what Checkov's base classes call to walk all of a conf note only what it looks for."""
    functions = sys.modules.get("checkov.terraform.parser_functions")
    walk = getattr(functions, "handle_dynamic_values", None)
    if functions is not None and walk is not None and not hasattr(walk, "trueup"):
        # It looks for blocks that are still `dynamic`: of these ours have none.
        _replace("handle_dynamic_values", walk, _unheard(walk))
    dpath = sys.modules.get("dpath")
    for name in ("search", "get"):
        find = getattr(dpath, name, None)
        if find is not None and not hasattr(find, "trueup"):
            setattr(dpath, name, _precise(find))


def _replace(name: str, old: Any, new: Any) -> None:
    """Put a function in the place of another wherever that was imported."""
    for module in list(sys.modules.values()):
        if getattr(module, "__dict__", {}).get(name) is old:
            setattr(module, name, new)


def _unheard(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(conf: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(conf, Watched):
            return function(conf, *arguments, **options)
        with conf.log.closed():
            return function(conf, *arguments, **options)

    call.trueup = True  # type: ignore[attr-defined]  # the mark that it is ours
    return call


def _precise(find: Callable[..., Any]) -> Callable[..., Any]:
    """`dpath.search` or `dpath.get`, which walk all of a conf and compare each place with a glob:
    what is not known matters where the glob can match it or something in it."""

    def call(obj: Any, glob: Any, *arguments: Any, **options: Any) -> Any:
        if not isinstance(obj, Watched):
            return find(obj, glob, *arguments, **options)
        _reach(obj, [part for part in str(glob).split("/") if part])
        with obj.log.closed():
            found = find(obj, glob, *arguments, **options)
            return iter(list(found)) if isinstance(found, Iterator) else found

    call.trueup = True  # type: ignore[attr-defined]  # the mark that it is ours
    return call


def _reach(value: Any, globs: Sequence[str]) -> None:
    """Note what a glob could find in what is not known.

    Of ``**/name`` only what has that name: Checkov's base class, which alone asks so, has asked
    for the whole path before and takes nothing that is anywhere else.
    """
    if not globs:
        return
    anywhere = globs[0] == "**"
    wanted = globs[-1] if anywhere else globs[0]
    if isinstance(value, Watched):
        for name in sorted(value.unread | value.chosen | value.zeros):
            if fnmatchcase(name, wanted):
                value.look(name)
    rest = globs if anywhere else globs[1:]
    pairs: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        pairs = dict.items(value)
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, inner in pairs:
        if anywhere or fnmatchcase(str(key), wanted) or str(key) == wanted:
            _reach(inner, rest)
