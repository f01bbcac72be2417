"""S3 through boto3 behind the guard, against moto; the request log tells what was asked."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import RefusedCallError, StateError
from scanner.model import Unknown
from tests.support.aws_server import AwsServer
from tests.terraform_state.conftest import STATE, backend

Find = Callable[..., Any]
KEYS = ("app.tfstate", "env:/prod/app.tfstate", "ws/prod/app.tfstate")
ROLE = "arn:aws:iam::123456789012:role/reader"
CUSTOMER_KEY = base64.b64encode(b"k" * 32).decode()


@pytest.fixture(scope="module")
def process() -> Iterator[AwsServer]:
    server = AwsServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def aws(process: AwsServer, alone: Path, monkeypatch: pytest.MonkeyPatch) -> AwsServer:
    """moto with a bucket of states, and the environment pointing at it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", process.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    process.reset()
    client = admin("s3")
    client.create_bucket(
        Bucket="states", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
    )
    for key in KEYS:
        client.put_object(Bucket="states", Key=key, Body=key.encode())
    process.forget()
    return process


def admin(service: str) -> Any:
    """An unguarded client, for what happens outside of the scanner."""
    import boto3

    return boto3.client(service, region_name="eu-west-1")


def block(**more: Any) -> Any:
    """The usual block."""
    return backend(
        "s3", **{"bucket": "states", "key": "app.tfstate", "region": "eu-west-1", **more}
    )


def asked(aws: AwsServer) -> list[str]:
    return [f"{one.service} {one.label}" for one in aws.log]


def test_workspaces(aws: AwsServer, find: Find) -> None:
    def key(workspace: str, **more: Any) -> str:
        (found,) = find(block(encrypt=True, **more), workspace=workspace)
        assert found.info.source == "s3://states/" + found.data.decode()
        assert found.info.workspace == workspace
        return str(found.data.decode())

    assert key("default") == "app.tfstate"
    assert key("prod") == "env:/prod/app.tfstate"
    assert key("prod", workspace_key_prefix="ws") == "ws/prod/app.tfstate"
    assert asked(aws) == [f"s3 GET /states/{key}?" for key in KEYS]


def test_by_url_no_workspace_is_added(aws: AwsServer, find: Find) -> None:
    (found,) = find(None, "s3://states/ws/prod/app.tfstate", workspace="other")
    assert found.data == b"ws/prod/app.tfstate"


def test_locks_exist_and_are_left_alone(aws: AwsServer, find: Find) -> None:
    """A DynamoDB table with a digest and a held lock, and a lock file: nobody looks at them."""
    table = admin("dynamodb")
    table.create_table(
        TableName="locks",
        KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    for name in ("states/app.tfstate", "states/app.tfstate-md5"):
        table.put_item(TableName="locks", Item={"LockID": {"S": name}, "Info": {"S": "{}"}})
    admin("s3").put_object(Bucket="states", Key="app.tfstate.tflock", Body=b'{"ID": "x"}')
    aws.forget()
    assert find(block(dynamodb_table="locks", use_lockfile=True))[0].data == b"app.tfstate"
    assert asked(aws) == ["s3 GET /states/app.tfstate?"]
    assert table.scan(TableName="locks")["Count"] == 2


def test_encrypted_with_a_kms_key(aws: AwsServer, find: Find) -> None:
    key = admin("kms").create_key()["KeyMetadata"]["Arn"]
    admin("s3").put_object(
        Bucket="states",
        Key="kms.tfstate",
        Body=STATE,
        ServerSideEncryption="aws:kms",
        SSEKMSKeyId=key,
    )
    aws.forget()
    assert find(block(key="kms.tfstate", encrypt=True, kms_key_id=key))[0].data == STATE
    assert asked(aws) == ["s3 GET /states/kms.tfstate?"]


class TestCustomerKeys:
    """SSE-C: the key goes along with the request, and nowhere else."""

    @pytest.fixture
    def sent(self, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
        """The headers of SSE-C in each request, as botocore sends them."""
        import botocore.httpsession

        original = botocore.httpsession.URLLib3Session.send
        headers: list[dict[str, Any]] = []

        def send(session: Any, request: Any) -> Any:
            headers.append(
                {k.lower(): v for k, v in request.headers.items() if "customer" in k.lower()}
            )
            return original(session, request)

        monkeypatch.setattr(botocore.httpsession.URLLib3Session, "send", send)
        return headers

    def test_from_the_environment_or_the_block(
        self, aws: AwsServer, find: Find, sent: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = base64.b64encode(b"o" * 32).decode()
        assert find(block(sse_customer_key=other))[0].data == b"app.tfstate"
        monkeypatch.setenv("AWS_SSE_CUSTOMER_KEY", CUSTOMER_KEY)
        assert find(block(sse_customer_key=other))[0].data == b"app.tfstate"
        assert find(None, "s3://states/app.tfstate")[0].data == b"app.tfstate"
        name = "x-amz-server-side-encryption-customer-key"
        texts = [one[name].decode() if isinstance(one[name], bytes) else one[name] for one in sent]
        assert texts == [other, CUSTOMER_KEY, CUSTOMER_KEY]
        assert {one[name.replace("-key", "-algorithm")] for one in sent} <= {"AES256", b"AES256"}

    @pytest.mark.parametrize("key", ["c2VjcmV0", "not base64!", "a" * 44 + "é"])
    def test_what_is_no_key_is_not_repeated(
        self, aws: AwsServer, find: Find, key: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AWS_SSE_CUSTOMER_KEY", key)
        with pytest.raises(StateError, match="AWS_SSE_CUSTOMER_KEY") as caught:
            find(block())
        assert key not in str(caught.value) and not asked(aws)

    def test_one_that_lacks_is_asked_for(self, aws: AwsServer, find: Find) -> None:
        aws.fault("GET /states", code="InvalidRequest", status=400)
        with pytest.raises(StateError, match="set AWS_SSE_CUSTOMER_KEY"):
            find(block())


class TestRoles:
    def test_the_block_s_role_is_assumed_when_allowed(self, aws: AwsServer, find: Find) -> None:
        role = {"role_arn": ROLE, "external_id": "e-1", "session_name": "audit", "duration": "1h"}
        with pytest.raises(StateError, match=f"--assume-role {ROLE}"):
            find(block(assume_role=[role]))
        assert not asked(aws)
        assert find(block(assume_role=[role]), roles=(ROLE,))[0].data == b"app.tfstate"
        assume, get = aws.log
        assert assume.label == "AssumeRole"
        assert "ExternalId=e-1" in assume.key and "RoleSessionName=audit" in assume.key
        assert get.label == "GET /states/app.tfstate?"

    def test_older_spelling(self, aws: AwsServer, find: Find) -> None:
        assert find(block(role_arn=ROLE, external_id="e-2"), roles=(ROLE,))
        assert "ExternalId=e-2" in aws.log[0].key and "RoleSessionName=trueup" in aws.log[0].key

    def test_where_tokens_are_asked_for(self, aws: AwsServer, find: Find) -> None:
        settings = {"role_arn": ROLE, "endpoints": {"sts": "https://evil.example"}}
        with pytest.raises(StateError, match=r"--allow-endpoint https://evil\.example"):
            find(block(**settings), roles=(ROLE,))
        settings["endpoints"] = [{"sts": aws.url}]
        assert find(block(**settings), roles=(ROLE,), endpoints=(aws.url,))
        assert aws.log[0].label == "AssumeRole"


@pytest.mark.parametrize(
    "settings",
    [
        {"endpoint": "https://evil.example"},
        {"endpoints": [{"s3": "https://evil.example"}]},
        {"endpoints": {"s3": "https://evil.example"}},
        {"sts_endpoint": "https://evil.example"},
    ],
)
def test_endpoints_in_code_are_not_followed(
    aws: AwsServer, find: Find, settings: dict[str, Any]
) -> None:
    with pytest.raises(StateError, match=r"--allow-endpoint https://evil\.example"):
        find(block(**settings))
    assert not asked(aws)


def test_an_allowed_endpoint_is_asked(
    aws: AwsServer, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    for settings in ({"endpoint": aws.url}, {"endpoints": {"s3": aws.url}}):
        found = find(block(use_path_style=True, **settings), endpoints=(aws.url,))
        assert found[0].data == b"app.tfstate"


def test_settings_left_to_init(aws: AwsServer, find: Find, tmp_path: Path) -> None:
    partial = backend("s3", key="app.tfstate", bucket=Unknown("var.bucket has no value"))
    with pytest.raises(StateError, match=r"bucket is not known.*--state s3://BUCKET/KEY"):
        find(partial)
    noted = {"type": "s3", "config": {"bucket": "states", "key": "other", "region": "eu-west-1"}}
    folder = tmp_path / ".terraform"
    folder.mkdir()
    (folder / "terraform.tfstate").write_text(json.dumps({"version": 3, "backend": noted}))
    assert find(partial)[0].data == b"app.tfstate"
    folder.rename(tmp_path / "elsewhere")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / ".terraform").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StateError, match="bucket is not known"):
        find(partial, root=tmp_path / "root")
    folder.mkdir()
    (folder / "terraform.tfstate").write_bytes(b"[" * 100_000)
    with pytest.raises(StateError, match="bucket is not known"):
        find(partial)


class TestPatterns:
    @pytest.fixture
    def many(self, aws: AwsServer) -> AwsServer:
        client = admin("s3")
        for number in range(4):
            client.put_object(Bucket="states", Key=f"live/{number:02}/app.tfstate", Body=b"x")
            client.put_object(Bucket="states", Key=f"live/{number:02}/app.tfstate.tflock", Body=b"")
        client.put_object(Bucket="states", Key="live/deep/er/db.tfstate", Body=b"y")
        client.put_object(Bucket="states", Key="live/", Body=b"")
        aws.forget()
        return aws

    def test_a_star_stays_within_a_folder(self, many: AwsServer, find: Find) -> None:
        found = find(None, "s3://states/live/*/app.tfstate")
        assert [one.info.source for one in found] == [
            f"s3://states/live/{number:02}/app.tfstate" for number in range(4)
        ]
        listing, *gets = asked(many)
        assert "prefix=live%2F" in listing and "list-type=2" in listing
        assert len(gets) == 4 and all(" GET /states/live/" in one for one in gets)

    def test_terraform_s_own_prefix_tells_the_workspace(self, aws: AwsServer, find: Find) -> None:
        for name in ("dev", "prod"):
            admin("s3").put_object(Bucket="states", Key=f"env:/{name}/app.tfstate", Body=b"x")
        found = find(None, "s3://states/env:/*/app.tfstate", workspace="blue")
        assert [one.info.workspace for one in found] == ["dev", "prod"]
        (found,) = find(None, "s3://states/env:/dev/app.tfstate")
        assert found.info.workspace == "dev"

    def test_two_stars_do_not(self, many: AwsServer, find: Find) -> None:
        assert len(find(None, "s3://states/live/**")) == 5
        assert find(None, "s3://states/**/d*.tfstate")[0].data == b"y"
        twice = find(
            None, "s3://states/live/0*/*", "s3://states/live/00/*", "s3://states/app.tfstate"
        )
        assert len(twice) == 5

    def test_pages(self, many: AwsServer, find: Find) -> None:
        from moto.s3.models import s3_backends

        keep = s3_backends["123456789012"]["aws"].put_object
        for number in range(1100):
            keep("states", f"page/{number:04}.txt", b"")
        keep("states", "page/9999.tfstate", b"last")
        many.forget()
        assert [one.data for one in find(None, "s3://states/page/*.tfstate")] == [b"last"]
        assert len([one for one in asked(many) if "list-type=2" in one]) == 2

    def test_nothing_matches(self, many: AwsServer, find: Find) -> None:
        with pytest.raises(StateError, match="nothing there matches"):
            find(None, "s3://states/live/*.tfplan")

    def test_too_many(self, many: AwsServer, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("scanner.terraform.backends.common.MAX_STATES", 3)
        with pytest.raises(StateError, match="it matches 4 states, and 3 are the most"):
            find(None, "s3://states/live/*/app.tfstate")
        monkeypatch.setattr("scanner.terraform.backends.common.MAX_LISTED", 5)
        with pytest.raises(StateError, match="more than 5 objects"):
            find(None, "s3://states/live/*/app.tfstate")

    def test_listing_denied(self, many: AwsServer, find: Find) -> None:
        many.fault("list-type=2", code="AccessDenied")
        with pytest.raises(StateError, match="s3:ListBucket"):
            find(None, "s3://states/live/*/app.tfstate")

    def test_the_guard_allows_that_listing_alone(self, many: AwsServer) -> None:
        from scanner.live.aws.session import AwsSessions

        sessions = AwsSessions((), [("states", "app.tfstate")], listings=[("states", "live/")])
        client = sessions.open(region="eu-west-1").client("s3")
        assert client.list_objects_v2(Bucket="states", Prefix="live/")["KeyCount"]
        assert client.get_object(Bucket="states", Key="app.tfstate")
        many.forget()
        for call, parameters in (
            ("list_objects_v2", {"Bucket": "states", "Prefix": ""}),
            ("list_objects_v2", {"Bucket": "states"}),
            ("list_objects_v2", {"Bucket": "other", "Prefix": "live/"}),
            ("list_objects", {"Bucket": "states", "Prefix": "live/"}),
            ("get_object", {"Bucket": "states", "Key": "live/00/app.tfstate"}),
            ("put_object", {"Bucket": "states", "Key": "app.tfstate", "Body": b""}),
            ("list_object_versions", {"Bucket": "states", "Prefix": "live/"}),
        ):
            with pytest.raises(RefusedCallError):
                getattr(client, call)(**parameters)
        assert not asked(many)


class TestFaults:
    @pytest.mark.parametrize(
        ("code", "status", "words"),
        [
            ("AccessDenied", 403, r"allow s3:GetObject on it"),
            ("InvalidAccessKeyId", 401, "InvalidAccessKeyId"),
            ("ExpiredToken", 400, "ExpiredToken"),
            ("NoSuchKey", 404, "no state of workspace default"),
            ("NoSuchBucket", 404, "no such bucket"),
            ("InternalError", 500, "InternalError"),
            ("SlowDown", 503, "SlowDown"),
        ],
    )
    def test_refusals(
        self,
        aws: AwsServer,
        find: Find,
        monkeypatch: pytest.MonkeyPatch,
        code: str,
        status: int,
        words: str,
    ) -> None:
        self.hurry(monkeypatch)
        aws.fault("GET /states", code=code, status=status)
        with pytest.raises(StateError, match=words) as caught:
            find(block(profile="ops"))
        text = str(caught.value)
        assert text.startswith("s3://states/app.tfstate: ") and "\n" not in text
        assert ("AWS_PROFILE=ops" in text) == (not code.startswith("NoSuch"))
        assert "not-a-secret" not in text

    def test_a_body_cut_short(self, aws: AwsServer, find: Find, monkeypatch: Any) -> None:
        self.hurry(monkeypatch)
        client = self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        with client as url, pytest.raises(StateError, match="cut short"):
            find(block(endpoint=url, use_path_style=True), endpoints=(url,))

    def test_silence(self, aws: AwsServer, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hurry(monkeypatch)
        with self.raw(b"") as url, pytest.raises(StateError, match=r"cannot be read .*timeout"):
            find(block(endpoint=url, use_path_style=True), endpoints=(url,))

    def test_nobody_there(self, aws: AwsServer, find: Find, monkeypatch: Any) -> None:
        self.hurry(monkeypatch)
        monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
        with pytest.raises(StateError, match=r"cannot be read .*check the credentials"):
            find(block())

    def test_no_credentials(self, aws: AwsServer, find: Find, monkeypatch: Any) -> None:
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
        monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
        with pytest.raises(StateError, match=r"app\.tfstate: AWS: no credentials found"):
            find(block())

    def test_larger_than_any_state(self, aws: AwsServer, find: Find, monkeypatch: Any) -> None:
        monkeypatch.setattr("scanner.terraform.backends.s3.MAX_BYTES", 5)
        with pytest.raises(StateError, match="larger than"):
            find(block())

    @staticmethod
    def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
        import scanner.live.aws.session as module

        limits = module.Limits
        monkeypatch.setattr(module, "Limits", lambda: limits(1.0, 1.0, 1))

    @staticmethod
    def raw(answer: bytes) -> Any:
        """A server that says these bytes and hangs up; without any, it says nothing."""
        import contextlib
        import socket
        import threading
        import time

        @contextlib.contextmanager
        def serving() -> Iterator[str]:
            listener = socket.create_server(("127.0.0.1", 0))
            listener.settimeout(5)

            def serve() -> None:
                with contextlib.suppress(OSError), listener.accept()[0] as connection:
                    connection.recv(1 << 16)
                    connection.sendall(answer)
                    time.sleep(0 if answer else 2)

            thread = threading.Thread(target=serve, daemon=True)
            thread.start()
            with listener:
                yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            thread.join(5)

        return serving()
