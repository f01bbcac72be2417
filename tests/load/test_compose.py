"""Compose files: each service as the container that it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.engine import evaluate
from scanner.load.compose import load_compose
from scanner.load.discover import discover
from scanner.model import Kind, Loaded, Unknown
from scanner.project import Project
from scanner.rulebook import load_rules

COMPOSE = """\
services:
  base:
    image: "base:1"
    privileged: true
  web:
    extends: base
    image: "web:${TAG:-latest}"
    user: "1000:1000"
    read_only: true
    cap_drop: [ALL]
    cap_add: [CAP_NET_ADMIN]
    security_opt:
      - no-new-privileges:true
      - seccomp=unconfined
    network_mode: host
    environment:
      DEBUG: true
      PASSWORD:
      PRICE: $$5
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro
      - data:/data
      - type: bind
        source: ./conf
        target: /conf
    ports: ["127.0.0.1:8080:80/tcp", "443"]
    deploy:
      resources:
        limits: {memory: 512m, cpus: "0.5"}
    healthcheck: {test: [CMD, "true"]}
  job:
    build: .
    user: root
    environment: ["A=b=c", "TOKEN"]
    mem_limit: 1g
"""


def load(folder: Path, text: str, name: str = "compose.yaml") -> Loaded:
    (folder / name).write_text(text)
    project = Project(str(folder), str(folder))
    inputs = discover([str(folder)], project)
    assert inputs.diagnostics == ()
    assert [Path(path).name for path in inputs.compose] == [name]
    return load_compose(inputs.compose, project)


def services(loaded: Loaded) -> dict[str, Any]:
    return {r.address: r.attributes["spec"] for r in loaded.resources}


def test_a_service_is_spelt_as_a_container(tmp_path: Path) -> None:
    loaded = load(tmp_path, COMPOSE)
    assert loaded.diagnostics == ()
    spec = services(loaded)["web"]
    (web,) = spec["containers"]
    assert isinstance(web.pop("image"), Unknown)
    assert isinstance(web["env"][1].pop("value"), Unknown)
    assert spec == {
        "hostNetwork": True,
        "volumes": [
            {"name": "volume-0", "hostPath": {"path": "/var/run/docker.sock"}},
            {"name": "volume-1"},
            {"name": "volume-2", "hostPath": {"path": "./conf"}},
        ],
        "containers": [web],
    }
    assert web == {
        "name": "web",
        "securityContext": {
            "privileged": True,
            "readOnlyRootFilesystem": True,
            "capabilities": {"add": ["NET_ADMIN"], "drop": ["ALL"]},
            "runAsUser": 1000,
            "allowPrivilegeEscalation": False,
            "seccompProfile": {"type": "Unconfined"},
        },
        "env": [
            {"name": "DEBUG", "value": "true"},
            {"name": "PASSWORD"},
            {"name": "PRICE", "value": "$5"},
        ],
        "volumeMounts": [
            {"name": "volume-0", "mountPath": "/var/run/docker.sock", "readOnly": True},
            {"name": "volume-1", "mountPath": "/data", "readOnly": False},
            {"name": "volume-2", "mountPath": "/conf", "readOnly": False},
        ],
        "ports": [
            {"containerPort": 80, "hostPort": 8080, "hostIP": "127.0.0.1"},
            {"containerPort": 443},
        ],
        "resources": {"limits": {"memory": "512Mi", "cpu": "0.5"}},
        "livenessProbe": {"exec": {"command": ["CMD", "true"]}},
    }
    (job,) = services(loaded)["job"]["containers"]
    assert job["securityContext"] == {"runAsUser": 0}
    assert job["env"][0] == {"name": "A", "value": "b=c"}
    assert job["resources"] == {"limits": {"memory": "1Gi"}}
    assert "image" not in job


def test_places_lead_to_the_keys(tmp_path: Path) -> None:
    loaded = load(tmp_path, COMPOSE)
    web = next(r for r in loaded.resources if r.address == "web")
    lines = COMPOSE.splitlines()

    def line(*path: str | int) -> str:
        return lines[web.source.locate(path).start_line - 1].strip()

    at = ("spec", "containers", 0)
    assert line(*at, "image").startswith("image:")
    assert line(*at, "securityContext", "capabilities", "add", 0).startswith("cap_add")
    assert line(*at, "securityContext", "seccompProfile") == "- seccomp=unconfined"
    assert line(*at, "env", 0, "value") == "DEBUG: true"
    assert line(*at, "resources", "limits", "memory").startswith("limits")
    assert line("spec", "volumes", 0, "hostPath", "path").startswith("- /var/run")
    assert line("spec", "hostNetwork").startswith("network_mode")


def test_rules_on_containers_judge_services(tmp_path: Path) -> None:
    findings = evaluate(load(tmp_path, COMPOSE).resources, load_rules()).findings
    failed = {(f.rule.id, f.resource.address) for f in findings if f.kind is Kind.FAIL}
    assert ("kubernetes-privileged-container", "base") in failed
    assert ("kubernetes-privileged-container", "job") not in failed


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("services:\n  a: {extends: {file: b.yml, service: b}}\n", "compose-extends"),
        ("services:\n  a: {extends: b}\n", "compose-extends"),
        ("services:\n  a: {extends: b}\n  b: {extends: a}\n", "compose-extends"),
        ("services: []\n", "compose-shape"),
        ("services:\n  a: [\n", "yaml-syntax"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, code: str, tmp_path: Path) -> None:
    assert code in {d.code for d in load(tmp_path, text).diagnostics}


@pytest.mark.parametrize(
    "name", ["docker-compose.yml", "docker-compose.prod.yaml", "compose.yml", "compose-dev.yml"]
)
def test_files_are_known_by_name_and_content(name: str, tmp_path: Path) -> None:
    assert load(tmp_path, "services: {}\n", name).resources == ()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("${X}"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "resources", "limits", "memory", "source", "target", "type"]),
            inner,
        )
    ),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["image", "user", "environment", "volumes", "ports", "deploy", "healthcheck", "mem_limit",
     "cap_add", "security_opt", "network_mode", "extends", "cpus", "privileged", "command"]
)  # fmt: skip


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["a", "b"]), st.dictionaries(KEYS, VALUES) | VALUES))
def test_any_service_can_be_read(tmp_path_factory: pytest.TempPathFactory, found: Any) -> None:
    import json

    path = tmp_path_factory.mktemp("compose") / "compose.yaml"
    path.write_text(json.dumps({"services": found}))
    project = Project(str(path.parent), str(path.parent))
    loaded = load_compose([str(path)], project)
    assert not evaluate(loaded.resources, load_rules()).diagnostics


def test_the_name_of_an_image_that_is_built_is_none_that_is_pulled(tmp_path: Path) -> None:
    found = services(load(tmp_path, "services: {web: {build: ., image: web}, db: {image: db}}"))
    assert [found[name]["containers"][0].get("image") for name in ("web", "db")] == [None, "db"]
