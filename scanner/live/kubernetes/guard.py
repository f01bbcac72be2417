"""What may be asked of a cluster: GET of kinds, objects and schemas, and nothing else.

A GET can do more than read: ``exec``, ``attach``, ``portforward`` and ``proxy`` answer to it too,
and ``watch`` never ends. So paths are allowed by their form, not refused by a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from scanner.live.kubernetes.session import refused

METADATA: Final = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"
"""Asks for a list without anything but metadata; what no server gives otherwise, as nothing
else is accepted."""

_NAME: Final = r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?"
# Names of RBAC objects may have colons and capitals.
_OBJECT: Final = r"(?!\.{1,2}(?:/|\Z))[A-Za-z0-9_.:@%~-]{1,253}"
_VERSION: Final = r"v[0-9]+(?:(?:alpha|beta)[0-9]+)?"
_ROOT: Final = rf"/(?:api/{_VERSION}|apis/{_NAME}/{_VERSION})"
_DISCOVERY: Final = re.compile(rf"/api|/apis|/version|{_ROOT}|/openapi/v3")
_SCHEMA: Final = re.compile(rf"/openapi/v3{_ROOT}")
_RESOURCE: Final = r"(?!watch(?:/|\Z)|proxy(?:/|\Z)|redirect(?:/|\Z))[a-z][a-z0-9-]{0,62}"
_LIST: Final = re.compile(rf"{_ROOT}(?:/namespaces/{_NAME})?/({_RESOURCE})")
_GET: Final = re.compile(
    rf"{_ROOT}(?:/namespaces/({_NAME}))?/({_RESOURCE})/({_OBJECT})(?:/(?:scale|status))?"
)
_QUERY: Final = re.compile(r"(?:limit=[0-9]{1,6})?(?:&?continue=[A-Za-z0-9_.~%-]{1,20000})?")
_HASH: Final = re.compile(r"(?:hash=[A-Za-z0-9]{1,200})?")
_SECRETS: Final = "secrets"


class ReadGuard:
    """Refuses everything else. It cannot be switched off.

    secrets: (namespace, name) of those whose values may be read; of all others only metadata.
    """

    def __init__(self, secrets: Iterable[tuple[str, str]] = ()) -> None:
        self._secrets = frozenset(secrets)

    def check(self, path: str, query: str = "", accept: str = "") -> None:
        """Raise RefusedCallError unless this may be asked for."""
        if not self._allowed(path, query, accept):
            raise refused(path)

    def _allowed(self, path: str, query: str, accept: str) -> bool:
        if _DISCOVERY.fullmatch(path):
            return not query
        if _SCHEMA.fullmatch(path):
            return _HASH.fullmatch(query) is not None
        listed = _LIST.fullmatch(path)
        if listed is not None:
            hidden = listed[1] != _SECRETS or accept == METADATA
            return hidden and _QUERY.fullmatch(query) is not None
        one = _GET.fullmatch(path)
        if one is None or query:
            return False
        return one[2] != _SECRETS or (one[1], one[3]) in self._secrets
