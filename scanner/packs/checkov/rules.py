"""Checkov's checks as rules of ours: what they lack (severity, weakness, help) is added here.

Where a rule of ours has the check as an alias, it asks the same question, and its severity,
weakness and fix hold for the check too. For the rest a table goes by the check's category. Both can
be argued with, which is what it is written down for: docs/packs.md has the table.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from scanner.model import Level, Rule, RuleBody
from scanner.packs.checkov.catalogue import Catalogue, Check


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
    without: Container[str] = (),
) -> dict[str, Rule]:
    """The rules that the pack adds, by their check's id.

    own: all rules of ours, for what they know of a check. running: those of them that are asked in
    this run; what one of these answers the pack leaves out, unless `everything` is wanted.
    without: checks that nobody wants.
    """
    asked = natives(running)
    # Those that run have the severity that the policy gives them.
    known = {**natives(own), **asked}
    return {
        id_: rule_of(check, known.get(id_))
        for id_, check in sorted(catalogue.checks.items())
        if (everything or id_ not in asked) and id_ not in without
    }


def rule_of(check: Check, native: Rule | None) -> Rule:
    """A check as a rule; native: the rule of ours that asks the same, if there is one."""
    grade = GRADES.get(check.category, DEFAULT)

    def body() -> RuleBody:
        guide = (check.guideline,) if check.guideline else ()
        # All that Checkov itself says of a check.
        about = f"{check.name}.\n\nA check of Checkov's, of its category {check.category}."
        if native is None:
            return RuleBody(
                check=_judged_by_checkov, description=about, cwe=grade.cwe, references=guide
            )
        return RuleBody(
            check=_judged_by_checkov,
            fix=native.fix,
            description=f"{about} {native.description}",
            cwe=native.cwe,
            references=(*guide, *native.references),
        )

    return Rule(
        id=check.id,
        on=tuple(dict.fromkeys(map(_type, check.types))),
        severity=native.severity if native is not None else grade.severity,
        body=body,
        title=check.name,
        platform=_PLATFORMS.get(check.id.split("_")[1], PLATFORM) if "_" in check.id else PLATFORM,
        # An ignore of the rule of ours is one of the same question.
        aliases=(native.id,) if native is not None else (),
    )


def _type(place: str) -> str:
    """``data/aws_ami`` as rules name it: ``data.aws_ami``."""
    kind, _, type_ = place.partition("/")
    return {
        "resource": type_,
        "data": f"data.{type_}",
        "provider": "terraform_provider",
        "module": "terraform_module",
    }.get(kind, type_)


def _judged_by_checkov(_view: Any) -> None:
    """Checkov has asked the question already."""
