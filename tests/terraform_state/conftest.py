"""Servers that keep states, and the command line's own openers pointed at them."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import trustme

from scanner.cli.state import openers as real_openers
from scanner.model import Location, Origin, Resource
from scanner.terraform.backends import Found, Openers, find_state
from tests.support.web_server import App, WebServer

STATE = b'{"version": 4, "serial": 7, "resources": []}'
_CLEARED = (
    "ARM_",
    "AWS_",
    "AZURE_",
    "GOOGLE_",
    "KUBE",
    "REQUESTS_CA_BUNDLE",
    "SSL_CERT",
    "STORAGE_",
    "TERRAFORM_CONFIG",
    "TF_",
    "http_proxy",
    "https_proxy",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "all_proxy",
)


class Nowhere:
    """A source that knows one place."""

    def locate(self, path: tuple[str | int, ...]) -> Location:
        return Location("main.tf")


def backend(kind: str, **settings: Any) -> Resource:
    """A backend block, as the loader tells it."""
    return Resource(
        "terraform_backend",
        f"terraform_backend.{kind}",
        {"type": kind, **settings},
        Origin.CODE,
        Nowhere(),
        ".",
    )


@dataclass(frozen=True)
class Certificates:
    """An authority of our own. authority: the path of its PEM. client: (certificate, key) as PEM
    texts, as of an authority's customer called `scanner`."""

    authority: Path
    client: tuple[str, str]
    server: ssl.SSLContext
    asking: ssl.SSLContext


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """Made once; `server` asks no client for a certificate, `asking` does."""
    authority = trustme.CA()
    path = tmp_path_factory.mktemp("certificates") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    issued = authority.issue_cert("localhost")
    contexts = []
    for mode in (ssl.CERT_NONE, ssl.CERT_OPTIONAL):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        issued.configure_cert(context)
        authority.configure_trust(context)
        context.verify_mode = mode
        contexts.append(context)
    client = authority.issue_cert("scanner", common_name="scanner")
    chain = b"".join(one.bytes() for one in client.cert_chain_pems).decode()
    return Certificates(path, (chain, client.private_key_pem.bytes().decode()), *contexts)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user without any setting; the folder that is their home."""
    for name in list(os.environ):
        if name.startswith(_CLEARED):
            monkeypatch.delenv(name)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return home


@pytest.fixture
def serve() -> Iterator[Callable[..., WebServer]]:
    """``serve(app, tls)``: a server for the time of one test."""
    running: list[WebServer] = []

    def start(app: App, tls: ssl.SSLContext | None = None) -> WebServer:
        running.append(WebServer(app, tls).__enter__())
        return running[-1]

    yield start
    for one in running:
        one.__exit__()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Clients that give up soon: what they wait for is the same."""
    import scanner.live.azure
    import scanner.live.kubernetes.session
    import scanner.live.web

    web, azure, kubernetes = (
        one.Limits
        for one in (scanner.live.web, scanner.live.azure, scanner.live.kubernetes.session)
    )
    monkeypatch.setattr(scanner.live.web, "Limits", lambda: web(1.0, 5.0, 2, 5, 0.01))
    monkeypatch.setattr(scanner.live.azure, "Limits", lambda: azure(1.0, 1.0, 1))
    monkeypatch.setattr(scanner.live.kubernetes.session, "Limits", lambda: kubernetes(1.0, 1.0, 1))


@pytest.fixture
def find(tmp_path: Path) -> Callable[..., list[Found]]:
    """``find(block, *named, workspace=...)`` with the command line's own openers."""

    def look(
        block: Resource | None = None,
        *named: str,
        workspace: str = "default",
        endpoints: tuple[str, ...] = (),
        roles: tuple[str, ...] = (),
        root: Path = tmp_path,
        **changes: Any,
    ) -> list[Found]:
        openers: Openers = replace(real_openers(endpoints, roles), **changes)
        return find_state(block, named, workspace, str(root), openers, str(root))

    return look
