"""The Google Cloud Storage backend: ``PREFIX/WORKSPACE.tfstate``.

Settings: developer.hashicorp.com/terraform/language/backend/gcs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scanner.errors import StateError
from scanner.model import StateInfo, Value
from scanner.terraform.backends.common import Access, Found, Openers, allowed, setting
from scanner.terraform.state import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Place:
    """Where the object is and how to get at it."""

    bucket: str
    name: str
    access: Access = field(default_factory=Access)

    @property
    def url(self) -> str:
        """``gs://BUCKET/OBJECT``."""
        return f"gs://{self.bucket}/{self.name}"


def place_of(settings: Mapping[str, Value], workspace: str, openers: Openers) -> Place:
    """Where the backend block's settings put the state of a workspace."""
    bucket = setting(settings, "gcs", "bucket")
    prefix = settings.get("prefix")
    prefix = prefix.strip("/") if isinstance(prefix, str) else ""
    name = f"{prefix}/{workspace}.tfstate" if prefix else f"{workspace}.tfstate"
    if settings.get("encryption_key"):
        raise StateError(
            f"gs://{bucket}/{name} is encrypted with a customer-supplied key, which trueup does "
            "not handle; pipe it in: `terraform state pull | trueup drift --state -`"
        )
    access = Access(
        endpoint=allowed(
            settings.get("storage_custom_endpoint"),
            "endpoint",
            "--allow-endpoint",
            openers.endpoints,
        ),
        role=allowed(
            settings.get("impersonate_service_account"),
            "service account",
            "--assume-role",
            openers.roles,
        ),
    )
    return Place(bucket, name, access)


def place_of_url(url: str) -> Place:
    """``gs://BUCKET/OBJECT`` as named with ``--state``; no workspace is added."""
    bucket, _, name = url.removeprefix("gs://").partition("/")
    if not bucket or not name:
        raise StateError(f"--state {url}: write it as gs://BUCKET/OBJECT")
    return Place(bucket, name)


def read(place: Place, openers: Openers, workspace: str) -> Found:
    """The object at `place`: one request for its size, one for its bytes."""
    from google.api_core.exceptions import Forbidden, GoogleAPIError, Unauthorized
    from google.auth.exceptions import GoogleAuthError

    if openers.gcs is None:
        raise StateError(f"{place.url}: nothing here can read GCS; give a file with --state")
    try:
        access = replace(place.access, bucket=place.bucket, key=place.name)
        blob = openers.gcs(access).bucket(place.bucket).get_blob(place.name)
        if blob is None:
            raise StateError(
                f"{place.url}: there is no state of workspace {workspace} here; choose another "
                "with --workspace, or name the state with --state"
            )
        if (blob.size or 0) > MAX_BYTES:
            raise StateError(
                f"{place.url}: the state is larger than {MAX_BYTES >> 20} MiB; split it"
            )
        data = blob.download_as_bytes()
    except (Forbidden, Unauthorized):
        raise StateError(
            f"{place.url}: access is denied; allow storage.objects.get on it, "
            "see `trueup permissions`"
        ) from None
    except (GoogleAPIError, GoogleAuthError, OSError) as error:
        # The transport's own errors (requests) are OSErrors.
        message = " ".join(str(error).split())[:200]
        raise StateError(
            f"{place.url}: cannot be read ({message}); check the credentials and the network"
        ) from None
    return Found(data, StateInfo(place.url, None, workspace))
