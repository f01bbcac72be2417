"""A cluster on loopback, the kubeconfig that leads to it, and the command."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import scanner.live.kubernetes.session
from scanner.cli.main import run
from tests.support.kubernetes_server import ClusterApi
from tests.support.web_server import Answer, WebServer


@dataclass
class Cluster:
    """The API, the server that it answers through, and where its kubeconfig is."""

    api: ClusterApi
    server: WebServer
    kubeconfig: Path

    def reads(self) -> list[str]:
        """The paths that were asked for, without discovery."""
        return [label for label in self.server.labels if label.count("/") > 2]


@pytest.fixture
def cluster(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Cluster]:
    for name in list(os.environ):
        if name.startswith(("KUBE", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")):
            monkeypatch.delenv(name)
    limits = scanner.live.kubernetes.session.Limits
    monkeypatch.setattr(scanner.live.kubernetes.session, "Limits", lambda: limits(2.0, 1.0, 1))
    api = ClusterApi(Answer)
    path = tmp_path_factory.mktemp("kube") / "config"
    with WebServer(api) as server:
        contexts = [
            {"name": "main", "context": {"cluster": "k", "user": "u"}},
            {"name": "shop", "context": {"cluster": "k", "user": "u", "namespace": "shop"}},
        ]
        path.write_text(
            json.dumps(
                {
                    "apiVersion": "v1",
                    "kind": "Config",
                    "current-context": "main",
                    "contexts": contexts,
                    "clusters": [{"name": "k", "cluster": {"server": server.url}}],
                    "users": [{"name": "u", "user": {"token": "canary-token"}}],
                }
            )
        )
        monkeypatch.setenv("KUBECONFIG", str(path))
        yield Cluster(api, server, path)
        # Whatever a test did with trueup: it has only read.
        assert all(
            one.method == "GET"
            or one.headers.get("user-agent", "").lower().startswith(("kubectl", "helm"))
            for one in server.log
        )


@dataclass(frozen=True)
class Outcome:
    """What a run of the command left."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def drift(self) -> dict[str, dict[str, Any]]:
        """The results by ``class address attribute``."""
        return {
            " ".join(
                filter(
                    None,
                    (one["drift"]["class"], one["resource"]["address"], one.get("attribute")),
                )
            ): one
            for one in self.report["results"]
        }


@pytest.fixture
def trueup(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Outcome]:
    """``trueup(*arguments)`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> Outcome:
        code = run(list(arguments))
        out, err = capsysbinary.readouterr()
        return Outcome(code, out.decode(), err.decode())

    return call
