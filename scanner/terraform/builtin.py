"""``terraform_data``, the resource of Terraform's own provider: which of its values a plan knows.

Source: what `terraform plan` shows, see tests/terraform/plans/terraform_data and state_*.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scanner.model import Unknown
from scanner.terraform.values import Undeclared, Value, bare, equals

if TYPE_CHECKING:
    from scanner.terraform.resources import Instance

ATTRIBUTES = ("id", "input", "output", "triggers_replace")


def attribute(instance: Instance, name: str) -> Value:
    """What an attribute that the code does not set will be."""
    if name not in ATTRIBUTES:
        raise Undeclared(f'{instance.address}: terraform_data has no attribute "{name}"')
    if name == "input" or name == "triggers_replace":
        return None
    replaced = _changes(instance, "triggers_replace")
    if name == "id":
        known = None if replaced else instance.recorded_value("id")
        if known is not None:
            return known
    else:
        given = instance.referred("input")
        if bare(given) is None:
            return None
        if not replaced and not _changes(instance, "input"):
            return instance.recorded_value("output")
    reference = f"{instance.node.reference}.{name}"
    return Unknown(
        f"{reference} is known after apply", reference, (instance.address,), identifier=name == "id"
    )


def _changes(instance: Instance, name: str) -> bool:
    """Whether the next apply gives the attribute another value, as far as can be known."""
    if instance.recorded() is None:
        return True
    return equals(bare(instance.referred(name)), bare(instance.recorded_value(name))) is not True
