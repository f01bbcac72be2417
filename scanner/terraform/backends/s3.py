"""The S3 backend: ``KEY``, or ``env:/WORKSPACE/KEY`` for a workspace other than default.

Settings: developer.hashicorp.com/terraform/language/backend/s3. Lock table and lock file are
left alone. Server-side encryption with S3's or KMS's keys needs nothing of the reader; one with a
key of the customer's (SSE-C) needs that key, in AWS_SSE_CUSTOMER_KEY.
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
    block,
    chosen,
    key_bytes,
    line,
    literal_prefix,
    no_state,
    printable,
    setting,
    text,
    too_large,
)
from scanner.terraform.state import MAX_BYTES

FORM: Final = "s3://BUCKET/KEY"
# The folder of the workspaces, where the backend block names no other.
WORKSPACES: Final = "env:"
CUSTOMER_KEY: Final = "AWS_SSE_CUSTOMER_KEY"
# What the block may say of the session of a role, and what sts:AssumeRole calls it. What could
# widen the session or what it leaves behind (tags) is left out.
_SESSION: Final = {
    "external_id": "ExternalId",
    "session_name": "RoleSessionName",
    "source_identity": "SourceIdentity",
    "policy": "Policy",
}
_OWN_CREDENTIALS: Final = (
    "profile",
    "shared_config_files",
    "shared_credentials_file",
    "shared_credentials_files",
    "access_key",
    "secret_key",
    "token",
    "assume_role_with_web_identity",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the object is, how to get at it, and what of the block was not followed.

    customer_key: of SSE-C, as written: 32 bytes in base64, or "".
    """

    bucket: str
    key: str
    access: Access = field(default_factory=Access)
    hint: str = ""
    customer_key: str = field(default="", repr=False)

    @property
    def url(self) -> str:
        """``s3://BUCKET/KEY``."""
        return f"s3://{self.bucket}/{self.key}"


def place_of(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Place:
    """Where the backend block's settings put the state of a workspace."""
    bucket, key = (setting(settings, "s3", name, FORM) for name in ("bucket", "key"))
    if workspace != "default":
        key = f"{text(settings, 'workspace_key_prefix') or WORKSPACES}/{workspace}/{key}"
    role = block(settings, "assume_role")
    endpoints = block(settings, "endpoints")

    def endpoint(*values: Value) -> str:
        named = next((value for value in values if value), None)
        return allowed(named, "endpoint", "--allow-endpoint", openers.endpoints)

    access = Access(
        region=text(settings, "region"),
        endpoint=endpoint(endpoints.get("s3"), settings.get("endpoint")),
        role=allowed(
            role.get("role_arn") or settings.get("role_arn"),
            "role",
            "--assume-role",
            openers.roles,
        ),
        path_style=bool(settings.get("use_path_style") or settings.get("force_path_style")),
        session={
            theirs: value
            for ours, theirs in _SESSION.items()
            if (value := text(role, ours) or text(settings, ours))
        },
        token_endpoint=endpoint(endpoints.get("sts"), settings.get("sts_endpoint")),
    )
    key_of_customer = text(settings, "sse_customer_key")
    return Place(bucket, key, access, _hint(settings), _customer_key(openers) or key_of_customer)


def place_of_url(url: str, openers: Openers) -> Place:
    """``s3://BUCKET/KEY`` as named with ``--state``; no workspace is added."""
    bucket, key = segments(url, FORM, 2)
    return Place(bucket, key, customer_key=_customer_key(openers))


def configured(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Found:
    """The state of a workspace, where the backend block puts it."""
    return _read(place_of(settings, workspace, openers), openers, workspace)


def named(url: str, workspace: str, openers: Openers) -> list[Found]:
    """The states that ``s3://BUCKET/KEY`` names, with ``*`` and ``**`` in the key."""
    place = place_of_url(url, openers)
    if "*" not in place.key:
        return [_read(place, openers, _workspace(place.key, workspace))]
    access = Access(place.bucket, prefix=literal_prefix(place.key))
    client = _client(place, access, openers)
    keys = chosen(place.key, _listed(place, client, access.prefix), place.url)
    client = _client(place, replace(access, keys=tuple(keys), prefix=None), openers)
    return [_download(replace(place, key=key), client, _workspace(key, workspace)) for key in keys]


def _workspace(key: str, workspace: str) -> str:
    """The workspace that an object is the state of, where Terraform's own prefix tells."""
    first, _, rest = key.partition("/")
    return rest.partition("/")[0] if first == WORKSPACES and "/" in rest else workspace


def _listed(place: Place, client: Any, prefix: str | None) -> Iterator[str]:
    pages = client.get_paginator("list_objects_v2").paginate(Bucket=place.bucket, Prefix=prefix)
    with _Refusals(place, "s3:ListBucket on the bucket"):
        for page in pages:
            for entry in page.get("Contents", ()):
                yield entry["Key"]


def _read(place: Place, openers: Openers, workspace: str) -> Found:
    access = replace(place.access, bucket=place.bucket, keys=(place.key,))
    return _download(place, _client(place, access, openers), workspace)


def _client(place: Place, access: Access, openers: Openers) -> Any:
    if openers.s3 is None:
        raise StateError(f"{place.url}: nothing here can read S3; give a file with --state")
    return openers.s3(access)


def _download(place: Place, client: Any, workspace: str) -> Found:
    """The object at `place`, in one GetObject."""
    options: dict[str, Any] = {}
    if place.customer_key:
        options = {
            "SSECustomerAlgorithm": "AES256",
            "SSECustomerKey": key_bytes(place.customer_key, place.url, CUSTOMER_KEY),
        }
    with _Refusals(place, "s3:GetObject on it (and kms:Decrypt on its key)", workspace):
        answer = client.get_object(Bucket=place.bucket, Key=place.key, **options)
        length = answer.get("ContentLength", 0)
        if length > MAX_BYTES:
            raise too_large(place.url)
        data = answer["Body"].read(MAX_BYTES + 1)
    if len(data) < length:
        # Nothing beneath complains about a body that is cut short.
        raise StateError(f"{place.url}: cannot be read (the answer is cut short); try again")
    return Found(data, StateInfo(place.url, None, workspace))


class _Refusals:
    """Turns botocore's errors into ones that say what, where and what to do."""

    def __init__(self, place: Place, needed: str, workspace: str = "default") -> None:
        self._place, self._needed, self._workspace = place, needed, workspace

    def __enter__(self) -> None: ...

    def __exit__(self, _type: object, error: BaseException | None, _trace: object) -> None:
        if error is None or isinstance(error, StateError):
            return
        from botocore.exceptions import BotoCoreError, ClientError

        url, hint = self._place.url, self._place.hint
        if isinstance(error, ClientError):
            raise self._refused(error) from None
        if isinstance(error, BotoCoreError):
            raise StateError(
                f"{url}: cannot be read ({line(error)}){hint}; check the credentials, "
                "the region and the network"
            ) from None

    def _refused(self, error: Any) -> StateError:
        url, hint = self._place.url, self._place.hint
        code = printable(str(error.response.get("Error", {}).get("Code", "")))
        if code in ("NoSuchKey", "404"):
            return no_state(url, self._workspace)
        if code == "NoSuchBucket":
            return StateError(
                f"{url}: there is no such bucket; check the backend block and the account"
            )
        if code in ("AccessDenied", "403"):
            return StateError(
                f"{url}: access is denied{hint}; allow {self._needed}, see `trueup permissions`"
            )
        if code in ("400", "InvalidRequest") and not self._place.customer_key:
            hint += f"; when it is encrypted with a key of your own (SSE-C), set {CUSTOMER_KEY}"
        return StateError(
            f"{url}: S3 refused it ({code}){hint}; check the credentials and the region"
        )


def _customer_key(openers: Openers) -> str:
    return openers.environment.get(CUSTOMER_KEY, "")


def _hint(settings: Mapping[str, Value]) -> str:
    """What of the block was left out, for when the state cannot be read because of it."""
    profile = text(settings, "profile")
    if profile:
        name = printable(profile)[:100]
        return f"; the backend block's profile is not followed, set AWS_PROFILE={name}"
    left = [name for name in _OWN_CREDENTIALS if settings.get(name)]
    if not left:
        return ""
    return f"; the backend block's {left[0]} is not followed, use the environment's credentials"
