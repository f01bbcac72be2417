"""The local API server and trueup beside the real kubectl: what that applies is in sync, what it
patches is found, and both see the same differences."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.kubernetes.conftest import Cluster, Outcome

Trueup = Callable[..., Outcome]
pytestmark = pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not on PATH")
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
def kubectl(cluster: Cluster, tmp_path: Path) -> Callable[..., str]:
    home = tmp_path / ".home"
    home.mkdir()

    def call(*arguments: str) -> str:
        done = subprocess.run(
            ["kubectl", *arguments],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "HOME": str(home)},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call


@pytest.mark.parametrize("how", ["client", "server"])
def test_applied_by_kubectl(
    cluster: Cluster, trueup: Trueup, kubectl: Callable[..., str], tmp_path: Path, how: str
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
    # What trueup says reverts it: with the tool that applied it.
    if how == "client":
        for command in sorted({one["drift"]["revert"] for one in drift.values()}):
            program, *arguments = command.split()
            assert program == "kubectl"
            kubectl(*arguments, "--validate=false")
        left = trueup("drift", ".", "--format", "json").drift
        assert "drifted ConfigMap/shop/settings data.mode" not in left


def test_an_unmanaged_object_is_deleted_by_its_command(
    cluster: Cluster, trueup: Trueup, kubectl: Callable[..., str], tmp_path: Path
) -> None:
    (tmp_path / "app.yaml").write_text(MANIFEST)
    kubectl("apply", "--validate=false", "-f", "app.yaml")
    item = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x", "namespace": "shop"}}
    cluster.api.put(item)
    (found,) = trueup("drift", ".", "--format", "json").drift.values()
    _, *arguments = found["drift"]["revert"].split()
    kubectl(*arguments, "--wait=false")
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
