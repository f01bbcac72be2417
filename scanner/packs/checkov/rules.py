"""Checkov's checks as rules of ours: what they lack (severity, weakness, help) is added here.

Where a rule of ours has the check as an alias, it asks the same question, and its severity,
weakness and fix hold for the check too. For the rest a table goes by the check's category. Both can
be argued with, which is what it is written down for: docs/packs.md has the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from scanner.model import Level, Rule, RuleBody
from scanner.outcome import Choice
from scanner.packs.checkov.catalogue import Catalogue, Check
from scanner.wildcards import like


class Grade(NamedTuple):
    """How much the checks of a category matter. cwe: the weakness that most of them are about."""

    severity: Level
    cwe: int | None


GRADES: Final[Mapping[str, Grade]] = {
    "SECRETS": Grade(Level.HIGH, 798),
    "IAM": Grade(Level.HIGH, 284),
    "NETWORKING": Grade(Level.MEDIUM, 668),
    "ENCRYPTION": Grade(Level.MEDIUM, 311),
    "SUPPLY_CHAIN": Grade(Level.MEDIUM, 1357),
    "APPLICATION_SECURITY": Grade(Level.MEDIUM, None),
    "GENERAL_SECURITY": Grade(Level.MEDIUM, None),
    "KUBERNETES": Grade(Level.MEDIUM, None),
    "AI_AND_ML": Grade(Level.MEDIUM, None),
    "LOGGING": Grade(Level.LOW, 778),
    "BACKUP_AND_RECOVERY": Grade(Level.LOW, None),
    "CONVENTION": Grade(Level.LOW, None),
}
DEFAULT: Final = Grade(Level.MEDIUM, None)
"""Of a category that is not in the table."""

_PLATFORMS: Final = {
    "AWS": "aws",
    "GCP": "google",
    "AZURE": "azure",
    "K8S": "kubernetes",
    "DOCKER": "dockerfile",
    "GHA": "github",
}
PLATFORM: Final = "checkov"
"""Of a check whose id names no platform that rules of ours are about."""

_INDEX: Final = "https://www.checkov.io/5.Policy%20Index"
_INDEXED: Final = {
    "kubernetes": "kubernetes",
    "dockerfile": "dockerfile",
    "workflow": "github_actions",
}
"""The kinds that have a page there other than Terraform's."""


def natives(rules: Iterable[Rule]) -> dict[str, Rule]:
    """Rules of ours by the checks of Checkov that ask the same question."""
    return {
        alias.upper(): rule
        for rule in rules
        for alias in rule.aliases
        if alias.upper().startswith(("CKV_", "CKV2_"))
    }


def rules_of(
    catalogue: Catalogue,
    own: Sequence[Rule],
    running: Sequence[Rule],
    everything: bool = False,
    choices: Sequence[Choice] = (),
) -> dict[str, Rule]:
    """The rules that the pack adds, by their check's id.

    own: all rules of ours, for what they know of a check. running: those of them that are asked in
    this run; what one of these answers the pack leaves out, unless `everything` is wanted or the
    check is the user's own. choices: what the user's files say of rules and checks by their names.
    """
    asked = natives(running)
    # Those that run have the severity that the policy gives them.
    known = {**natives(own), **asked}
    patterns = [(choice.pattern.lower(), choice.severity) for choice in choices]
    taken = {rule.id for rule in own}
    rules: dict[str, Rule] = {}
    for id_, check in sorted(catalogue.checks.items()):
        if id_ in asked and not (everything or check.file):
            continue
        if id_.lower() in taken:
            continue  # see `external.clashes`
        native = known.get(id_)
        # What a rule of ours is called that asks the same; of one that runs all has been said.
        others = (native.id, *native.aliases) if native is not None and id_ not in asked else ()
        names = [name.lower() for name in (id_, *others)]
        said = [level for one, level in patterns if any(like(name, one) for name in names)]
        if None in said:
            continue
        rule = rule_of(check, native)
        rules[id_] = replace(rule, severity=said[-1]) if said and said[-1] is not None else rule
    return rules


def unknown_to(catalogue: Catalogue, choices: Iterable[Choice]) -> Iterator[Choice]:
    """The choices that mean no rule of ours and no check."""
    ids = [id_.lower() for id_ in catalogue.checks]
    for choice in choices:
        pattern = choice.pattern.lower()
        if not choice.known and not any(like(id_, pattern) for id_ in ids):
            yield choice


def closest(catalogue: Catalogue, own: Iterable[Rule], name: str) -> str:
    """A hint ``; did you mean X?`` for a misspelt rule or check, or nothing."""
    import difflib

    names = {id_.lower(): id_ for id_ in (*catalogue.checks, *(rule.id for rule in own))}
    found = difflib.get_close_matches(name.lower(), names, 1, cutoff=0.8)
    return f"; did you mean {names[found[0]]}?" if found else ""


def rule_of(check: Check, native: Rule | None) -> Rule:
    """A check as a rule; native: the rule of ours that asks the same, if there is one."""
    grade = GRADES.get(check.category, DEFAULT)
    title = " ".join(check.name.split()).rstrip(".")

    def body() -> RuleBody:
        # All that Checkov itself says of a check.
        whose = "A check of your own" if check.file else "A check of Checkov"
        category = f", category {check.category}" if check.category else ""
        about = f"{title}.\n\n{whose}{category}."
        guide = (check.guideline,) if check.guideline else ()
        if native is None:
            return RuleBody(
                check=_judged_by_checkov,
                description=about,
                cwe=grade.cwe,
                references=guide or _listed(check),
            )
        return RuleBody(
            check=_judged_by_checkov,
            fix=native.fix,
            description=f"{about} {native.description}",
            cwe=native.cwe,
            references=(*guide, *native.references) or _listed(check),
        )

    return Rule(
        id=check.id,
        on=tuple(dict.fromkeys(map(_type, check.types))),
        severity=check.severity or (native or grade).severity,
        body=body,
        title=title,
        platform=_PLATFORMS.get(check.id.split("_")[1], PLATFORM) if "_" in check.id else PLATFORM,
        # An ignore of the rule of ours is one of the same question.
        aliases=(native.id,) if native is not None else (),
        tags=(PLATFORM,),
    )


def _listed(check: Check) -> tuple[str, ...]:
    """Where Checkov's documentation lists a check, with its source; nothing for the user's own."""
    if check.file:
        return ()
    kind, _, type_ = next(iter(check.types), "").partition("/")
    if type_[:1].isupper():
        kind = "kubernetes"  # a check of a graph names objects as resources
    return (f"{_INDEX}/{_INDEXED.get(kind, 'terraform')}.html",)


def _type(place: str) -> str:
    """``data/aws_ami`` as rules name it: ``data.aws_ami``."""
    kind, _, type_ = place.partition("/")
    type_ = type_ or "*"
    return {
        "resource": type_,
        "data": f"data.{type_}",
        "provider": "terraform_provider",
        "module": "terraform_module",
    }.get(kind, type_)


def _judged_by_checkov(_view: Any) -> None:
    """Checkov has asked the question already."""
