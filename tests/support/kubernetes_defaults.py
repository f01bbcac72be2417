"""What an API server makes of an object that it is given: defaults, spellings, admission.

*Constructed* after kubernetes.io, "Kubernetes API" (the default that each field's description
names, release 1.33) and "Admission Controllers" (those that are on by default: ServiceAccount,
DefaultTolerationSeconds, Priority, DefaultStorageClass). Only what the objects of our examples use.
"""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable, Mapping
from typing import Any

Item = dict[str, Any]
# Zero is the same as nothing in these, and is left out of what the server gives.
_OMITTED = frozenset(
    {"hostNetwork", "hostPID", "hostIPC", "readOnly", "stdin", "stdinOnce", "tty", "paused",
     "hostPort", "publishNotReadyAddresses", "value", "subPath", "loadBalancerIP"}
)  # fmt: skip
# An empty object that chooses something, or that selects everything.
_KEPT = frozenset(
    {"emptyDir", "podSelector", "namespaceSelector", "objectSelector", "securityContext",
     "resources", "selector", "labelSelector", "spec", "status", "preemption"}
)  # fmt: skip


def stored(item: Mapping[str, Any]) -> Item:
    """The object as a server gives it back."""
    found = _tidy(copy.deepcopy(dict(item)))
    found.setdefault("metadata", {})
    spec = found.get("spec")
    fill = _KINDS.get(found["kind"])
    if fill is not None:
        fill(found, spec if isinstance(spec, dict) else {})
    return found


def _tidy(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        kept = {key: _tidy(inner, key) for key, inner in value.items() if inner is not None}
        return {
            key: inner
            for key, inner in kept.items()
            if not (inner in (False, 0, "") and key in _OMITTED)
            and not (isinstance(inner, (dict, list)) and not inner and key not in _KEPT
                     and not (isinstance(inner, dict) and name in ("ingress", "egress")))
        }  # fmt: skip
    if isinstance(value, list):
        return [_tidy(inner, name) for inner in value]
    return value


# ---- pods ------------------------------------------------------------------------------------


def _pod_spec(spec: Item, *, restart: bool = True) -> None:
    spec.setdefault("dnsPolicy", "ClusterFirst")
    if restart:
        spec.setdefault("restartPolicy", "Always")
    spec.setdefault("schedulerName", "default-scheduler")
    spec.setdefault("securityContext", {})
    spec.setdefault("terminationGracePeriodSeconds", 30)
    for one in (*spec.get("initContainers", ()), *spec.get("containers", ())):
        _container(one)
    for volume in spec.get("volumes", ()):
        _volume(volume)
    # The old name is an alias: the server fills in whichever is missing.
    for name, other in (
        ("serviceAccountName", "serviceAccount"),
        ("serviceAccount", "serviceAccountName"),
    ):
        if other in spec:
            spec.setdefault(name, spec[other])


def _container(one: Item) -> None:
    image = one.get("image", "")
    tag = image.rpartition("/")[2].partition(":")[2]
    latest = "@" not in image and tag in ("", "latest")
    one.setdefault("imagePullPolicy", "Always" if latest else "IfNotPresent")
    one.setdefault("resources", {})
    one.setdefault("terminationMessagePath", "/dev/termination-log")
    one.setdefault("terminationMessagePolicy", "File")
    for port in one.get("ports", ()):
        port.setdefault("protocol", "TCP")
    for name in ("livenessProbe", "readinessProbe", "startupProbe"):
        if name in one:
            _probe(one[name])
    for handler in (one.get("lifecycle") or {}).values():
        _handler(handler)
    for variable in one.get("env", ()):
        field = (variable.get("valueFrom") or {}).get("fieldRef")
        if field:
            field.setdefault("apiVersion", "v1")


def _probe(probe: Item) -> None:
    for name, value in (("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1),
                        ("failureThreshold", 3)):  # fmt: skip
        probe.setdefault(name, value)
    _handler(probe)


def _handler(handler: Item) -> None:
    if "httpGet" in handler:
        handler["httpGet"].setdefault("path", "/")
        handler["httpGet"].setdefault("scheme", "HTTP")
    if "grpc" in handler:
        handler["grpc"].setdefault("service", "")


def _volume(volume: Item) -> None:
    for name in ("configMap", "secret", "downwardAPI", "projected"):
        if name in volume:
            volume[name].setdefault("defaultMode", 420)
    if "hostPath" in volume:
        volume["hostPath"].setdefault("type", "")
    for source in (volume.get("projected") or {}).get("sources", ()):
        if "serviceAccountToken" in source:
            source["serviceAccountToken"].setdefault("expirationSeconds", 3600)


def _pod(item: Item, spec: Item) -> None:
    _pod_spec(spec)
    spec.setdefault("enableServiceLinks", True)
    spec.setdefault("serviceAccountName", "default")
    spec["serviceAccount"] = spec["serviceAccountName"]
    spec.setdefault("priority", 0)
    spec.setdefault("preemptionPolicy", "PreemptLowerPriority")
    spec.setdefault("nodeName", "node-1")
    every = [*spec.get("initContainers", ()), *spec.get("containers", ())]
    for one in every:
        limits = one["resources"].get("limits") or {}
        if limits:
            requests = one["resources"].setdefault("requests", {})
            for name, value in limits.items():
                requests.setdefault(name, value)
        for port in one.get("ports", ()):
            if spec.get("hostNetwork"):
                port.setdefault("hostPort", port["containerPort"])
    tolerations = spec.setdefault("tolerations", [])
    for reason in ("not-ready", "unreachable"):
        key = f"node.kubernetes.io/{reason}"
        if not any(one.get("key") in (None, key) for one in tolerations):
            seconds = {"tolerationSeconds": 300}
            tolerations.append({"key": key, "operator": "Exists", "effect": "NoExecute", **seconds})
    if spec.get("automountServiceAccountToken") is not False:
        name = "kube-api-access-x7k2p"
        path = "/var/run/secrets/kubernetes.io/serviceaccount"
        for one in every:
            mounts = one.setdefault("volumeMounts", [])
            if not any(mount.get("mountPath") == path for mount in mounts):
                mounts.append({"name": name, "mountPath": path, "readOnly": True})
        ca = {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}
        field = {"apiVersion": "v1", "fieldPath": "metadata.namespace"}
        sources = [
            {"serviceAccountToken": {"expirationSeconds": 3607, "path": "token"}},
            {"configMap": ca},
            {"downwardAPI": {"items": [{"path": "namespace", "fieldRef": field}]}},
        ]
        projected = {"defaultMode": 420, "sources": sources}
        spec.setdefault("volumes", []).append({"name": name, "projected": projected})
    item["status"] = {"phase": "Running", "qosClass": "BestEffort"}


def _template(spec: Item, *, restart: bool = True) -> None:
    template = spec.get("template")
    if isinstance(template, dict):
        template.setdefault("metadata", {}).setdefault("creationTimestamp", None)
        _pod_spec(template.setdefault("spec", {}), restart=restart)


# ---- workloads -------------------------------------------------------------------------------


def _deployment(item: Item, spec: Item) -> None:
    spec.setdefault("replicas", 1)
    spec.setdefault("revisionHistoryLimit", 10)
    spec.setdefault("progressDeadlineSeconds", 600)
    strategy = spec.setdefault("strategy", {})
    strategy.setdefault("type", "RollingUpdate")
    if strategy["type"] == "RollingUpdate":
        rolling = strategy.setdefault("rollingUpdate", {})
        rolling.setdefault("maxSurge", "25%")
        rolling.setdefault("maxUnavailable", "25%")
    _template(spec)


def _stateful_set(item: Item, spec: Item) -> None:
    spec.setdefault("replicas", 1)
    spec.setdefault("revisionHistoryLimit", 10)
    spec.setdefault("podManagementPolicy", "OrderedReady")
    strategy = spec.setdefault("updateStrategy", {"type": "RollingUpdate"})
    if strategy.setdefault("type", "RollingUpdate") == "RollingUpdate":
        strategy.setdefault("rollingUpdate", {}).setdefault("partition", 0)
    keep = {"whenDeleted": "Retain", "whenScaled": "Retain"}
    spec.setdefault("persistentVolumeClaimRetentionPolicy", keep)
    for claim in spec.get("volumeClaimTemplates", ()):
        claim.update(apiVersion="v1", kind="PersistentVolumeClaim", status={"phase": "Pending"})
        claim.setdefault("metadata", {}).setdefault("creationTimestamp", None)
        claim.setdefault("spec", {}).setdefault("volumeMode", "Filesystem")
    _template(spec)


def _daemon_set(item: Item, spec: Item) -> None:
    spec.setdefault("revisionHistoryLimit", 10)
    strategy = spec.setdefault("updateStrategy", {})
    if strategy.setdefault("type", "RollingUpdate") == "RollingUpdate":
        rolling = strategy.setdefault("rollingUpdate", {})
        rolling.setdefault("maxSurge", 0)
        rolling.setdefault("maxUnavailable", 1)
    _template(spec)


def _replicas(item: Item, spec: Item) -> None:
    spec.setdefault("replicas", 1)
    _template(spec)


def _job_spec(spec: Item) -> None:
    for name, value in (("backoffLimit", 6), ("completionMode", "NonIndexed"), ("suspend", False),
                        ("completions", 1), ("parallelism", 1),
                        ("podReplacementPolicy", "TerminatingOrFailed")):  # fmt: skip
        spec.setdefault(name, value)
    _template(spec, restart=False)


def _job(item: Item, spec: Item) -> None:
    _job_spec(spec)
    labels = {"batch.kubernetes.io/controller-uid": "0c1", "controller-uid": "0c1"}
    spec.setdefault("selector", {"matchLabels": {"batch.kubernetes.io/controller-uid": "0c1"}})
    template = spec.get("template")
    if isinstance(template, dict):
        name = item["metadata"].get("name", "")
        labels |= {"batch.kubernetes.io/job-name": name, "job-name": name}
        template["metadata"]["labels"] = {**(template["metadata"].get("labels") or {}), **labels}


def _cron_job(item: Item, spec: Item) -> None:
    for name, value in (("concurrencyPolicy", "Allow"), ("failedJobsHistoryLimit", 1),
                        ("successfulJobsHistoryLimit", 3), ("suspend", False)):  # fmt: skip
        spec.setdefault(name, value)
    template = spec.get("jobTemplate")
    if isinstance(template, dict):
        template.setdefault("metadata", {}).setdefault("creationTimestamp", None)
        # A CronJob's Jobs get these defaults when they are made.
        _template(template.get("spec") or {}, restart=False)


# ---- the rest --------------------------------------------------------------------------------


def _service(item: Item, spec: Item) -> None:
    kind = spec.setdefault("type", "ClusterIP")
    spec.setdefault("sessionAffinity", "None")
    for port in spec.get("ports", ()):
        port.setdefault("protocol", "TCP")
        port.setdefault("targetPort", port.get("port"))
        if kind in ("NodePort", "LoadBalancer"):
            port.setdefault("nodePort", 31000 + int(port.get("port", 0)) % 700)
    if kind == "ExternalName":
        return
    spec.setdefault("clusterIP", "10.96.0.7")
    spec.setdefault("clusterIPs", [spec["clusterIP"]])
    spec.setdefault("ipFamilies", ["IPv4"])
    spec.setdefault("ipFamilyPolicy", "SingleStack")
    spec.setdefault("internalTrafficPolicy", "Cluster")
    if kind in ("NodePort", "LoadBalancer") or spec.get("externalIPs"):
        spec.setdefault("externalTrafficPolicy", "Cluster")
    if kind == "LoadBalancer":
        spec.setdefault("allocateLoadBalancerNodePorts", True)
    item["status"] = {"loadBalancer": {}}


def _network_policy(item: Item, spec: Item) -> None:
    spec.setdefault("podSelector", {})
    types = ["Ingress", *(["Egress"] if spec.get("egress") else [])]
    spec.setdefault("policyTypes", types)
    for rule in (*(spec.get("ingress") or ()), *(spec.get("egress") or ())):
        for port in (rule or {}).get("ports", ()):
            port.setdefault("protocol", "TCP")


def _autoscaler(item: Item, spec: Item) -> None:
    spec.setdefault("minReplicas", 1)
    if item["apiVersion"].endswith("/v2") and not spec.get("metrics"):
        target = {"type": "Utilization", "averageUtilization": 80}
        spec["metrics"] = [{"type": "Resource", "resource": {"name": "cpu", "target": target}}]


_RBAC = "rbac.authorization.k8s.io"


def _binding(item: Item, spec: Item) -> None:
    item.setdefault("roleRef", {}).setdefault("apiGroup", _RBAC)
    for subject in item.get("subjects", ()):
        if subject.get("kind") in ("User", "Group"):
            subject.setdefault("apiGroup", _RBAC)


def _storage_class(item: Item, spec: Item) -> None:
    item.setdefault("reclaimPolicy", "Delete")
    item.setdefault("volumeBindingMode", "Immediate")


def _claim(item: Item, spec: Item) -> None:
    spec.setdefault("volumeMode", "Filesystem")
    spec.setdefault("storageClassName", "standard")
    item["status"] = {"phase": "Pending"}


def _volume_object(item: Item, spec: Item) -> None:
    spec.setdefault("persistentVolumeReclaimPolicy", "Retain")
    spec.setdefault("volumeMode", "Filesystem")
    _volume(spec)


def _webhooks(item: Item, spec: Item) -> None:
    mutating = item["kind"].startswith("Mutating")
    for hook in item.get("webhooks", ()):
        for name, value in (("failurePolicy", "Fail"), ("matchPolicy", "Equivalent"),
                            ("timeoutSeconds", 10), ("namespaceSelector", {}),
                            ("objectSelector", {})):  # fmt: skip
            hook.setdefault(name, value)
        if mutating:
            hook.setdefault("reinvocationPolicy", "Never")
        for rule in hook.get("rules", ()):
            rule.setdefault("scope", "*")
        service = (hook.get("clientConfig") or {}).get("service")
        if service:
            service.setdefault("port", 443)


def _namespace(item: Item, spec: Item) -> None:
    labels = item["metadata"].setdefault("labels", {})
    labels["kubernetes.io/metadata.name"] = item["metadata"].get("name", "")
    item["spec"] = {"finalizers": ["kubernetes"]}
    item["status"] = {"phase": "Active"}


def _limit_range(item: Item, spec: Item) -> None:
    for limit in spec.get("limits", ()):
        if limit.get("type") != "Container":
            continue
        for name, value in (limit.get("max") or {}).items():
            limit.setdefault("default", {}).setdefault(name, value)
        for name, value in (limit.get("default") or {}).items():
            limit.setdefault("defaultRequest", {}).setdefault(name, value)


def _secret(item: Item, spec: Item) -> None:
    item.setdefault("type", "Opaque")
    for name, value in item.pop("stringData", {}).items():
        item.setdefault("data", {})[name] = base64.b64encode(str(value).encode()).decode()


_KINDS: Mapping[str, Callable[[Item, Item], None]] = {
    "Pod": _pod,
    "Deployment": _deployment,
    "StatefulSet": _stateful_set,
    "DaemonSet": _daemon_set,
    "ReplicaSet": _replicas,
    "ReplicationController": _replicas,
    "Job": _job,
    "CronJob": _cron_job,
    "Service": _service,
    "NetworkPolicy": _network_policy,
    "HorizontalPodAutoscaler": _autoscaler,
    "RoleBinding": _binding,
    "ClusterRoleBinding": _binding,
    "StorageClass": _storage_class,
    "PersistentVolumeClaim": _claim,
    "PersistentVolume": _volume_object,
    "ValidatingWebhookConfiguration": _webhooks,
    "MutatingWebhookConfiguration": _webhooks,
    "Namespace": _namespace,
    "LimitRange": _limit_range,
    "Secret": _secret,
}
