"""How the commands have Terraform code evaluated: with which values, and within which folder."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scanner.model import Loaded
from scanner.project import Project

if TYPE_CHECKING:
    from scanner.load.terraform import Environments
    from scanner.terraform.options import TerraformOptions
    from scanner.terraform.revisions import Revisions


def load_code(
    folders: Sequence[str],
    project: Project,
    given: Sequence[tuple[str, str]],
    workspace: str,
    cache: str | None = None,
    recorded: Mapping[str, Mapping[str, Any]] | None = None,
    environments: Environments | None = None,
    revisions: Revisions | None = None,
) -> Loaded:
    """The Terraform code in `folders` (absolute), evaluated.

    given: --var and --var-file in their order. recorded: what a state holds, by address.
    environments: those of a root, each evaluated on its own; `given` is for roots without any.
    revisions: what is shared with the evaluation of another revision.
    Nothing is read outside of the repository, or of the folder that holds all of `folders` when
    one of them lies elsewhere.
    """
    from scanner.load.terraform import load_terraform

    options = code_options(folders, project, given, workspace, cache, recorded)
    if revisions is not None:
        options = replace(options, revisions=revisions)
    return load_terraform(folders, project, options, environments)


def code_options(
    folders: Sequence[str],
    project: Project,
    given: Sequence[tuple[str, str]],
    workspace: str,
    cache: str | None = None,
    recorded: Mapping[str, Mapping[str, Any]] | None = None,
) -> TerraformOptions:
    """With what the code in `folders` is evaluated; see `load_code`."""
    from scanner.terraform.options import TerraformOptions

    variables = tuple(
        (kind, os.path.abspath(value) if kind == "var-file" else value) for kind, value in given
    )
    return TerraformOptions(
        variables=variables,
        workspace=workspace,
        environ=os.environ,
        recorded=recorded,
        boundary=_boundary(folders, project.root),
        cache=cache,
    )


def _boundary(folders: Sequence[str], root: str) -> str:
    if all(os.path.commonpath([folder, root]) == root for folder in folders):
        return root
    return os.path.commonpath(folders)
