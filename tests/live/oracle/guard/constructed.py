"""What the local server lacks of what watches an account, as the documentation has the answers."""

from __future__ import annotations

import json
from typing import Any

from family import World

_CONFIG = "https://docs.aws.amazon.com/config/latest/APIReference/"
_GUARD = "https://docs.aws.amazon.com/guardduty/latest/APIReference/"
DOCUMENTATION = {
    "aws_accessanalyzer_analyzer": (
        "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ListAnalyzers.html"
    ),
    "aws_config_configuration_recorder": f"{_CONFIG}API_ConfigurationRecorder.html",
    "aws_guardduty_detector": f"{_GUARD}API_GetDetector.html",
    "aws_securityhub_account": (
        "https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html"
    ),
}

_ANALYZER = "arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/"
_LIST = "access-analyzer GET /analyzer?"
_RECORDERS = "config DescribeConfigurationRecorders"
_ROLE = "arn:aws:iam::123456789012:role/config"
KNOWN = {
    "aws_accessanalyzer_analyzer.main": {"id": "unused", "arn": f"{_ANALYZER}unused"},
    "aws_accessanalyzer_analyzer.plain": {"id": "plain", "arn": f"{_ANALYZER}plain"},
    "aws_config_configuration_recorder.chosen": {
        "id": "chosen",
        "recording_group": [
            {
                "all_supported": False,
                "exclusion_by_resource_types": [],
                "include_global_resource_types": False,
                "recording_strategy": [{"use_only": "INCLUSION_BY_RESOURCE_TYPES"}],
                "resource_types": ["AWS::S3::Bucket", "AWS::IAM::Role"],
            }
        ],
        "recording_mode": [{"recording_frequency": "CONTINUOUS", "recording_mode_override": []}],
    },
    "aws_config_configuration_recorder.plain": {
        "id": "default",
        "name": "default",
        "recording_group": [
            {
                "all_supported": True,
                "exclusion_by_resource_types": [],
                "include_global_resource_types": False,
                "recording_strategy": [{"use_only": "ALL_SUPPORTED_RESOURCE_TYPES"}],
                "resource_types": [],
            }
        ],
        "recording_mode": [{"recording_frequency": "CONTINUOUS", "recording_mode_override": []}],
    },
}
_MODE = [
    {
        "recording_frequency": "DAILY",
        "recording_mode_override": [
            {
                "description": "Buckets at once",
                "recording_frequency": "CONTINUOUS",
                "resource_types": ["AWS::S3::Bucket"],
            }
        ],
    }
]
AMENDED = {
    "aws_config_configuration_recorder.main": {"recording_mode": _MODE},
    "aws_guardduty_detector.main": {
        "datasources": [
            {
                "kubernetes": [{"audit_logs": [{"enable": True}]}],
                "malware_protection": [
                    {"scan_ec2_instance_with_findings": [{"ebs_volumes": [{"enable": True}]}]}
                ],
                "s3_logs": [{"enable": True}],
            }
        ]
    },
    "aws_securityhub_account.main": {
        "auto_enable_controls": False,
        "control_finding_generator": "STANDARD_CONTROL",
    },
}


def _analyzers(**more: Any) -> dict[str, Any]:
    common = {"createdAt": "2024-05-01T12:00:00Z", "status": "ACTIVE"}
    unused = {
        **common,
        "arn": f"{_ANALYZER}unused",
        "name": "unused",
        "type": "ACCOUNT_UNUSED_ACCESS",
        "tags": {"team": "core", "owner": "platform"},
        "configuration": {
            "unusedAccess": {
                "unusedAccessAge": 180,
                "analysisRule": {
                    "exclusions": [
                        {"accountIds": ["444455556666", "111122223333"]},
                        {"resourceTags": [{"old": "yes"}, {"spare": "yes"}]},
                    ]
                },
            }
        },
        **more,
    }
    plain = {
        **common,
        "arn": f"{_ANALYZER}plain",
        "name": "plain",
        "type": "ACCOUNT",
        "tags": {"owner": "platform"},
    }
    return {"analyzers": [unused, plain]}


def _answer(said: Any) -> dict[str, str]:
    return {"status": "200 OK", "type": "application/json", "body": json.dumps(said)}


ANSWERS = {_LIST: _answer(_analyzers())}


def amend(world: World, answers: dict[str, Any]) -> None:
    """Two more recorders, how often is recorded, scans of volumes, settings of the hub."""
    for key, one in answers.items():
        if one["status"][:3] != "200":
            continue
        if key.startswith(_RECORDERS):
            said = json.loads(one["body"])
            for found in said["ConfigurationRecorders"]:
                found["recordingMode"] = {
                    "recordingFrequency": "DAILY",
                    "recordingModeOverrides": [
                        {
                            "description": "Buckets at once",
                            "recordingFrequency": "CONTINUOUS",
                            "resourceTypes": ["AWS::S3::Bucket"],
                        }
                    ],
                }
            said["ConfigurationRecorders"] += [_chosen(), _plain()]
            answers[key] = {**one, "body": json.dumps(said)}
        elif "guardduty GET /detector/" in key and world.id("aws_guardduty_detector.main") in key:
            said = json.loads(one["body"])
            said["dataSources"]["malwareProtection"] = {
                "scanEc2InstanceWithFindings": {"ebsVolumes": {"status": "ENABLED"}}
            }
            answers[key] = {**one, "body": json.dumps(said)}
        elif key.startswith("securityhub GET /accounts"):
            said = json.loads(one["body"])
            said |= {"AutoEnableControls": False, "ControlFindingGenerator": "STANDARD_CONTROL"}
            answers[key] = {**one, "body": json.dumps(said)}


def _chosen() -> dict[str, Any]:
    return {
        "name": "chosen",
        "roleARN": _ROLE,
        "recordingGroup": {
            "allSupported": False,
            "includeGlobalResourceTypes": False,
            "resourceTypes": ["AWS::IAM::Role", "AWS::S3::Bucket"],
            "exclusionByResourceTypes": {"resourceTypes": []},
            "recordingStrategy": {"useOnly": "INCLUSION_BY_RESOURCE_TYPES"},
        },
        "recordingMode": {"recordingFrequency": "CONTINUOUS", "recordingModeOverrides": []},
        "recordingScope": "PAID",
    }


def _plain() -> dict[str, Any]:
    return {
        "name": "default",
        "roleARN": _ROLE,
        "recordingGroup": {
            "allSupported": True,
            "includeGlobalResourceTypes": False,
            "resourceTypes": [],
            "exclusionByResourceTypes": {"resourceTypes": []},
            "recordingStrategy": {"useOnly": "ALL_SUPPORTED_RESOURCE_TYPES"},
        },
        "recordingMode": {"recordingFrequency": "CONTINUOUS", "recordingModeOverrides": []},
        "recordingScope": "PAID",
    }


def _edit(wanted: str, old: str, new: str) -> Any:
    """A text replaced in the answers to requests that hold `wanted`."""

    def edits(world: World, answers: dict[str, Any]) -> dict[str, Any]:
        changed = {
            key: {**one, "body": one["body"].replace(old, new, 1)}
            for key, one in answers.items()
            if wanted in key and old in one["body"]
        }
        assert changed, wanted
        return changed

    return edits


def _analyzed(said: dict[str, Any]) -> dict[str, Any]:
    return {_LIST: _answer(said)}


EDITS = {
    "aws_accessanalyzer_analyzer.main: configuration": _edit(_LIST, "180", "365"),
    "aws_accessanalyzer_analyzer.main: tags": _analyzed(_analyzers(tags={"owner": "platform"})),
    "aws_accessanalyzer_analyzer.plain: missing": _analyzed(
        {"analyzers": _analyzers()["analyzers"][:1]}
    ),
    "unmanaged aws_accessanalyzer_analyzer": _analyzed(
        {
            "analyzers": [
                *_analyzers()["analyzers"],
                {
                    "arn": f"{_ANALYZER}by-hand",
                    "name": "by-hand",
                    "type": "ORGANIZATION",
                    "createdAt": "2024-06-01T12:00:00Z",
                    "status": "ACTIVE",
                },
            ]
        }
    ),
    "aws_config_configuration_recorder.chosen: recording_group": _edit(
        _RECORDERS, '"AWS::IAM::Role", ', ""
    ),
    "aws_config_configuration_recorder.main: recording_mode": _edit(
        _RECORDERS, '"DAILY"', '"CONTINUOUS"'
    ),
    "aws_config_configuration_recorder.plain: recording_group": _edit(
        _RECORDERS, '"allSupported": true', '"allSupported": false'
    ),
    "aws_securityhub_account.main: auto_enable_controls": _edit(
        "securityhub GET /accounts", '"AutoEnableControls": false', '"AutoEnableControls": true'
    ),
    "aws_guardduty_detector.main: datasources.malware_protection."
    "scan_ec2_instance_with_findings.ebs_volumes.enable": _edit(
        "guardduty GET /detector/",
        '{"ebsVolumes": {"status": "ENABLED"}}',
        '{"ebsVolumes": {"status": "DISABLED"}}',
    ),
}
