"""The http backend against a local server, over HTTP and HTTPS, and the client beneath it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import LiveError, StateError
from scanner.terraform.backends import Request
from tests.support.state_stores import HttpStates
from tests.support.web_server import Answer, Arrived, WebServer
from tests.terraform_state.conftest import STATE, Certificates, backend

Find = Callable[..., Any]
Serve = Callable[..., WebServer]


@pytest.fixture
def states() -> HttpStates:
    store = HttpStates(Answer)
    store.states["/app"] = STATE
    return store


@pytest.fixture
def server(serve: Serve, states: HttpStates, impatient: None) -> WebServer:
    return serve(states)


def block(address: str, **more: Any) -> Any:
    return backend("http", address=address, **more)


def test_an_address_in_code_is_followed_when_allowed(server: WebServer, find: Find) -> None:
    address = f"{server.url}/app"
    with pytest.raises(StateError, match=f"--allow-endpoint {server.url}"):
        find(block(address))
    assert not server.log
    for allowed in (server.url, f"{server.url}/", address):
        (found,) = find(block(address), endpoints=(allowed,))
        assert (found.data, found.info.source) == (STATE, address)
    with pytest.raises(StateError, match="not followed"):
        find(block(address), endpoints=(f"{server.url}/other", f"https://{server.host}", "x y"))
    assert server.labels == ["GET /app"] * 3
    assert "authorization" not in server.log[0].headers
    assert server.log[0].headers["user-agent"].startswith("trueup/")


def test_locks_are_left_alone(server: WebServer, states: HttpStates, find: Find) -> None:
    states.locks["/app"] = b"{}"
    address = f"{server.url}/app"
    find(
        block(address, lock_address=address, unlock_address=address, update_method="PUT"),
        endpoints=(server.url,),
    )
    assert server.labels == ["GET /app"] and states.locks == {"/app": b"{}"}


def test_the_environment_s_address_is_the_user_s(
    server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TF_HTTP_ADDRESS", f"{server.url}/app")
    assert find(backend("http"))[0].data == STATE
    assert find(block(f"{server.url}/app"))[0].data == STATE
    # As in Terraform, the code's wins; it is another then, and not allowed by this one.
    with pytest.raises(StateError, match="not followed"):
        find(block(f"{server.url}/other"))


def test_named(server: WebServer, find: Find) -> None:
    (found,) = find(None, f"{server.url}/app?token=hunter2")
    assert found.data == STATE
    assert found.info.source == f"{server.url}/app?..."
    assert server.labels == ["GET /app?token=hunter2"]
    with pytest.raises(StateError, match="no list of states"):
        find(None, f"{server.url}/*")


def test_no_workspaces(server: WebServer, find: Find) -> None:
    with pytest.raises(StateError, match='has no workspaces, so none is called "prod"'):
        find(block(f"{server.url}/app"), workspace="prod", endpoints=(server.url,))


class TestWhoAsks:
    @pytest.fixture
    def guarded(self, server: WebServer, states: HttpStates) -> WebServer:
        states.user = ("ci", "p:ß hunter2")
        return server

    def test_from_the_environment(
        self, guarded: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(StateError, match="set TF_HTTP_USERNAME and TF_HTTP_PASSWORD"):
            find(None, f"{guarded.url}/app")
        monkeypatch.setenv("TF_HTTP_USERNAME", "ci")
        monkeypatch.setenv("TF_HTTP_PASSWORD", "p:ß hunter2")
        assert find(None, f"{guarded.url}/app")[0].data == STATE
        assert find(block(f"{guarded.url}/app"), endpoints=(guarded.url,))[0].data == STATE
        monkeypatch.setenv("TF_HTTP_PASSWORD", "hunter3")
        with pytest.raises(StateError, match=r"access is denied \(403\)") as caught:
            find(None, f"{guarded.url}/app")
        assert "hunter" not in str(caught.value)

    def test_from_the_block(self, guarded: WebServer, find: Find, monkeypatch: Any) -> None:
        monkeypatch.setenv("TF_HTTP_PASSWORD", "of another")
        settings = {"username": "ci", "password": "p:ß hunter2"}
        found = find(block(f"{guarded.url}/app", **settings), endpoints=(guarded.url,))
        assert found[0].data == STATE

    @pytest.mark.parametrize("user", [("a:b", "hunter2"), ("a", "hunter2\r\nHost: x")])
    def test_what_cannot_be_sent(
        self, guarded: WebServer, find: Find, user: tuple[str, str]
    ) -> None:
        settings = dict(zip(("username", "password"), user, strict=True))
        with pytest.raises(StateError, match="cannot be sent") as caught:
            find(block(f"{guarded.url}/app", **settings), endpoints=(guarded.url,))
        assert "hunter2" not in str(caught.value) and not guarded.log


class TestRedirects:
    """What goes to one server is not sent to another."""

    def serving(self, serve: Serve, location: str, status: int) -> WebServer:
        def app(arrived: Arrived) -> Answer:
            if arrived.path == "/new":
                return Answer(200, STATE)
            return Answer(status, b"", {"Location": location})

        return serve(app)

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_within_the_server(self, serve: Serve, find: Find, status: int) -> None:
        server = self.serving(serve, "/new?x=1", status)
        assert find(None, f"{server.url}/app")[0].data == STATE
        assert server.labels == ["GET /app", "GET /new?x=1"]

    @pytest.mark.parametrize("status", [302, 308])
    def test_to_another(
        self, serve: Serve, find: Find, status: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TF_HTTP_USERNAME", "ci")
        other = serve(lambda _: Answer(200, STATE))
        for location in (
            f"{other.url}/new",
            f"//{other.host}/new",
            f"http://127.0.0.1:{other.port}/new",
            "file:///etc/passwd",
            "http://[/",
            "https:///x",
        ):
            server = self.serving(serve, location, status)
            with pytest.raises(StateError, match="refers to another server"):
                find(None, f"{server.url}/app")
        assert not other.log

    def test_for_ever(self, serve: Serve, find: Find) -> None:
        server = self.serving(serve, "/app", 302)
        with pytest.raises(StateError, match="refers to itself more than 5 times"):
            find(None, f"{server.url}/app")

    def test_what_is_no_address(self, serve: Serve, find: Find, impatient: None) -> None:
        server = self.serving(serve, "/a b", 302)
        with pytest.raises(StateError, match="cannot be read"):
            find(None, f"{server.url}/app")


class TestTls:
    @pytest.fixture
    def secure(
        self, serve: Serve, states: HttpStates, certificates: Certificates, impatient: None
    ) -> WebServer:
        return serve(states, certificates.server)

    def test_certificates_are_checked(
        self,
        secure: WebServer,
        find: Find,
        certificates: Certificates,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with pytest.raises(StateError, match=r"certificate is not trusted .*SSL_CERT_FILE"):
            find(None, f"{secure.url}/app")
        assert not secure.log
        monkeypatch.setenv("TF_HTTP_CLIENT_CA_CERTIFICATE_PEM", certificates.authority.read_text())
        assert find(None, f"{secure.url}/app")[0].data == STATE
        monkeypatch.delenv("TF_HTTP_CLIENT_CA_CERTIFICATE_PEM")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
        assert find(None, f"{secure.url}/app")[0].data == STATE
        # The host's name is checked, too.
        with pytest.raises(StateError, match="certificate is not trusted"):
            find(None, f"https://127.0.0.1:{secure.port}/app")

    def test_what_weakens_it_in_code(
        self, secure: WebServer, find: Find, certificates: Certificates
    ) -> None:
        address = f"{secure.url}/app"
        with pytest.raises(StateError, match=r"--allow-endpoint https\+insecure://localhost:"):
            find(block(address, skip_cert_verification=True), endpoints=(secure.url,))
        pem = certificates.authority.read_text()
        with pytest.raises(StateError, match="set TF_HTTP_CLIENT_CA_CERTIFICATE_PEM"):
            find(block(address, client_ca_certificate_pem=pem), endpoints=(secure.url,))
        assert not secure.log
        allowed = (f"https+insecure://{secure.host}",)
        found = find(block(address, skip_cert_verification=True), endpoints=allowed)
        assert found[0].data == STATE
        # It says that the code may, not that it does.
        with pytest.raises(StateError, match="certificate is not trusted"):
            find(block(address), endpoints=allowed)

    def test_client_certificates(
        self,
        serve: Serve,
        find: Find,
        certificates: Certificates,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        def app(arrived: Arrived) -> Answer:
            return Answer(200 if arrived.certificate else 401, STATE)

        server = serve(app, certificates.asking)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        with pytest.raises(StateError, match="401"):
            find(None, f"{server.url}/app")
        chain, key = certificates.client
        settings = {"client_certificate_pem": chain, "client_private_key_pem": key}
        found = find(block(f"{server.url}/app", **settings), endpoints=(server.url,))
        assert found[0].data == STATE
        monkeypatch.setenv("TF_HTTP_CLIENT_CERTIFICATE_PEM", chain)
        monkeypatch.setenv("TF_HTTP_CLIENT_PRIVATE_KEY_PEM", key)
        assert find(None, f"{server.url}/app")[0].data == STATE
        # The file that OpenSSL wants is gone.
        assert not list(tmp_path.iterdir())
        monkeypatch.setenv("TF_HTTP_CLIENT_PRIVATE_KEY_PEM", "hunter2")
        with pytest.raises(StateError, match="no PEM texts that fit together") as caught:
            find(None, f"{server.url}/app")
        assert "hunter2" not in str(caught.value) and not list(tmp_path.iterdir())


class TestFaults:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (204, "no state of workspace default"),
            (404, "no state of workspace default"),
            (401, r"asks who you are \(401\)"),
            (403, r"access is denied \(403\)"),
            (418, "answered 418"),
            (500, "answered 500"),
            (503, "answered 503"),
            ("truncate", "cut short"),
            ("silence", "does not answer in time"),
            ("drop", "no whole answer"),
        ],
    )
    def test_each(self, server: WebServer, find: Find, kind: Any, words: str) -> None:
        server.fault("GET", kind)
        with pytest.raises(StateError, match=words) as caught:
            find(None, f"{server.url}/app")
        text = str(caught.value)
        assert text.startswith(f"{server.url}/app: ") and "\n" not in text
        assert "secret" not in text
        # Worth another attempt: the server is busy or was lost.
        again = kind in (500, 503) or isinstance(kind, str)
        assert len(server.log) == (2 if again else 1)

    @pytest.mark.parametrize("kind", [503, 429, "drop", "truncate"])
    def test_a_passing_fault(self, server: WebServer, find: Find, kind: Any) -> None:
        server.fault("GET", kind, times=1)
        assert find(None, f"{server.url}/app")[0].data == STATE

    def test_nobody_there(self, find: Find, impatient: None) -> None:
        with pytest.raises(StateError, match="Connection refused"):
            find(None, "http://127.0.0.1:1/app")

    def test_nothing_stored(self, server: WebServer, states: HttpStates, find: Find) -> None:
        states.states["/app"] = b" \n"
        with pytest.raises(StateError, match="no state of workspace"):
            find(None, f"{server.url}/app")

    def test_larger_than_any_state(self, serve: Serve, impatient: None) -> None:
        from scanner.live.web import get

        server = serve(lambda _: Answer(200, b"x" * 3_000_000))
        with pytest.raises(LiveError, match="larger than 2 MiB"):
            get(Request(server.url, limit=2 << 20))
        assert len(get(Request(server.url)).body) == 3_000_000

    def test_packed_though_not_asked_for(self, serve: Serve, find: Find, impatient: None) -> None:
        import gzip

        bomb = gzip.compress(b" " * (64 << 20))
        server = serve(lambda _: Answer(200, bomb, {"Content-Encoding": "gzip"}))
        with pytest.raises(StateError, match=r"is packed \(gzip\)"):
            find(None, f"{server.url}/app")

    def test_a_trickle_ends(self, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
        from scanner.live import web

        ticks = iter(range(0, 10_000, 60))
        monkeypatch.setattr("time.monotonic", lambda: float(next(ticks)))
        server = serve(lambda _: Answer(200, b"x" * 2_000_000))
        with pytest.raises(LiveError, match="takes too long"):
            web.get(Request(server.url), web.Limits(attempts=1))


def test_an_encrypted_state_is_said(server: WebServer, states: HttpStates, find: Find) -> None:
    from scanner.terraform.state import read_state

    states.states["/app"] = b'{"serial": 1, "lineage": "x", "encrypted_data": "c2VjcmV0"}'
    (found,) = find(None, f"{server.url}/app")
    with pytest.raises(StateError, match="encrypted by OpenTofu") as caught:
        read_state(found.data, found.info.source, ".")
    assert str(caught.value).startswith(f"{server.url}/app: ") and "c2Vj" not in str(caught.value)


def test_proxies_are_the_environment_s(
    serve: Serve, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve(lambda arrived: Answer(200, STATE))
    monkeypatch.setenv("http_proxy", proxy.url)
    assert find(None, "http://states.invalid/app")[0].data == STATE
    assert proxy.labels == ["GET http://states.invalid/app"]


def test_nothing_is_printed_with_a_request(states: HttpStates) -> None:
    request = Request("https://x/?token=hunter2", {"Authorization": "hunter2"})
    assert "hunter2" not in repr(request)
