"""A local AWS that waits before it answers: constructed answers for many equal resources.

    python tests/support/latent_aws.py BUCKETS ROLES GROUPS LATENCY

Prints its URL, answers until its standard input ends, then prints how many requests came, by
operation. Every request waits LATENCY seconds, however many are under way, so that a client's
threads are what is measured. Answers follow the documentation of GetBucket*,
GetAccountAuthorizationDetails, ListRoles and DescribeSecurityGroups.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter
from typing import Any
from urllib.parse import parse_qs, urlsplit

S3 = "http://s3.amazonaws.com/doc/2006-03-01/"
TRUST = (
    "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C"
    "%22Action%22%3A%22sts%3AAssumeRole%22%2C%22Principal%22%3A%7B%22Service%22%3A"
    "%22ec2.amazonaws.com%22%7D%7D%5D%7D"
)
PAGE = 100
_LENGTH = re.compile(rb"(?i)content-length:\s{0,9}(\d{1,9})")

SETTINGS = {
    "accelerate": f'<AccelerateConfiguration xmlns="{S3}"/>',
    "acl": f'<AccessControlPolicy xmlns="{S3}"><Owner><ID>o</ID></Owner><AccessControlList><Grant>'
    '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser">'
    "<ID>o</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant></AccessControlList>"
    "</AccessControlPolicy>",
    "encryption": f'<ServerSideEncryptionConfiguration xmlns="{S3}"><Rule>'
    "<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
    "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>",
    "logging": f'<BucketLoggingStatus xmlns="{S3}"/>',
    "publicAccessBlock": f'<PublicAccessBlockConfiguration xmlns="{S3}">'
    "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
    "<BlockPublicPolicy>true</BlockPublicPolicy><RestrictPublicBuckets>true</RestrictPublicBuckets>"
    "</PublicAccessBlockConfiguration>",
    "requestPayment": f'<RequestPaymentConfiguration xmlns="{S3}"><Payer>BucketOwner</Payer>'
    "</RequestPaymentConfiguration>",
    "versioning": f'<VersioningConfiguration xmlns="{S3}"><Status>Enabled</Status>'
    "</VersioningConfiguration>",
    "ownershipControls": f'<OwnershipControls xmlns="{S3}"><Rule><ObjectOwnership>'
    "BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>",
    "tagging": f'<Tagging xmlns="{S3}"><TagSet><Tag><Key>team</Key><Value>core</Value></Tag>'
    "</TagSet></Tagging>",
}
ABSENT = {
    "cors": "NoSuchCORSConfiguration",
    "lifecycle": "NoSuchLifecycleConfiguration",
    "object-lock": "ObjectLockConfigurationNotFoundError",
    "policy": "NoSuchBucketPolicy",
    "replication": "ReplicationConfigurationNotFoundError",
    "website": "NoSuchWebsiteConfiguration",
}


class Server:
    """Answers; `counts` by operation."""

    def __init__(self, buckets: int, roles: int, groups: int, latency: float) -> None:
        self.buckets, self.roles, self.groups = buckets, roles, groups
        self.latency = latency
        self.counts: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, kept open."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = _LENGTH.search(head)
                body = await reader.readexactly(int(length[1])) if length else b""
                await asyncio.sleep(self.latency)
                status, answer = self.answer(head.split(b" ", 2)[1].decode(), body.decode())
                data = answer.encode()
                writer.write(
                    f"HTTP/1.1 {status} x\r\nContent-Type: text/xml\r\n"
                    f"Content-Length: {len(data)}\r\n\r\n".encode()
                )
                writer.write(data)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            writer.close()

    def answer(self, target: str, body: str) -> tuple[int, str]:
        """Status and body for a request."""
        if "Action=" in body:
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.counts[form["Action"]] += 1
            return 200, getattr(self, f"_{form['Action'].lower()}")(form)
        parts = urlsplit(target)
        if parts.path == "/":
            self.counts["ListBuckets"] += 1
            return 200, self._list_buckets()
        setting = parts.query.partition("=")[0].partition("&")[0]
        self.counts[setting] += 1
        if setting in ABSENT:
            return 404, f"<Error><Code>{ABSENT[setting]}</Code><Message>none</Message></Error>"
        return 200, SETTINGS[setting]

    def _list_buckets(self) -> str:
        found = "".join(
            f"<Bucket><Name>bucket-{n}</Name><BucketRegion>eu-west-1</BucketRegion></Bucket>"
            for n in range(self.buckets)
        )
        return (
            f'<ListAllMyBucketsResult xmlns="{S3}"><Buckets>{found}</Buckets>'
            "</ListAllMyBucketsResult>"
        )

    def _getcalleridentity(self, form: dict[str, str]) -> str:
        return (
            "<GetCallerIdentityResponse><GetCallerIdentityResult>"
            "<Arn>arn:aws:iam::123456789012:user/u</Arn><Account>123456789012</Account>"
            "</GetCallerIdentityResult></GetCallerIdentityResponse>"
        )

    def _getaccountauthorizationdetails(self, form: dict[str, str]) -> str:
        return self._roles(form, "GetAccountAuthorizationDetails", "RoleDetailList")

    def _listroles(self, form: dict[str, str]) -> str:
        return self._roles(form, "ListRoles", "Roles")

    def _roles(self, form: dict[str, str], action: str, key: str) -> str:
        start = int(form.get("Marker", "0"))
        end = min(start + PAGE, self.roles)
        found = "".join(
            f"<member><RoleName>role-{n}</RoleName><RoleId>R{n}</RoleId><Path>/</Path>"
            f"<Arn>arn:aws:iam::123456789012:role/role-{n}</Arn>"
            f"<AssumeRolePolicyDocument>{TRUST}</AssumeRolePolicyDocument></member>"
            for n in range(start, end)
        )
        more = f"<IsTruncated>true</IsTruncated><Marker>{end}</Marker>" if end < self.roles else ""
        return (
            f"<{action}Response><{action}Result><{key}>{found}</{key}>{more}"
            f"</{action}Result></{action}Response>"
        )

    def _describesecuritygroups(self, form: dict[str, str]) -> str:
        start = int(form.get("NextToken", "0"))
        end = min(start + 10 * PAGE, self.groups)
        found = "".join(
            f"<item><groupId>sg-{n}</groupId><groupName>group-{n}</groupName>"
            "<groupDescription>d</groupDescription><vpcId>vpc-1</vpcId>"
            "<ownerId>123456789012</ownerId><ipPermissions><item><ipProtocol>tcp</ipProtocol>"
            "<fromPort>443</fromPort><toPort>443</toPort><ipRanges><item>"
            "<cidrIp>10.0.0.0/8</cidrIp></item></ipRanges></item></ipPermissions></item>"
            for n in range(start, end)
        )
        more = f"<nextToken>{end}</nextToken>" if end < self.groups else ""
        return (
            "<DescribeSecurityGroupsResponse>"
            f"<securityGroupInfo>{found}</securityGroupInfo>{more}</DescribeSecurityGroupsResponse>"
        )


async def _run(server: Server) -> None:
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    listening.close()
    print(json.dumps(server.counts), flush=True)


def main(arguments: list[Any]) -> None:
    """Serve."""
    buckets, roles, groups = map(int, arguments[:3])
    asyncio.run(_run(Server(buckets, roles, groups, float(arguments[3]))))


if __name__ == "__main__":
    main(sys.argv[1:])
