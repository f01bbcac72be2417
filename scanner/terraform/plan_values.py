"""The values of one resource of a plan: what is known, and an Unknown for all that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from scanner.model import Path, Unknown, Value
from scanner.terraform.plan_references import MAX_CANDIDATES, Targets

REASON: Final = "known after apply"


class _Word:
    """The type of `OMITTED` and `UNTRACED`."""

    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


OMITTED: Final = _Word("OMITTED")
"""The configuration does not set the argument: the platform will choose."""
UNTRACED: Final = _Word("UNTRACED")
"""What the configuration says of the value cannot be told: a ``dynamic`` block's content, one of
several blocks that Terraform may have put in another order, a part of an expression's value."""


class PlannedValues:
    """Puts a resource's planned values together.

    address: the instance's. targets: what an expression may refer to, see `References.targets`.
    traced: whether the configuration has the resource; without it nothing counts as omitted.
    documents: policies known in parts, by the address of the data source that has them.
    arns: of the plan's resources, as far as they were asked for: each is one value wherever it is.
    """

    __slots__ = ("_address", "_arns", "_documents", "_targets", "_traced", "references")

    def __init__(
        self,
        address: str,
        targets: Callable[[Value], Targets],
        traced: bool,
        documents: Mapping[str, Unknown],
        arns: dict[str, Unknown],
    ) -> None:
        self._arns = arns
        self._documents = documents
        self._address = address
        self._targets = targets
        self._traced = traced
        self.references: dict[Path, tuple[str, ...]] = {}

    def attributes(self, values: Value, unknown: Value, written: Value) -> dict[str, Value]:
        """The attributes by name. written: the resource's ``expressions``.

        An argument that the configuration omits and the platform chooses is null, as it is absent
        in code: rules have a default for it. The blocks of a ``dynamic`` that cannot be expanded
        yet look the same; only the code tells them apart.
        """
        names = written if isinstance(written, Mapping) else {}
        marks = unknown if isinstance(unknown, Mapping) else {}
        result: dict[str, Value] = dict(values) if isinstance(values, Mapping) else {}
        for name, mark in marks.items():
            if mark is False or mark == [] or mark == {}:
                continue
            known = result.get(name)
            source = names.get(name, OMITTED if self._traced else UNTRACED)
            result[name] = self._value(known, mark, source, (name,))
        return result

    def _value(self, value: Value, unknown: Value, written: Any, path: Path) -> Value:
        if unknown is True:
            return self._leaf(written, path)
        if isinstance(unknown, Mapping):
            merged = dict(value) if isinstance(value, Mapping) else {}
            for name, mark in unknown.items():
                if mark is not False:
                    inner = _within(written, name)
                    merged[name] = self._value(merged.get(name), mark, inner, (*path, name))
            return merged
        if isinstance(unknown, list):
            items = list(value) if isinstance(value, list) else []
            for index, mark in enumerate(unknown):
                if index == len(items):
                    items.append(None)
                if mark is not False:
                    inner = _element(written, items[index])
                    items[index] = self._value(items[index], mark, inner, (*path, index))
            return items
        return value

    def _leaf(self, written: Any, path: Path) -> Value:
        if written is OMITTED:
            return None
        if isinstance(written, Mapping) and written.get("constant_value", 0) in ("", [], {}):
            # The provider counts what is empty as left out.
            return written["constant_value"]
        shown = ".".join(str(step) for step in path if isinstance(step, str))
        if written is UNTRACED:
            return Unknown(REASON, f"{self._address}.{shown}")
        targets = self._targets(written)
        arn = _arn(written, path, targets)
        found = _unknown(targets, arn or f"{self._address}.{shown}")
        if arn:
            found = self._arns.setdefault(arn, found)
        if len(targets.addresses) == 1 and _is_alone(written):
            found = self._documents.get(targets.addresses[0], found)
        if len(targets.addresses) == 1:
            self.references[path] = targets.addresses
        return found


def _unknown(targets: Targets, reference: str) -> Unknown:
    """An Unknown that refers to one of some instances: nobody knows which, so it has arms."""
    if not targets.addresses or len(targets.addresses) > MAX_CANDIDATES:
        return Unknown(REASON, reference)
    arms = [
        Unknown(REASON, reference, (one,), identifier=targets.identifier)
        for one in targets.addresses
    ]
    while len(arms) > 1:
        arms.append(Unknown(REASON, reference, arms=(arms.pop(0), arms.pop(0))))
    return arms[0]


def _arn(written: Any, path: Path, targets: Targets) -> str:
    """The resource's ARN that an argument is, as code refers to it; else nothing.

    An expression over nothing but one ARN is that ARN where an ARN is asked for. In other arguments
    it could be any part of it, such as the account that it has in common with others.
    """
    if not targets.identifier or len(targets.addresses) != 1 or not _is_alone(written):
        return ""
    named = str(path[-1]).endswith("arn") and written["references"][0].endswith(".arn")
    return f"{targets.addresses[0]}.arn" if named else ""


def _within(written: Any, name: str) -> Any:
    """What the configuration says of an argument of a block."""
    if written is OMITTED or written is UNTRACED or _is_expression(written):
        return written if _is_expression(written) else UNTRACED
    if isinstance(written, _Blocks):
        return written.argument(name)
    return written.get(name, OMITTED) if isinstance(written, Mapping) else UNTRACED


def _element(written: Any, value: Value) -> Any:
    """What the configuration says of an element that is planned to be `value`."""
    if isinstance(written, list):
        blocks = (
            [one for one in written if _may_become(one, value)] if len(written) > 1 else written
        )
        return blocks[0] if len(blocks) == 1 else _Blocks(blocks or written)
    return written if _is_expression(written) else UNTRACED


def _may_become(block: Value, value: Value) -> bool:
    """Whether no constant of a block is another one in an element: a set has its own order."""
    if not isinstance(block, Mapping) or not isinstance(value, Mapping):
        return True
    for name, said in block.items():
        if isinstance(said, Mapping) and "constant_value" in said:
            wanted, planned = said["constant_value"], value.get(name)
            if wanted is not None and planned != wanted and str(planned) != str(wanted):
                return False
    return True


def _is_expression(written: Any) -> bool:
    """Whether this is an expression, and not the arguments of a block by name."""
    if not isinstance(written, Mapping):
        return False
    return not written or written.keys() <= {"references", "constant_value"}


def _is_alone(written: Any) -> bool:
    """Whether an expression names one thing, and nothing that it could be composed with."""
    names = written.get("references") if isinstance(written, Mapping) else None
    if not isinstance(names, list) or not names or not all(isinstance(n, str) for n in names):
        return False
    return all(names[0].startswith(name) for name in names)


class _Blocks:
    """Several blocks, of which nobody knows which became which."""

    __slots__ = ("_blocks",)

    def __init__(self, blocks: list[Value]) -> None:
        self._blocks = blocks

    def argument(self, name: str) -> Any:
        """What all of them say alike; else UNTRACED."""
        said = [b.get(name, OMITTED) if isinstance(b, Mapping) else UNTRACED for b in self._blocks]
        return said[0] if said and all(one == said[0] for one in said) else UNTRACED


def sensitive_paths(marks: Value) -> Iterator[Path]:
    """The paths that ``sensitive_values`` or ``after_sensitive`` mark with true."""
    pending: list[tuple[Path, Value]] = [((), marks)]
    while pending:
        path, mark = pending.pop()
        if mark is True:
            yield path
        elif isinstance(mark, Mapping):
            pending.extend(((*path, str(name)), one) for name, one in mark.items() if one)
        elif isinstance(mark, list):
            pending.extend(((*path, index), one) for index, one in enumerate(mark) if one)
