"""Terraform's code, its state and a cluster: three views of ``kubernetes_*`` resources.

The states are *constructed* after the provider's schemas (hashicorp/kubernetes 2.38): what it reads
back of an object is all there, with zero values for what is not.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scanner.drift.objects import differences
from scanner.live.kubernetes.schema import built_in
from scanner.load.api_objects import _KINDS, api_object
from scanner.model import Location, Origin, Resource
from scanner.terraform import schemas
from tests.live.kubernetes.conftest import Cluster, Outcome

Trueup = Callable[..., Outcome]
SCHEMA = built_in()
DRIFT = ("drift", ".", "--live", "kubernetes", "--format", "json")
CODE = """\
resource "kubernetes_config_map_v1" "settings" {
  metadata {
    name      = "settings"
    namespace = "shop"
    labels = {
      team = "a"
    }
  }
  data = {
    mode  = "fast"
    level = "info"
  }
}

resource "kubernetes_secret_v1" "db" {
  metadata {
    name      = "db"
    namespace = "shop"
  }
  data = {
    password = "canary-declared"
  }
}

resource "kubernetes_deployment_v1" "web" {
  metadata {
    name      = "web"
    namespace = kubernetes_config_map_v1.settings.metadata[0].namespace
  }
  spec {
    replicas = 3
    selector {
      match_labels = { app = "web" }
    }
    template {
      metadata {
        labels = { app = "web" }
      }
      spec {
        container {
          name  = "web"
          image = "nginx:1.25"
        }
      }
    }
  }
}
"""


def metadata(name: str, **more: Any) -> list[dict[str, Any]]:
    return [
        {
            "annotations": {},
            "generate_name": "",
            "generation": 1,
            "labels": {},
            "name": name,
            "namespace": "shop",
            "resource_version": "812",
            "uid": "5c0c7b38-4c94-4b3a-8f8a-111111111111",
            **more,
        }
    ]


def container() -> dict[str, Any]:
    return {
        "args": [], "command": [], "env": [], "env_from": [], "image": "nginx:1.25",
        "image_pull_policy": "IfNotPresent", "lifecycle": [], "liveness_probe": [], "name": "web",
        "port": [], "readiness_probe": [], "resources": [{"limits": {}, "requests": {}}],
        "security_context": [], "startup_probe": [], "stdin": False, "stdin_once": False,
        "termination_message_path": "/dev/termination-log", "termination_message_policy": "File",
        "tty": False, "volume_device": [], "volume_mount": [], "working_dir": "",
    }  # fmt: skip


def deployment() -> dict[str, Any]:
    pod = {
        "active_deadline_seconds": 0, "affinity": [], "automount_service_account_token": True,
        "container": [container()], "dns_config": [], "dns_policy": "ClusterFirst",
        "enable_service_links": True, "host_aliases": [], "host_ipc": False,
        "host_network": False, "host_pid": False, "hostname": "", "image_pull_secrets": [],
        "init_container": [], "node_name": "", "node_selector": {}, "os": [],
        "priority_class_name": "", "readiness_gate": [], "restart_policy": "Always",
        "runtime_class_name": "", "scheduler_name": "default-scheduler", "security_context": [],
        "service_account_name": "", "share_process_namespace": False, "subdomain": "",
        "termination_grace_period_seconds": 30, "toleration": [],
        "topology_spread_constraint": [], "volume": [],
    }  # fmt: skip
    template = {
        "metadata": metadata("", namespace="", generation=0, labels={"app": "web"},
                             resource_version="", uid=""),
        "spec": [pod],
    }  # fmt: skip
    return {
        "id": "shop/web",
        "metadata": metadata("web"),
        "spec": [
            {
                "min_ready_seconds": 0, "paused": False, "progress_deadline_seconds": 600,
                "replicas": "3", "revision_history_limit": 10,
                "selector": [{"match_expressions": [], "match_labels": {"app": "web"}}],
                "strategy": [{"rolling_update": [{"max_surge": "25%", "max_unavailable": "25%"}],
                              "type": "RollingUpdate"}],
                "template": [template],
            }
        ],
        "timeouts": None,
        "wait_for_rollout": True,
    }  # fmt: skip


def config_map(name: str = "settings", **data: str) -> dict[str, Any]:
    return {
        "binary_data": {},
        "data": data or {"mode": "fast", "level": "info"},
        "id": f"shop/{name}",
        "immutable": False,
        "metadata": metadata(name, labels={"team": "a"}),
    }


def secret() -> dict[str, Any]:
    return {
        "binary_data": None,
        "binary_data_wo": None,
        "data": {"password": "canary-declared"},
        "id": "shop/db",
        "immutable": False,
        "metadata": metadata("db"),
        "type": "Opaque",
        "wait_for_service_account_token": True,
    }


class Stack:
    """What is recorded and what is live. A test changes either, or the code."""

    def __init__(self, cluster: Cluster) -> None:
        self.recorded = {
            "kubernetes_config_map_v1.settings": config_map(),
            "kubernetes_secret_v1.db": secret(),
            "kubernetes_deployment_v1.web": deployment(),
        }
        self.api = cluster.api
        for item in (
            {
                "apiVersion": "v1",
                "kind": "ConfigMap",
                "metadata": {"name": "settings", "labels": {"team": "a"}},
                "data": {"mode": "fast", "level": "info"},
            },
            {
                "apiVersion": "v1",
                "kind": "Secret",
                "metadata": {"name": "db"},
                "data": {"password": base64.b64encode(b"canary-declared").decode()},
            },
            {
                "apiVersion": "apps/v1",
                "kind": "Deployment",
                "metadata": {"name": "web"},
                "spec": {
                    "replicas": 3,
                    "selector": {"matchLabels": {"app": "web"}},
                    "template": {
                        "metadata": {"labels": {"app": "web"}},
                        "spec": {
                            "automountServiceAccountToken": True,
                            "enableServiceLinks": True,
                            "containers": [{"name": "web", "image": "nginx:1.25"}],
                        },
                    },
                },
            },
        ):
            item["metadata"]["namespace"] = "shop"
            self.api.create(item)

    def find(self, resource: str, name: str) -> Any:
        return self.api.find(resource, name, "shop")

    def write(self, code: str = CODE) -> None:
        Path("main.tf").write_text(code)
        resources = []
        for address, attributes in self.recorded.items():
            type_, name = address.split(".")
            instance: dict[str, Any] = {"schema_version": 1, "attributes": attributes}
            if "secret" in type_:
                instance["sensitive_attributes"] = [[{"type": "get_attr", "value": "data"}]]
            resources.append(
                {
                    "mode": "managed",
                    "type": type_,
                    "name": name,
                    "provider": 'provider["registry.terraform.io/hashicorp/kubernetes"]',
                    "instances": [instance],
                }
            )
        state = {
            "version": 4, "terraform_version": "1.11.4", "serial": 7, "lineage": "a",
            "outputs": {}, "resources": resources,
        }  # fmt: skip
        Path("terraform.tfstate").write_text(json.dumps(state))


@pytest.fixture
def stack(cluster: Cluster, trueup: Trueup) -> Stack:
    found = Stack(cluster)
    found.write()
    return found


def values(outcome: Outcome) -> dict[str, tuple[Any, Any, Any]]:
    return {
        key: tuple(one["drift"][name] for name in ("declared", "recorded", "live"))
        for key, one in outcome.drift.items()
    }


CONFIG = "kubernetes_config_map_v1.settings"
WEB = "kubernetes_deployment_v1.web"


def test_in_sync(stack: Stack, trueup: Trueup) -> None:
    outcome = trueup(*DRIFT)
    assert (outcome.code, outcome.report["results"]) == (0, [])
    assert outcome.report["coverage"]["types"]["Deployment"]["compared"] == 1
    assert "without a state" not in outcome.out


def test_changed_outside(stack: Stack, trueup: Trueup) -> None:
    """Declared or not: what the provider recorded and is no longer so."""
    stack.find("configmaps", "settings")["data"] |= {"mode": "slow", "more": "x"}
    stack.find("configmaps", "settings")["metadata"]["labels"]["owner"] = "b"
    stack.find("secrets", "db")["data"]["password"] = base64.b64encode(b"canary-live").decode()
    spec = stack.find("deployments", "web")["spec"]
    spec["revisionHistoryLimit"] = 2
    spec["template"]["spec"]["hostNetwork"] = True
    spec["template"]["spec"]["containers"][0]["image"] = "evil"
    outcome = trueup(*DRIFT)
    pod = "spec.template.spec"
    assert values(outcome) == {
        f"drifted {CONFIG} data.mode": ("fast", "fast", "slow"),
        f"drifted {CONFIG} data.more": (None, None, "x"),
        f"drifted {CONFIG} metadata.labels.owner": (None, None, "b"),
        "drifted kubernetes_secret_v1.db data.password": ("(sensitive, changed)",) * 3,
        f"drifted {WEB} spec.revisionHistoryLimit": (None, 10, 2),
        f"drifted {WEB} {pod}.hostNetwork": (None, False, True),
        f"drifted {WEB} {pod}.containers[name=web].image": ("nginx:1.25", "nginx:1.25", "evil"),
    }
    assert "canary" not in outcome.out
    one = outcome.drift[f"drifted {CONFIG} data.mode"]
    assert (one["location"]["path"], one["location"]["start_line"]) == ("main.tf", 10)
    assert one["drift"]["revert"] == f"terraform apply -target='{CONFIG}'"
    assert one["drift"]["state"]["serial"] == 7
    assert one["drift"]["accept"].count('mode  = "slow"') == 1


def test_changed_in_the_code(stack: Stack, trueup: Trueup) -> None:
    stack.write(CODE.replace('"fast"', '"slow"').replace('    level = "info"\n', ""))
    assert values(trueup(*DRIFT)) == {
        f"undeployed {CONFIG} data.mode": ("slow", "fast", "fast"),
        f"undeployed {CONFIG} data.level": (None, "info", "info"),
    }


def test_both_moved(stack: Stack, trueup: Trueup) -> None:
    stack.write(CODE.replace('"fast"', '"slow"').replace("replicas = 3", "replicas = 5"))
    stack.find("configmaps", "settings")["data"]["mode"] = "off"
    stack.find("deployments", "web")["spec"]["replicas"] = 5
    outcome = trueup(*DRIFT)
    assert values(outcome) == {
        f"conflict {CONFIG} data.mode": ("slow", "fast", "off"),
        f"adopted {WEB} spec.replicas": (5, 3, 5),
    }
    said = {one["message"] for one in outcome.report["results"]}
    assert (
        '`data.mode` moved from "fast" to "slow" in the code, but to "off" in the cluster' in said
    )


def test_whole_objects(stack: Stack, cluster: Cluster, trueup: Trueup) -> None:
    """Deleted outside, to be created, to be destroyed, gone, and to be imported."""
    for name, recorded, live in (
        ("created", False, False),
        ("imported", False, True),
        ("destroyed", True, True),
        ("gone", True, False),
        ("deleted", True, False),
    ):
        if recorded:
            stack.recorded[f"kubernetes_config_map_v1.{name}"] = config_map(name)
        if live:
            item = {"apiVersion": "v1", "kind": "ConfigMap", "data": {"mode": "fast"}}
            cluster.api.create({**item, "metadata": {"name": name, "namespace": "shop"}})
    code = CODE
    for name in ("created", "imported", "deleted"):
        code += (
            f'\nresource "kubernetes_config_map_v1" "{name}" {{\n  metadata {{\n'
            f'    name      = "{name}"\n    namespace = "shop"\n  }}\n}}\n'
        )
    stack.write(code)
    drift = trueup(*DRIFT).drift
    start = "kubernetes_config_map_v1."
    assert {key: one["message"] for key, one in drift.items()} == {
        f"undeployed {start}created": "declared, but not created yet",
        f"unmanaged {start}imported": "is live and declared, but not in the state: it needs an "
        "import",
        f"undeployed {start}destroyed": "no longer declared, but not destroyed yet",
        f"adopted {start}gone": "gone from the code and from the cluster; only the state still "
        "has it",
        f"missing {start}deleted": "was deleted outside Terraform",
    }
    imported = drift[f"unmanaged {start}imported"]["drift"]
    assert imported["revert"] is None
    assert "to = kubernetes_config_map_v1.imported" in imported["accept"].replace("  ", " ")
    assert '"shop/imported"' in imported["accept"]


def test_imports_are_written(stack: Stack, cluster: Cluster, trueup: Trueup) -> None:
    """A manifest in Terraform has an id of its own form."""
    item = {"apiVersion": "v1", "kind": "ConfigMap"}
    for name in ("one", "two"):
        cluster.api.create({**item, "metadata": {"name": name, "namespace": "shop"}})
    stack.write(
        CODE + 'resource "kubernetes_config_map_v1" "one" {\n  metadata {\n    name = "one"\n'
        '    namespace = "shop"\n  }\n}\nresource "kubernetes_manifest" "two" {\n  manifest = {\n'
        '    apiVersion = "v1"\n    kind = "ConfigMap"\n'
        '    metadata = { name = "two", namespace = "shop" }\n  }\n}\n'
    )
    outcome = trueup(*DRIFT, "--write-imports", "imports.tf")
    assert outcome.code == 1 and "2 import blocks" in outcome.err
    text = Path("imports.tf").read_text()
    assert '"shop/one"' in text and "to = kubernetes_manifest.two" in " ".join(text.split())
    assert '"apiVersion=v1,kind=ConfigMap,namespace=shop,name=two"' in text


def test_another_name_is_another_object(stack: Stack, trueup: Trueup) -> None:
    stack.write(CODE.replace('name      = "settings"', 'name      = "other"'))
    (one,) = trueup(*DRIFT).drift.values()
    assert one["drift"]["class"] == "undeployed"
    assert one["message"] == "is to be replaced by shop/other"


def test_names_that_the_server_made(stack: Stack, cluster: Cluster, trueup: Trueup) -> None:
    """Only the state tells them."""
    made = config_map("job-x7k2p", mode="fast")
    made["metadata"][0] |= {"generate_name": "job-", "labels": {}}
    stack.recorded["kubernetes_config_map_v1.made"] = made
    stack.write(
        CODE + 'resource "kubernetes_config_map_v1" "made" {\n  metadata {\n'
        '    generate_name = "job-"\n    namespace     = "shop"\n  }\n'
        '  data = {\n    mode = "fast"\n  }\n}\n'
    )
    item = {"apiVersion": "v1", "kind": "ConfigMap", "data": {"mode": "slow"}}
    cluster.api.create({**item, "metadata": {"name": "job-x7k2p", "namespace": "shop"}})
    assert list(trueup(*DRIFT).drift) == ["drifted kubernetes_config_map_v1.made data.mode"]


def test_a_manifest_in_terraform(stack: Stack, cluster: Cluster, trueup: Trueup) -> None:
    """Of it the state has what was declared, and only that."""
    manifest = {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "metadata": {"name": "m", "namespace": "shop"},
        "data": {"mode": "fast", "old": "x"},
    }
    dynamic = {"value": manifest, "type": ["object", {}]}
    stack.recorded["kubernetes_manifest.m"] = {"manifest": dynamic, "object": dynamic}
    stack.write(
        CODE + 'resource "kubernetes_manifest" "m" {\n  manifest = {\n    apiVersion = "v1"\n'
        '    kind = "ConfigMap"\n    metadata = {\n      name = "m"\n      namespace = "shop"\n'
        '    }\n    data = {\n      mode = "fast"\n    }\n  }\n}\n'
    )
    live = json.loads(json.dumps(manifest))
    live["data"] |= {"mode": "slow", "theirs": "x"}
    cluster.api.create(live)
    assert values(trueup(*DRIFT)) == {
        "drifted kubernetes_manifest.m data.mode": ("fast", "fast", "slow"),
        "undeployed kubernetes_manifest.m data.old": (None, "x", "x"),
    }


def test_state_alone(stack: Stack, trueup: Trueup) -> None:
    stack.find("configmaps", "settings")["data"]["mode"] = "slow"
    outcome = trueup(*DRIFT, "--no-code", "--state", "terraform.tfstate")
    assert values(outcome) == {f"drifted {CONFIG} data.mode": (None, "fast", "slow")}


def test_code_alone(stack: Stack, trueup: Trueup) -> None:
    """Asked for, or because there is no state yet."""
    stack.find("configmaps", "settings")["data"]["mode"] = "slow"
    outcome = trueup(*DRIFT, "--no-state")
    assert list(outcome.drift) == [f"differs {CONFIG} data.mode"]
    assert "without a state" in str(outcome.report["coverage"]["limits"])
    Path("terraform.tfstate").unlink()
    assert list(trueup(*DRIFT).drift) == [f"differs {CONFIG} data.mode"]


def test_without_code_a_state_is_needed(stack: Stack, trueup: Trueup) -> None:
    assert trueup(*DRIFT, "--no-code").drift == {}
    Path("terraform.tfstate").unlink()
    outcome = trueup(*DRIFT, "--no-code")
    assert outcome.code == 3 and "there is no state here" in outcome.err


def test_a_state_that_cannot_be_read_is_no_missing_state(stack: Stack, trueup: Trueup) -> None:
    Path("terraform.tfstate").write_text("{}")
    outcome = trueup(*DRIFT)
    assert (outcome.code, outcome.out) == (3, "") and "terraform.tfstate" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--plan", "x.json"), "--plan compares with nothing live"),
        (("--no-code", "--no-state"), "leave nothing to compare with"),
    ],
)
def test_what_does_not_go_together(
    stack: Stack, trueup: Trueup, arguments: tuple[str, ...], words: str
) -> None:
    outcome = trueup(*DRIFT, *arguments)
    assert outcome.code == 2 and words in outcome.err


def test_a_state_belongs_to_one_root_module(stack: Stack, trueup: Trueup) -> None:
    Path("below").mkdir()
    Path("main.tf").rename("below/main.tf")
    Path("a.yaml").write_text("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n")
    outcome = trueup("drift", "a.yaml", "--live", "kubernetes", "--state", "terraform.tfstate")
    assert outcome.code == 2 and "take the folder of a root module" in outcome.err


def test_environments_have_clusters_of_their_own(stack: Stack, trueup: Trueup) -> None:
    variable = 'variable "mode" {\n  type = string\n}\n'
    stack.write(variable + CODE.replace('"fast"', "var.mode"))
    entries = []
    for name, mode in (("staging", "slow"), ("production", "fast")):
        Path(f"{name}.tfvars").write_text(f'mode = "{mode}"\n')
        entries.append(f"  - {{name: {name}, var_files: [{name}.tfvars], workspace: {name}}}\n")
        folder = Path("terraform.tfstate.d", name)
        folder.mkdir(parents=True)
        (folder / "terraform.tfstate").write_bytes(Path("terraform.tfstate").read_bytes())
    Path("terraform.tfstate").unlink()
    Path("trueup.yaml").write_text("environments:\n" + "".join(entries))
    outcome = trueup(*DRIFT, "--config", "trueup.yaml")
    assert outcome.code == 2
    assert "has the environments staging, production" in outcome.err
    chosen = (*DRIFT, "--config", "trueup.yaml", "--environment")
    assert trueup(*chosen, "production").drift == {}
    assert list(trueup(*chosen, "staging").drift) == [f"undeployed {CONFIG} data.mode"]


def zero(block: Any) -> dict[str, Any]:
    """A block as the provider may record it: all of it there, and nothing said."""
    values = {"bool": False, "number": 0, "string": ""}
    found: dict[str, Any] = {
        name: values.get(one.type)
        if isinstance(one.type, str)
        else {}
        if one.type[0] == "map"
        else []
        for name, one in block.attributes.items()
    }
    return found | {name: [zero(one.block)] for name, one in block.blocks.items()}


# The provider writes this one down itself, and sends it.
SENT = {("subjects",)}


@pytest.mark.parametrize("stem", sorted(_KINDS))
def test_zero_values_that_the_provider_records_are_no_drift(stem: str) -> None:
    seen = 0
    for version in ("", "_v1", "_v2"):
        name = f"kubernetes_{stem}{version}"
        schema = schemas.find(name)
        if schema is None:
            continue
        attributes = zero(schema.block)
        attributes["metadata"][0] |= {"name": "x", "namespace": "shop"}
        resource = Resource(name, f"{name}.x", attributes, Origin.STATE, Nowhere(), ".")
        recorded = api_object(resource)
        assert recorded is not None
        said = {key: recorded.attributes[key] for key in ("apiVersion", "kind")}
        item = {**said, "metadata": {"name": "x", "namespace": "shop"}}
        found = differences(
            item, {**item, "spec": {}}, recorded.attributes, [], SCHEMA, by_state=True
        ).differences
        assert {one.path for one in found} <= SENT
        seen += 1
    assert seen


class Nowhere:
    def locate(self, path: tuple[str | int, ...]) -> Location:
        return Location("terraform.tfstate")
