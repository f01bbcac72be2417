"""Where we are: the current directory, the repository's root, and the names of files between."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Project:
    """cwd: absolute, resolved. root: of the git repository that holds cwd, else cwd itself."""

    cwd: str
    root: str

    def display(self, path: str) -> str:
        """`path` (absolute, or relative to cwd) as the user sees it: relative to cwd."""
        return os.path.relpath(os.path.join(self.cwd, path), self.cwd).replace(os.sep, "/")

    def absolute(self, display: str) -> str:
        """The absolute path of a display path."""
        return os.path.normpath(os.path.join(self.cwd, display))

    def repository_path(self, display: str) -> str | None:
        """A display path relative to the repository's root, with ``/``; None when outside it."""
        relative = os.path.relpath(self.absolute(display), self.root)
        if relative == os.pardir or relative.startswith(os.pardir + os.sep):
            return None
        return relative.replace(os.sep, "/")

    def scope(self, folder: str) -> str:
        """The identity scope of a folder or file: its repository-relative path, ``.`` for the root.

        Outside the repository it is the path as displayed.
        """
        display = self.display(folder)
        return self.repository_path(display) or display


def find_project(cwd: str | None = None) -> Project:
    """The project around `cwd` (default: the current directory): the nearest folder with .git."""
    here = os.path.realpath(cwd or os.getcwd())
    folder = here
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return Project(here, folder)
        parent = os.path.dirname(folder)
        if parent == folder:
            return Project(here, here)
        folder = parent
