"""A server for SFTP, FTPS, FTP or AS2."""

from __future__ import annotations

from scanner.compare import set_of, string_set
from scanner.compare.sparse import sparse
from scanner.live.aws.operations import Operation
from scanner.live.aws.table import by_id, computed, detail, field, listed, nested, tabled, tagged

_IDENTITY, _ENDPOINT = "IdentityProviderDetails", "EndpointDetails"
_WORKFLOW = {"execution_role": "ExecutionRole", "workflow_id": "WorkflowId"}


# Log groups are written with and without the part that means all of their streams.
_log_groups = set_of(lambda one: str(one).removesuffix(":*"))

READER = tabled(
    "aws_transfer_server",
    listed(Operation("transfer", "ListServers"), "Servers", "ServerId"),
    key=by_id,
    fields=(
        field("domain", "Domain", default="S3"),
        field("endpoint_type", "EndpointType", default="PUBLIC"),
        field("identity_provider_type", "IdentityProviderType", default="SERVICE_MANAGED"),
        field("logging_role", "LoggingRole", default=""),
        computed("arn", "Arn"),
    ),
    details=(
        detail(
            Operation("transfer", "DescribeServer", gone=frozenset({"ResourceNotFoundException"})),
            {"ServerId": "."},
            (
                field("protocols", "Protocols", string_set, default=["SFTP"]),
                field(
                    "security_policy_name",
                    "SecurityPolicyName",
                    default="TransferSecurityPolicy-2018-11",
                ),
                field("certificate", "Certificate", default=""),
                field("directory_id", f"{_IDENTITY}.DirectoryId", default=""),
                field("function", f"{_IDENTITY}.Function", default=""),
                field("invocation_role", f"{_IDENTITY}.InvocationRole", default=""),
                field("url", f"{_IDENTITY}.Url", default=""),
                field(
                    "sftp_authentication_methods",
                    f"{_IDENTITY}.SftpAuthenticationMethods",
                    default="",
                ),
                field(
                    "post_authentication_login_banner", "PostAuthenticationLoginBanner", default=""
                ),
                field(
                    "pre_authentication_login_banner", "PreAuthenticationLoginBanner", default=""
                ),
                field(
                    "structured_log_destinations",
                    "StructuredLogDestinations",
                    _log_groups,
                    default=[],
                ),
                field(
                    "endpoint_details.address_allocation_ids",
                    f"{_ENDPOINT}.AddressAllocationIds",
                    string_set,
                    default=[],
                ),
                field(
                    "endpoint_details.subnet_ids", f"{_ENDPOINT}.SubnetIds", string_set, default=[]
                ),
                field("endpoint_details.vpc_endpoint_id", f"{_ENDPOINT}.VpcEndpointId"),
                field("endpoint_details.vpc_id", f"{_ENDPOINT}.VpcId", default=""),
                field(
                    "protocol_details",
                    nested(
                        "ProtocolDetails",
                        {
                            "as2_transports": "As2Transports",
                            "passive_ip": "PassiveIp",
                            "set_stat_option": "SetStatOption",
                            "tls_session_resumption_mode": "TlsSessionResumptionMode",
                        },
                    ),
                    sparse(
                        defaults={
                            "passive_ip": "AUTO",
                            "set_stat_option": "DEFAULT",
                            "tls_session_resumption_mode": "ENFORCED",
                        }
                    ),
                    default=[],
                ),
                field(
                    "s3_storage_options.directory_listing_optimization",
                    "S3StorageOptions.DirectoryListingOptimization",
                    default="DISABLED",
                ),
                field(
                    "workflow_details",
                    nested(
                        "WorkflowDetails",
                        {
                            "on_upload": nested("OnUpload", _WORKFLOW),
                            "on_partial_upload": nested("OnPartialUpload", _WORKFLOW),
                        },
                    ),
                    sparse(),
                    default=[],
                ),
                *tagged(),
            ),
            result="Server",
        ),
    ),
    apply_only=("force_destroy",),
    write_only=("host_key",),
    uncovered={
        "endpoint_details.security_group_ids": "the endpoint in the network has them",
    },
)
