"""The ignores of other scanners, as their comments and annotations spell them.

Read so that nobody has to rewrite a repository to try trueup. Each names checks of its own tool; an
id counts only where it is the alias of a rule here (`scanner.suppress` decides). Sources: the
documentation of Checkov ("Suppressing and Skipping Policies"), Trivy ("Filtering: by inline
comments"), KICS ("Running KICS: using commands on scanned files"), hadolint and kube-linter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scanner.model import Value

LINE, EXACT, RESOURCE, FILE = "line", "exact", "resource", "file"


@dataclass(frozen=True, slots=True)
class PeerIgnore:
    """One ignore. written: as in the file, for messages. ids: the checks; empty means all.

    cover: ``line`` (the line or block that it stands at or over), ``exact`` (that line alone),
    ``resource`` (the block it stands in) or ``file``. until: the last day, ``YYYY-MM-DD``.
    workspace: only there, a pattern.
    """

    tool: str
    written: str
    ids: tuple[str, ...]
    cover: str
    reason: str = ""
    until: str | None = None
    workspace: str | None = None


_CHECKOV = re.compile(
    r"(?:checkov|bridgecrew|cortex):skip= {0,9}([A-Za-z0-9_-]{1,99}(?:,[A-Za-z0-9_-]{1,99}){0,99})"
    r"(?::([^\n]*))?"
)
_TRIVY = re.compile(r"(?:trivy|tfsec):ignore:([A-Za-z0-9*_-]{1,199})(?:\[[^\]\n]{0,199}\])?(\S*)")
_TRIVY_PART = re.compile(r":?(exp|ws):([^\s:]{1,99})")
_KICS = re.compile(r"kics-scan\s{1,9}(ignore-line|ignore-block|disable=([\w,-]{1,4000}))")
_HADOLINT = re.compile(r"hadolint\s{1,9}(global\s{1,9})?ignore\s?=\s?([A-Za-z0-9, ]{1,4000})")
# The names that Checkov's maker gave it, one after the other.
_CHECKOV_KEYS = ("checkov.io/skip", "bridgecrew.io/skip", "cortex.io/skip")
_KUBE_LINTER = "ignore-check.kube-linter.io/"
_KUBE_LINTER_ALL = "kube-linter.io/ignore-all"


def in_comment(text: str) -> Iterator[PeerIgnore]:
    """The ignores in a comment (without its marker), in their order by tool."""
    for match in _CHECKOV.finditer(text):
        reason = (match[2] or "").strip()
        for name in match[1].split(","):
            yield PeerIgnore("checkov", f"checkov:skip={name}", (name,), RESOURCE, reason)
    for match in _TRIVY.finditer(text):
        parts = dict(_TRIVY_PART.findall(text[match.start() :].partition(" ")[0]))
        until, workspace = parts.get("exp"), parts.get("ws")
        yield PeerIgnore(
            "trivy", f"trivy:ignore:{match[1]}", (match[1],), LINE, "", until, workspace
        )
    for match in _KICS.finditer(text):
        ids = tuple(filter(None, (match[2] or "").split(",")))
        cover = EXACT if match[1] == "ignore-line" else FILE if ids else LINE
        yield PeerIgnore("kics", f"kics-scan {match[1]}", ids, cover)
    for match in _HADOLINT.finditer(text):
        ids = tuple(filter(None, re.split(r"[,\s]+", match[2])))
        yield PeerIgnore("hadolint", f"hadolint ignore={match[2].strip()}", ids,
                         FILE if match[1] else LINE)  # fmt: skip


def in_annotations(annotations: Mapping[str, Value]) -> Iterator[tuple[str, PeerIgnore]]:
    """The ignores among the annotations of a Kubernetes object, each with its key."""
    for key, value in annotations.items():
        if not isinstance(value, str):
            continue
        if key.startswith(_CHECKOV_KEYS):
            name, _, reason = value.partition("=")
            yield key, PeerIgnore("checkov", f"{key}: {name}", (name.strip(),), RESOURCE, reason)
        elif key.startswith(_KUBE_LINTER):
            name = key.removeprefix(_KUBE_LINTER)
            yield key, PeerIgnore("kube-linter", key, (name,), RESOURCE, value)
        elif key == _KUBE_LINTER_ALL:
            yield key, PeerIgnore("kube-linter", key, (), RESOURCE, value)
