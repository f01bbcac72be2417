"""What a run looked at: only there may a history take it that what is not found is gone.

Everything in doubt is not looked at: a finding that stays open too long is seen again, and one
that is closed too early is not.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scanner.identity import earlier_identities
from scanner.model import Diagnostic, DiagnosticLevel, Kind, Loaded, Origin
from scanner.outcome import DriftClass, Finding, Report, Result

if TYPE_CHECKING:
    from scanner.cli.live_scan import Held
    from scanner.cli.run import Setup
    from scanner.history import Life, Sighting
    from scanner.load.discover import Inputs

_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d+\Z")
_UNREAD = frozenset({"live-denied", "live-unread"})
_IMPORTS = "imported-"
_RECORDED = frozenset({Origin.PLAN.value, Origin.STATE.value})


@dataclass(frozen=True, slots=True)
class Looked:
    """command: what was audited, in words. series: those that findings of it may be in.
    series_of: the series of a result. covers: whether a life would have been seen. earlier: the
    identities that findings had before their resources were moved, by the one they have."""

    command: str
    series: tuple[str, ...]
    series_of: Callable[[Result], str]
    covers: Callable[[Life], bool]
    earlier: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def moved(findings: Iterable[Finding]) -> dict[str, tuple[str, ...]]:
    """The earlier identities of those whose resources were moved."""
    return {
        one.identity: earlier_identities(one.rule.id, one.resource, one.attribute)
        for one in findings
        if one.resource.moved_from and one.kind is not Kind.PASS
    }


def is_unread(result: Result) -> bool:
    """Whether it says only that something could not be read, which is a gap and no finding."""
    return result.drift is not None and result.drift.drift_class is DriftClass.UNREAD


# ---- files -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Code:
    """What `trueup scan` was given and read.

    paths: as named. ran: the ids of the rules asked. environments: those that were evaluated.
    findings: what was found.
    imports: the series of imported results that were read whole. source_of: the series of an
    imported result, by its identity.
    """

    paths: Sequence[str]
    inputs: Inputs
    loaded: Loaded
    ran: Collection[str]
    environments: Sequence[str]
    findings: Sequence[Finding] = ()
    imports: Collection[str] = ()
    source_of: Mapping[str, str] = field(default_factory=dict)


def looked_at_code(
    report: Report,
    setup: Setup,
    options: dict[str, Any],
    given: Sequence[tuple[str, str]],
    code: Code,
) -> Looked:
    """What a scan of files looked at. given: --var and --var-file, in order."""
    project = setup.project
    flags = "" if code.environments else _values(setup, options["workspace"], given)
    series = f"scan{flags}"
    covers = _covers_code(report, setup, options, code)

    def covers_life(life: Life) -> bool:
        if life.last.series != series:
            return life.last.series in code.imports
        return covers(life.last)

    shown = " ".join(project.scope(path) if path != "-" else path for path in code.paths)
    return Looked(
        f"scan {shown}{flags}",
        (series, *code.imports),
        lambda result: code.source_of.get(result.identity, series),
        covers_life,
        moved(code.findings),
    )


def _values(setup: Setup, workspace: str, given: Sequence[tuple[str, str]]) -> str:
    """The values that Terraform code is evaluated with, as far as they are no secrets."""
    files = [setup.project.scope(value) for kind, value in given if kind == "var-file"]
    flags = [f"--workspace {workspace}"] if workspace != "default" else []
    return "".join(f" {flag}" for flag in (*flags, *(f"--var-file {name}" for name in files)))


def _covers_code(
    report: Report, setup: Setup, options: dict[str, Any], code: Code
) -> Callable[[Sighting], bool]:
    errors, notes = _codes(report.diagnostics)
    if any(not name.startswith(_IMPORTS) for name in errors):
        return lambda _last: False
    project = setup.project
    on_disk = [path for path in code.paths if path != "-"]
    folders = [project.scope(path) for path in on_disk if os.path.isdir(path)]
    files = {project.scope(path) for path in on_disk if os.path.isfile(path)}
    read = {project.repository_path(name) or name for name in code.loaded.files}
    scopes: dict[str, tuple[set[str], set[str]]] = {}
    # Of what code and a plan both have, one is among the resources, and either finds something.
    judged = (one.resource for one in code.findings if one.resource.origin is not Origin.IMPORTED)
    for resource in (*code.loaded.resources, *judged):
        origins, environments = scopes.setdefault(resource.scope, (set(), set()))
        origins.add(resource.origin.value)
        environments.add(resource.environment)
    unrendered = [] if options["render"] else _below(project.scope, code.inputs)
    selected = bool(options["environments"])

    def in_tree(last: Sighting) -> bool:
        if last.scope not in files and not any(_is_below(last.scope, one) for one in folders):
            return False
        if last.path not in read:
            # There, and left out: excluded, ignored, or not recognised any more.
            if os.path.exists(os.path.join(project.root, last.path)):
                return False
            if "module-not-installed" in notes and last.address.startswith("module."):
                return False
        return True

    def covers(last: Sighting) -> bool:
        # A plan or state has all of its root, wherever it lies.
        recorded = bool(last.drift_class) or last.origin in _RECORDED
        recorded = recorded and "plan-incomplete" not in notes
        asked = bool(last.drift_class) or last.rule in code.ran
        if not asked or not (recorded or in_tree(last)):
            return False
        if last.scope not in scopes:
            hidden = any(_is_below(last.scope, folder) for folder in unrendered)
            return last.origin == Origin.CODE and not selected and not hidden
        origins, environments = scopes[last.scope]
        if not (origins & _RECORDED if last.drift_class else last.origin in origins):
            return False
        return last.environment in environments or not (last.environment or selected)

    return covers


def _below(scope: Callable[[str], str], inputs: Inputs) -> list[str]:
    return [scope(os.path.dirname(path)) for path in (*inputs.charts, *inputs.kustomizations)]


def _is_below(scope: str, folder: str) -> bool:
    if folder == ".":
        return not scope.startswith(("../", "/")) and scope != ".."
    return scope == folder or scope.startswith(f"{folder}/")


def _codes(diagnostics: Iterable[Diagnostic]) -> tuple[set[str], set[str]]:
    """The codes of errors, and those of notes."""
    found = {level: set[str]() for level in DiagnosticLevel}
    for one in diagnostics:
        found[one.level].add(one.code)
    return found[DiagnosticLevel.ERROR], found[DiagnosticLevel.NOTE]


# ---- platforms -------------------------------------------------------------------------------


def looked_at_platform(
    report: Report, options: dict[str, Any], found: Held, ran: Collection[str]
) -> Looked:
    """What `trueup scan --live` looked at: the types that were read in full."""
    platform = options["live"]
    series = f"scan --live {platform}"
    errors, _ = _codes(report.diagnostics)
    whole = errors <= _UNREAD
    scopes = {resource.scope for resource in found.resources}
    named = getattr(found, "account", None) or options["context"]
    if named:
        scopes.add(f"{platform}/{named}")
    regions = frozenset(getattr(found, "regions", ()))
    namespaces = frozenset(options["namespaces"])

    def covers(life: Life) -> bool:
        last = life.last
        return (
            whole
            and last.series == series
            and last.rule in ran
            and last.type in found.complete
            and last.scope in scopes
            and (not regions or _region(last) in ("", *regions))
            and (not namespaces or _namespace(last) in namespaces)
        )

    flags = _flags(options, ("region", "regions"), ("assume-role", "role"), "profile", "context",
                   ("namespace", "namespaces"), ("type", "types"))  # fmt: skip
    return Looked(f"{series}{flags}", (series,), lambda _result: series, covers)


def _region(last: Sighting) -> str:
    """The region in the address of a live AWS resource; empty for one that is in none."""
    name = last.address.partition(".")[2].partition("/")[0]
    return name if _REGION.match(name) else ""


def _namespace(last: Sighting) -> str:
    parts = last.address.split("/")
    return parts[1] if len(parts) > 2 else ""


def _flags(options: dict[str, Any], *names: str | tuple[str, str]) -> str:
    """Options as they would be typed; of URLs neither a password nor a query."""
    words = []
    for name in names:
        flag, key = name if isinstance(name, tuple) else (name, name.replace("-", "_"))
        value = options.get(key)
        if value is True:
            words.append(f" --{flag}")
        elif value:
            values = [value] if isinstance(value, str) else sorted(value)
            words += [f" --{flag} {_plain(one)}" for one in values]
    return "".join(words)


def _plain(text: str) -> str:
    if "://" not in text:
        return text
    parts = urlsplit(text)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


# ---- drift -----------------------------------------------------------------------------------


def looked_at_drift(
    report: Report,
    setup: Setup,
    options: dict[str, Any],
    folder: str,
    given: Sequence[tuple[str, str]],
    findings: Iterable[Finding],
    context: str = "",
) -> Looked:
    """What a comparison looked at: all of a root, except for types that were not read in full.

    folder: of the root module or manifests. context: the cluster that was asked, in words.
    """
    flags = "" if report.environments else _values(setup, options["workspace"], given)
    flags += _flags(
        options, "no-state", "no-code", "plan", "strict", ("state", "states"),
        ("assume-role", "roles"), ("profile", "profiles"), "google-project", "google-assets",
    )  # fmt: skip
    flags += f" --context {context}" if context else ""
    series = f"drift {setup.project.scope(folder)}{flags}"
    errors, notes = _codes(report.diagnostics)
    whole = errors <= _UNREAD
    types = report.coverage.types
    unread = {name for name, one in types.items() if one.unread or one.denied}
    unread |= {d.message.partition(":")[0] for d in report.diagnostics if d.code in _UNREAD}
    environments = frozenset(report.environments or ("",))
    namespaces = frozenset(options["namespaces"])
    unmanaged = options["plan"] is None and not options["no_unmanaged"]
    every = options["all_types"]

    def covers(life: Life) -> bool:
        last = life.last
        if not whole or last.series != series or last.type in unread:
            return False
        if last.environment not in environments:
            return False
        if namespaces and _namespace(last) not in namespaces:
            return False
        if last.drift_class == "unmanaged":
            return unmanaged and (every or last.type in types)
        return "module-not-installed" not in notes or not last.address.startswith("module.")

    return Looked(series, (series,), lambda _result: series, covers, moved(findings))
