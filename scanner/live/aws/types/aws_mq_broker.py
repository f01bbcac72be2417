"""A broker of Amazon MQ, and who may use it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from scanner.compare import case_insensitive, string_set, version_prefix
from scanner.compare.sparse import sparse
from scanner.live.aws.kinds import WITHHELD
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Detail, by, computed, field, listed, nested, tabled, tagged
from scanner.projection import AttributeKind

if TYPE_CHECKING:
    from scanner.live.aws.api import Api
    from scanner.live.aws.kinds import Item

_NOBODY = frozenset({"NotFoundException"})
BROKER = Operation("mq", "DescribeBroker", gone=_NOBODY)
USER = Operation("mq", "DescribeUser", gone=_NOBODY)


def _broker(api: Api, item: Item) -> Mapping[str, Any]:
    broker = item.raw["BrokerId"]
    found = api.call(BROKER, BrokerId=broker) or {}
    users = [
        api.call(USER, BrokerId=broker, Username=one["Username"]) or {}
        for one in found.get("Users") or ()
    ]
    return {**found, "described": users}


_USERS = nested(
    "described",
    {
        "username": "Username",
        "console_access": "ConsoleAccess",
        "groups": "Groups",
        "replication_user": "ReplicationUser",
    },
)


def _users(raw: Any) -> Any:
    """The users; those of RabbitMQ only RabbitMQ itself knows."""
    return WITHHELD if str(raw.get("EngineType")).casefold() == "rabbitmq" else _USERS(raw)


_WINDOW = "MaintenanceWindowStartTime"

READER = tabled(
    "aws_mq_broker",
    listed(Operation("mq", "ListBrokers"), "BrokerSummaries", "BrokerName"),
    key=by("broker_name"),
    fields=(
        field("broker_name", "BrokerName"),
        field("engine_type", "EngineType", case_insensitive),
        field("deployment_mode", "DeploymentMode", case_insensitive, default="SINGLE_INSTANCE"),
        field("host_instance_type", "HostInstanceType"),
        computed("arn", "BrokerArn"),
    ),
    details=(
        Detail(
            (BROKER, USER),
            _broker,
            (
                field("publicly_accessible", "PubliclyAccessible", default=False),
                field("auto_minor_version_upgrade", "AutoMinorVersionUpgrade", default=False),
                field("engine_version", "EngineVersion", version_prefix),
                field(
                    "authentication_strategy",
                    "AuthenticationStrategy",
                    case_insensitive,
                    default="simple",
                ),
                field("storage_type", "StorageType", case_insensitive),
                field("security_groups", "SecurityGroups", string_set),
                field("subnet_ids", "SubnetIds", string_set),
                field(
                    "data_replication_mode", "DataReplicationMode", case_insensitive, default="NONE"
                ),
                field(
                    "configuration",
                    nested("Configurations.Current", {"id": "Id", "revision": "Revision"}),
                    # A revision is declared only where it is not the latest.
                    sparse(filled=("revision",)),
                ),
                field(
                    "encryption_options",
                    nested(
                        "EncryptionOptions",
                        {"kms_key_id": "KmsKeyId", "use_aws_owned_key": "UseAwsOwnedKey"},
                    ),
                    sparse(defaults={"use_aws_owned_key": True}),
                    default=[],
                ),
                field(
                    "ldap_server_metadata",
                    nested(
                        "LdapServerMetadata",
                        {
                            "hosts": "Hosts",
                            "role_base": "RoleBase",
                            "role_name": "RoleName",
                            "role_search_matching": "RoleSearchMatching",
                            "role_search_subtree": "RoleSearchSubtree",
                            "service_account_username": "ServiceAccountUsername",
                            "user_base": "UserBase",
                            "user_role_name": "UserRoleName",
                            "user_search_matching": "UserSearchMatching",
                            "user_search_subtree": "UserSearchSubtree",
                        },
                    ),
                    sparse(ignore=("service_account_password",)),
                    # The recorded block holds a password.
                    kind=AttributeKind.SENSITIVE,
                    default=[],
                ),
                field("logs.general", "Logs.General", default=False),
                field("logs.audit", "Logs.Audit", default=False),
                field(
                    "maintenance_window_start_time.day_of_week",
                    f"{_WINDOW}.DayOfWeek",
                    case_insensitive,
                ),
                field("maintenance_window_start_time.time_of_day", f"{_WINDOW}.TimeOfDay"),
                field("maintenance_window_start_time.time_zone", f"{_WINDOW}.TimeZone"),
                field(
                    "user",
                    _users,
                    sparse(key=("username",), ignore=("password",)),
                    # The recorded blocks hold passwords.
                    kind=AttributeKind.SENSITIVE,
                ),
                *tagged("Tags"),
            ),
        ),
    ),
    apply_only=("apply_immediately",),
    uncovered={
        "data_replication_primary_broker_arn": "of the other broker the API says only the id",
        "timeouts": "how long Terraform waits",
    },
)
