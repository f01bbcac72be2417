"""Each resource by itself as a question to a worker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from scanner.model import Resource, Value
from scanner.packs.checkov.catalogue import Catalogue
from scanner.packs.checkov.conf import Entity, choices_of, entity_of, kind_of
from scanner.packs.checkov.questions import Question, ask_once
from scanner.packs.checkov.session import Session
from scanner.packs.checkov.uncertain import RECORDED, Defaults, marks_of

Judged = tuple[Resource, Entity]


class Entities:
    """Resources as Checkov's checks expect them, each worked out once."""

    def __init__(self, defaults: Defaults) -> None:
        self._known: dict[int, Entity] = {}
        self._defaults = defaults

    def __getitem__(self, resource: Resource) -> Entity:
        entity = self._known.get(id(resource))
        if entity is None:
            entity = entity_of(resource, *(kind_of(resource) or ("", "")))
            if resource.origin in RECORDED:
                choices = choices_of(resource.type, entity.conf, self._defaults(resource.type))
                entity = replace(entity, choices=choices)
            self._known[id(resource)] = entity
        return entity

    def get(self, resource: Resource) -> Entity | None:
        """None for what Checkov has no checks of."""
        return None if kind_of(resource) is None else self[resource]


def place_of(resource: Resource) -> str:
    """``kind/type``, as checks are registered for it; empty where Checkov has no such things."""
    return "/".join(kind_of(resource) or ())


def ask_each(
    session: Session, resources: Iterable[Resource], entities: Entities, refused: list[str]
) -> Iterator[tuple[Judged, Sequence[Any]]]:
    """Each resource of which there are checks, with what these say.

    Equal blocks, as the modules of many roots have them, are asked about once: a check sees the
    block and nothing around it. refused, errors: see `questions.ask_once`.
    """
    yield from ask_once(session, _questions(session.catalogue, resources, entities), refused)


def _questions(
    catalogue: Catalogue, resources: Iterable[Resource], entities: Entities
) -> Iterator[Question[Judged]]:
    for resource in resources:
        place = place_of(resource)
        modules = catalogue.modules.get(place)
        has_external = catalogue.has_external(place)
        if (modules is None and not has_external) or resource.not_instantiated:
            continue
        entity = entities[resource]
        # As Checkov has it, for the user's own checks to look at.
        file = f"/{resource.source.locate(()).path}" if has_external else ""
        path = file or f"{resource.scope}:{resource.address}"
        marks = marks_of(entity)
        yield Question(
            subject=(resource, entity),
            about=resource.address,
            place=place,
            modules=modules,
            content=[place, _content(entity, file), marks],
            beside=[entity.name, path, resource.address],
            request={
                "do": "judge",
                "kind": entity.kind,
                "type": entity.type,
                "name": entity.name,
                "path": path,
                "conf": entity.conf,
                **marks,
            },
        )


def _content(entity: Entity, path: str) -> dict[str, Value]:
    """What blocks are equal by. path: the file, where checks of the user's own are asked, which may
    look at it and at what a block is called; else empty."""
    if path:
        return {**entity.conf, "__name__": entity.name, "__path__": path}
    return {name: entity.conf[name] for name in entity.conf if name[:2] != "__"}
