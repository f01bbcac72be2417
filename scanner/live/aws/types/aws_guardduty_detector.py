"""GuardDuty in one region."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from scanner.live.aws.guardduty import DETECTOR, DETECTORS, detector, detectors
from scanner.live.aws.kinds import Item, Managed
from scanner.live.aws.table import Detail, Listing, by_id, field, tabled, tagged, value_at

if TYPE_CHECKING:
    from scanner.live.aws.api import Api


def _items(api: Api, managed: Managed) -> Iterable[Item]:
    return [Item(one, {}) for one in detectors(api)]


def _enabled(path: str) -> Callable[[Any], bool | None]:
    def read(raw: Any) -> bool | None:
        status = value_at(raw, f"{path}Status")
        return None if status is None else bool(status == "ENABLED")

    return read


_EBS = "malware_protection.scan_ec2_instance_with_findings.ebs_volumes"

READER = tabled(
    "aws_guardduty_detector",
    Listing((DETECTORS,), _items),
    key=by_id,
    fields=(),
    details=(
        Detail(
            (DETECTOR,),
            lambda api, item: detector(api, item.id),
            (
                field("enable", _enabled(""), default=True),
                field("finding_publishing_frequency", "FindingPublishingFrequency"),
                field("datasources.s3_logs.enable", _enabled("DataSources.S3Logs.")),
                field(
                    "datasources.kubernetes.audit_logs.enable",
                    _enabled("DataSources.Kubernetes.AuditLogs."),
                ),
                field(
                    f"datasources.{_EBS}.enable",
                    _enabled(
                        "DataSources.MalwareProtection.ScanEc2InstanceWithFindings.EbsVolumes."
                    ),
                ),
                *tagged(),
            ),
        ),
    ),
)
