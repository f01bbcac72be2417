"""The commands with states from afar: found from the code, several at a time, what they take."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.main import run
from tests.support.state_stores import HttpStates, TerraformCloud
from tests.support.web_server import Answer, WebServer
from tests.terraform_state.conftest import Certificates


def state(*names: str) -> bytes:
    entry: dict[str, Any] = {"mode": "managed", "type": "terraform_data"}
    resources = [
        {**entry, "name": name, "instances": [{"attributes": {"id": name}}]} for name in names
    ]
    return json.dumps({"version": 4, "serial": 3, "lineage": "l", "resources": resources}).encode()


@pytest.fixture
def trueup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """``trueup("drift", ".")`` in an empty folder: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / ".cache"))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_state_on_a_web_server(
    trueup: Any, serve: Callable[..., WebServer], impatient: None, monkeypatch: Any
) -> None:
    states = HttpStates(Answer)
    states.states["/app"] = state("a")
    states.user = ("ci", "hunter2")
    server = serve(states)
    Path("main.tf").write_text(
        f'terraform {{\n  backend "http" {{\n    address = "{server.url}/app"\n  }}\n}}\n'
        'resource "terraform_data" "a" {}\n'
    )
    code, _, err = trueup("drift", ".")
    assert code == 2 or code == 3
    assert err.count("\n") == 1 and f"--allow-endpoint {server.url}" in err and not server.log
    monkeypatch.setenv("TF_HTTP_USERNAME", "ci")
    monkeypatch.setenv("TF_HTTP_PASSWORD", "hunter2")
    code, out, err = trueup("drift", ".", "--allow-endpoint", server.url, "--format", "json")
    assert code == 0, err
    assert "hunter2" not in out + err
    assert server.labels == ["GET /app"]


def test_several_states(
    trueup: Any,
    serve: Callable[..., WebServer],
    certificates: Certificates,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cloud = TerraformCloud(Answer)
    server = serve(cloud, certificates.server)
    cloud.url = server.url
    for name in ("app-1", "app-2", "db"):
        cloud.add(name, state(name))
    Path("one.tfstate").write_bytes(state("one"))
    Path("two.tfstate").write_bytes(state("two"))
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    monkeypatch.setenv("TF_TOKEN_localhost", "another's")
    path = Path("cli.tfrc")
    path.write_text(f'credentials "{server.host}" {{ token = "{cloud.token}" }}')
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(path))
    names = ["--state", f"tfe://{server.host}/acme/app-*", "--state", "*.tfstate"]
    code, out, err = trueup("drift", ".", *names, "--format", "json")
    assert code == 0, err
    assert cloud.token not in out + err
    downloads = [one for one in server.labels if "_archivist" in one]
    assert downloads == [f"GET /_archivist/v1/object/sv-app-{number}-1" for number in (1, 2)]


ROOTS = {
    "gcs": 'bucket = "states"',
    "azurerm": 'storage_account_name = "acme"\n container_name = "tf"\n key = "k"',
    "kubernetes": 'secret_suffix = "app"\n namespace = "infra"',
    "http": 'address = "https://states.example"',
}


@pytest.mark.parametrize(
    ("kind", "where", "expected"),
    [
        ("gcs", "google", ["storage.objects.get"]),
        (
            "azurerm",
            "azure",
            ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read"],
        ),
        (
            "kubernetes",
            "kubernetes",
            [
                {
                    "apiVersion": "rbac.authorization.k8s.io/v1",
                    "kind": "Role",
                    "metadata": {"name": "trueup-state", "namespace": "infra"},
                    "rules": [
                        {
                            "apiGroups": [""],
                            "resources": ["secrets"],
                            "resourceNames": ["tfstate-prod-app"],
                            "verbs": ["get"],
                        }
                    ],
                }
            ],
        ),
        ("http", "kubernetes", []),
    ],
)
def test_permissions(trueup: Any, kind: str, where: str, expected: Any) -> None:
    Path("main.tf").write_text(f'terraform {{\n backend "{kind}" {{\n {ROOTS[kind]}\n }}\n}}\n')
    code, out, _ = trueup("permissions", ".", "--workspace", "prod", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert found[where] == expected and found["aws"] == {}
    _, text, err = trueup("permissions", ".", "--workspace", "prod")
    for one in expected:
        assert (one if isinstance(one, str) else '"tfstate-prod-app"') in text
    assert ("No permissions are needed" in err) == (not expected)


def test_permissions_of_patterns() -> None:
    from scanner.cli.state_access import state_access
    from scanner.live.permissions import permissions

    named = [
        "s3://states/live/**/*.tfstate",
        "s3://states/one.tfstate",
        "gs://b/x/*",
        "azblob://acme/tf/*",
        "kubernetes://infra/app",
        "tfe://host/org/*",
        "https://host/x",
        "x.tfstate",
        "-",
        "kubernetes://infra/*",
    ]
    access = state_access(None, named, "default", "/")
    assert len(access.left_out) == 1 and "listing Secrets" in access.left_out[0]
    found = permissions((), **access.arguments())
    statements = {one["Sid"]: (one["Action"], one["Resource"]) for one in found.aws["Statement"]}
    assert statements["TrueupState"] == (
        ["s3:GetObject"],
        ["arn:aws:s3:::states/live/*/*.tfstate", "arn:aws:s3:::states/one.tfstate"],
    )
    assert statements["TrueupStateList"] == (["s3:ListBucket"], ["arn:aws:s3:::states"])
    assert found.google == ("storage.objects.get", "storage.objects.list")
    assert len(found.azure) == len(found.kubernetes) == 1
