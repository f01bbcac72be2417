"""Who else may launch an image: an account, an organization, everybody.

Asked of images that Terraform manages or shares, and of those that AWS lists as public.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import Gone
from scanner.live.aws.ec2 import describe
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Listing, field, tabled
from scanner.live.aws.types.aws_ami import IMAGES, OWN

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.model import Resource

ATTRIBUTE = describe("ImageAttribute", "InvalidAMIID.NotFound", "InvalidAMIID.Unavailable")
_WHO = {
    "account_id": "UserId",
    "group": "Group",
    "organization_arn": "OrganizationArn",
    "organizational_unit_arn": "OrganizationalUnitArn",
}


def _named(image: str, who: Iterable[Any]) -> str:
    return "/".join([image, *(str(one or "") for one in who)])


def _key(resource: Resource) -> str | None:
    image = resource.attributes.get("image_id")
    who = [resource.attributes.get(name) for name in _WHO]
    if isinstance(image, str) and all(one is None or isinstance(one, str) for one in who):
        return _named(image, who)
    return resource.id


def _images(api: Api, managed: Managed) -> Iterable[str]:
    yield from managed.of("aws_ami")
    for resource in managed.of("aws_ami_launch_permission").values():
        image = resource.attributes.get("image_id")
        if isinstance(image, str):
            yield image
    for one in OWN.items(api, managed):
        if one.raw.get("Public"):
            yield one.id


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    for image in dict.fromkeys(_images(api, managed)):
        for one in _permissions(api, image):
            who = (one.get(name) for name in _WHO.values())
            yield Item(_named(image, who), {**one, "ImageId": image})


def _permissions(api: Api, image: str) -> Iterable[Mapping[str, Any]]:
    try:
        answer = api.call(ATTRIBUTE, ImageId=image, Attribute="launchPermission") or {}
    except Gone:
        return ()
    found: Iterable[Mapping[str, Any]] = answer.get("LaunchPermissions", ())
    return found


READER = tabled(
    "aws_ami_launch_permission",
    Listing((IMAGES, ATTRIBUTE), _items),
    key=_key,
    fields=(
        field("image_id", "ImageId"),
        *(field(name, source) for name, source in _WHO.items()),
    ),
    import_id=None,
)
