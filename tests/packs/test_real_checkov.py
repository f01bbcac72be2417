"""The pack by Checkov itself, in the environment that `make test` installs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest

from scanner.packs.checkov.catalogue import Catalogue, catalogue_of
from scanner.packs.checkov.client import Worker

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def python() -> str:
    """Checkov's interpreter."""
    folder = ROOT / ".venv-pack" / "trueup" / "packs" / "checkov"
    found = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not found.exists():
        pytest.skip(f"{found} is not there: `make test` installs it")
    return str(found)


@pytest.fixture(scope="module")
def catalogue(python: str) -> Catalogue:
    with Worker(python) as worker:
        return catalogue_of(worker, None)


def test_every_check_can_be_asked(catalogue: Catalogue) -> None:
    assert catalogue.failed == {}
    kinds = {place.partition("/")[0] for place in catalogue.modules}
    assert {"resource", "data", "provider", "module", "dockerfile", "workflow"} <= kinds
    assert len(catalogue.checks) > 900
    assert all(check.name and check.category for check in catalogue.checks.values())


def scan(python: str, folder: Path, *words: str) -> dict[tuple[str, str], str]:
    """(check, address) -> what it says, of a folder, by the pack alone."""
    command = [sys.executable, "-m", "scanner.cli.main", "scan", str(folder)]
    options = ["--pack", "checkov:all", "--checkov-python", python, "--format", "json", "--all"]
    done = subprocess.run(
        [*command, *options, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in (0, 1), done.stderr.decode()
    return {
        (result["rule"], instance["address"]): instance["kind"]
        for result in orjson.loads(done.stdout)["results"]
        for instance in result["instances"]
        if result["rule"].startswith(("CKV_", "CKV2_"))
    }


TERRAFORM = """
variable "size" {}
provider "aws" { access_key = "AKIAIOSFODNN7EXAMPLE" }
resource "aws_ebs_volume" "open" {
  availability_zone = "eu-west-1a"
  size              = var.size
}
resource "aws_ebs_volume" "safe" {
  availability_zone = "eu-west-1a"
  encrypted         = true
}
module "foreign" { source = "git::https://example.com/network.git" }
"""


def test_terraform(python: str, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(TERRAFORM)
    said = scan(python, tmp_path, "--allow-incomplete")
    assert said["CKV_AWS_3", "aws_ebs_volume.open"] == "fail"
    assert said["CKV_AWS_3", "aws_ebs_volume.safe"] == "pass"
    assert said["CKV_AWS_41", "provider.aws"] == "fail"
    assert said["CKV_TF_1", "module.foreign"] == "fail"


MANIFEST = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      hostPID: true
      securityContext: {}
      containers: [{name: app, image: "app:1.0"}]
"""


def test_kubernetes(python: str, catalogue: Catalogue, tmp_path: Path) -> None:
    (tmp_path / "web.yaml").write_text(MANIFEST)
    (tmp_path / "main.tf").write_text(
        'resource "kubernetes_pod" "web" {\n  spec {\n    host_pid = true\n  }\n}\n'
    )
    said = scan(python, tmp_path)
    web = "Deployment.apps/shop/web"
    assert said["CKV_K8S_17", web] == "fail"
    # An empty mapping has its lines in it.
    assert said["CKV_K8S_29", web] == "pass"
    assert said["CKV_K8S_21", web] == "pass"
    # One id, of objects and of Terraform's form of them; what is made of those is not asked about.
    assert said["CKV_K8S_17", "kubernetes_pod.web"] == "fail"
    assert catalogue.checks["CKV_K8S_17"].types[-1].startswith("kubernetes/")


def deployment(name: str) -> str:
    labels = f"metadata: {{labels: {{app: {name}}}}}"
    head = f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: shop}}\n"
    return f"{head}spec:\n  template:\n    {labels}\n    spec: {{containers: []}}\n"


def binding(role: str) -> str:
    """Of the name that all bindings here have."""
    return (
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\n"
        "metadata: {name: ci, namespace: shop}\nsubjects: [{kind: ServiceAccount, name: ci}]\n"
        f"roleRef: {{kind: Role, name: {role}}}\n"
    )


ROLE = """apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules: [{apiGroups: [""], resources: [secrets], verbs: [get]}]
"""
POLICY = """apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}}
"""


def test_kubernetes_graphs(python: str, tmp_path: Path) -> None:
    files = {
        "a/web.yaml": deployment("web"),
        "a/other.yaml": deployment("other"),
        "b/policy.yaml": POLICY,
        "b/roles.yaml": f"{ROLE}---\n{binding('reader')}",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    said = scan(python, tmp_path)
    assert said["CKV2_K8S_6", "Deployment.apps/shop/web"] == "pass"
    assert said["CKV2_K8S_6", "Deployment.apps/shop/other"] == "fail"
    ci = "RoleBinding.rbac.authorization.k8s.io/shop/ci"
    assert said["CKV2_K8S_5", ci] == "fail"
    assert said["CKV2_K8S_1", ci] == "pass"


def objects(*texts: str) -> list[dict[str, Any]]:
    import yaml

    lines = {"__startline__": 0, "__endline__": 0}

    def with_lines(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: with_lines(item) for key, item in value.items()} | lines
        return [with_lines(item) for item in value] if isinstance(value, list) else value

    return [with_lines(yaml.safe_load(text)) | {"file_path_": "a.yaml"} for text in texts]


def ask_about(python: str, *nodes: dict[str, Any]) -> dict[tuple[str, int], tuple[str, list[str]]]:
    """(check, object) -> (verdict, keys)."""
    request = {"do": "graph", "framework": "kubernetes", "nodes": nodes, "edges": []}
    with Worker(python) as worker:
        worker.hello()
        said = worker.ask(request, "the graph")["said"]
    return {(check, node): (verdict, keys) for check, verdict, node, keys in said}


def test_a_verdict_on_the_pod_in_an_object_is_its_own(python: str) -> None:
    said = ask_about(python, *objects(POLICY, deployment("web"), deployment("other")))
    assert said == {
        ("CKV2_K8S_6", 1): ("PASSED", ["spec/template"]),
        ("CKV2_K8S_6", 2): ("FAILED", ["spec/template"]),
    }


def test_objects_of_one_name_are_told_apart(python: str) -> None:
    # Checkov gives the second what the first is bound to.
    said = ask_about(python, *objects(ROLE, binding("reader"), binding("writer")))
    assert said["CKV2_K8S_5", 1][0] == "FAILED"
    assert said["CKV2_K8S_5", 2][0] == "PASSED"


def test_an_object_that_breaks_the_graph_costs_itself(python: str) -> None:
    broken = objects(POLICY)[0]
    broken["spec"] = {"selector": ["x"], "template": {"metadata": 1}}
    broken |= {"kind": "Deployment", "spec": [5]}
    said = ask_about(python, broken, *objects(POLICY, deployment("web")))
    assert said["CKV2_K8S_6", 2] == ("PASSED", ["spec/template"])
    assert said["CKV2_K8S_6", 0] == ("CRASHED", ["AttributeError"])


def test_an_object_that_breaks_with_another_is_undecided(python: str) -> None:
    policy, web = objects(POLICY, deployment("web"))
    # Not one of them by itself is wrong for Checkov.
    policy["spec"]["podSelector"]["matchLabels"] = 5
    said = ask_about(python, policy, web)
    # The check is about Pods.
    assert said == {("CKV2_K8S_6", 1): ("CRASHED", ["TypeError"])}


# In Checkov's interpreter: dpath on random blocks, as it is and as the worker shows it a block.
LOOKUPS = """
import importlib.util, json, random, sys
spec = importlib.util.spec_from_file_location("paths", sys.argv[1])
paths = importlib.util.module_from_spec(spec)
spec.loader.exec_module(paths)
import dpath
plain = {"search": dpath.search, "get": dpath.get}
lookup = paths.Lookup()
NAMES = ["a", "b", "ab", "0", "1", "a.b", "tags"]

def value(pick, depth):
    kind = pick.randrange(7 if depth else 4)
    if kind < 4:
        return [True, None, "a", 7][kind]
    if kind == 4:
        return [value(pick, depth - 1) for _ in range(pick.randrange(3))]
    odd = [""] if pick.random() < 0.05 else []
    return {pick.choice(NAMES + odd): value(pick, depth - 1) for _ in range(pick.randrange(4))}

def said(function, block, glob, named):
    try:
        found = function(block, glob, **named)
        return repr(list(found) if named.get("yielded") else found)
    except Exception as error:
        return f"{type(error).__name__}: {error}"

compared = narrowed = failed = 0
for seed in range(4000):
    pick = random.Random(seed)
    block = {pick.choice(NAMES): value(pick, 4) for _ in range(pick.randrange(6))}
    steps = NAMES + ["*", "**", "[0]", "a*", "?", "[", ""]
    glob = "/".join(pick.choice(steps) for _ in range(pick.randrange(1, 5)))
    glob = pick.choice([glob, "/" + glob])
    lookup.prepare(json.dumps(block, separators=(",", ":")).encode())
    for name in plain:
        for named in [{}, {"yielded": True}] if name == "search" else [{}, {"default": 1}]:
            before = said(plain[name], block, glob, named)
            after = said(getattr(dpath, name), block, glob, named)
            assert before == after, (name, block, glob, before, after)
            compared += 1
            narrowed += bool(paths.first_of(glob))
            failed += "Empty" in before
print(compared, narrowed, failed)
"""


def test_a_path_is_looked_up_as_dpath_does(python: str) -> None:
    paths = ROOT / "scanner" / "packs" / "checkov" / "worker" / "paths.py"
    command = [python, "-I", "-c", LOOKUPS, str(paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    compared, narrowed, failed = map(int, done.stdout.split())
    assert (compared, narrowed > 4_000, failed > 100) == (16_000, True, True)


OWN_CHECK = """
from checkov.common.models.enums import CheckResult
from checkov.kubernetes.checks.resource.base_container_check import BaseK8sContainerCheck

class Own(BaseK8sContainerCheck):
    def __init__(self):
        super().__init__(name="Own registry", id="CKV_ORG_1")

    def scan_container_conf(self, metadata, conf):
        return CheckResult.PASSED if "own/" in conf["image"] else CheckResult.FAILED

check = Own()
"""
OWN_POLICY = """
metadata: {id: CKV2_ORG_2, name: "Pods are behind a service", category: KUBERNETES}
definition:
  cond_type: connection
  operator: exists
  resource_types: [Pod]
  connected_resource_types: [Service]
"""
SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}}\n"


def test_own_checks_of_kubernetes(python: str, tmp_path: Path) -> None:
    own, code = tmp_path / "own", tmp_path / "code"
    own.mkdir()
    code.mkdir()
    (own / "__init__.py").write_text("")
    (own / "registry.py").write_text(OWN_CHECK)
    (own / "service.yaml").write_text(OWN_POLICY)
    (code / "a.yaml").write_text(f"{MANIFEST}---\n{deployment('web')}---\n{SERVICE}")
    (code / "b.yaml").write_text(deployment("other"))
    said = scan(python, code, "--external-checks-dir", str(own))
    assert said["CKV_ORG_1", "Deployment.apps/shop/web"] == "fail"
    # What a Service selects is found for whoever asks.
    assert said["CKV2_ORG_2", "Service/-/web"] == "pass"
    assert said["CKV2_ORG_2", "Deployment.apps/shop/other"] == "fail"


def test_a_check_whose_class_is_elsewhere_is_imported(catalogue: Catalogue) -> None:
    modules = catalogue.modules["resource/oci_core_network_security_group_security_rule"]
    assert any(name.endswith(".SecurityGroupUnrestrictedIngress22") for name in modules)


def test_a_manifest_does_not_speak_for_us(python: str, tmp_path: Path) -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {hostPID: true}\n"
    (tmp_path / "pod.yaml").write_text(pod)
    before = scan(python, tmp_path)
    (tmp_path / "other.yaml").write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: other}\njson_: [nope]\nconfig_: [1]\n"
        "spec: {hostPID: true}\n"
    )
    after = scan(python, tmp_path)
    assert {name: kind for name, kind in after.items() if name in before} == before
    assert any(name[0].startswith("CKV2_K8S_") for name in before)


def test_an_object_that_cannot_be_connected_costs_itself(python: str, tmp_path: Path) -> None:
    (tmp_path / "pod.yaml").write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {app: a}}\n"
        "spec: {containers: [{name: a, image: 'a:1'}]}\n---\n"
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: n}\n"
        "spec: {podSelector: {matchLabels: {app: b}}}\n"
    )
    before = scan(python, tmp_path)
    assert before["CKV2_K8S_6", "Pod/-/web"] == "fail"
    (tmp_path / "other.yaml").write_text(
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
        "metadata: {name: x, namespace: {a: b}}\nspec: {podSelector: 5}\n"
    )
    after = scan(python, tmp_path)
    assert {name: kind for name, kind in after.items() if name in before} == before
