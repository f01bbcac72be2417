"""What the backends share: how the outside is reached, and what of the code is followed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scanner.errors import StateError
from scanner.model import StateInfo, Value


@dataclass(frozen=True, slots=True)
class Access:
    """How a client for a backend is to be made.

    bucket, key: the one object that the client has to read.
    region: of the bucket, or "" for the environment's. endpoint, role: named by the code and
    allowed by the user, or "". path_style: the bucket goes into the path of the URL.
    """

    bucket: str = ""
    key: str = ""
    region: str = ""
    endpoint: str = ""
    role: str = ""
    path_style: bool = False


@dataclass(frozen=True, slots=True)
class Openers:
    """How the outside is reached; made by the command line, so that nothing here opens it.

    s3: a read-only boto3 S3 client. gcs: a read-only google.cloud.storage.Client. stdin: all of
    standard input. Without one, states that need it are refused.
    endpoints, roles: what ``--allow-endpoint`` and ``--assume-role`` name.
    """

    s3: Callable[[Access], Any] | None = None
    gcs: Callable[[Access], Any] | None = None
    stdin: Callable[[], bytes] | None = None
    endpoints: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of one state; `info` has no serial yet, which `read_state` tells."""

    data: bytes
    info: StateInfo


def setting(settings: Mapping[str, Value], kind: str, name: str) -> str:
    """A setting that the backend cannot do without; StateError when it is not known."""
    value = settings.get(name)
    if isinstance(value, str) and value:
        return value
    scheme = {"s3": "s3://BUCKET/KEY", "gcs": "gs://BUCKET/OBJECT"}[kind]
    raise StateError(
        f'backend "{kind}": {name} is not known from the code (a partial configuration); '
        f"name the state with --state {scheme}, or run `terraform init` first"
    )


def allowed(value: Value, what: str, option: str, by_user: frozenset[str]) -> str:
    """`value` when the user allows it, "" when the code names none; else StateError."""
    if not isinstance(value, str) or not value:
        return ""
    if value in by_user:
        return value
    shown = "".join(character for character in value if character.isprintable())[:200]
    raise StateError(
        f"the backend block names the {what} {shown}, which is not followed because code is "
        f"untrusted; allow it with {option} {shown}"
    )
