"""Reading files of the scanned tree: nothing outside of it, nothing huge, nothing but files."""

from __future__ import annotations

import os
import stat

from scanner.terraform.values import Failure, Unsupported

MAX_FILE = 20_000_000


class TooLargeError(Unsupported):
    """A file that is larger than any code is."""


class Files:
    """The files below one folder, the boundary. Links are resolved before they are judged."""

    def __init__(self, boundary: str) -> None:
        self._boundary = os.path.realpath(boundary)

    def inside(self, place: str) -> bool:
        """Whether `place`, links resolved, lies within the boundary."""
        real = os.path.realpath(place)
        prefix = self._boundary.rstrip(os.sep) + os.sep
        return real == self._boundary or real.startswith(prefix)

    def check(self, place: str, name: str) -> None:
        """Raise Unsupported when `place` lies outside; `name` is how the user knows it."""
        if not self.inside(place):
            raise Unsupported(f"{name} lies outside of the scanned tree and is not read")

    def read(self, place: str, name: str, anywhere: bool = False) -> bytes:
        """The bytes of a regular file of at most 20 MB; anywhere: the user named it himself.

        Raises Unsupported for what we will not read, Failure for what nobody can.
        """
        if not anywhere:
            self.check(place, name)
        try:
            # A pipe would block for ever: look before opening.
            found = os.stat(place)
            if not stat.S_ISREG(found.st_mode):
                raise Unsupported(f"{name} is not a regular file")
            if found.st_size > MAX_FILE:
                raise TooLargeError(f"{name} is larger than 20 MB")
            with open(place, "rb") as file:
                return file.read(MAX_FILE + 1)
        except OSError as error:
            raise Failure(f"{name} cannot be read: {error.strerror or 'unknown error'}") from None
        except ValueError:
            raise Failure(f"{name} is no valid path") from None
