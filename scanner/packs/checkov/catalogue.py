"""What checks there are: asked of Checkov once per version, and kept in the user's cache."""

from __future__ import annotations

import os
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from scanner.errors import PackError
from scanner.model import Diagnostic, Level
from scanner.packs.checkov.client import INDEX_SECONDS, Worker
from scanner.version import __version__

# Far fewer than there are: a Checkov that is laid out in another way.
_FEWEST: Final = 500
_FORM: Final = 3
"""Of what is kept; another one is asked for anew."""
ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}\Z")
"""What ignores, waivers, baselines and histories can name."""
_SCHEME: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:")
_LONGEST: Final = 1_000
_MOST_CHECKS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Check:
    """One of Checkov's, or the user's own. types: ``kind/type`` of what it judges; of the user's
    the type may be a pattern. words: what its code may name attributes with. file: of the user's,
    where it is from. severity: of the user's, where it says."""

    id: str
    name: str
    category: str
    guideline: str
    words: frozenset[str]
    types: tuple[str, ...] = ()
    file: str = ""
    severity: Level | None = None


@dataclass(frozen=True, slots=True)
class GraphChecks:
    """The checks of a framework's graph. sees: by id, the types of nodes that they look at; None
    for all. modules: ``kind/type`` -> those with such checks of it, written in Python."""

    sees: Mapping[str, frozenset[str] | None]
    modules: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """checks: by id. modules: ``kind/type`` -> those with checks of it. failed: modules that could
    not be imported, with why. graphs: by framework. external: ``kind/type`` of what the user's own
    checks of blocks are about, the type a pattern maybe; told: what is the matter with those."""

    version: str
    checks: Mapping[str, Check]
    modules: Mapping[str, tuple[str, ...]]
    failed: Mapping[str, str] = field(default_factory=dict)
    graphs: Mapping[str, GraphChecks] = field(default_factory=dict)
    external: tuple[str, ...] = ()
    told: tuple[Diagnostic, ...] = ()

    def has_external(self, place: str) -> bool:
        """Whether checks of the user's own are about a ``kind/type``."""
        if not self.external:
            return False
        from fnmatch import fnmatchcase

        return any(fnmatchcase(place, pattern) for pattern in self.external)

    def seen_by(self, id_: str) -> frozenset[str] | None:
        """The types of nodes that a graph check looks at; None for all."""
        return next((one.sees[id_] for one in self.graphs.values() if id_ in one.sees), None)


def catalogue_of(worker: Worker, cache: str | None) -> Catalogue:
    """The checks of a worker's Checkov. cache: a folder of the user's, or None.

    Raises PackError for a worker that does not answer, and for a catalogue that is none.
    """
    from scanner.cache import is_private, load, store

    version, root = worker.hello()
    if cache is None or not is_private(cache):
        return _read(version, _built(worker))
    stamp = (_FORM, version, root, __version__, _time(root), _sources())
    entry = os.path.join(cache, f"checkov-{_digest(root)}")
    kept = load(entry)
    if isinstance(kept, tuple) and len(kept) == 2 and kept[0] == stamp:
        return _read(version, kept[1])
    index = _built(worker)
    found = _read(version, index)
    # What does not import may the next time, when somebody has installed what it wants.
    if not found.failed:
        store(entry, (stamp, index))
    return found


def _built(worker: Worker) -> Any:
    return worker.ask({"do": "index"}, "the list of its checks", INDEX_SECONDS).get("index")


def _read(version: str, index: Any) -> Catalogue:
    """An index, which another program made, as a catalogue."""
    try:
        types: dict[str, list[str]] = {}
        for place, ids in index["ids"].items():
            for id_ in ids:
                types.setdefault(id_, []).append(place)
        checks = {
            id_: check_of(id_, name, category, guideline, words, types.get(id_, ()))
            for id_, (name, category, guideline, words) in index["checks"].items()
        }
        modules = {place: tuple(map(_text, names)) for place, names in index["types"].items()}
        failed = {printable(name): printable(_text(why)) for name, why in index["failed"].items()}
        graphs = {
            framework: graph_checks(found, checks)
            for framework, found in index.get("graphs", {}).items()
        }
    except (KeyError, TypeError, ValueError, AttributeError):
        raise PackError("it answers with what is no answer, at the list of its checks") from None
    if len(checks) > _MOST_CHECKS or not all(map(ID.match, checks)):
        raise PackError("it answers with what is no answer, at the list of its checks")
    if len(checks) < _FEWEST:
        raise PackError(f"Checkov {version} has only {len(checks)} checks that are found")
    return Catalogue(version, checks, modules, failed, graphs)


def check_of(
    id_: str, name: Any, category: Any, guideline: Any, words: Any, types: Sequence[str]
) -> Check:
    """A check as the worker tells it, whose texts end up in reports.

    Raises TypeError or AttributeError for what is no text.
    """
    link = printable(_text(guideline))
    # Other schemes a browser may run.
    link = "" if _SCHEME.match(link) and not link.startswith(("https://", "http://")) else link
    known = frozenset(map(_text, words))
    return Check(id_, printable(_text(name)), printable(_text(category)), link, known, tuple(types))


def printable(text: str) -> str:
    """A text of a worker's in one line, without what a terminal obeys, and no longer than anybody
    reads."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[
        :_LONGEST
    ]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def graph_checks(found: Any, checks: Container[str]) -> GraphChecks:
    """The graph checks of a framework, as the worker tells them. checks: those that there are."""
    return GraphChecks(
        {id_: _types(seen) for id_, seen in found["sees"].items() if id_ in checks},
        {place: tuple(names) for place, names in found["modules"].items()},
    )


def _types(seen: Any) -> frozenset[str] | None:
    return None if seen is None else frozenset(map(str, seen))


def _time(root: str) -> int:
    """When the package was installed, as far as its folder tells."""
    try:
        return os.stat(os.path.join(root, "version.py")).st_mtime_ns
    except OSError:
        return 0


def _sources() -> str:
    """A digest of the worker's own code, which makes the list."""
    from hashlib import sha256

    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker")
    digest = sha256()
    for name in sorted(os.listdir(folder)):
        if name.endswith(".py"):
            with open(os.path.join(folder, name), "rb") as file:
                text = file.read()
            digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:16]
