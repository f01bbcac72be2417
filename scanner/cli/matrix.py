"""Which environments a run evaluates: those of the configuration, or one for each --var-file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scanner.cli.config import confine
from scanner.errors import ConfigurationError, UsageError
from scanner.model import Diagnostic, DiagnosticLevel
from scanner.project import Project
from scanner.wildcards import like

if TYPE_CHECKING:
    from scanner.settings import Settings
    from scanner.terraform.options import Environment

Variables = tuple[tuple[str, str], ...]
_ENDINGS = (".auto.tfvars.json", ".auto.tfvars", ".tfvars.json", ".tfvars", ".json")
_ROOT = "{root}/"


@dataclass(frozen=True, slots=True)
class Entry:
    """One environment as it was asked for.

    root: a pattern for the folders of root modules, relative to the repository's root, or None
    for all. files: absolute, or starting with ``{root}/``. variables: what comes after the
    files. before: what comes before them. place: where it is written, for messages.
    """

    name: str
    before: Variables = ()
    files: tuple[str, ...] = ()
    variables: Variables = ()
    workspace: str = "default"
    root: str | None = None
    place: str = ""
    line: int | None = None


@dataclass(slots=True)
class Matrix:
    """The environments of a run; none when it evaluates one set of values.

    tree: what the files may not lead out of, or None where they may lie anywhere. lenient: a root
    does not have the environments of which a file is missing. added: names of environments that
    a change adds: only roots that one of `known`, those without it, fits have them. So a change
    cannot have its own values pass for those that a root is otherwise evaluated with.
    """

    project: Project
    entries: tuple[Entry, ...] = ()
    tree: str | None = None
    lenient: bool = False
    added: frozenset[str] = frozenset()
    known: tuple[Entry, ...] = ()
    _met: dict[str, list[tuple[Entry, Environment]]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All that were asked for, in order."""
        return tuple(dict.fromkeys(entry.name for entry in self.entries))

    @property
    def evaluated(self) -> tuple[str, ...]:
        """Those that some root has, in order; known once roots were asked for."""
        met = {entry.name for found in self._met.values() for entry, _ in found}
        return tuple(name for name in self.names if name in met)

    def of(self, folder: str) -> list[Environment]:
        """The environments of a root module, by its folder (absolute).

        Raises ConfigurationError for a file that is missing, or that may not be read.
        """
        return [environment for _, environment in self.found(folder)]

    def found(self, folder: str) -> list[tuple[Entry, Environment]]:
        """As `of`, each with what it comes from."""
        if folder not in self._met:
            self._met[folder] = self._find(folder)
        return self._met[folder]

    def roots(self) -> list[tuple[str, list[Entry]]]:
        """The scope of each root that was asked for, with its environments."""
        return [
            (self.project.scope(folder), [entry for entry, _ in found])
            for folder, found in self._met.items()
        ]

    def unused(self) -> list[Diagnostic]:
        """A note for each environment that no root has; known once roots were asked for."""
        met = set(self.evaluated)
        return [
            Diagnostic(
                DiagnosticLevel.NOTE,
                "environment-unused",
                f"the environment {entry.name} fits no root module that was found; correct root "
                "or var_files"
                if entry.name not in self.added
                else f"the environment {entry.name}, which the change adds, fits no root module "
                "that has environments without it; it counts once it is merged",
                entry.place or None,
                entry.line,
            )
            for entry in self.entries
            if entry.name not in met
        ]

    def _find(self, folder: str) -> list[tuple[Entry, Environment]]:
        from scanner.terraform.options import Environment

        scope = self.project.scope(folder)
        found: dict[str, tuple[Entry, Environment]] = {}
        for entry in self.entries:
            if entry.root is not None and not like(scope, entry.root):
                continue
            if entry.name in self.added and not self._is_known(folder, scope):
                continue
            files = self._files(entry, folder)
            if files is None:
                continue
            if entry.name in found:
                raise ConfigurationError(
                    f"{_at(entry)}{scope} has two environments called {entry.name}; give them "
                    "root patterns of which only one fits"
                )
            own = tuple(("var-file", path) for path in files)
            values = (*entry.before, *own, *entry.variables)
            found[entry.name] = (entry, Environment(entry.name, values, entry.workspace))
        return list(found.values())

    def _is_known(self, folder: str, scope: str) -> bool:
        """Whether a root has environments without those that are added."""
        for entry in self.known:
            own = [path for path in entry.files if path.startswith(_ROOT)]
            there = (os.path.isfile(os.path.join(folder, path.removeprefix(_ROOT))) for path in own)
            if (entry.root is None or like(scope, entry.root)) and (not own or any(there)):
                return True
        return False

    def _files(self, entry: Entry, folder: str) -> list[str] | None:
        """The files of variables for a root; None when it has none of those in its own folder."""
        paths = [
            os.path.join(folder, path.removeprefix(_ROOT)) if path.startswith(_ROOT) else path
            for path in entry.files
        ]
        missing = [path for path in paths if not os.path.isfile(path)]
        own = [p for p, f in zip(paths, entry.files, strict=True) if f.startswith(_ROOT)]
        if own and all(path in missing for path in own):
            return None
        if missing and self.lenient:
            return None
        for path in missing:
            shown = self.project.display(path)
            raise ConfigurationError(f"{_at(entry)}{shown}: no such file of variables")
        if self.tree is not None:
            for path in paths:
                confine(path, self.tree, self.project)
        return paths


def read_matrix(
    given: Variables,
    named: Sequence[str],
    options: Mapping[str, Any],
    project: Project,
    settings: Settings | None,
    tree: str | None,
) -> Matrix:
    """The environments that the command line and the configuration ask for.

    given: --var and --var-file in their order. named: each --workspace.
    tree: what the configuration may not lead out of; None where it is trusted.
    Raises UsageError for options that do not go together, ConfigurationError for a configuration
    that cannot be used.
    """
    if options["matrix"]:
        matrix = Matrix(project, tuple(_of_command_line(given, named, project)))
    else:
        if len(set(named)) > 1:
            raise UsageError("--workspace is given twice; --matrix evaluates each of them")
        # Values given for this run are for one set of values: laid over each environment they
        # would have one environment's values pass for another's.
        own = bool(named) or any(kind == "var-file" for kind, _ in given)
        matrix = Matrix(project)
        if options["matrix"] is None and not own and settings is not None:
            entries = tuple(configured(settings, given, project))
            matrix = Matrix(project, entries, tree)
        elif options["environments"] and own:
            raise UsageError(
                "--environment chooses among environments, and --var-file or --workspace give the "
                "values of one; add --matrix, or leave either out"
            )
    return _chosen(matrix, options["environments"])


def _chosen(matrix: Matrix, names: Sequence[str]) -> Matrix:
    if not names:
        return matrix
    for name in names:
        if name not in matrix.names:
            known = ", ".join(matrix.names)
            raise UsageError(
                f"there is no environment {name!r}; "
                + (f"there are {known}" if known else "configure environments, or use --matrix")
            )
    entries = tuple(entry for entry in matrix.entries if entry.name in names)
    return Matrix(matrix.project, entries, matrix.tree)


def _of_command_line(given: Variables, named: Sequence[str], project: Project) -> Iterable[Entry]:
    """An environment for each --var-file, else for each --workspace."""
    files = list(dict.fromkeys(os.path.abspath(v) for kind, v in given if kind == "var-file"))
    named = list(dict.fromkeys(named))
    if not files and not named:
        raise UsageError("--matrix makes an environment of each --var-file; give some")
    if not files:
        plain = tuple(pair for pair in given if pair[0] == "var")
        return [Entry(name, plain, workspace=name) for name in named]
    names = _file_names(files, project)
    if len(named) > 1 and set(named) != set(names):
        raise UsageError(
            f"each --workspace goes with the --var-file of its name, and those are called "
            f"{', '.join(names)}; name the workspaces so, or configure environments"
        )
    entries = []
    for path, name in zip(files, names, strict=True):
        if not os.path.isfile(path):
            raise UsageError(f"--var-file {project.display(path)}: no such file")
        own = [pair for pair in given if pair[0] == "var" or os.path.abspath(pair[1]) == path]
        at = next(i for i, (kind, _) in enumerate(own) if kind == "var-file")
        workspace = name if len(named) > 1 else named[0] if named else "default"
        rest = tuple(pair for pair in own[at:] if pair[0] == "var")
        entries.append(Entry(name, tuple(own[:at]), (path,), rest, workspace))
    return entries


def _file_names(files: Sequence[str], project: Project) -> list[str]:
    """What the environments of files are called: as the file; with its folder, then with its
    whole path, where names are equal."""
    stems = [_stem(path) for path in files]
    folders = [os.path.basename(os.path.dirname(path)) for path in files]
    longer = [f"{folder}/{stem}" for folder, stem in zip(folders, stems, strict=True)]
    names = [
        stem if stems.count(stem) == 1 else long for stem, long in zip(stems, longer, strict=True)
    ]
    return [
        name if names.count(name) == 1 else project.display(path)
        for name, path in zip(names, files, strict=True)
    ]


def _stem(path: str) -> str:
    name = os.path.basename(path)
    for ending in _ENDINGS:
        if name.endswith(ending) and name != ending:
            return name.removesuffix(ending)
    return os.path.splitext(name)[0]


def configured(settings: Settings, given: Variables, project: Project) -> Iterable[Entry]:
    """The environments of a configuration. given: --var of the command line."""
    base = os.path.join(project.cwd, os.path.dirname(settings.path))
    for index, entry in enumerate(settings.values.get("environments", ())):
        line = settings.location("environments", index).start_line
        root = entry.get("root")
        files = [
            path if path.startswith(_ROOT) else os.path.normpath(os.path.join(base, path))
            for path in entry.get("var_files", ())
        ]
        yield Entry(
            name=entry["name"],
            files=tuple(files),
            variables=(*_values(entry.get("vars", {}), settings, index), *given),
            workspace=entry.get("workspace", "default"),
            root=None if root is None else (root.removeprefix("./").rstrip("/") or "."),
            place=settings.path,
            line=line,
        )


def _values(given: Mapping[str, Any], settings: Settings, index: int) -> Variables:
    import json

    values = []
    for name, value in given.items():
        try:
            values.append(("json", f"{name}={json.dumps(value, allow_nan=False)}"))
        except ValueError:
            line = settings.location("environments", index, "vars", name).start_line
            raise ConfigurationError(
                f"{settings.path}:{line}: {name} is too large a number"
            ) from None
    return tuple(values)


def _at(entry: Entry) -> str:
    return f"{entry.place}:{entry.line}: " if entry.place else ""
