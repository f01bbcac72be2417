"""The views that rules use, on known and unknown values: Google Cloud."""

from __future__ import annotations

import json
from typing import Any

import pytest
from shape_views import Source, outcomes, view

from scanner import View
from scanner.decisions import Decisions
from scanner.model import Origin, Resource, Unknown
from scanner.relations import Index
from scanner.shapes import (
    IamGrant,
    database_flags,
    has_own_account,
    has_own_network,
    iam_grants,
    iam_types,
    ingress,
    is_basic_role,
    is_engine,
    is_replica,
    is_watched,
    metadata_is_on,
    node_configs,
    opens_every_port,
    public_grants,
)

ROLE = "roles/storage.objectViewer"


GRANTED = {
    "google_storage_bucket_iam_member": {"role": ROLE, "member": "allUsers"},
    "google_storage_bucket_iam_binding": {"role": ROLE, "members": ["user:a@b.c", "allUsers"]},
    "google_storage_bucket_iam_policy": {
        "policy_data": json.dumps({"bindings": [{"role": ROLE, "members": ["allUsers"]}]})
    },
}


@pytest.mark.parametrize("kind", GRANTED)
def test_every_spelling_of_a_grant(kind: str) -> None:
    (grant,) = public_grants(view(kind, **GRANTED[kind]))
    assert (grant.role, grant.member.value) == (ROLE, "allUsers")
    assert not grant.is_conditional()
    assert {one.member.value for one in iam_grants(view(kind, **GRANTED[kind]))} >= {"allUsers"}


def test_a_policy_that_is_unknown_in_parts_shows_the_rest() -> None:
    structure = {
        "bindings": [{"role": ROLE, "members": ["allUsers", Unknown("a variable")]}, Unknown("x")]
    }
    text = Unknown("a part is not known", structure=structure)
    grants_ = public_grants(view("google_project_iam_policy", policy_data=text))
    assert next(iter(grants_)).member.value == "allUsers"


def test_an_unknown_member_may_be_anybody() -> None:
    def ask(run: Decisions) -> bool:
        resource = view("google_project_iam_member", run, role=ROLE, member=Unknown("a variable"))
        return any(True for _ in public_grants(resource))

    assert outcomes(ask) == {True, False}


@pytest.mark.parametrize(
    ("member", "default", "own", "agent"),
    [
        ("serviceAccount:1-compute@developer.gserviceaccount.com", True, True, False),
        ("serviceAccount:shop@appspot.gserviceaccount.com", True, True, False),
        ("serviceAccount:app@shop.iam.gserviceaccount.com", False, True, False),
        ("serviceAccount:service-1@gcp-sa-pubsub.iam.gserviceaccount.com", False, False, True),
        ("serviceAccount:service-org-1@security-center-api.iam.gserviceaccount.com",
         False, False, True),
        ("serviceAccount:shop.svc.id.goog[ns/name]", False, False, False),
        ("user:ann@example.com", False, False, False),
    ],
)  # fmt: skip
def test_kinds_of_members(member: str, default: bool, own: bool, agent: bool) -> None:
    (grant,) = iam_grants(view("google_project_iam_member", role=ROLE, member=member))
    assert grant.is_default_account() is default
    assert grant.is_service_account() is own
    assert grant.is_service_agent() is agent
    assert not grant.is_google_apis_agent()


def test_basic_roles_and_conditions() -> None:
    member = "serviceAccount:1@cloudservices.gserviceaccount.com"
    condition = [{"expression": "true", "title": "always"}]
    resource = view(
        "google_project_iam_member", role="roles/editor", member=member, condition=condition
    )
    (grant,) = iam_grants(resource)
    assert grant.is_google_apis_agent()
    assert grant.is_conditional()
    assert is_basic_role(grant.role)
    assert not is_basic_role("organizations/1/roles/editor")
    assert iam_types("project") == (
        "google_project_iam_member", "google_project_iam_binding", "google_project_iam_policy",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "attributes", "images"),
    [
        ("google_container_node_pool", {"node_config": [{"image_type": "a"}]}, ["a"]),
        ("google_container_cluster", {"node_config": [{"image_type": "a"}]}, ["a"]),
        ("google_container_cluster", {}, [None]),
        ("google_container_cluster", {"enable_autopilot": True}, []),
        ("google_container_cluster", {"remove_default_node_pool": True}, []),
        (
            "google_container_cluster",
            {"node_pool": [{"node_config": [{"image_type": "a"}]}, {}]},
            ["a", None],
        ),
    ],
)
def test_nodes_of_gke(kind: str, attributes: dict[str, Any], images: list[str | None]) -> None:
    found = list(node_configs(view(kind, **attributes)))
    assert [config.get("image_type") for config in found] == images


@pytest.mark.parametrize("text", ["TRUE", "true", "1", "Y", "yes", True])
def test_metadata_that_is_on(text: object) -> None:
    assert metadata_is_on(view("google_compute_instance", metadata={"enable-oslogin": text}), KEY)


@pytest.mark.parametrize("metadata", [{}, {"enable-oslogin": "FALSE"}, {"enable-oslogin": ""}])
def test_metadata_that_is_off(metadata: dict[str, str]) -> None:
    assert not metadata_is_on(view("google_compute_instance", metadata=metadata), KEY)


KEY = "enable-oslogin"


def test_database_flags_and_engines() -> None:
    flags = [{"name": "log_connections", "value": "on"}, {"name": "max_connections", "value": "9"}]
    settings = [{"database_flags": flags}]
    db = view("google_sql_database_instance", database_version="POSTGRES_16", settings=settings)
    assert [flag.get("value") for flag in database_flags(db, "log_connections")] == ["on"]
    assert is_engine(db, "POSTGRES")
    assert not is_engine(db, "MYSQL")
    assert not is_replica(db)
    assert is_replica(view("google_sql_database_instance", master_instance_name="main"))


@pytest.mark.parametrize(
    ("allow", "every"),
    [
        ({"protocol": "all"}, True),
        ({"protocol": "tcp"}, True),
        ({"protocol": "tcp", "ports": ["0-65535"]}, True),
        ({"protocol": "tcp", "ports": ["1-1024"]}, False),
        ({"protocol": "icmp"}, False),
    ],
)
def test_openings_of_every_port(allow: dict[str, Any], every: bool) -> None:
    (opening,) = ingress(view("google_compute_firewall", allow=[allow]))
    assert opens_every_port(opening) is every


def test_an_account_that_the_code_makes_is_nobody_else() -> None:
    def account(run: Decisions, references: tuple[str, ...]) -> IamGrant:
        member = Unknown("known after apply", "x.member", references)
        resource = view("google_project_iam_member", run, role="roles/viewer", member=member)
        (grant,) = iam_grants(resource)
        return grant

    made = account(Decisions((True, True)), ("module.app.google_service_account.x",))
    assert made.is_made_here()
    assert made.is_service_account()
    assert not made.is_public()
    assert not made.is_default_account()
    assert not made.is_service_agent()
    assert not made.is_google_apis_agent()
    assert not account(Decisions((True, True)), ("google_project.x",)).is_made_here()


def test_an_account_that_the_code_makes_is_no_default_one() -> None:
    email = Unknown("known after apply", "google_service_account.x.email",
                    ("google_service_account.x",))  # fmt: skip
    machine = view("google_compute_instance", service_account=[{"email": email}])
    assert has_own_account(machine, "service_account.email")
    other = view("google_compute_instance", service_account=[{"email": "a@b.c"}])
    assert not has_own_account(other, "service_account.email")
    assert not has_own_account(view("google_compute_instance"), "service_account.email")


def test_a_network_that_the_code_makes_is_not_the_default_one() -> None:
    for reference, own in (
        ("google_compute_network.x", True),
        ("module.vpc.google_compute_network.x", True),
        ("data.google_compute_network.x", False),
        ("module.vpc.data.google_compute_network.x", False),
        ("my_google_compute_network.x", False),
    ):
        link = Unknown("known after apply", f"{reference}.id", (reference,))
        cluster = view("google_container_cluster", network=link)
        assert has_own_network(cluster, "network") == own
    assert not has_own_network(view("google_container_cluster", network="x"), "network")


METRIC = {"name": "owners", "filter": "protoPayload.request.role=roles/owner"}


USER = 'metric.type="logging.googleapis.com/user/owners"'


@pytest.mark.parametrize(
    ("metric", "condition", "watched"),
    [
        (METRIC, {"condition_threshold": [{"filter": USER}]}, True),
        ({}, {"condition_matched_log": [{"filter": METRIC["filter"]}]}, True),
        (METRIC, {"condition_threshold": [{"filter": "another"}]}, False),
        (METRIC, {}, False),
        ({**METRIC, "disabled": True}, {"condition_threshold": [{"filter": USER}]}, False),
        ({**METRIC, "filter": "x"}, {"condition_threshold": [{"filter": USER}]}, False),
    ],
)
def test_what_is_watched(metric: Any, condition: Any, watched: bool) -> None:
    def made(kind: str, attributes: Any) -> Resource:
        return Resource(kind, f"{kind}.x", attributes, Origin.CODE, Source(), ".")

    project = made("google_project", {})
    alert = made("google_monitoring_alert_policy", {"conditions": [condition]})
    index = Index([project, made("google_logging_metric", metric), alert])
    assert is_watched(View(project, Decisions(), index, {}), "roles/owner") is watched
