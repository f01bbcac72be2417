"""What the local server lacks of zones and certificates, as the documentation has the answers."""

from __future__ import annotations

import json
from typing import Any

from family import World

_R53 = "https://docs.aws.amazon.com/Route53/latest/APIReference/"
DOCUMENTATION = {
    "aws_acm_certificate": (
        "https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html"
    ),
    "aws_route53_record": f"{_R53}API_ResourceRecordSet.html",
    "aws_route53_zone": f"{_R53}API_GetHostedZone.html",
}

_ZONE = "Z0123456789EXAMPLE"
_PRIVATE = "Z9876543210EXAMPLE"
_XMLNS = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"'
_ARN = "arn:aws:acm:eu-west-1:123456789012:certificate/"
_MAIL, _INSIDE, _BROUGHT = (
    f"{_ARN}{number}2345678-1234-1234-1234-123456789012" for number in (1, 2, 3)
)
_AUTHORITY = (
    "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/"
    "12345678-1234-1234-1234-123456789012"
)
_BODY = "-----BEGIN CERTIFICATE-----\nTm90IGEgY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----"
_CHAIN = "-----BEGIN CERTIFICATE-----\nTm90IGEgY2hhaW4=\n-----END CERTIFICATE-----"


def _known(arn: str, domain: str, **more: Any) -> dict[str, Any]:
    return {
        "arn": arn,
        "id": arn,
        "domain_name": domain,
        "subject_alternative_names": [domain],
        "options": [{"certificate_transparency_logging_preference": "ENABLED"}],
        **more,
    }


KNOWN = {
    "aws_route53_zone.delegated": {
        "id": _ZONE,
        "zone_id": _ZONE,
        "arn": f"arn:aws:route53:::hostedzone/{_ZONE}",
    },
    "aws_route53_zone.inside": {
        "id": _PRIVATE,
        "zone_id": _PRIVATE,
        "arn": f"arn:aws:route53:::hostedzone/{_PRIVATE}",
    },
    "aws_route53_record.network": {
        "id": f"{_ZONE}_network.delegated.example.com_A_office",
        "fqdn": "network.delegated.example.com",
    },
    "aws_route53_record.distance": {
        "id": f"{_ZONE}_distance.delegated.example.com_A_north",
        "fqdn": "distance.delegated.example.com",
    },
    "aws_acm_certificate.mail": _known(_MAIL, "mail.example.com"),
    "aws_acm_certificate.inside": _known(
        _INSIDE, "app.inside.example.com", key_algorithm="RSA_2048", validation_method="NONE"
    ),
    "aws_acm_certificate.brought": _known(
        _BROUGHT,
        "brought.example.com",
        key_algorithm="RSA_4096",
        validation_method="NONE",
    ),
}


def _certificate(arn: str, domain: str, kind: str, **more: Any) -> dict[str, Any]:
    return {
        "CertificateArn": arn,
        "DomainName": domain,
        "SubjectAlternativeNames": [domain],
        "KeyAlgorithm": "RSA-2048",
        "Status": "ISSUED",
        "Type": kind,
        "Options": {"CertificateTransparencyLoggingPreference": "ENABLED"},
        **more,
    }


_CERTIFICATES = (
    _certificate(
        _MAIL,
        "mail.example.com",
        "AMAZON_ISSUED",
        KeyAlgorithm="EC-prime256v1",
        DomainValidationOptions=[
            {
                "DomainName": "mail.example.com",
                "ValidationDomain": "example.com",
                "ValidationEmails": ["admin@example.com", "hostmaster@example.com"],
                "ValidationMethod": "EMAIL",
                "ValidationStatus": "SUCCESS",
            }
        ],
    ),
    _certificate(_INSIDE, "app.inside.example.com", "PRIVATE", CertificateAuthorityArn=_AUTHORITY),
    _certificate(_BROUGHT, "brought.example.com", "IMPORTED", KeyAlgorithm="RSA-4096"),
)


def _record(name: str, address: str, routing: str) -> str:
    return (
        f"<ResourceRecordSet><Name>{name}.delegated.example.com.</Name><Type>A</Type>{routing}"
        f"<TTL>60</TTL><ResourceRecords><ResourceRecord><Value>{address}</Value></ResourceRecord>"
        "</ResourceRecords></ResourceRecordSet>"
    )


def _hosted(identity: str, name: str, private: str) -> str:
    return (
        f"<HostedZone><Id>/hostedzone/{identity}</Id><Name>{name}.example.com.</Name>"
        f"<CallerReference>terraform-{name}</CallerReference><Config>"
        f"<Comment>Managed by Terraform</Comment><PrivateZone>{private}</PrivateZone></Config>"
        "<ResourceRecordSetCount>2</ResourceRecordSetCount></HostedZone>"
    )


_HOSTED = _hosted(_ZONE, "delegated", "false")
_HIDDEN = _hosted(_PRIVATE, "inside", "true")
_RECORDS = _record(
    "network",
    "192.0.2.8",
    "<SetIdentifier>office</SetIdentifier><CidrRoutingConfig>"
    "<CollectionId>2ac99427-3a22-4ea9-8a8d-d3b1b8b0f2e1</CollectionId>"
    "<LocationName>office</LocationName></CidrRoutingConfig>",
) + _record(
    "distance",
    "192.0.2.9",
    "<SetIdentifier>north</SetIdentifier><GeoProximityLocation><Bias>10</Bias>"
    "<Coordinates><Latitude>49.22</Latitude><Longitude>-74.01</Longitude></Coordinates>"
    "</GeoProximityLocation>",
)


def _xml(name: str, inside: str) -> dict[str, str]:
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} {_XMLNS}>{inside}</{name}>'
    return {"status": "200 OK", "type": "text/xml", "body": body}


def _json(said: Any) -> dict[str, str]:
    return {"status": "200 OK", "type": "application/x-amz-json-1.1", "body": json.dumps(said)}


def amend(world: World, answers: dict[str, Any]) -> None:
    """One zone with its records, and three certificates."""
    for key, one in list(answers.items()):
        body = one["body"]
        if key.startswith("acm ListCertificates"):
            said = json.loads(body)
            said["CertificateSummaryList"] += [
                {name: found[name] for name in ("CertificateArn", "DomainName", "Type", "Status")}
                for found in _CERTIFICATES
            ]
            answers[key] = {**one, "body": json.dumps(said)}
        elif key.startswith("route53 GET /2013-04-01/hostedzone?"):
            ending = "</HostedZones>"
            assert ending in body
            answers[key] = {**one, "body": body.replace(ending, _HOSTED + _HIDDEN + ending)}
    for found in _CERTIFICATES:
        asked = json.dumps({"CertificateArn": found["CertificateArn"]})
        answers[f"acm DescribeCertificate {asked}"] = _json({"Certificate": found})
        answers[f"acm ListTagsForCertificate {asked}"] = _json(
            {"Tags": [{"Key": "owner", "Value": "platform"}]}
        )
    asked = json.dumps({"CertificateArn": _BROUGHT})
    answers[f"acm GetCertificate {asked}"] = _json(
        {"Certificate": _BODY, "CertificateChain": _CHAIN}
    )
    sets = (
        "<DelegationSet><Id>/delegationset/N1PA6795SAMPLE</Id><NameServers>"
        "<NameServer>ns-1.awsdns-01.com</NameServer></NameServers></DelegationSet>"
    )
    networks = (
        "<VPCs><VPC><VPCRegion>eu-west-1</VPCRegion><VPCId>vpc-0123456789abcdef0</VPCId></VPC>"
        "</VPCs>"
    )
    _zone(answers, _ZONE, _HOSTED + sets, _RECORDS)
    _zone(answers, _PRIVATE, _HIDDEN + networks, "")


def _zone(answers: dict[str, Any], identity: str, described: str, records: str) -> None:
    path = f"route53 GET /2013-04-01/hostedzone/{identity}"
    answers[f"{path}?"] = _xml("GetHostedZoneResponse", described)
    answers[f"{path}/rrset?"] = _xml(
        "ListResourceRecordSetsResponse",
        f"<ResourceRecordSets>{records}</ResourceRecordSets><IsTruncated>false</IsTruncated>"
        "<MaxItems>300</MaxItems>",
    )
    answers[f"route53 GET /2013-04-01/tags/hostedzone/{identity}?"] = _xml(
        "ListTagsForResourceResponse",
        "<ResourceTagSet><ResourceType>hostedzone</ResourceType>"
        f"<ResourceId>{identity}</ResourceId><Tags><Tag><Key>owner</Key><Value>platform</Value>"
        "</Tag></Tags></ResourceTagSet>",
    )


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


EDITS = {
    "aws_acm_certificate.main: options.certificate_transparency_logging_preference": _edit(
        "acm DescribeCertificate",
        '"CertificateTransparencyLoggingPreference": "DISABLED"',
        '"CertificateTransparencyLoggingPreference": "ENABLED"',
    ),
    "aws_route53_zone.inside: vpc": _edit(
        f"/hostedzone/{_PRIVATE}?",
        "</VPCs>",
        "<VPC><VPCRegion>eu-central-1</VPCRegion><VPCId>vpc-0123456789abcdef0</VPCId></VPC></VPCs>",
    ),
    "aws_acm_certificate.mail: validation_method": _edit(_MAIL, '"EMAIL"', '"DNS"'),
    "aws_acm_certificate.mail: validation_option": _edit(
        _MAIL, '"ValidationDomain": "example.com"', '"ValidationDomain": "mail.example.com"'
    ),
    "aws_acm_certificate.brought: certificate_body": _edit(
        f'GetCertificate {{"CertificateArn": "{_BROUGHT}',
        "Tm90IGEgY2VydGlmaWNhdGU=",
        "QW5vdGhlcg==",
    ),
    "aws_route53_zone.delegated: delegation_set_id": _edit(
        f"/hostedzone/{_ZONE}?", "N1PA6795SAMPLE", "N2PA6795SAMPLE"
    ),
    "aws_route53_record.network: cidr_routing_policy": _edit(
        f"{_ZONE}/rrset", "<LocationName>office", "<LocationName>home"
    ),
    "aws_route53_record.distance: geoproximity_routing_policy": _edit(
        f"{_ZONE}/rrset", "<Bias>10", "<Bias>99"
    ),
}
