"""What Google answers of a resource that code declares: for proving rules on raw answers.

An answer is what the API says of the barest resource of its kind, and over it what the code sets.
``tests/rules/google/answers.json`` holds the bare ones, *constructed* after the documentation that
each names. Where a declared argument goes is found in Google's discovery document: the field of
the same words. `MOVED` says by hand where it is in others. Neither looks at the readers' tables,
so that a mistake there shows.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from google_discovery import SCHEMAS, Schema, inside, resolved, schema_of

from scanner.model import Resource, Unknown
from scanner.terraform.schemas import BlockSchema, find

PROJECT, NUMBER = "demo", "123456789"
FILE = Path(__file__).parents[1] / "rules" / "google" / "answers.json"
COMPUTE = "//compute.googleapis.com"
LINKS = "https://www.googleapis.com/compute/v1/projects/demo/"
PLACES = {"region": "europe-west1", "zone": "europe-west1-b", "location": "europe-west1"}

NAMES = {
    "name": "{}",
    "key_ring": "r",
    "cluster": "main",
    "account_id": "{}",
    "repository_id": "{}",
    "dataset_id": "{}",
    "table_id": "{}",
    "secret_id": "{}",
}
"""What an example may leave out and Google does not: the resource's name, and where it stands."""

TYPES = {
    "google_artifact_registry_repository": "artifactregistry.googleapis.com/Repository",
    "google_bigquery_dataset": "bigquery.googleapis.com/Dataset",
    "google_bigquery_table": "bigquery.googleapis.com/Table",
    "google_cloud_run_service": "run.googleapis.com/Service",
    "google_cloud_run_v2_service": "run.googleapis.com/Service",
    "google_cloudfunctions2_function": "cloudfunctions.googleapis.com/Function",
    "google_cloudfunctions_function": "cloudfunctions.googleapis.com/CloudFunction",
    "google_compute_disk": "compute.googleapis.com/Disk",
    "google_compute_firewall": "compute.googleapis.com/Firewall",
    "google_compute_health_check": "compute.googleapis.com/HealthCheck",
    "google_compute_instance": "compute.googleapis.com/Instance",
    "google_compute_instance_group_manager": "compute.googleapis.com/InstanceGroupManager",
    "google_compute_network": "compute.googleapis.com/Network",
    "google_compute_ssl_policy": "compute.googleapis.com/SslPolicy",
    "google_compute_subnetwork": "compute.googleapis.com/Subnetwork",
    "google_compute_project_metadata": "compute.googleapis.com/Project",
    "google_container_cluster": "container.googleapis.com/Cluster",
    "google_container_node_pool": "container.googleapis.com/NodePool",
    "google_dns_managed_zone": "dns.googleapis.com/ManagedZone",
    "google_dns_policy": "dns.googleapis.com/Policy",
    "google_kms_crypto_key": "cloudkms.googleapis.com/CryptoKey",
    "google_logging_project_sink": "logging.googleapis.com/LogSink",
    "google_pubsub_subscription": "pubsub.googleapis.com/Subscription",
    "google_pubsub_topic": "pubsub.googleapis.com/Topic",
    "google_redis_instance": "redis.googleapis.com/Instance",
    "google_secret_manager_secret": "secretmanager.googleapis.com/Secret",
    "google_service_account": "iam.googleapis.com/ServiceAccount",
    "google_service_account_key": "iam.googleapis.com/ServiceAccountKey",
    "google_sql_database_instance": "sqladmin.googleapis.com/Instance",
    "google_storage_bucket": "storage.googleapis.com/Bucket",
}
"""Terraform's type -> the asset type, of those that have a bare answer."""

GRANTED_ON = {
    "google_project_iam": (
        "project",
        "cloudresourcemanager.googleapis.com/Project",
        f"//cloudresourcemanager.googleapis.com/projects/{NUMBER}",
    ),
    "google_storage_bucket_iam": (
        "bucket",
        "storage.googleapis.com/Bucket",
        "//storage.googleapis.com/{}",
    ),
    "google_kms_crypto_key_iam": (
        "crypto_key_id",
        "cloudkms.googleapis.com/CryptoKey",
        "//cloudkms.googleapis.com/{}",
    ),
}
"""Of IAM types: the argument that names what is granted on, its asset type and name."""

LEAVES_OUT = {
    "google_artifact_registry_repository",
    "google_cloud_run_service",
    "google_cloud_run_v2_service",
    "google_cloudfunctions2_function",
    "google_cloudfunctions_function",
    "google_container_cluster",
    "google_container_node_pool",
    "google_kms_crypto_key",
    "google_logging_project_sink",
    "google_pubsub_subscription",
    "google_pubsub_topic",
    "google_redis_instance",
    "google_secret_manager_secret",
    "google_service_account",
    "google_service_account_key",
}
"""Types of services that speak protocol buffers, whose JSON leaves out what is false, zero or empty
(https://protobuf.dev/programming-guides/json/#field-presence)."""

EXPLICIT = {
    "insecureKubeletReadonlyPortEnabled",
    "enablePrivateNodes",
    "enablePublicEndpoint",
    "allowExternalTraffic",
    "gcpPublicCidrsAccessEnabled",
    "ipEndpointsConfig.enabled",
}
"""Fields with a presence of their own there: false is written."""

NOWHERE = ""
"""In `MOVED`: no answer has it."""

_CLUSTER = {
    "enable_autopilot": "autopilot.enabled",
    "enable_legacy_abac": "legacyAbac.enabled",
    "enable_shielded_nodes": "shieldedNodes.enabled",
    "enable_intranode_visibility": "networkConfig.enableIntraNodeVisibility",
    "datapath_provider": "networkConfig.datapathProvider",
    "logging_config.enable_components": "componentConfig.enableComponents",
    "monitoring_config.enable_components": "componentConfig.enableComponents",
    "node_pool.node_config": "config",
    "deletion_protection": NOWHERE,
    "remove_default_node_pool": NOWHERE,
    "networking_mode": NOWHERE,
}

MOVED: dict[str, dict[str, str]] = {
    "google_bigquery_dataset": {"dataset_id": NOWHERE},
    "google_bigquery_table": {
        "dataset_id": NOWHERE,
        "table_id": NOWHERE,
        "deletion_protection": NOWHERE,
    },
    "google_artifact_registry_repository": {"repository_id": NOWHERE, "location": NOWHERE},
    "google_cloud_run_service": {
        "name": NOWHERE,
        "location": NOWHERE,
        "template": "spec.template",
        "traffic": "spec.traffic",
    },
    "google_cloudfunctions2_function": {"location": NOWHERE},
    "google_cloudfunctions_function": {
        "trigger_http": NOWHERE,
        "https_trigger_security_level": "httpsTrigger.securityLevel",
        "region": NOWHERE,
    },
    "google_compute_disk": {
        "disk_encryption_key.kms_key_self_link": "kmsKeyName",
        "disk_encryption_key.raw_key": NOWHERE,
        "size": "sizeGb",
    },
    "google_compute_firewall": {
        "allow": "allowed",
        "allow.protocol": "IPProtocol",
        "deny": "denied",
        "deny.protocol": "IPProtocol",
        "enable_logging": "logConfig.enable",
    },
    "google_compute_instance": {"boot_disk": NOWHERE, "metadata_startup_script": NOWHERE},
    "google_compute_project_metadata": {"metadata": "commonInstanceMetadata"},
    "google_compute_network": {"routing_mode": "routingConfig.routingMode"},
    "google_container_cluster": _CLUSTER,
    "google_container_node_pool": {"cluster": NOWHERE, "node_config": "config"},
    "google_kms_crypto_key": {"key_ring": NOWHERE},
    "google_redis_instance": {"region": NOWHERE},
    "google_secret_manager_secret": {
        "secret_id": NOWHERE,
        "ttl": NOWHERE,
        "replication.auto": "automatic",
    },
    "google_service_account": {"account_id": NOWHERE},
    "google_service_account_key": {"service_account_id": NOWHERE},
    "google_sql_database_instance": {
        "deletion_protection": NOWHERE,
        "encryption_key_name": "diskEncryptionConfiguration.kmsKeyName",
    },
    "google_storage_bucket": {
        "uniform_bucket_level_access": "iamConfiguration.uniformBucketLevelAccess.enabled",
        "public_access_prevention": "iamConfiguration.publicAccessPrevention",
        "lifecycle_rule": "lifecycle.rule",
        "lifecycle_rule.condition.with_state": NOWHERE,
        "force_destroy": NOWHERE,
    },
}
"""Where the API has an argument in other words, seen from the object of its block."""


class UnheardOfError(Exception):
    """No field is known for an argument."""


@cache
def bare() -> Any:
    """The barest answers, by Terraform's type."""
    return json.loads(FILE.read_text())


def applied(resources: Iterable[Resource]) -> list[Resource]:
    """The resources as a state would have them: references to what the platform makes resolved,
    and the places that a provider block would give."""
    from dataclasses import replace

    found = []
    for one in resources:
        schema = find(one.type)
        said = {name: _known(value) for name, value in one.attributes.items()}
        if schema is not None:
            for name, place in {**PLACES, "project": PROJECT}.items():
                if name in schema.block.attributes and said.get(name) is None:
                    said[name] = place
            for name, text in NAMES.items():
                if name in schema.block.attributes and said.get(name) is None:
                    said[name] = text.format(one.address.rpartition(".")[2].partition("[")[0])
        if one.type == "google_kms_crypto_key" and "/" not in str(said["key_ring"]):
            said["key_ring"] = f"projects/{PROJECT}/locations/eu/keyRings/{said['key_ring']}"
        if "/" not in str(said.get("crypto_key_id") or "/"):
            said["crypto_key_id"] = (
                f"projects/{PROJECT}/locations/eu/keyRings/r/cryptoKeys/{said['crypto_key_id']}"
            )
        found.append(replace(one, attributes=said))
    return found


def _known(value: Any) -> Any:
    if isinstance(value, Unknown):
        type_name, name, attribute = value.reference.split(".")
        account = f"{name}@{PROJECT}.iam.gserviceaccount.com"
        texts = {
            "email": account,
            "member": f"serviceAccount:{account}",
            "google_kms_crypto_key": (
                f"projects/{PROJECT}/locations/eu/keyRings/r/cryptoKeys/{name}"
            ),
            "google_pubsub_topic": f"projects/{PROJECT}/topics/{name}",
            "google_compute_network": f"{LINKS}global/networks/{name}",
            "google_compute_health_check": f"{LINKS}global/healthChecks/{name}",
            "google_compute_disk": f"{LINKS}zones/{PLACES['zone']}/disks/{name}",
        }
        text = texts[attribute if attribute in texts else type_name]
        if value.pieces:
            text = "".join(text if one is None else one for one in value.pieces)
        return text
    if isinstance(value, dict):
        return {name: _known(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_known(one) for one in value]
    return value


def answers(resource: Resource, *, whole: bool = False) -> list[dict[str, Any]]:
    """The assets that the inventory has of an applied resource, its own first.

    whole: also what is false, zero or empty, which some services leave out.
    Raises UnheardOfError for an argument whose place in the answer is not known.
    """
    if "_iam_" in resource.type:
        return [_policy(resource)]
    known, schema = bare()[resource.type], find(resource.type)
    assert schema is not None
    kind = TYPES[resource.type]
    said = resource.attributes
    data = _filled(copy.deepcopy(known["data"]), said)
    hook = _HOOKS.get(resource.type)
    if resource.type == "google_cloud_run_v2_service":
        _knative(data, said)
    else:
        expected = _expanded(resource.type, schema.block, said, schema_of(kind, data), "")
        data = _merged(data, expected)
    data = _without_patterns(data)
    more = hook(data, said) if hook is not None else []
    asset = {
        "name": _filled(known["asset"], said),
        "assetType": kind,
        "resource": {
            "version": "v1",
            "parent": f"//cloudresourcemanager.googleapis.com/projects/{NUMBER}",
            "data": data if whole or resource.type not in LEAVES_OUT else _set_only(data),
        },
        "ancestors": [f"projects/{NUMBER}"],
    }
    return [asset, *more]


def _filled(value: Any, said: Mapping[str, Any]) -> Any:
    if isinstance(value, str):
        for name, one in said.items():
            if isinstance(one, str):
                value = value.replace(f"{{{name}}}", one)
        return value
    if isinstance(value, dict):
        return {name: _filled(one, said) for name, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, said) for one in value]
    return value


def _expanded(
    type_name: str, block: BlockSchema, said: Mapping[str, Any], schema: Schema, prefix: str
) -> dict[str, Any]:
    """The API's object of a block."""
    found: dict[str, Any] = {}
    for name, value in said.items():
        known = name in block.attributes or name in block.blocks
        if not known or value is None or (not prefix and name in ("id", "project")):
            continue
        if value == [] and name in block.blocks:
            continue
        path = prefix + name
        moved = MOVED.get(type_name, {}).get(path)
        if moved == NOWHERE:
            continue
        names = moved.split(".") if moved else [_field(schema, name)]
        of: Schema | None = schema
        for step in names:
            of = inside(of, step) if of is not None and step else None
        if of is None:
            raise UnheardOfError(f"{type_name}.{path}: {'.'.join(filter(None, names)) or name}")
        if name in block.blocks:
            several = isinstance(of[1], list)
            element = resolved(of[0], of[1][0]) if several else of
            below = block.blocks[name].block
            each = [_expanded(type_name, below, one, element, f"{path}.") for one in value]
            content: Any = each if several else each[0]
        else:
            content = _value(value, of)
        at = found
        for step in names[:-1]:
            at = at.setdefault(step, {})
        at[names[-1]] = content
    return found


def _field(schema: Schema, name: str) -> str:
    """The field of the same words, in the singular or the plural; "" where there is none."""
    plain = name.replace("_", "").lower()
    wanted = (plain, f"{plain}s", f"{plain}es", f"{plain[:-1]}ies")
    fields = schema[1] if isinstance(schema[1], dict) else {}
    for one in wanted:
        for field in fields:
            if field.lower() == one:
                return str(field)
    return ""


def _value(value: Any, schema: Schema) -> Any:
    """A value as the API types it: 64-bit numbers are texts, some texts are booleans."""
    doc, short = schema
    if isinstance(short, list):
        several = value if isinstance(value, list) else [value]
        return [_value(one, resolved(doc, short[0])) for one in several]
    if isinstance(short, dict):
        if "*" in short:
            of = resolved(doc, short["*"])
            return {name: _value(one, of) for name, one in value.items()}
        if "items" in short and isinstance(value, list):
            return {"items": value}
        if "items" in short:
            return {"items": [{"key": name, "value": one} for name, one in value.items()]}
        return {field: _value(one, inside(schema, field)) for field, one in value.items()}  # type: ignore[arg-type]
    if short == "boolean" and isinstance(value, str):
        return value.lower() == "true"
    if short.startswith("string") and isinstance(value, (int, float)):
        return str(value)
    if short.startswith(("integer", "number")) and isinstance(value, str):
        return int(value)
    return value


def _merged(below: Any, over: Any) -> Any:
    """What is declared over what is there anyway; elements of a list over its first one."""
    if isinstance(below, dict) and isinstance(over, dict):
        found = dict(below)
        for name, one in over.items():
            if name in below:
                found[name] = _merged(below[name], one)
            elif f"{name}[]" in below and isinstance(one, list):
                found[name] = [_merged(below[f"{name}[]"], each) for each in one]
            else:
                found[name] = one
        return found
    if isinstance(below, list) and isinstance(over, list) and below and isinstance(below[0], dict):
        return [_merged(below[0], one) for one in over]
    return over


def _without_patterns(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _without_patterns(one) for name, one in value.items() if not name.endswith("[]")
        }
    return [_without_patterns(one) for one in value] if isinstance(value, list) else value


def _set_only(value: Any, at: str = "") -> Any:
    """Without what is false, zero or empty; objects stay."""
    if isinstance(value, dict):
        return {
            field: _set_only(one, field)
            for field, one in value.items()
            if isinstance(one, dict)
            or (one is False and {field, f"{at}.{field}"} & EXPLICIT)
            or one not in (False, 0, "", "0", [])
        }
    return [_set_only(one) for one in value] if isinstance(value, list) else value


# ---- where an answer is more than the same words -------------------------------------------


def _first(said: Mapping[str, Any], path: str) -> Any:
    at: Any = said
    for name in path.split("."):
        at = at.get(name) if isinstance(at, Mapping) else None
        at = at[0] if isinstance(at, list) and at else at
    return at


def _instance(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
    """The boot disk stands in the machine and is a disk of its own, which tells its image."""
    boot = (said.get("boot_disk") or [{}])[0]
    attached = data["disks"][0]
    elsewhere = "/" in str(boot.get("source"))
    if elsewhere:
        attached["source"] = boot["source"]
    key = boot.get("kms_key_self_link")
    encryption = None
    if key:
        encryption = {"kmsKeyName": f"{key}/cryptoKeyVersions/1"}
    elif boot.get("disk_encryption_key_raw"):
        encryption = {"sha256": "c2hh"}
    if encryption:
        attached["diskEncryptionKey"] = encryption
    for interface, declared in zip(
        data["networkInterfaces"], said.get("network_interface") or (), strict=False
    ):
        if declared.get("subnetwork") and not declared.get("network"):
            interface["network"] = f"{LINKS}global/networks/main"
    if script := said.get("metadata_startup_script"):
        items = data["metadata"].setdefault("items", [])
        items.append({"key": "startup-script", "value": script})
    if elsewhere:
        return []
    zone = said["zone"]
    disk = _filled(
        copy.deepcopy(bare()["google_compute_disk"]["data"]), {"zone": zone, "name": said["name"]}
    )
    image = _first(boot, "initialize_params.image") or "debian-cloud/debian-12"
    owner, _, family = image.rpartition("/")
    disk["sourceImage"] = (
        f"https://www.googleapis.com/compute/v1/projects/{owner or PROJECT}/global/images/"
        f"{family}-v20260101"
    )
    disk["users"] = [data["selfLink"]]
    if encryption:
        disk["diskEncryptionKey"] = encryption
    return [
        {
            "name": disk["selfLink"].replace("https://www.googleapis.com/compute/v1", COMPUTE),
            "assetType": "compute.googleapis.com/Disk",
            "resource": {"version": "v1", "data": disk},
            "ancestors": [f"projects/{NUMBER}"],
        }
    ]


def _logged(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
    """The block's presence is a switch of its own."""
    if said.get("log_config"):
        data["logConfig"]["enable"] = True
    return []


def _disk(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
    key = data.get("diskEncryptionKey")
    if key is not None:
        # A key of Cloud KMS with the version that it picked; of any other key its hash.
        name = key.get("kmsKeyName")
        data["diskEncryptionKey"] = (
            {"kmsKeyName": f"{name}/cryptoKeyVersions/1"} if name else {"sha256": "c2hh"}
        )
    return []


def _cluster(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
    """What stands in two places, and what Autopilot decides."""
    if said.get("networking_mode") == "ROUTES":
        data["ipAllocationPolicy"] = {"useRoutes": True, "stackType": "IPV4"}
    if said.get("remove_default_node_pool"):
        data.pop("nodePools")
        data.pop("nodeConfig")
    elif said.get("node_pool"):
        data["nodeConfig"] = copy.deepcopy(data["nodePools"][0]["config"])
    else:
        data["nodePools"][0]["config"] = copy.deepcopy(data["nodeConfig"])
    if said.get("master_authorized_networks_config"):
        data["masterAuthorizedNetworksConfig"]["enabled"] = True
    if said.get("subnetwork") and not said.get("network"):
        data["network"] = "main"
    if said.get("enable_autopilot"):
        data["releaseChannel"] = {"channel": "REGULAR", **data.get("releaseChannel", {})}
        data.setdefault("workloadIdentityConfig", {"workloadPool": f"{PROJECT}.svc.id.goog"})
        data["networkConfig"]["datapathProvider"] = "ADVANCED_DATAPATH"
        data["networkConfig"]["enableIntraNodeVisibility"] = True
        data["autoscaling"]["enableNodeAutoprovisioning"] = True
        data["verticalPodAutoscaling"] = {"enabled": True}
    return []


def _bucket(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
    for rule, declared in zip(
        data.get("lifecycle", {}).get("rule", ()), said.get("lifecycle_rule") or (), strict=True
    ):
        state = _first(declared, "condition.with_state")
        if state in ("LIVE", "ARCHIVED"):
            rule["condition"]["isLive"] = state == "LIVE"
    return []


def _secret(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
    """A time to live is answered as the time that it makes."""
    if said.get("ttl"):
        data["expireTime"] = "2026-01-13T08:30:00Z"
    return []


def _function(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
    if said.get("trigger_http"):
        address = f"https://{said['region']}-{PROJECT}.cloudfunctions.net/{said['name']}"
        trigger = data.setdefault("httpsTrigger", {})
        trigger.update({"url": address, "securityLevel": "SECURE_OPTIONAL", **trigger})
    return []


def _crypto_key(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
    data["name"] = f"{said['key_ring']}/cryptoKeys/{said['name']}"
    if data["purpose"] != "ENCRYPT_DECRYPT":
        data.pop("primary")
    return []


def _named(parent: str) -> Callable[[dict[str, Any], Mapping[str, Any]], list[Any]]:
    """The full name that the service answers with, where code gives the short one."""

    def hook(data: dict[str, Any], said: Mapping[str, Any]) -> list[Any]:
        if "/" not in data["name"]:
            data["name"] = _filled(parent, said)
        return []

    return hook


_HOOKS: dict[str, Callable[[dict[str, Any], Mapping[str, Any]], list[Any]]] = {
    "google_cloudfunctions2_function": _named(
        "projects/demo/locations/{location}/functions/{name}"
    ),
    "google_cloudfunctions_function": lambda data, said: [
        *_named("projects/demo/locations/{region}/functions/{name}")(data, said),
        *_function(data, said),
    ],
    "google_compute_disk": _disk,
    "google_compute_firewall": _logged,
    "google_compute_subnetwork": _logged,
    "google_compute_instance": _instance,
    "google_container_cluster": _cluster,
    "google_kms_crypto_key": _crypto_key,
    "google_pubsub_subscription": _named("projects/demo/subscriptions/{name}"),
    "google_pubsub_topic": _named("projects/demo/topics/{name}"),
    "google_redis_instance": _named("projects/demo/locations/{region}/instances/{name}"),
    "google_secret_manager_secret": _secret,
    "google_storage_bucket": _bucket,
}


def _knative(data: dict[str, Any], said: Mapping[str, Any]) -> None:
    """Cloud Run's first form, which the inventory has: half of it in annotations."""
    notes = data["metadata"]["annotations"]
    spec = data["spec"]["template"]["spec"]
    ingress = {
        "INGRESS_TRAFFIC_ALL": "all",
        "INGRESS_TRAFFIC_INTERNAL_ONLY": "internal",
        "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER": "internal-and-cloud-load-balancing",
    }
    left = {name: one for name, one in said.items() if one not in (None, [])}
    for name in ("name", "location", "project"):
        left.pop(name, None)
    if one := left.pop("ingress", None):
        notes["run.googleapis.com/ingress"] = ingress[one]
    if left.pop("invoker_iam_disabled", None):
        notes["run.googleapis.com/invoker-iam-disabled"] = "true"
    if blocks := left.pop("binary_authorization", None):
        block = {name: one for name, one in blocks[0].items() if one not in (None, False)}
        policy = block.pop("policy", None)
        if block.pop("use_default", None):
            policy = "default"
        if policy:
            notes["run.googleapis.com/binary-authorization"] = policy
        if reason := block.pop("breakglass_justification", None):
            notes["run.googleapis.com/binary-authorization-breakglass"] = reason
        _nothing_left("binary_authorization", block)
    for template in left.pop("template", ()):
        block = {name: one for name, one in template.items() if one not in (None, [])}
        if account := block.pop("service_account", None):
            spec["serviceAccountName"] = account
        if containers := block.pop("containers", None):
            spec["containers"] = [_merged(spec["containers"][0], _container(c)) for c in containers]
        _nothing_left("template", block)
    _nothing_left("service", left)


def _container(said: Mapping[str, Any]) -> dict[str, Any]:
    block = {name: one for name, one in said.items() if one not in (None, [])}
    found: dict[str, Any] = {"image": block.pop("image")}
    variables = []
    for one in block.pop("env", ()):
        variable = {"name": one["name"]}
        if one.get("value"):
            variable["value"] = one["value"]
        if one.get("value_source"):
            reference = one["value_source"][0]["secret_key_ref"][0]
            named = {"name": reference["secret"], "key": reference.get("version") or "latest"}
            variable["valueFrom"] = {"secretKeyRef": named}
        variables.append(variable)
    if variables:
        found["env"] = variables
    _nothing_left("containers", block)
    return found


def _nothing_left(where: str, block: Mapping[str, Any]) -> None:
    if block:
        raise UnheardOfError(f"google_cloud_run_v2_service {where}: {sorted(block)}")


def _policy(resource: Resource) -> dict[str, Any]:
    """The policy of what an IAM resource is about, with nothing in it but its own grants."""
    family, _, kind = resource.type.rpartition("_")
    argument, asset_type, name = GRANTED_ON[family]
    said = resource.attributes
    where = str(said[argument]).removeprefix("b/")
    if kind == "policy":
        found = json.loads(str(said["policy_data"]))
    else:
        members: Sequence[Any] = [said["member"]] if kind == "member" else said["members"]  # type: ignore[assignment]
        grant: dict[str, Any] = {"role": said["role"], "members": list(members)}
        for one in said.get("condition") or ():  # type: ignore[union-attr]
            grant["condition"] = {key: text for key, text in one.items() if text}  # type: ignore[union-attr]
        found = {"bindings": [grant]}
    return {
        "name": name.format(where),
        "assetType": asset_type,
        "iamPolicy": {"version": 3, "etag": "BwY=", **found},
        "ancestors": [f"projects/{NUMBER}"],
    }


assert set(TYPES.values()) <= set(SCHEMAS)
