"""Rules on containers judge the services of Docker Compose too, at the key that is to blame."""

from __future__ import annotations

from pathlib import Path

import pytest

from scanner.engine import evaluate
from scanner.load.compose import load_compose
from scanner.model import Kind
from scanner.project import Project
from tests.rules.conftest import RULES

BAD = """\
services:
  web:
    image: web:latest
    privileged: true
    user: root
    cap_add: [SYS_ADMIN, NET_ADMIN, BPF]
    security_opt:
      - seccomp=unconfined
      - apparmor:unconfined
    network_mode: host
    pid: host
    ipc: host
    command: serve --password=hunter2
    environment:
      API_TOKEN: abc123def
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro
      - /etc:/host/etc
    ports: ["2222:22"]
    deploy:
      resources:
        limits: {memory: 256m, cpus: "300"}
        reservations: {memory: 512m}
"""
FOUND = {
    "kubernetes-image-tag-mutable": {3},
    "kubernetes-image-without-digest": {3},
    "kubernetes-privileged-container": {4},
    "kubernetes-run-as-user-root": {5},
    "kubernetes-capability-sys-admin": {6},
    "kubernetes-capability-network": {6},
    "kubernetes-capability-breaks-isolation": {6},
    "kubernetes-seccomp-unconfined": {8},
    "kubernetes-apparmor-unconfined": {9},
    "kubernetes-host-network": {10},
    "kubernetes-host-pid": {11},
    "kubernetes-host-ipc": {12},
    "kubernetes-secret-in-args": {13},
    "kubernetes-secret-in-env": {15},
    "kubernetes-container-runtime-socket": {17},
    "kubernetes-host-path-sensitive": {18},
    "kubernetes-ssh-port": {19},
    "kubernetes-limit-below-request": {22},
    "kubernetes-cpu-in-whole-nodes": {22},
}
GOOD = """\
services:
  web:
    image: registry.example.com/web:1.0
    user: "10001:10001"
    read_only: true
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    command: [serve, --password-file=/run/secrets/db]
    environment:
      ALLOW_EMPTY_PASSWORD: "no"
      DB_PASSWORD_FILE: /run/secrets/db
    volumes: ["data:/data", "./conf:/conf:ro"]
    ports: ["8080:8080"]
    mem_limit: 256m
  built:
    build: .
    image: built
    user: app
    read_only: true
    cap_drop: [all]
    security_opt: [no-new-privileges]
"""


def findings(folder: Path, text: str) -> dict[str, set[int]]:
    (folder / "compose.yaml").write_text(text)
    loaded = load_compose([str(folder / "compose.yaml")], Project(str(folder), str(folder)))
    assert loaded.diagnostics == ()
    result = evaluate(loaded.resources, RULES)
    assert result.diagnostics == ()
    found: dict[str, set[int]] = {}
    for finding in result.findings:
        if finding.kind is not Kind.PASS:
            found.setdefault(finding.rule.id, set()).add(finding.location.start_line)
    return found


@pytest.mark.parametrize("rule", sorted(FOUND))
def test_a_careless_service_is_found_out(rule: str, tmp_path: Path) -> None:
    assert findings(tmp_path, BAD)[rule] == FOUND[rule]


def test_a_careful_service_is_left_alone(tmp_path: Path) -> None:
    # What no team needs everywhere; they are off in the baseline.
    optional = {"kubernetes-cpu-limit-missing", "kubernetes-image-without-digest"}
    assert findings(tmp_path, GOOD).keys() <= optional
