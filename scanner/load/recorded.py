"""Plans and states as inputs to a scan: read, and set beside the code that they came from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from scanner.errors import StateError
from scanner.load.overlay import Roots, overlay
from scanner.model import Comment, Diagnostic, DiagnosticLevel, Loaded, Resource
from scanner.terraform.recorded import MAX_BYTES, Form, read_document

if TYPE_CHECKING:
    from scanner.project import Project
    from scanner.terraform.plan import Drifted
    from scanner.terraform.recorded import Document


MAX_FOUND: Final = 64 << 20
"""The largest one that is read without being named: the scanned tree may mean harm."""


@dataclass(frozen=True, slots=True)
class Given:
    """A plan or state to read.

    path: absolute; for standard input a name in the folder that it counts as lying in. named: on
    the command line. data: what standard input held.
    """

    path: str
    named: bool = True
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """One plan or state, to be judged by itself: its resources belong to no other's.

    source: its display path. drift: what a plan found changed outside of Terraform, each with the
    code's resource where there is one. is_plan: else it is a state. written: the attributes that
    are known to be set in code, by address.
    """

    source: str
    resources: tuple[Resource, ...]
    is_plan: bool
    drift: tuple[tuple[Drifted, Resource | None], ...] = ()
    written: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(slots=True)
class RecordedInputs:
    """All of them. comments: of code that was read only because it lies beside one."""

    documents: list[Recorded] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def load_recorded(
    given: Sequence[Given],
    project: Project,
    code: Iterable[Resource],
    folders: Iterable[str],
    beside: Callable[[str], Loaded],
) -> RecordedInputs:
    """Every plan and state in `given`. Never raises for what is in them.

    code: the evaluated code of this scan. folders: the folders that it stands in. beside: loads the
    code in the folder of a plan or state when that code is not part of the scan: it is not judged,
    but tells where values are written.
    A plan or state that is merely found is not judged when the code that it came from is: its
    findings would be the same ones, or outdated.
    """
    found = RecordedInputs()
    roots = Roots(code)
    scanned = set(folders)
    for one in given:
        display = project.display(one.path) if one.data is None else os.path.basename(one.path)
        if not one.named and os.path.dirname(one.path) in scanned:
            found.diagnostics.append(_not_judged(display))
            continue
        try:
            document = read_document(_bytes(one), display)
            loaded = _read(document, project.scope(os.path.dirname(one.path)))
        except StateError as error:
            found.diagnostics.append(_error("recorded-unreadable", str(error), display))
            continue
        except OSError as error:
            reason = error.strerror or type(error).__name__
            text = f"cannot be read ({reason}); fix it or exclude it"
            found.diagnostics.append(_error("unreadable", text, display))
            continue
        scope, notes = roots.of(loaded.resources, loaded.scope, display)
        if scope is not None and not one.named:
            found.diagnostics.append(_not_judged(display))
            continue
        own = roots
        if scope is None and _has_code(os.path.dirname(one.path), scanned):
            extra = beside(os.path.dirname(one.path))
            own = Roots(extra.resources)
            scope, notes = own.of(loaded.resources, loaded.scope, display)
            found.comments.extend(extra.comments)
        found.files.append(display)
        found.diagnostics += [*loaded.diagnostics, *notes]
        record = overlay(loaded.recorded(), own, scope)
        found.diagnostics += _unread(record)
        found.documents.append(_with_objects(record))
    return found


def _with_objects(record: Recorded) -> Recorded:
    """The record with the API objects that its ``kubernetes_*`` resources are, as code has them."""
    if not any(one.type.startswith("kubernetes_") for one in record.resources):
        return record
    from scanner.load.api_objects import with_api_objects

    return replace(record, resources=with_api_objects(record.resources))


def _unread(record: Recorded) -> list[Diagnostic]:
    """A note for each object in it that cannot be read."""
    if not any(one.type == "kubernetes_manifest" for one in record.resources):
        return []
    from scanner.load.api_objects import unread_manifests

    return list(unread_manifests(record.resources))


def _not_judged(display: str) -> Diagnostic:
    return Diagnostic(
        DiagnosticLevel.NOTE,
        "recorded-not-judged",
        "the code that this plan or state came from is judged instead; name it to have it judged",
        display,
    )


def _error(code: str, message: str, display: str) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.ERROR, code, message, display)


def _bytes(one: Given) -> bytes:
    from scanner.load.source import read_bytes

    if one.data is not None:
        return one.data
    limit = MAX_BYTES if one.named else MAX_FOUND
    data = read_bytes(one.path, limit)
    if data is None:
        advice = "keep fewer resources in one root" if one.named else "name it to have it read"
        raise StateError(f"larger than {limit >> 20} MB and not read; {advice}")
    return data


def _has_code(folder: str, scanned: set[str]) -> bool:
    from scanner.terraform.code import code_names

    if folder in scanned:
        return False
    try:
        return bool(code_names(os.listdir(folder)))
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Read:
    document: Document
    scope: str
    resources: tuple[Resource, ...]
    diagnostics: tuple[Diagnostic, ...]
    drift: tuple[Drifted, ...] = ()
    written: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def recorded(self) -> Recorded:
        return Recorded(
            self.document.source,
            self.resources,
            self.document.form is Form.PLAN,
            tuple((one, None) for one in self.drift),
            self.written,
        )


def _read(document: Document, scope: str) -> _Read:
    """Raises StateError for a state of another version."""
    if document.form is Form.PLAN:
        from scanner.terraform.plan import read_plan

        plan = read_plan(document, scope)
        return _Read(document, scope, plan.resources, plan.diagnostics, plan.drift, plan.written)
    notes: list[Diagnostic] = []
    if document.form is Form.SHOWN_STATE:
        from scanner.terraform.shown import read_shown_state

        resources = tuple(read_shown_state(document, scope, notes.append))
    else:
        from scanner.terraform.state import read_state

        state = read_state(document.data, document.source, scope)
        resources = (*state.resources, *state.data)
        notes += state.diagnostics
        if state.deposed:
            notes.append(_note("state-deposed", _deposed(len(state.deposed)), document.source))
    if not resources and not notes:
        notes.append(_note("state-empty", "the state holds no resource", document.source))
    return _Read(document, scope, resources, tuple(notes))


def _deposed(count: int) -> str:
    what = "object that a replacement" if count == 1 else "objects that replacements"
    return f"{count} {what} left behind not judged; the next apply deletes what is left"


def _note(code: str, message: str, display: str) -> Diagnostic:
    return Diagnostic(DiagnosticLevel.NOTE, code, message, display)
