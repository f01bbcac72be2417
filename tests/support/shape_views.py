"""Views of a single resource, and what a question about it may answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from scanner import View
from scanner.decisions import Decisions
from scanner.model import Location, Origin, Resource
from scanner.relations import Index
from scanner.shapes import (
    statements,
)


class Source:
    def locate(self, path: object) -> Location:
        return Location("main.tf")


def view(kind: str, run: Decisions | None = None, **attributes: Any) -> View:
    resource = Resource(kind, f"{kind}.x", attributes, Origin.CODE, Source(), ".")
    return View(resource, run or Decisions(), Index([resource]), {})


def policy(*found: dict[str, Any]) -> View:
    return view("aws_iam_policy", policy=json.dumps({"Statement": list(found)}))


def statement(**elements: Any) -> View:
    (found,) = statements(policy(elements), "policy")
    return found


def outcomes(ask: Callable[[Decisions], bool]) -> set[bool]:
    """What a question answers over all outcomes of the decisions it takes."""
    found, pending = set(), [()]
    while pending:
        run = Decisions(pending.pop())
        given = len(run._outcomes)
        found.add(bool(ask(run)))
        pending += [
            (*run.taken[:position], not run.taken[position])
            for position in range(given, len(run.taken))
        ]
        assert len(pending) < 64
    return found
