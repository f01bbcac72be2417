"""Inside of a cluster: with the pod's service account, and without any kubeconfig."""

from __future__ import annotations

import datetime
import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

import scanner.live.kubernetes.session
from tests.live.kubernetes.conftest import Cluster, Outcome
from tests.support.kubernetes_server import ClusterApi
from tests.support.web_server import Answer, WebServer

Trueup = Callable[..., Outcome]
TOKEN = "canary-service-account-token"


@pytest.fixture
def account(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """The folder that a pod has its service account in, and nothing else to sign in with."""
    from kubernetes.config import incluster_config

    folder = tmp_path_factory.mktemp("serviceaccount")
    (folder / "token").write_text(TOKEN)
    (folder / "namespace").write_text("shop")
    # The client library and trueup look where Kubernetes mounts it; a test cannot write there.
    for name, file in (("TOKEN", "token"), ("CERT", "ca.crt")):
        monkeypatch.setattr(incluster_config, f"SERVICE_{name}_FILENAME", str(folder / file))
    session = scanner.live.kubernetes.session
    monkeypatch.setattr(session, "_NAMESPACE_FILE", str(folder / "namespace"))
    monkeypatch.delenv("KUBECONFIG")
    monkeypatch.setenv("HOME", str(folder))
    return folder


@pytest.fixture
def pod(account: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[ClusterApi, WebServer]]:
    """A server with a certificate of the cluster's own authority, which wants the token."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(account / "ca.crt"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    api = ClusterApi(Answer)
    api.token = TOKEN
    item = {"apiVersion": "v1", "kind": "ConfigMap", "data": {"mode": "slow"}}
    api.put({**item, "metadata": {"name": "settings", "namespace": "shop"}})
    container = {"name": "web", "image": "nginx:1.25", "securityContext": {"privileged": True}}
    api.put(
        {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {"name": "web", "namespace": "shop"},
            "spec": {"containers": [container]},
        }
    )
    with WebServer(api, context) as server:
        monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "localhost")
        monkeypatch.setenv("KUBERNETES_SERVICE_PORT", str(server.port))
        yield api, server
        assert all(one.method == "GET" for one in server.log)


@pytest.fixture
def manifest(tmp_path: Path) -> None:
    """It does not say its namespace: that is the pod's own."""
    (tmp_path / "a.yaml").write_text(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: fast}\n"
    )


def test_drift(pod: Any, manifest: None, trueup: Trueup) -> None:
    outcome = trueup("drift", ".", "--format", "json")
    assert list(outcome.drift) == ["differs ConfigMap/-/settings data.mode"]
    assert outcome.report["summary"]["complete"] is True
    assert TOKEN not in outcome.out + outcome.err


def test_scan(pod: Any, trueup: Trueup) -> None:
    outcome = trueup("scan", "--live", "kubernetes", "--format", "json")
    (one,) = (
        r for r in outcome.report["results"] if r["rule"] == "kubernetes-privileged-container"
    )
    assert one["location"]["path"] == "kubernetes://in-cluster/Pod/shop/web"
    assert TOKEN not in outcome.out + outcome.err


def test_a_kubeconfig_comes_first(
    pod: Any, cluster: Cluster, manifest: None, trueup: Trueup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUBECONFIG", str(cluster.kubeconfig))
    assert list(trueup("drift", ".", "--format", "json").drift) == ["missing ConfigMap/-/settings"]
    assert not pod[1].log and cluster.server.log


def test_a_token_that_the_kubelet_replaces_is_read_again(
    pod: Any, account: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kubernetes.config import incluster_config

    from scanner.live.kubernetes.api import Discovery, fetch
    from scanner.live.kubernetes.guard import ReadGuard

    api, _ = pod
    open_session = scanner.live.kubernetes.session.open_session
    session = open_session(ReadGuard(), {"KUBERNETES_SERVICE_HOST": "localhost"})
    assert session.place.namespace == "shop"
    assert Discovery.of(session).find("v1", "ConfigMap")
    (account / "token").write_text("another")
    api.token = "another"

    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> Any:
            return datetime.datetime(2999, 1, 1)

    monkeypatch.setattr(incluster_config.datetime, "datetime", Later)
    assert fetch(session, "/api/v1/namespaces/shop/configmaps/settings")["data"]


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("token", None, "Service token file does not exist"),
        ("token", "", "Token file exists but empty"),
        ("ca.crt", None, "Service certification file does not exist"),
        ("token", "expired", "the cluster does not know who asks (401)"),
    ],
)
def test_an_account_that_does_not_work(
    pod: Any, account: Path, manifest: None, trueup: Trueup, file: str, text: str | None, words: str
) -> None:
    (account / file).unlink()
    if text is not None:
        (account / file).write_text(text)
    outcome = trueup("drift", ".")
    assert (outcome.code, outcome.out) == (3, "") and words in outcome.err


def test_the_server_s_certificate_is_checked(
    pod: Any, account: Path, manifest: None, trueup: Trueup
) -> None:
    trustme.CA().cert_pem.write_to_path(str(account / "ca.crt"))
    outcome = trueup("drift", ".")
    assert (outcome.code, outcome.out) == (
        3,
        "",
    ) and "its certificate is not trusted" in outcome.err
    assert not pod[1].log
