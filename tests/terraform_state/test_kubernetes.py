"""The kubernetes backend through the official client's configuration, against a local API server.

Every way to sign in that its kubeconfig knows is tried; the server checks who asks.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.errors import LiveError, RefusedCallError, StateError
from tests.support.state_stores import Cluster
from tests.support.web_server import Answer, Arrived, WebServer
from tests.terraform_state.conftest import STATE, Certificates, backend

Find = Callable[..., Any]
TOKEN = "ey.token.secret"
SECRET = "/api/v1/namespaces/infra/secrets/tfstate-default-app"


def packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data)).decode()


@pytest.fixture
def cluster() -> Cluster:
    store = Cluster(Answer, TOKEN)
    store.put("infra", "tfstate-default-app", {"tfstate": packed(STATE)})
    store.put("infra", "tfstate-prod-app", {"tfstate": packed(b'{"prod": 1}')})
    store.put("default", "tfstate-default-app", {"tfstate": packed(b'{"default": 1}')})
    return store


@pytest.fixture
def server(
    serve: Callable[..., WebServer], cluster: Cluster, certificates: Certificates, impatient: None
) -> WebServer:
    return serve(cluster, certificates.asking)


@pytest.fixture
def kubeconfig(server: WebServer, certificates: Certificates, alone: Path) -> Callable[..., Path]:
    """Write ``~/.kube/config``, or another file, with a user who signs in as told."""

    def write(path: Path | None = None, context: str = "main", **user: Any) -> Path:
        path = path or alone / ".kube" / "config"
        path.parent.mkdir(exist_ok=True)
        where = {"server": server.url, "certificate-authority": str(certificates.authority)}
        document = {
            "apiVersion": "v1",
            "kind": "Config",
            "current-context": context,
            "contexts": [{"name": context, "context": {"cluster": "k", "user": "u"}}],
            "clusters": [{"name": "k", "cluster": where}],
            "users": [{"name": "u", "user": user or {"token": TOKEN}}],
        }
        path.write_text(json.dumps(document))
        return path

    return write


def block(**more: Any) -> Any:
    return backend("kubernetes", **{"secret_suffix": "app", "namespace": "infra", **more})


def test_workspaces(
    server: WebServer, kubeconfig: Any, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    kubeconfig()
    (found,) = find(block())
    assert (found.data, found.info.source) == (
        STATE,
        "kubernetes secret infra/tfstate-default-app",
    )
    (found,) = find(block(), workspace="prod")
    assert (found.data, found.info.workspace) == (b'{"prod": 1}', "prod")
    assert find(block(namespace=None))[0].data == b'{"default": 1}'
    monkeypatch.setenv("KUBE_NAMESPACE", "infra")
    assert find(block(namespace=None))[0].data == STATE
    assert find(None, "kubernetes://infra/app", workspace="prod")[0].data == b'{"prod": 1}'
    assert server.labels[:2] == [f"GET {SECRET}", f"GET {SECRET.replace('default', 'prod')}"]
    with pytest.raises(StateError, match="listing Secrets would read them all"):
        find(None, "kubernetes://infra/*")


def test_what_one_secret_does_not_hold(
    server: WebServer, cluster: Cluster, kubeconfig: Any, find: Find
) -> None:
    """As the real Terraform 1.11.4 splits it: ``-part-1`` and so on, cut anywhere."""
    kubeconfig()
    # Random, so that it does not shrink.
    state = b'{"x": "' + base64.b64encode(os.urandom(9000)) + b'"}'
    whole = gzip.compress(state)
    parts = [whole[at : at + 1000] for at in range(0, len(whole), 1000)]
    for number, part in enumerate(parts):
        name = f"tfstate-default-big-part-{number}" if number else "tfstate-default-big"
        cluster.put("infra", name, {"tfstate": base64.b64encode(part).decode()})
    assert find(block(secret_suffix="big"))[0].data == state
    # Not one more than there is: whether more follows is told by what is there.
    assert len(server.log) == len(parts) > 9
    del cluster.objects["secrets", "infra", f"tfstate-default-big-part-{len(parts) - 1}"]
    with pytest.raises(StateError, match="no whole gzip"):
        find(block(secret_suffix="big"))


class TestSigningIn:
    PLUGIN = """\
import json, os, sys
info = json.loads(os.environ["KUBERNETES_EXEC_INFO"])
assert os.environ["WHO"] == "ci"
print(json.dumps({"apiVersion": info["apiVersion"], "kind": "ExecCredential",
                  "status": json.load(open(sys.argv[1]))}))
"""

    def plugin(self, folder: Path, status: dict[str, str], version: str = "v1") -> dict[str, Any]:
        (folder / "plugin.py").write_text(self.PLUGIN)
        (folder / "status.json").write_text(json.dumps(status))
        return {
            "apiVersion": f"client.authentication.k8s.io/{version}",
            "command": sys.executable,
            "args": [str(folder / "plugin.py"), str(folder / "status.json")],
            "env": [{"name": "WHO", "value": "ci"}],
            "interactiveMode": "Never",
        }

    @pytest.mark.parametrize("version", ["v1", "v1beta1"])
    def test_a_program_s_token(
        self, server: WebServer, kubeconfig: Any, find: Find, tmp_path: Path, version: str
    ) -> None:
        kubeconfig(exec=self.plugin(tmp_path, {"token": TOKEN}, version))
        assert find(block())[0].data == STATE

    def test_a_program_s_certificate(
        self,
        cluster: Cluster,
        kubeconfig: Any,
        find: Find,
        tmp_path: Path,
        certificates: Certificates,
    ) -> None:
        cluster.token = ""
        chain, key = certificates.client
        status = {"clientCertificateData": chain, "clientKeyData": key}
        kubeconfig(exec=self.plugin(tmp_path, status))
        assert find(block())[0].data == STATE

    def test_a_program_that_fails(
        self, server: WebServer, kubeconfig: Any, find: Find, tmp_path: Path, capfd: Any
    ) -> None:
        kubeconfig(exec={**self.plugin(tmp_path, {}), "env": [{"name": "WHO", "value": "eve"}]})
        with pytest.raises(StateError, match="program for signing in failed"):
            find(block())
        assert not server.log and "AssertionError" not in capfd.readouterr().err

    def test_client_certificates(
        self,
        cluster: Cluster,
        server: WebServer,
        kubeconfig: Any,
        find: Find,
        tmp_path: Path,
        certificates: Certificates,
    ) -> None:
        cluster.token = ""
        data = [base64.b64encode(text.encode()).decode() for text in certificates.client]
        kubeconfig(**{"client-certificate-data": data[0], "client-key-data": data[1]})
        assert find(block())[0].data == STATE
        assert "authorization" not in server.log[0].headers
        for name, text in zip(("cert", "key"), certificates.client, strict=True):
            (tmp_path / name).write_text(text)
        files = {"client-certificate": "cert", "client-key": "key"}
        kubeconfig(**{name: str(tmp_path / one) for name, one in files.items()})
        assert find(block())[0].data == STATE

    def test_oidc_is_renewed_and_the_file_left_as_it_is(
        self,
        server: WebServer,
        serve: Callable[..., WebServer],
        kubeconfig: Any,
        find: Find,
        certificates: Certificates,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        def issuer(arrived: Arrived) -> Answer:
            found: dict[str, Any] = {"token_endpoint": f"{provider.url}/token"}
            if arrived.path == "/token":
                assert b"refresh_token=refresh-secret" in arrived.body
                found = {"id_token": TOKEN, "refresh_token": "r2", "access_token": "a"}
            return Answer(200, json.dumps(found).encode(), {"Content-Type": "application/json"})

        def jwt(expires: int) -> str:
            parts = ({"alg": "none"}, {"exp": expires})
            texts = [base64.urlsafe_b64encode(json.dumps(one).encode()).decode() for one in parts]
            return ".".join([*(text.rstrip("=") for text in texts), "x"])

        provider = serve(issuer, certificates.server)
        authority = base64.b64encode(certificates.authority.read_bytes()).decode()
        config = {
            "client-id": "trueup",
            "client-secret": "s",
            "id-token": jwt(1),
            "idp-issuer-url": provider.url,
            "idp-certificate-authority-data": authority,
            "refresh-token": "refresh-secret",
        }
        path = kubeconfig(**{"auth-provider": {"name": "oidc", "config": config}})
        before = path.read_text()
        assert find(block())[0].data == STATE
        assert [one.path for one in provider.log] == ["/.well-known/openid-configuration", "/token"]
        assert path.read_text() == before

    def test_inside_of_a_cluster(
        self,
        server: WebServer,
        find: Find,
        certificates: Certificates,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        from kubernetes.config import incluster_config

        (tmp_path / "token").write_text(TOKEN)
        names = {"SERVICE_TOKEN_FILENAME": "token", "SERVICE_CERT_FILENAME": "ca.crt"}
        (tmp_path / "ca.crt").write_bytes(certificates.authority.read_bytes())
        for name, file in names.items():
            monkeypatch.setattr(incluster_config, name, str(tmp_path / file))
        monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "localhost")
        monkeypatch.setenv("KUBERNETES_SERVICE_PORT", str(server.port))
        # The client writes the scheme with a small letter, which RFC 9110 allows.
        server.app.token = TOKEN  # type: ignore[attr-defined]
        original = server.app

        def app(arrived: Arrived) -> Answer:
            headers = dict(arrived.headers)
            headers["authorization"] = headers["authorization"].replace("bearer", "Bearer")
            return original(Arrived(arrived.method, arrived.target, headers))

        server.app = app
        assert find(block(in_cluster_config=True))[0].data == STATE

    def test_nobody(self, find: Find, server: WebServer) -> None:
        with pytest.raises(StateError, match=r"no cluster .*KUBE_CONFIG_PATH"):
            find(block())

    def test_certificates_of_the_server_are_checked(
        self, server: WebServer, kubeconfig: Any, find: Find
    ) -> None:
        path = kubeconfig()
        document = json.loads(path.read_text())
        del document["clusters"][0]["cluster"]["certificate-authority"]
        path.write_text(json.dumps(document))
        with pytest.raises(StateError, match="certificate is not trusted"):
            find(block())
        assert not server.log


class TestWhichCluster:
    """A kubeconfig may run any program, so that code does not choose one."""

    def test_environment(
        self, kubeconfig: Any, find: Find, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = kubeconfig(tmp_path / "one")
        for name in ("KUBE_CONFIG_PATH", "KUBECONFIG", "KUBE_CONFIG_PATHS"):
            with monkeypatch.context() as patch:
                patch.setenv(name, str(path))
                assert find(block())[0].data == STATE
        monkeypatch.setenv("KUBE_CONFIG_PATHS", f"{tmp_path / 'none'}:{path}")
        assert find(block())[0].data == STATE

    def test_the_usual_file_may_be_named(self, kubeconfig: Any, find: Find, alone: Path) -> None:
        kubeconfig()
        for path in ("~/.kube/config", str(alone / ".kube" / "config")):
            assert find(block(config_path=path))[0].data == STATE
            assert find(block(config_paths=[path]))[0].data == STATE

    @pytest.mark.parametrize("name", ["config_path", "config_paths"])
    @pytest.mark.parametrize("path", ["kubeconfig", "./kubeconfig", "~/.kube/../evil", "/evil"])
    def test_another_may_not(
        self, server: WebServer, kubeconfig: Any, find: Find, tmp_path: Path, name: str, path: str
    ) -> None:
        kubeconfig()
        kubeconfig(tmp_path / "kubeconfig")
        value = path if name == "config_path" else ["~/.kube/config", path]
        with pytest.raises(StateError, match="set KUBE_CONFIG_PATH="):
            find(block(**{name: value}))
        assert not server.log

    def test_contexts(
        self, server: WebServer, kubeconfig: Any, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kubeconfig(context="staging")
        with pytest.raises(StateError, match="set KUBE_CTX=staging"):
            find(block(config_context="staging"))
        monkeypatch.setenv("KUBE_CTX", "staging")
        assert find(block(config_context="staging"))[0].data == STATE
        monkeypatch.setenv("KUBE_CTX", "other")
        with pytest.raises(StateError, match="no cluster"):
            find(block())

    @pytest.mark.parametrize(
        "setting",
        [
            {"host": "https://evil.example"},
            {"token": "hunter2"},
            {"exec": [{"command": "touch", "args": ["evil"]}]},
            {"insecure": True},
            {"proxy_url": "https://evil.example"},
        ],
    )
    def test_connections_in_code(
        self, server: WebServer, kubeconfig: Any, find: Find, setting: dict[str, Any]
    ) -> None:
        kubeconfig()
        with pytest.raises(StateError, match=f"{next(iter(setting))} is not followed") as caught:
            find(block(**setting))
        assert "hunter2" not in str(caught.value) and not server.log

    @pytest.mark.parametrize(
        "settings",
        [
            {"secret_suffix": "../../pods"},
            {"secret_suffix": "App"},
            {"secret_suffix": "a" * 250},
            {"namespace": "a/b"},
            {"namespace": "a.b"},
        ],
    )
    def test_strange_names(
        self, server: WebServer, kubeconfig: Any, find: Find, settings: dict[str, str]
    ) -> None:
        kubeconfig()
        with pytest.raises(StateError, match="no name of a Kubernetes Secret"):
            find(block(**settings))
        assert not server.log


class TestFaults:
    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (401, r"does not know who asks \(401\)"),
            (403, "allow get on it, see `trueup permissions`"),
            (404, "no state of workspace default"),
            (302, "answered 302"),
            (429, "answered 429"),
            (500, "answered 500"),
            (503, "answered 503"),
            ("truncate", "cut short"),
            ("silence", "does not answer in time"),
            ("drop", "cut short"),
            ("garbage", "no Kubernetes API"),
        ],
    )
    def test_each(
        self, server: WebServer, kubeconfig: Any, find: Find, kind: Any, words: str
    ) -> None:
        kubeconfig()
        server.fault("secrets", kind)
        with pytest.raises(StateError, match=words) as caught:
            find(block())
        text = str(caught.value)
        assert text.startswith("kubernetes secret infra/tfstate-default-app: ")
        assert "secret-of" not in text and TOKEN not in text and "\n" not in text

    def test_nobody_there(self, kubeconfig: Any, find: Find) -> None:
        path = kubeconfig()
        document = json.loads(path.read_text())
        document["clusters"][0]["cluster"]["server"] = "https://127.0.0.1:1"
        path.write_text(json.dumps(document))
        with pytest.raises(StateError, match="it cannot be reached"):
            find(block())

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            ({}, "no state of workspace default"),
            ({"tfstate": "not base64!"}, "its tfstate is not base64"),
            ({"tfstate": base64.b64encode(b"no gzip").decode()}, "no whole gzip"),
            ({"tfstate": base64.b64encode(gzip.compress(STATE)[:-9]).decode()}, "no whole gzip"),
            ({"tfstate": packed(STATE)[:-12] + "AAAAAAAAAAA="}, "no whole gzip"),
        ],
    )
    def test_what_is_stored(
        self, cluster: Cluster, kubeconfig: Any, find: Find, data: dict[str, str], words: str
    ) -> None:
        kubeconfig()
        cluster.put("infra", "tfstate-default-app", data)
        with pytest.raises(StateError, match=words):
            find(block())

    def test_a_bomb(
        self, cluster: Cluster, kubeconfig: Any, find: Find, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kubeconfig()
        monkeypatch.setattr("scanner.terraform.backends.common.MAX_BYTES", 1 << 20)
        cluster.put("infra", "tfstate-default-app", {"tfstate": packed(b" " * (64 << 20))})
        with pytest.raises(StateError, match="larger than 1 MiB"):
            find(block())

    @pytest.mark.parametrize(
        "content", ["[", "{}", "x: !!python/object/apply:os.getcwd []", "\x00"]
    )
    def test_strange_kubeconfigs(
        self, server: WebServer, kubeconfig: Any, find: Find, content: str
    ) -> None:
        kubeconfig().write_text(content)
        with pytest.raises(StateError, match=r"cannot be used|no cluster"):
            find(block())


def test_the_guard(server: WebServer, kubeconfig: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from scanner.cli.state import openers
    from scanner.terraform.backends import Cluster as Asked

    kubeconfig()
    opener = openers((), ()).kubernetes
    assert opener is not None
    get = opener(Asked("infra", "tfstate-default-app"))
    assert get("tfstate-default-app").status == 200
    assert get("tfstate-default-app-part-1").status == 404
    server.log.clear()
    for name in (
        "tfstate-prod-app",
        "",
        "tfstate-default-app/status",
        "tfstate-default-app?watch=1",
        "tfstate-default-app-part-0",
        "../pods",
    ):
        with pytest.raises(RefusedCallError):
            get(name)
    assert not server.log


def test_without_the_client(kubeconfig: Any, find: Find, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kubernetes", None)
    with pytest.raises(StateError, match=r"pip install 'trueup\[kubernetes\]'"):
        find(block())


def test_answers_are_bounded(server: WebServer, kubeconfig: Any) -> None:
    import re
    from dataclasses import replace

    from scanner.live.kubernetes.session import Guard, Limits, open_session

    kubeconfig()
    guard = Guard([re.compile(re.escape(SECRET))])
    session = open_session(guard, {}, limits=replace(Limits(), size=10))
    with pytest.raises(LiveError, match="larger than"):
        session.get(SECRET)
