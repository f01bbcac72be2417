"""The views that rules use, on known and unknown values: workloads."""

from __future__ import annotations

from typing import Any

import pytest
from shape_views import Source, view

from scanner import View
from scanner.decisions import Decisions
from scanner.model import Origin, Resource
from scanner.relations import Index
from scanner.shapes import (
    is_host_process,
    is_windows,
    mounts_token,
    names_user,
    namespace_gives,
    pod_annotations,
    pod_spec,
    service_account,
)


@pytest.mark.parametrize("kind", ["Pod", "Deployment", "CronJob", "compose_service"])
def test_the_annotations_of_the_pods_are_found_in_every_kind(kind: str) -> None:
    metadata: dict[str, Any] = {"metadata": {"annotations": {"a": "b"}}}
    template = {"spec": {"template": metadata}}
    forms = {"Deployment": template, "CronJob": {"spec": {"jobTemplate": template}}}
    workload = view(kind, **forms.get(kind, metadata))
    assert [(a.key, a.value) for a in pod_annotations(workload).entries()] == [("a", "b")]


@pytest.mark.parametrize(
    ("spec", "windows"),
    [
        ({}, False),
        ({"os": {"name": "windows"}}, True),
        ({"os": {"name": "linux"}, "nodeSelector": {"kubernetes.io/os": "windows"}}, False),
        ({"nodeSelector": {"kubernetes.io/os": "windows"}}, True),
    ],
)
def test_pods_for_windows_say_so(spec: dict[str, Any], windows: bool) -> None:
    assert is_windows(view("Pod", spec=spec)) is windows


@pytest.mark.parametrize(
    ("namespace", "limit", "kinds"),
    [
        ("shop", {"type": "Container", "default": {"memory": "1Gi"}}, {"limits", "requests"}),
        ("shop", {"type": "Container", "defaultRequest": {"memory": "1Gi"}}, {"requests"}),
        ("shop", {"type": "Container", "default": {"cpu": "1"}}, set()),
        ("shop", {"type": "Pod", "default": {"memory": "1Gi"}}, set()),
        ("other", {"type": "Container", "default": {"memory": "1Gi"}}, set()),
    ],
)
def test_a_limit_range_gives_defaults(namespace: str, limit: Any, kinds: set[str]) -> None:
    metadata = {"metadata": {"namespace": "shop"}}
    pod = Resource("Pod", "web", metadata, Origin.CODE, Source(), ".")
    attributes = {"metadata": {"namespace": namespace}, "spec": {"limits": [limit]}}
    limits = Resource("LimitRange", "all", attributes, Origin.CODE, Source(), ".")
    workload = View(pod, Decisions(), Index([pod, limits]), {})
    given = {kind for kind in ("limits", "requests") if namespace_gives(workload, kind, "memory")}
    assert given == kinds


@pytest.mark.parametrize(
    ("pod", "account", "mounted"),
    [
        ({}, "default", True),
        ({"serviceAccountName": "web"}, "web", False),
        ({"serviceAccount": "web"}, "web", False),
        ({"serviceAccountName": "web", "automountServiceAccountToken": True}, "web", True),
        ({"serviceAccountName": "other"}, "other", True),
        ({"automountServiceAccountToken": False}, "default", False),
    ],
)
def test_whose_token_a_pod_carries(pod: dict[str, Any], account: str, mounted: bool) -> None:
    web = {"metadata": {"name": "web"}, "automountServiceAccountToken": False}
    elsewhere = {
        "metadata": {"name": "other", "namespace": "elsewhere"},
        "automountServiceAccountToken": False,
    }
    resources = [
        Resource(kind, f"{kind}/{number}", attributes, Origin.CODE, Source(), ".")
        for number, (kind, attributes) in enumerate(
            [("Pod", {"spec": pod}), ("ServiceAccount", web), ("ServiceAccount", elsewhere)]
        )
    ]
    workload = View(resources[0], Decisions(), Index(resources), {})
    assert service_account(pod_spec(workload)) == account
    assert mounts_token(workload) is mounted


def test_host_process_pods_by_pod_or_container() -> None:
    options = {"windowsOptions": {"hostProcess": True}}
    assert is_host_process(view("Pod", spec={"securityContext": options}))
    containers = [{"name": "a"}, {"name": "b", "securityContext": options}]
    assert is_host_process(view("Pod", spec={"containers": containers}))
    assert not is_host_process(view("Pod", spec={"containers": [{"name": "a"}]}))


def test_a_user_of_the_pod_or_of_the_container() -> None:
    user, nobody = {"securityContext": {"runAsUser": 0}}, {"securityContext": {}}
    for pod, container in ((user, nobody), (nobody, user), (user, user)):
        assert names_user(view("Pod", **pod), view("Pod", **container))
    assert not names_user(view("Pod", **nobody), view("Pod", **nobody))
