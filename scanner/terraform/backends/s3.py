"""The S3 backend: ``KEY``, or ``env:/WORKSPACE/KEY`` for a workspace other than default.

Settings: developer.hashicorp.com/terraform/language/backend/s3. Lock table and lock file are
left alone. Server-side encryption with S3's or KMS's keys needs nothing of the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from scanner.errors import StateError
from scanner.model import StateInfo, Value
from scanner.terraform.backends.common import Access, Found, Openers, allowed, setting
from scanner.terraform.state import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Place:
    """Where the object is, how to get at it, and what of the block was not followed."""

    bucket: str
    key: str
    access: Access = field(default_factory=Access)
    hint: str = ""

    @property
    def url(self) -> str:
        """``s3://BUCKET/KEY``."""
        return f"s3://{self.bucket}/{self.key}"


def place_of(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Place:
    """Where the backend block's settings put the state of a workspace."""
    bucket, key = setting(settings, "s3", "bucket"), setting(settings, "s3", "key")
    if settings.get("sse_customer_key"):
        raise StateError(
            f"s3://{bucket}/{key} is encrypted with a customer key (SSE-C), which trueup does "
            "not handle; pipe it in: `terraform state pull | trueup drift --state -`"
        )
    prefix = settings.get("workspace_key_prefix")
    prefix = prefix if isinstance(prefix, str) and prefix else "env:"
    if workspace != "default":
        key = f"{prefix}/{workspace}/{key}"
    block = _block(settings, "assume_role")
    role = settings.get("role_arn") or block.get("role_arn")
    endpoint = settings.get("endpoint") or _block(settings, "endpoints").get("s3")
    region = settings.get("region")
    profile = settings.get("profile")
    hint = ""
    if isinstance(profile, str) and profile.isprintable() and profile:
        hint = f"; the backend block's profile is not followed, set AWS_PROFILE={profile[:100]}"
    access = Access(
        region=region if isinstance(region, str) else "",
        endpoint=allowed(endpoint, "endpoint", "--allow-endpoint", openers.endpoints),
        role=allowed(role, "role", "--assume-role", openers.roles),
        path_style=bool(settings.get("use_path_style") or settings.get("force_path_style")),
    )
    return Place(bucket, key, access, hint)


def place_of_url(url: str) -> Place:
    """``s3://BUCKET/KEY`` as named with ``--state``; no workspace is added."""
    bucket, _, key = url.removeprefix("s3://").partition("/")
    if not bucket or not key:
        raise StateError(f"--state {url}: write it as s3://BUCKET/KEY")
    return Place(bucket, key)


def read(place: Place, openers: Openers, workspace: str) -> Found:
    """The object at `place`, in one GetObject."""
    from botocore.exceptions import BotoCoreError, ClientError

    if openers.s3 is None:
        raise StateError(f"{place.url}: nothing here can read S3; give a file with --state")
    try:
        client = openers.s3(replace(place.access, bucket=place.bucket, key=place.key))
        answer = client.get_object(Bucket=place.bucket, Key=place.key)
        data = answer["Body"].read(MAX_BYTES + 1)
    except ClientError as error:
        raise StateError(_refused(place, error, workspace)) from None
    except BotoCoreError as error:
        raise StateError(
            f"{place.url}: cannot be read ({_line(error)}){place.hint}; check the credentials, "
            "the region and the network"
        ) from None
    return Found(data, StateInfo(place.url, None, workspace))


def _refused(place: Place, error: Any, workspace: str) -> str:
    code = str(error.response.get("Error", {}).get("Code", ""))[:100]
    if code in ("NoSuchKey", "404"):
        return (
            f"{place.url}: there is no state of workspace {workspace} here; choose another with "
            "--workspace, or name the state with --state"
        )
    if code == "NoSuchBucket":
        return f"{place.url}: there is no such bucket; check the backend block and the account"
    if code in ("AccessDenied", "403"):
        return (
            f"{place.url}: access is denied{place.hint}; allow s3:GetObject on it "
            "(and kms:Decrypt on its key), see `trueup permissions`"
        )
    return f"{place.url}: S3 refused it ({code}){place.hint}; check the credentials and the region"


def _block(settings: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    """A block or map of the backend: a mapping, or a list of one."""
    value = settings.get(name)
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value if isinstance(value, Mapping) else {}


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
