"""A distribution of CloudFront: what it serves, from where, to whom."""

from __future__ import annotations

from typing import Any

from scanner.compare import case_insensitive, string_set
from scanner.compare.sparse import sparse
from scanner.live.aws.cloudfront import CONFIG, DISTRIBUTIONS, TAGS, behaviour, origin, several
from scanner.live.aws.table import (
    Field,
    by_id,
    computed,
    detail,
    field,
    listed,
    nested,
    tabled,
    tagged,
)
from scanner.projection import AttributeKind

_FILLED = ("default_ttl", "max_ttl")
_LISTS = ("allowed_methods", "cached_methods", "trusted_key_groups", "trusted_signers")
_DEFAULTS: dict[str, Any] = {"compress": False, "smooth_streaming": False, "min_ttl": 0}


def _default_behaviour() -> tuple[Field, ...]:
    """Each argument a row of its own, so that a change is named exactly."""
    found = []
    for name, source in behaviour().items():
        path = f"default_cache_behavior.{name}"
        if callable(source):
            found.append(field(path, source, sparse(), default=[]))
        elif name in _LISTS:
            found.append(field(path, source, string_set, default=[]))
        elif name in _DEFAULTS:
            found.append(field(path, source, default=_DEFAULTS[name]))
        else:
            found.append(field(path, source))
    return tuple(found)


def _logging(raw: Any) -> list[dict[str, Any]]:
    found = raw.get("Logging") or {}
    # Without a bucket nothing is logged, which the provider writes as no block.
    if not (found.get("Enabled") or found.get("Bucket")):
        return []
    return [
        {
            "bucket": found.get("Bucket"),
            "include_cookies": found.get("IncludeCookies"),
            "prefix": found.get("Prefix"),
        }
    ]


def _within(rows: tuple[Field, ...], outer: str) -> tuple[Field, ...]:
    """The rows of an object, read from the answer that holds it."""

    def at(source: Any) -> Any:
        if isinstance(source, str):
            return f"{outer}.{source}"
        return lambda raw: source(raw.get(outer) or {})

    return tuple(Field(one.attribute, at(one.source)) for one in rows)


READER = tabled(
    "aws_cloudfront_distribution",
    listed(DISTRIBUTIONS, "DistributionList.Items", "Id"),
    key=by_id,
    fields=(
        field("aliases", "Aliases.Items", string_set, default=[]),
        field("comment", "Comment", default=""),
        field("enabled", "Enabled"),
        field("http_version", "HttpVersion", case_insensitive, default="http2"),
        field("is_ipv6_enabled", "IsIPV6Enabled", default=False),
        field("price_class", "PriceClass", default="PriceClass_All"),
        field("staging", "Staging", default=False),
        field("web_acl_id", "WebACLId", default=""),
        field(
            "origin",
            several("Origins", origin()),
            sparse(
                key=("origin_id",),
                defaults={
                    "connection_attempts": 3,
                    "connection_timeout": 10,
                    "origin_keepalive_timeout": 5,
                    "origin_read_timeout": 30,
                },
            ),
            # Custom headers commonly hold what the origin knows CloudFront by.
            kind=AttributeKind.SENSITIVE,
        ),
        field(
            "origin_group",
            several(
                "OriginGroups",
                {
                    "origin_id": "Id",
                    "failover_criteria": nested(
                        "FailoverCriteria", {"status_codes": "StatusCodes.Items"}
                    ),
                    "member": several("Members", {"origin_id": "OriginId"}),
                },
            ),
            sparse(key=("origin_id",), ordered=("member",)),
            default=[],
        ),
        *_within(_default_behaviour(), "DefaultCacheBehavior"),
        field(
            "ordered_cache_behavior",
            several("CacheBehaviors", {"path_pattern": "PathPattern", **behaviour()}),
            sparse(filled=_FILLED, ordered=("",)),
            default=[],
        ),
        field(
            "custom_error_response",
            several(
                "CustomErrorResponses",
                {
                    "error_code": "ErrorCode",
                    "error_caching_min_ttl": "ErrorCachingMinTTL",
                    "response_code": "ResponseCode",
                    "response_page_path": "ResponsePagePath",
                },
            ),
            sparse(key=("error_code",)),
            default=[],
        ),
        field(
            "restrictions.geo_restriction.restriction_type",
            "Restrictions.GeoRestriction.RestrictionType",
        ),
        field(
            "restrictions.geo_restriction.locations",
            "Restrictions.GeoRestriction.Items",
            string_set,
            default=[],
        ),
        field(
            "viewer_certificate.acm_certificate_arn",
            "ViewerCertificate.ACMCertificateArn",
            default="",
        ),
        field(
            "viewer_certificate.cloudfront_default_certificate",
            "ViewerCertificate.CloudFrontDefaultCertificate",
            default=False,
        ),
        field(
            "viewer_certificate.iam_certificate_id",
            "ViewerCertificate.IAMCertificateId",
            default="",
        ),
        field(
            "viewer_certificate.minimum_protocol_version",
            "ViewerCertificate.MinimumProtocolVersion",
            default="TLSv1",
        ),
        field(
            "viewer_certificate.ssl_support_method",
            "ViewerCertificate.SSLSupportMethod",
            default="",
        ),
        computed("arn", "ARN"),
        computed("domain_name", "DomainName"),
    ),
    details=(
        detail(
            CONFIG,
            {"Id": "."},
            (
                field("default_root_object", "DefaultRootObject", default=""),
                field(
                    "continuous_deployment_policy_id", "ContinuousDeploymentPolicyId", default=""
                ),
                field("logging_config", _logging, sparse(), default=[]),
            ),
            result="DistributionConfig",
        ),
        detail(TAGS, {"Resource": "ARN"}, tagged("Tags.Items")),
    ),
    apply_only=("retain_on_delete", "wait_for_deployment"),
    regional=False,
)
