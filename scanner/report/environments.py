"""In what environments differ, as a table for people and as JSON, ``trueup-environments/1``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scanner.identity import definition_address
from scanner.model import ABSENT, DiagnosticLevel, Unknown
from scanner.report.lines import LONG, Line, line
from scanner.report.masking import gives_a_secret_away
from scanner.report.totals import diagnostic_lines
from scanner.report.values import compact, plain
from scanner.report.visible import cells, cut, one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scanner.differences import Difference
    from scanner.model import Diagnostic, Value

SCHEMA = "trueup-environments/1"
_WHOLE = "(the resource)"
_NARROWEST = 12
_GAP = 2


@dataclass(frozen=True, slots=True)
class EnvironmentsReport:
    """environments: those compared, in their order. roots: (title, the environments it is
    compared in, its differences). checked: whether differences have to be allowed. unused:
    patterns that allow nothing. resources, unknown: as `scanner.differences.Compared` counts."""

    environments: tuple[str, ...]
    roots: tuple[tuple[str, tuple[str, ...], tuple[Difference, ...]], ...]
    checked: bool
    unused: tuple[str, ...]
    resources: int
    unknown: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def differences(self) -> list[Difference]:
        """All, of every root."""
        return [difference for _, _, found in self.roots for difference in found]

    @property
    def unexpected(self) -> int:
        """How many differences are neither allowed nor outside of what is required."""
        return sum(d.unexpected for d in self.differences) if self.checked else 0

    @property
    def complete(self) -> bool:
        """Whether nothing in scope was missed."""
        return all(d.level is not DiagnosticLevel.ERROR for d in self.diagnostics)


def render_json(report: EnvironmentsReport) -> bytes:
    """The report as indented UTF-8 JSON with a newline at the end."""
    from scanner.report.encode import dumps
    from scanner.version import __version__

    differences = report.differences
    tree = {
        "schema": SCHEMA,
        "tool": {"name": "trueup", "version": __version__},
        "environments": list(report.environments),
        "differences": [_difference(one, report.checked) for one in differences],
        "unused_allowances": list(report.unused),
        "diagnostics": [
            {
                "level": one.level.value,
                "code": one.code,
                "path": one.path,
                "line": one.line,
                "message": one.message,
                "environments": list(one.environments),
            }
            for one in report.diagnostics
        ],
        "summary": {
            "complete": report.complete,
            "checked": report.checked,
            "resources": report.resources,
            "differences": len(differences),
            "unexpected": report.unexpected,
            "allowed": sum(one.allowed_by is not None for one in differences),
            "unknown": report.unknown,
        },
    }
    return dumps(tree, indent=True) + b"\n"


def _difference(one: Difference, checked: bool) -> dict[str, Any]:
    where = one.location
    return {
        "resource": {
            "type": one.type,
            "address": one.address,
            "location": {"path": one.declared.path, "start_line": one.declared.start_line},
        },
        "attribute": one.attribute or None,
        "location": {"path": where.path, "start_line": where.start_line},
        "roots": {name: one.roots[name] for name in one.values},
        "values": {name: _value(one, value) for name, value in one.values.items()},
        "alike": [
            [name for name, number in one.alike.items() if number == group]
            for group in dict.fromkeys(one.alike.values())
        ],
        "allowed_by": one.allowed_by,
        "unexpected": checked and one.unexpected,
    }


def _value(one: Difference, value: Value) -> dict[str, Any]:
    """A value with its state; one that is not set, not known or secret has none."""
    if value is ABSENT:
        return {"state": "absent"}
    if isinstance(value, Unknown):
        return {"state": "unknown", "reason": value.reason}
    if not one.attribute:
        return {"state": "present"}
    if one.sensitive:
        return {"state": "sensitive"}
    text = compact(value, _WIDEST)
    if _is_secret(one, text):
        return {"state": "hidden"}
    return {"state": "known", "value": plain(value)}


_WIDEST = 1_000_000


def _is_secret(one: Difference, text: str) -> bool:
    """Whether the names around a value, or in it, speak of a secret."""
    if text in ("true", "false", "null") or text.replace(".", "").isdigit():
        return False
    names = [part for part in re.split(r"[^\w-]+", one.attribute) if part]
    if names[-1:] == ["value"]:
        names.append(definition_address(one.address).rpartition(".")[2])
    return gives_a_secret_away(text) or any(gives_a_secret_away(f"{name} = x") for name in names)


def environment_lines(
    report: EnvironmentsReport, width: int, *, everything: bool = False
) -> Iterator[Line]:
    """The tables, one for each root, then what was found in sum.

    everything: list also what is allowed and what is not required; where nothing is checked, all
    is listed anyway.
    """
    for title, names, differences in report.roots:
        shown = [d for d in differences if everything or not report.checked or d.unexpected]
        if shown:
            yield line((one_line(title, LONG), "path"))
            yield from _table(names, shown, width, report.checked)
            yield Line()
    for pattern in report.unused:
        yield line(
            ("note: ", "label"),
            (f"the allowed difference {one_line(pattern, LONG)} is none; remove it", ""),
            hang=2,
        )
    yield from diagnostic_lines(report.diagnostics, report.environments)
    yield from _sum(report, everything)


def _table(
    names: Sequence[str], differences: Sequence[Difference], width: int, checked: bool
) -> Iterator[Line]:
    rows = [(_label(d, checked), {n: _text(d, n) for n in d.values}) for d in differences]
    heads = [one_line(name, 40) for name in names]
    label = min(max(cells(text) for text, _ in rows), max(20, width // 3))
    room = max(_NARROWEST, (width - 2 - label) // len(names) - _GAP)
    columns = [
        min(room, max(cells(head), *(cells(texts.get(name, "")) for _, texts in rows)))
        for name, head in zip(names, heads, strict=True)
    ]
    gap = " " * _GAP
    header = gap.join(_padded(h, c) for h, c in zip(heads, columns, strict=True))
    yield line((" " * (label + _GAP), ""), (header.rstrip(), "bold"), indent=2)
    address = None
    for difference, (text, texts) in zip(differences, rows, strict=True):
        if difference.address != address:
            address = difference.address
            where = difference.declared
            yield line(
                (one_line(address, LONG), "address"),
                (f"  {one_line(where.path, LONG)}:{where.start_line}", "dim"),
                hang=2,
            )
        fits = all(
            cells(texts.get(name, "")) <= column
            for name, column in zip(names, columns, strict=True)
        )
        if not fits:
            yield from _stacked(difference, text, texts)
            continue
        if cells(text) > label:
            yield line((text, "rule"), indent=2, hang=2)
            text = ""
        spans = [(_padded(text, label + _GAP), "rule")]
        for name, column in zip(names, columns, strict=True):
            value = texts.get(name, "")
            style = "dim" if value.startswith("(") else "value"
            spans.append((_padded(value, column) + gap, style))
        last, style = spans.pop()
        spans.append((last.rstrip(), style))
        yield Line(tuple(spans), 2, 2)


def _stacked(difference: Difference, label: str, texts: Mapping[str, str]) -> Iterator[Line]:
    """Values that are too wide for a column: one below the other, equal ones together."""
    yield line((label, "rule"), indent=2, hang=2)
    groups: dict[int, list[str]] = {}
    for name in texts:
        groups.setdefault(difference.alike[name], []).append(name)
    shared = _shared([texts[names[0]] for names in groups.values()])
    for names in groups.values():
        text = texts[names[0]]
        if len(text) > LONG:
            text = ("..." if shared else "") + cut(text[shared:], LONG)
        heads = one_line(", ".join(names), LONG)
        yield line((f"{heads}: ", "bold"), (text, "value"), indent=4, hang=4)


def _shared(texts: Sequence[str]) -> int:
    """How much of the beginning all have in common, less a little to know it by."""
    length = 0
    for characters in zip(*texts, strict=False):
        if len(set(characters)) > 1:
            break
        length += 1
    return max(0, length - 40)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))


def _label(difference: Difference, checked: bool) -> str:
    text = one_line(difference.attribute or _WHOLE, LONG)
    if not checked or difference.unexpected:
        return text
    return f"{text} (allowed)" if difference.allowed_by is not None else f"{text} (not required)"


def _text(difference: Difference, name: str) -> str:
    """A value in one environment, made safe to show; never that of a secret."""
    value = difference.values[name]
    if not difference.attribute:
        if isinstance(value, Unknown):
            return one_line(f"(unknown: {value.reason})", LONG)
        return "(absent)" if value is ABSENT else "present"
    if value is ABSENT:
        return "(not set)"
    if difference.sensitive:
        return "(sensitive)"
    text = compact(value, _WIDEST)
    if not isinstance(value, Unknown) and _is_secret(difference, text):
        return "(hidden)"
    return visible(text)


def _sum(report: EnvironmentsReport, everything: bool) -> Iterator[Line]:
    differences = report.differences
    known = f"{_count(report.resources, 'resource')} compared in {', '.join(report.environments)}"
    if report.unknown:
        known += f"; {_count(report.unknown, 'value')} known in none of them before apply"
    yield line(("coverage: ", "label"), (one_line(known, LONG), ""), hang=2)
    found = _count(len(differences), "difference")
    if not report.checked:
        yield line((found if differences else "no differences", "bold"))
    else:
        allowed = sum(one.allowed_by is not None for one in differences)
        others = len(differences) - allowed - report.unexpected
        parts = [f"{allowed} allowed"] if allowed else []
        parts += [f"{others} not required to be alike"] if others else []
        hidden = "; --all lists them" if parts and not everything else ""
        rest = f" ({', '.join(parts)}{hidden})" if parts else ""
        text = f"{report.unexpected or 'no'} unexpected {_noun(report.unexpected, 'difference')}"
        yield line((text, "high" if report.unexpected else "ok"), (rest, "dim"))
    if not report.complete:
        text = "not everything in scope was compared; what is missing is not alike"
        yield line(("INCOMPLETE: ", "error"), (text, "bold"), hang=2)


def _count(number: int, noun: str) -> str:
    return f"{number} {_noun(number, noun)}"


def _noun(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"
