"""What moto does not serve, or not as it is asked for: a few operations, after the documentation.

Each keeps what it is given and tells it again, in the shape that the API reference has for it:

- IAM Access Analyzer: CreateAnalyzer, GetAnalyzer, ListAnalyzers,
  https://docs.aws.amazon.com/access-analyzer/latest/APIReference/
- Amazon MSK: GetBootstrapBrokers,
  https://docs.aws.amazon.com/msk/1.0/apireference/
- AWS Backup: CreateBackupSelection, GetBackupSelection, ListBackupSelections,
  https://docs.aws.amazon.com/aws-backup/latest/devguide/api-reference.html
- Route 53: EnableHostedZoneDNSSEC, DisableHostedZoneDNSSEC, GetDNSSEC,
  https://docs.aws.amazon.com/Route53/latest/APIReference/
- Security Hub: UpdateSecurityHubConfiguration,
  https://docs.aws.amazon.com/securityhub/1.0/APIReference/
- Step Functions: ValidateStateMachineDefinition, ListStateMachineVersions,
  https://docs.aws.amazon.com/step-functions/latest/apireference/
- Application Auto Scaling: ListTagsForResource,
  https://docs.aws.amazon.com/autoscaling/application/APIReference/
- CloudFront: the configuration of a distribution is what it was given,
  https://docs.aws.amazon.com/cloudfront/latest/APIReference/
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Answer = tuple[str, bytes]
"""Content type and body, of an answer with status 200."""

_ZONE = "https://route53.amazonaws.com/doc/2013-04-01/"


@dataclass(frozen=True)
class Asked:
    """A request. what: the operation of a JSON protocol, or method and path."""

    service: str
    what: str
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        """Its body, of JSON."""
        found: dict[str, Any] = json.loads(self.body or b"{}")
        return found


@dataclass
class Lacking:
    """What the operations keep, of one server."""

    analyzers: dict[str, dict[str, Any]] = field(default_factory=dict)
    selections: dict[str, dict[str, Any]] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)
    distributions: dict[str, str] = field(default_factory=dict)

    def answer(self, asked: Asked) -> Answer | None:
        """The answer to a request that is served here."""
        for service, pattern, serve in _SERVED:
            found = re.fullmatch(pattern, asked.what) if service == asked.service else None
            if found is not None:
                return serve(self, asked, *found.groups())
        return None

    def after(self, asked: Asked, status: int, body: bytes) -> bytes:
        """What moto answers, completed."""
        if asked.service == "cloudfront" and status < 300:
            return self._distribution(asked, body)
        return body

    def _distribution(self, asked: Asked, body: bytes) -> bytes:
        text = body.decode()
        text = re.sub(r"<DistributionSummary>.*?</DistributionSummary>", self._summary, text)
        given = _config(asked.body.decode())
        found = re.search(r"<Id>(\w+)</Id>", text)
        path = re.search(r"/distribution/(\w+)", asked.what)
        identity = path[1] if path else found[1] if found else ""
        if given and identity:
            self.distributions[identity] = given
        kept, shown = self.distributions.get(identity), _config(text)
        return (
            text.replace(shown, _merged(kept, shown)).encode() if kept and shown else text.encode()
        )

    def _summary(self, found: re.Match[str]) -> str:
        identity = re.search(r"<Id>(\w+)</Id>", found[0])
        given = self.distributions.get(identity[1] if identity else "")
        if given is None:
            return found[0]
        from xml.etree import ElementTree

        shown, told = (ElementTree.fromstring(one) for one in (found[0], f"<a>{given}</a>"))
        for one in told:
            if one.tag in _IN_A_SUMMARY:
                for old in shown.findall(one.tag):
                    shown.remove(old)
                shown.append(one)
        return ElementTree.tostring(shown, encoding="unicode")


_IN_A_SUMMARY = frozenset(
    {
        "Aliases", "CacheBehaviors", "Comment", "CustomErrorResponses", "DefaultCacheBehavior",
        "Enabled", "HttpVersion", "IsIPV6Enabled", "OriginGroups", "Origins", "PriceClass",
        "Restrictions", "Staging", "ViewerCertificate", "WebACLId",
    }
)  # fmt: skip
"""What a summary has of the configuration."""


def _merged(given: str, shown: str) -> str:
    """What was given, and of what was left out what moto takes for it."""
    from xml.etree import ElementTree

    root, defaults = (ElementTree.fromstring(f"<a>{one}</a>") for one in (given, shown))
    names = {one.tag for one in root}
    root.extend(one for one in defaults if one.tag not in names)
    return "".join(ElementTree.tostring(one, encoding="unicode") for one in root)


def _config(text: str) -> str:
    """What is in the element of a distribution's configuration."""
    found = re.search(r"<DistributionConfig(?: [^>]*)?>(.*?)</DistributionConfig>", text, re.S)
    return found[1] if found else ""


def _json(said: Any) -> Answer:
    return "application/json", json.dumps(said).encode()


def _create_analyzer(server: Lacking, asked: Asked) -> Answer:
    said = asked.said
    name = said["analyzerName"]
    server.analyzers[name] = {
        "arn": f"arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/{name}",
        "name": name,
        "type": said["type"],
        "createdAt": "2025-01-01T00:00:00Z",
        "status": "ACTIVE",
        "tags": said.get("tags") or {},
        **({"configuration": said["configuration"]} if said.get("configuration") else {}),
    }
    return _json({"arn": server.analyzers[name]["arn"]})


def _analyzer(server: Lacking, asked: Asked, name: str) -> Answer:
    return _json({"analyzer": server.analyzers[name]})


def _analyzers(server: Lacking, asked: Asked) -> Answer:
    return _json({"analyzers": list(server.analyzers.values())})


def _select(server: Lacking, asked: Asked, plan: str) -> Answer:
    identity = f"00000000-0000-4000-8000-{len(server.selections):012d}"
    server.selections[identity] = {"BackupPlanId": plan, **asked.said["BackupSelection"]}
    return _json({"SelectionId": identity, "BackupPlanId": plan, "CreationDate": 1735689600})


def _selection(server: Lacking, asked: Asked, plan: str, identity: str) -> Answer:
    kept = server.selections[identity]
    said = {name: one for name, one in kept.items() if name != "BackupPlanId"}
    return _json(
        {
            "SelectionId": identity,
            "BackupPlanId": plan,
            "BackupSelection": said,
            "CreationDate": 1735689600,
        }
    )


def _selections(server: Lacking, asked: Asked, plan: str) -> Answer:
    return _json(
        {
            "BackupSelectionsList": [
                {
                    "SelectionId": identity,
                    "SelectionName": one["SelectionName"],
                    "BackupPlanId": plan,
                    "IamRoleArn": one["IamRoleArn"],
                }
                for identity, one in server.selections.items()
                if one["BackupPlanId"] == plan
            ]
        }
    )


def _sign(server: Lacking, asked: Asked, zone: str, verb: str) -> Answer:
    server.signed[zone] = "SIGNING" if verb == "enable" else "NOT_SIGNING"
    name = f"{verb.capitalize()}HostedZoneDNSSECResponse"
    body = (
        f'<{name} xmlns="{_ZONE}"><ChangeInfo><Id>/change/C1</Id><Status>INSYNC</Status>'
        f"<SubmittedAt>2025-01-01T00:00:00Z</SubmittedAt></ChangeInfo></{name}>"
    )
    return "text/xml", body.encode()


def _is_signed(server: Lacking, asked: Asked, zone: str) -> Answer:
    status = server.signed.get(zone, "NOT_SIGNING")
    body = (
        f'<GetDNSSECResponse xmlns="{_ZONE}"><Status><ServeSignature>{status}</ServeSignature>'
        "</Status><KeySigningKeys/></GetDNSSECResponse>"
    )
    return "text/xml", body.encode()


def _fixed(said: dict[str, Any]) -> Callable[..., Answer]:
    return lambda server, asked: _json(said)


_SERVED: tuple[tuple[str, str, Callable[..., Answer]], ...] = (
    ("access-analyzer", r"PUT /analyzer", _create_analyzer),
    ("access-analyzer", r"GET /analyzer/(.+)", _analyzer),
    ("access-analyzer", r"GET /analyzer", _analyzers),
    ("application-autoscaling", r"ListTagsForResource", _fixed({"Tags": {}})),
    ("backup", r"PUT /backup/plans/([^/]+)/selections/?", _select),
    ("backup", r"GET /backup/plans/([^/]+)/selections/?", _selections),
    ("backup", r"GET /backup/plans/([^/]+)/selections/([^/]+)", _selection),
    ("kafka", r"GET /v1/clusters/.+/bootstrap-brokers", _fixed({})),
    ("route53", r"GET /2013-04-01/hostedzone/([^/]+)/dnssec", _is_signed),
    ("route53", r"POST /2013-04-01/hostedzone/([^/]+)/(enable|disable)-dnssec", _sign),
    ("securityhub", r"PATCH /accounts", _fixed({})),
    ("states", r"ListStateMachineVersions", _fixed({"stateMachineVersions": []})),
    ("states", r"ValidateStateMachineDefinition", _fixed({"result": "OK", "diagnostics": []})),
)
