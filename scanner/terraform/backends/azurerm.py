"""The azurerm backend: a blob ``KEY``, or ``KEYenv:WORKSPACE`` for a workspace other than default.

Settings: developer.hashicorp.com/terraform/language/backend/azurerm. The lease that locks it and
its snapshots are left alone. The blob is read with the environment's access key, SAS token or
identity; the key of an account is never looked up, as that takes more than reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from scanner.errors import StateError
from scanner.model import Value
from scanner.outcome import StateInfo
from scanner.terraform.backends.addresses import segments
from scanner.terraform.backends.common import (
    Access,
    Found,
    Openers,
    chosen,
    line,
    literal_prefix,
    no_state,
    printable,
    setting,
    text,
    too_large,
)
from scanner.terraform.state import MAX_BYTES

FORM: Final = "azblob://ACCOUNT/CONTAINER/KEY"
ENDPOINT: Final = "AZURE_STORAGE_SERVICE_ENDPOINT"
_SUFFIXES: Final = {
    "": "core.windows.net",
    "public": "core.windows.net",
    "usgovernment": "core.usgovcloudapi.net",
    "usgovernmentl4": "core.usgovcloudapi.net",
    "usgovernmentl5": "core.usgovcloudapi.net",
    "china": "core.chinacloudapi.cn",
}
# Names of storage accounts and containers: learn.microsoft.com/rest/api/storageservices.
_ACCOUNT = re.compile(r"[a-z0-9]{3,24}")
_CONTAINER = re.compile(r"\$root|\$web|(?=.{3,63}\Z)[a-z0-9]+(-[a-z0-9]+)*")
_OWN_CREDENTIALS: Final = (
    "access_key",
    "sas_token",
    "client_id",
    "client_secret",
    "client_certificate_path",
    "client_certificate",
    "oidc_token",
    "oidc_token_file_path",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the blob is, how to get at it, and what of the block was not followed."""

    account: str
    container: str
    key: str
    access: Access = field(default_factory=Access)
    hint: str = ""

    @property
    def url(self) -> str:
        """``azblob://ACCOUNT/CONTAINER/KEY``."""
        return f"azblob://{self.account}/{self.container}/{self.key}"


def place_of(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Place:
    """Where the backend block's settings put the state of a workspace."""
    account, container, key = (
        setting(settings, "azurerm", name, FORM)
        for name in ("storage_account_name", "container_name", "key")
    )
    if workspace != "default":
        key = f"{key}env:{workspace}"
    left = [name for name in _OWN_CREDENTIALS if settings.get(name)]
    hint = f"; the backend block's {left[0]} is not followed" if left else ""
    cloud = text(settings, "environment") or openers.environment.get("ARM_ENVIRONMENT", "")
    return _place(account, container, key, cloud, openers, hint)


def place_of_url(url: str, openers: Openers) -> Place:
    """``azblob://ACCOUNT/CONTAINER/KEY`` as named with ``--state``; no workspace is added."""
    account, container, key = segments(url, FORM, 3)
    cloud = openers.environment.get("ARM_ENVIRONMENT", "")
    return _place(account, container, key, cloud, openers)


def configured(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Found:
    """The state of a workspace, where the backend block puts it."""
    place = place_of(settings, workspace, openers)
    access = replace(place.access, keys=(place.key,))
    return _download(place, _container(place, access, openers), workspace)


def named(url: str, workspace: str, openers: Openers) -> list[Found]:
    """The states that ``azblob://ACCOUNT/CONTAINER/KEY`` names, ``*`` and ``**`` in the key."""
    place = place_of_url(url, openers)
    keys = [place.key]
    if "*" in place.key:
        access = replace(place.access, prefix=literal_prefix(place.key))
        container = _container(place, access, openers)
        keys = chosen(place.key, _listed(place, container, access.prefix), place.url)
    container = _container(place, replace(place.access, keys=tuple(keys)), openers)
    return [_download(replace(place, key=key), container, workspace) for key in keys]


def _place(
    account: str, container: str, key: str, cloud: str, openers: Openers, hint: str = ""
) -> Place:
    suffix = _SUFFIXES.get(cloud.lower())
    if suffix is None:
        raise StateError(
            f"azblob://{printable(account)}: the environment {printable(cloud)} is not known; "
            f"choose one of {', '.join(filter(None, _SUFFIXES))}"
        )
    if not _ACCOUNT.fullmatch(account) or not _CONTAINER.fullmatch(container):
        # The account becomes a part of a host's name, which code must not choose freely.
        raise StateError(
            f"azblob://{printable(account)}/{printable(container)}: these are no names of a "
            "storage account and a container; check the backend block"
        )
    endpoint = openers.environment.get(ENDPOINT) or f"https://{account}.blob.{suffix}"
    return Place(
        account, container, key, Access(container, endpoint=endpoint, account=account), hint
    )


def _container(place: Place, access: Access, openers: Openers) -> Any:
    if openers.azure is None:
        raise StateError(
            f"{place.url}: nothing here can read Azure Storage; give a file with --state"
        )
    return openers.azure(access)


def _listed(place: Place, container: Any, prefix: str | None) -> Iterator[str]:
    with _Refusals(place):
        yield from container.list_blob_names(name_starts_with=prefix)


def _download(place: Place, container: Any, workspace: str) -> Found:
    """The blob at `place`, in pieces of a few megabytes."""
    with _Refusals(place, workspace):
        stream = container.download_blob(place.key)
        if stream.size > MAX_BYTES:
            raise too_large(place.url)
        data = stream.readall()
    return Found(data, StateInfo(place.url, None, workspace))


class _Refusals:
    """Turns the library's errors into ones that say what, where and what to do."""

    def __init__(self, place: Place, workspace: str = "default") -> None:
        self._place, self._workspace = place, workspace

    def __enter__(self) -> None: ...

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, StateError):
            return
        from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError

        url, hint = self._place.url, self._place.hint
        if isinstance(error, HttpResponseError) and error.status_code:
            raise self._refused(error) from None
        if isinstance(error, ClientAuthenticationError):
            # Its text tells what every kind of credential lacked, over many lines.
            raise StateError(
                f"{url}: no credentials{hint}; sign in with `az login`, or set ARM_ACCESS_KEY, "
                "ARM_SAS_TOKEN or the variables of azure-identity"
            ) from None
        if isinstance(error, AzureError):
            raise StateError(
                f"{url}: cannot be read ({line(error)}){hint}; check the credentials and the "
                "network"
            ) from None

    def _refused(self, error: Any) -> StateError:
        url, hint = self._place.url, self._place.hint
        code = getattr(error, "error_code", None) or error.status_code
        code = printable(str(getattr(code, "value", code)))
        if error.status_code == 404 and "Container" not in code:
            return no_state(url, self._workspace)
        if error.status_code == 404:
            return StateError(
                f"{url}: there is no such container; check the backend block and the account"
            )
        if error.status_code in (401, 403):
            return StateError(
                f"{url}: access is denied ({code}){hint}; allow the role Storage Blob Data Reader "
                "on the container, or check ARM_ACCESS_KEY or ARM_SAS_TOKEN"
            )
        return StateError(
            f"{url}: Azure Storage refused it ({code}){hint}; check the account and the network"
        )
