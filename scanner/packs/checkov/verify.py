"""The same tree by Checkov's own command line and by the pack, verdict by verdict.

What is compared is what a check certainly says of a block: passed or failed. Where the pack's
verdict is open and Checkov reports nothing, both say that they do not know.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from scanner.errors import PackError
from scanner.identity import definition_address
from scanner.model import Kind, Resource
from scanner.outcome import Finding
from scanner.packs.checkov.conf import kind_of, reported

_MINUTES: Final = 60
_MAX_BYTES: Final = 1 << 30
FRAMEWORKS: Final = ("terraform", "dockerfile", "github_actions")
"""Those of Checkov that the pack has checks of, as its command line names them."""
OFFLINE: Final = (
    "--skip-download", "--framework", *FRAMEWORKS, "--output", "json", "--compact",
)  # fmt: skip
"""What Checkov is told: passes too, so that a missing verdict shows."""
_KEPT: Final = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A block: its file (absolute) and its address as Checkov writes it."""

    file: str
    address: str

    @property
    def in_module(self) -> bool:
        """Whether it stands in a module that is called, and not in a root."""
        return self.address.startswith("module.")


_FRAMEWORK_OF: Final[Mapping[str, str]] = {
    "dockerfile": "dockerfile",
    "workflow": "github_actions",
}
"""Kind of resource -> its framework, where that is not Terraform."""

Verdicts = Mapping[tuple[str, Place], frozenset[str]]
"""(check, block) -> passed, failed or open; of blocks of one address, such as those of several
roots that call one module alike, all that were said."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One on which they differ. checkov, pack: what they say, "" for nothing."""

    check: str
    place: Place
    checkov: str
    pack: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """equal of total verdicts. checks: how many checks have any."""

    equal: int
    total: int
    checks: int
    differences: tuple[Difference, ...] = ()

    def __str__(self) -> str:
        percent = 100.0 * self.equal / self.total if self.total else 100.0
        # A difference never rounds to none.
        shown = min(percent, 99.99) if self.equal < self.total else percent
        return f"agreement {shown:.2f}% ({self.equal} of {self.total})"


def ask_checkov(python: str, folder: str) -> dict[str, list[Mapping[str, Any]]]:
    """What the command line of Checkov says of a folder: its results, passed and failed, by
    framework.

    Raises PackError for one that cannot be run or fails; nothing is downloaded.
    """
    import subprocess

    import orjson

    command = [python, "-I", "-m", "checkov.main", "--directory", folder, *OFFLINE]
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter that the user named
            command,
            capture_output=True,
            timeout=_MINUTES * 60,
            check=False,
            stdin=subprocess.DEVNULL,
            env={
                "LOG_LEVEL": "CRITICAL",
                **{name: os.environ[name] for name in _KEPT if name in os.environ},
            },
        )
    except subprocess.TimeoutExpired:
        raise PackError(f"Checkov took over {_MINUTES} minutes; verify a part of it") from None
    except OSError as error:
        raise PackError(f"{python}: cannot be run: {error.strerror}") from error
    if b"No module named" in done.stderr and not done.stdout.strip():
        raise PackError(
            "this environment has Checkov's checks and not what its command line needs; run "
            "`trueup packs install checkov --complete`"
        )
    try:
        report = orjson.loads(done.stdout[:_MAX_BYTES])
    except ValueError:
        raise PackError(
            f"Checkov's command line wrote no report (exit code {done.returncode})"
        ) from None
    found: dict[str, list[Mapping[str, Any]]] = {name: [] for name in FRAMEWORKS}
    for part in report if isinstance(report, list) else [report]:
        # Without any result it is one object that names no framework.
        records = found.get(part.get("check_type", ""), [])
        for kind in ("passed_checks", "failed_checks", "skipped_checks"):
            records += part.get("results", {}).get(kind, [])
    return found


def verdicts_of_checkov(records: Iterable[Mapping[str, Any]], checks: Iterable[str]) -> Verdicts:
    """Checkov's report as verdicts, of the `checks` that the pack has."""
    known = set(checks)
    found: dict[tuple[str, Place], set[str]] = {}
    for record in records:
        result = record["check_result"]["result"]
        if record["check_id"] in known and result in ("PASSED", "FAILED", "SKIPPED"):
            path = os.path.realpath(record["file_abs_path"])
            place = Place(path, str(record["resource"]))
            found.setdefault((record["check_id"], place), set()).add(result.lower())
    return {key: frozenset(said) for key, said in found.items()}


def framework_of(resource: Resource) -> str:
    """Whose checks judge a resource."""
    kind = kind_of(resource)
    return _FRAMEWORK_OF.get(kind[0], FRAMEWORKS[0]) if kind is not None else FRAMEWORKS[0]


def place_of(resource: Resource, cwd: str) -> Place:
    """A resource of ours as Checkov's report names it. cwd: what display paths are relative to."""
    path = os.path.realpath(os.path.join(cwd, resource.source.locate(()).path))
    kind = kind_of(resource)
    return Place(path, reported(resource, kind[0]) if kind is not None else resource.address)


_WORDS = {Kind.PASS: "passed", Kind.FAIL: "failed", Kind.OPEN: "open"}


def verdicts_of_pack(findings: Iterable[Finding], cwd: str) -> Verdicts:
    """The pack's findings as verdicts."""
    found: dict[tuple[str, Place], set[str]] = {}
    places: dict[int, Place] = {}
    for one in findings:
        place = places.get(id(one.resource))
        if place is None:
            place = places[id(one.resource)] = place_of(one.resource, cwd)
        found.setdefault((one.rule.id, place), set()).add(_WORDS[one.kind])
    return {key: frozenset(said) for key, said in found.items()}


def compare(checkov: Verdicts, pack: Verdicts, in_modules: bool) -> Agreement:
    """How far they agree, in modules that are called or outside of them.

    What Checkov was told to skip by a comment it does not judge, and is left out. Instances that
    only one of them tells apart are compared as what they are instances of.
    """
    checkov, pack = _alike(checkov, pack)
    equal = total = 0
    checks: set[str] = set()
    differences = []
    nothing: frozenset[str] = frozenset()
    for key in sorted({*checkov, *pack}):
        theirs, ours = checkov.get(key, nothing), pack.get(key, nothing)
        if key[1].in_module != in_modules or "skipped" in theirs:
            continue
        certain = ours - {"open"} if not theirs else ours
        if not theirs and not certain:
            continue
        total += 1
        checks.add(key[0])
        if theirs == certain:
            equal += 1
        else:
            said = (", ".join(sorted(one)) for one in (theirs, ours))
            differences.append(Difference(*key, *said))
    return Agreement(equal, total, len(checks), tuple(differences))


def together(agreements: Iterable[Agreement]) -> Agreement:
    """Of several frameworks."""
    found = tuple(agreements)
    return Agreement(
        equal=sum(one.equal for one in found),
        total=sum(one.total for one in found),
        checks=sum(one.checks for one in found),
        differences=tuple(difference for one in found for difference in one.differences),
    )


def _alike(checkov: Verdicts, pack: Verdicts) -> tuple[Verdicts, Verdicts]:
    """Both with what only one of them has instances of under the address of the definition."""
    alone = (set(checkov) - set(pack), set(pack) - set(checkov))
    names = [{(check, _definition(place)) for check, place in keys} for keys in alone]
    folded = names[0] & names[1]
    found: list[Verdicts] = []
    for verdicts, keys in zip((checkov, pack), alone, strict=True):
        result: dict[tuple[str, Place], frozenset[str]] = {}
        for (check, place), said in verdicts.items():
            definition = (check, _definition(place))
            own = (check, place) in keys and definition in folded
            key = definition if own else (check, place)
            result[key] = result.get(key, frozenset()) | said
        found.append(result)
    return found[0], found[1]


def _definition(place: Place) -> Place:
    return Place(place.file, definition_address(place.address))


def left_out(records: Sequence[Mapping[str, Any]], checks: Iterable[str]) -> dict[str, int]:
    """Checks that Checkov ran and the pack does not have, with how many verdicts they gave."""
    known = set(checks)
    found: dict[str, int] = {}
    for record in records:
        if record["check_id"] not in known:
            found[record["check_id"]] = found.get(record["check_id"], 0) + 1
    return dict(sorted(found.items()))
