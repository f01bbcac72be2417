"""Reading files of the scanned tree: nothing outside of it, nothing huge, nothing but files."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from typing import TYPE_CHECKING

from scanner.terraform.values import MAX_ELEMENTS, Failure, LimitHit, Unsupported

if TYPE_CHECKING:
    from scanner.terraform.revisions import Touched

MAX_FILE = 20_000_000


class TooLargeError(Unsupported):
    """A file that is larger than any code is."""


class Files:
    """The files below one folder, the boundary. Links are resolved before they are judged.

    touched: notes what is asked for, where somebody wants to know.
    """

    def __init__(self, boundary: str, others: Sequence[str] = ()) -> None:
        """others: folders whose files are read as well."""
        self._boundaries = [os.path.realpath(folder) for folder in (boundary, *others)]
        self.touched: Touched | None = None
        self._folders: dict[str, str] = {}
        self._below: dict[tuple[str, int | None], tuple[str, ...]] = {}

    def inside(self, place: str) -> bool:
        """Whether `place`, links resolved, lies within the boundary."""
        real = self._real(place)
        for boundary in self._boundaries:
            if real == boundary or real.startswith(boundary.rstrip(os.sep) + os.sep):
                return True
        return False

    def _real(self, place: str) -> str:
        """`place` with links resolved; its folder's are looked at once, for many share it."""
        folder, name = os.path.split(place)
        if name in ("", os.curdir, os.pardir):
            return os.path.realpath(place)
        real = self._folders.get(folder)
        if real is None:
            real = self._folders[folder] = os.path.realpath(folder)
        found = os.path.join(real, name)
        return os.path.realpath(found) if os.path.islink(found) else found

    def check(self, place: str, name: str) -> None:
        """Raise Unsupported when `place` lies outside; `name` is how the user knows it."""
        if self.touched is not None:
            self.touched.files.add(place)
        if not self.inside(place):
            raise Unsupported(f"{name} lies outside of the scanned tree and is not read")

    def read(self, place: str, name: str, anywhere: bool = False) -> bytes:
        """The bytes of a regular file of at most 20 MB; anywhere: the user named it himself.

        Raises Unsupported for what we will not read, Failure for what nobody can.
        """
        if self.touched is not None:
            self.touched.files.add(place)
        if not anywhere:
            self.check(place, name)
        try:
            # A pipe would block for ever, and so might what replaces a file once it was looked at.
            with open(place, "rb", opener=_open_at_once) as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise Unsupported(f"{name} is not a regular file")
                data = file.read(MAX_FILE + 1)
        except IsADirectoryError:
            raise Unsupported(f"{name} is not a regular file") from None
        except OSError as error:
            raise Failure(f"{name} cannot be read: {error.strerror or 'unknown error'}") from None
        except ValueError:
            raise Failure(f"{name} is no valid path") from None
        if len(data) > MAX_FILE:
            raise TooLargeError(f"{name} is larger than 20 MB")
        return data

    def below(self, folder: str, depth: int | None) -> tuple[str, ...]:
        """The files below a folder, as relative paths with slashes; links are not followed.

        depth: how many folders deep to look; None for all. Remembered, since code may ask often.
        """
        if self.touched is not None:
            self.touched.more = True
        known = self._below.get((folder, depth))
        if known is None:
            known = self._below[folder, depth] = tuple(_walk(folder, depth))
        return known


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _walk(top: str, depth: int | None) -> list[str]:
    found: list[str] = []
    seen = 0
    for here, folders, names in os.walk(top):
        folders.sort()
        relative = os.path.relpath(here, top)
        prefix = "" if relative == os.curdir else relative.replace(os.sep, "/") + "/"
        if depth is not None and prefix.count("/") >= depth:
            folders.clear()
        seen += len(names) + len(folders)
        if seen > MAX_ELEMENTS:
            raise LimitHit("limit-collection-size", "fileset() meets more than 100,000 files")
        found += [prefix + name for name in names]
    return found
