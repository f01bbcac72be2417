"""Policy documents of any spelling: one statement or several, one action or a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from scanner.maybes import Maybe, fits
from scanner.model import Value
from scanner.shapes.values import asks, covers, text_ends
from scanner.views import View


def statements(view: View, path: str | Sequence[str | int]) -> Iterator[View]:
    """Each statement of the AWS policy document whose JSON text stands at `path`.

    It may come from ``jsonencode``, a heredoc or an ``aws_iam_policy_document``; a text that is
    unknown only in parts shows the rest. Read single values with ``get("Effect")``, and what may
    be one value or a list of them with ``each("Action")``.
    """
    yield from view.document(path).each("Statement")


def allowing(view: View, path: str | Sequence[str | int]) -> Iterator[View]:
    """The statements that allow something."""
    for statement in statements(view, path):
        if statement.get("Effect") == "Allow":
            yield statement


def grants(statement: View, *actions: str) -> bool:
    """Whether a statement's Action, or NotAction, comprises one of `actions` (``s3:GetObject``).

    Wildcards count, whoever the statement is for and on whatever resources; the Effect is not
    looked at. An action of ``*`` asks for one that comprises every action of every service.
    """
    for pattern in statement.each("Action"):
        if any(covers(pattern.value, action) for action in actions):
            return True
    if not statement.is_set("NotAction"):
        return False
    excepted = [pattern.value for pattern in statement.each("NotAction")]
    return any(not any(covers(value, action) for value in excepted) for action in actions)


def on_everything(statement: View) -> bool:
    """Whether its Resource comprises every resource: ``*``, or all but those of NotResource."""
    if any(pattern.value in _EVERY_RESOURCE for pattern in statement.each("Resource")):
        return True
    return statement.is_set("NotResource")


def on_every(statement: View, *kinds: str) -> bool:
    """Whether its Resource comprises everything, or everything of a kind in some account.

    kinds: what stands in an ARN for all of a kind: ``"role/*"``, ``"function:*"``.
    """
    if on_everything(statement):
        return True
    patterns = [pattern.value for pattern in statement.each("Resource")]
    return any(_is_all_of(pattern, kind) for pattern in patterns for kind in kinds)


def _is_all_of(pattern: Value, kind: str) -> bool:
    """Whether an ARN's last part, after the fifth colon, is `kind`."""

    def test(known: Value) -> bool:
        parts = known.split(":", 5) if isinstance(known, str) else []
        return len(parts) == 6 and parts[5] == kind

    if not isinstance(pattern, Maybe):
        return test(pattern)
    # The ARN of one resource is none of all; a part that is unknown has no colons.
    part = _last_part(pattern.pieces)
    if pattern.is_identifier or (part and not fits(part, kind)):
        return False
    if part and None not in part:
        return True
    if pattern.pieces and not fits((None, pattern.pieces[-1]), f":{kind}"):
        return False
    return pattern.ask(f"is every {kind}", test)


def _last_part(pieces: Sequence[str | None]) -> tuple[str | None, ...]:
    """Of an ARN known in pieces those after the fifth colon; () when it is not known where."""
    colons = 0
    for number, piece in enumerate(pieces):
        inside = (piece or "").split(":")
        if colons + len(inside) > 5:
            return (":".join(inside[5 - colons :]), *pieces[number + 1 :])
        colons += len(inside) - 1
    return ()


def narrowly_grants(statement: View, *actions: str) -> bool:
    """Whether its Action comprises one of `actions` otherwise than with a whole service
    (``iam:*``) or with everything: for rules that say what one dangerous action leads to."""
    for pattern in statement.each("Action"):
        value = pattern.value
        if any(covers(value, action) for action in actions):
            services = {action.partition(":")[0] for action in actions}
            if not any(covers(value, f"{service}:*") for service in services):
                return True
    return False


PERMISSION_POLICIES: Final = (
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_iam_role",
    "aws_ssoadmin_permission_set_inline_policy",
)
"""The types whose policies say what their holder may do; see `permission_policies`."""


def permission_policies(view: View) -> Iterator[tuple[View, str]]:
    """Where such a resource has its policies: (place, name of the attribute with the text)."""
    if view.type == "aws_iam_role":
        for block in view.each("inline_policy"):
            yield block, "policy"
    elif view.type == "aws_ssoadmin_permission_set_inline_policy":
        yield view, "inline_policy"
    else:
        yield view, "policy"


# A policy of the scanned code's own, in any module.
_OWN_POLICY: Final = re.compile(r"(?:\A|\.)aws_iam_policy\.")


def identity_provider(principal: View) -> Value:
    """Which identity provider a federated principal is: its ARN, or the URL of the one that the
    code makes or looks up, whose ARN is not known before apply."""
    value = principal.value
    if not isinstance(value, Maybe):
        return value
    for provider in principal.beside(*_PROVIDERS):
        if provider.resource.address not in value.references:
            continue
        url = provider.get("url")
        from_cluster = isinstance(url, Maybe) and any(
            _CLUSTER.search(reference) for reference in url.references
        )
        return "oidc.eks.amazonaws.com" if from_cluster else url
    return value


_PROVIDERS: Final = (
    "aws_iam_openid_connect_provider",
    "data.aws_iam_openid_connect_provider",
    "aws_iam_saml_provider",
)
_CLUSTER: Final = re.compile(r"(?:\A|\.)aws_eks_cluster\.")


def is_aws_managed(policy: View, name: str) -> bool:
    """Whether an attached policy's ARN is that of AWS's own policy `name`.

    A policy that the code makes, or looks up by ``data.aws_iam_policy``, is none: its ARN is not
    known before apply, but where it comes from is.
    """
    value = policy.value
    references = policy.resource.references.get(policy.path, ())
    if isinstance(value, Maybe):
        references = references or value.references
        if references and all(_OWN_POLICY.search(one) for one in references):
            return False
    return text_ends(value, f":aws:policy/{name}")


_EVERY_RESOURCE: Final = ("*", "**", "arn:aws:*", "arn:*", "*:*")


def principals(statement: View, kind: str) -> Iterator[View]:
    """Its principals of a kind: ``AWS``, ``Service``, ``Federated`` or ``CanonicalUser``.

    The principal ``"*"`` is one of the kind AWS. Read each by its `value`.
    """
    if not statement.is_set("Principal"):
        return
    whole = statement.get("Principal")
    if isinstance(whole, str) or whole == "*":
        if kind == "AWS":
            yield statement.sub(("Principal",))
        return
    yield from statement.each(("Principal", kind))


def is_for_anyone(statement: View) -> bool:
    """Whether a statement holds for every AWS account: a principal of ``*``, or NotPrincipal.

    Conditions are not looked at, nor whether it allows or denies.
    """
    if statement.is_set("NotPrincipal"):
        return True
    return any(one.value == "*" for one in principals(statement, "AWS"))


def is_public(statement: View) -> bool:
    """Whether it allows something to everybody: `is_for_anyone`, with no condition that limits
    who or from where."""
    return (
        statement.get("Effect") == "Allow"
        and is_for_anyone(statement)
        and not limits_callers(statement)
    )


# "The meaning of public" in Amazon S3's user guide, and the global condition keys that name the
# caller, its account, organization or network.
_CALLER_KEYS: Final = frozenset(
    {
        "aws:calledvia", "aws:ec2instancesourcevpc", "aws:principalaccount", "aws:principalarn",
        "aws:principalorgid", "aws:principalorgpaths", "aws:principalserviceslist",
        "aws:sourceaccount", "aws:sourcearn", "aws:sourceip", "aws:sourceorgid",
        "aws:sourceorgpaths", "aws:sourceowner", "aws:sourcevpc", "aws:sourcevpcarn",
        "aws:sourcevpce", "aws:userid", "aws:username", "aws:vpceaccount", "aws:vpceorgid",
        "aws:vpceorgpaths", "aws:vpcsourceip", "kms:calleraccount", "lambda:eventsourcetoken",
        "s3:dataaccesspointaccount", "s3:dataaccesspointarn", "sns:endpoint",
    }
)  # fmt: skip
_CALLER_PREFIXES: Final = ("aws:principaltag/", "saml:", "cognito-identity.amazonaws.com:")
_OPERATORS: Final = frozenset(
    {
        "stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike",
        "ipaddress", "foranyvalue:stringequals", "foranyvalue:stringlike",
        "foranyvalue:arnlike", "foranyvalue:arnequals",
    }
)  # fmt: skip
_ANY_VALUE: Final = ("*", "**", "0.0.0.0/0", "::/0", "arn:*", "arn:aws:*", "o-*", "o-*/*")


def limits_callers(statement: View) -> bool:
    """Whether a condition lets in only some accounts, principals, sources or networks.

    Operators that also hold where the key is missing (``...IfExists``, ``ForAllValues:``), that
    are negated, and values that let in anyone limit nothing.
    """
    for operator in statement.entries("Condition"):
        if str(operator.key).lower() not in _OPERATORS and operator.key != "*":
            continue
        for key in operator.entries():
            if not _names_callers(key.key):
                continue
            values = [one.value for one in key.each()]
            if values and not any(_lets_anyone_in(value) for value in values):
                return True
    return False


def _names_callers(key: Value) -> bool:
    name = str(key).lower()
    return name in _CALLER_KEYS or name.startswith(_CALLER_PREFIXES) or name == "*"


def _lets_anyone_in(value: Value) -> bool:
    def test(known: Value) -> bool:
        if known in _ANY_VALUE:
            return True
        # arn:partition:service:region:account:resource, of any account; buckets name none.
        parts = str(known).split(":", 5)
        return parts[0] == "arn" and len(parts) == 6 and "*" in parts[4]

    return asks(value, "lets anyone in", test)


def condition_values(statement: View, key: str) -> Iterator[tuple[str, View]]:
    """The values that conditions compare `key` with, whatever its case: (operator, value).

    A condition that is unknown as a whole may compare anything; its operator is ``*``.
    """
    for operator in statement.entries("Condition"):
        for found in operator.entries():
            if found.key == "*" or str(found.key).lower() == key.lower():
                for value in found.each():
                    yield str(operator.key), value


def conditions_ending(statement: View, *ends: str) -> Iterator[View]:
    """The values that conditions compare keys with whose names end so (``:aud``), whatever their
    case: identity providers' keys start with the provider's name."""
    for operator in statement.entries("Condition"):
        for found in operator.entries():
            if found.key == "*" or str(found.key).lower().endswith(ends):
                yield from found.each()
