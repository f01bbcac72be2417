"""Data sources that ask nobody: what they answer follows from their own arguments.

`computed` gives an attribute of one of them as its provider would; each is a module of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.model import Unknown
from scanner.terraform.values import Failure, Unsupported, Value, census, mark

if TYPE_CHECKING:
    from scanner.terraform.resources import Instance

_ATTRIBUTES = {
    "aws_iam_policy_document": frozenset({"json", "minified_json"}),
    "cloudinit_config": frozenset({"rendered"}),
    "google_iam_policy": frozenset({"policy_data"}),
    "template_cloudinit_config": frozenset({"rendered"}),
    "template_file": frozenset({"rendered"}),
}


def is_computed(mode: str, type_: str, name: str) -> bool:
    """Whether `computed` knows this attribute of this type."""
    return mode == "data" and name in _ATTRIBUTES.get(type_, ())


def computed(instance: Instance, name: str) -> Value:
    """An attribute for which `is_computed`; an Unknown where it cannot be had."""
    type_ = instance.node.type
    if type_ == "aws_iam_policy_document":
        from scanner.terraform import policy_document

        return policy_document.json(instance, name)
    values = {n: instance.configured(n) for n in instance.names()}
    found = census(values)
    reference = f"{instance.node.reference}.{name}"
    own = (instance.address,)
    try:
        if type_ == "google_iam_policy":
            from scanner.terraform.google_policy import policy_data

            return policy_data(values, found, reference, own)
        if type_ == "template_file":
            from scanner.terraform.template_data import rendered_file

            return mark(rendered_file(instance, values), own, found.sensitive)
        from scanner.terraform.template_data import rendered_config

        return mark(rendered_config(values, instance.module.run), own, found.sensitive)
    except (Failure, Unsupported) as problem:
        why = "it works on a sensitive value" if found.sensitive else str(problem)
        return Unknown(
            f"{reference} is not known: {why}", reference, own, sensitive=found.sensitive
        )
