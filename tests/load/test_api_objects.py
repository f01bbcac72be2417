"""``kubernetes_*`` resources become the objects that a manifest would spell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from scanner.engine import evaluate
from scanner.load.api_objects import api_object, with_api_objects
from scanner.load.terraform import load_terraform
from scanner.model import ABSENT, Kind, Location, Origin, Resource, Unknown
from scanner.project import Project
from scanner.rulebook import load_rules
from scanner.terraform.options import TerraformOptions

DEPLOYMENT = """\
resource "kubernetes_deployment_v1" "web" {
  metadata {
    name   = "web"
    labels = { app = "web" }
  }
  spec {
    replicas = "3"
    selector {
      match_labels = { app = "web" }
    }
    template {
      metadata {
        labels = { app = "web", "a_b" = "kept" }
      }
      spec {
        host_pid                        = true
        automount_service_account_token = false
        container {
          name    = "app"
          image   = "app:1.0"
          command = ["/app"]
          env {
            name = "PASSWORD"
            value_from {
              secret_key_ref {
                name = "db"
                key  = "password"
              }
            }
          }
          port {
            container_port = 8080
          }
          resources {
            limits = { memory = "1Gi" }
          }
          liveness_probe {
            http_get {
              path = "/"
              port = "8080"
            }
          }
          security_context {
            privileged  = true
            run_as_user = "1000"
            capabilities {
              add = ["NET_ADMIN"]
            }
          }
          volume_mount {
            name       = "data"
            mount_path = "/data"
          }
        }
        volume {
          name = "data"
          host_path {
            path = "/var/data"
          }
        }
        affinity {
          node_affinity {
            required_during_scheduling_ignored_during_execution {
              node_selector_term {
                match_expressions {
                  key      = "zone"
                  operator = "Exists"
                }
              }
            }
          }
          pod_anti_affinity {
            required_during_scheduling_ignored_during_execution {
              topology_key = "zone"
            }
          }
        }
      }
    }
  }
}
"""
MANIFEST = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, a_b: kept}}
    spec:
      hostPID: true
      automountServiceAccountToken: false
      containers:
        - name: app
          image: app:1.0
          command: [/app]
          env:
            - name: PASSWORD
              valueFrom: {secretKeyRef: {name: db, key: password}}
          ports: [{containerPort: 8080}]
          resources: {limits: {memory: 1Gi}}
          livenessProbe: {httpGet: {path: /, port: "8080"}}
          securityContext:
            privileged: true
            runAsUser: 1000
            capabilities: {add: [NET_ADMIN]}
          volumeMounts: [{name: data, mountPath: /data}]
      volumes: [{name: data, hostPath: {path: /var/data}}]
      affinity:
        nodeAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            nodeSelectorTerms:
              - matchExpressions: [{key: zone, operator: Exists}]
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone}]
"""
OTHERS = {
    """
resource "kubernetes_ingress_v1" "web" {
  metadata { name = "web" }
  spec {
    tls {
      hosts       = ["a.example.com"]
      secret_name = "tls"
    }
    rule {
      host = "a.example.com"
      http {
        path {
          path      = "/"
          path_type = "Prefix"
          backend {
            service {
              name = "web"
              port { number = 80 }
            }
          }
        }
      }
    }
  }
}
""": """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  tls: [{hosts: [a.example.com], secretName: tls}]
  rules:
    - host: a.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}
""",
    """
resource "kubernetes_cluster_role" "all" {
  metadata { name = "all" }
  rule {
    api_groups = ["*"]
    resources  = ["*"]
    verbs      = ["*"]
  }
}
""": """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: all}
rules: [{apiGroups: ["*"], resources: ["*"], verbs: ["*"]}]
""",
    """
resource "kubernetes_network_policy" "all" {
  metadata { name = "all" }
  spec {
    pod_selector {}
    policy_types = ["Ingress"]
    ingress {
      from {
        ip_block { cidr = "10.0.0.0/8" }
      }
      ports { port = "80" }
    }
  }
}
""": """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: "80"}]}]
""",
    """
resource "kubernetes_service" "web" {
  metadata { name = "web" }
  spec {
    type     = "LoadBalancer"
    selector = { app = "web" }
    port {
      port        = 80
      target_port = "8080"
    }
    external_ips = ["192.0.2.1"]
  }
}
""": """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports: [{port: 80, targetPort: "8080"}]
  externalIPs: [192.0.2.1]
""",
    """
resource "kubernetes_service_account" "web" {
  metadata { name = "web" }
  secret { name = "token" }
  image_pull_secret { name = "registry" }
  automount_service_account_token = true
}
""": """
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
secrets: [{name: token}]
imagePullSecrets: [{name: registry}]
automountServiceAccountToken: true
""",
    """
resource "kubernetes_manifest" "rollout" {
  manifest = {
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "Rollout"
    metadata   = { name = "web" }
    spec       = { replicas = 2 }
  }
}
""": """
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: web}
spec: {replicas: 2}
""",
}


def objects(code: str, folder: Path) -> list[Resource]:
    (folder / "main.tf").write_text(code)
    project = Project(str(folder), str(folder))
    loaded = load_terraform([str(folder)], project, TerraformOptions(boundary=str(folder)))
    assert not [d for d in loaded.diagnostics if d.level == "error"]
    return [r for r in with_api_objects(loaded.resources) if r.type[0].isupper()]


def test_a_deployment_is_as_its_manifest(tmp_path: Path) -> None:
    (found,) = objects(DEPLOYMENT, tmp_path)
    assert found.attributes == yaml.safe_load(MANIFEST)
    assert (found.type, found.address) == ("Deployment", "kubernetes_deployment_v1.web")


def test_other_kinds_are_as_their_manifests(tmp_path: Path) -> None:
    for code, manifest in OTHERS.items():
        (found,) = objects(code, tmp_path)
        assert found.attributes == yaml.safe_load(manifest), code
    assert found.type == "Rollout.argoproj.io"


def test_places_lead_to_the_arguments(tmp_path: Path) -> None:
    (found,) = objects(DEPLOYMENT, tmp_path)
    lines = DEPLOYMENT.splitlines()

    def line(*path: str | int) -> str:
        return lines[found.source.locate(path).start_line - 1].strip()

    container = ("spec", "template", "spec", "containers", 0)
    assert line(*container, "securityContext", "privileged") == "privileged  = true"
    assert line(*container, "securityContext", "capabilities", "add", 0).startswith("add")
    assert line(*container, "readinessProbe") == "container {"
    assert line("spec", "template", "spec", "volumes", 0, "hostPath", "path").startswith("path")
    assert line("spec", "template", "metadata", "labels", "a_b").startswith("labels")
    assert line() == 'resource "kubernetes_deployment_v1" "web" {'


def test_rules_find_in_terraform_what_they_find_in_manifests(tmp_path: Path) -> None:
    found = objects(DEPLOYMENT, tmp_path)
    result = evaluate(found, load_rules())
    failed = {f.rule.id: f for f in result.findings if f.kind is Kind.FAIL}
    assert "kubernetes-privileged-container" in failed
    assert failed["kubernetes-privileged-container"].location.start_line == 44


def test_a_block_that_may_be_there_stays_so(tmp_path: Path) -> None:
    code = """
variable "privileged" {}
resource "kubernetes_pod" "web" {
  metadata { name = "web" }
  spec {
    dynamic "container" {
      for_each = var.privileged ? [1] : []
      content {
        name = "app"
        security_context { privileged = true }
      }
    }
  }
}
"""
    (found,) = objects(code, tmp_path)
    (container,) = found.attributes["spec"]["containers"]
    assert container.arms[1] is ABSENT
    assert container.arms[0]["securityContext"] == {"privileged": True}
    findings = evaluate([found], load_rules()).findings
    kinds = {f.kind for f in findings if f.rule.id == "kubernetes-privileged-container"}
    assert kinds == {Kind.OPEN}


class Nowhere:
    def locate(self, path: object) -> Location:
        return Location("x")


def resource(kind: str, attributes: Any, **more: Any) -> Resource:
    origin = more.pop("origin", Origin.CODE)
    return Resource(kind, f"{kind}.x", attributes, origin, Nowhere(), ".", **more)


def test_in_a_state_empty_means_left_out() -> None:
    attributes = {
        "id": "default/x",
        "metadata": [{"name": "x", "namespace": "", "labels": None}],
        "spec": [{"host_network": False, "volume": [], "container": [{"name": "a", "args": []}]}],
        "timeouts": None,
    }
    found = api_object(resource("kubernetes_pod", attributes, origin=Origin.STATE))
    assert found is not None
    assert found.attributes == {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "x"},
        "spec": {"hostNetwork": False, "containers": [{"name": "a"}]},
    }


def test_a_subject_has_the_namespace_that_the_provider_gives_it() -> None:
    """Its schema: rbacSubjectSchema, namespace, Default: "default"."""
    subjects = [{"kind": "ServiceAccount", "name": "a"}, {"kind": "User", "namespace": "b"}]
    binding = api_object(resource("kubernetes_cluster_role_binding_v1", {"subject": subjects}))
    assert binding is not None
    assert [one["namespace"] for one in binding.attributes["subjects"]] == ["default", "b"]


def test_secrets_and_references_move_along() -> None:
    found = api_object(
        resource(
            "kubernetes_secret_v1",
            {"data": {"a": "b"}, "metadata": [{"name": "x"}]},
            sensitive=frozenset({("data",)}),
            references={("metadata", 0, "name"): ("random_id.x",), ("timeouts",): ()},
        )
    )
    assert found is not None
    assert found.sensitive == {("data",)}
    assert found.references == {("metadata", "name"): ("random_id.x",)}


def test_what_is_no_object_makes_none() -> None:
    assert api_object(resource("kubernetes_annotations", {})) is None
    assert api_object(resource("kubernetes_manifest", {"manifest": Unknown("x")})) is None
    assert api_object(resource("kubernetes_manifest", {"manifest": {"kind": "Pod"}})) is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.builds(Unknown, st.text()),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["spec", "container", "port", "secret", "rule"]), inner)
    ),
    max_leaves=12,
)


@given(
    st.sampled_from(["kubernetes_deployment", "kubernetes_manifest", "kubernetes_secret"]),
    st.dictionaries(st.sampled_from(["metadata", "spec", "manifest", "secret", "x_y"]), VALUES),
)
def test_anything_can_be_converted(kind: str, attributes: dict[str, Any]) -> None:
    found = api_object(resource(kind, attributes))
    if found is not None:
        found.source.locate(("spec", "containers", 0, "name"))
