"""What the types of CloudFront share: operations, and how it writes lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.live.aws.operations import Operation
from scanner.live.aws.table import Source, nested

DISTRIBUTIONS = Operation("cloudfront", "ListDistributions")
CONFIG = Operation("cloudfront", "GetDistributionConfig", gone=frozenset({"NoSuchDistribution"}))
TAGS = Operation("cloudfront", "ListTagsForResource", gone=frozenset({"NoSuchResource"}))
ACCESS_CONTROLS = Operation("cloudfront", "ListOriginAccessControls")


def several(name: str, rows: Mapping[str, Source]) -> Source:
    """Blocks of a list, which CloudFront writes as ``{Quantity, Items}``."""
    return nested(f"{name}.Items", rows)


def behaviour() -> dict[str, Any]:
    """Where an answer holds the attributes of a cache behaviour."""
    return {
        "target_origin_id": "TargetOriginId",
        "viewer_protocol_policy": "ViewerProtocolPolicy",
        "allowed_methods": "AllowedMethods.Items",
        "cached_methods": "AllowedMethods.CachedMethods.Items",
        "compress": "Compress",
        "smooth_streaming": "SmoothStreaming",
        "min_ttl": "MinTTL",
        "default_ttl": "DefaultTTL",
        "max_ttl": "MaxTTL",
        "cache_policy_id": "CachePolicyId",
        "origin_request_policy_id": "OriginRequestPolicyId",
        "response_headers_policy_id": "ResponseHeadersPolicyId",
        "realtime_log_config_arn": "RealtimeLogConfigArn",
        "field_level_encryption_id": "FieldLevelEncryptionId",
        "trusted_key_groups": "TrustedKeyGroups.Items",
        "trusted_signers": "TrustedSigners.Items",
        "forwarded_values": nested(
            "ForwardedValues",
            {
                "query_string": "QueryString",
                "query_string_cache_keys": "QueryStringCacheKeys.Items",
                "headers": "Headers.Items",
                "cookies": nested(
                    "Cookies",
                    {"forward": "Forward", "whitelisted_names": "WhitelistedNames.Items"},
                ),
            },
        ),
        "function_association": several(
            "FunctionAssociations", {"event_type": "EventType", "function_arn": "FunctionARN"}
        ),
        "lambda_function_association": several(
            "LambdaFunctionAssociations",
            {
                "event_type": "EventType",
                "lambda_arn": "LambdaFunctionARN",
                "include_body": "IncludeBody",
            },
        ),
        "grpc_config": nested("GrpcConfig", {"enabled": "Enabled"}),
    }


def origin() -> dict[str, Any]:
    """Where an answer holds the attributes of an origin."""
    return {
        "origin_id": "Id",
        "domain_name": "DomainName",
        "origin_path": "OriginPath",
        "origin_access_control_id": "OriginAccessControlId",
        "connection_attempts": "ConnectionAttempts",
        "connection_timeout": "ConnectionTimeout",
        "custom_header": several("CustomHeaders", {"name": "HeaderName", "value": "HeaderValue"}),
        "custom_origin_config": nested(
            "CustomOriginConfig",
            {
                "http_port": "HTTPPort",
                "https_port": "HTTPSPort",
                "origin_protocol_policy": "OriginProtocolPolicy",
                "origin_ssl_protocols": "OriginSslProtocols.Items",
                "origin_keepalive_timeout": "OriginKeepaliveTimeout",
                "origin_read_timeout": "OriginReadTimeout",
            },
        ),
        "origin_shield": nested(
            "OriginShield", {"enabled": "Enabled", "origin_shield_region": "OriginShieldRegion"}
        ),
        "s3_origin_config": nested(
            "S3OriginConfig", {"origin_access_identity": "OriginAccessIdentity"}
        ),
        "vpc_origin_config": nested(
            "VpcOriginConfig",
            {
                "vpc_origin_id": "VpcOriginId",
                "origin_keepalive_timeout": "OriginKeepaliveTimeout",
                "origin_read_timeout": "OriginReadTimeout",
            },
        ),
    }
