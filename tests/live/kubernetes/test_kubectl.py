"""The local API server and trueup beside the real kubectl: what that applies is in sync, what it
changes is found, both see the same differences, and what trueup suggests takes them back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.live.kubernetes.conftest import Cluster, Outcome

Trueup = Callable[..., Outcome]
Kubectl = Callable[..., str]
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not on PATH"),
]
AT = "2026-03-01T12:00:00Z"
MANIFEST = """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  namespace: shop
data:
  mode: fast
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.25
"""


@pytest.fixture
def kubectl(cluster: Cluster, tmp_path: Path) -> Kubectl:
    """``kubectl(*arguments)``; code: which exit code is right."""
    home = tmp_path / ".home"
    home.mkdir()

    def call(*arguments: str, code: int = 0, **environment: str) -> str:
        done = subprocess.run(
            ["kubectl", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "HOME": str(home), **environment},
            check=False,
        )
        assert done.returncode == code, (done.stdout, done.stderr)
        return done.stdout

    return call


def apply(kubectl: Kubectl, *more: str) -> None:
    kubectl("apply", "--validate=false", "-f", "app.yaml", *more)


@pytest.mark.parametrize("how", ["client", "server"])
def test_applied_by_kubectl(
    cluster: Cluster, trueup: Trueup, kubectl: Kubectl, tmp_path: Path, how: str
) -> None:
    (tmp_path / "app.yaml").write_text(MANIFEST)
    flags = ["--server-side", "--field-manager=ci"] if how == "server" else []
    kubectl("apply", "--validate=false", *flags, "-f", "app.yaml")
    assert kubectl("get", "configmaps", "-n", "shop", "-o", "name").split() == [
        "configmap/settings"
    ]
    assert trueup("drift", ".", "--format", "json").report["results"] == []
    patch = {"data": {"mode": "slow", "more": "x"}}
    kubectl("patch", "configmap", "settings", "-n", "shop", "--type=merge", "-p", json.dumps(patch))
    image = '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"evil"}]}}}}'
    kubectl("patch", "deployment", "web", "-n", "shop", "-p", image)
    drift = trueup("drift", ".", "--format", "json").drift
    of = "drifted" if how == "client" else "differs"
    assert set(drift) == {
        f"{of} ConfigMap/shop/settings data.mode",
        f"{of} ConfigMap/shop/settings data.more",
        f"{of} Deployment.apps/shop/web spec.template.spec.containers[name=web].image",
    }
    for one in drift.values():
        assert one["drift"]["actor"] == "kubectl-patch"
        assert one["drift"]["at"] == "2026-03-01T12:00:00Z"
    # What trueup says reverts it: in the way, and under the name, that it was applied.
    reverts = sorted({one["drift"]["revert"] for one in drift.values()})
    server = "--server-side --field-manager=ci --force-conflicts "
    assert reverts == [f"kubectl apply {server if how == 'server' else ''}-f app.yaml"]
    for command in reverts:
        kubectl(*command.split()[1:], "--validate=false")
    # But no apply takes away what none ever gave.
    left = trueup("drift", ".", "--format", "json").drift
    assert set(left) == {f"{of} ConfigMap/shop/settings data.more"}


def test_an_unmanaged_object_is_deleted_by_its_command(
    cluster: Cluster, trueup: Trueup, kubectl: Kubectl, tmp_path: Path
) -> None:
    (tmp_path / "app.yaml").write_text(MANIFEST)
    kubectl("apply", "--validate=false", "-f", "app.yaml")
    item = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x", "namespace": "shop"}}
    cluster.api.put(item)
    (found,) = trueup("drift", ".", "--format", "json").drift.values()
    _, *arguments = found["drift"]["revert"].split()
    kubectl(*arguments, "--wait=false")
    assert trueup("drift", ".", "--format", "json").drift == {}


def changes(text: str) -> list[str]:
    """The lines that `kubectl diff` adds or removes."""
    rows = [row for row in text.splitlines() if row[:1] in "+-" and row[:3] not in ("+++", "---")]
    return [row for row in rows if "generation:" not in row]


@pytest.mark.parametrize("how", ["client", "server"])
def test_diff_shows_what_drift_finds(
    cluster: Cluster, trueup: Trueup, kubectl: Kubectl, tmp_path: Path, how: str
) -> None:
    (tmp_path / "app.yaml").write_text(MANIFEST)
    flags = ["--server-side", "--field-manager=ci"] if how == "server" else []
    apply(kubectl, *flags)
    assert kubectl("diff", "-f", "app.yaml", *flags) == ""
    kubectl("patch", "configmap", "settings", "-n", "shop", "--type=merge",
            "-p", '{"data":{"mode":"slow"}}')  # fmt: skip
    # Who takes a field over by force shows what an apply would do.
    forced = [*flags, *(["--force-conflicts"] if how == "server" else [])]
    assert changes(kubectl("diff", "-f", "app.yaml", *forced, code=1)) == [
        "-  mode: slow", "+  mode: fast",
    ]  # fmt: skip
    ((name, one),) = trueup("drift", ".", "--format", "json").drift.items()
    assert name.endswith("ConfigMap/shop/settings data.mode")
    assert (one["drift"]["declared"], one["drift"]["live"]) == ("fast", "slow")


def test_what_leaves_the_manifest_after_a_server_side_apply(
    cluster: Cluster, trueup: Trueup, kubectl: Kubectl, tmp_path: Path
) -> None:
    """Nothing but managedFields tells of it; drift and `kubectl diff` agree, and an apply takes it
    away."""
    flags = ("--server-side", "--field-manager=ci")
    more = MANIFEST.replace("  mode: fast\n", "  mode: fast\n  old: x\n") + (
        "          args: [-v]\n"
        "          env: [{name: A, value: '1'}, {name: B, value: '2'}]\n"
        "          securityContext: {privileged: true}\n"
    )
    (tmp_path / "app.yaml").write_text(more)
    apply(kubectl, *flags)
    assert trueup("drift", ".", "--format", "json").drift == {}
    less = more.replace("  old: x\n", "").replace("          args: [-v]\n", "")
    less = less.replace(", {name: B, value: '2'}", "").replace("{privileged: true}", "{}")
    (tmp_path / "app.yaml").write_text(less)
    web = "Deployment.apps/shop/web spec.template.spec.containers[name=web]"
    drift = trueup("drift", ".", "--format", "json").drift
    assert set(drift) == {
        "undeployed ConfigMap/shop/settings data.old",
        f"undeployed {web}.args",
        f"undeployed {web}.env[name=B]",
        f"undeployed {web}.securityContext.privileged",
    }
    assert {one["drift"]["actor"] for one in drift.values()} == {"ci"}
    gone = changes(kubectl("diff", "-f", "app.yaml", *flags, code=1))
    words = {row[1:].strip(" -{}") for row in gone if row.startswith("-")}
    assert {"old: x", "args:", "v", "name: B", "privileged: true"} <= words
    apply(kubectl, *flags)
    assert trueup("drift", ".", "--format", "json").drift == {}


# The command, the fields it changes, and who says so.
BY_HAND: list[tuple[list[str], str, str, str]] = [
    (["scale", "deployment", "web", "--replicas=5"], "spec.replicas", "kubectl", "kubectl scale"),
    (
        ["set", "image", "deployment/web", "web=evil"],
        "spec.template.spec.containers[name=web].image",
        "kubectl-set",
        "kubectl set",
    ),
    (
        ["edit", "deployment", "web", "--validate=false"],
        "spec.template.spec.containers[name=web].image",
        "kubectl-edit",
        "kubectl edit",
    ),
    (["label", "deployment", "web", "team=b"], "metadata.labels", "kubectl-label", "kubectl label"),
]


@pytest.mark.parametrize(
    ("arguments", "field", "actor", "tool"), BY_HAND, ids=[one[0][0] for one in BY_HAND]
)
def test_changed_by_hand_and_reverted(
    cluster: Cluster,
    trueup: Trueup,
    kubectl: Kubectl,
    tmp_path: Path,
    arguments: list[str],
    field: str,
    actor: str,
    tool: str,
) -> None:
    (tmp_path / "app.yaml").write_text(MANIFEST)
    apply(kubectl)
    editor = tmp_path / ".editor"
    # Not what last-applied says.
    editor.write_text('#!/bin/sh\nexec sed -i "s/image: nginx:1.25/image: evil/" "$1"\n')
    editor.chmod(0o755)
    kubectl(*arguments, "-n", "shop", KUBE_EDITOR=str(editor))
    ((name, one),) = trueup("drift", ".", "--format", "json").drift.items()
    assert name == f"drifted Deployment.apps/shop/web {field}"
    said = one["drift"]
    assert (said["actor"], said["tool"], said["at"]) == (actor, tool, AT)
    program, *command = said["revert"].split()
    assert program == "kubectl"
    kubectl(*command, "--validate=false")
    left = trueup("drift", ".", "--format", "json").drift
    # An apply does not take away what it never gave.
    assert set(left) == ({name} if arguments[0] == "label" else set())


def test_an_added_binding_is_found_and_deleted(
    cluster: Cluster, trueup: Trueup, kubectl: Kubectl, tmp_path: Path
) -> None:
    head = "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\n"
    role = "roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}\n"
    (tmp_path / "app.yaml").write_text(f"{head}metadata: {{name: readers}}\n{role}subjects: []\n")
    apply(kubectl)
    kubectl("create", "clusterrolebinding", "debug", "--clusterrole=cluster-admin", "--user=sam")
    ((name, one),) = trueup("drift", ".", "--format", "json").drift.items()
    assert name == "unmanaged ClusterRoleBinding.rbac.authorization.k8s.io/-/debug"
    said: dict[str, Any] = one["drift"]
    assert (said["actor"], said["at"], said["effect"]) == ("kubectl-create", AT, "worsened")
    assert said["rules"] == ["kubernetes-rbac-cluster-admin-binding"]
    _, *command = said["revert"].split()
    kubectl(*command, "--wait=false")
    assert trueup("drift", ".", "--format", "json").drift == {}


def test_rendered_overlays(cluster: Cluster, trueup: Trueup, tmp_path: Path) -> None:
    """kubectl is the kustomize here."""
    base, live = tmp_path / "base", tmp_path / "live"
    for folder in (base, live):
        folder.mkdir()
    (base / "app.yaml").write_text(MANIFEST.replace("  namespace: shop\n", ""))
    (base / "kustomization.yaml").write_text("resources: [app.yaml]\n")
    (live / "kustomization.yaml").write_text(
        "resources: [../base]\nnamespace: shop\nreplicas: [{name: web, count: 5}]\n"
    )
    cluster.api.put(
        {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "metadata": {"name": "settings", "namespace": "shop"},
            "data": {"mode": "slow"},
        }
    )
    drift = trueup("drift", ".", "--render", "--format", "json").drift
    assert set(drift) == {
        "differs ConfigMap/shop/settings data.mode",
        "missing Deployment.apps/shop/web",
    }
    one = drift["differs ConfigMap/shop/settings data.mode"]
    assert one["location"]["path"] == "base/app.yaml"
    assert one["drift"]["revert"] == "kubectl apply -k live"
