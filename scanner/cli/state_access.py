"""What reading the states of a root takes, where somebody can be asked to allow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from scanner.model import Resource


@dataclass(slots=True)
class StateAccess:
    """objects: (bucket, key) in S3. buckets: of S3, in which states are looked for. keys: ARNs of
    the KMS keys. google: permissions. azure: data actions. secrets: (namespace, name) in
    Kubernetes. left_out: why a state is not among them."""

    objects: list[tuple[str, str]] = field(default_factory=list)
    buckets: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    google: list[str] = field(default_factory=list)
    azure: list[str] = field(default_factory=list)
    secrets: list[tuple[str, str]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def arguments(self) -> dict[str, Any]:
        """As `scanner.live.permissions.permissions` takes them."""
        return {
            "state_objects": self.objects,
            "state_buckets": self.buckets,
            "state_keys": self.keys,
            "state_google": self.google,
            "state_azure": self.azure,
            "state_secrets": self.secrets,
        }


def state_access(
    backend: Resource | None, named: Sequence[str], workspace: str, folder: str
) -> StateAccess:
    """For the states that --state names, or else the one of the root's backend block.

    Asks nobody. What the code names without being allowed to is left out, and told.
    """
    from scanner.cli.state import openers
    from scanner.errors import StateError
    from scanner.terraform.backends import backend_settings

    access = StateAccess()
    if named:
        for name in named:
            try:
                _add_named(access, name, workspace, openers((), ()))
            except StateError as error:
                access.left_out.append(str(error))
        return access
    kind, settings = backend_settings(backend, folder)
    try:
        _add_configured(access, kind, settings, workspace, openers((), ()))
    except StateError as error:
        access.left_out.append(str(error))
    return access


def _add_configured(
    access: StateAccess, kind: str, settings: Mapping[str, Any], workspace: str, openers: Any
) -> None:
    if kind == "s3":
        from scanner.terraform.backends import s3

        place = s3.place_of(settings, workspace, openers)
        access.objects.append((place.bucket, place.key))
        key = settings.get("kms_key_id")
        if isinstance(key, str) and key.startswith("arn:"):
            access.keys.append(key)
    elif kind == "gcs":
        access.google.append("storage.objects.get")
    elif kind == "azurerm":
        access.azure.append(_READ_BLOBS)
    elif kind == "kubernetes":
        from scanner.terraform.backends import kubernetes

        secret = kubernetes.place_of(settings, workspace, openers)
        access.secrets.append((secret.namespace, secret.secret))


def _add_named(access: StateAccess, name: str, workspace: str, openers: Any) -> None:
    scheme = name.partition("://")[0].lower() if "://" in name else ""
    if scheme == "s3":
        from scanner.terraform.backends import s3

        place = s3.place_of_url(name, openers)
        # IAM's own wildcard crosses folders, so that it allows at least what the pattern names.
        access.objects.append((place.bucket, place.key.replace("**", "*")))
        if "*" in place.key:
            access.buckets.append(place.bucket)
    elif scheme == "gs":
        access.google.append("storage.objects.get")
        if "*" in name:
            access.google.append("storage.objects.list")
    elif scheme == "azblob":
        # Listing the blobs of a container is this action, too.
        access.azure.append(_READ_BLOBS)
    elif scheme == "kubernetes":
        from scanner.terraform.backends import kubernetes

        secret = kubernetes.place_of_url(name, workspace, openers)
        access.secrets.append((secret.namespace, secret.secret))


_READ_BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"
