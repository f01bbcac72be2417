"""The permissions of a drift run as Terraform code for a read-only role, written by python-hcl2."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from scanner.drift.remedies import hcl_literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scanner.live.permissions import Permissions

NAME: Final = "trueup"
_DOCUMENT: Final = "aws_iam_policy_document"
_WHO: Final = "The ARNs of the principals that run `trueup drift`."


def permissions_hcl(found: Permissions) -> str:
    """A role for AWS with exactly the policy, a custom role for Google Cloud; empty for neither.

    Who may assume the AWS role is left to a variable.
    """
    import hcl2

    builder: Any = hcl2.Builder()
    if found.aws:
        _aws(builder, found.aws["Statement"])
    if found.google:
        builder.block(
            "resource",
            _labels("google_project_iam_custom_role", NAME),
            role_id=_text(NAME),
            title=_text("trueup, read-only"),
            permissions=_list(found.google),
        )
    if not (found.aws or found.google):
        return ""
    return _tidy(str(hcl2.dumps(builder.build())))


def _aws(builder: Any, statements: Iterable[dict[str, Any]]) -> None:
    builder.block(
        "variable", _labels("trueup_principals"), description=_text(_WHO), type="${list(string)}"
    )
    policy = builder.block("data", _labels(_DOCUMENT, NAME))
    for one in statements:
        policy.block(
            "statement",
            sid=_text(one["Sid"]),
            effect=_text(one["Effect"]),
            actions=_list(one["Action"]),
            resources=_list(one["Resource"]),
        )
    trust = builder.block("data", _labels(_DOCUMENT, f"{NAME}_trust"))
    statement = trust.block("statement", actions=_list(["sts:AssumeRole"]))
    statement.block(
        "principals", type=_text("AWS"), identifiers=_reference("var.trueup_principals")
    )
    builder.block(
        "resource",
        _labels("aws_iam_role", NAME),
        name=_text(NAME),
        assume_role_policy=_reference(f"data.{_DOCUMENT}.{NAME}_trust.json"),
    )
    builder.block(
        "resource",
        _labels("aws_iam_role_policy", NAME),
        name=_text(f"{NAME}-read-only"),
        role=_reference(f"aws_iam_role.{NAME}.id"),
        policy=_reference(f"data.{_DOCUMENT}.{NAME}.json"),
    )


def _reference(expression: str) -> str:
    return "${" + expression + "}"


def _labels(*names: str) -> list[str]:
    return [_text(name) for name in names]


def _list(values: Iterable[str]) -> list[str]:
    return [_text(one) for one in values]


def _text(value: str) -> str:
    """A value that is written as it is: nothing of it is an expression."""
    literal = hcl_literal(value)
    if literal is None:
        raise ValueError(f"{value!r} has no plain spelling in HCL")
    return literal


_ARGUMENT: Final = re.compile(r"(\s*)(\w+)\s+= (.*)")


def _tidy(text: str) -> str:
    """As `terraform fmt` would leave it: no two empty lines, and the signs of arguments that follow
    each other in a column, but for one whose value has several lines."""
    rows: list[str] = []
    group: list[tuple[str, str, str]] = []

    def close() -> None:
        width = max((len(name) for _, name, _ in group), default=0)
        rows.extend(f"{indent}{name:<{width}} = {value}" for indent, name, value in group)
        group.clear()

    for row in map(str.rstrip, text.strip("\n").split("\n")):
        found = _ARGUMENT.fullmatch(row)
        if found is None:
            close()
            if row or rows[-1]:
                rows.append(row)
        elif found[3] == "[":
            close()
            rows.append(f"{found[1]}{found[2]} = [")
        else:
            group.append((found[1], found[2], found[3]))
    close()
    return "\n".join(rows) + "\n"
