"""API operations as data: what a reader may send, which IAM actions that needs, what "no" means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operation:
    """One read operation of an AWS API.

    service: boto3's client name, ``"s3"``. name: the operation in the API's spelling,
    ``"GetBucketPolicy"``; guard, request and permissions all come from this pair.
    actions: IAM actions that it needs, where they differ from ``service:name``. Source: the
    service authorization reference,
    https://docs.aws.amazon.com/service-authorization/latest/reference/.
    absent: error codes that mean "nothing is configured", which is an answer and no failure.
    gone: error codes that mean "the resource itself does not exist".
    """

    service: str
    name: str
    actions: tuple[str, ...] = ()
    absent: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    @property
    def pair(self) -> tuple[str, str]:
        """(service, operation), as the guard knows it."""
        return self.service, self.name

    @property
    def iam_actions(self) -> tuple[str, ...]:
        """The IAM actions that allow this operation."""
        return self.actions or (f"{self.service}:{self.name}",)

    @property
    def label(self) -> str:
        """For messages: ``s3:GetBucketPolicy``."""
        return f"{self.service}:{self.name}"


IDENTITY = Operation("sts", "GetCallerIdentity")
ASSUME_ROLE = Operation("sts", "AssumeRole")
STATE_OBJECT = Operation("s3", "GetObject")
"""Only ever allowed for the bucket and key of the state itself."""
STATE_LISTING = Operation("s3", "ListObjectsV2", actions=("s3:ListBucket",))
"""Only ever allowed for the bucket and prefix of a pattern of states that the user gave."""
