"""What the types of GuardDuty share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.live.aws.operations import Operation

if TYPE_CHECKING:
    from scanner.live.aws.api import Api

DETECTORS = Operation("guardduty", "ListDetectors")
DETECTOR = Operation("guardduty", "GetDetector")


def detectors(api: Api) -> tuple[str, ...]:
    """The ids of the region's detectors; AWS allows one."""
    return tuple(str(one) for one in api.items(DETECTORS, "DetectorIds"))


def detector(api: Api, identity: str) -> Mapping[str, Any]:
    """What GuardDuty says of one."""
    return api.call(DETECTOR, DetectorId=identity) or {}
