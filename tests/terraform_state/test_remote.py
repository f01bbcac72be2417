"""HCP Terraform and Terraform Enterprise, against a local server that the real Terraform uses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import StateError
from scanner.terraform.backends import Request, Response
from tests.support.state_stores import TerraformCloud
from tests.support.web_server import Answer, WebServer
from tests.terraform_state.conftest import STATE, Certificates, backend

Find = Callable[..., Any]
TOKEN = "tok.atlasv1.secret"


@pytest.fixture
def cloud() -> TerraformCloud:
    return TerraformCloud(Answer, TOKEN)


@pytest.fixture
def server(
    serve: Callable[..., WebServer],
    cloud: TerraformCloud,
    certificates: Certificates,
    alone: Path,
    monkeypatch: pytest.MonkeyPatch,
    impatient: None,
) -> WebServer:
    """The server, trusted, with a token in the user's credentials file."""
    running = serve(cloud, certificates.server)
    cloud.url = running.url
    cloud.add("app", STATE)
    cloud.add("app-prod", b'{"prod": 1}')
    cloud.add("app-empty")
    cloud.add("db", b'{"db": 1}')
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    folder = alone / ".terraform.d"
    folder.mkdir()
    credentials = {"credentials": {running.host: {"token": TOKEN}}}
    (folder / "credentials.tfrc.json").write_text(json.dumps(credentials))
    return running


def block(server: WebServer, kind: str = "cloud", **more: Any) -> Any:
    settings = {"hostname": server.host, "organization": "acme", "workspaces": [{"name": "app"}]}
    return backend(kind, **{**settings, **more})


@pytest.mark.parametrize("kind", ["cloud", "remote"])
def test_one_workspace(server: WebServer, find: Find, kind: str) -> None:
    (found,) = find(block(server, kind), endpoints=(server.host,))
    assert (found.data, found.info.workspace) == (STATE, "app")
    assert found.info.source == f"tfe://{server.host}/acme/app"
    assert server.labels == [
        "GET /api/v2/organizations/acme/workspaces/app",
        "GET /api/v2/workspaces/ws-app/current-state-version",
        "GET /_archivist/v1/object/sv-app-1",
    ]
    assert {one.headers["authorization"] for one in server.log} == {f"Bearer {TOKEN}"}
    assert find(block(server, kind), workspace="app", endpoints=(server.url,))
    with pytest.raises(StateError, match='names the one workspace "app"'):
        find(block(server, kind), workspace="prod", endpoints=(server.url,))


def test_the_token_stays_with_its_host(
    server: WebServer,
    cloud: TerraformCloud,
    serve: Callable[..., WebServer],
    certificates: Certificates,
    find: Find,
) -> None:
    """HCP Terraform keeps the states on another host, whose addresses let themselves be read."""
    archive = serve(cloud.archive, certificates.server)
    cloud.downloads = archive.url
    cloud.add("away", STATE)
    assert find(None, f"tfe://{server.host}/acme/away")[0].data == STATE
    assert archive.labels == ["GET /_archivist/v1/object/sv-away-1"]
    assert "authorization" not in archive.log[0].headers
    cloud.downloads = f"http://{archive.host}"
    cloud.add("plain", STATE)
    with pytest.raises(StateError, match="without TLS"):
        find(None, f"tfe://{server.host}/acme/plain")
    cloud.downloads = "https://me:hunter2@host"
    cloud.add("strange", STATE)
    with pytest.raises(StateError, match="credentials in a URL") as caught:
        find(None, f"tfe://{server.host}/acme/strange")
    assert "hunter2" not in str(caught.value)


class TestHosts:
    def test_code_names_no_host_of_its_own(self, server: WebServer, find: Find) -> None:
        with pytest.raises(StateError, match=f"--allow-endpoint https://{server.host}"):
            find(block(server))
        assert not server.log
        for named in (server.host, server.url, f"{server.url}/"):
            assert find(block(server), endpoints=(named,))[0].data == STATE

    def test_the_environment_s_is_the_user_s(
        self, server: WebServer, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TF_CLOUD_HOSTNAME", server.host)
        monkeypatch.setenv("TF_CLOUD_ORGANIZATION", "acme")
        assert find(backend("cloud", workspaces={"name": "app"}))[0].data == STATE
        assert find(block(server))[0].data == STATE
        with pytest.raises(StateError, match="organization is not known"):
            find(backend("remote", workspaces={"name": "app"}))

    @pytest.mark.parametrize("host", ["app.terraform.io", "app.eu.terraform.io", None])
    def test_hashicorp_s_own_are_well_known(
        self, find: Find, monkeypatch: pytest.MonkeyPatch, host: str | None
    ) -> None:
        asked: list[str] = []

        def web(request: Request) -> Response:
            asked.append(request.url)
            return Response(404)

        name = host or "app.terraform.io"
        monkeypatch.setenv("TF_TOKEN_" + name.replace(".", "_"), "t")
        with pytest.raises(StateError, match="no such workspace"):
            find(
                backend("cloud", hostname=host, organization="acme", workspaces={"name": "app"}),
                web=web,
            )
        assert asked == [f"https://{name}/api/v2/organizations/acme/workspaces/app"]

    @pytest.mark.parametrize(
        "host", ["evil.example", "app.terraform.io.evil.example", "a b", "x/y"]
    )
    def test_others_are_not(self, find: Find, host: str) -> None:
        with pytest.raises(StateError):
            find(
                backend("cloud", hostname=host, organization="acme", workspaces={"name": "app"}),
                web=lambda _: pytest.fail("it was asked"),
            )


class TestWorkspaces:
    def test_prefix(self, server: WebServer, find: Find) -> None:
        several = block(server, "remote", workspaces=[{"prefix": "app-"}])
        (found,) = find(several, workspace="prod", endpoints=(server.url,))
        assert (found.data, found.info.workspace) == (b'{"prod": 1}', "app-prod")

    def test_tags(
        self,
        server: WebServer,
        find: Find,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        tagged = block(server, workspaces=[{"tags": ["app"]}])
        with pytest.raises(StateError, match="several workspaces; choose one with --workspace"):
            find(tagged, endpoints=(server.url,))
        assert find(tagged, workspace="db", endpoints=(server.url,))[0].data == b'{"db": 1}'
        # What `terraform workspace select` left, and what the environment says instead.
        (tmp_path / ".terraform").mkdir()
        (tmp_path / ".terraform" / "environment").write_text("app-prod")
        assert find(tagged, endpoints=(server.url,))[0].data == b'{"prod": 1}'
        monkeypatch.setenv("TF_WORKSPACE", "db")
        assert find(tagged, endpoints=(server.url,))[0].data == b'{"db": 1}'

    def test_what_init_noted(self, server: WebServer, find: Find, tmp_path: Path) -> None:
        config = {
            "hostname": server.host,
            "organization": "acme",
            "token": "in-the-file",
            "workspaces": {"name": "db", "tags": None, "project": None},
        }
        (tmp_path / ".terraform").mkdir()
        (tmp_path / ".terraform" / "terraform.tfstate").write_text(
            json.dumps({"version": 3, "backend": {"type": "cloud", "config": config}})
        )
        found = find(backend("cloud"), endpoints=(server.url,))
        assert found[0].data == b'{"db": 1}'

    @pytest.mark.parametrize("name", ["", "../other", "a/b", "a?x=1", "a#b", "ä", "x" * 91])
    def test_strange_names(self, server: WebServer, find: Find, name: str) -> None:
        with pytest.raises(StateError):
            find(block(server, workspaces={"name": name}), endpoints=(server.url,))
        assert not server.log

    def test_patterns(self, server: WebServer, find: Find) -> None:
        found = find(None, f"tfe://{server.host}/acme/app*")
        assert [one.info.workspace for one in found] == ["app", "app-prod"]
        pages = [one for one in server.labels if "/workspaces?" in one]
        assert len(pages) == 2 and all("search%5Bwildcard-name%5D=app%2A" in one for one in pages)
        assert [one.data for one in find(None, f"tfe://{server.host}/acme/*")] == [
            STATE,
            b'{"prod": 1}',
            b'{"db": 1}',
        ]
        with pytest.raises(StateError, match="none of its 1 workspaces has a state"):
            find(None, f"tfe://{server.host}/acme/*-empty")
        with pytest.raises(StateError, match="nothing there matches"):
            find(None, f"tfe://{server.host}/acme/z*")


class TestTokens:
    def test_none(self, server: WebServer, find: Find, alone: Path) -> None:
        (alone / ".terraform.d" / "credentials.tfrc.json").unlink()
        with pytest.raises(StateError, match=f"`terraform login {server.host}`"):
            find(block(server), endpoints=(server.url,))
        assert not server.log

    def test_one_in_code_is_not_used(self, server: WebServer, find: Find, alone: Path) -> None:
        (alone / ".terraform.d" / "credentials.tfrc.json").unlink()
        with pytest.raises(StateError, match="no token for") as caught:
            find(block(server, token="hunter2"), endpoints=(server.url,))
        assert "hunter2" not in str(caught.value) and not server.log

    def test_not_accepted(self, server: WebServer, find: Find, cloud: TerraformCloud) -> None:
        cloud.token = "another"
        with pytest.raises(StateError, match=r"is not accepted \(401\)") as caught:
            find(block(server), endpoints=(server.url,))
        assert TOKEN not in str(caught.value)


class TestFaults:
    STEPS = ("workspaces/app$", "current-state-version", "_archivist")

    @pytest.mark.parametrize("step", STEPS)
    @pytest.mark.parametrize("kind", [401, 403, 404, 429, 500, 502, "truncate", "silence", "drop"])
    def test_each(self, server: WebServer, find: Find, step: str, kind: Any) -> None:
        server.fault(step, kind)
        with pytest.raises(StateError) as caught:
            find(block(server), endpoints=(server.url,))
        text = str(caught.value)
        assert text.startswith(f"tfe://{server.host}/acme/app: ") and "\n" not in text
        assert "secret" not in text and "_archivist" not in text
        expected = {
            401: "401",
            403: "403",
            404: "404" if step != "current-state-version" else "no state of workspace app",
            "truncate": "cut short",
            "silence": "does not answer in time",
            "drop": "no whole answer",
        }
        assert expected.get(kind, str(kind)) in text

    @pytest.mark.parametrize("step", STEPS[:2])
    def test_something_else_answers(self, server: WebServer, find: Find, step: str) -> None:
        server.fault(step, "garbage")
        with pytest.raises(StateError, match="does not answer like HCP Terraform") as caught:
            find(block(server), endpoints=(server.url,))
        assert "secret" not in str(caught.value)

    @pytest.mark.parametrize(
        "document",
        [
            [],
            {"data": []},
            {"data": {"id": 7}},
            {"data": {"id": "../../admin"}},
            {"data": {"id": "x" * 1000}},
        ],
    )
    def test_strange_documents(self, server: WebServer, find: Find, document: Any) -> None:
        server.app = lambda _: Answer(200, json.dumps(document).encode())
        with pytest.raises(StateError, match="does not answer like HCP Terraform"):
            find(block(server), endpoints=(server.url,))
        assert len(server.log) == 1

    def test_not_stored_yet(self, server: WebServer, find: Find, cloud: TerraformCloud) -> None:
        cloud.versions["app"][-1]["attributes"]["hosted-state-download-url"] = None
        with pytest.raises(StateError, match="still being stored"):
            find(block(server), endpoints=(server.url,))

    def test_pages_without_end(self, server: WebServer, find: Find) -> None:
        page = {"data": [], "meta": {"pagination": {"next-page": 1}}}
        server.app = lambda _: Answer(200, json.dumps(page).encode())
        with pytest.raises(StateError, match="more than 10,000 workspaces"):
            find(None, f"tfe://{server.host}/acme/a*")
        assert len(server.log) == 100
