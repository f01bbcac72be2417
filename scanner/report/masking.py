"""Source lines that may hold a secret, made fit to print.

Findings of rules about secrets point at the secret itself. Their excerpts keep the name that the
secret is given to and nothing else: quoted literals go, and so does whatever follows ``=`` or
``:``, since YAML and Dockerfiles need no quotes. A line that is not of the form ``name = value``
is hidden whole. Excerpts of other rules lose the values of names like ``password``, unless these
are numbers, true, false or null; so do Kubernetes' variables, which keep the name in ``name`` and
the secret in ``value``. Messages are the rule's own business, and drift values arrive
masked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scanner.possessive import possessive

if TYPE_CHECKING:
    from scanner.model import Rule

HIDDEN = "(hidden: may hold a secret)"

SECRET_CWES = frozenset(
    {
        259,  # hard-coded password
        312,  # cleartext storage
        321,  # hard-coded cryptographic key
        522,  # insufficiently protected credentials
        532,  # secrets in a log
        798,  # hard-coded credentials
    }
)

# The possessive quantifiers keep the match linear on lines of any length.
_ASSIGNMENT = re.compile(
    r"""\s*+ (?:-\s++)? (?:(?:export|ENV|ARG|LABEL)\s++)?
        ["']? [A-Za-z_][\w./-]*+ ["']? \s*+ [=:]""",
    re.VERBOSE,
)

_WORDS = "(?:passw(?:or)?d|passphrase|secret|token|credential|(?:api|access|private)[_-]?key)"

_SECRET = re.compile(
    possessive(
        _WORDS
        + r"""[\w.-]{0,40}+ ["']? \s{0,40}+
        (?: , \s{0,40}+ ["']? value ["']? \s{0,40}+ )? [=:]
        (?!\s{0,40}+ (?:(?:true|false|null|[0-9.]{1,20}+)\b)?+ \s{0,40}+ (?:[,}#]|$))"""
    ),
    re.VERBOSE | re.IGNORECASE,
)


# The name of an environment variable, and the line below it.
_NAMED = re.compile(
    rf"""\bname["']? \s{{0,40}}+ : \s{{0,40}}+ ["']? [\w.-]{{0,80}}? {_WORDS}""",
    re.VERBOSE | re.IGNORECASE,
)
_VALUE = re.compile(r"""\s*+ (?:-\s++)? ["']? value ["']? \s*+ :""", re.VERBOSE)


def about_secrets(rule: Rule) -> bool:
    """Whether excerpts of `rule`'s findings are masked: its weakness is about credentials."""
    return rule.cwe in SECRET_CWES


def mask(line: str) -> str:
    """`line` up to its first ``=`` or ``:``, the rest replaced; or nothing of it at all."""
    assignment = _ASSIGNMENT.match(line)
    if assignment is None:
        return HIDDEN
    if not line[assignment.end() :].strip():
        return line[: assignment.end()]
    return f"{line[: assignment.end()]} {HIDDEN}"


def gives_a_secret_away(line: str, above: str = "") -> bool:
    """Whether `line` gives anything but a number, a boolean or null to a name like password.

    above: the line before it, which may hold the name.
    """
    if _VALUE.match(line) and _NAMED.search(above):
        return True
    return _SECRET.search(line) is not None
