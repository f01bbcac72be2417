"""The same tree by Checkov's own command line and by the pack, verdict by verdict.

How they are compared: `agreement`.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from scanner.errors import PackError
from scanner.model import Kind, Resource
from scanner.outcome import Finding
from scanner.packs.checkov.agreement import Named, Place, Verdicts
from scanner.packs.checkov.answers import FAILED_WITH
from scanner.packs.checkov.arms import is_partly_known
from scanner.packs.checkov.client import environment
from scanner.packs.checkov.conf import kind_of, reported
from scanner.packs.checkov.conf.kubernetes import KIND, reported_pod

_MINUTES: Final = 60
_MAX_BYTES: Final = 1 << 30
FRAMEWORKS: Final = ("terraform", "kubernetes", "dockerfile", "github_actions")
"""Those of Checkov that the pack has checks of, as its command line names them."""
_ENDED_BY_ONE: Final = "kubernetes"
"""The framework of which a check that raises an exception ends all of Checkov's run."""
OFFLINE: Final = (
    "--skip-download", "--framework", *FRAMEWORKS, "--output", "json", "--compact",
)  # fmt: skip
"""What Checkov is told: passes too, so that a missing verdict shows."""
_KEPT: Final = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")


_FRAMEWORK_OF: Final[Mapping[str, str]] = {
    "kubernetes": "kubernetes",
    "dockerfile": "dockerfile",
    "workflow": "github_actions",
}
"""Kind of resource -> its framework, where that is not Terraform."""


def ask_checkov(
    python: str, folder: str, external: Sequence[str] = (), without: Collection[str] = ()
) -> dict[str, list[Mapping[str, Any]]]:
    """What the command line of Checkov says of a folder: its results, passed and failed, by
    framework. external: folders of the user's own checks. without: checks that it is not to run.

    Raises PackError for one that cannot be run or fails; nothing is downloaded.
    """
    import subprocess

    import orjson

    # Nothing is written beside the user's checks.
    command = [python, "-I", "-B", "-m", "checkov.main", "--directory", folder, *OFFLINE]
    for directory in external:
        command += ["--external-checks-dir", directory]
    if without:
        command += ["--skip-check", ",".join(sorted(without))]
    try:
        done = subprocess.run(  # noqa: S603 - the interpreter that the user named
            command,
            capture_output=True,
            timeout=_MINUTES * 60,
            check=False,
            stdin=subprocess.DEVNULL,
            env={
                **{name: os.environ[name] for name in _KEPT if name in os.environ},
                **environment(external),
                "LOG_LEVEL": "CRITICAL",
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


def ending(findings: Iterable[Finding]) -> frozenset[str]:
    """The checks that would end Checkov's run, since they raise an exception on something here."""
    return frozenset(
        one.rule.id
        for one in findings
        if one.kind is Kind.OPEN
        and FAILED_WITH in one.message
        and framework_of(one.resource) == _ENDED_BY_ONE
    )


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


def place_of(resource: Resource, cwd: str, of_pod: bool = False) -> Place:
    """A resource of ours as Checkov's report names it. cwd: what display paths are relative to.
    of_pod: it is about the Pod in an object, which is a node of Checkov's graph by itself."""
    path = os.path.realpath(os.path.join(cwd, resource.source.locate(()).path))
    if of_pod:
        return Place(path, reported_pod(resource))
    kind = kind_of(resource)
    return Place(path, reported(resource, kind[0]) if kind is not None else resource.address)


def _is_of_pod(one: Finding) -> bool:
    """Whether what a graph check says of an object is about the Pod in it."""
    kind = kind_of(one.resource)
    if kind is None or kind[0] != KIND:
        return False
    return _POD in one.rule.on and kind[1] not in one.rule.on


_POD: Final = "Pod"
_WORDS = {Kind.PASS: "passed", Kind.FAIL: "failed", Kind.OPEN: "open"}


def verdicts_of_pack(findings: Iterable[Finding], cwd: str) -> Verdicts:
    """The pack's findings as verdicts."""
    found: dict[tuple[str, Place], set[str]] = {}
    places: dict[tuple[int, bool], Place] = {}
    for one in findings:
        key = (id(one.resource), _is_of_pod(one))
        place = places.get(key)
        if place is None:
            place = places[key] = place_of(one.resource, cwd, key[1])
        found.setdefault((one.rule.id, place), set()).add(_WORDS[one.kind])
    return {key: frozenset(said) for key, said in found.items()}


def named(records: Iterable[Mapping[str, Any]], resources: Iterable[Resource], cwd: str) -> Named:
    """The blocks that there are, judged or not. cwd: what display paths are relative to."""
    there: set[Place] = set()
    none: set[Place] = set()
    partly: set[Place] = set()
    for resource in resources:
        kind = kind_of(resource)
        if kind is not None:
            if kind[0] == KIND:
                there.add(place_of(resource, cwd, of_pod=True))
            place = place_of(resource, cwd)
            (none if resource.not_instantiated else there).add(place)
            if is_partly_known(resource):
                partly.add(place)
    return Named(
        checkov=frozenset(
            Place(os.path.realpath(one["file_abs_path"]), str(one["resource"])) for one in records
        ),
        pack=frozenset(there),
        without_instances=frozenset(none),
        partly_known=frozenset(partly),
    )


def left_out(records: Sequence[Mapping[str, Any]], checks: Iterable[str]) -> dict[str, int]:
    """Checks that Checkov ran and the pack does not have, with how many verdicts they gave."""
    known = set(checks)
    found: dict[str, int] = {}
    for record in records:
        if record["check_id"] not in known:
            found[record["check_id"]] = found.get(record["check_id"], 0) + 1
    return dict(sorted(found.items()))
