"""Secrets written where everybody can read them: told by their own form, or by their name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from scanner.maybes import Maybe
from scanner.model import Value
from scanner.shapes.values import asks, matches
from scanner.views import View

_NAME: Final = re.compile(
    r"(?:^|[_.\-]|(?<=[a-z])(?=[A-Z]))"
    r"(?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key"
    r"|credentials?)"
    r"(?:$|[_.\-](?!(?:[a-z0-9]+[_.\-])*(?:arn|file|path|name|url|uri|id|ids|length|min|max|type"
    r"|policy|ttl|expir\w*|ref|version|enabled|rotation|manager|store|seconds|minutes|hours|days"
    r"|timeout|lifetime|issuer|audience|header|algorithm)\b))",
    re.IGNORECASE,
)
# A reference, a placeholder, a path or a switch is not the secret itself.
_NO_LITERAL: Final = re.compile(
    r"\A(?:\s*\Z|[$/{<%]|(?:arn|vault|ssm|secret|file|https?|gs|s3):"
    r"|(?i:true|false|yes|no|on|off|none|null)\s*\Z)"
)
# What stands there until somebody changes it is told by its own words.
_PLACEHOLDER: Final = re.compile(
    r"\A(?:x{3,}\Z|\*{3,}\Z|(?i:change[\s_-]?(?:me|it|this)|replace[\s_-]?(?:me|this|with)"
    r"|todo\b|dummy|placeholder|redacted))"
)

# The published forms of credentials; each is long enough not to be met by chance.
_FORMS: Final = {
    "AWS access key": r"\b(?:AKIA|ASIA)[A-Z2-7]{16}\b",
    "private key": r"-----BEGIN (?:[A-Z]{2,9} ){0,2}PRIVATE KEY-----",
    "GitHub token": r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60})",
    "GitLab token": r"\bglpat-[A-Za-z0-9_\-]{20}\b",
    "Slack token": r"\bxox[abeoprs]-[A-Za-z0-9\-]{10,72}",
    "Stripe key": r"\b[rs]k_live_[A-Za-z0-9]{16,99}\b",
    "Google API key": r"\bAIza[A-Za-z0-9_\-]{35}\b",
    "npm token": r"\bnpm_[A-Za-z0-9]{36}\b",
    "SendGrid key": r"\bSG\.[A-Za-z0-9_\-]{22}\.[A-Za-z0-9_\-]{43}\b",
}
# Of these a Slack token may be the shortest.
_SHORTEST: Final = len("xoxb-0123456789")
# As AWS's own documentation prints it.
_SAMPLE: Final = "EXAMPLE"
_ASSIGNMENT: Final = re.compile(
    r"(?:^|[\s;&|\"'])(?:export\s{1,9})?"
    r"([A-Za-z_][A-Za-z0-9_]{0,63})\s{0,3}[=:]\s{0,3}[\"']?([^\s\"'$<{;&|]{6,200})"
)


def is_secret_name(name: Value) -> bool:
    """Whether something of this name holds a secret: ``DB_PASSWORD``, but not ``PASSWORD_FILE``."""
    if isinstance(name, str):
        return _names_secret(name)
    return asks(name, "is a secret's name", lambda known: _names_secret(str(known)))


@lru_cache(maxsize=1024)
def _names_secret(name: str) -> bool:
    """Of the variables of all instances of a module the names are the same."""
    return bool(_NAME.search(name))


def is_literal(value: Value) -> bool:
    """Whether a text stands for itself: not empty, and no reference, path or switch (``yes``)."""
    if isinstance(value, Maybe) and value.is_identifier:
        return False  # it names something
    return asks(value, "is a literal", _is_literal)


def _is_literal(value: Value) -> bool:
    return isinstance(value, str) and not _NO_LITERAL.match(value)


def written_secrets(view: View, *paths: str) -> Iterator[tuple[View, str]]:
    """The secrets at these paths (``"user.password"``) that the code itself says: literals that
    are no placeholders. Each is the block that it stands in, and its name there.

    What a variable gives is none, nor what another resource generates or holds.
    """
    for path in paths:
        *names, name = path.split(".")
        places = [view]
        for block in names:
            places = [inner for place in places for inner in place.each(block)]
        for place in places:
            value = place.get(name, default="")
            if isinstance(value, Maybe) and (value.references or value.is_sensitive):
                continue
            if place.is_written(name) and is_literal(value) and not matches(_PLACEHOLDER, value):
                yield place, name


def credential_in(value: Value) -> str:
    """What kind of credential a text holds by its published form (``AWS access key``), else ""."""
    if isinstance(value, Maybe):
        if value.is_identifier or value.is_described:
            return ""
        return "credential" if value.ask("holds a credential", _holds_credential) else ""
    return _credential(value)


def _holds_credential(value: Value) -> bool:
    return bool(_credential(value))


def _credential(value: Value) -> str:
    if not isinstance(value, str) or len(value) < _SHORTEST:
        return ""
    for kind, pattern in _FORMS.items():
        if any(_SAMPLE not in match[0] for match in re.finditer(pattern, value)):
            return kind
    return ""


def secret_in(script: Value) -> str:
    """What secret a script or a text of settings holds: a credential by its form, or a literal
    that is assigned to a secret's name (``DB_PASSWORD=hunter2``); else ""."""
    kind = credential_in(script)
    if kind:
        return kind
    return "secret" if asks(script, "assigns a secret", _assigns_secret) else ""


def decoded(value: Value) -> Value:
    """The text that a base64 text holds; itself when it is none or is unknown."""
    if isinstance(value, Maybe) or not isinstance(value, str):
        return value
    from base64 import b64decode

    try:
        return b64decode(value, validate=True).decode()
    except ValueError:
        return value


def _assigns_secret(script: Value) -> bool:
    return isinstance(script, str) and any(
        _NAME.search(match[1]) and not _NO_LITERAL.match(match[2])
        for match in _ASSIGNMENT.finditer(script[:200_000])
    )
