"""What happens to search domains outside of Terraform."""

import json
from typing import Any

_OPEN = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "es:*", "Resource": "*"}
        ],
    }
)


def _domain(name: str, **changes: Any) -> Any:
    return lambda aws: aws("opensearch").update_domain_config(DomainName=name, **changes)


CHANGES = {
    "aws_opensearch_domain.main: access_policies": _domain("main", AccessPolicies=_OPEN),
    "aws_opensearch_domain.plain: access_policies": _domain("plain", AccessPolicies=_OPEN),
    "aws_opensearch_domain.main: domain_endpoint_options.enforce_https, "
    "aws_opensearch_domain.main: domain_endpoint_options.tls_security_policy": _domain(
        "main",
        DomainEndpointOptions={
            "EnforceHTTPS": False,
            "TLSSecurityPolicy": "Policy-Min-TLS-1-0-2019-07",
            "CustomEndpointEnabled": True,
            "CustomEndpoint": "search.example.com",
            "CustomEndpointCertificateArn": (
                "arn:aws:acm:eu-west-1:123456789012:certificate/"
                "0c1e5f8e-3c4e-4a57-9f0c-3a0f5c1f2b11"
            ),
        },
    ),
    "aws_opensearch_domain.main: log_publishing_options": _domain(
        "main",
        LogPublishingOptions={
            "AUDIT_LOGS": {
                "CloudWatchLogsLogGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:audit",
                "Enabled": False,
            }
        },
    ),
    "aws_opensearch_domain.plain: advanced_options": _domain(
        "plain", AdvancedOptions={"rest.action.multi.allow_explicit_index": "false"}
    ),
    "aws_opensearch_domain.plain: tags": lambda aws: aws("opensearch").add_tags(
        ARN=aws.at("aws_opensearch_domain.plain", "arn"),
        TagList=[{"Key": "by", "Value": "hand"}],
    ),
    "aws_opensearch_domain.plain: missing": lambda aws: aws("opensearch").delete_domain(
        DomainName="plain"
    ),
    "unmanaged aws_opensearch_domain": lambda aws: aws("opensearch").create_domain(
        DomainName="by-hand"
    ),
}

UNSET: dict[str, str] = {}
