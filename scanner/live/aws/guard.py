"""The read-only guard: nothing that the readers in use do not declare is ever signed or sent.

It hooks botocore's events, so it sees every request of a session, whoever makes it: client
methods, paginators, waiters, redirects, presigned URLs. Three seams in the order in which botocore
passes them: ``before-parameter-build`` (nothing is built yet), ``before-call`` (nothing is
signed), ``before-sign`` (refuses whatever has not come through the first two). There is no option,
variable or argument that turns it off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from scanner.errors import RefusedCallError
from scanner.live.aws.operations import (
    ASSUME_ROLE,
    IDENTITY,
    STATE_LISTING,
    STATE_OBJECT,
    Operation,
)

ALWAYS = frozenset({IDENTITY.pair, ASSUME_ROLE.pair})
"""What every session may send: who am I, and become the role the user named."""

DATA_AND_SECRETS: Mapping[str, frozenset[str]] = {
    "acm": frozenset({"ExportCertificate"}),
    "athena": frozenset({"GetQueryResults"}),
    "codeartifact": frozenset({"GetAuthorizationToken"}),
    "cognito-identity": frozenset({"GetCredentialsForIdentity", "GetOpenIdToken"}),
    "dynamodb": frozenset(
        {
            "BatchExecuteStatement",
            "BatchGetItem",
            "ExecuteStatement",
            "ExecuteTransaction",
            "GetItem",
            "Query",
            "Scan",
            "TransactGetItems",
        }
    ),
    "dynamodbstreams": frozenset({"GetRecords", "GetShardIterator"}),
    "ec2": frozenset({"GetConsoleOutput", "GetConsoleScreenshot", "GetPasswordData"}),
    "ecr": frozenset({"BatchGetImage", "GetAuthorizationToken", "GetDownloadUrlForLayer"}),
    "ecr-public": frozenset({"GetAuthorizationToken"}),
    "kinesis": frozenset({"GetRecords", "GetShardIterator", "SubscribeToShard"}),
    "kms": frozenset(
        {"Decrypt", "GenerateDataKey", "GenerateDataKeyPair", "GenerateMac", "ReEncrypt", "Sign"}
    ),
    "lambda": frozenset({"GetFunction", "GetLayerVersion", "Invoke"}),
    "lightsail": frozenset({"DownloadDefaultKeyPair", "GetInstanceAccessDetails"}),
    "logs": frozenset({"FilterLogEvents", "GetLogEvents", "GetLogRecord", "GetQueryResults"}),
    "rds": frozenset({"DownloadDBLogFilePortion"}),
    "rds-data": frozenset({"BatchExecuteStatement", "ExecuteSql", "ExecuteStatement"}),
    "redshift": frozenset({"GetClusterCredentials", "GetClusterCredentialsWithIAM"}),
    "redshift-serverless": frozenset({"GetCredentials"}),
    "s3": frozenset({"GetObjectTorrent", "SelectObjectContent"}),
    "secretsmanager": frozenset({"BatchGetSecretValue", "GetRandomPassword", "GetSecretValue"}),
    "sqs": frozenset({"ReceiveMessage"}),
    "sso": frozenset({"GetRoleCredentials"}),
    "sts": frozenset({"GetFederationToken", "GetSessionToken"}),
}
"""Operations that read like reads and hand out data, secrets or credentials. Refused even when a
reader declares one. Service names are boto3's."""

REVEALING_PARAMETERS = frozenset({"WithDecryption", "includeValue", "includeValues"})
"""Parameters that turn a description into a secret (SSM, API Gateway); refused when true."""

_CONTEXT_KEY = "trueup_allowed_object"
# Allowed for these parameters alone, which are known only before the request is built.
_NARROW = frozenset({STATE_OBJECT.pair, STATE_LISTING.pair})


class Guard:
    """Allows exactly the declared operations, and the state's own objects.

    operations: what the readers in use declare. objects: (bucket, key) of states to be read.
    listings: (bucket, prefix) in which states are looked for.
    One guard may serve any number of sessions.
    """

    def __init__(
        self,
        operations: Iterable[Operation],
        objects: Iterable[tuple[str, str]] = (),
        listings: Iterable[tuple[str, str]] = (),
    ) -> None:
        self.allowed = frozenset(operation.pair for operation in operations) | ALWAYS
        self.objects = frozenset(objects)
        self.listings = frozenset(listings)
        # (service id, operation) that came through before-call; what is signed must be among them.
        self._passed: set[tuple[str, str]] = set()

    def check(self, service: str, operation: str, parameters: Mapping[str, Any]) -> None:
        """Raise RefusedCallError unless this request may be sent."""
        if operation in DATA_AND_SECRETS.get(service, ()):
            raise refused(service, operation, "it returns data or secrets")
        if (service, operation) == STATE_OBJECT.pair:
            if (parameters.get("Bucket"), parameters.get("Key")) not in self.objects:
                raise refused(service, operation, "it is not the object of the state")
        elif (service, operation) == STATE_LISTING.pair:
            if (parameters.get("Bucket"), parameters.get("Prefix")) not in self.listings:
                raise refused(service, operation, "it is not where states are looked for")
        elif (service, operation) not in self.allowed:
            raise refused(service, operation, "no reader in use declares it")
        revealing = sorted(name for name in REVEALING_PARAMETERS if parameters.get(name))
        if revealing:
            raise refused(service, operation, f"{revealing[0]} would reveal a secret")

    def attach(self, session: Any) -> None:
        """Put every client that the botocore `session` will make behind this guard."""
        events = session.get_component("event_emitter")
        events.register_first("before-parameter-build", self._before_build)
        events.register_first("before-call", self._before_call)
        events.register_first("before-sign", self._before_sign)

    def _before_build(
        self, params: Mapping[str, Any], model: Any, context: dict[str, Any], **_: Any
    ) -> None:
        service = model.service_model.service_name
        self.check(service, model.name, params)
        if (service, model.name) in _NARROW:
            context[_CONTEXT_KEY] = True

    def _before_call(self, model: Any, context: Mapping[str, Any], **_: Any) -> None:
        service = model.service_model.service_name
        # Names only: by now the parameters are serialised, and were checked before that.
        if (service, model.name) not in _NARROW:
            self.check(service, model.name, {})
        elif not context.get(_CONTEXT_KEY):
            raise refused(service, model.name, "it is not the object of the state")
        self._passed.add((model.service_model.service_id.hyphenize(), model.name))

    def _before_sign(self, event_name: str, operation_name: str, **_: Any) -> None:
        service = event_name.split(".")[1]
        if (service, operation_name) not in self._passed:
            raise refused(service, operation_name, "only requests to be sent are signed")


def refused(service: str, operation: str, why: str) -> RefusedCallError:
    """The error for a request that was stopped."""
    return RefusedCallError(
        f"{service}:{operation} was refused and not sent: {why} (trueup only reads; "
        "this is a defect of trueup, please report it)"
    )
