"""What a regional web ACL protects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.live.aws.api import Gone
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Detail, Listing, by, field, tabled
from scanner.live.aws.wafv2 import ACLS, OF_RESOURCE, RESOURCES, scoped

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_wafv2_web_acl_association"
_KINDS = (
    "AMPLIFY",
    "API_GATEWAY",
    "APPLICATION_LOAD_BALANCER",
    "APPSYNC",
    "APP_RUNNER_SERVICE",
    "COGNITO_USER_POOL",
    "VERIFIED_ACCESS_INSTANCE",
)


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    """Associations of web ACLs that are managed, or have a managed association; a resource has
    one web ACL at most, so that the resource identifies it."""
    asked = {one.attributes.get("web_acl_arn") for one in managed.of(_TYPE).values()}
    mine = managed.of("aws_wafv2_web_acl")
    for acl in scoped(api, ACLS, "WebACLs"):
        if acl["Scope"] != "REGIONAL":
            continue
        if not (managed.everything or acl["Id"] in mine or acl.get("ARN") in asked):
            continue
        for arn in _protected(api, acl):
            yield Item(arn, {"ResourceArn": arn, "WebACLArn": acl.get("ARN")})


def _protected(api: Api, acl: Any) -> Iterable[str]:
    for kind in _KINDS:
        try:
            found = api.call(RESOURCES, WebACLArn=acl["ARN"], ResourceType=kind) or {}
        except Gone:
            return
        yield from map(str, found.get("ResourceArns") or ())


def _find(api: Api, item: Item) -> Any:
    """Another web ACL than the managed ones may have taken its place."""
    answer = api.call(OF_RESOURCE, ResourceArn=item.id) or {}
    acl = answer.get("WebACL") or {}
    return {"ResourceArn": item.id, "WebACLArn": acl["ARN"]} if acl.get("ARN") else None


READER = tabled(
    _TYPE,
    Listing((ACLS, RESOURCES), _items),
    key=by("resource_arn"),
    fields=(field("resource_arn", "ResourceArn"), field("web_acl_arn", "WebACLArn")),
    find=Detail((OF_RESOURCE,), _find, ()),
    uncovered={"timeouts": "how long Terraform waits"},
    import_id="{web_acl_arn},{resource_arn}",
)
