"""Cloud Run services as the inventory answers them: in the words of the API's first version.

``knative.json`` is the service of the corpus in these words, constructed after the documentation
that it names.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from google_discovery import problems
from google_recorded import Fake, assets, changed, found, leaves, look, recorded, states

from scanner.live.facade import Sessions, read_live
from scanner.live.google.knative import second_version

TYPE = "google_cloud_run_v2_service"
SAID: Any = json.loads((Path(__file__).parent / "knative.json").read_text())
# The policy, or the project's own one: the first version has one place for both.
STATE = {"use_default": None}


def asset(data: Any) -> Any:
    (known,) = assets(TYPE)
    return {**known, "resource": {**known["resource"], "data": data}}


def expected() -> list[Any]:
    from dataclasses import replace

    (one,) = states(TYPE)
    (policy,) = one.attributes["binary_authorization"]  # type: ignore[misc, union-attr]
    attributes = {**one.attributes, "binary_authorization": [{**policy, **STATE}]}  # type: ignore[dict-item]
    return [replace(one, attributes=attributes)]


def test_the_answer_is_as_google_documents_it() -> None:
    assert problems("run.googleapis.com/Service", SAID["data"]) == []
    assert all(one.startswith("https://cloud.google.com/") for one in SAID["documentation"])


def test_both_versions_say_the_same() -> None:
    live = look(expected(), [asset(SAID["data"])])
    assert found(live) == [] and live.view.unread == ()


@pytest.mark.parametrize("place", list(leaves(SAID["data"])), ids=lambda at: ".".join(map(str, at)))
def test_each_value_is_read(place: Any) -> None:
    """Another value anywhere is found, but for what only the platform writes."""
    after = found(look(expected(), [changed(asset(SAID["data"]), place)]))
    at = ".".join(map(str, place))
    if at in SAID["ignored"]:
        assert after == []
    else:
        assert after != []


def test_no_reason_is_empty_and_no_place_unknown() -> None:
    every = {".".join(map(str, place)) for place in leaves(SAID["data"])}
    assert set(SAID["ignored"]) <= every and all(SAID["ignored"].values())


def test_the_project_s_own_policy() -> None:
    said = json.loads(json.dumps(SAID["data"]))
    said["metadata"]["annotations"]["run.googleapis.com/binary-authorization"] = "default"
    assert second_version(said)["binaryAuthorization"] == {
        "useDefault": True,
        "breakglassJustification": "j",
    }


def test_a_service_as_gcloud_deploys_it() -> None:
    """The least there is: what is not said is not set, and the latest revision gets it all."""
    bare = {
        "apiVersion": "serving.knative.dev/v1",
        "kind": "Service",
        "metadata": {"name": "app", "annotations": {"run.googleapis.com/ingress": "all"}},
        "spec": {
            "template": {
                "metadata": {"annotations": {"autoscaling.knative.dev/maxScale": "100"}},
                "spec": {
                    "containerConcurrency": 80,
                    "timeoutSeconds": 300,
                    "containers": [{"image": "gcr.io/cloudrun/hello"}],
                },
            },
            "traffic": [{"percent": 100, "latestRevision": True}],
        },
    }
    assert problems("run.googleapis.com/Service", bare) == []
    session: Any = Fake([asset(bare)])
    view = read_live([*expected()], Sessions(google=lambda _: session)).view
    (service,) = view.resources
    assert service.attributes["ingress"] == "INGRESS_TRAFFIC_ALL"
    assert service.attributes["binary_authorization"] == []
    (template,) = service.attributes["template"]  # type: ignore[misc, union-attr]
    assert template["timeout"] == "300s"  # type: ignore[call-overload, index]
    assert service.attributes["traffic"] == [
        {
            "type": "TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST",
            "revision": None,
            "percent": 100,
            "tag": None,
        }
    ]


def test_a_secret_of_another_project() -> None:
    said = json.loads(json.dumps(SAID["data"]))
    reference = said["spec"]["template"]["spec"]["containers"][0]["env"][1]["valueFrom"]
    reference["secretKeyRef"]["name"] = "other"
    (container,) = second_version(said)["template"]["containers"]
    assert container["env"][1]["valueSource"]["secretKeyRef"] == {
        "secret": "projects/987654321/secrets/theirs",
        "version": "latest",
    }


@pytest.mark.parametrize("junk", [None, 5, "x", "{", "[", [], [5], {"a": {"b": [None]}}])
def test_anything_anywhere_is_read_or_refused(junk: Any) -> None:
    for place in leaves(SAID["data"]):
        copied = json.loads(json.dumps(SAID["data"]))
        at = copied
        for step in place[:-1]:
            at = at[step]
        at[place[-1]] = junk
        look(expected(), [asset(copied)])


def test_a_service_is_unmanaged_once_and_only_where_neither_type_manages_it() -> None:
    """Terraform has two types for one service."""
    first, second = "google_cloud_run_service", TYPE
    (mine,) = states(first)
    there = assets(first)
    other = json.loads(json.dumps(there[0]).replace("services/app", "services/other"))
    other["resource"]["data"]["metadata"]["name"] = "other"
    assert found(look([mine], there)) == []
    assert found(look([mine], there, types=[second])) == []
    assert found(look([mine], [*there, other])) == [f"unmanaged {first}"]
    assert found(look([mine], [*there, other], types=[second])) == [f"unmanaged {second}"]
    # In the words of the second version nothing is known of the first type.
    (unread,) = look([mine], assets(second)).view.unread
    assert unread.type == first


@pytest.mark.parametrize(
    ("annotation", "value", "shown"),
    [
        ("run.googleapis.com/operation-id", "x", False),
        ("run.googleapis.com/ingress", "all", True),
        ("run.googleapis.com/invoker-iam-disabled", "false", True),
        ("run.googleapis.com/default-url-disabled", "true", True),
        ("run.googleapis.com/default-url-disabled", "false", False),
        ("team", "x", True),
    ],
)
def test_annotations_that_the_platform_adds(annotation: str, value: str, shown: bool) -> None:
    first = "google_cloud_run_service"
    there = json.loads(json.dumps(assets(first)))
    there[0]["resource"]["data"]["metadata"]["annotations"][annotation] = value
    lines = [f"{first}.case0: metadata.annotations"] if shown else []
    assert found(look(states(first), there)) == lines


def test_the_corpus_keeps_the_second_version() -> None:
    """Whatever the inventory will answer with one day: both are read."""
    assert "apiVersion" not in recorded(TYPE)["cases"][0]["asset"]["resource"]["data"]
