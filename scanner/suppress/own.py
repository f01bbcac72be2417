"""trueup's own ignores: the comment ``trueup:ignore`` and the annotation of Kubernetes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from scanner.model import Comment, Diagnostic, Location, Resource
from scanner.suppress.ignore import DATE, Ignore, annotations_of, note

ANNOTATION = "trueup.dev/ignore"
_IGNORE = re.compile(r"trueup:ignore\b[:\s]*(.*)")


def own_ignores(
    comments: Sequence[Comment],
    resources: Iterable[Resource],
    names: Mapping[str, str],
    today: str,
    diagnostics: list[Diagnostic],
) -> Iterator[Ignore]:
    """The ignores in comments and annotations; what cannot count goes to `diagnostics`."""
    alone = {(c.path, c.line) for c in comments if c.own_line}
    for comment in comments:
        match = _IGNORE.search(comment.text)
        if match is None:
            continue
        where = Location(comment.path, comment.line, 1, comment.line, 1)
        ignore = _parse(match.group(1), where, names, today)
        if isinstance(ignore, Diagnostic):
            diagnostics.append(ignore)
            continue
        ignore.target = comment.line
        while comment.own_line and (comment.path, ignore.target) in alone:
            ignore.target += 1
        yield ignore
    for resource in resources:
        text = _annotation(resource) if resource.type[:1].isupper() else None
        if text is None:
            continue
        where = resource.source.locate(("metadata", "annotations", ANNOTATION))
        ignore = _parse(text, where, names, today)
        if isinstance(ignore, Diagnostic):
            diagnostics.append(ignore)
            continue
        ignore.resource = resource
        yield ignore


def _annotation(resource: Resource) -> str | None:
    value = annotations_of(resource).get(ANNOTATION)
    return value if isinstance(value, str) else None


def _parse(text: str, where: Location, names: Mapping[str, str], today: str) -> Ignore | Diagnostic:
    """An ignore's text after its marker; a note that says why where it cannot count."""

    def refuse(code: str, message: str) -> Diagnostic:
        return note(code, message, where)

    words = text.split()
    if not words:
        return refuse("ignore-malformed", "an ignore names no rule; write trueup:ignore RULE why")
    wanted = [word for word in words[0].split(",") if word]
    unknown = [word for word in wanted if word.lower() not in names]
    if unknown:
        return refuse(
            "ignore-unknown-rule",
            f"{', '.join(unknown)} is no rule; see `trueup rules list`. Nothing is ignored",
        )
    until = None
    rest = words[1:]
    if rest and rest[0].startswith("until="):
        until = rest.pop(0).removeprefix("until=")
        if not DATE.match(until):
            return refuse("ignore-malformed", "until= wants a day, as in until=2027-01-31")
    if not rest:
        return refuse("ignore-without-reason", "an ignore needs a reason after the rule's name")
    if until is not None and until < today:
        return refuse("ignore-expired", f"this ignore ended on {until}; fix, renew or remove it")
    return Ignore(frozenset(names[word.lower()] for word in wanted), " ".join(rest), until, where)
