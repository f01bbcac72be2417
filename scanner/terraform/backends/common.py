"""What the backends share: how the outside is reached, and what of the code is followed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from scanner.errors import StateError
from scanner.model import Value
from scanner.outcome import StateInfo
from scanner.terraform.state import MAX_BYTES

MAX_STATES: Final = 1000
"""How many states one pattern may name."""
MAX_LISTED: Final = 100_000
"""How many objects are looked at for one pattern."""

PIPE: Final = "pipe it in: `terraform state pull | trueup drift --state -`"


@dataclass(frozen=True, slots=True)
class Access:
    """How a client for an object store is to be made.

    bucket: or container. keys: the only objects that the client may read. prefix: it may list
    what starts so, or None for no listing at all.
    region: of the bucket, or "" for the environment's. endpoint, role: named by the code and
    allowed by the user, or by the environment, or "". path_style: the bucket goes into the path
    of the URL. account: of the storage. session: further arguments of sts:AssumeRole, in the
    API's spelling. token_endpoint: of sts, allowed like `endpoint`. delegates: service accounts
    on the way to `role`.
    """

    bucket: str = ""
    keys: tuple[str, ...] = ()
    prefix: str | None = None
    region: str = ""
    endpoint: str = ""
    role: str = ""
    path_style: bool = False
    account: str = ""
    session: Mapping[str, Value] = field(default_factory=dict)
    token_endpoint: str = ""
    delegates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cluster:
    """How a Kubernetes cluster is to be asked.

    namespace, secret: all that may be read there, and what continues it: ``SECRET-part-1``...
    kubeconfig: the files, as in KUBECONFIG, or "" for the client's own chain. context: or "" for
    the current one.
    """

    namespace: str
    secret: str
    kubeconfig: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Trust:
    """What a TLS connection is checked with, beside or instead of the system's authorities.

    authorities, certificate, key: PEM texts or "". verify: only the user may say no.
    """

    authorities: str = field(default="", repr=False)
    certificate: str = field(default="", repr=False)
    key: str = field(default="", repr=False)
    verify: bool = True


@dataclass(frozen=True, slots=True)
class Request:
    """One GET. headers: for the host of `url` and no other, as they hold credentials."""

    url: str = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    trust: Trust = field(default_factory=Trust)
    limit: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, whole: a body that is cut short or too large is an error instead."""

    status: int
    body: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Openers:
    """How the outside is reached; made by the command line, so that nothing here opens it.

    s3: a read-only boto3 S3 client. gcs: a read-only google.cloud.storage.Client. azure: a
    read-only azure.storage.blob.ContainerClient. web: sends one request. kubernetes: gets a
    secret of the cluster by its name. Both raise LiveError when nothing comes back. stdin: all of
    standard input. Without one, states that need it are refused.
    endpoints, roles: what ``--allow-endpoint`` and ``--assume-role`` name.
    environment: the process's variables. home: the user's folder.
    """

    s3: Callable[[Access], Any] | None = None
    gcs: Callable[[Access], Any] | None = None
    azure: Callable[[Access], Any] | None = None
    web: Callable[[Request], Response] | None = None
    kubernetes: Callable[[Cluster], Callable[[str], Response]] | None = None
    stdin: Callable[[], bytes] | None = None
    endpoints: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    home: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The bytes of one state; `info` has no serial yet, which `read_state` tells."""

    data: bytes = field(repr=False)
    info: StateInfo


def text(settings: Mapping[str, Value], name: str) -> str:
    """A setting that is a text, or ""."""
    value = settings.get(name)
    return value if isinstance(value, str) else ""


def setting(
    settings: Mapping[str, Value], kind: str, name: str, form: str, fallback: str = ""
) -> str:
    """A setting that the backend cannot do without; StateError when it is not known.

    form: how the state is named with ``--state`` instead. fallback: of the environment, or "".
    """
    value = text(settings, name) or fallback
    if value:
        return value
    raise StateError(
        f'backend "{kind}": {name} is not known from the code (a partial configuration); '
        f"name the state with --state {form}, or run `terraform init` first"
    )


def block(settings: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    """A block or map of the backend: a mapping, or a list of one; empty when there is none."""
    value = settings.get(name)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}


def allowed(value: Value, what: str, option: str, by_user: Iterable[str]) -> str:
    """`value` when the user allows it, "" when the code names none; else StateError."""
    if not isinstance(value, str) or not value:
        return ""
    if value in by_user:
        return value
    raise not_followed(value, what, f"allow it with {option} {printable(value)}")


def not_followed(value: str, what: str, remedy: str) -> StateError:
    """The error for what code may not decide."""
    return StateError(
        f"the backend block names the {what} {printable(value)}, which is not followed because "
        f"code is untrusted; {remedy}"
    )


def printable(value: str) -> str:
    """`value` for a message: one line, no control characters, not endless."""
    return "".join(character for character in value if character.isprintable())[:200]


def line(error: BaseException) -> str:
    """An error of a library, for a message: one line, not endless."""
    return printable(" ".join(str(error).split())) or type(error).__name__


def literal_prefix(pattern: str) -> str:
    """What everything that a pattern matches starts with."""
    return pattern.partition("*")[0]


def chosen(pattern: str, names: Iterable[str], shown: str) -> list[str]:
    """The names of objects that a pattern with ``*`` or ``**`` matches, sorted.

    Lock files and folders are no states. StateError when there is none, or far too many.
    """
    from scanner.wildcards import like_path

    found = []
    for number, name in enumerate(names):
        if number >= MAX_LISTED:
            raise StateError(
                f"--state {shown}: more than {MAX_LISTED:,} objects start like it; name more of "
                "the path before the first *"
            )
        if not name.endswith(("/", ".tflock", ".lock.info")) and like_path(name, pattern):
            found.append(name)
    if not found:
        raise StateError(f"--state {shown}: nothing there matches; check the pattern")
    if len(found) > MAX_STATES:
        raise StateError(
            f"--state {shown}: it matches {len(found):,} states, and {MAX_STATES:,} are the most; "
            "give a narrower pattern"
        )
    return sorted(found)


def no_state(where: str, workspace: str) -> StateError:
    """The error for a place that holds nothing."""
    return StateError(
        f"{where}: there is no state of workspace {workspace} here; choose another with "
        "--workspace, or name the state with --state"
    )


def too_large(where: str) -> StateError:
    """The error for a state above the limit."""
    return StateError(f"{where}: the state is larger than {MAX_BYTES >> 20} MiB; split it")


def unzipped(parts: Iterable[bytes], where: str) -> bytes:
    """What gzip packed, at most `MAX_BYTES` of it; StateError when it is damaged or too large.

    parts: no more of them are asked for once the packed data is whole.
    """
    import zlib

    unpacked = bytearray()
    stream = zlib.decompressobj(wbits=31)
    try:
        for part in parts:
            rest = part
            while rest:
                if stream.eof:
                    stream = zlib.decompressobj(wbits=31)
                unpacked += stream.decompress(rest, MAX_BYTES + 1 - len(unpacked))
                if len(unpacked) > MAX_BYTES:
                    raise too_large(where)
                rest = stream.unused_data
            if stream.eof:
                return bytes(unpacked)
        raise zlib.error("it ends too early")
    except zlib.error as error:
        raise StateError(
            f"{where}: what is stored there is no whole gzip ({line(error)}); write the state "
            "anew with `terraform apply -refresh-only`"
        ) from None


def key_bytes(key: str, where: str, variable: str) -> bytes:
    """The 32 bytes of a customer's key in base64; StateError, without the key, for another."""
    import base64
    import binascii

    try:
        found = base64.b64decode(key, validate=True)
    except (binascii.Error, ValueError):
        found = b""
    if len(found) != 32:
        raise StateError(
            f"{where}: the customer's own key is not 32 bytes in base64; check {variable}"
        )
    return found
