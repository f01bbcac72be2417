"""A trail of CloudTrail: which calls are logged, and where to."""

from __future__ import annotations

from typing import Any

from scanner.compare import arn_or_name, blocks, string_set
from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import (
    Detail,
    Listing,
    block,
    by,
    computed,
    detail,
    field,
    listed,
    nested,
    tabled,
    tagged,
)

NO_TRAIL = frozenset({"TrailNotFoundException"})
TRAILS = Operation("cloudtrail", "DescribeTrails")
STATUS = Operation("cloudtrail", "GetTrailStatus", gone=NO_TRAIL)
SELECTORS = Operation("cloudtrail", "GetEventSelectors", gone=NO_TRAIL)
INSIGHTS = Operation(
    "cloudtrail",
    "GetInsightSelectors",
    absent=frozenset({"InsightNotEnabledException"}),
    gone=NO_TRAIL,
)
TAGS = Operation("cloudtrail", "ListTags", gone=NO_TRAIL)

_ALL_MANAGEMENT = {
    "read_write_type": "All",
    "include_management_events": True,
    "exclude_management_event_sources": [],
    "data_resource": [],
}
_TESTS = {
    "ends_with": "EndsWith",
    "equals": "Equals",
    "not_ends_with": "NotEndsWith",
    "not_equals": "NotEquals",
    "not_starts_with": "NotStartsWith",
    "starts_with": "StartsWith",
}


def _own() -> Listing:
    """The trails of this account that are at home here; those of an organization are seen in
    every account of it, and those of all regions in every region."""
    found = listed(TRAILS, "trailList", "Name", includeShadowTrails=False)

    def items(api: Any, managed: Any) -> Any:
        for item in found.items(api, managed):
            parts = str(item.raw.get("TrailARN", "")).split(":")
            if len(parts) > 4 and parts[4] == api.account:
                yield item

    return Listing(found.operations, items)


def _tags(api: Any, item: Item) -> Any:
    found = api.items(TAGS, "ResourceTagList", ResourceIdList=[item.raw["TrailARN"]])
    return {"Tags": [tag for one in found for tag in one.get("TagsList") or ()]}


READER = tabled(
    "aws_cloudtrail",
    _own(),
    key=by("name"),
    fields=(
        field("name", "Name"),
        field("s3_bucket_name", "S3BucketName"),
        field("s3_key_prefix", "S3KeyPrefix", default=""),
        field(
            "sns_topic_name",
            lambda raw: raw.get("SnsTopicName") or raw.get("SnsTopicARN"),
            arn_or_name,
            default="",
        ),
        field("include_global_service_events", "IncludeGlobalServiceEvents", default=True),
        field("is_multi_region_trail", "IsMultiRegionTrail", default=False),
        field("is_organization_trail", "IsOrganizationTrail", default=False),
        field("enable_log_file_validation", "LogFileValidationEnabled", default=False),
        field("cloud_watch_logs_group_arn", "CloudWatchLogsLogGroupArn", default=""),
        field("cloud_watch_logs_role_arn", "CloudWatchLogsRoleArn", default=""),
        field("kms_key_id", "KmsKeyId", arn_or_name, default=""),
        computed("arn", "TrailARN"),
        computed("home_region", "HomeRegion"),
    ),
    details=(
        detail(STATUS, {"Name": "TrailARN"}, (field("enable_logging", "IsLogging", default=True),)),
        detail(
            SELECTORS,
            {"TrailName": "TrailARN"},
            (
                block(
                    "event_selector",
                    "EventSelectors",
                    {
                        "read_write_type": "ReadWriteType",
                        "include_management_events": "IncludeManagementEvents",
                        "exclude_management_event_sources": "ExcludeManagementEventSources",
                        "data_resource": nested(
                            "DataResources", {"type": "Type", "values": "Values"}
                        ),
                    },
                    same={
                        "exclude_management_event_sources": string_set,
                        "data_resource": blocks(same={"values": string_set}),
                    },
                    defaults={"read_write_type": "All", "include_management_events": True},
                    default=[_ALL_MANAGEMENT],
                ),
                block(
                    "advanced_event_selector",
                    "AdvancedEventSelectors",
                    {
                        "name": "Name",
                        "field_selector": nested("FieldSelectors", {"field": "Field", **_TESTS}),
                    },
                    same={
                        "field_selector": blocks(
                            key=("field",), same=dict.fromkeys(_TESTS, string_set)
                        )
                    },
                    default=[],
                ),
            ),
        ),
        detail(
            INSIGHTS,
            {"TrailName": "TrailARN"},
            (
                block(
                    "insight_selector",
                    "InsightSelectors",
                    {"insight_type": "InsightType"},
                    key=("insight_type",),
                    default=[],
                ),
            ),
        ),
        Detail((TAGS,), _tags, tagged()),
    ),
    import_id="{arn}",
)
