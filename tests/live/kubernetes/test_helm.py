"""A release that the real Helm installs into the local API server, beside its chart."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.kubernetes.conftest import Cluster, Outcome

Trueup = Callable[..., Outcome]
Helm = Callable[..., None]
PROGRAM = os.environ.get("TRUEUP_HELM") or shutil.which("helm")
pytestmark = [
    pytest.mark.proof,
    pytest.mark.skipif(PROGRAM is None, reason="helm, which comes with kubectl, is not on PATH"),
]
CHART = {
    "Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
    "values.yaml": "mode: fast\nold: true\n",
    "templates/settings.yaml": """\
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-settings
data:
  mode: {{ .Values.mode }}
  {{- if .Values.old }}
  old: x
  {{- end }}
""",
    "templates/web.yaml": """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.25
          resources: {limits: {memory: 1024Mi}}
""",
}
DRIFT = ("drift", "chart", "--render", "--namespace", "shop", "--format", "json")


@pytest.fixture
def helm(cluster: Cluster, tmp_path: Path) -> Helm:
    for name, text in CHART.items():
        path = tmp_path / "chart" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def call(*arguments: str) -> None:
        done = subprocess.run(
            [str(PROGRAM), *arguments, "-n", "shop", "--disable-openapi-validation"],
            capture_output=True,
            text=True,
            timeout=60,
            cwd=tmp_path,
            env={**os.environ, "HOME": str(tmp_path / ".home")},
            check=False,
        )
        assert done.returncode == 0, done.stderr

    return call


@pytest.mark.parametrize("how", ["true", "false"], ids=["server-side", "client-side"])
def test_a_release_is_what_its_chart_says(
    cluster: Cluster, trueup: Trueup, helm: Helm, tmp_path: Path, how: str
) -> None:
    helm("install", "release", "chart", f"--server-side={how}")
    managers = {
        (entry["manager"], entry["operation"])
        for item in cluster.api.objects.values()
        for entry in item["metadata"]["managedFields"]
        if item["kind"] == "Deployment"
    }
    assert managers == {("helm", "Apply" if how == "true" else "Update")}
    outcome = trueup(*DRIFT)
    # Neither the labels that Helm adds nor the Secret of its release are any drift.
    assert (outcome.report["results"], outcome.report["summary"]["complete"]) == ([], True)
    settings = cluster.api.find("configmaps", "release-settings", "shop")
    settings["data"]["mode"] = "slow"
    assert list(trueup(*DRIFT).drift) == ["differs ConfigMap/-/release-settings data.mode"]
    settings["data"]["mode"] = "fast"
    values = tmp_path / "chart" / "values.yaml"
    values.write_text(values.read_text().replace("old: true", "old: false"))
    # What Helm 3 wrote tells nobody which fields the chart had; a server-side apply does.
    left = ["undeployed ConfigMap/-/release-settings data.old"] if how == "true" else []
    assert list(trueup(*DRIFT).drift) == left
    helm("upgrade", "release", "chart", f"--server-side={how}")
    assert "old" not in cluster.api.find("configmaps", "release-settings", "shop")["data"]
    assert trueup(*DRIFT).drift == {}
