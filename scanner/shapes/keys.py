"""Whose key it is that something is encrypted with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scanner.maybes import Undecided
from scanner.model import Origin, Unknown, Value
from scanner.shapes.values import asks, text_ends
from scanner.views import View

_OF_AWS: Final = re.compile(r"(?:^|:)alias/aws/")
_IS_ID: Final = re.compile(r"(?:^|:key/)[\w-]+\Z")
_OWNER: Final = re.compile(r"^arn:[\w-]+:\w+:[\w-]*:(\d{12}):")
_NOBODY_TELLS: Final = Unknown("nothing tells whether the key is one that AWS manages")


def has_own_key(view: View, path: str) -> bool:
    """Whether a KMS key of one's own is named at `path`, and not one that AWS manages.

    Code that names a key chose it. What is recorded or live has a key there also where nobody
    chose one: AWS's own, which only its alias (``alias/aws/rds``) tells from others. Undecided
    where neither that nor the key itself was read.
    """
    key = view.get(path, default="")
    if not key or (isinstance(key, str) and _OF_AWS.search(key)):
        return False
    if view.resource.origin not in (Origin.STATE, Origin.LIVE):
        return True
    if isinstance(key, str) and not _IS_ID.search(key):
        return True  # a name, which somebody gave it
    of_aws = False
    for target in _targets_of_aws(view):
        of_aws = True
        if key == target or text_ends(key, f":key/{target}"):
            return False
    if of_aws or _is_foreign(key, view) or _is_beside(key, view):
        return True
    raise Undecided(_NOBODY_TELLS)


def _targets_of_aws(view: View) -> Iterator[Value]:
    """The ids of the keys that AWS manages in the account, as far as its aliases were read."""
    for alias in view.beside("aws_kms_alias"):
        name = alias.get("name", default="")
        if asks(name, "is an alias of AWS", _is_alias_of_aws):
            target = alias.get("target_key_id", default="")
            if target:
                yield target


def _is_alias_of_aws(name: Value) -> bool:
    return isinstance(name, str) and name.startswith("alias/aws/")


def _is_foreign(key: Value, view: View) -> bool:
    """Whether the key is of another account: the keys that AWS manages are never shared."""
    arn = view.get("arn", default="")
    if not isinstance(key, str) or not isinstance(arn, str):
        return False
    owners = [_OWNER.match(one) for one in (key, arn)]
    return all(owners) and len({one[1] for one in owners if one}) == 2


def _is_beside(key: Value, view: View) -> bool:
    return any(one.get("arn", default="") == key for one in view.beside("aws_kms_key"))
