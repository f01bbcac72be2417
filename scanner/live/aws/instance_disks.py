"""The disks that an instance brings with it: its root, the others, and their tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import arn_or_name, sparse, tags
from scanner.live.aws.ec2 import VOLUMES
from scanner.live.aws.shapes import ZERO, shaped
from scanner.live.aws.table import Detail, Source, computed, field, value_at
from scanner.live.aws.tags import tag_map
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item


def volume_of(mapping: Mapping[str, Any]) -> str:
    """The disk that an instance has under the name of a device."""
    return str(mapping.get("Ebs", {}).get("VolumeId"))


def _described(api: Api, item: Item) -> Any:
    volumes = api.index(VOLUMES, "Volumes", "VolumeId")
    found = []
    for mapping in item.raw.get("BlockDeviceMappings", ()):
        if "Ebs" not in mapping:
            continue
        volume = volumes.get(volume_of(mapping))
        if volume is None:
            raise NotRead(f"the list of volumes lacks {volume_of(mapping)}")
        found.append({**volume, **mapping["Ebs"], "DeviceName": mapping.get("DeviceName")})
    return {
        "Disks": found,
        "Root": item.raw.get("RootDeviceName"),
        "Recorded": item.raw["Recorded"],
    }


def _root(name: str) -> Source:
    def read(raw: Any) -> Any:
        for one in raw["Disks"]:
            if one["DeviceName"] == raw["Root"]:
                return _block_tags(raw, one) if name == "Tags" else value_at(one, name)
        return None

    return read


def _block_tags(raw: Any, disk: Any) -> dict[str, str]:
    """The provider keeps the tags of disks with the disk, or together in ``volume_tags``."""
    return {} if raw["Recorded"].get("volume_tags") else tag_map(disk.get("Tags"))


def _others(raw: Any) -> list[Any]:
    return [
        {**one, "AllTags": _block_tags(raw, one)}
        for one in raw["Disks"]
        if one["DeviceName"] != raw["Root"]
    ]


def _volume_tags(raw: Any) -> dict[str, str]:
    mine = raw["Recorded"].get("volume_tags")
    if not mine:
        return {}
    own, every = raw["Recorded"].get("tags") or {}, raw["Recorded"].get("tags_all") or {}
    # The provider gives its default tags to disks as well, and leaves them out when it reads.
    defaults = {name: value for name, value in every.items() if name not in own}
    return {
        name: value
        for one in raw["Disks"]
        for name, value in tag_map(one.get("Tags")).items()
        if name in mine or defaults.get(name) != value
    }


_DISK = """delete_on_termination device_name encrypted iops kms_key_id snapshot_id throughput
    volume_id volume_size volume_type tags_all"""


DISKS = Detail(
    (VOLUMES,),
    _described,
    (
        field("root_block_device.delete_on_termination", _root("DeleteOnTermination")),
        field("root_block_device.encrypted", _root("Encrypted")),
        field("root_block_device.iops", _root("Iops"), ZERO),
        field("root_block_device.kms_key_id", _root("KmsKeyId"), arn_or_name),
        field("root_block_device.throughput", _root("Throughput"), ZERO),
        field("root_block_device.volume_size", _root("Size")),
        field("root_block_device.volume_type", _root("VolumeType")),
        computed("root_block_device.volume_id", _root("VolumeId")),
        computed("root_block_device.tags_all", _root("Tags"), tags),
        field(
            "ebs_block_device",
            shaped(
                _others,
                _DISK,
                names={"volume_size": "Size", "tags_all": "AllTags"},
            ),
            sparse(
                key=("device_name",),
                same={"tags_all": tags, "kms_key_id": arn_or_name},
                ignore=("tags",),
                filled=(
                    "encrypted",
                    "iops",
                    "kms_key_id",
                    "snapshot_id",
                    "throughput",
                    "volume_id",
                    "volume_size",
                    "volume_type",
                    "tags_all",
                ),
                defaults={"delete_on_termination": True},
            ),
            default=[],
        ),
        field("volume_tags", _volume_tags, tags),
    ),
    bulk=True,
)
"""Both kinds of disk, and the tags that the provider keeps for all together."""
