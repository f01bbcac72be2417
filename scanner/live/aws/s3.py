"""What the types of the S3 bucket family share: operations, the bucket's region, listings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.kinds import Item, Managed, Part, Reader
from scanner.live.aws.operations import Operation
from scanner.live.notread import NotRead
from scanner.projection import Attribute, AttributeKind, Projection

if TYPE_CHECKING:
    from scanner.live.aws.api import Answer, Api
    from scanner.model import Resource, Value

NO_BUCKET = frozenset({"NoSuchBucket"})


def _get(name: str, action: str = "", absent: Iterable[str] = ()) -> Operation:
    actions = (f"s3:{action}",) if action else ()
    return Operation("s3", name, actions, frozenset(absent), NO_BUCKET)


# Action names: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
LIST = Operation("s3", "ListBuckets", ("s3:ListAllMyBuckets",))
LOCATION = _get("GetBucketLocation")
ACCELERATION = _get(
    "GetBucketAccelerateConfiguration",
    "GetAccelerateConfiguration",
    # Regions and partitions without the feature.
    ("MethodNotAllowed", "NotImplemented", "UnsupportedArgument", "XNotImplemented"),
)
ACL = _get("GetBucketAcl")
CORS = _get("GetBucketCors", "GetBucketCORS", ["NoSuchCORSConfiguration"])
ENCRYPTION = _get(
    "GetBucketEncryption",
    "GetEncryptionConfiguration",
    ["ServerSideEncryptionConfigurationNotFoundError"],
)
LIFECYCLE = _get(
    "GetBucketLifecycleConfiguration",
    "GetLifecycleConfiguration",
    ["NoSuchLifecycleConfiguration"],
)
LOGGING = _get("GetBucketLogging")
NOTIFICATION = _get("GetBucketNotificationConfiguration", "GetBucketNotification")
OBJECT_LOCK = _get(
    "GetObjectLockConfiguration",
    "GetBucketObjectLockConfiguration",
    ("MethodNotAllowed", "NotImplemented", "ObjectLockConfigurationNotFoundError"),
)
OWNERSHIP = _get("GetBucketOwnershipControls", absent=["OwnershipControlsNotFoundError"])
PAYMENT = _get("GetBucketRequestPayment", absent=("MethodNotAllowed", "NotImplemented"))
POLICY = _get("GetBucketPolicy", absent=["NoSuchBucketPolicy"])
PUBLIC_ACCESS = _get(
    "GetPublicAccessBlock",
    "GetBucketPublicAccessBlock",
    ["NoSuchPublicAccessBlockConfiguration"],
)
REPLICATION = _get(
    "GetBucketReplication",
    "GetReplicationConfiguration",
    ["ReplicationConfigurationNotFoundError"],
)
TAGGING = _get("GetBucketTagging", absent=("NoSuchTagSet", "NoSuchTagSetError"))
VERSIONING = _get("GetBucketVersioning")
WEBSITE = _get("GetBucketWebsite", absent=["NoSuchWebsiteConfiguration"])

# A location constraint that is not a region's name.
_OLD_NAMES = {"": "us-east-1", "EU": "eu-west-1"}

LOCATING = (LIST, LOCATION)
"""What `ask` may need to find the bucket's region; every type of the family declares it."""


def buckets(api: Api) -> Mapping[str, Any]:
    """The account's buckets by name. MaxBuckets makes S3 tell their regions."""
    return api.index(LIST, "Buckets", "Name", MaxBuckets=10000)


def location(api: Api, bucket: str) -> str:
    """The region the bucket is in. Raises Gone, and NotRead when nobody tells."""
    try:
        region = buckets(api).get(bucket, {}).get("BucketRegion")
        if region:
            return str(region)
    except NotRead:
        pass  # listing may be denied where asking about one bucket is not
    answer = api.call(LOCATION, Bucket=bucket) or {}
    name = str(answer.get("LocationConstraint") or "")
    return _OLD_NAMES.get(name, name)


def region_of(api: Api, bucket: str) -> str:
    """Where to send requests about the bucket; the session's region is worth a try."""
    try:
        return location(api, bucket)
    except NotRead:
        return api.region


def ask(api: Api, operation: Operation, bucket: str) -> Answer | None:
    """A request about one bucket, sent to the bucket's own region."""
    return api.call(operation, region=region_of(api, bucket), Bucket=bucket)


def policy_text(answer: Answer | None) -> str:
    """The document of GetBucketPolicy, ``""`` without one. Raises NotRead for half a document:
    the answer is the bare text, so no parser has looked at it yet."""
    text = str((answer or {}).get("Policy", ""))
    if text:
        try:
            json.loads(text)
        except ValueError as error:
            raise NotRead(f"{POLICY.label}: the answer is no policy document") from error
    return text


def bucket_key(resource: Resource) -> str | None:
    """The join key of the family: the bucket's name; ids may carry ``,owner`` or ``,acl``."""
    name = resource.attributes.get("bucket")
    if isinstance(name, str) and name:
        # `bucket` also accepts an ARN in some types.
        return name.rpartition(":::")[2]
    return resource.id.split(",")[0] if resource.id else None


def managed_buckets(of_type: str, *, all_buckets: bool = False) -> Callable[..., Iterable[Item]]:
    """The listing of a bucket's setting: those that are managed, as there is one per bucket.

    all_buckets: also of every managed bucket, for settings that `aws_s3_bucket` does not show.
    """

    def listing(api: Api, managed: Managed) -> Iterable[Item]:
        names = set(managed.of(of_type))
        if all_buckets:
            names.update(managed.of("aws_s3_bucket"))
        if all_buckets and managed.everything:
            names.update(buckets(api))
        return [Item(name) for name in sorted(names)]

    return listing


def setting(
    type_name: str,
    operation: Operation,
    rows: tuple[Attribute, ...],
    read: Callable[[Answer | None], Mapping[str, Value]],
    *,
    uncovered: Mapping[str, str] | None = None,
    all_buckets: bool = False,
    everywhere: Callable[[Item, Mapping[str, Value]], bool] | None = None,
) -> Reader:
    """The reader of a type that is one setting of a bucket.

    read: the API's answer (None: not configured) to attributes; raises Gone when that means that
    the resource does not exist.
    """

    def part(api: Api, item: Item) -> Mapping[str, Value]:
        return {"bucket": item.id, **read(ask(api, operation, item.id))}

    nowhere = AttributeKind.APPLY_ONLY, AttributeKind.WRITE_ONLY
    live = [row.path.partition(".")[0] for row in rows if row.kind not in nowhere]
    return Reader(
        projection=Projection(type_name, (Attribute("bucket"), *rows), bucket_key, uncovered or {}),
        operations=(*LOCATING, operation),
        listing=managed_buckets(type_name, all_buckets=all_buckets),
        # Whether an unmanaged one exists at all is only known once it has been asked for.
        parts=(Part(("bucket", *dict.fromkeys(live)), part, bulk=all_buckets),),
        regional=False,
        everywhere=everywhere,
    )


OWNER = {"expected_bucket_owner": "a precondition of requests, not a property of the bucket"}
"""The argument that most of the family shares and that nothing live answers to."""

OWNER_ROW = Attribute("expected_bucket_owner", kind=AttributeKind.APPLY_ONLY)
"""The same, as a row."""
