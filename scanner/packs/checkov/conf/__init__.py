"""The conf contract: resources as Checkov's checks expect them, a module for each of its
frameworks.

Each has

    kind_of(resource)               (kind, type) of what its checks judge, None for anything else
    entity_of(resource, kind, type) the resource as a check gets it
    reported(resource, kind)        what Checkov's report calls it
    path_of(resource, keys)         the place of what a check says it looked at

and those whose files are judged as a whole

    reported_at(resource, path)     what tells a part of one in Checkov's report
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any, Final

from scanner.model import Path, Resource
from scanner.packs.checkov.conf import dockerfile, kubernetes, terraform, workflow
from scanner.packs.checkov.conf.choices import choices_of
from scanner.packs.checkov.conf.entity import CODE_ONLY, Entity

__all__ = [
    "CODE_ONLY", "Entity", "choices_of", "entity_of", "is_whole", "kind_of", "path_of", "reported",
    "reported_at",
]  # fmt: skip


_WHOLE: Final[Mapping[str, ModuleType]] = {
    "dockerfile": dockerfile,
    "github_workflow": workflow,
}


def is_whole(resource: Resource) -> bool:
    """Whether it is a file that is judged as a whole, in which a check may find many things."""
    return resource.type in _WHOLE


def _family(resource: Resource) -> ModuleType:
    if is_whole(resource):
        return _WHOLE[resource.type]
    # What Terraform declares an object by is Terraform's; see `kubernetes`.
    return kubernetes if resource.type[:1].isupper() else terraform


def kind_of(resource: Resource) -> tuple[str, str] | None:
    """What Checkov would take it for, (kind, type); None where it has no checks of such things."""
    found: tuple[str, str] | None = _family(resource).kind_of(resource)
    return found


def entity_of(resource: Resource, kind: str, type_: str) -> Entity:
    """A resource as Checkov's checks expect it. kind, type_: as `kind_of` tells."""
    found: Entity = _family(resource).entity_of(resource, kind, type_)
    return found


def reported(resource: Resource, kind: str) -> str:
    """What Checkov's report calls it."""
    found: str = _family(resource).reported(resource, kind)
    return found


def reported_at(resource: Resource, path: Path) -> str:
    """What tells the part of a file at a path, as far as Checkov's report has it: of Dockerfiles
    and workflows."""
    found: str = _family(resource).reported_at(resource, path)
    return found


def path_of(resource: Resource, keys: Sequence[Any]) -> Path:
    """The place of the value that a check says it looked at; empty where it does not say."""
    found: Path = _family(resource).path_of(resource, keys)
    return found
