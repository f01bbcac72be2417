"""`trueup drift` on manifests against a local API server: what is found, said and asked."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.live.kubernetes.conftest import Cluster, Outcome

Trueup = Callable[..., Outcome]

MANIFEST = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: nginx:1.25
          env:
            - name: DB_PASSWORD
              value: canary-declared-env
          securityContext:
            allowPrivilegeEscalation: false
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: ServiceAccount, name: web, namespace: shop}]
---
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: shop}
stringData: {password: canary-declared}
data: {user: YWRtaW4=}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {mode: fast}
"""
CANARIES = ("canary-declared", "canary-live", "canary-applied", "canary-other", "canary-token")


@pytest.fixture
def deployed(cluster: Cluster, tmp_path: Path) -> Cluster:
    """MANIFEST, applied by kubectl, with what the server fills in."""
    (tmp_path / "app.yaml").write_text(MANIFEST)
    for item in yaml.safe_load_all(MANIFEST):
        live = copy.deepcopy(item)
        note = {"kubectl.kubernetes.io/last-applied-configuration": json.dumps(item)}
        live["metadata"]["annotations"] = note
        if live["kind"] == "Secret":
            password = base64.b64encode(b"canary-declared").decode()
            live["data"] = {**live["data"], "password": password}
            del live["stringData"]
        if live["kind"] == "Deployment":
            live["spec"]["progressDeadlineSeconds"] = 600
            live["spec"]["template"]["spec"]["restartPolicy"] = "Always"
        cluster.api.put(live)
    return cluster


def by_hand(item: dict[str, Any], fields: dict[str, Any], manager: str = "kubectl-edit") -> None:
    item["metadata"]["managedFields"] = [
        {
            "manager": manager,
            "operation": "Update",
            "time": "2026-02-03T04:05:06Z",
            "fieldsV1": fields,
        }
    ]


def test_straight_after_a_deployment_nothing_is_found(deployed: Cluster, trueup: Trueup) -> None:
    outcome = trueup("drift", ".", "--format", "json")
    assert (outcome.code, outcome.report["results"]) == (0, [])
    assert outcome.report["coverage"]["types"]["Deployment"]["compared"] == 1
    assert all(one.method == "GET" for one in deployed.server.log)
    # One list for each kind in each namespace, and the one Secret that is declared.
    assert sorted(deployed.reads()) == sorted(
        f"GET {path}"
        for path in (
            "/apis/apps/v1/namespaces/shop/deployments?limit=500",
            "/apis/apps/v1/namespaces/default/deployments?limit=500",
            "/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings?limit=500",
            "/apis/rbac.authorization.k8s.io/v1/namespaces/default/rolebindings?limit=500",
            "/api/v1/namespaces/shop/secrets?limit=500",
            "/api/v1/namespaces/default/secrets?limit=500",
            "/api/v1/namespaces/shop/secrets/db",
            "/api/v1/namespaces/shop/configmaps?limit=500",
            "/api/v1/namespaces/default/configmaps?limit=500",
        )
    )


def test_what_changed_is_found_with_its_line_and_effect(deployed: Cluster, trueup: Trueup) -> None:
    web = deployed.api.find("deployments", "web", "shop")
    web["spec"]["replicas"] = 5
    container = web["spec"]["template"]["spec"]["containers"][0]
    container["securityContext"]["privileged"] = True
    by_hand(
        web,
        {
            "f:spec": {
                "f:replicas": {},
                "f:template": {
                    "f:spec": {
                        "f:containers": {
                            'k:{"name":"web"}': {"f:securityContext": {"f:privileged": {}}}
                        }
                    }
                },
            }
        },
    )
    deployed.api.put(
        {
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "RoleBinding",
            "metadata": {"name": "evil", "namespace": "shop"},
            "roleRef": {
                "apiGroup": "rbac.authorization.k8s.io",
                "kind": "ClusterRole",
                "name": "cluster-admin",
            },
            "subjects": [{"kind": "Group", "name": "system:authenticated"}],
        }
    )
    outcome = trueup("drift", ".", "--format", "json", "--context", "main")
    assert outcome.code == 1
    place = "spec.template.spec.containers[name=web].securityContext.privileged"
    assert set(outcome.drift) == {
        "drifted Deployment.apps/shop/web spec.replicas",
        f"drifted Deployment.apps/shop/web {place}",
        "unmanaged RoleBinding.rbac.authorization.k8s.io/shop/evil",
    }
    scaled = outcome.drift["drifted Deployment.apps/shop/web spec.replicas"]
    drift = scaled["drift"]
    assert (drift["declared"], drift["recorded"], drift["live"]) == (3, 3, 5)
    assert (drift["actor"], drift["tool"], drift["at"]) == (
        "kubectl-edit",
        "kubectl edit",
        "2026-02-03T04:05:06Z",
    )
    assert scaled["location"]["start_line"] == 7 and drift["effect"] == "neutral"
    assert drift["revert"] == "kubectl --context main apply -f app.yaml"
    assert "-  replicas: 3\n+  replicas: 5\n" in drift["accept"]
    privileged = outcome.drift[f"drifted Deployment.apps/shop/web {place}"]
    assert privileged["severity"] == "critical"
    assert privileged["drift"]["rules"] == ["kubernetes-privileged-container"]
    assert privileged["location"]["start_line"] == 18
    evil = outcome.drift["unmanaged RoleBinding.rbac.authorization.k8s.io/shop/evil"]
    assert evil["drift"]["effect"] == "worsened"
    assert evil["drift"]["revert"] == (
        "kubectl --context main delete RoleBinding.rbac.authorization.k8s.io evil -n shop"
    )


def test_the_accepting_patch_makes_it_so(deployed: Cluster, trueup: Trueup, tmp_path: Path) -> None:
    import subprocess

    web = deployed.api.find("deployments", "web", "shop")
    web["spec"]["replicas"] = 5
    web["spec"]["template"]["spec"]["containers"][0]["image"] = "nginx:1.26"
    found = trueup("drift", ".", "--format", "json").drift
    for one in found.values():
        patch = one["drift"]["accept"]
        subprocess.run(["patch", "-p1"], input=patch.encode(), check=True, cwd=tmp_path)
    assert "image: nginx:1.26" in (tmp_path / "app.yaml").read_text()
    assert trueup("drift", ".", "--format", "json").report["results"] == []


def test_deleted_objects_are_missing(deployed: Cluster, trueup: Trueup) -> None:
    for key in [key for key in deployed.api.objects if key[1] in ("rolebindings", "secrets")]:
        del deployed.api.objects[key]
    outcome = trueup("drift", ".", "--format", "json")
    assert set(outcome.drift) == {
        "missing RoleBinding.rbac.authorization.k8s.io/shop/readers",
        "missing Secret/shop/db",
    }
    one = outcome.drift["missing Secret/shop/db"]
    assert one["drift"]["revert"] == "kubectl apply -f app.yaml"


def test_a_history_keeps_what_changed_and_no_value(
    deployed: Cluster, trueup: Trueup, tmp_path: Path
) -> None:
    def audit(*words: str) -> list[int]:
        history = ("--history", str(tmp_path / "audits.sqlite"), "--format", "json")
        trueup("drift", ".", *words, *history)
        last = trueup("history", *history).report["audits"][-1]
        return [last[name] for name in ("new", "reopened", "resolved")]

    assert audit() == [0, 0, 0]
    settings = deployed.api.find("configmaps", "settings", "default")
    settings["data"]["mode"] = "canary-live"
    secret = deployed.api.find("secrets", "db", "shop")
    password = secret["data"]["password"]
    secret["data"]["password"] = base64.b64encode(b"canary-live").decode()
    assert audit() == [2, 0, 0]
    settings["data"]["mode"], secret["data"]["password"] = "fast", password
    # A namespace says nothing of another.
    assert audit("--namespace", "shop", "--namespace", "other") == [0, 0, 1]
    assert audit() == [0, 0, 1]
    assert b"canary" not in (tmp_path / "audits.sqlite").read_bytes()


@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_secrets_are_compared_and_never_shown(
    deployed: Cluster, trueup: Trueup, format_: str
) -> None:
    secret = deployed.api.find("secrets", "db", "shop")
    secret["data"]["password"] = base64.b64encode(b"canary-live").decode()
    applied = {"kind": "Secret", "stringData": {"password": "canary-applied"}}
    note = {"kubectl.kubernetes.io/last-applied-configuration": json.dumps(applied)}
    secret["metadata"]["annotations"] = note
    web = deployed.api.find("deployments", "web", "shop")
    env = web["spec"]["template"]["spec"]["containers"][0]["env"]
    env[0]["value"] = "canary-live-env"
    web["spec"]["template"]["spec"]["containers"][0]["image"] = "nginx:1.26"
    other = copy.deepcopy(secret)
    other["metadata"] = {"name": "other", "namespace": "shop", "annotations": note}
    other["data"] = {"x": base64.b64encode(b"canary-other").decode()}
    deployed.api.put(other)
    outcome = trueup("drift", ".", "--format", format_, "--all")
    assert outcome.code == 1
    said = outcome.out + outcome.err
    live = [name for name in CANARIES if name != "canary-declared"]
    encoded = [base64.b64encode(name.encode()).decode().rstrip("=")[:-1] for name in live]
    # The declared ones stand in the manifest; no patch shows them as the lines around it.
    for canary in (*live, *encoded, "canary-declared"):
        assert canary not in said
    if format_ == "json":
        assert set(outcome.drift) == {
            "conflict Secret/shop/db stringData.password",
            "unmanaged Secret/shop/other",
            "drifted Deployment.apps/shop/web spec.template.spec.containers[name=web]"
            ".env[name=DB_PASSWORD].value",
            "drifted Deployment.apps/shop/web spec.template.spec.containers[name=web].image",
        } | {name for name in outcome.drift if name.startswith("in_sync")}
        secret_found = outcome.drift["conflict Secret/shop/db stringData.password"]["drift"]
        assert secret_found["live"] == secret_found["declared"] == "(sensitive, changed)"
        assert secret_found["accept"] is None
    asked = [one for one in deployed.server.log if "/secrets" in one.path]
    assert [one.path for one in asked if "limit" not in one.target] == [
        "/api/v1/namespaces/shop/secrets/db"
    ]
    assert all(
        "PartialObjectMetadataList" in one.headers["accept"]
        for one in asked
        if "limit" in one.target
    )


def test_what_every_cluster_has_is_no_drift(deployed: Cluster, trueup: Trueup) -> None:
    def put(kind: str, name: str, version: str = "v1", **metadata: Any) -> None:
        home = {"namespace": "shop", **metadata, "name": name}
        deployed.api.put({"apiVersion": version, "kind": kind, "metadata": home})

    put("ConfigMap", "kube-root-ca.crt")
    put("Secret", "sh.helm.release.v1.web.v3", labels={"owner": "helm"})
    put("Secret", "t", annotations={"kubernetes.io/service-account.name": "default"})
    put("ConfigMap", "owned", ownerReferences=[{"kind": "X", "name": "y", "uid": "1"}])
    put("RoleBinding", "system:deployers", "rbac.authorization.k8s.io/v1")
    put("ConfigMap", "elsewhere", namespace="other")
    assert trueup("drift", ".", "--format", "json").report["results"] == []
    put("ConfigMap", "mine")
    assert set(trueup("drift", ".", "--format", "json").drift) == {"unmanaged ConfigMap/shop/mine"}
    assert len(trueup("drift", ".", "--format", "json", "--strict").drift) == 6
    assert trueup("drift", ".", "--format", "json", "--no-unmanaged").drift == {}


def test_namespaces(deployed: Cluster, trueup: Trueup, tmp_path: Path) -> None:
    """A manifest that names none is where kubectl would put it."""
    (tmp_path / "app.yaml").write_text(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {mode: slow}\n"
    )
    outcome = trueup("drift", ".", "--format", "json")
    assert list(outcome.drift) == ["undeployed ConfigMap/-/settings data.mode"]
    outcome = trueup("drift", ".", "--format", "json", "--context", "shop")
    assert list(outcome.drift) == ["missing ConfigMap/-/settings"]
    outcome = trueup("drift", ".", "--format", "json", "--namespace", "default")
    assert list(outcome.drift) == ["undeployed ConfigMap/-/settings data.mode"]
    (tmp_path / "app.yaml").write_text(MANIFEST)
    outcome = trueup("drift", ".", "--format", "json", "--namespace", "default")
    assert outcome.report["coverage"]["types"]["Deployment"]["unsupported"] == 1
    assert all("/namespaces/shop/" not in one for one in deployed.server.labels[-3:])


def test_autoscaled_replicas_are_the_autoscaler_s(
    deployed: Cluster, trueup: Trueup, tmp_path: Path
) -> None:
    web = deployed.api.find("deployments", "web", "shop")
    web["spec"]["replicas"] = 7
    found = trueup("drift", ".", "--format", "json").drift
    assert list(found) == ["drifted Deployment.apps/shop/web spec.replicas"]
    by_hand(web, {"f:spec": {"f:replicas": {}}}, "kube-controller-manager")
    web["metadata"]["managedFields"][0]["subresource"] = "scale"
    assert trueup("drift", ".", "--format", "json").drift == {}
    by_hand(web, {"f:spec": {"f:replicas": {}}}, "kubectl")
    web["metadata"]["managedFields"][0]["subresource"] = "scale"
    (found,) = trueup("drift", ".", "--format", "json").drift.values()
    assert found["drift"]["tool"] == "kubectl scale"
    hpa = {
        "apiVersion": "autoscaling/v2",
        "kind": "HorizontalPodAutoscaler",
        "metadata": {"name": "web", "namespace": "shop"},
        "spec": {"maxReplicas": 9, "scaleTargetRef": {"kind": "Deployment", "name": "web"}},
    }
    deployed.api.put(copy.deepcopy(hpa))
    (tmp_path / "hpa.yaml").write_text(yaml.safe_dump(hpa))
    assert trueup("drift", ".", "--format", "json").drift == {}


class TestReading:
    def test_pages_and_expired_continuations(self, deployed: Cluster, trueup: Trueup) -> None:
        for number in range(25):
            deployed.api.put(
                {
                    "apiVersion": "v1",
                    "kind": "ConfigMap",
                    "metadata": {"name": f"c{number}", "namespace": "shop"},
                }
            )
        deployed.api.page, deployed.api.expires = 10, 1
        outcome = trueup("drift", ".", "--format", "json")
        assert len(outcome.drift) == 25
        lists = [one for one in deployed.server.labels if "/shop/configmaps?" in one]
        # Two pages until the continuation expires, then all three.
        assert len(lists) == 5
        deployed.api.expires = 99
        outcome = trueup("drift", ".", "--format", "json")
        assert outcome.report["summary"]["complete"] is False
        assert "expired again and again" in outcome.out

    @pytest.mark.parametrize("aggregated", [True, False])
    def test_discovery_old_and_new(
        self, deployed: Cluster, trueup: Trueup, aggregated: bool
    ) -> None:
        deployed.api.aggregated = aggregated
        assert trueup("drift", ".", "--format", "json").report["results"] == []

    def test_denied_lists_fall_back_to_what_is_declared(
        self, deployed: Cluster, trueup: Trueup
    ) -> None:
        deployed.api.denied = {("deployments", "list")}
        deployed.api.find("deployments", "web", "shop")["spec"]["replicas"] = 5
        outcome = trueup("drift", ".", "--format", "json")
        assert list(outcome.drift) == ["drifted Deployment.apps/shop/web spec.replicas"]
        # Whether there is another Deployment nobody knows.
        assert outcome.report["summary"]["complete"] is False
        assert trueup("drift", ".", "--no-unmanaged", "--format", "json").report["summary"][
            "complete"
        ]

    @pytest.mark.parametrize("fault", [403, 429, 500, 401, "drop", "truncate", "garbage", 404])
    def test_nothing_is_clean_that_was_not_read(
        self, deployed: Cluster, trueup: Trueup, fault: int | str
    ) -> None:
        deployed.server.fault("/deployments", fault)
        outcome = trueup("drift", ".", "--format", "json")
        assert outcome.code == 3 or fault == 404
        assert outcome.report["summary"]["complete"] is False
        if fault != 404:
            # Of the object itself; there is none at 404.
            assert outcome.report["coverage"]["types"]["Deployment"]["compared"] == 0
            assert "secret-of-the" not in outcome.out

    def test_a_cluster_that_does_not_answer(self, cluster: Cluster, trueup: Trueup) -> None:
        Path("a.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
        cluster.server.fault("/api", 401)
        outcome = trueup("drift", ".")
        assert (outcome.code, outcome.out) == (3, "")
        assert "the cluster does not know who asks" in outcome.err
        outcome = trueup("drift", ".", "--context", "nowhere")
        assert outcome.code == 3 and "nowhere" in outcome.err

    def test_kinds_that_the_cluster_lacks(self, cluster: Cluster, trueup: Trueup) -> None:
        Path("a.yaml").write_text(
            "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n---\n"
            "apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata: {name: a}\n---\n"
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {generateName: a-}\n"
        )
        outcome = trueup("drift", ".", "--format", "json", "--all")
        assert set(outcome.drift) == {
            "missing Thing.example.com/-/a",
            "unread PodDisruptionBudget.policy/-/a",
        }
        assert "only as policy/v1" in outcome.out
        assert outcome.report["coverage"]["types"]["ConfigMap"]["unsupported"] == 1

    def test_custom_kinds_by_the_server_s_own_schema(
        self, cluster: Cluster, trueup: Trueup
    ) -> None:
        items = {
            "type": "object",
            "properties": {"id": {"type": "string"}, "port": {"x-kubernetes-int-or-string": True}},
        }
        rules = {
            "type": "array",
            "x-kubernetes-list-type": "map",
            "x-kubernetes-list-map-keys": ["id"],
            "items": items,
        }
        spec = {"type": "object", "properties": {"usages": rules}}
        cluster.api.schemas["apis/cert-manager.io/v1"] = {
            "components": {
                "schemas": {
                    "io.cert-manager.v1.Certificate": {
                        "type": "object",
                        "properties": {"metadata": {"type": "object"}, "spec": spec},
                        "x-kubernetes-group-version-kind": [
                            {"group": "cert-manager.io", "version": "v1", "kind": "Certificate"}
                        ],
                    }
                }
            }
        }
        item = {
            "apiVersion": "cert-manager.io/v1",
            "kind": "Certificate",
            "metadata": {"name": "c"},
            "spec": {"usages": [{"id": "a", "port": 80}, {"id": "b"}]},
        }
        Path("c.yaml").write_text(yaml.safe_dump(item))
        item["spec"]["usages"] = [{"id": "b"}, {"id": "x"}, {"id": "a", "port": "80", "more": 1}]
        cluster.api.put(item)
        assert trueup("drift", ".", "--format", "json").drift == {}
        assert "GET /openapi/v3/apis/cert-manager.io/v1" in cluster.server.labels


def test_terraform_s_objects(cluster: Cluster, trueup: Trueup) -> None:
    Path("main.tf").write_text(
        'resource "kubernetes_config_map_v1" "c" {\n'
        '  metadata {\n    name = "c"\n  }\n'
        '  data = {\n    mode = "fast"\n  }\n}\n'
    )
    item = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "c"},
        "data": {"mode": "slow"},
    }
    cluster.api.put(item)
    outcome = trueup("drift", ".", "--live", "kubernetes", "--format", "json")
    (found,) = outcome.report["results"]
    assert found["resource"]["address"] == "kubernetes_config_map_v1.c"
    assert found["location"]["start_line"] == 6
    assert found["drift"]["revert"] == "terraform apply -target='kubernetes_config_map_v1.c'"


def test_terraform_s_secrets_are_spelt_as_texts(cluster: Cluster, trueup: Trueup) -> None:
    """``password`` is base64 too, and so is whatever comes of reading it as that."""
    Path("main.tf").write_text(
        'resource "kubernetes_secret_v1" "c" {\n'
        '  metadata {\n    name = "c"\n  }\n'
        '  data = {\n    word = "password"\n  }\n'
        '  binary_data = {\n    raw = "/wAB"\n  }\n}\n'
    )
    data = {"word": base64.b64encode(b"password").decode(), "raw": "/wAB"}
    item = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "c"}, "data": data}
    cluster.api.put(item)
    drift = ("drift", ".", "--live", "kubernetes", "--format", "json")
    assert trueup(*drift).drift == {}
    data["word"] = base64.b64encode(b"canary-live").decode()
    data["raw"] = "AAAA"
    outcome = trueup(*drift)
    assert set(outcome.drift) == {
        "differs kubernetes_secret_v1.c data.word",
        "differs kubernetes_secret_v1.c binaryData.raw",
    }
    assert "canary" not in outcome.out


class TestWhatIsMeant:
    """Manifests at the top, Terraform below: what `trueup drift` compares is not clear."""

    @pytest.fixture
    def tree(self, cluster: Cluster, tmp_path: Path) -> None:
        manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n"
        (tmp_path / "app.yaml").write_text(manifest)
        for folder in ("infra", "modules/x", "a", "b", "c"):
            (tmp_path / folder).mkdir(parents=True)
            (tmp_path / folder / "main.tf").write_text('resource "aws_s3_bucket" "b" {\n}\n')

    def test_it_is_told(self, tree: None, trueup: Trueup, cluster: Cluster) -> None:
        outcome = trueup("drift")
        assert (outcome.code, outcome.out) == (2, "") and not cluster.server.log
        assert outcome.err == (
            "Error: .: no root module; name one, of the folders with Terraform code (a, b, c and 2 "
            "more), or give --live kubernetes to compare its manifests with a cluster\n"
        )
        Path("app.yaml").unlink()
        assert trueup("drift").err.endswith("(a, b, c and 2 more)\n")

    @pytest.mark.parametrize(
        "arguments",
        [
            ("--live", "kubernetes"),
            ("--context", "main"),
            ("--namespace", "default"),
            ("app.yaml",),
        ],
    )
    def test_a_cluster_is_meant(
        self, tree: None, trueup: Trueup, arguments: tuple[str, ...]
    ) -> None:
        outcome = trueup("drift", *arguments, "--format", "json")
        assert list(outcome.drift) == ["missing ConfigMap/-/a"]

    def test_terraform_is_meant(self, tree: None, trueup: Trueup) -> None:
        """Its objects are in a cluster, which is another run."""
        Path("infra/main.tf").write_text(
            'resource "kubernetes_namespace_v1" "n" {\n  metadata {\n    name = "n"\n  }\n}\n'
        )
        outcome = trueup("drift", "infra", "--no-state", "--format", "json")
        assert "in a run of its own, with --live kubernetes" in str(outcome.report["diagnostics"])


def test_what_is_not_applied_yet_is_blamed_on_nobody(deployed: Cluster, trueup: Trueup) -> None:
    """The manifest no longer asks for privileges, which are live still; somebody has scaled."""
    web = deployed.api.find("deployments", "web", "shop")
    note = "kubectl.kubernetes.io/last-applied-configuration"
    applied = json.loads(web["metadata"]["annotations"][note])
    for item in (applied, web):
        container = item["spec"]["template"]["spec"]["containers"][0]
        container["securityContext"]["privileged"] = True
    web["metadata"]["annotations"][note] = json.dumps(applied)
    web["spec"]["replicas"] = 5
    drift = trueup("drift", ".", "--format", "json").drift
    place = "spec.template.spec.containers[name=web].securityContext.privileged"
    assert {key: one["drift"]["effect"] for key, one in drift.items()} == {
        f"undeployed Deployment.apps/shop/web {place}": "neutral",
        "drifted Deployment.apps/shop/web spec.replicas": "neutral",
    }


def test_permissions(trueup: Trueup, tmp_path: Path) -> None:
    (tmp_path / "app.yaml").write_text(MANIFEST)
    found = json.loads(trueup("permissions", ".", "--format", "json").out)
    (role,) = found["kubernetes"]
    assert role["kind"] == "ClusterRole"
    assert {verb for rule in role["rules"] for verb in rule["verbs"]} == {"get", "list"}
    assert {"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list"]} in (
        role["rules"]
    )
    assert {
        "apiGroups": [""],
        "resources": ["secrets"],
        "resourceNames": ["db"],
        "verbs": ["get"],
    } in role["rules"]
