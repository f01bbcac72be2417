"""Charts and overlays, rendered on request; every finding stands in a file that somebody wrote."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from scanner.load.discover import discover
from scanner.load.render import Rendered, programs, render
from scanner.load.render.programs import RenderError, find_program, run
from scanner.model import Comment
from scanner.project import Project

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0  # trueup:ignore x why
"""
FILES = {
    "base/deployment.yaml": DEPLOYMENT,
    "base/kustomization.yaml": "resources: [deployment.yaml]\n",
    "prod/kustomization.yaml": (
        "namePrefix: prod-\nresources: [../base]\npatches: [{path: patch.yaml}]\n"
        "configMapGenerator: [{name: settings, literals: [a=b]}]\n"
    ),
    "prod/patch.yaml": DEPLOYMENT.replace("image: app:1.0", "image: app:2.0"),
}
CHART = {
    "chart/Chart.yaml": "apiVersion: v2\nname: shop\nversion: 1.0.0\n",
    "chart/templates/web.yaml": "{{- if .Values.on }}\nkind: Deployment\n{{- end }}\n",
    "chart/charts/db/Chart.yaml": "apiVersion: v2\nname: db\nversion: 1.0.0\n",
    "chart/charts/db/templates/db.yaml": "kind: StatefulSet\n",
}
# What `helm template` prints, by its documentation: the template's path above each document.
HELM = """\
---
# Source: shop/templates/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
---
# Source: shop/charts/db/templates/db.yaml
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
---
# Source: ../../../etc/passwd
apiVersion: v1
kind: Secret
metadata:
  name: odd
"""


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def rendered(folder: Path) -> Rendered:
    project = Project(str(folder), str(folder))
    inputs = discover([str(folder)], project)
    assert inputs.diagnostics == ()
    return render(inputs.charts, inputs.kustomizations, project, str(folder))


@pytest.fixture
def program(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH; a test puts a stand-in for a renderer there."""
    folder = tmp_path_factory.mktemp("bin")
    monkeypatch.setenv("PATH", str(folder))
    return folder


def stand_in(folder: Path, name: str, body: str) -> None:
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport os, sys, time\n{body}\n")
    path.chmod(0o755)


def codes(found: Rendered) -> list[str]:
    return [d.code for d in found.loaded.diagnostics]


@pytest.mark.skipif(
    not (shutil.which("kubectl") or shutil.which("kustomize")),
    reason="neither kustomize nor kubectl on PATH",
)
def test_a_real_overlay_is_judged_as_it_is_deployed(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    found = rendered(tmp_path)
    assert codes(found) == []
    resources = {r.type: r for r in found.loaded.resources}
    assert sorted(resources) == ["ConfigMap", "Deployment"]
    deployment = resources["Deployment"]
    assert deployment.address == "Deployment.apps/-/prod-web"
    (container,) = deployment.attributes["spec"]["template"]["spec"]["containers"]
    assert container["image"] == "app:2.0"
    assert "annotations" not in deployment.attributes["metadata"]
    place = ("spec", "template", "spec", "containers", 0, "image")
    location = deployment.source.locate(place)
    assert (Path(location.path).name, location.start_line) == ("deployment.yaml", 10)
    assert resources["ConfigMap"].source.locate(()).path.endswith("prod/kustomization.yaml")
    assert {Path(path).name for path in found.covered} == {"deployment.yaml", "patch.yaml"}
    assert [type(comment) for comment in found.loaded.comments] == [Comment]


def test_a_chart_is_located_in_its_templates(tmp_path: Path, program: Path) -> None:
    write(tmp_path, CHART)
    stand_in(program, "helm", f"print({HELM!r})")
    found = rendered(tmp_path)
    assert codes(found) == []
    assert {r.type: r.source.locate(("spec",)).path for r in found.loaded.resources} == {
        "Deployment": "chart/templates/web.yaml",
        "StatefulSet": "chart/charts/db/templates/db.yaml",
        "Secret": "chart/Chart.yaml",
    }
    assert all(r.scope == "chart" for r in found.loaded.resources)


def test_what_an_overlay_does_not_deploy_is_judged_as_it_stands(
    tmp_path: Path, program: Path
) -> None:
    files = {**FILES, "prod/vain.yaml": DEPLOYMENT.replace("name: web", "name: other")}
    files["prod/kustomization.yaml"] = "resources: [../base]\npatches: [{path: vain.yaml}]\n"
    write(tmp_path, files)
    stand_in(program, "kustomize", f"print({DEPLOYMENT.replace('name: web', 'name: prod-web')!r})")
    found = rendered(tmp_path)
    assert {Path(path).name for path in found.covered} == {"deployment.yaml"}


@pytest.mark.parametrize(("files", "name"), [(CHART, "helm"), (FILES, "kustomize or kubectl")])
def test_without_the_program_it_says_so(
    files: dict[str, str], name: str, tmp_path: Path, program: Path
) -> None:
    write(tmp_path, files)
    found = rendered(tmp_path)
    assert codes(found) == ["render-program"]
    assert f"needs {name} on PATH" in found.loaded.diagnostics[0].message
    assert found.covered == frozenset()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("resources: ['https://github.com/x/y?ref=v1']\n", "remote bases are not read"),
        ("resources: ['github.com/x/y//base?ref=v1']\n", "remote bases are not read"),
        ("bases: ['git@github.com:x/y']\n", "remote bases are not read"),
        ("resources: ['../../elsewhere']\n", "outside of the scanned tree"),
        ("resources: [../base]\nhelmCharts: [{name: x}]\n", "helmCharts runs programs"),
        ("generators: [x.yaml]\n", "generators runs programs"),
        ("resources: [\n", "cannot be read"),
        # What kustomize fetches even if something of that name is in the tree, and its keys in
        # whatever case.
        ("Resources: ['http:/x.example/y']\n", "remote bases are not read"),
        ("resources: [github.com/x]\n", "remote bases are not read"),
        ("Generators: [x.yaml]\n", "generators runs programs"),
        ("patches: [{path: 'https://x.example/p.yaml'}]\n", "nothing is fetched"),
        ("patchesStrategicMerge: ['HTTP://x.example/p.yaml']\n", "nothing is fetched"),
        ("replacements: [{Path: 'https://x.example/p.yaml'}]\n", "nothing is fetched"),
        ("openapi: {path: 'https://x.example/o.json'}\n", "nothing is fetched"),
        ("crds: ['https://x.example/o.json']\n", "nothing is fetched"),
        ("configurations: ['https://x.example/o.yaml']\n", "nothing is fetched"),
        ("configMapGenerator: [{files: ['a=https://x.example/o']}]\n", "nothing is fetched"),
        ("secretGenerator: [{envs: ['https://x.example/o']}]\n", "nothing is fetched"),
    ],
)
def test_what_would_reach_out_is_refused(
    text: str, why: str, tmp_path: Path, program: Path
) -> None:
    tree = tmp_path / "tree"
    (tmp_path / "elsewhere").mkdir()
    names = ("prod/http:/x.example/y", "prod/github.com/x/empty")
    write(tree, {"prod/kustomization.yaml": text, "base/empty": "", **dict.fromkeys(names, "")})
    marker = tmp_path / "ran"
    stand_in(program, "kustomize", f"open({str(marker)!r}, 'w')")
    found = rendered(tree)
    assert "render-refused" in codes(found)
    assert any(why in d.message for d in found.loaded.diagnostics)
    assert not marker.exists()


def test_a_refused_base_refuses_the_overlays_on_it(tmp_path: Path, program: Path) -> None:
    write(tmp_path, {**FILES, "base/kustomization.yaml": "resources: ['https://x.example/y']\n"})
    stand_in(program, "kustomize", "sys.exit(1)")
    assert codes(rendered(tmp_path)) == ["render-refused"]


def test_a_chart_that_does_not_render_is_an_error(tmp_path: Path, program: Path) -> None:
    write(tmp_path, CHART)
    stand_in(program, "helm", "sys.exit('Error: values are missing\\nmore')")
    (problem,) = rendered(tmp_path).loaded.diagnostics
    assert (problem.code, problem.level) == ("render-failed", "error")
    assert problem.message.endswith("Error: values are missing")


def test_programs_get_nothing_of_the_users(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("KUBECONFIG", "/home/me/.kube/config")
    stand_in(program, "helm", "print(dict(os.environ))")
    text = run([str(program / "helm")], str(tmp_path))
    assert "secret" not in text
    assert "/home/me" not in text


def test_what_a_program_says_went_wrong_is_one_line(tmp_path: Path, program: Path) -> None:
    said = 'E1122 03:38:55.5 27914 run.go:72] "command failed" err=<\n\tno such\n\tpatch\n >\n'
    stand_in(program, "kustomize", f"sys.stderr.write({said!r}); sys.exit(1)")
    write(tmp_path, FILES)
    messages = [one.message for one in rendered(tmp_path).loaded.diagnostics]
    assert messages == ["kustomize cannot build it: no such patch"]


def test_programs_are_bounded(
    tmp_path: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programs, "SECONDS", 1)
    stand_in(program, "helm", "time.sleep(30)")
    with pytest.raises(RenderError, match="more than 1 s"):
        run([str(program / "helm")], str(tmp_path))
    monkeypatch.setattr(programs, "SECONDS", 30)
    monkeypatch.setattr(programs, "MAX_OUTPUT", 10_000)
    stand_in(program, "helm", "sys.stdout.write('x' * 20_000)")
    with pytest.raises(RenderError):
        run([str(program / "helm")], str(tmp_path))


def test_a_program_in_the_tree_is_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, "helm", "")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", ""]))
    assert find_program("helm") is None
