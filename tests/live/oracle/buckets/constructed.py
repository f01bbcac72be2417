"""What the local server lacks of buckets, as the documentation has the answers."""

from typing import Any

from family import World, swap

_API = "https://docs.aws.amazon.com/AmazonS3/latest/API/"
DOCUMENTATION = {
    "aws_s3_bucket_replication_configuration": f"{_API}API_GetBucketReplication.html",
    "aws_s3_bucket_notification": f"{_API}API_GetBucketNotificationConfiguration.html",
    "aws_s3_bucket_request_payment_configuration": f"{_API}API_GetBucketRequestPayment.html",
    "aws_s3_account_public_access_block": f"{_API}API_control_GetPublicAccessBlock.html",
}
KNOWN = {
    "aws_s3_bucket_replication_configuration.main": {"id": "trueup-family-main"},
    "aws_s3_bucket_replication_configuration.plain": {"id": "trueup-family-copy"},
    "aws_s3_bucket_request_payment_configuration.main": {"id": "trueup-family-main"},
    "aws_s3_bucket_request_payment_configuration.plain": {"id": "trueup-family-plain"},
    "aws_s3_account_public_access_block.main": {"id": "123456789012"},
}
_MAIN = "s3 GET /trueup-family-main?replication"
_COPY = "s3 GET /trueup-family-copy?replication"
_ACCOUNT = "s3 GET /v20180820/configuration/publicAccessBlock?"
_XML = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'
_KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
_ROLE = "<Role>arn:aws:iam::123456789012:role/copier</Role>"


def _payer(name: str) -> str:
    return (
        f"<RequestPaymentConfiguration {_XML}><Payer>{name}</Payer></RequestPaymentConfiguration>"
    )


_TOLD = "s3 GET /trueup-family-main?notification"
_BRIDGE = "<EventBridgeConfiguration></EventBridgeConfiguration>"
AMENDED = {"aws_s3_bucket_notification.main": {"eventbridge": True}}
_PAYS = "s3 GET /trueup-family-main?requestPayment"
_PAYS_NOT = "s3 GET /trueup-family-plain?requestPayment"

ANSWERS = {
    _PAYS: _payer("Requester"),
    **{
        f"s3 GET /trueup-family-{name}?requestPayment": _payer("BucketOwner")
        for name in ("copy", "gone", "plain", "years")
    },
    _MAIN: (
        f"<ReplicationConfiguration {_XML}>{_ROLE}"
        "<Rule><ID>first</ID><Priority>2</Priority><Filter><And><Prefix>in/</Prefix>"
        "<Tag><Key>team</Key><Value>core</Value></Tag></And></Filter><Status>Enabled</Status>"
        "<SourceSelectionCriteria>"
        "<SseKmsEncryptedObjects><Status>Enabled</Status></SseKmsEncryptedObjects>"
        "<ReplicaModifications><Status>Enabled</Status></ReplicaModifications>"
        "</SourceSelectionCriteria>"
        "<ExistingObjectReplication><Status>Enabled</Status></ExistingObjectReplication>"
        "<Destination><Bucket>arn:aws:s3:::trueup-family-copy</Bucket>"
        "<Account>111122223333</Account><StorageClass>STANDARD_IA</StorageClass>"
        "<AccessControlTranslation><Owner>Destination</Owner></AccessControlTranslation>"
        f"<EncryptionConfiguration><ReplicaKmsKeyID>{_KEY}</ReplicaKmsKeyID>"
        "</EncryptionConfiguration>"
        "<ReplicationTime><Status>Enabled</Status><Time><Minutes>15</Minutes></Time>"
        "</ReplicationTime><Metrics><Status>Enabled</Status>"
        "<EventThreshold><Minutes>15</Minutes></EventThreshold></Metrics></Destination>"
        "<DeleteMarkerReplication><Status>Enabled</Status></DeleteMarkerReplication></Rule>"
        "<Rule><ID>second</ID><Priority>1</Priority><Filter><Tag><Key>copy</Key>"
        "<Value>yes</Value></Tag></Filter><Status>Disabled</Status>"
        "<Destination><Bucket>arn:aws:s3:::trueup-family-copy</Bucket></Destination>"
        "<DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication></Rule>"
        "<Rule><ID>third</ID><Priority>0</Priority><Filter/><Status>Enabled</Status>"
        "<Destination><Bucket>arn:aws:s3:::trueup-family-copy</Bucket></Destination>"
        "<DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication></Rule>"
        "</ReplicationConfiguration>"
    ),
    _COPY: (
        f"<ReplicationConfiguration {_XML}>{_ROLE}"
        "<Rule><ID>everything</ID><Prefix>in/</Prefix><Status>Enabled</Status>"
        "<Destination><Bucket>arn:aws:s3:::trueup-family-main</Bucket></Destination></Rule>"
        "</ReplicationConfiguration>"
    ),
}


def amend(world: World, answers: dict[str, Any]) -> None:
    """What goes to EventBridge, which the server keeps to itself; and the account's own block,
    asked for at a host name that a local server cannot have."""
    swap(
        answers,
        _TOLD,
        "</NotificationConfiguration>",
        f"{_BRIDGE}</NotificationConfiguration>",
        after="<QueueConfiguration>",
    )
    answers[_ACCOUNT] = {
        "status": "200 OK",
        "type": "text/xml",
        "body": (
            "<PublicAccessBlockConfiguration"
            ' xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">'
            "<BlockPublicAcls>true</BlockPublicAcls><IgnorePublicAcls>true</IgnorePublicAcls>"
            "<BlockPublicPolicy>true</BlockPublicPolicy>"
            "<RestrictPublicBuckets>true</RestrictPublicBuckets>"
            "</PublicAccessBlockConfiguration>"
        ),
    }


def _error(code: str) -> dict[str, str]:
    return {
        "status": "404 Not Found",
        "type": "text/xml",
        "body": f"<Error><Code>{code}</Code><Message>There is none</Message></Error>",
    }


_RULE = "aws_s3_bucket_replication_configuration.main: rule"
_BLOCK = "aws_s3_account_public_access_block.main"
EDITS = {
    "aws_s3_bucket_replication_configuration.main: role": {
        _MAIN: ("role/copier", "role/thief"),
    },
    _RULE: {_MAIN: ("trueup-family-copy", "somebody-elses")},
    f"{_RULE} ": {_MAIN: ("<Value>yes</Value>", "<Value>no</Value>")},
    f"{_RULE}  ": {_MAIN: ("<Owner>Destination</Owner>", "")},
    f" {_RULE}": {
        _MAIN: (
            "<DeleteMarkerReplication><Status>Enabled</Status>",
            "<DeleteMarkerReplication><Status>Disabled</Status>",
        ),
    },
    "aws_s3_bucket_replication_configuration.plain: rule": {
        _COPY: ("<Status>Enabled</Status>", "<Status>Disabled</Status>"),
    },
    "aws_s3_bucket_replication_configuration.plain: missing": {
        _COPY: _error("ReplicationConfigurationNotFoundError"),
    },
    "aws_s3_bucket_request_payment_configuration.main: payer": {
        _PAYS: ("Requester", "BucketOwner"),
    },
    "aws_s3_bucket_request_payment_configuration.plain: payer": {
        _PAYS_NOT: ("BucketOwner", "Requester"),
    },
    "aws_s3_bucket.plain: missing, aws_s3_bucket_request_payment_configuration.plain: missing": {
        _PAYS_NOT: _error("NoSuchBucket"),
    },
    "aws_s3_bucket_notification.main: eventbridge": {_TOLD: (_BRIDGE, "")},
    f"{_BLOCK}: block_public_acls": {
        _ACCOUNT: ("<BlockPublicAcls>true", "<BlockPublicAcls>false"),
    },
    f"{_BLOCK}: block_public_policy": {
        _ACCOUNT: ("<BlockPublicPolicy>true", "<BlockPublicPolicy>false"),
    },
    f"{_BLOCK}: ignore_public_acls": {
        _ACCOUNT: ("<IgnorePublicAcls>true", "<IgnorePublicAcls>false"),
    },
    f"{_BLOCK}: restrict_public_buckets": {
        _ACCOUNT: ("<RestrictPublicBuckets>true", "<RestrictPublicBuckets>false"),
    },
    f"{_BLOCK}: missing": {_ACCOUNT: _error("NoSuchPublicAccessBlockConfiguration")},
}
