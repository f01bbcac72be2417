"""Where a function gets its events from."""

from __future__ import annotations

from typing import Any

from scanner.compare import by as compare_by
from scanner.compare import elements, frozen, sparse, string_set
from scanner.compare.forms import parse_json
from scanner.live.aws.functions import LIST_TAGS, same_function
from scanner.live.aws.operations import Operation
from scanner.live.aws.shapes import ZERO, moment, shaped
from scanner.live.aws.table import by_id, computed, detail, field, listed, tabled, tagged

MAPPINGS = Operation("lambda", "ListEventSourceMappings")

_patterns = compare_by(
    lambda value: frozenset(
        frozen(parse_json(one.get("pattern")) if isinstance(one, dict) else one)
        for one in elements(value)
    )
)
"""Event patterns in any order, as the JSON that they are."""


def _endpoints(raw: Any) -> dict[str, str]:
    found = (raw.get("SelfManagedEventSource") or {}).get("Endpoints") or {}
    return {str(name): ",".join(sorted(servers)) for name, servers in found.items()}


def _same_endpoints(expected: Any, live: Any) -> bool:
    one, other = (
        {name: sorted(str(value).split(",")) for name, value in (side or {}).items()}
        if isinstance(side or {}, dict)
        else side
        for side in (expected, live)
    )
    return bool(one == other)


def _is_on(raw: Any) -> bool:
    return raw.get("State") in ("Enabled", "Enabling", "Creating", "Updating")


READER = tabled(
    "aws_lambda_event_source_mapping",
    listed(MAPPINGS, "EventSourceMappings", "UUID"),
    key=by_id,
    fields=(
        field("batch_size", "BatchSize"),
        field("bisect_batch_on_function_error", "BisectBatchOnFunctionError", default=False),
        field("enabled", _is_on, default=True),
        field("event_source_arn", "EventSourceArn"),
        field("function_name", "FunctionArn", same_function),
        field("function_response_types", "FunctionResponseTypes", string_set),
        field("kms_key_arn", "KMSKeyArn", default=""),
        field("maximum_batching_window_in_seconds", "MaximumBatchingWindowInSeconds", default=0),
        field("maximum_record_age_in_seconds", "MaximumRecordAgeInSeconds", default=0),
        field("maximum_retry_attempts", "MaximumRetryAttempts", default=0),
        field("parallelization_factor", "ParallelizationFactor", default=0),
        field("queues", "Queues"),
        field("starting_position", "StartingPosition"),
        field(
            "starting_position_timestamp", lambda raw: moment(raw.get("StartingPositionTimestamp"))
        ),
        field("topics", "Topics", string_set),
        field("tumbling_window_in_seconds", "TumblingWindowInSeconds", default=0),
        field(
            "amazon_managed_kafka_event_source_config.consumer_group_id",
            "AmazonManagedKafkaEventSourceConfig.ConsumerGroupId",
        ),
        field(
            "destination_config.on_failure.destination_arn",
            "DestinationConfig.OnFailure.Destination",
        ),
        field(
            "document_db_event_source_config.collection_name",
            "DocumentDBEventSourceConfig.CollectionName",
        ),
        field(
            "document_db_event_source_config.database_name",
            "DocumentDBEventSourceConfig.DatabaseName",
        ),
        field(
            "document_db_event_source_config.full_document",
            "DocumentDBEventSourceConfig.FullDocument",
        ),
        field(
            "filter_criteria.filter",
            shaped("FilterCriteria.Filters", "pattern"),
            _patterns,
            default=[],
        ),
        field("metrics_config.metrics", "MetricsConfig.Metrics", string_set),
        field(
            "provisioned_poller_config.maximum_pollers", "ProvisionedPollerConfig.MaximumPollers"
        ),
        field(
            "provisioned_poller_config.minimum_pollers", "ProvisionedPollerConfig.MinimumPollers"
        ),
        field("scaling_config.maximum_concurrency", "ScalingConfig.MaximumConcurrency", ZERO),
        field("self_managed_event_source.endpoints", _endpoints, _same_endpoints),
        field(
            "self_managed_kafka_event_source_config.consumer_group_id",
            "SelfManagedKafkaEventSourceConfig.ConsumerGroupId",
        ),
        field(
            "source_access_configuration",
            shaped("SourceAccessConfigurations", "type uri", names={"uri": "URI"}),
            sparse(key=("type", "uri")),
            default=[],
        ),
        computed("arn", "EventSourceMappingArn"),
    ),
    details=(detail(LIST_TAGS, {"Resource": "EventSourceMappingArn"}, tagged()),),
)
