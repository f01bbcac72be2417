"""Cloud Asset Inventory over the wire and from files: paging, faults, the guard, hostile files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from google_recorded import assets, found, recorded_types, state, states

from scanner.errors import LiveError, RefusedCallError
from scanner.live.facade import Live, Sessions, default_sessions, read_live
from scanner.live.google import export as exports
from scanner.live.google.export import read_export
from scanner.live.google.kinds import POLICIES, RESOURCES, requests, supported_types
from scanner.live.google.opening import open_export, open_project
from scanner.live.google.session import Guard, Limits, open_session
from scanner.live.permissions import permissions

NETWORK, FIREWALL = "google_compute_network", "google_compute_firewall"
TYPES = [NETWORK, FIREWALL, "google_pubsub_topic"]
LINK = "https://www.googleapis.com/compute/v1/projects/demo/global/"


@pytest.fixture(scope="session")
def google_process(load: Callable[[str], Any]) -> Iterator[Any]:
    server = load("support/google_assets_server.py").AssetsServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def google(google_process: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    google_process.reset()
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", google_process.url)
    monkeypatch.setenv("CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDASSET", google_process.url)
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "demo")
    return google_process


def deploy(google: Any) -> list[Any]:
    """A network, a rule and two topics through Google's own client; what the state then has."""
    compute, pubsub = google.client("compute.v1"), google.client("pubsub.v1")
    compute.networks().insert(
        project="demo", body={"name": "main", "autoCreateSubnetworks": False}
    ).execute()
    rule = {
        "name": "web",
        "network": f"{LINK}networks/main",
        "direction": "INGRESS",
        "priority": 1000,
        "sourceRanges": ["192.0.2.0/24"],
        "allowed": [{"IPProtocol": "tcp", "ports": ["443"]}],
    }
    compute.firewalls().insert(project="demo", body=rule).execute()
    google.log.clear()
    said = [
        (NETWORK, {"name": "main", "auto_create_subnetworks": False}),
        (
            FIREWALL,
            {
                "name": "web",
                "network": f"{LINK}networks/main",
                "direction": "INGRESS",
                "priority": 1000,
                "source_ranges": ["192.0.2.0/24"],
                "allow": [{"protocol": "tcp", "ports": ["443"]}],
            },
        ),
    ]
    del pubsub
    return [
        state(kind, {"state": {"id": "x", "project": "demo", "self_link": None, **values}})
        for kind, values in said
    ]


def look(resources: list[Any], **options: Any) -> Live:
    session = open_session(
        Guard(requests(TYPES)), limits=Limits(timeout=1, deadline=1), assets=True
    )
    return read_live(resources, Sessions(google=lambda _: session), **options)


def drifted(live: Live) -> list[str]:
    return [line for line in found(live) if not line.endswith(": self_link")]


def test_what_google_s_own_client_changes_is_found(google: Any) -> None:
    resources = deploy(google)
    assert drifted(look(resources)) == []
    # One listing serves both types.
    assert len({entry.partition("&pageToken")[0] for entry in google.log}) == 1
    compute = google.client("compute.v1")
    compute.firewalls().patch(
        project="demo", firewall="web", body={"sourceRanges": ["0.0.0.0/0"]}
    ).execute()
    compute.networks().insert(project="demo", body={"name": "shadow"}).execute()
    assert drifted(look(resources)) == [
        "google_compute_firewall.case0: source_ranges",
        "unmanaged google_compute_network",
    ]
    compute.firewalls().delete(project="demo", firewall="web").execute()
    assert "google_compute_firewall.case0: missing" in drifted(look(resources))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500, 503, 0, -1])
def test_what_failed_is_unread(google: Any, status: int) -> None:
    resources = deploy(google)
    google.faults = [("", status)]
    view = look(resources).view
    assert view.resources == () and view.listed == frozenset()
    assert {(one.type, one.id) for one in view.unread} == {(NETWORK, None), (FIREWALL, None)}
    assert all(one.denied == (status == 403) for one in view.unread)


def test_a_page_that_fails_leaves_everything_unread(google: Any) -> None:
    resources = deploy(google)
    for number in range(4):
        google.client("compute.v1").networks().insert(
            project="demo", body={"name": f"n{number}"}
        ).execute()
    assert len(look(resources).view.resources) == 6
    google.faults = [("pageToken=4", 500)]
    view = look(resources).view
    assert view.resources == () and view.unread


def test_pages_without_an_end_are_given_up(google: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    resources = deploy(google)
    monkeypatch.setattr(
        google, "_inventory", lambda query: (200, {"assets": [], "nextPageToken": "again"})
    )
    view = look(resources).view
    assert view.resources == () and {"do not come to an end" in one.reason for one in view.unread}
    assert len(google.log) <= 4


def test_only_gets_of_the_declared_listings_were_sent(google: Any) -> None:
    deploy_log = deploy(google)
    look(deploy_log)
    assert {entry.split("?")[0] for entry in google.log} == {"GET /v1/projects/demo/assets"}
    assert all("contentType=RESOURCE" in entry for entry in google.log)


@pytest.mark.parametrize(
    ("verb", "url"),
    [
        ("POST", "https://cloudasset.googleapis.com/v1/projects/demo/assets?contentType=RESOURCE"),
        (
            "GET",
            "https://cloudasset.googleapis.com/v1/projects/demo/assets?contentType=OS_INVENTORY",
        ),
        ("GET", "https://cloudasset.googleapis.com/v1/projects/demo/assets"),
        (
            "GET",
            "https://cloudasset.googleapis.com/v1/projects/demo/assets"
            "?contentType=RESOURCE&contentType=IAM_POLICY",
        ),
        ("GET", "https://cloudasset.googleapis.com/v1/organizations/1/assets?contentType=RESOURCE"),
        ("GET", "https://secretmanager.googleapis.com/v1/projects/p/secrets/s/versions/1:access"),
    ],
)
def test_the_guard_refuses_all_else(verb: str, url: str) -> None:
    with pytest.raises(RefusedCallError):
        Guard([RESOURCES]).check(verb, url)


def test_permissions_are_what_the_guard_allows() -> None:
    assert permissions([NETWORK]).google == ("cloudasset.assets.listResource",)
    assert permissions(["google_project_iam_member"]).google == ("cloudasset.assets.listIamPolicy",)
    every = permissions(supported_types())
    assert every.unsupported == ()
    assert set(every.google) == {
        "cloudasset.assets.listResource",
        "cloudasset.assets.listIamPolicy",
        "storage.buckets.get",
        "storage.buckets.getIamPolicy",
        "storage.buckets.list",
    }
    Guard([POLICIES]).check(
        "GET", "https://cloudasset.googleapis.com/v1/projects/demo/assets?contentType=IAM_POLICY"
    )


# ---- files ---------------------------------------------------------------------------------


def written(folder: Path, lines: list[Any]) -> str:
    path = folder / "assets.json"
    path.write_text("".join(json.dumps(one) + "\n" for one in lines))
    return str(path)


def snaked(asset: Any) -> Any:
    """As ``gcloud asset export`` writes it: the envelope in snake case, the data untouched."""
    names = {"assetType": "asset_type", "iamPolicy": "iam_policy"}
    return {names.get(name, name): one for name, one in asset.items()}


@pytest.mark.parametrize("spell", [snaked, dict])
def test_an_export_says_the_same_as_the_api(tmp_path: Path, spell: Callable[[Any], Any]) -> None:
    # Of the two types of Cloud Run services the one whose assets are in the newer words.
    types = [name for name in recorded_types() if name != "google_cloud_run_service"]
    every = [spell(one) for name in types for one in assets(name)]
    export = read_export(written(tmp_path, every))
    assert export.projects == ("demo",)
    resources = [one for name in types for one in states(name)]
    live = read_live(resources, default_sessions([], assets=export))
    assert [
        line for line in found(live) if not line.startswith("unmanaged google_compute_disk")
    ] == []
    assert live.view.unread == ()


def test_what_an_export_left_out_is_not_missing(tmp_path: Path) -> None:
    export = read_export(written(tmp_path, assets(NETWORK)))
    resources = [*states(NETWORK), *states(FIREWALL)]
    view = read_live(resources, default_sessions([], assets=export)).view
    assert {one.type for one in view.unread} == {FIREWALL}
    assert {type_ for _, _, type_ in view.listed} == {NETWORK}


def test_another_project_is_not_read(tmp_path: Path) -> None:
    export = read_export(written(tmp_path, assets(NETWORK)))
    with pytest.raises(LiveError, match="no assets of project other"):
        open_export(export, "other")


def test_buckets_come_from_an_export_too(tmp_path: Path) -> None:
    bucket = {
        "name": "//storage.googleapis.com/assets",
        "asset_type": "storage.googleapis.com/Bucket",
        "resource": {"data": {"name": "assets", "location": "EU", "storageClass": "STANDARD"}},
        "ancestors": ["projects/123456789"],
    }
    export = read_export(written(tmp_path, [bucket, *assets(NETWORK)]))
    resources = states(NETWORK)
    view = read_live(
        resources, default_sessions([], assets=export), types=["google_storage_bucket"]
    ).view
    assert [one.id for one in view.resources if one.type == "google_storage_bucket"] == ["assets"]


HOSTILE = {
    "empty": b"",
    "not json": b"{",
    "no asset": b'{"name": 5, "asset_type": "x"}\n',
    "a list": b"[]\n",
    "deep": b"[" * 200_000,
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / "assets.json"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(LiveError, match=r"assets\.json: "):
        read_export(str(path))


def test_large_files_and_strange_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, assets(NETWORK))
    monkeypatch.setattr(exports, "MAX_LINE", 64)
    with pytest.raises(LiveError, match="larger than trueup reads"):
        read_export(path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LiveError, match="not a regular file"):
        read_export(str(tmp_path / "pipe"))
    with pytest.raises(LiveError, match="cannot be read"):
        read_export(str(tmp_path / "absent"))


@pytest.mark.parametrize("type_name", recorded_types())
@pytest.mark.parametrize("junk", [None, 5, "x", [], [5], {"a": {"b": [None]}}])
def test_data_of_any_shape_is_read_or_refused(tmp_path: Path, type_name: str, junk: Any) -> None:
    """Never an exception: every field of an answer in turn is something else."""
    spoiled = []
    for one in assets(type_name)[:1]:
        data = one["resource"]["data"]
        for field in data:
            copied = {**one, "resource": {"data": {**data, field: junk}}}
            spoiled.append({**copied, "name": f"{one['name']}"})
    export = read_export(written(tmp_path, spoiled))
    read_live(states(type_name), default_sessions([], assets=export))


def test_no_secret_is_shown(tmp_path: Path) -> None:
    """Canaries in answers and states: what is compared may say so, and never what it is."""
    from scanner.drift import compare

    every = [one for name in recorded_types() for one in assets(name)]
    text = json.dumps(every)
    assert "CANARY" in text
    changed = json.loads(text.replace("CANARY", "CANARY-2"))
    export = read_export(written(tmp_path, changed))
    resources = [one for name in recorded_types() for one in states(name)]
    live = read_live(resources, default_sessions([], assets=export))
    done = compare(None, list(live.managed), live.view, live.projections)
    drift = [one for one in done.findings if one.kind == "fail"]
    assert drift
    assert not any("CANARY" in f"{one.message} {one.drift}" for one in drift)


def test_open_project_asks_for_the_scope_that_it_needs(google: Any) -> None:
    assert open_project([NETWORK]).project == "demo"
