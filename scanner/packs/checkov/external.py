"""The user's own checks beside Checkov's: what is told of them, and what there is to say of it."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from scanner.errors import PackError
from scanner.model import Diagnostic, DiagnosticLevel, Level, Rule
from scanner.packs.checkov.catalogue import (
    ID,
    Catalogue,
    GraphChecks,
    check_of,
    graph_checks,
    printable,
)
from scanner.packs.checkov.client import INDEX_SECONDS, Worker, said

_UNLISTED: Final = "pack-external-unlisted"
REFUSED: Final = "RefusedError"
"""What the worker calls it when a check reaches for the network or a program."""

_LEVELS: Final[Mapping[str, Level]] = {
    "CRITICAL": Level.CRITICAL,
    "HIGH": Level.HIGH,
    "IMPORTANT": Level.HIGH,
    "MEDIUM": Level.MEDIUM,
    "MODERATE": Level.MEDIUM,
    "LOW": Level.LOW,
    "INFO": Level.LOW,
    "NONE": Level.LOW,
}
"""Checkov's severities as ours."""


def with_external(worker: Worker, catalogue: Catalogue, directories: Sequence[str]) -> Catalogue:
    """A catalogue with the checks of some directories, those that the worker was started with.

    Nothing is kept: the files are the user's, and change as they like. Raises PackError for a
    worker that does not answer.
    """
    if not directories:
        return catalogue
    about = "the list of your own checks"
    answer = worker.ask({"do": "external"}, about, INDEX_SECONDS)
    index: Any = answer.get("index")
    if index is None:
        raise PackError(f"your own checks cannot be loaded: {said(answer)}")
    try:
        found = _read(index, catalogue)
        diagnostics = [*found[1], *_told(index["problems"])]
        files = {check.file for check in found[0].checks.values() if check.file}
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise PackError(f"it answers with what is no answer, at {about}") from None
    named = {*files, *(one.path or "" for one in diagnostics if one.code != _UNLISTED)}
    for directory in directories:
        if not any(name.startswith(os.path.join(directory, "")) for name in named):
            message = "there is no check in it; name a folder of Checkov's policies"
            diagnostics.append(_diagnostic("pack-external-empty", message, directory))
    return replace(found[0], told=tuple(_shown(one) for one in diagnostics))


def clashes(catalogue: Catalogue, own: Iterable[Rule]) -> Iterator[Diagnostic]:
    """Errors for the checks that are called as a rule of ours, and are not run."""
    ids = {rule.id for rule in own}
    for check in catalogue.checks.values():
        if check.file and check.id.lower() in ids:
            message = f"not run: a rule of trueup is called {check.id}, too; give it another id"
            yield _shown(_diagnostic("pack-external-check", message, check.file))


def _read(index: Mapping[str, Any], catalogue: Catalogue) -> tuple[Catalogue, list[Diagnostic]]:
    """The catalogue with what the worker says of the user's checks, and what is left out of it."""
    diagnostics: list[Diagnostic] = []
    types: dict[str, list[str]] = {}
    for place, ids in index["ids"].items():
        for id_ in ids:
            types.setdefault(id_, []).append(place)
    graphs = {name: graph_checks(found, index["checks"]) for name, found in index["graphs"].items()}
    written = {id_ for found in graphs.values() for id_ in found.sees}
    theirs = {id_ for found in catalogue.graphs.values() for id_ in found.sees}
    checks = dict(catalogue.checks)
    external: dict[str, None] = {}
    for id_, (name, category, guideline, words, file, severity) in index["checks"].items():
        about = tuple(types.get(id_, ()))
        if not isinstance(file, str):
            raise TypeError(id_)
        check = check_of(id_, name, category.upper(), guideline, words, about)
        check = replace(check, file=file, severity=_LEVELS.get(severity))
        if not ID.match(id_):
            message = f"not run: nothing can name the id of the check, {id_[:100]!r}; give another"
            diagnostics.append(_diagnostic("pack-external-check", message, file))
            continue
        known = catalogue.checks.get(id_)
        if known is not None and id_ in written and id_ in theirs:
            message = f"{id_} is run instead of Checkov's own check of this id, as Checkov does"
            diagnostics.append(_note("pack-external-twice", message, file))
        elif known is not None:
            for place in about if id_ not in written else ():
                if place in known.types:
                    message = (
                        f"not run: {id_} of {place.partition('/')[2]} is a check of Checkov's own, "
                        "which goes first, as for Checkov"
                    )
                    diagnostics.append(_note("pack-external-twice", message, file))
            more = tuple(place for place in about if id_ in written or place not in known.types)
            if not more:
                continue
            # Two questions of one id: what Checkov says of its own holds for both.
            both = tuple(dict.fromkeys((*known.types, *more)))
            check = replace(known, words=known.words | check.words, types=both, file=file)
            about = more
        checks[id_] = check
        if id_ not in written:
            external.update(dict.fromkeys(about))
    found = replace(
        catalogue,
        checks=checks,
        external=tuple(external),
        graphs=_together(catalogue.graphs, graphs, checks),
    )
    return found, diagnostics


def _together(
    graphs: Mapping[str, GraphChecks], more: Mapping[str, GraphChecks], checks: Container[str]
) -> dict[str, GraphChecks]:
    """Graph checks by framework, those of the user's added: to all, as Checkov does; the types that
    they name tell which it is. checks: those that are run."""
    sees = {
        id_: seen for found in more.values() for id_, seen in found.sees.items() if id_ in checks
    }
    result = {}
    for framework in dict.fromkeys((*graphs, *more)):
        known = graphs.get(framework, GraphChecks({}, {}))
        result[framework] = GraphChecks({**known.sees, **sees}, known.modules)
    return result


def _told(problems: Iterable[Sequence[Any]]) -> Iterator[Diagnostic]:
    """What is the matter with the files of the user's checks."""
    for what, path, line, about in problems:
        if not (isinstance(path, str) and isinstance(line, int)):
            raise TypeError(what)
        if what == "import":
            error, detail = about
            yield _diagnostic("pack-external-file", _why(str(error), str(detail)), path, line)
        elif what == "refused":
            message = (
                f"it reaches for the network or a program as it loads ({about[0]}), which is "
                "refused, and goes on without"
            )
            yield _note("pack-external-refused", message, path)
        elif what == "unlisted":
            message = "not loaded, as by Checkov: its folder has no __init__.py"
            yield _note(_UNLISTED, message, path)
        elif what == "again":
            of = f" of {about[1]}" if about[1] else ""
            id_ = f"the id {about[0]}" if about[0] else "its id"
            message = f"not run: another check of yours{of} has {id_} and goes first"
            yield _note("pack-external-twice", message, path)
        elif what == "nobody":
            message = f"{about[0]} is of Checkov's framework {about[1]}, which the pack has not"
            yield _note("pack-external-framework", message, path)
        elif what == "policy":
            why = f" ({about[0]})" if about[0] not in ("NoCheck", "KeyError") else ""
            message = (
                "not loaded: a policy needs metadata with an id, a name and a category, and a "
                f"definition that Checkov knows{why}"
            )
            yield _diagnostic("pack-external-file", message, path)
        elif what == "unlike":
            yield _note(_UNLISTED, "not loaded: it holds no policy", path)
        elif what == "graph":
            message = f"{about[0]} is not run: it looks at Checkov's own graph of resources"
            yield _diagnostic("pack-external-check", message, path)
        else:
            raise ValueError(what)


def _why(error: str, detail: str) -> str:
    """Why a file does not load. A text of the exception's could hold anything."""
    name = error if error.isidentifier() else "an error"
    if name == REFUSED:
        return f"does not load: checks reach neither a network nor a program ({detail})"
    if name == "ModuleNotFoundError" and detail.replace(".", "").isidentifier():
        return (
            f"does not load: Checkov's environment has no module {detail}; name one that has it "
            "with --checkov-python"
        )
    return f"does not load: {name}"


def _diagnostic(code: str, message: str, path: str, line: int = 0) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, code, printable(message), path, line or None)


def _note(code: str, message: str, path: str) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.NOTE, code, printable(message), path)


def _shown(one: Diagnostic) -> Diagnostic:
    """With its path as the user may have named it."""
    path = os.path.relpath(one.path or "")
    return replace(one, path=one.path if path.startswith(os.pardir) else path)
