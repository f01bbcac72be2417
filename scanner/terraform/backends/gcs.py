"""The Google Cloud Storage backend: ``PREFIX/WORKSPACE.tfstate``.

Settings: developer.hashicorp.com/terraform/language/backend/gcs. A key of the customer's is needed
for what it encrypted (GOOGLE_ENCRYPTION_KEY); one of Cloud KMS needs nothing of the reader.
"""

from __future__ import annotations

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
    allowed,
    chosen,
    key_bytes,
    line,
    literal_prefix,
    no_state,
    setting,
    text,
    too_large,
    unzipped,
)
from scanner.terraform.state import MAX_BYTES

FORM: Final = "gs://BUCKET/OBJECT"
CUSTOMER_KEY: Final = "GOOGLE_ENCRYPTION_KEY"
# Seconds per request, and for a request with all its repetitions.
TIMEOUT: Final = 30.0
DEADLINE: Final = 120.0
# In the order in which the backend asks them.
_ENDPOINTS: Final = ("GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT", "GOOGLE_STORAGE_CUSTOM_ENDPOINT")
_ACCOUNTS: Final = (
    "GOOGLE_BACKEND_IMPERSONATE_SERVICE_ACCOUNT",
    "GOOGLE_IMPERSONATE_SERVICE_ACCOUNT",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the object is and how to get at it. customer_key: 32 bytes in base64, or ""."""

    bucket: str
    name: str
    access: Access = field(default_factory=Access)
    customer_key: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """``gs://BUCKET/OBJECT``."""
        return f"gs://{self.bucket}/{self.name}"


def place_of(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Place:
    """Where the backend block's settings put the state of a workspace."""
    bucket = setting(settings, "gcs", "bucket", FORM)
    prefix = text(settings, "prefix").strip("/")
    name = f"{prefix}/{workspace}.tfstate" if prefix else f"{workspace}.tfstate"
    ours = _environment_access(openers)
    delegates = settings.get("impersonate_service_account_delegates")
    account = text(settings, "impersonate_service_account")
    access = Access(
        endpoint=allowed(
            settings.get("storage_custom_endpoint"),
            "endpoint",
            "--allow-endpoint",
            openers.endpoints | {ours.endpoint},
        )
        or ours.endpoint,
        role=allowed(account, "service account", "--assume-role", openers.roles | {ours.role})
        or ours.role,
        delegates=tuple(
            allowed(one, "service account", "--assume-role", openers.roles)
            for one in (delegates if account and isinstance(delegates, list) else ())
        ),
    )
    key = openers.environment.get(CUSTOMER_KEY) or text(settings, "encryption_key")
    return Place(bucket, name, access, key)


def place_of_url(url: str, openers: Openers) -> Place:
    """``gs://BUCKET/OBJECT`` as named with ``--state``; no workspace is added."""
    bucket, name = segments(url, FORM, 2)
    key = openers.environment.get(CUSTOMER_KEY, "")
    return Place(bucket, name, _environment_access(openers), key)


def configured(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Found:
    """The state of a workspace, where the backend block puts it."""
    place = place_of(settings, workspace, openers)
    access = replace(place.access, keys=(place.name,))
    return _download(place, _bucket(place, access, openers), workspace)


def named(url: str, workspace: str, openers: Openers) -> list[Found]:
    """The states that ``gs://BUCKET/OBJECT`` names, with ``*`` and ``**`` in the object."""
    place = place_of_url(url, openers)
    names = [place.name]
    if "*" in place.name:
        access = replace(place.access, prefix=literal_prefix(place.name))
        bucket = _bucket(place, access, openers)
        names = chosen(place.name, _listed(place, bucket, access.prefix), place.url)
    bucket = _bucket(place, replace(place.access, keys=tuple(names)), openers)
    return [_download(replace(place, name=name), bucket, workspace) for name in names]


def _listed(place: Place, bucket: Any, prefix: str | None) -> Iterator[str]:
    with _Refusals(place, "storage.objects.list on the bucket"):
        fields = "items(name),nextPageToken"
        for blob in bucket.list_blobs(prefix=prefix, fields=fields, **_patience()):
            yield blob.name


def _bucket(place: Place, access: Access, openers: Openers) -> Any:
    if openers.gcs is None:
        raise StateError(f"{place.url}: nothing here can read GCS; give a file with --state")
    with _Refusals(place, ""):
        return openers.gcs(replace(access, bucket=place.bucket)).bucket(place.bucket)


def _download(place: Place, bucket: Any, workspace: str) -> Found:
    """The object at `place`: one request for its size, one for its bytes."""
    key = key_bytes(place.customer_key, place.url, CUSTOMER_KEY) if place.customer_key else None
    with _Refusals(place, "storage.objects.get on it"):
        blob = bucket.get_blob(place.name, encryption_key=key, **_patience())
        if blob is None:
            raise no_state(place.url, workspace)
        if (blob.size or 0) > MAX_BYTES:
            raise too_large(place.url)
        # As it is stored: what is unpacked on the way has no limit.
        packed = blob.content_encoding == "gzip"
        data = blob.download_as_bytes(raw_download=True, **_patience())
    if packed:
        data = unzipped([data], place.url)
    return Found(data, StateInfo(place.url, None, workspace))


def _patience() -> dict[str, Any]:
    from google.cloud.storage.retry import DEFAULT_RETRY

    return {"timeout": TIMEOUT, "retry": DEFAULT_RETRY.with_timeout(DEADLINE)}


class _Refusals:
    """Turns the library's errors into ones that say what, where and what to do."""

    def __init__(self, place: Place, needed: str) -> None:
        self._place, self._needed = place, needed

    def __enter__(self) -> None: ...

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, StateError):
            return
        from google.api_core.exceptions import BadRequest, Forbidden, GoogleAPIError, Unauthorized
        from google.auth.exceptions import GoogleAuthError

        url = self._place.url
        if isinstance(error, (Forbidden, Unauthorized)):
            raise StateError(
                f"{url}: access is denied; allow {self._needed}, see `trueup permissions`"
            ) from None
        if isinstance(error, BadRequest) and not self._place.customer_key:
            raise StateError(
                f"{url}: Google Cloud Storage refused it; when it is encrypted with a key of your "
                f"own, set {CUSTOMER_KEY}"
            ) from None
        # The transport's own errors (requests) are OSErrors.
        if isinstance(error, (GoogleAPIError, GoogleAuthError, OSError)):
            raise StateError(
                f"{url}: cannot be read ({line(error)}); check the credentials and the network"
            ) from None


def _environment_access(openers: Openers) -> Access:
    """What the environment says, which is the user's own."""

    def first(names: tuple[str, ...]) -> str:
        found = (openers.environment.get(name) for name in names)
        return next((value for value in found if value), "")

    return Access(endpoint=first(_ENDPOINTS), role=first(_ACCOUNTS))
