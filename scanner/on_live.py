"""What a rule can say of live resources: its examples seen through what the readers read.

A rule that needs an attribute which the platform does not tell, or which is not projected, stays
open on every live resource. That is no defect of the rule, but its user should know.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Final

from scanner.engine import evaluate
from scanner.model import Kind, Loaded, Origin, Resource, Rule, Unknown, Value
from scanner.projection import NO_DEFAULT, AttributeKind, Projection

_NOWHERE: Final = (AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY)


class OnLive(StrEnum):
    """judged: decided on live resources as on code. open: never decided there. unread: no reader
    for what it judges. code: it judges how something is written, which nothing live shows."""

    JUDGED = "judged"
    OPEN = "open"
    UNREAD = "unread"
    CODE = "code"


def on_live(rule: Rule) -> OnLive:
    """What the rule can say of live resources; see `OnLive`."""
    from scanner.live import readable
    from scanner.rule_proof import language, load_example

    if rule.code_only:
        return OnLive.CODE
    if not any(is_kind(name) or readable(name) for name in rule.on):
        return OnLive.UNREAD
    for text in rule.bad:
        loaded = load_example(language(rule, text), text)
        if Kind.FAIL in _kinds(rule, as_live(loaded)):
            return OnLive.JUDGED
    return OnLive.OPEN


def is_kind(type_name: str) -> bool:
    """Whether a resource type is a kind of Kubernetes, of which a cluster tells every object."""
    return type_name[:1].isupper()


def _kinds(rule: Rule, resources: Sequence[Resource]) -> set[Kind]:
    from scanner.live import readable

    result = evaluate(resources, [rule], unread=lambda name: "_" in name and readable(name) is None)
    return {finding.kind for finding in result.findings}


def as_live(loaded: Loaded) -> list[Resource]:
    """What would be read live of an example: readable types, projected attributes, and nothing
    that is only declared."""
    from scanner.live import readable

    found = []
    for resource in loaded.resources:
        if resource.not_instantiated:
            continue
        if is_kind(resource.type):
            found.append(_object(resource))
        elif (projection := readable(resource.type)) is not None:
            found.append(_seen(resource, projection))
    return found


def _object(resource: Resource) -> Resource:
    """An API object is live what it is declared, but nothing more than metadata of a Secret."""
    names = ("apiVersion", "kind", "metadata")
    attributes = resource.attributes
    if resource.type == "Secret":
        attributes = {name: attributes[name] for name in names if name in attributes}
    return replace(resource, attributes=attributes, origin=Origin.LIVE)


def _seen(resource: Resource, projection: Projection) -> Resource:
    # Of a block whose arguments have a row each, one that is nowhere live hides no other.
    rows = [row for row in projection.attributes if row.kind not in _NOWHERE]
    attributes: dict[str, Value] = {}
    for name, row in {row.path.partition(".")[0]: row for row in rows}.items():
        value = resource.attributes.get(name)
        if value is None and row.path == name and row.default is not NO_DEFAULT:
            value = row.default
        elif value is None and row.kind is AttributeKind.COMPUTED:
            value = Unknown("only the platform knows it")
        attributes[name] = value
    for row in projection.attributes:
        name, _, rest = row.path.partition(".")
        if rest and row.kind in _NOWHERE and name in attributes:
            attributes[name] = _without(attributes[name], rest.split("."))
    return replace(resource, attributes=attributes, origin=Origin.LIVE, computed=None)


def _without(value: Value, names: Sequence[str]) -> Value:
    """A block with an argument that nothing live has: unknown, where it was declared."""
    if isinstance(value, list):
        return [_without(one, names) for one in value]
    if not isinstance(value, Mapping) or names[0] not in value:
        return value
    first, *rest = names
    inner = _without(value[first], rest) if rest else Unknown("no answer has it")
    return {**value, first: inner}


WORDS: Final = {
    OnLive.JUDGED: "judged by trueup drift and trueup scan --live as well",
    OnLive.OPEN: "always left open: the platform does not tell what the rule needs",
    OnLive.UNREAD: "not judged: there is no live reader for what it judges",
    OnLive.CODE: "not judged: it looks at how something is written",
}
