"""`trueup drift --google-assets`, `trueup scan --live google` and `trueup permissions`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from google_recorded import assets

from scanner.cli.main import run as command

BUCKET = {
    "name": "//storage.googleapis.com/assets",
    "asset_type": "storage.googleapis.com/Bucket",
    "resource": {
        "data": {
            "name": "assets",
            "location": "EU",
            "storageClass": "STANDARD",
            "iamConfiguration": {"publicAccessPrevention": "inherited"},
        }
    },
    "iam_policy": {"bindings": [{"role": "roles/storage.objectViewer", "members": ["allUsers"]}]},
    "ancestors": ["projects/123456789"],
}
NETWORK = "google_compute_network"
CODE = """
provider "google" {
  project = "demo"
}

resource "google_compute_network" "main" {
  name                    = "main"
  project                 = "demo"
  auto_create_subnetworks = false
  mtu                     = 1460
}

resource "google_storage_bucket_iam_member" "jane" {
  bucket = "assets"
  role   = "roles/storage.objectViewer"
  member = "user:jane@example.com"
}
"""


@pytest.fixture
def run(capsysbinary: Any) -> Callable[..., tuple[int, str, str]]:
    """A command's exit code, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = command(list(arguments))
        said = capsysbinary.readouterr()
        return code, said.out.decode(), said.err.decode()

    return run


@pytest.fixture
def export(tmp_path: Path) -> str:
    path = tmp_path / "assets.json"
    lines = [BUCKET, *assets("google_compute_network"), *assets("google_compute_firewall")]
    path.write_text("".join(json.dumps(one) + "\n" for one in lines))
    return str(path)


def test_drift_of_a_file_of_assets(
    tmp_path: Path, export: str, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "main.tf").write_text(CODE)
    monkeypatch.chdir(root)
    # No credentials are looked for.
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nonexistent")
    _, out, err = run(
        "drift", ".", "--no-state", "--google-assets", export, "--google-project", "demo",
        "--format", "json", "--no-actors",
    )  # fmt: skip
    report = json.loads(out)
    changed = {(one["resource"]["address"], one["attribute"]) for one in report["results"]}
    assert ("google_compute_network.main", "mtu") in changed, err
    (public,) = [one for one in report["results"] if one["severity"] == "critical"]
    assert "google-storage-bucket-public" in public["message"]
    assert public["resource"]["type"] == "google_storage_bucket_iam_member"


def test_scan_of_a_project_from_a_file(
    tmp_path: Path, export: str, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("scan", "--live", "google", "--google-assets", export, "--format", "json")
    assert code in (1, 3), err
    said = json.loads(out)
    found = {one["instances"][0]["address"] for one in said["results"] if one["kind"] == "fail"}
    assert any(one.startswith("google_storage_bucket") for one in found)
    assert any(one.startswith("google_compute_") for one in found)


def test_a_type_of_another_platform_is_refused(export: str, run: Any) -> None:
    code, _, err = run("scan", "--live", "google", "--google-assets", export, "--type", "aws_vpc")
    assert code == 2 and "aws_vpc" in err


def test_permissions_are_printed(run: Any) -> None:
    _, out, _ = run("permissions", "--type", NETWORK, "--type", "google_project_iam_member")
    assert "cloudasset.assets.listResource" in out
    assert "cloudasset.assets.listIamPolicy" in out
