"""Changing what a class of moto does, once."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any


def after(kind: Any, name: str, then: Callable[[Any, Any], Any]) -> None:
    """Do something with what a method gives: ``then(self, result)`` is what it gives then."""
    original = getattr(kind, name)
    if getattr(original, "completed", False):
        return

    @functools.wraps(original)
    def completed(self: Any, *given: Any, **named: Any) -> Any:
        return then(self, original(self, *given, **named))

    completed.completed = True  # type: ignore[attr-defined]
    setattr(kind, name, completed)
