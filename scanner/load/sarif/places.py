"""Where a result is: as a file of the repository where it is one, else in the words of its file.

Scanners run elsewhere: in a container under /github/workspace, on another machine, on an image
that has files of its own. A relative address is therefore taken from the repository's root, as
GitHub does, unless its base leads into the repository.
"""

from __future__ import annotations

import os
import posixpath
import re
from itertools import islice
from typing import Any
from urllib.parse import unquote

from scanner.load.sarif.log import at, items, mapping, number, text
from scanner.model import Location
from scanner.project import Project

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DRIVE = re.compile(r"/?[A-Za-z]:[\\/]")
_MOST_BASES = 10
_LONGEST = 1_000


class Places:
    """The places of one run. unread: display paths that no excerpt may be made of."""

    def __init__(self, run: dict[str, Any], project: Project) -> None:
        self._bases = mapping(run.get("originalUriBaseIds"))
        self._artifacts = items(run.get("artifacts"))
        self._project = project
        self._root = os.path.realpath(project.root)
        self._known: dict[tuple[str, str], tuple[str, str]] = {}
        self.unread: set[str] = set()

    def of(self, location: dict[str, Any]) -> tuple[Location, str]:
        """A result's location, and its file as identities name it; both empty without a file."""
        physical = mapping(location.get("physicalLocation"))
        artifact = mapping(physical.get("artifactLocation"))
        if not text(artifact.get("uri")):
            artifact = mapping(at(self._artifacts, artifact.get("index")).get("location"))
        uri, base = text(artifact.get("uri"))[:_LONGEST], text(artifact.get("uriBaseId"))
        if not uri:
            return Location(""), ""
        if (uri, base) not in self._known:
            self._known[uri, base] = self._named(uri, base)
        path, scope = self._known[uri, base]
        region = mapping(physical.get("region"))
        line = number(region.get("startLine"), 1) or 1
        column = number(region.get("startColumn"), 1) or 1
        end = max(line, number(region.get("endLine"), 1) or line)
        last = number(region.get("endColumn"), 1) or 1
        return Location(path, line, column, end, max(last, column) if end == line else last), scope

    def _named(self, uri: str, base: str) -> tuple[str, str]:
        """(display path, scope) of an address."""
        relative = self._relative(uri.replace("\\", "/"), base)
        if relative is None:
            outside = uri if _SCHEME.match(uri) and not _DRIVE.match(uri) else f"file://{uri}"
            self.unread.add(outside)
            return outside, outside
        full = os.path.join(self._project.root, relative)
        display = self._project.display(full)
        # Through a link it could be any file of this machine; and what is no file is not read.
        real = os.path.realpath(full)
        below = os.path.relpath(real, self._root).lower().split(os.sep)
        # git's own folder holds credentials, and no scan looks there.
        hidden = ".git" in below or not real.startswith(os.path.join(self._root, ""))
        if hidden or not os.path.isfile(real):
            self.unread.add(display)
        return display, relative

    def _relative(self, uri: str, base: str) -> str | None:
        """The path from the repository's root; None for what is outside of it."""
        path = _file_path(uri)
        if path is None:
            return None
        if path.startswith("/"):
            return self._within(path) or self._below_a_base(path)
        root = self._base(base)
        inside = self._within(posixpath.join(root, path)) if root is not None else None
        return inside or _normal(path)

    def _within(self, path: str) -> str | None:
        """An absolute path as one of the repository."""
        path = posixpath.normpath(path)
        for root in (self._project.root, self._root):
            prefix = root.replace(os.sep, "/").rstrip("/") + "/"
            if path.startswith(prefix):
                return _normal(path[len(prefix) :])
        return None

    def _below_a_base(self, path: str) -> str | None:
        """An absolute path of another machine, relative to what the file says was its root."""
        for name in islice(self._bases, _MOST_BASES):
            root = self._base(name)
            if root and root.strip("/") and path.startswith(root.rstrip("/") + "/"):
                return _normal(path[len(root.rstrip("/")) + 1 :])
        return None

    def _base(self, name: str) -> str | None:
        """The absolute path that a base stands for, as far as the file says."""
        path = ""
        for _ in range(_MOST_BASES):
            entry = mapping(self._bases.get(name))
            part = _file_path(text(entry.get("uri")).replace("\\", "/"))
            if part is None:
                return None
            path = posixpath.join(part, path) if path else part
            if path.startswith("/"):
                return posixpath.normpath(path)
            name = text(entry.get("uriBaseId"))
            if not name:
                return None
        return None


def _file_path(uri: str) -> str | None:
    """The path in a file's address, percent-decoded; None for an address of anything else."""
    if _DRIVE.match(uri):
        return None
    if _SCHEME.match(uri):
        scheme, _, rest = uri.partition(":")
        if scheme.lower() != "file":
            return None
        if rest.startswith("//"):
            host, slash, rest = rest[2:].partition("/")
            if host not in ("", "localhost") or not slash:
                return None
            rest = "/" + rest
        uri = rest
        if _DRIVE.match(uri):
            return None
    elif uri.startswith("//"):
        return None
    return unquote(uri.partition("#")[0], errors="replace").replace("\0", "\ufffd")


def _normal(path: str) -> str | None:
    """A relative path without ``.`` and ``..``; None for one that leads out or nowhere."""
    normal = posixpath.normpath(path)
    if normal in (".", "..") or normal.startswith(("../", "/")):
        return None
    return normal
