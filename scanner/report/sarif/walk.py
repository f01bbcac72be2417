"""From sarif-om's model classes to JSON.

sarif-om's own companion serialiser drops ``level: "warning"`` for being the schema's default, and
takes half a millisecond a result. Here orjson hands over each model object it meets, and gets it
back as one flat dict; nothing recurses in Python.

Two places where the model and the standard differ are put right: ``Suppression.state`` is called
``status`` in SARIF 2.1.0, and `level` is written although it may equal the default.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

_ALWAYS = frozenset({"level"})
_RENAMED = {("Suppression", "state"): "status"}


def flattener() -> Callable[[Any], dict[str, Any]]:
    """A function for orjson's ``default``: a model object as the dict of its set properties.

    Properties that are None or have the schema's default are left out. Raises TypeError for
    what is not a model object, as orjson expects.
    """
    plans: dict[type, tuple[Callable[[Any], Any], list[tuple[str, Any]]]] = {}

    def flatten(item: Any) -> dict[str, Any]:
        kind = type(item)
        plan = plans.get(kind)
        if plan is None:
            if not attrs.has(kind):
                raise TypeError(f"{kind.__name__} is not part of a SARIF log")
            fields = attrs.fields(kind)
            # The class comes last, unused: for a single name attrgetter would give no tuple.
            getter = attrgetter(*(field.name for field in fields), "__class__")
            plan = plans[kind] = (getter, [_property(kind, field) for field in fields])
        values, properties = plan
        return {
            key: value
            for value, (key, default) in zip(values(item), properties, strict=False)
            if value is not None and (default is None or value != default)
        }

    return flatten


def _property(owner: type, field: Any) -> tuple[str, Any]:
    """(JSON name, default that is left out or None)."""
    key = _RENAMED.get((owner.__name__, field.name), field.metadata["schema_property_name"])
    plain_default = isinstance(field.default, (str, int, float))
    return key, field.default if plain_default and key not in _ALWAYS else None
