"""What AWS Config records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.compare import blocks, string_set
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import block, by, field, listed, nested, tabled

RECORDERS = Operation("config", "DescribeConfigurationRecorders")


def _excluded(raw: Any) -> Mapping[str, Any] | None:
    # The service answers with an empty list where nothing is excluded.
    found: Mapping[str, Any] | None = raw.get("exclusionByResourceTypes")
    return found if found and found.get("resourceTypes") else None


_TYPES = {"resource_types": "resourceTypes"}

READER = tabled(
    "aws_config_configuration_recorder",
    listed(RECORDERS, "ConfigurationRecorders", "name"),
    key=by("name"),
    fields=(
        field("name", "name", default="default"),
        field("role_arn", "roleARN"),
        block(
            "recording_group",
            "recordingGroup",
            {
                "all_supported": "allSupported",
                "include_global_resource_types": "includeGlobalResourceTypes",
                **_TYPES,
                "exclusion_by_resource_types": nested(_excluded, _TYPES),
                "recording_strategy": nested("recordingStrategy", {"use_only": "useOnly"}),
            },
            same={
                "resource_types": string_set,
                "exclusion_by_resource_types": blocks(same={"resource_types": string_set}),
                "recording_strategy": blocks(),
            },
            defaults={"all_supported": True, "include_global_resource_types": False},
            default=[
                {"recording_strategy": [{"use_only": "ALL_SUPPORTED_RESOURCE_TYPES"}]},
            ],
        ),
        block(
            "recording_mode",
            "recordingMode",
            {
                "recording_frequency": "recordingFrequency",
                "recording_mode_override": nested(
                    "recordingModeOverrides",
                    {
                        "description": "description",
                        "recording_frequency": "recordingFrequency",
                        **_TYPES,
                    },
                ),
            },
            same={"recording_mode_override": blocks(same={"resource_types": string_set})},
            defaults={"recording_frequency": "CONTINUOUS"},
            default=[{"recording_frequency": "CONTINUOUS"}],
        ),
    ),
    # Security Hub and others keep recorders of their own.
    everywhere=lambda item, attributes: bool(item.raw.get("servicePrincipal")),
)
