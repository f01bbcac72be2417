"""Which configuration counts, and how far it is trusted.

The scanned tree is untrusted: the configuration found there may choose policy, severities,
parameters, excludes, waivers and environments, but nothing that runs code, reaches the network or
decides the gate. All of it may be set in a file that the user names with --config.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from scanner.errors import ConfigurationError
from scanner.project import Project, find_project
from scanner.settings import Settings, read_settings

NAME = ".trueup.yaml"
_IN_TREE = frozenset(
    {
        "policy",
        "exclude",
        "disable",
        "severity",
        "parameters",
        "waivers",
        "environments",
        "environment_differences",
        "drift",
    }
)


def find_settings(
    paths: Sequence[str], project: Project, named: str | None = None
) -> Settings | None:
    """The file of --config, else the nearest `.trueup.yaml` above what is scanned.

    Looked for from the one folder that is scanned (else the current directory) up to the
    repository's root. Raises ConfigurationError for a file that does not fit its schema, and for
    a key that configuration inside the scanned tree may not set.
    """
    if named is not None:
        return read_settings(os.path.join(project.cwd, named), "config", named)
    folder = _scanned_folder(paths, project)
    root = tree_root(paths, project)
    while True:
        path = os.path.join(folder, NAME)
        if os.path.isfile(path):
            confine(path, root, project)
            settings = read_settings(path, "config", project.display(path))
            _refuse_trusted_keys(settings)
            return settings
        parent = os.path.dirname(folder)
        if folder in (root, parent):
            return None
        folder = parent


def tree_root(paths: Sequence[str], project: Project) -> str:
    """The root of the tree that is scanned: what its configuration may not lead out of."""
    return find_project(_scanned_folder(paths, project)).root


def _scanned_folder(paths: Sequence[str], project: Project) -> str:
    if len(paths) == 1 and os.path.isdir(paths[0]):
        return os.path.realpath(paths[0])
    return project.cwd


def confine(path: str, root: str, project: Project) -> None:
    """Refuse a file that the scanned tree names but that lies outside of its `root`: its text
    could show in an error."""
    if os.path.commonpath([os.path.realpath(path), root]) != root:
        raise ConfigurationError(
            f"{project.display(path)}: leads outside of the repository; name it on the command "
            "line if it is meant"
        )


def _refuse_trusted_keys(settings: Settings) -> None:
    for key in settings.values:
        if key not in _IN_TREE:
            raise ConfigurationError(
                f"{settings.path}:{settings.lines.get((key,), 1)}: {key} may not be set by the "
                "scanned tree itself; pass the option, or name a file outside with --config"
            )
