"""A Firehose delivery stream: where its records come from, and where they go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import blocks
from scanner.live.aws.firehose import destination
from scanner.live.aws.firehose_destinations import BLOCKS
from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.pages import tags_by_key
from scanner.live.aws.table import (
    Listing,
    block,
    by,
    computed,
    detail,
    field,
    nested,
    tabled,
)
from scanner.live.notread import NotRead

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed

_GONE = frozenset({"ResourceNotFoundException"})
STREAMS = Operation("firehose", "ListDeliveryStreams")
STREAM = Operation("firehose", "DescribeDeliveryStream", gone=_GONE)
TAGS = Operation("firehose", "ListTagsForDeliveryStream", gone=_GONE)

_ENCRYPTION = "DeliveryStreamEncryptionConfiguration"


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    # botocore has no pages for it: the next list starts after the last name.
    after: dict[str, str] = {}
    while True:
        answer = api.call(STREAMS, **after) or {}
        names = answer.get("DeliveryStreamNames", ())
        for name in names:
            yield Item(name, name)
        if not answer.get("HasMoreDeliveryStreams"):
            return
        if not names or names[-1] == after.get("ExclusiveStartDeliveryStreamName"):
            raise NotRead(f"{STREAMS.label}: the list was cut short")
        after = {"ExclusiveStartDeliveryStreamName": names[-1]}


def _encryption(raw: Any) -> Any:
    # Where it was stopped, the answer may still tell the key.
    said = raw.get(_ENCRYPTION) or {}
    return said if said.get("Status") in ("ENABLED", "ENABLING") else {}


def _key_type(raw: Any) -> Any:
    return _encryption(raw).get("KeyType", "AWS_OWNED_CMK")


def _since(raw: Any) -> Any:
    at = raw.get("ReadFromTimestamp")
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


READER = tabled(
    "aws_kinesis_firehose_delivery_stream",
    Listing((STREAMS,), _listing),
    key=by("name"),
    fields=(field("name", lambda raw: raw),),
    details=(
        detail(
            STREAM,
            {"DeliveryStreamName": "."},
            (
                field("destination", destination),
                *BLOCKS,
                field(
                    "server_side_encryption.enabled",
                    lambda raw: bool(_encryption(raw)),
                    default=False,
                ),
                field("server_side_encryption.key_arn", lambda raw: _encryption(raw).get("KeyARN")),
                field("server_side_encryption.key_type", _key_type, default="AWS_OWNED_CMK"),
                block(
                    "kinesis_source_configuration",
                    "Source.KinesisStreamSourceDescription",
                    {"kinesis_stream_arn": "KinesisStreamARN", "role_arn": "RoleARN"},
                    default=[],
                ),
                block(
                    "msk_source_configuration",
                    "Source.MSKSourceDescription",
                    {
                        "msk_cluster_arn": "MSKClusterARN",
                        "read_from_timestamp": _since,
                        "topic_name": "TopicName",
                        "authentication_configuration": nested(
                            "AuthenticationConfiguration",
                            {"connectivity": "Connectivity", "role_arn": "RoleARN"},
                        ),
                    },
                    same={"authentication_configuration": blocks()},
                    default=[],
                ),
                computed("arn", "DeliveryStreamARN"),
            ),
            result="DeliveryStreamDescription",
        ),
        tags_by_key(TAGS, "DeliveryStreamName"),
    ),
    write_only=(
        "http_endpoint_configuration.access_key",
        "redshift_configuration.password",
        "snowflake_configuration.key_passphrase",
        "snowflake_configuration.private_key",
    ),
    uncovered={
        "destination_id": "AWS numbers the destinations; there is only one",
        "splunk_configuration.hec_token": "a secret, which is not read",
        "extended_s3_configuration.data_format_conversion_configuration"
        ".schema_configuration.catalog_id": "AWS fills in the account",
        "extended_s3_configuration.data_format_conversion_configuration"
        ".schema_configuration.region": "AWS fills in the region",
        "version_id": "it counts the updates",
    },
    import_id="{arn}",
)
