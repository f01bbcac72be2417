"""The rules that drift findings carry: one a class, ``drift-<class>``, low unless policy says more.

They are judged by the comparison, never by the engine: their `check` yields nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from scanner.model import Level, Rule, RuleBody
from scanner.outcome import DriftClass


def _compared(_view: Any) -> None:
    """Drift is judged by comparing views, not by looking at one."""


def rule_of(drift_class: DriftClass, title: str, why: str, fix: str) -> Rule:
    """The rule of a class, in the words of a platform."""
    body = RuleBody(_compared, fix, f"{title} {why}".strip())
    return Rule(
        id="drift-" + drift_class.value.replace("_", "-"),
        on=(),
        severity=Level.LOW,
        body=lambda: body,
        title=title,
        platform="drift",
    )


RULES: Final[Mapping[DriftClass, Rule]] = {
    DriftClass.IN_SYNC: rule_of(
        DriftClass.IN_SYNC,
        "Code, state and platform agree.",
        "",
        "Nothing is to be done.",
    ),
    DriftClass.DRIFTED: rule_of(
        DriftClass.DRIFTED,
        "An attribute was changed outside Terraform.",
        "The next apply undoes the change, wanted or not, and nobody reviewed it.",
        "Undo it with an apply of the resource, or write the live value into the code.",
    ),
    DriftClass.UNDEPLOYED: rule_of(
        DriftClass.UNDEPLOYED,
        "The code has a change that is not applied yet.",
        "What was reviewed is not what runs.",
        "Apply the root module.",
    ),
    DriftClass.ADOPTED: rule_of(
        DriftClass.ADOPTED,
        "The code already says what is live, and only the state is behind.",
        "The next apply or refresh brings the state up to date and changes nothing else.",
        "Run an apply, or `terraform apply -refresh-only`.",
    ),
    DriftClass.CONFLICT: rule_of(
        DriftClass.CONFLICT,
        "An attribute was changed in the code and, differently, outside Terraform.",
        "The next apply overwrites the live change, which nobody compared with the new code.",
        "Decide which value is right: apply the code, or write the live value into it.",
    ),
    DriftClass.MISSING: rule_of(
        DriftClass.MISSING,
        "A resource was deleted outside Terraform.",
        "The code and the state promise something that does not exist.",
        "Create it again with an apply, or remove it from the code.",
    ),
    DriftClass.UNMANAGED: rule_of(
        DriftClass.UNMANAGED,
        "A resource exists that Terraform does not manage.",
        "Nobody reviews it, and no apply corrects it.",
        "Import it (an import block and an apply), or delete it.",
    ),
    DriftClass.DIFFERS: rule_of(
        DriftClass.DIFFERS,
        "An attribute is not live what the code says.",
        "Nothing is recorded of it, so whether the code or the platform moved is not known.",
        "Apply the code, or write the live value into it; give the state to know more.",
    ),
    DriftClass.UNREAD: rule_of(
        DriftClass.UNREAD,
        "A live value could not be read.",
        "Whether it drifted is not known.",
        "Grant what `trueup permissions` prints, or run again.",
    ),
}
