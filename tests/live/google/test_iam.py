"""Members, bindings and policies: who speaks for a grant, and what every project has.

Policies are constructed after https://cloud.google.com/iam/docs/reference/rest/v1/Policy; the
states after the provider's documentation of google_project_iam and its like.
"""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from google_recorded import Fake, found, look

from scanner.live.google.iam import same_policy
from scanner.live.google.kinds import reader_for, supported_types
from scanner.live.google.reader import Target, read
from scanner.live.notread import NotRead
from scanner.live.source import LiveSource
from scanner.model import Origin, Resource

NUMBER = "projects/123456789"
VIEWER, EDITOR, OWNER = "roles/viewer", "roles/editor", "roles/owner"
JANE, APP = "user:jane@example.com", "serviceAccount:app@demo.iam.gserviceaccount.com"
CONDITION = {"title": "until", "description": "d", "expression": "request.time < timestamp('x')"}

PARENTS: dict[str, tuple[str, str, str, str]] = {
    "google_project_iam": (
        "cloudresourcemanager.googleapis.com/Project",
        "//cloudresourcemanager.googleapis.com/projects/123456789",
        "project",
        "demo",
    ),
    "google_storage_bucket_iam": (
        "storage.googleapis.com/Bucket",
        "//storage.googleapis.com/assets",
        "bucket",
        "b/assets",
    ),
    "google_kms_crypto_key_iam": (
        "cloudkms.googleapis.com/CryptoKey",
        "//cloudkms.googleapis.com/projects/demo/locations/eu/keyRings/r/cryptoKeys/k",
        "crypto_key_id",
        "projects/demo/locations/eu/keyRings/r/cryptoKeys/k",
    ),
}
FAMILIES = sorted(PARENTS)


def policy(family: str, *bindings: Any, **more: Any) -> dict[str, Any]:
    kind, name, _, _ = PARENTS[family]
    return {
        "name": name,
        "assetType": kind,
        "iamPolicy": {"version": 3, "etag": "e", "bindings": list(bindings), **more},
        "ancestors": [NUMBER],
    }


def granted(role: str, *members: str, condition: Any = None) -> dict[str, Any]:
    more = {"condition": condition} if condition else {}
    return {"role": role, "members": list(members), **more}


def state(family: str, kind: str, **attributes: Any) -> Resource:
    _, _, argument, value = PARENTS[family]
    type_name = f"{family}_{kind}"
    address = f"{type_name}.{attributes.get('role', 'all').replace('/', '_')}"
    values = {argument: value, "condition": [], **attributes}
    return Resource(
        type_name, address, values, Origin.STATE, LiveSource(address), ".", id="x", account="demo"
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_members(family: str) -> None:
    there = policy(family, granted(VIEWER, JANE), granted(VIEWER, APP, condition=CONDITION))
    # The platform writes addresses in lower case.
    mine = state(family, "member", role=VIEWER, member="user:Jane@Example.com")
    other = state(family, "member", role=VIEWER, member=APP, condition=[CONDITION])
    assert found(look([mine, other], [there])) == []
    assert found(look([mine], [there])) == [f"unmanaged {family}_member"]
    there["iamPolicy"]["bindings"][0]["members"] = ["user:eve@example.com"]
    assert found(look([mine, other], [there])) == [
        f"{mine.address}: missing",
        f"unmanaged {family}_member",
    ]


@pytest.mark.parametrize("family", FAMILIES)
def test_another_condition_is_another_grant(family: str) -> None:
    changed = {**CONDITION, "expression": "true"}
    mine = state(family, "member", role=VIEWER, member=APP, condition=[CONDITION])
    there = policy(family, granted(VIEWER, APP, condition=changed))
    assert found(look([mine], [there])) == [
        f"{mine.address}: missing",
        f"unmanaged {family}_member",
    ]
    there = policy(family, granted(VIEWER, APP, condition={**CONDITION, "description": "other"}))
    assert found(look([mine], [there])) == [f"{mine.address}: condition"]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_member_outside_of_a_binding_is_its_drift(family: str) -> None:
    mine = state(family, "binding", role=VIEWER, members=[APP, "user:JANE@example.com"])
    assert found(look([mine], [policy(family, granted(VIEWER, JANE, APP))])) == []
    more = policy(family, granted(VIEWER, JANE, APP, "allUsers"))
    assert found(look([mine], [more])) == [f"{mine.address}: members"]
    fewer = policy(family, granted(VIEWER, JANE))
    assert found(look([mine], [fewer])) == [f"{mine.address}: members"]
    assert found(look([mine], [policy(family)])) == [f"{mine.address}: missing"]
    elsewhere = policy(family, granted(VIEWER, JANE, APP), granted(OWNER, "user:eve@example.com"))
    assert found(look([mine], [elsewhere])) == [f"unmanaged {family}_binding"]


@pytest.mark.parametrize("family", FAMILIES)
def test_a_binding_speaks_for_its_role_and_a_policy_for_all(family: str) -> None:
    there = policy(family, granted(VIEWER, JANE, "allUsers"), granted(EDITOR, APP))
    binding = state(family, "binding", role=VIEWER, members=[JANE])
    member = state(family, "member", role=EDITOR, member=APP)
    assert found(look([binding, member], [there])) == [f"{binding.address}: members"]
    whole = state(family, "policy", policy_data=json.dumps({"bindings": [granted(VIEWER, JANE)]}))
    assert found(look([whole, member], [there])) == [f"{whole.address}: policy_data"]


@pytest.mark.parametrize("family", FAMILIES)
def test_policies(family: str) -> None:
    audits = [{"service": "allServices", "auditLogConfigs": [{"logType": "DATA_READ"}]}]
    said = {"bindings": [granted(EDITOR, APP), granted(VIEWER, APP, JANE)], "auditConfigs": audits}
    mine = state(family, "policy", policy_data=json.dumps(said))
    there = policy(family, granted(VIEWER, JANE, APP), granted(EDITOR, APP), auditConfigs=audits)
    assert found(look([mine], [there])) == []
    del there["iamPolicy"]["auditConfigs"]
    assert found(look([mine], [there])) == [f"{mine.address}: policy_data"]
    assert found(look([mine], [])) == [f"{mine.address}: missing"]


def test_policies_compare_as_policies() -> None:
    one = {"bindings": [granted(VIEWER, JANE), granted(VIEWER, APP)]}
    same = {"etag": "x", "bindings": [granted(EDITOR), granted(VIEWER, APP, JANE)]}
    assert same_policy(json.dumps(one), json.dumps(same))
    for other in (
        {"bindings": [granted(VIEWER, JANE)]},
        {"bindings": [granted(EDITOR, JANE, APP)]},
        {"bindings": [granted(VIEWER, JANE, APP, condition=CONDITION)]},
        {},
    ):
        assert not same_policy(json.dumps(one), json.dumps(other))


AUTOMATIC = [
    (EDITOR, "serviceAccount:123456789@cloudservices.gserviceaccount.com"),
    (EDITOR, "serviceAccount:123456789-compute@developer.gserviceaccount.com"),
    (
        "roles/compute.serviceAgent",
        "serviceAccount:service-123456789@compute-system.iam.gserviceaccount.com",
    ),
]


@pytest.mark.parametrize(("role", "who"), AUTOMATIC)
def test_what_google_grants_itself_is_not_unmanaged(role: str, who: str) -> None:
    family = "google_project_iam"
    mine = state(family, "member", role=VIEWER, member=JANE)
    there = policy(family, granted(VIEWER, JANE), granted(role, who))
    assert found(look([mine], [there])) == []
    assert found(look([mine], [there], strict=True)) == [f"unmanaged {family}_member"]
    more = policy(family, granted(VIEWER, JANE), granted(OWNER, who))
    assert found(look([mine], [more])) == [f"unmanaged {family}_member"]


def test_buckets_of_nobody_are_not_looked_into() -> None:
    family = "google_storage_bucket_iam"
    mine = state(family, "member", role="roles/storage.objectViewer", member=JANE)
    there = policy(family, granted("roles/storage.objectViewer", JANE))
    legacy = granted("roles/storage.legacyBucketOwner", "projectOwner:demo")
    there["iamPolicy"]["bindings"].append(legacy)
    other = copy.deepcopy(there)
    other["name"] = "//storage.googleapis.com/other"
    assert found(look([mine], [there, other])) == []
    there["iamPolicy"]["bindings"].append(granted("roles/storage.objectViewer", "allUsers"))
    assert found(look([mine], [there, other])) == [f"unmanaged {family}_member"]


def test_a_project_audit_sees_each_grant_once() -> None:
    family = "google_project_iam"
    types = [name for name in supported_types() if name.startswith(family)]
    session: Any = Fake([policy(family, granted(VIEWER, JANE, APP))])
    view = read([Target("demo", name) for name in types], {"demo": session}, everything=True)
    assert [one.type for one in view.resources] == [f"{family}_member"] * 2
    assert len(session.asked) == 1


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("kind", ["member", "binding", "policy"])
def test_what_was_not_read_is_not_clean(family: str, kind: str) -> None:
    session: Any = Fake((), failing=NotRead("assets.list: Forbidden", denied=True))
    target = Target("demo", f"{family}_{kind}", (state(family, kind, role=VIEWER, members=[]),))
    view = read([target], {"demo": session})
    assert [(one.id, one.denied) for one in view.unread] == [(None, True)]
    reader = reader_for(f"{family}_{kind}")
    assert reader is not None
    asked = {one.permission for one in reader.requests}
    if family == "google_storage_bucket_iam":
        assert asked == {"storage.buckets.getIamPolicy", "storage.buckets.list"}
    else:
        assert asked == {"cloudasset.assets.listIamPolicy"}
