"""A small platform to drift on: things with a size, and buckets as the provider has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from scanner import compare
from scanner.drift import Comparison
from scanner.drift import compare as compare_views
from scanner.model import Location, Origin, Path, Resource
from scanner.outcome import DriftClass, Finding
from scanner.projection import Attribute, AttributeKind, LiveView, Projection

ACCOUNT, REGION = "123456789012", "eu-west-1"


class CodeSource:
    """A block on a line of its own; each attribute of it on one of the next lines."""

    def __init__(self, path: str, line: int, names: Iterable[str]) -> None:
        self.path, self.line, self.names = path, line, list(names)

    def locate(self, path: Path) -> Location:
        line = self.line
        if path and path[0] in self.names:
            line += 1 + self.names.index(str(path[0]))
        return Location(self.path, line, 1, line, 80)


def _key(resource: Resource) -> str | None:
    name = resource.attributes.get("name")
    if isinstance(name, str):
        return name
    return resource.id


THING = Projection(
    "aws_thing",
    (
        Attribute("name"),
        Attribute("size", compare.scalar),
        Attribute("engine_version", compare.version_prefix),
        Attribute("policy", compare.policy, default=""),
        Attribute("public", compare.scalar, default=False),
        Attribute("tags", compare.tags, default={}),
        Attribute("tags_all", compare.tags, AttributeKind.COMPUTED, default={}),
        Attribute("arn", kind=AttributeKind.COMPUTED),
        Attribute("password", kind=AttributeKind.SENSITIVE),
        Attribute("force_destroy", kind=AttributeKind.APPLY_ONLY),
        Attribute("secret_wo", kind=AttributeKind.WRITE_ONLY),
        Attribute("rule", compare.blocks(), default=[]),
        Attribute("versioning_configuration.status"),
    ),
    _key,
    {},
)
RULE = Projection(
    "aws_thing_rule",
    (Attribute("thing"), Attribute("port", compare.scalar)),
    lambda resource: resource.id,
)
PROJECTIONS = {one.type: one for one in (THING, RULE)}


def code(address: str, line: int = 10, **attributes: Any) -> Resource:
    """A declared resource; keyword ``_x`` sets the field x of the resource."""
    return _resource(address, Origin.CODE, CodeSource("main.tf", line, attributes), attributes)


def recorded(address: str, **attributes: Any) -> Resource:
    """The same resource in the state, with an id."""
    source = CodeSource("terraform.tfstate", 1, ())
    attributes = {"_id": "i-" + str(attributes.get("name")), **attributes}
    return _resource(address, Origin.STATE, source, attributes)


def live(address: str, **attributes: Any) -> Resource:
    """What the platform has; `address` names the type, the rest of it is a label."""
    source = CodeSource("aws://", 1, ())
    fields = {"_account": ACCOUNT, "_region": REGION, "_scope": f"{ACCOUNT}/{REGION}"}
    attributes = {"_id": "i-" + str(attributes.get("name")), **fields, **attributes}
    return _resource(address, Origin.LIVE, source, attributes)


def _resource(
    address: str, origin: Origin, source: CodeSource, attributes: Mapping[str, Any]
) -> Resource:
    fields: dict[str, Any] = {"scope": "infra"}
    fields.update({k[1:]: v for k, v in attributes.items() if k.startswith("_")})
    type_ = address.partition("[")[0].split(".")[-2]
    if "module." in address:
        type_ = next(part for part in address.split(".") if part.startswith(("aws_", "google_")))
    return Resource(
        type=type_,
        address=address,
        attributes={k: v for k, v in attributes.items() if not k.startswith("_")},
        origin=origin,
        source=source,
        **fields,
    )


def view(*resources: Resource, **more: Any) -> LiveView:
    """A complete answer about both types in one account and region."""
    everywhere = frozenset((ACCOUNT, REGION, name) for name in PROJECTIONS)
    return LiveView(resources, **{"listed": everywhere, **more})


Run = Callable[..., Comparison]


@pytest.fixture(scope="session")
def run() -> Run:
    """compare() over the small platform."""

    def compare_all(
        declared: Iterable[Resource] | None,
        state: Iterable[Resource] | None,
        there: LiveView | None,
        /,
        **more: Any,
    ) -> Comparison:
        return compare_views(
            None if declared is None else list(declared),
            None if state is None else list(state),
            there,
            PROJECTIONS,
            **more,
        )

    return compare_all


def problems(comparison: Comparison) -> list[tuple[str, str, str]]:
    """(address, attribute, class) of everything but passes, in order."""
    return [
        (one.address, one.attribute, drift_class(one).value)
        for one in comparison.findings
        if drift_class(one) is not DriftClass.IN_SYNC
    ]


def drift_class(finding: Finding) -> DriftClass:
    """The class of a drift finding."""
    assert finding.drift is not None
    return finding.drift.drift_class


class Platform:
    """The helpers above, for tests that import nothing from a conftest."""

    code = staticmethod(code)
    recorded = staticmethod(recorded)
    live = staticmethod(live)
    view = staticmethod(view)
    problems = staticmethod(problems)
    drift_class = staticmethod(drift_class)
    projections = PROJECTIONS
    account, region = ACCOUNT, REGION


@pytest.fixture(scope="session")
def platform() -> type[Platform]:
    """The small platform."""
    return Platform
