"""What the evaluations of two revisions of one repository share.

The later revision is evaluated first. What a root is made of is noted: the folders of its modules,
the files that it reads, its values. A root of the earlier revision for which all of that is the
same, byte for byte, has the same resources and is not evaluated again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scanner.terraform.code import is_code
from scanner.terraform.values import Failure, Unsupported

if TYPE_CHECKING:
    from scanner.hcl.parser import Parsed
    from scanner.model import Resource
    from scanner.terraform.files import Files

_VARIABLES = (".tfvars", ".tfvars.json")


@dataclass(slots=True)
class Touched:
    """What an evaluation looked at: folders of code, files, and whether there was more to it."""

    folders: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    more: bool = False


@dataclass(slots=True)
class _Root:
    values: object
    touched: Touched
    resources: Sequence[Resource]


@dataclass(slots=True)
class Revisions:
    """root: the later revision's, absolute; other: the earlier one's, laid out in the same way.

    texts: what was read of both, by path. parsed: what texts were parsed to, by text and whether it
    is JSON: most files are the same in both. earlier: whether it is the earlier one's turn.
    folders: the ``.terraform/modules`` of the later one, real paths, which lie outside of the
    earlier one's tree and are read for it, too.
    """

    root: str
    other: str
    folders: tuple[str, ...] = ()
    earlier: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    parsed: dict[tuple[str, bool], Parsed] = field(default_factory=dict)
    _calls: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = field(default_factory=dict)
    _roots: dict[str, _Root] = field(default_factory=dict)
    _same: dict[str, bool] = field(default_factory=dict)

    def answers(self, scope: str, path: tuple[str, ...], called: tuple[str, str]) -> bool:
        """Whether what is installed is the module that this revision calls.

        scope: of the root. path: the names of the calls. called: its source and version as
        written; what is installed is what the later revision calls, so the earlier one has to say
        the same.
        """
        if self.earlier:
            return self._calls.get((scope, path)) == called
        self._calls[scope, path] = called
        return True

    def keep(
        self, scope: str, values: object, touched: Touched, resources: Sequence[Resource]
    ) -> None:
        """Note what a root of the later revision is made of.

        values: what it was evaluated with, the same for both revisions where it is the same.
        """
        self._roots[scope] = _Root(values, touched, resources)

    def known(self, scope: str, values: object, files: Files) -> Sequence[Resource] | None:
        """The resources of a root of the earlier revision, if they are those of the later one.

        files: reads the files of both.
        """
        root = self._roots.get(scope)
        if root is None or root.touched.more or root.values != values:
            return None
        folders = root.touched.folders
        others = [one for one in root.touched.files if os.path.dirname(one) not in folders]
        others += [one for one in root.touched.files if not _is_read_unasked(one)]
        if not all(self._same.get(place, True) for place in (*folders, *others)):
            return None
        same = all(self._is_same(folder, True, files) for folder in folders)
        same = same and all(self._is_same(file, False, files) for file in others)
        return root.resources if same else None

    def _is_same(self, place: str, folder: bool, files: Files) -> bool:
        if place not in self._same:
            prefix = self.root.rstrip(os.sep) + os.sep
            twin = os.path.join(self.other, place[len(prefix) :])
            if place == self.root:
                twin = self.other
            elif not place.startswith(prefix):
                twin = place  # of neither revision
            equal = self._same_folder if folder else self._same_file
            self._same[place] = twin == place or equal(place, twin, files)
        return self._same[place]

    def _same_folder(self, one: str, other: str, files: Files) -> bool:
        """Whether two folders hold the same code and variables."""
        names = _names(one)
        return names == _names(other) and all(
            self._same_file(os.path.join(one, name), os.path.join(other, name), files)
            for name in names
        )

    def _same_file(self, one: str, other: str, files: Files) -> bool:
        """Whether two files hold the same; also where neither can be read."""
        if one in self.texts and other in self.texts:
            return self.texts[one] == self.texts[other]
        return _content(one, files) == _content(other, files)


def _names(folder: str) -> list[str]:
    try:
        found = os.listdir(folder)
    except OSError:
        return []
    return sorted(filter(_is_read_unasked, found))


def _is_read_unasked(name: str) -> bool:
    """Whether Terraform may read a file because of its name and place."""
    return is_code(os.path.basename(name)) or name.endswith(_VARIABLES)


def _content(place: str, files: Files) -> bytes | None:
    try:
        return files.read(place, "this file", anywhere=True)
    except (Failure, Unsupported):
        return None
