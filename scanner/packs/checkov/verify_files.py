"""Verdicts on files that are judged as a whole, Dockerfiles and workflows, made comparable.

Checkov reports every instruction or step that a check passes; the pack says once that a file passes
a check. What is compared is therefore, of each check and file, what of it fails (the instruction by
its name, since Checkov loses count of lines at a here-document; the part of a workflow by its line,
since Checkov works its name out from lines and is wrong for some), or that nothing does.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping
from typing import Any, Final

from scanner.model import Kind
from scanner.outcome import Finding
from scanner.packs.checkov.agreement import Agreement, Named, Place, Verdicts, compare
from scanner.packs.checkov.conf import kind_of, reported_at
from scanner.packs.checkov.verify import place_of

WHOLE: Final = frozenset(("dockerfile", "github_actions"))
"""The frameworks whose files are judged as a whole."""

_Found = dict[tuple[str, Place], set[str]]


def files_of(records: Iterable[Mapping[str, Any]]) -> set[str]:
    """The files (absolute) that Checkov read: there are checks of it that say something of each."""
    return {os.path.realpath(record["file_abs_path"]) for record in records}


def files_of_checkov(
    framework: str, records: Iterable[Mapping[str, Any]], checks: Iterable[str]
) -> Verdicts:
    """Checkov's report as verdicts, of the `checks` that the pack has."""
    known = set(checks)
    found: _Found = {}
    for record in records:
        result = record["check_result"]["result"]
        if record["check_id"] not in known or result not in ("PASSED", "FAILED", "SKIPPED"):
            continue
        address = ""
        if result == "FAILED":
            address = _failing(framework, record)
        place = Place(os.path.realpath(record["file_abs_path"]), address)
        found.setdefault((record["check_id"], place), set()).add(result.lower())
    return _passes_once(found)


def _failing(framework: str, record: Mapping[str, Any]) -> str:
    """What tells the part that fails, see `conf.reported_at`."""
    name = str(record["resource"])
    if framework == "dockerfile":
        return name.rpartition(".")[2]
    # It calls permissions that a graph check looks at `on`, and looks for a line with the word.
    if record["check_id"].startswith("CKV2_") and name.partition("(")[0] == "on":
        return "permissions"
    return f"line {record['file_line_range'][0]}"


def files_of_pack(findings: Iterable[Finding], cwd: str) -> Verdicts:
    """The pack's findings as verdicts."""
    words = {Kind.PASS: "passed", Kind.FAIL: "failed", Kind.OPEN: "open"}
    found: _Found = {}
    places: dict[int, str] = {}
    for one in findings:
        key = id(one.resource)
        if key not in places:
            places[key] = place_of(one.resource, cwd).file
        addresses = {reported_at(one.resource, one.path) if one.kind is not Kind.PASS else ""}
        if one.kind is Kind.OPEN:
            addresses.add("")  # whether the file passes is open, too
        for address in addresses:
            place = Place(places[key], address)
            found.setdefault((one.rule.id, place), set()).add(words[one.kind])
    return _passes_once(found)


def agreement_on(checkov: Verdicts, pack: Verdicts, files: Container[str]) -> Agreement:
    """How far they agree on some files, without what Checkov was told to skip somewhere in one."""
    skipped = {(check, place.file) for (check, place), said in checkov.items() if "skipped" in said}

    def kept(verdicts: Verdicts) -> Verdicts:
        return {
            (check, place): said
            for (check, place), said in verdicts.items()
            if place.file in files and (check, place.file) not in skipped
        }

    theirs, ours = kept(checkov), kept(pack)
    theirs, ours = _against(theirs, ours), _against(ours, theirs)
    # What a file has in it both know.
    known = frozenset(place for _, place in (*theirs, *ours))
    return compare(theirs, ours, in_modules=False, named=Named(known, known))


def _against(verdicts: Verdicts, others: Verdicts) -> Verdicts:
    """Verdicts in which a file that passes a check passes it where the others have it fail, so that
    the two are held against each other."""
    failing: dict[tuple[str, str], list[Place]] = {}
    for (check, place), said in others.items():
        if "failed" in said and place.address:
            failing.setdefault((check, place.file), []).append(place)
    found: dict[tuple[str, Place], frozenset[str]] = {}
    for (check, place), said in verdicts.items():
        places = failing.get((check, place.file), []) if said == {"passed"} else []
        found.update(((check, one), said) for one in places or [place])
    return found


def own_files(findings: Iterable[Finding], cwd: str) -> set[str]:
    """The files that the pack said something of."""
    resources = {id(one.resource): one.resource for one in findings}
    return {
        place_of(resource, cwd).file
        for resource in resources.values()
        if kind_of(resource) is not None
    }


def _passes_once(found: _Found) -> Verdicts:
    """A file passes a check where none of it fails."""
    failing = {(check, place.file) for (check, place), said in found.items() if "failed" in said}
    result: dict[tuple[str, Place], frozenset[str]] = {}
    for (check, place), said in found.items():
        left = said - {"passed"} if (check, place.file) in failing else said
        if left:
            result[check, place] = frozenset(left)
    return result
