"""What service a resource belongs to, in the words that people who run it use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scanner.outcome import Result

PLATFORMS: Final[Mapping[str, str]] = {
    "aws": "AWS",
    "google": "Google Cloud",
    "azure": "Azure",
    "kubernetes": "Kubernetes",
    "dockerfile": "Dockerfile",
    "github": "GitHub Actions",
    "terraform": "Terraform",
    "cloudflare": "Cloudflare",
    "datadog": "Datadog",
}

# By what a Terraform type begins with.
_PREFIXES: Final = {
    "aws": "aws",
    "google": "google",
    "azurerm": "azure",
    "azuread": "azure",
    "azapi": "azure",
    "kubernetes": "kubernetes",
    "helm": "kubernetes",
    "github": "github",
    "terraform": "terraform",
    "cloudflare": "cloudflare",
    "datadog": "datadog",
}

# Types of AWS do not all begin with the name of their service.
_AWS: Final = {
    **dict.fromkeys(
        ("instance", "ami", "ebs", "ec2", "eip", "key", "launch", "spot", "volume", "placement"),
        "EC2",
    ),
    **dict.fromkeys(
        (
            *("vpc", "subnet", "security", "route", "network", "nat", "internet", "default"),
            *("egress", "flow", "main", "vpn", "customer", "prefix"),
        ),
        "VPC",
    ),
    **dict.fromkeys(("db", "rds"), "RDS"),
    **dict.fromkeys(("lb", "alb", "elb", "load", "proxy"), "ELB"),
    **dict.fromkeys(("api", "apigatewayv2"), "API Gateway"),
    **dict.fromkeys(("opensearch", "elasticsearch", "opensearchserverless"), "OpenSearch"),
    **dict.fromkeys(("redshift", "redshiftserverless"), "Redshift"),
    **dict.fromkeys(("bedrock", "bedrockagent"), "Bedrock"),
    **dict.fromkeys(("docdb", "docdbelastic"), "DocumentDB"),
    **dict.fromkeys(("ses", "sesv2"), "SES"),
    **dict.fromkeys(("s3", "s3control"), "S3"),
    **dict.fromkeys(("ecr", "ecrpublic"), "ECR"),
    "accessanalyzer": "Access Analyzer",
    "autoscaling": "Auto Scaling",
    "appautoscaling": "Auto Scaling",
    "cloudfront": "CloudFront",
    "cloudtrail": "CloudTrail",
    "cloudwatch": "CloudWatch",
    "cloudformation": "CloudFormation",
    "codebuild": "CodeBuild",
    "config": "Config",
    "dynamodb": "DynamoDB",
    "elastic": "Elastic Beanstalk",
    "elasticache": "ElastiCache",
    "guardduty": "GuardDuty",
    "route53": "Route 53",
    "secretsmanager": "Secrets Manager",
    "securityhub": "Security Hub",
    "sfn": "Step Functions",
    "wafv2": "WAF",
}
_GOOGLE: Final = {
    "bigquery": "BigQuery",
    "cloudfunctions": "Cloud Functions",
    "cloudfunctions2": "Cloud Functions",
    "cloud": "Cloud Run",
    "compute": "Compute Engine",
    "container": "GKE",
    "dns": "Cloud DNS",
    "kms": "Cloud KMS",
    "pubsub": "Pub/Sub",
    "secret": "Secret Manager",
    "sql": "Cloud SQL",
    "storage": "Cloud Storage",
    **dict.fromkeys(("project", "folder", "organization", "service", "iam"), "IAM"),
}
_SHORT: Final = 4


def platform_of(result: Result) -> str:
    """The platform that a result is about, by its rule or else by the type of its resource."""
    platform = result.rule.platform
    # Rules of drift are of every platform.
    return platform if platform not in ("", "drift") else _platform_of_type(result.resource_type)


def platform_name(platform: str) -> str:
    """A platform as people write it."""
    return PLATFORMS.get(platform, platform)


def service_of(result: Result) -> str:
    """The service of a result's resource: ``AWS S3``, ``Kubernetes``."""
    type_ = result.resource_type.removeprefix("data.")
    prefix, _, rest = type_.partition("_")
    platform = _PREFIXES.get(prefix, "") if rest else ""
    word = rest.partition("_")[0]
    if platform == "aws":
        return f"AWS {_AWS.get(word) or _spelled(word)}"
    if platform == "google":
        return f"Google {_GOOGLE.get(word) or _spelled(word)}"
    if platform == "azure":
        return f"Azure {_spelled(word)}"
    platform = platform or _platform_of_type(type_) or platform_of(result)
    return platform_name(platform) or "Other"


def _platform_of_type(type_: str) -> str:
    type_ = type_.removeprefix("data.")
    prefix, underscore, _ = type_.partition("_")
    if underscore and prefix in _PREFIXES:
        return _PREFIXES[prefix]
    if type_ == "dockerfile":
        return "dockerfile"
    # A kind of Kubernetes is the only type that begins with a capital letter.
    return "kubernetes" if type_[:1].isupper() else ""


def _spelled(word: str) -> str:
    return word.upper() if len(word) <= _SHORT else word.capitalize()
