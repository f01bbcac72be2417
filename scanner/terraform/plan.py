"""Plans as ``terraform show -json`` prints them, format version 1.

``planned_values`` has every resource as it will be, ``resource_changes`` says what of it is not
known yet, ``configuration`` where it comes from, ``prior_state`` the data sources that were read,
and ``resource_drift`` what had changed outside of Terraform
(developer.hashicorp.com/terraform/internals/json-format).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from scanner.compare import empty, equal, json_document
from scanner.model import Diagnostic, DiagnosticLevel, Origin, Resource, Unknown, Value
from scanner.terraform.plan_references import Frame, References
from scanner.terraform.plan_values import REASON, PlannedValues, sensitive_paths
from scanner.terraform.policy_document import structure
from scanner.terraform.recorded import Document
from scanner.terraform.schemas import find
from scanner.terraform.shown import (
    DocumentSource,
    Entry,
    Lines,
    Problems,
    entries,
    entry,
    recorded,
)

_SECRET: Final = re.compile(r"(?:secret|password|token|key|credentials)\Z")
_POLICY: Final = "data.aws_iam_policy_document"


@dataclass(frozen=True, slots=True)
class Drifted:
    """A resource that was changed outside of Terraform, as the plan found it.

    before: as recorded. after: as it is; None where it is gone. planned: as it will be, or None.
    changed: the attributes that differ and that the configuration sets or the plan puts back.
    """

    before: Resource
    after: Resource | None
    planned: Resource | None
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a plan says.

    resources: as they will be; also data sources and provider configurations. deleted: addresses
    of what will not be there any more, which nothing judges. written: the attributes that the
    configuration sets, by address; of what is new all are, if only by a ``dynamic`` block.
    """

    source: str
    resources: tuple[Resource, ...] = ()
    drift: tuple[Drifted, ...] = ()
    deleted: tuple[str, ...] = ()
    written: Mapping[str, frozenset[str]] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()


def read_plan(document: Document, scope: str) -> Plan:
    """The plan in a document of form plan. Never raises for what is in it.

    scope: the identity scope of its resources.
    """
    reader = _Reader(document, scope)
    reader.read()
    return Plan(
        document.source,
        tuple(reader.resources),
        tuple(reader.drifted()),
        tuple(reader.deleted),
        reader.written,
        tuple(reader.diagnostics()),
    )


@dataclass(slots=True)
class _Reader:
    document: Document
    scope: str
    lines: Lines = field(init=False)
    problems: Problems = field(init=False)
    references: References = field(init=False)
    changes: dict[str, Mapping[str, Value]] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    documents: dict[str, Unknown] = field(default_factory=dict)
    arns: dict[str, Unknown] = field(default_factory=dict)
    written: dict[str, frozenset[str]] = field(default_factory=dict)
    resources: list[Resource] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.lines = Lines(self.document)
        self.problems = Problems(self.document.source, "plan-entry")
        self.references = References(self.document.content.get("configuration"))

    def read(self) -> None:
        """Fill `resources` and `deleted`."""
        content = self.document.content
        changed = self._changes(content.get("resource_changes"))
        self._check_form(content)
        listed = list(entries(content.get("planned_values"), self.problems))
        known = {one.address for one in listed}
        # Nothing that is there afterwards is left out for standing in one of the two places only.
        for one in changed:
            if one.address not in known and _after(self.changes[one.address]) is not None:
                listed.append(one)
                known.add(one.address)
        prior = content.get("prior_state")
        values = prior.get("values") if isinstance(prior, Mapping) else None
        for one in entries(values, Problems(self.document.source, "")):
            if one.mode == "data" and one.address not in known:
                listed.append(one)
        for one in listed:
            self.references.add(one.module, one.definition, one.key, one.address)
        # What a policy says comes first: others refer to it.
        documents = {id(one): self._resource(one) for one in listed if one.type == _POLICY}
        for document in documents.values():
            text = document.attributes.get("json")
            if isinstance(text, Unknown) and text.structure is not None:
                self.documents[document.address] = text
        for one in listed:
            self.resources.append(documents.get(id(one)) or self._resource(one))
        self.resources.extend(self._providers(content.get("configuration")))

    def _check_form(self, content: Mapping[str, Value]) -> None:
        planned, changes = content.get("planned_values"), content.get("resource_changes")
        if planned is not None and not isinstance(planned, Mapping):
            self.problems.add("planned_values is not an object")
        if changes is not None and not isinstance(changes, list):
            self.problems.add("resource_changes is not a list")

    def _changes(self, changes: Value) -> list[Entry]:
        found = []
        for change in changes if isinstance(changes, list) else ():
            module = change.get("module_address") if isinstance(change, Mapping) else None
            one = entry(change, module if isinstance(module, str) else "")
            if one is None:
                self.problems.add("an entry of resource_changes has no address or type")
            elif not one.content.get("deposed"):
                inner = one.content.get("change")
                self.changes[one.address] = inner if isinstance(inner, Mapping) else {}
                if self.changes[one.address].get("actions") in (["delete"], ["forget"]):
                    self.deleted.append(one.address)
                found.append(one)
        return found

    def _resource(self, one: Entry) -> Resource:
        change = self.changes.get(one.address, {})
        values = one.content.get("values")
        if not isinstance(values, Mapping):
            values = _after(change)
        node = self.references.resource(one.module, one.definition)
        frame = Frame(one.module, node.get("for_each_expression") if node else None, one.key)
        schema = find(one.type)
        planned = PlannedValues(
            one.address,
            lambda expression: self.references.targets(expression, frame),
            node is not None,
            self.documents,
            self.arns,
        )
        written = node.get("expressions") if node else None
        attributes = planned.attributes(values, change.get("after_unknown"), written)
        is_new = change.get("before") is None
        self.written[one.address] = frozenset(
            attributes if is_new or not isinstance(written, Mapping) else written
        )
        if one.type == _POLICY and one.address in self.changes:
            _policy(attributes, one.address)
        marks = (one.content.get("sensitive_values"), change.get("after_sensitive"))
        sensitive = frozenset(path for mark in marks for path in sensitive_paths(mark))
        id_ = attributes.get("id")
        return Resource(
            type=one.type,
            address=one.address,
            attributes=attributes,
            origin=Origin.PLAN,
            source=DocumentSource(self.lines, one.address),
            scope=self.scope,
            id=id_ if isinstance(id_, str) and id_ else None,
            references=planned.references,
            sensitive=sensitive,
            provider=_provider_key(node, one),
            moved_from=_moved(change),
            computed=None if schema is None else schema.block.is_computed,
        )

    # -- provider configurations --------------------------------------------------------------

    def _providers(self, configuration: Value) -> Iterator[Resource]:
        found = configuration.get("provider_config") if isinstance(configuration, Mapping) else None
        for one in found.values() if isinstance(found, Mapping) else ():
            if not isinstance(one, Mapping) or not isinstance(one.get("name"), str):
                continue
            module, alias = one.get("module_address"), one.get("alias")
            parts = [module if isinstance(module, str) else "", "provider", one["name"]]
            parts.append(alias if isinstance(alias, str) else "")
            address = ".".join(filter(None, parts))
            said = _configured(one.get("expressions"), address)
            attributes = said if isinstance(said, dict) else {}
            yield Resource(
                type="terraform_provider",
                address=address,
                attributes=attributes,
                origin=Origin.PLAN,
                source=DocumentSource(self.lines, address),
                scope=self.scope,
                sensitive=frozenset((name,) for name in attributes if _SECRET.search(name)),
            )

    # -- drift --------------------------------------------------------------------------------

    def drifted(self) -> Iterator[Drifted]:
        """What ``resource_drift`` lists, without what is only computed or spelt differently."""
        planned = {resource.address: resource for resource in self.resources}
        drift = self.document.content.get("resource_drift")
        for content in drift if isinstance(drift, list) else ():
            module = content.get("module_address") if isinstance(content, Mapping) else None
            one = entry(content, module if isinstance(module, str) else "")
            change = content.get("change") if isinstance(content, Mapping) else None
            if one is None or one.mode != "managed" or not isinstance(change, Mapping):
                self.problems.add("an entry of resource_drift has no address, type or change")
                continue
            before, after = change.get("before"), change.get("after")
            if not isinstance(before, Mapping) or content.get("deposed"):
                continue
            was = self._seen(one, before, change.get("before_sensitive"), Origin.STATE)
            if not isinstance(after, Mapping):
                yield Drifted(was, None, planned.get(one.address), ())
                continue
            names = tuple(self._changed(one, before, after, planned.get(one.address)))
            if names:
                now = self._seen(one, after, change.get("after_sensitive"), Origin.LIVE)
                yield Drifted(was, now, planned.get(one.address), names)

    def _seen(
        self, one: Entry, values: Mapping[str, Value], marks: Value, origin: Origin
    ) -> Resource:
        content = {"sensitive_values": marks}
        listed = Entry(
            one.address, one.module, one.definition, one.key, one.mode, one.type, one.provider,
            content,
        )  # fmt: skip
        return recorded(listed, values, origin, self.lines, self.scope)

    def _changed(
        self,
        one: Entry,
        before: Mapping[str, Value],
        after: Mapping[str, Value],
        planned: Resource | None,
    ) -> Iterator[str]:
        node = self.references.resource(one.module, one.definition)
        expressions = node.get("expressions") if node else None
        written = expressions if isinstance(expressions, Mapping) else None
        for name in sorted({*before, *after}):
            was, now = before.get(name), after.get(name)
            if same(was, now):
                continue
            goes_back = planned is not None and not same(planned.attributes.get(name), now)
            if written is None or name in written or goes_back:
                yield name

    # -- what to tell -------------------------------------------------------------------------

    def diagnostics(self) -> Iterator[Diagnostic]:
        """What was left out, and what the plan itself says is missing from it."""
        content, source = self.document.content, self.document.source
        yield from self.problems.diagnostics()
        if content.get("errored") is True:
            yield Diagnostic(
                DiagnosticLevel.ERROR,
                "plan-errored",
                "Terraform failed while it made this plan, which has not all resources; mend what "
                "it complained of and plan again",
                source,
            )
        elif content.get("complete") is False:
            yield Diagnostic(
                DiagnosticLevel.NOTE,
                "plan-incomplete",
                "this plan leaves changes to a later one (targets or deferred actions), which has "
                "to be scanned too",
                source,
            )
        if self.deleted:
            count = len(self.deleted)
            yield Diagnostic(
                DiagnosticLevel.NOTE,
                "plan-deletes",
                f"{count} resource{'s' * (count > 1)} that the plan deletes {_WERE[count > 1]} "
                "not judged",
                source,
            )


_WERE: Final = {False: "was", True: "were"}


def same(one: Value, other: Value) -> bool:
    """Whether two values mean the same: null as nothing, JSON texts as what they encode, blocks in
    any order."""
    if empty(one) and empty(other):
        return True
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return False
    if isinstance(one, str) and isinstance(other, str):
        return one == other or json_document(one, other)
    return equal(_without_empty(one), _without_empty(other))


def _without_empty(value: Value) -> Value:
    """What is set in a value; blocks sorted, since those of a set have no order of their own."""
    if isinstance(value, Mapping):
        kept = {name: _without_empty(item) for name, item in value.items()}
        return {name: kept[name] for name in sorted(kept) if not empty(kept[name])}
    if isinstance(value, list):
        items = [_without_empty(item) for item in value]
        return sorted(items, key=str) if any(isinstance(i, Mapping) for i in items) else items
    return value


def _after(change: Mapping[str, Value]) -> Value:
    return change.get("after")


def _provider_key(node: Mapping[str, Value] | None, one: Entry) -> str:
    """The local name of the provider configuration, with its alias where it has one."""
    key = node.get("provider_config_key") if node else None
    return key.rpartition(":")[2] if isinstance(key, str) else one.provider


def _moved(change: Mapping[str, Value]) -> tuple[str, ...]:
    previous = change.get("previous_address")
    return (previous,) if isinstance(previous, str) else ()


def _policy(attributes: dict[str, Value], address: str) -> None:
    """The text of a policy that is read only at apply, as far as its statements are known."""
    for name in ("json", "minified_json"):
        if attributes.get(name) is None or isinstance(attributes[name], Unknown):
            document = structure(attributes)
            if document is not None:
                attributes[name] = Unknown(
                    REASON, f"{address}.{name}", (address,), structure=document
                )


def _configured(node: Value, reference: str) -> Value:
    """The value of expressions in a configuration: constants, and an Unknown for all else."""
    if isinstance(node, list):
        return [_configured(one, reference) for one in node]
    if not isinstance(node, Mapping):
        return None
    if "constant_value" in node:
        return node["constant_value"]
    names = node.get("references")
    if isinstance(names, list) or not node:
        shown = names[0] if names and isinstance(names[0], str) else reference
        return Unknown("a plan does not have its value", shown)
    return {str(name): _configured(one, f"{reference}.{name}") for name, one in node.items()}
