"""A key of KMS that the account has made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import policy
from scanner.live.aws.api import Gone, required
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.kms import ALIASES, KEY, KEYS, POLICY, ROTATION, TAGS, aliases, described
from scanner.live.aws.table import Detail, Listing, by_id, computed, detail, field, tabled, tagged

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

_TYPE = "aws_kms_key"


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    mine = managed.of(_TYPE)
    # The list says only ids; AWS's own keys are those that its own aliases name.
    of_aws = {
        one.get("TargetKeyId")
        for one in aliases(api)
        if required(one, "AliasName").startswith("alias/aws/")
    }
    for one in api.items(KEYS, "Keys", Limit=1000):
        key = required(one, "KeyId")
        yield Item(key, {"Managed": key in mine, "OfAws": key in of_aws})


def _description(api: Api, item: Item) -> Mapping[str, Any]:
    found = described(api, item.id)
    kind = found.get("MultiRegionConfiguration", {}).get("MultiRegionKeyType")
    if not item.raw.get("Managed") and (found.get("Origin") == "EXTERNAL" or kind == "REPLICA"):
        # Such keys have resource types of their own.
        raise Gone("the key is an external one, or a replica")
    return found


def _spec(raw: Any) -> Any:
    return raw.get("KeySpec") or raw.get("CustomerMasterKeySpec")


def _find(api: Api, item: Item) -> Any:
    described(api, item.id)
    return {"Managed": True, "OfAws": False}


READER = tabled(
    _TYPE,
    Listing((KEYS, ALIASES), _items),
    key=by_id,
    fields=(),
    details=(
        # Whether a key is somebody's at all, and not deleted, only its description tells.
        Detail(
            (KEY,),
            _description,
            (
                field("description", "Description"),
                field("is_enabled", "Enabled", default=True),
                field("key_usage", "KeyUsage", default="ENCRYPT_DECRYPT"),
                field("customer_master_key_spec", _spec, default="SYMMETRIC_DEFAULT"),
                field("multi_region", "MultiRegion", default=False),
                field("custom_key_store_id", "CustomKeyStoreId", default=""),
                field("xks_key_id", "XksKeyConfiguration.Id", default=""),
                computed("arn", "Arn"),
                computed("key_id", "KeyId"),
            ),
            bulk=True,
        ),
        detail(POLICY, {"KeyId": "."}, (field("policy", "Policy", policy),), PolicyName="default"),
        detail(
            ROTATION,
            {"KeyId": "."},
            (
                field("enable_key_rotation", "KeyRotationEnabled", default=False),
                field("rotation_period_in_days", "RotationPeriodInDays", default=0),
            ),
        ),
        Detail(
            (TAGS,),
            lambda api, item: api.items(TAGS, "Tags", KeyId=item.id),
            tagged(lambda raw: {one["TagKey"]: one.get("TagValue", "") for one in raw}),
        ),
    ),
    find=Detail((KEY,), _find, ()),
    apply_only=("bypass_policy_lockout_safety_check", "deletion_window_in_days"),
    uncovered={"timeouts": "how long Terraform waits"},
    everywhere=lambda item, attributes: bool(item.raw["OfAws"]),
)
