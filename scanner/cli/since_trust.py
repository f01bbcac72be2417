"""Whose configuration, policy, rules and waivers decide the gate of a run with --since."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from scanner.cli.config import NAME, find_settings
from scanner.cli.run import Setup, prepare
from scanner.cli.since_files import Folders
from scanner.errors import UsageError
from scanner.load.git import LINK, SUBMODULE, Entry, Git
from scanner.load.ignores import is_inside
from scanner.load.revision import is_plain, write_files
from scanner.model import Diagnostic, DiagnosticLevel
from scanner.settings import Settings

_MAX_EXTENDED: Final = 100
_MAX_LINKS: Final = 40
_MAX_SHOWN: Final = 3


@dataclass(slots=True)
class Trusted:
    """The configuration, the policies, rules and baseline of the revision that --since names.

    files: those taken. directories: of rules that the revision has, where the working tree has
    them.
    """

    git: Git
    folders: Folders
    files: dict[str, Entry] = field(default_factory=dict)
    directories: list[str] = field(default_factory=list)

    def setup(self, paths: Sequence[str], options: dict[str, Any]) -> Setup:
        """The run's setup, by that revision. paths: what is scanned, where it lies in `policy`.

        What the user names and the revision does not have is taken as it is: it was named for
        the first time by whoever wrote the command line. Raises UsageError for what lies in a
        submodule.
        """
        folders = self.folders
        own = dict(options)
        self._take(path for path in folders.trusted_files if os.path.basename(path) == NAME)
        for key in ("config_file", "policy", "baseline"):
            if own[key] is not None and not (key == "policy" and self._is_built_in(own[key])):
                self._take_named(own[key])
        for directory in own["rule_directories"]:
            self._take_named(directory)
        own["rule_directories"] = [folders.trusted(d) or d for d in own["rule_directories"]]
        if own["config_file"] is not None:
            trusted = folders.trusted(own["config_file"])
            if trusted is None:
                own["config_file"] = os.path.abspath(own["config_file"])
            else:
                own["config_file"] = os.path.relpath(trusted, folders.policy.cwd)
        if own["policy"] is not None and not self._is_built_in(own["policy"]):
            own["policy"] = folders.trusted(own["policy"]) or own["policy"]
        settings = find_settings(paths, folders.policy, own["config_file"])
        # Of the many that a repository may have, one decides.
        decides = None if settings is None else folders.relative(settings.path)
        for path in [one for one in self.files if os.path.basename(one) == NAME]:
            if path != decides:
                del self.files[path]
        self._take_policies(settings, own["policy"])
        return prepare(paths, own, folders.policy)

    def changed(self, own: Settings | None, name: str) -> Iterator[Diagnostic]:
        """A note that names what the working tree has changed of all this, if anything.

        own: its configuration. name: of the revision.
        """
        folders = self.folders
        paths = dict.fromkeys(filter(self._is_changed, self.files))
        added = [] if own is None else [own.path]
        for directory in self.directories:
            if os.path.isdir(directory):
                names = sorted(os.listdir(directory))
                added += [os.path.join(directory, name) for name in names if name.endswith(".py")]
        for path in added:
            relative = folders.relative(path)
            if relative is not None and folders.trusted_name(path) is None:
                paths[relative] = None
        shown = [folders.here.display(os.path.join(folders.here.root, path)) for path in paths]
        if not shown:
            return
        told = ", ".join(shown[:_MAX_SHOWN])
        if len(shown) > _MAX_SHOWN:
            told += f" and {len(shown) - _MAX_SHOWN} more"
        yield Diagnostic(
            DiagnosticLevel.NOTE,
            "since-configuration",
            f"the change edits what decides the gate ({told}), and is judged by what {name} says; "
            "its own counts once it is merged",
            shown[0],
        )

    def _is_changed(self, path: str) -> bool:
        """Whether the working tree has another file there; line ends are no difference."""
        try:
            with open(os.path.join(self.folders.here.root, path), "rb") as file:
                now = file.read()
            with open(os.path.join(self.folders.policy.root, path), "rb") as file:
                before = file.read()
        except OSError:
            return True
        return now != before and now.replace(b"\r", b"") != before.replace(b"\r", b"")

    def _is_built_in(self, policy: str) -> bool:
        from scanner.policy import policy_names

        return policy in policy_names()

    def _take_named(self, path: str) -> None:
        self.folders.refuse_submodule(path)
        self._refuse_other_link(path)
        relative = self.folders.trusted_name(path)
        if relative is None:
            return
        if relative in self.folders.parents:
            self.directories.append(os.path.join(self.folders.here.root, relative))
        below = f"{relative}/"
        self._take(
            one for one in self.folders.trusted_files if one == relative or one.startswith(below)
        )

    def _refuse_other_link(self, path: str) -> None:
        """Raise UsageError for a path on which the revision has a link that leads elsewhere now:
        what is there would be what the change chooses."""
        here = self.folders.here
        relative = self.folders.relative(path)
        if relative is None or self.folders.has(relative):
            return
        meant = self._followed(relative)
        real = os.path.realpath(os.path.join(here.cwd, path))
        if meant != relative and os.path.normpath(os.path.join(here.root, meant)) != real:
            raise UsageError(
                f"{path}: the change leads a link on the way to it elsewhere; name what it is to "
                "lead to"
            )

    def _followed(self, path: str) -> str:
        """Where a path leads by the links of the revision."""
        for _ in range(_MAX_LINKS):
            parts = path.split("/")
            folders = ("/".join(parts[: i + 1]) for i in range(len(parts)))
            entries = self.folders.trusted_files
            link = next(
                (one for one in folders if one in entries and entries[one].mode == LINK), ""
            )
            if not link:
                break
            (target,) = self.git.objects([entries[link].object])
            rest = path[len(link) + 1 :]
            path = os.path.join(os.path.dirname(link), os.fsdecode(target or b""), rest)
            path = os.path.normpath(path)
        return path

    def _take_policies(self, settings: Settings | None, named: str | None) -> None:
        """The policy that is chosen and what it extends, as far as the revision has them."""
        folders = self.folders
        pending: list[tuple[str, str]] = []
        if settings is not None:
            base = os.path.join(folders.policy.cwd, os.path.dirname(settings.path))
            pending = [(base, str(settings.values.get("policy", "")))]
            for directory in settings.values.get("rules", ()):
                self._take_in_policy(os.path.join(base, directory))
        if named is not None:
            pending.append((folders.policy.cwd, named))
        for base, name in pending:
            path = os.path.normpath(os.path.join(base, name))
            if not name or self._is_built_in(name) or len(pending) > _MAX_EXTENDED:
                continue
            if not self._take_in_policy(path):
                continue
            from scanner.settings import read_settings

            extended = read_settings(path, "policy", name).values.get("extends", ())
            pending += [(os.path.dirname(path), str(one)) for one in extended]

    def _take_in_policy(self, path: str) -> bool:
        """Take a file or folder by its path in `policy`; whether it is a file that is there."""
        path = os.path.normpath(path)
        if is_inside(path, self.folders.policy.root):
            relative = os.path.relpath(path, self.folders.policy.root)
            self._take_named(os.path.join(self.folders.here.root, relative))
        return os.path.isfile(path)

    def _take(self, paths: Iterable[str]) -> None:
        """Write files of the revision; a link as the file that it leads to within the tree."""
        new: dict[str, Entry] = {}
        for path in paths:
            entry = self._entry(path)
            if entry is not None and path not in self.files and is_plain(path):
                new[path] = entry
        write_files(self.git, new, self.folders.policy.root)
        self.files.update(new)

    def _entry(self, path: str) -> Entry | None:
        for _ in range(5):
            entry = self.folders.trusted_files.get(path)
            if entry is None or entry.mode != LINK:
                # Of a link into a submodule there is no file either.
                return None if entry is not None and entry.mode == SUBMODULE else entry
            (target,) = self.git.objects([entry.object])
            path = os.path.normpath(os.path.join(os.path.dirname(path), os.fsdecode(target or b"")))
        return None
