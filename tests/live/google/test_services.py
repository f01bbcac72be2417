"""Most types over the wire: made, changed and deleted by Google's own clients, read by ours.

The local server is driven by Google's discovery documents, see `google_assets_server`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from google_recorded import assets, changed, found, leaves, look, recorded_types, states

from scanner.live.facade import Live, Sessions, read_live
from scanner.live.google.kinds import alongside, requests, supported_types
from scanner.live.google.session import Guard, Limits, open_session
from scanner.model import Resource

WITHOUT = {
    "google_cloud_run_service": "made by a path that names the project in another way",
    "google_compute_project_metadata": "a project has it from the start",
    "google_logging_metric": "the recorded name has a slash, which is escaped in a URL",
    "google_project_service": "a service is switched on, not made",
    "google_service_account": "made of an id; Google gives the name",
    "google_service_account_key": "Google makes the key and all that is said of it",
}
"""Types that the services' clients cannot make as they are answered, with the reason."""
TYPES = [name for name in recorded_types() if name not in WITHOUT]
PROJECT_MEMBER, KEY_MEMBER = "google_project_iam_member", "google_kms_crypto_key_iam_member"


@pytest.fixture(scope="session")
def google_process(load: Callable[[str], Any]) -> Iterator[Any]:
    server = load("support/google_assets_server.py").AssetsServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def google(google_process: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    google_process.reset()
    google_process.page = 2
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", google_process.url)
    monkeypatch.setenv("CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDASSET", google_process.url)
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "demo")
    return google_process


def read(google: Any, resources: list[Resource], deadline: float = 1) -> Live:
    """What our session reads; nothing but GET is sent."""
    google.log.clear()
    types = {one.type for one in resources}
    types.update(alongside(types))
    session = open_session(
        Guard(requests(types)), limits=Limits(timeout=1, deadline=deadline), assets=True
    )
    live = read_live(resources, Sessions(google=lambda _: session))
    assert {entry.split("?")[0] for entry in google.log} == {"GET /v1/projects/demo/assets"}
    return live


def deploy(google: Any, *types: str) -> list[Resource]:
    """Everything recorded of the types, made by Google's clients; what the state then has."""
    made: set[str] = set()
    for name in types:
        for one in assets(name):
            if one["name"] not in made:
                made.add(one["name"])
                google.make(one)
    return [one for name in types for one in states(name)]


def a_change(type_name: str) -> tuple[Any, str, list[str]]:
    """An asset with a value changed, the field, and what is then found.

    Of a key ring nothing can change but its name, which makes it another one.
    """
    first, *rest = assets(type_name)
    for place in leaves(first["resource"]["data"]):
        after = changed(first, place)
        lines = found(look(states(type_name), [after, *rest]))
        ours = f"{type_name}.case0: "
        if lines and all(one.startswith(ours) and "missing" not in one for one in lines):
            return after, str(place[0]), lines
    assert type_name == "google_kms_key_ring", "no value matters"
    return first, "name", []


def test_most_types_go_this_way() -> None:
    assert set(WITHOUT) < set(recorded_types()) and all(WITHOUT.values())
    through = {*TYPES, PROJECT_MEMBER, KEY_MEMBER}
    print(f"{len(through)} of {len(supported_types())} types go through Google's own clients")
    assert len(through) >= 0.7 * len(supported_types())


@pytest.mark.parametrize("type_name", TYPES)
def test_made_changed_and_deleted(google: Any, type_name: str) -> None:
    resources = deploy(google, type_name)
    beside = [one for one in google.assets() if one["assetType"] not in _of(type_name)]
    live = read(google, resources)
    assert found(live) == [] and live.view.unread == ()
    after, field, lines = a_change(type_name)
    (path,) = [at for at in google.kept if after["name"].endswith(at[at.index("projects/") :])]
    if not google.change(after, {field: copy.deepcopy(after["resource"]["data"][field])}):
        google.kept[path][1].update(after["resource"]["data"])
    assert found(read(google, resources)) == lines
    google.delete(after)
    assert f"{type_name}.case0: missing" in found(read(google, resources))
    assert len([one for one in google.assets() if one["assetType"] not in _of(type_name)]) == len(
        beside
    )


def _of(type_name: str) -> set[str]:
    return {assets(type_name)[0]["assetType"]}


def test_all_of_them_in_one_listing_of_many_pages(google: Any) -> None:
    resources = deploy(google, *TYPES)
    live = read(google, resources)
    assert [one for one in found(live) if not one.startswith("unmanaged google_compute_disk")] == []
    assert live.view.unread == ()
    assert {type_ for _, _, type_ in live.view.listed} >= set(TYPES)
    # One listing of resources, and one of who may use the managed keys.
    pages = [entry for entry in google.log if "pageToken" in entry]
    assert len(pages) == len(google.log) - 2 >= len(resources) // 2 - 1


@pytest.mark.parametrize("type_name", ["google_compute_firewall", "google_pubsub_topic"])
def test_a_type_that_is_denied_costs_no_other(google: Any, type_name: str) -> None:
    types = ["google_compute_firewall", "google_compute_network", "google_pubsub_topic"]
    resources = deploy(google, *types)
    google.faults = [(f"assetTypes={assets(type_name)[0]['assetType']}", 403)]
    live = read(google, resources)
    (unread,) = live.view.unread
    assert (unread.type, unread.id, unread.denied) == (type_name, None, True)
    assert {one.type for one in live.view.resources} == {*types} - {type_name}
    assert {type_ for _, _, type_ in live.view.listed} == {*types} - {type_name}


@pytest.mark.parametrize("where", ["", "pageToken=2"])
def test_what_is_throttled_is_asked_again(google: Any, where: str) -> None:
    resources = deploy(google, "google_compute_network", "google_compute_firewall")
    google.once = [(where, 429), (where, 503)]
    live = read(google, resources, deadline=20)
    assert google.once == []
    assert found(live) == [] and live.view.unread == ()


def test_policies_over_the_wire(google: Any) -> None:
    """Grants that Google's own client makes, on a project and on a key."""
    from scanner.live.source import LiveSource
    from scanner.model import Origin

    viewer = {"role": "roles/viewer", "members": ["user:jane@example.com"]}
    body = {"policy": {"bindings": [viewer], "version": 3}}
    key = "projects/demo/locations/eu/keyRings/r/cryptoKeys/k"
    projects = google.client("cloudresourcemanager.v1").projects()
    projects.setIamPolicy(resource="demo", body=body).execute()
    keys = google.client("cloudkms.v1").projects().locations().keyRings().cryptoKeys()
    keys.setIamPolicy(resource=key, body=body).execute()
    resources = [
        Resource(
            type_name,
            f"{type_name}.a",
            {argument: value, "role": "roles/viewer", "member": member, "condition": []},
            Origin.STATE,
            LiveSource(type_name),
            ".",
            id="x",
            account="demo",
        )
        for type_name, argument, value in (
            (PROJECT_MEMBER, "project", "demo"),
            (KEY_MEMBER, "crypto_key_id", key),
        )
        for member in ("user:jane@example.com",)
    ]
    assert found(read(google, resources)) == []
    viewer["members"].append("allUsers")
    google.extra.clear()
    keys.setIamPolicy(resource=key, body=body).execute()
    assert found(read(google, resources)) == [
        f"{PROJECT_MEMBER}.a: missing",
        f"unmanaged {KEY_MEMBER}",
    ]
