"""Identities and attribute paths, as reports and baselines show them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scanner.identity import attribute_path, definition_address, identity, place
from scanner.model import Path, Resource

Make = Callable[..., Resource]


def test_the_parts_of_an_identity_cannot_run_together() -> None:
    assert identity("r", "s", "a|b", "c") != identity("r", "s", "a", "b|c")
    assert identity("r", "s", "a\\", "|c") != identity("r", "s", "a\\|", "c")


@pytest.mark.parametrize(
    ("address", "definition"),
    [
        ("aws_x.y", "aws_x.y"),
        ('module.a["x]"].aws_x.y[0]', "module.a.aws_x.y"),
        ('aws_x.y["a\\"]b"]', "aws_x.y"),
        ("module.a[*].aws_x.y[*]", "module.a.aws_x.y"),
    ],
)
def test_a_definition_has_no_instance_keys(address: str, definition: str) -> None:
    assert definition_address(address) == definition


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("ingress", 0, "cidr_blocks", 1), "ingress.cidr_blocks"),
        (("tags", "a.b"), 'tags["a.b"]'),
        ((), ""),
    ],
)
def test_terraform_paths_have_no_indexes(make_resource: Make, path: Path, text: str) -> None:
    assert attribute_path(make_resource(ingress=[{"cidr_blocks": ["a", "b"]}]), path) == text


def test_kubernetes_lists_are_keyed(make_resource: Make) -> None:
    pod = make_resource("Pod", spec={"containers": [{"name": "app", "image": "x"}]})
    path = ("spec", "containers", 0, "image")
    assert attribute_path(pod, path) == "spec.containers[name=app].image"


def test_findings_of_dockerfiles_belong_to_stages_and_of_workflows_to_steps(
    make_resource: Make,
) -> None:
    docker = make_resource("dockerfile", stages=[{"name": "build"}, {"name": None, "user": "x"}])
    assert place(docker, ("stages", 0, "user")) == ("stage:build", "user")
    assert place(docker, ("stages", 1, "user")) == ("stage:1", "user")
    flow = make_resource(
        "github_workflow",
        jobs={
            "b": {"steps": [{"id": "x"}, {"uses": "a/b@v1"}, {"run": "make"}, {"uses": "a/b@v2"}]}
        },
    )
    steps = [place(flow, ("jobs", "b", "steps", n, "uses")) for n in range(4)]
    assert steps == [
        ("b/x", "uses"),
        ("b/a/b", "uses"),
        ("b/2", "uses"),
        ("b/a/b#2", "uses"),
    ]
    assert place(flow, ("jobs", "b", "permissions")) == ("b", "permissions")
