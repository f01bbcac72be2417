"""What decides how a Terraform root is evaluated, beside its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scanner.model import Value

if TYPE_CHECKING:
    from scanner.terraform.revisions import Revisions


@dataclass(frozen=True, slots=True)
class TerraformOptions:
    """variables: ``--var`` and ``--var-file`` in command-line order: ("var", "name=value"),
        ("var-file", "path", absolute) or ("json", "name=value", as in a .tfvars.json file).
    workspace: the value of ``terraform.workspace``.
    environ: where TF_VAR_* are looked up.
    recorded: state, when given: instance address -> attributes; references to attributes that the
        code does not set, and data sources, resolve from it as in a plan.
    boundary: absolute; nothing outside of this folder is read, whatever the code says.
    cache: the folder for parsed files, or None for no cache.
    revisions: what is shared with the evaluation of another revision of the same code.
    """

    variables: tuple[tuple[str, str], ...] = ()
    workspace: str = "default"
    environ: Mapping[str, str] = field(default_factory=dict)
    recorded: Mapping[str, Mapping[str, Value]] | None = None
    boundary: str = "/"
    cache: str | None = None
    revisions: Revisions | None = None


@dataclass(frozen=True, slots=True)
class Environment:
    """One set of values that a root is evaluated with: staging, production.

    variables: as in `TerraformOptions`, all of them. workspace: likewise.
    """

    name: str
    variables: tuple[tuple[str, str], ...] = ()
    workspace: str = "default"
