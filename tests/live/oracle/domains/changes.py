"""What happens to zones, records and certificates outside of Terraform."""

from __future__ import annotations


def _record(action, name, kind, zone="main", **more):
    return lambda aws: aws("route53").change_resource_record_sets(
        HostedZoneId=aws.id(f"aws_route53_zone.{zone}"),
        ChangeBatch={
            "Changes": [
                {
                    "Action": action,
                    "ResourceRecordSet": {"Name": f"{name}.", "Type": kind, **more},
                }
            ]
        },
    )


def _values(*values):
    return [{"Value": one} for one in values]


def _alias(zone="Z32O12XQLNTSW2", health=True, name="shop-1234567890.eu-west-1.elb.amazonaws.com"):
    return {"HostedZoneId": zone, "DNSName": f"{name}.", "EvaluateTargetHealth": health}


_BLUE = {
    "TTL": 60,
    "SetIdentifier": "blue",
    "HealthCheckId": "abcdef11-2222-3333-4444-555555fedcba",
    "Weight": 0,
    "ResourceRecords": _values("blue.example.net"),
}
_FIRST = {
    "TTL": 60,
    "SetIdentifier": "first",
    "HealthCheckId": "abcdef11-2222-3333-4444-555555fedcba",
    "Failover": "PRIMARY",
    "ResourceRecords": _values("first.example.net"),
}


def _without_zone(aws):
    aws("route53").delete_hosted_zone(Id=aws.id("aws_route53_zone.plain"))


CHANGES = {
    # Somebody takes over the site.
    "aws_route53_record.plain: records": _record(
        "UPSERT", "www.example.com", "A", TTL=300, ResourceRecords=_values("198.51.100.66")
    ),
    "aws_route53_record.plain: ttl": _record(
        "UPSERT",
        "www.example.com",
        "A",
        TTL=5,
        ResourceRecords=_values("192.0.2.1", "192.0.2.2"),
    ),
    "aws_route53_record.all: records": _record(
        "UPSERT",
        r"\052.example.com",
        "AAAA",
        TTL=60,
        ResourceRecords=_values("2001:db8::2"),
    ),
    "aws_route53_record.text: records": _record(
        "UPSERT",
        "example.com",
        "TXT",
        TTL=3600,
        ResourceRecords=_values('"v=spf1 +all"', '"first part" "second part"'),
    ),
    "aws_route53_record.alias: alias": _record(
        "UPSERT", "shop.example.com", "A", AliasTarget=_alias(name="thief.example.net")
    ),
    "aws_route53_record.weighted: weighted_routing_policy": _record(
        "UPSERT", "blue.example.com", "CNAME", **{**_BLUE, "Weight": 255}
    ),
    "aws_route53_record.failover: health_check_id": _record(
        "UPSERT",
        "over.example.com",
        "CNAME",
        **{**_FIRST, "HealthCheckId": "00000000-2222-3333-4444-555555fedcba"},
    ),
    "aws_route53_record.failover: failover_routing_policy": _record(
        "UPSERT", "over.example.com", "CNAME", **{**_FIRST, "Failover": "SECONDARY"}
    ),
    "aws_route53_record.weighted: missing": _record("DELETE", "blue.example.com", "CNAME", **_BLUE),
    "unmanaged aws_route53_record": _record(
        "CREATE",
        "login.example.com",
        "CNAME",
        TTL=60,
        ResourceRecords=_values("thief.example.net"),
    ),
    "aws_route53_zone.main: tags": lambda aws: aws("route53").change_tags_for_resource(
        ResourceType="hostedzone",
        ResourceId=aws.id("aws_route53_zone.main"),
        RemoveTagKeys=["team"],
    ),
    "aws_route53_zone.main: comment": lambda aws: aws("route53").update_hosted_zone_comment(
        Id=aws.id("aws_route53_zone.main"), Comment="by hand"
    ),
    "aws_route53_zone.plain: missing": _without_zone,
    "unmanaged aws_route53_zone": lambda aws: aws("route53").create_hosted_zone(
        Name="by-hand.example.org", CallerReference="by-hand"
    ),
    "aws_acm_certificate.main: tags": lambda aws: aws("acm").remove_tags_from_certificate(
        CertificateArn=aws.id("aws_acm_certificate.main"), Tags=[{"Key": "team"}]
    ),
    "aws_acm_certificate.plain: missing": lambda aws: aws("acm").delete_certificate(
        CertificateArn=aws.id("aws_acm_certificate.plain")
    ),
    "unmanaged aws_acm_certificate": lambda aws: aws("acm").request_certificate(
        DomainName="by-hand.example.com", ValidationMethod="DNS"
    ),
}

UNSET: dict[str, str] = {}
