"""Which project is read, and as whom: by resources, provider blocks and what the user allows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from google_recorded import assets

from scanner.cli.main import run as command
from scanner.live import default_sessions, provider_settings, read_live
from scanner.live.google import opening
from scanner.live.notread import NotRead
from scanner.load.terraform import load_terraform
from scanner.model import Resource
from scanner.project import Project
from scanner.terraform.options import TerraformOptions

CODE = """
provider "google" {
  project     = "shop-prod"
  region      = "europe-west1"
  zone        = "europe-west1-b"
  credentials = file("key.json")
}

provider "google" {
  alias                       = "dr"
  project                     = "shop-recovery"
  impersonate_service_account = "reader@shop-recovery.iam.gserviceaccount.com"
  compute_custom_endpoint     = "https://attacker.example/"
}

resource "google_compute_network" "main" {
  name = "main"
}

resource "google_compute_network" "dr" {
  provider = google.dr
  name     = "dr"
}

resource "google_compute_network" "own" {
  project = "shop-own"
  name    = "own"
}
"""
READER = "reader@shop-recovery.iam.gserviceaccount.com"

Opened = list[tuple[str, str]]


def code_of(folder: Path, text: str) -> list[Resource]:
    (folder / "main.tf").write_text(text)
    root = str(folder)
    loaded = load_terraform([root], Project(root, root), TerraformOptions(boundary=root))
    return list(loaded.resources)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """(project, account) of each session that was asked for; each is refused."""
    found: Opened = []

    def refuse(types: Any, project: str = "", account: str = "") -> Any:
        found.append((project, account))
        raise NotRead("refused")

    monkeypatch.setattr(opening, "open_project", refuse)
    return found


def look(code: list[Resource], **options: Any) -> None:
    resources = [one for one in code if one.type.startswith("google_")]
    read_live(resources, default_sessions([], providers=provider_settings(code), **options))


def test_provider_blocks_tell_the_project(tmp_path: Path, opened: Opened) -> None:
    look(code_of(tmp_path, CODE), project="given")
    assert set(opened) == {("shop-prod", ""), ("shop-recovery", ""), ("shop-own", "")}


def test_a_service_account_in_code_is_used_when_the_user_names_it(
    tmp_path: Path, opened: Opened
) -> None:
    look(code_of(tmp_path, CODE), roles=[READER])
    assert set(opened) == {("shop-prod", ""), ("shop-recovery", READER), ("shop-own", "")}


def test_a_service_account_is_no_role_of_aws(monkeypatch: pytest.MonkeyPatch) -> None:
    from scanner.live import facade
    from scanner.live.source import LiveSource
    from scanner.model import Origin

    asked: list[Any] = []
    monkeypatch.setattr(facade, "role_for", lambda *given: asked.append(given[2]))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    role = "arn:aws:iam::111111111111:role/reader"
    queue = Resource(
        "aws_sqs_queue", "aws_sqs_queue.q", {}, Origin.CODE, LiveSource(""), ".", region="eu-west-1"
    )
    sessions = default_sessions(["aws_sqs_queue"], roles=[READER, role])
    assert sessions.aws is not None
    sessions.aws(queue)
    assert asked == [[role]]


@pytest.mark.parametrize("project", ['"../../x"', "var.unset", '"a/b?c=d"'])
def test_what_is_no_project_is_not_followed(tmp_path: Path, opened: Opened, project: str) -> None:
    text = f"""
variable "unset" {{}}
provider "google" {{ project = {project} }}
resource "google_compute_network" "main" {{ name = "main" }}
"""
    look(code_of(tmp_path, text), project="given")
    assert opened == [("given", "")]


@pytest.fixture
def run(capsysbinary: Any) -> Callable[..., tuple[int, Any]]:
    """A command's exit code and JSON report."""

    def run(*arguments: str) -> tuple[int, Any]:
        code = command(list(arguments))
        return code, json.loads(capsysbinary.readouterr().out)

    return run


def test_without_a_state_the_provider_s_region_joins(
    tmp_path: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A subnetwork that leaves project and region to its provider is found all the same."""
    (asset,) = assets("google_compute_subnetwork")[:1]
    data = asset["resource"]["data"]
    region = data["region"].rpartition("/")[2]
    root = tmp_path / "root"
    root.mkdir()
    (root / "main.tf").write_text(f"""
provider "google" {{
  project = "demo-shop"
  region  = "{region}"
}}

resource "google_compute_subnetwork" "app" {{
  name          = "{data["name"]}"
  network       = "{data["network"]}"
  ip_cidr_range = "192.0.2.0/29"
}}
""")
    export = tmp_path / "assets.json"
    export.write_text(json.dumps(asset).replace("projects/demo/", "projects/demo-shop/"))
    monkeypatch.chdir(root)
    _, report = run(
        "drift", ".", "--no-state", "--google-assets", str(export), "--format", "json",
        "--no-actors", "--no-unmanaged",
    )  # fmt: skip
    changed = {
        (one["resource"]["address"], one["attribute"], one["drift"]["class"])
        for one in report["results"]
    }
    assert ("google_compute_subnetwork.app", "ip_cidr_range", "differs") in changed
    assert not {one for one in changed if one[1] in ("region", "project", None)}
