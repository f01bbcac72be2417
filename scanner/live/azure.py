"""Azure Storage containers whose transport sends GET to the declared blobs and nothing else.

The SDK is an extra (``pip install trueup[azure]``): with its chain of identities it weighs 34 MB,
and what it does is not to be written by hand: workload identity, managed identity, `az login`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from scanner.errors import LiveError, RefusedCallError

INSTALL = "install Azure's libraries with `pip install 'trueup[azure]'`"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds to connect and per read; attempts per request."""

    connect_timeout: float = 5.0
    read_timeout: float = 30.0
    attempts: int = 4


class Guard:
    """Allows GET of the named blobs of one container, and of its list below one prefix.

    container: the URL of the container. It cannot be switched off.
    """

    def __init__(self, container: str, keys: Iterable[str], prefix: str | None) -> None:
        parts = urlsplit(container)
        self._home = parts.scheme, parts.netloc
        self._path = unquote(parts.path)
        self._blobs = frozenset(f"{self._path}/{key}" for key in keys)
        self._prefix = prefix

    def check(self, method: str, url: str) -> None:
        """Raise RefusedCallError unless this request may be sent."""
        parts = urlsplit(url)
        path = unquote(parts.path)
        query = parse_qs(parts.query, keep_blank_values=True)
        if method == "GET" and (parts.scheme, parts.netloc) == self._home:
            if path in self._blobs and not {"comp", "restype"} & query.keys():
                return
            listing = query.get("restype"), query.get("comp"), query.get("prefix", [""])
            if path == self._path and listing == (["container"], ["list"], [self._prefix]):
                return
        raise RefusedCallError(
            f"{method} {parts.path} was refused and not sent: no reader in use declares it (trueup "
            "only reads; this is a defect of trueup, please report it)"
        )


def open_container(
    account: str,
    endpoint: str,
    container: str,
    keys: Iterable[str],
    prefix: str | None,
    environment: Mapping[str, str],
    limits: Limits | None = None,
) -> Any:
    """A guarded azure.storage.blob.ContainerClient that may read `keys` and list below `prefix`.

    endpoint: the URL of the account's blobs. environment: the process's variables; ARM_* as in
    Terraform win over azure-identity's own. Raises LiveError without the SDK.
    """
    try:
        from azure.core.pipeline.transport import RequestsTransport
        from azure.storage.blob import ContainerClient
    except ImportError:
        raise LiveError(INSTALL) from None
    limits = limits or Limits()
    guard = Guard(f"{endpoint.rstrip('/')}/{container}", keys, prefix)

    class GuardedTransport(RequestsTransport):  # type: ignore[misc]  # azure-core has no types here
        """Every request, repeated and redirected ones too, goes through `send`; what identities
        send does not: they have transports of their own."""

        def send(self, request: Any, **options: Any) -> Any:
            guard.check(request.method, request.url)
            return super().send(request, **options)

    return ContainerClient(
        endpoint,
        container,
        credential=_credential(account, environment),
        transport=GuardedTransport(
            connection_timeout=limits.connect_timeout, read_timeout=limits.read_timeout
        ),
        permit_redirects=False,
        retry_total=limits.attempts - 1,
        user_agent="trueup",
        logging_enable=False,
    )


def _credential(account: str, environment: Mapping[str, str]) -> Any:
    """In Terraform's order: access key, SAS token, identity."""
    from azure.core.credentials import AzureNamedKeyCredential, AzureSasCredential

    if key := environment.get("ARM_ACCESS_KEY"):
        return AzureNamedKeyCredential(account, key)
    if token := environment.get("ARM_SAS_TOKEN"):
        return AzureSasCredential(token.removeprefix("?"))
    try:
        from azure.identity import ClientSecretCredential, DefaultAzureCredential
    except ImportError:
        raise LiveError(INSTALL) from None
    names = ("ARM_TENANT_ID", "ARM_CLIENT_ID", "ARM_CLIENT_SECRET")
    ours = [environment.get(name, "") for name in names]
    if all(ours):
        return ClientSecretCredential(*ours)
    return DefaultAzureCredential()
