"""Kubernetes workloads: the pod and its containers, wherever a kind keeps them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scanner.model import Value
from scanner.shapes.values import quantity
from scanner.views import View

SERVING: Final = (
    "Pod",
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "ReplicaSet",
    "ReplicationController",
    "Rollout.argoproj.io",
    "DeploymentConfig.apps.openshift.io",
)
"""Kinds whose containers are meant to run for good; also the custom ones that stand in for a
Deployment with a pod template of the same form."""

WORKLOADS: Final = (*SERVING, "Job", "CronJob")
"""Kinds that run containers."""

CONTAINED: Final = (*WORKLOADS, "compose_service")
"""Whatever runs containers: also the services of Docker Compose, which are spelt as the spec of a
pod with one container, and have no probe but `livenessProbe`, no service account and no kubelet."""

_POD: Final = {"Pod": "", "compose_service": "", "CronJob": "spec.jobTemplate.spec.template"}


def pod_template(kind: str) -> str:
    """Where a kind describes its pod; empty when it is one itself. Of custom kinds it is below
    spec.template."""
    return _POD.get(kind, "spec.template")


def pod_spec(workload: View) -> View:
    """The pod's spec, wherever the workload keeps it; an empty view when it has none."""
    template = pod_template(workload.type)
    return workload.sub(f"{template}.spec" if template else "spec")


def is_windows(workload: View) -> bool:
    """Whether the pods run on Windows nodes, where most of a security context means nothing."""
    pod = pod_spec(workload)
    selected = pod.get(("nodeSelector", "kubernetes.io/os"), default="")
    return bool(pod.get("os.name", default=selected) == "windows")


def is_host_process(workload: View) -> bool:
    """Whether the pods are Windows HostProcess pods, which Kubernetes wants on the host's
    network."""
    path = "securityContext.windowsOptions.hostProcess"
    places = (pod_spec(workload), *containers(workload))
    return any(place.get(path, default=False) for place in places)


def pod_labels(workload: View) -> View:
    """The labels that the workload's pods carry: ``labels.get((name,))``."""
    template = pod_template(workload.type)
    return workload.sub(f"{template}.metadata.labels" if template else "metadata.labels")


def replicas(workload: View) -> Value:
    """How many pods a workload has, as a number to compare; one unless it says otherwise."""
    return quantity(workload.get("spec.replicas", default=1), default=1)


def pod_annotations(workload: View) -> View:
    """The annotations that the workload's pods carry: ``annotations.entries()``."""
    template = pod_template(workload.type)
    return workload.sub(f"{template}.metadata.annotations" if template else "metadata.annotations")


def namespace_gives(workload: View, kind: str, resource: str) -> bool:
    """Whether a LimitRange beside the workload gives its containers a default.

    kind: ``limits`` or ``requests``; a default limit is the default request too where no other is
    given. resource: ``memory``. Source: kubernetes.io, "Limit Ranges".
    """
    namespace = workload.get("metadata.namespace", default="default")
    names = ("default",) if kind == "limits" else ("defaultRequest", "default")
    return any(
        limit.is_set(f"{name}.{resource}")
        for limits in workload.beside("LimitRange")
        if limits.get("metadata.namespace", default="default") == namespace
        for limit in limits.each("spec.limits")
        if limit.get("type", default="") == "Container"
        for name in names
    )


def names_user(pod: View, container: View) -> bool:
    """Whether a container has a runAsUser, its own or its pod's; else its image decides."""
    return any(place.is_set("securityContext.runAsUser") for place in (container, pod))


def service_account(pod: View) -> Value:
    """The name of the service account that a pod runs as."""
    return pod.get("serviceAccountName", default=pod.get("serviceAccount", default="default"))


def mounts_token(workload: View) -> bool:
    """Whether the pod carries a token for the API server: by its own word, or its account's."""
    pod, mounted = pod_spec(workload), "automountServiceAccountToken"
    account = service_account(pod)
    namespace = workload.get("metadata.namespace", default="default")
    by_account = all(
        found.get(mounted, default=True)
        for found in workload.beside("ServiceAccount")
        if found.get("metadata.name", default="") == account
        and found.get("metadata.namespace", default="default") == namespace
    )
    return bool(pod.get(mounted, default=by_account))


def containers(workload: View, serving: bool = False) -> Iterator[View]:
    """Every container: ordinary, init (sidecars among them) and ephemeral.

    serving: only those that run as long as the pod does, and none of a pod that is to end: the
    ordinary ones, and init containers with ``restartPolicy: Always``, which are sidecars.
    """
    pod = pod_spec(workload)
    if serving and pod.get("restartPolicy", default="Always") != "Always":
        return
    yield from pod.each("containers")
    for container in pod.each("initContainers"):
        if not serving or container.get("restartPolicy") == "Always":
            yield container
    if not serving:
        yield from pod.each("ephemeralContainers")
