"""From sarif-om's model classes to JSON.

sarif-om's own companion serialiser drops ``level: "warning"`` for being the schema's default, and
takes half a millisecond a result. Here orjson hands over each model object it meets, and gets it
back as one flat dict; nothing recurses in Python.

Two places where the model and the standard differ are put right: ``Suppression.state`` is called
``status`` in SARIF 2.1.0, and `level` is written although it may equal the default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_ALWAYS = frozenset({"level"})
_RENAMED = {("Suppression", "state"): "status"}

_Field = tuple[str, str, Any]


def flattener() -> Callable[[Any], dict[str, Any]]:
    """A function for orjson's ``default``: a model object as the dict of its set properties.

    Properties that are None or have the schema's default are left out. Raises TypeError for
    what is not a model object, as orjson expects.
    """
    import attrs

    plans: dict[type, list[_Field]] = {}

    def flatten(item: Any) -> dict[str, Any]:
        kind = type(item)
        plan = plans.get(kind)
        if plan is None:
            if not attrs.has(kind):
                raise TypeError(f"{kind.__name__} is not part of a SARIF log")
            plan = plans[kind] = [_field(kind.__name__, field) for field in attrs.fields(kind)]
        tree = {}
        for name, key, default in plan:
            value = getattr(item, name)
            if value is not None and (default is None or value != default):
                tree[key] = value
        return tree

    return flatten


def _field(owner: str, field: Any) -> _Field:
    """(attribute name, JSON name, default that is left out or None)."""
    key = _RENAMED.get((owner, field.name), field.metadata["schema_property_name"])
    plain_default = isinstance(field.default, (str, int, float))
    default = field.default if plain_default and key not in _ALWAYS else None
    return field.name, key, default
