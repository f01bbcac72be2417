"""An OpenSearch domain, or one of Elasticsearch that is declared as such."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from scanner.compare import arn_or_name, blocks, policy, string_set
from scanner.live.aws.api import required
from scanner.live.aws.kinds import Item
from scanner.live.aws.operations import Operation
from scanner.live.aws.ownership import Owned
from scanner.live.aws.pages import tags_of
from scanner.live.aws.table import Listing, block, by, computed, detail, field, nested, tabled

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Managed


def _operation(name: str) -> Operation:
    gone = frozenset({"ResourceNotFoundException"})
    return Operation("opensearch", name, (f"es:{name}",), gone=gone)


NAMES, DOMAINS = _operation("ListDomainNames"), _operation("DescribeDomains")
_AT_ONCE = 5


def _listing(api: Api, managed: Managed) -> Iterable[Item]:
    declared = managed.of("aws_opensearch_domain")
    # Elasticsearch has a type of its own, whose domains are in this list as well.
    names = [
        required(one, "DomainName")
        for one in api.items(NAMES, "DomainNames")
        if one.get("EngineType") != "Elasticsearch" or one["DomainName"] in declared
    ]
    names.sort()
    for start in range(0, len(names), _AT_ONCE):
        some = names[start : start + _AT_ONCE]
        for one in api.items(DOMAINS, "DomainStatusList", DomainNames=some):
            if not one.get("Deleted"):
                yield Item(required(one, "DomainName"), one)


def _logs(raw: Any) -> list[Any]:
    return [
        {
            "log_type": name,
            "cloudwatch_log_group_arn": one.get("CloudWatchLogsLogGroupArn"),
            "enabled": one.get("Enabled"),
        }
        for name, one in (raw.get("LogPublishingOptions") or {}).items()
    ]


def _start(raw: Any) -> Any:
    at = raw.get("StartAt")
    return at.strftime("%Y-%m-%dT%H:%M:%SZ") if at is not None else None


# AWS adds these two to whatever is asked for.
_ADDED = {
    "override_main_response_version": "false",
    "rest.action.multi.allow_explicit_index": "true",
}

_CLUSTER, _SECURE, _ENDPOINT = "ClusterConfig", "AdvancedSecurityOptions", "DomainEndpointOptions"
_WINDOW = "off_peak_window_options.off_peak_window.window_start_time"
_STARTS = "OffPeakWindowOptions.OffPeakWindow.WindowStartTime"
_TUNED = "AutoTuneOptions.Options"

READER = tabled(
    "aws_opensearch_domain",
    Listing((NAMES, DOMAINS), _listing),
    key=by("domain_name"),
    fields=(
        field("domain_name", "DomainName"),
        field("access_policies", "AccessPolicies", policy),
        field(
            "advanced_options",
            "AdvancedOptions",
            blocks(defaults=_ADDED),
            default=_ADDED,
        ),
        field("engine_version", "EngineVersion"),
        field("ip_address_type", "IPAddressType", default="ipv4"),
        field("advanced_security_options.enabled", f"{_SECURE}.Enabled", default=False),
        field(
            "advanced_security_options.anonymous_auth_enabled",
            f"{_SECURE}.AnonymousAuthEnabled",
            default=False,
        ),
        field(
            "advanced_security_options.internal_user_database_enabled",
            f"{_SECURE}.InternalUserDatabaseEnabled",
            default=False,
        ),
        field(
            "cluster_config.cold_storage_options.enabled",
            f"{_CLUSTER}.ColdStorageOptions.Enabled",
            default=False,
        ),
        field(
            "cluster_config.dedicated_master_count", f"{_CLUSTER}.DedicatedMasterCount", default=0
        ),
        field(
            "cluster_config.dedicated_master_enabled",
            f"{_CLUSTER}.DedicatedMasterEnabled",
            default=False,
        ),
        field("cluster_config.dedicated_master_type", f"{_CLUSTER}.DedicatedMasterType"),
        field("cluster_config.instance_count", f"{_CLUSTER}.InstanceCount", default=1),
        field(
            "cluster_config.instance_type", f"{_CLUSTER}.InstanceType", default="m4.large.search"
        ),
        field(
            "cluster_config.multi_az_with_standby_enabled",
            f"{_CLUSTER}.MultiAZWithStandbyEnabled",
            default=False,
        ),
        block(
            "cluster_config.node_options",
            f"{_CLUSTER}.NodeOptions",
            {
                "node_type": "NodeType",
                "node_config": nested(
                    "NodeConfig", {"count": "Count", "enabled": "Enabled", "type": "Type"}
                ),
            },
            key=("node_type",),
            same={"node_config": blocks(defaults={"count": 0, "enabled": False})},
            default=[],
        ),
        field("cluster_config.warm_count", f"{_CLUSTER}.WarmCount", default=0),
        field("cluster_config.warm_enabled", f"{_CLUSTER}.WarmEnabled", default=False),
        field("cluster_config.warm_type", f"{_CLUSTER}.WarmType"),
        field(
            "cluster_config.zone_awareness_config.availability_zone_count",
            f"{_CLUSTER}.ZoneAwarenessConfig.AvailabilityZoneCount",
            default=2,
        ),
        field(
            "cluster_config.zone_awareness_enabled",
            f"{_CLUSTER}.ZoneAwarenessEnabled",
            default=False,
        ),
        field("cognito_options.enabled", "CognitoOptions.Enabled", default=False),
        field("cognito_options.identity_pool_id", "CognitoOptions.IdentityPoolId"),
        field("cognito_options.role_arn", "CognitoOptions.RoleArn"),
        field("cognito_options.user_pool_id", "CognitoOptions.UserPoolId"),
        field("domain_endpoint_options.custom_endpoint", f"{_ENDPOINT}.CustomEndpoint"),
        field(
            "domain_endpoint_options.custom_endpoint_certificate_arn",
            f"{_ENDPOINT}.CustomEndpointCertificateArn",
        ),
        field(
            "domain_endpoint_options.custom_endpoint_enabled",
            f"{_ENDPOINT}.CustomEndpointEnabled",
            default=False,
        ),
        field("domain_endpoint_options.enforce_https", f"{_ENDPOINT}.EnforceHTTPS", default=False),
        field("domain_endpoint_options.tls_security_policy", f"{_ENDPOINT}.TLSSecurityPolicy"),
        field("ebs_options.ebs_enabled", "EBSOptions.EBSEnabled", default=False),
        field("ebs_options.iops", "EBSOptions.Iops", default=0),
        field("ebs_options.throughput", "EBSOptions.Throughput", default=0),
        field("ebs_options.volume_size", "EBSOptions.VolumeSize", default=0),
        field("ebs_options.volume_type", "EBSOptions.VolumeType"),
        field("encrypt_at_rest.enabled", "EncryptionAtRestOptions.Enabled", default=False),
        field("encrypt_at_rest.kms_key_id", "EncryptionAtRestOptions.KmsKeyId", arn_or_name),
        field(
            "log_publishing_options",
            _logs,
            blocks(key=("log_type",), defaults={"enabled": True}),
            default=[],
        ),
        field(
            "node_to_node_encryption.enabled", "NodeToNodeEncryptionOptions.Enabled", default=False
        ),
        field("off_peak_window_options.enabled", "OffPeakWindowOptions.Enabled"),
        field(f"{_WINDOW}.hours", f"{_STARTS}.Hours"),
        field(f"{_WINDOW}.minutes", f"{_STARTS}.Minutes"),
        field(
            "snapshot_options.automated_snapshot_start_hour",
            "SnapshotOptions.AutomatedSnapshotStartHour",
            default=0,
        ),
        field(
            "software_update_options.auto_software_update_enabled",
            "SoftwareUpdateOptions.AutoSoftwareUpdateEnabled",
            default=False,
        ),
        field("vpc_options.security_group_ids", "VPCOptions.SecurityGroupIds", string_set),
        field("vpc_options.subnet_ids", "VPCOptions.SubnetIds", string_set),
        computed("arn", "ARN"),
        computed("domain_id", "DomainId"),
    ),
    details=(
        detail(
            _operation("DescribeDomainConfig"),
            {"DomainName": "."},
            (
                field("auto_tune_options.desired_state", f"{_TUNED}.DesiredState"),
                field("auto_tune_options.rollback_on_disable", f"{_TUNED}.RollbackOnDisable"),
                field(
                    "auto_tune_options.use_off_peak_window",
                    f"{_TUNED}.UseOffPeakWindow",
                    default=False,
                ),
                block(
                    "auto_tune_options.maintenance_schedule",
                    f"{_TUNED}.MaintenanceSchedules",
                    {
                        "start_at": _start,
                        "cron_expression_for_recurrence": "CronExpressionForRecurrence",
                        "duration": nested("Duration", {"unit": "Unit", "value": "Value"}),
                    },
                    key=("start_at",),
                    same={"duration": blocks()},
                    default=[],
                ),
            ),
            result="DomainConfig",
        ),
        tags_of(_operation("ListTags"), "ARN", "ARN", "TagList"),
    ),
    write_only=("advanced_security_options.master_user_options",),
    import_id="{domain_name}",
    owns=(
        Owned(
            "aws_opensearch_domain",
            "access_policies",
            "aws_opensearch_domain_policy",
            "domain_name",
            "domain_name",
        ),
    ),
)
