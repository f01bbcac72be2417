"""Who changed a resource, and when: CloudTrail's event history of the last 90 days.

https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html

The lookup is a help and never a duty: where it is denied, throttled or empty, nothing is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from scanner.live.aws.api import Api, Calls, Gone
from scanner.live.aws.operations import Operation
from scanner.live.notread import NotRead
from scanner.projection import Change

if TYPE_CHECKING:
    from datetime import datetime

    from scanner.live.aws.session import AwsSession
    from scanner.model import Resource

LOOKUP: Final = Operation("cloudtrail", "LookupEvents")
MAX_RESOURCES: Final = 40
"""The service answers two lookups a second; more than these would hold up the run."""

# Services whose events are kept in us-east-1, wherever the resources are used.
_GLOBAL: Final = ("aws_iam_", "aws_cloudfront_", "aws_route53_", "aws_wafv2_")
_HOME: Final = {"aws": "us-east-1", "aws-cn": "cn-northwest-1", "aws-us-gov": "us-gov-west-1"}
_NAMES: Final = ("bucket", "name", "identifier", "function_name", "cluster_identifier", "key_id")


class Trail:
    """Lookups in one account. Raises nothing: what cannot be looked up has no changes."""

    def __init__(self, session: AwsSession) -> None:
        self._session = session
        self._calls = Calls(session)
        self._refused = False

    def changes(self, resource: Resource) -> tuple[Change, ...]:
        """The calls that changed a live or recorded resource, newest first."""
        names = _names(resource)
        for name in names:
            if self._refused:
                return ()
            found = self._lookup(name, resource)
            if found:
                return found
        return ()

    def _lookup(self, name: str, resource: Resource) -> tuple[Change, ...]:
        identity = self._session.identity()
        region = resource.region or self._session.region
        if resource.type.startswith(_GLOBAL):
            region = _HOME.get(identity.partition, region)
        api = Api(self._calls, identity.account, region, identity.partition)
        if resource.type.startswith("aws_s3_bucket"):
            region = _bucket_region(api, name)
        by_name = {"AttributeKey": "ResourceName", "AttributeValue": name}
        try:
            answer = api.call(LOOKUP, region=region, LookupAttributes=(by_name,), MaxResults=50)
        except (NotRead, Gone):
            # Denied here is denied for every resource, and a service that fails or throttles is
            # not worth asking forty times.
            self._refused = True
            return ()
        return tuple(changes_in((answer or {}).get("Events", ())))


def _bucket_region(api: Api, bucket: str) -> str:
    from scanner.live.aws.s3 import region_of

    try:
        return region_of(api, bucket) or api.region
    except Gone:
        return api.region


def _names(resource: Resource) -> Sequence[str]:
    """What CloudTrail may know the resource by: its id, its name, its ARN. One lookup each."""
    found = [resource.attributes.get(name) for name in _NAMES]
    candidates = [
        resource.id,
        resource.attributes.get("id"),
        *found,
        resource.attributes.get("arn"),
    ]
    texts = [one for one in candidates if isinstance(one, str) and 0 < len(one) <= 2048]
    return tuple(dict.fromkeys(texts))[:2]


def changes_in(events: Iterable[Mapping[str, Any]]) -> Iterable[Change]:
    """The writing calls among events, in their order."""
    for one in events:
        if str(one.get("ReadOnly", "false")).lower() == "true":
            continue
        details = _details(one.get("CloudTrailEvent"))
        if details.get("errorCode"):
            continue
        yield Change(
            actor=_actor(one, details),
            at=_when(one.get("EventTime")),
            tool=tool_of(str(details.get("userAgent", ""))),
            event=str(one.get("EventName", "")),
        )


def _details(text: Any) -> Mapping[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, Mapping) else {}


def _actor(event: Mapping[str, Any], details: Mapping[str, Any]) -> str:
    """The principal's ARN, for a service its name; the session's name is part of a role's ARN."""
    identity = details.get("userIdentity")
    identity = identity if isinstance(identity, Mapping) else {}
    for one in (identity.get("arn"), identity.get("invokedBy"), event.get("Username")):
        if isinstance(one, str) and one:
            return one
    return str(identity.get("type", ""))


def _when(moment: datetime | None) -> str:
    from datetime import UTC

    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


_TOOLS: Final = (
    (re.compile(r"terraform", re.IGNORECASE), "Terraform"),
    (re.compile(r"opentofu", re.IGNORECASE), "OpenTofu"),
    (re.compile(r"pulumi", re.IGNORECASE), "Pulumi"),
    (re.compile(r"cloudformation", re.IGNORECASE), "CloudFormation"),
    (re.compile(r"\baws-cli/", re.IGNORECASE), "aws-cli"),
    (re.compile(r"console|signin|mozilla/", re.IGNORECASE), "console"),
    (re.compile(r"boto3/", re.IGNORECASE), "boto3"),
    (re.compile(r"aws-sdk-", re.IGNORECASE), "an AWS SDK"),
)


def tool_of(agent: str) -> str:
    """The tool behind a user agent; a service's name as it is, else the agent's first word."""
    short = agent[:512]
    for pattern, name in _TOOLS:
        if pattern.search(short):
            return name
    return short.split(" ", 1)[0].split("/", 1)[0]
