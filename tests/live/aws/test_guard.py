"""Nothing disallowed is signed or sent, whoever asks for it and however."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scanner.errors import RefusedCallError
from scanner.live.aws.guard import DATA_AND_SECRETS, Guard
from scanner.live.aws.kinds import operations, supported_types
from scanner.live.aws.operations import Operation

REFUSED = [
    ("s3", "put_object", {"Bucket": "b", "Key": "k", "Body": b"x"}),
    ("s3", "delete_bucket", {"Bucket": "b"}),
    ("s3", "list_objects_v2", {"Bucket": "b"}),
    ("s3", "head_bucket", {"Bucket": "b"}),
    ("s3", "get_object", {"Bucket": "b", "Key": "k"}),
    ("s3", "put_bucket_policy", {"Bucket": "b", "Policy": "{}"}),
    ("ec2", "terminate_instances", {"InstanceIds": ["i-1"]}),
    ("ec2", "get_password_data", {"InstanceId": "i-1"}),
    ("ec2", "authorize_security_group_ingress", {"GroupId": "sg-1"}),
    ("iam", "create_access_key", {"UserName": "u"}),
    ("iam", "delete_role", {"RoleName": "r"}),
    ("secretsmanager", "get_secret_value", {"SecretId": "s"}),
    ("ssm", "get_parameter", {"Name": "p", "WithDecryption": True}),
    ("dynamodb", "scan", {"TableName": "t"}),
    ("dynamodb", "batch_get_item", {"RequestItems": {"t": {"Keys": [{"k": {"S": "v"}}]}}}),
    ("sts", "get_session_token", {}),
    ("kms", "decrypt", {"CiphertextBlob": b"x"}),
]


@pytest.mark.parametrize(("service", "method", "parameters"), REFUSED)
def test_refuses_before_anything_is_sent(
    aws: Any,
    session: Any,
    service: str,
    method: str,
    parameters: dict[str, Any],
) -> None:
    client = session.client(service)
    with pytest.raises(RefusedCallError, match="refused and not sent"):
        getattr(client, method)(**parameters)
    assert aws.log == []


def test_allows_what_is_declared_and_the_identity(
    aws: Any, open_session: Callable[..., Any]
) -> None:
    session = open_session("aws_s3_bucket")
    session.client("s3").list_buckets()
    assert session.identity().account == "123456789012"
    assert [request.service for request in aws.log] == ["s3", "sts"]


def test_allows_only_types_in_use(aws: Any, open_session: Callable[..., Any]) -> None:
    session = open_session("aws_iam_role")
    with pytest.raises(RefusedCallError):
        session.client("s3").list_buckets()
    assert aws.log == []


def test_paginators_and_presigned_urls_are_guarded(aws: Any, session: Any) -> None:
    s3 = session.client("s3")
    with pytest.raises(RefusedCallError):
        list(s3.get_paginator("list_objects_v2").paginate(Bucket="b"))
    with pytest.raises(RefusedCallError):
        s3.generate_presigned_url("put_object", Params={"Bucket": "b", "Key": "k"})
    with pytest.raises(RefusedCallError):
        s3.generate_presigned_post("b", "k")
    assert aws.log == []


def test_the_object_of_the_state_and_no_other(
    aws: Any, admin: Callable[[str], Any], open_session: Callable[..., Any]
) -> None:
    admin("s3").create_bucket(
        Bucket="state", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    for key in ("env:/prod/app.tfstate", "secret.txt"):
        admin("s3").put_object(Bucket="state", Key=key, Body=b"{}")
    s3 = open_session(objects=[("state", "env:/prod/app.tfstate")]).client("s3")
    aws.forget()
    assert s3.get_object(Bucket="state", Key="env:/prod/app.tfstate")["Body"].read() == b"{}"
    assert len(aws.log) == 1
    for bucket, key in (("state", "secret.txt"), ("other", "env:/prod/app.tfstate")):
        with pytest.raises(RefusedCallError, match="not the object of the state"):
            s3.get_object(Bucket=bucket, Key=key)
    assert len(aws.log) == 1


@pytest.mark.parametrize(
    ("service", "operation"),
    [(service, one) for service, names in DATA_AND_SECRETS.items() for one in sorted(names)],
)
def test_the_deny_list_wins_over_a_declaration(service: str, operation: str) -> None:
    guard = Guard([Operation(service, operation)])
    with pytest.raises(RefusedCallError, match="data or secrets"):
        guard.check(service, operation, {})


def test_the_deny_list_names_real_operations() -> None:
    # A name that botocore does not know would protect nothing.
    import botocore.session

    session = botocore.session.Session()
    services = set(session.get_available_services())
    for service, names in DATA_AND_SECRETS.items():
        assert service in services
        known = set(session.get_service_model(service).operation_names)
        assert names <= known, (service, names - known)


def test_a_revealing_parameter_is_refused_even_when_declared() -> None:
    guard = Guard([Operation("ssm", "GetParameters")])
    guard.check("ssm", "GetParameters", {"Names": ["a"]})
    with pytest.raises(RefusedCallError, match="WithDecryption"):
        guard.check("ssm", "GetParameters", {"Names": ["a"], "WithDecryption": True})


def test_every_declared_operation_exists_and_reads() -> None:
    import botocore.session

    session = botocore.session.Session()
    for operation in operations(supported_types()):
        model = session.get_service_model(operation.service)
        assert operation.name in model.operation_names
        assert operation.name.startswith(("BatchGet", "Describe", "Get", "List"))
        assert operation.name not in DATA_AND_SECRETS.get(operation.service, ())


def test_a_role_is_assumed_through_the_guard(aws: Any, open_session: Callable[..., Any]) -> None:
    role = "arn:aws:iam::210987654321:role/reader"
    session = open_session("aws_iam_role", role=role)
    assert session.identity().account == "210987654321"
    assert {request.label for request in aws.log} == {"AssumeRole", "GetCallerIdentity"}
    with pytest.raises(RefusedCallError):
        session.client("iam").list_users()
