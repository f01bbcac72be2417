"""A disk in an instance."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from scanner.live.aws.ec2 import VOLUMES
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.ownership import Owned
from scanner.live.aws.table import Listing, by, field, tabled, value_at

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for volume in api.items(VOLUMES, "Volumes"):
        for one in volume.get("Attachments", ()):
            if one.get("State") not in ("detaching", "detached") and one.get("InstanceId"):
                root = _root(managed, one["InstanceId"])
                raw = {**one, "VolumeId": volume["VolumeId"], "Root": root == volume["VolumeId"]}
                yield Item(f"{volume['VolumeId']}/{one['InstanceId']}", raw)


def _root(managed: Managed, instance: str) -> str | None:
    """The root disk of a managed instance, which is part of it."""
    resource = managed.of("aws_instance").get(instance)
    found = value_at(dict(resource.attributes), "root_block_device") if resource else None
    return found[0].get("volume_id") if found else None


def _owner_of(resource: Resource) -> tuple[str, str] | None:
    instance = resource.attributes.get("instance_id")
    return (instance, "ebs_block_device") if isinstance(instance, str) else None


READER = tabled(
    "aws_volume_attachment",
    Listing((VOLUMES,), _items),
    key=by("volume_id", "instance_id"),
    fields=(
        field("device_name", "Device"),
        field("instance_id", "InstanceId"),
        field("volume_id", "VolumeId"),
    ),
    apply_only=("force_detach", "skip_destroy", "stop_instance_before_detaching"),
    # A disk that goes with its instance came with it.
    everywhere=lambda item, attributes: bool(
        item.raw.get("DeleteOnTermination") or item.raw["Root"]
    ),
    parent_type="aws_instance",
    owner=lambda item: (item.raw["InstanceId"], "ebs_block_device"),
    owner_of=_owner_of,
    siblings=("aws_volume_attachment",),
    owns=(Owned("aws_instance", "ebs_block_device", "aws_volume_attachment", "instance_id", "id"),),
    import_id="{device_name}:{volume_id}:{instance_id}",
)
