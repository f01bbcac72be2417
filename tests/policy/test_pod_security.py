"""The policies of the Pod Security Standards say of a pod what the standards say of it.

Expected values: the tables of https://kubernetes.io/docs/concepts/security/pod-security-standards/.
"""

from __future__ import annotations

from typing import Any

import pytest

from scanner.compliance import comply
from scanner.engine import evaluate
from scanner.model import Location, Origin, Resource
from scanner.policy import load_policy
from scanner.rulebook import load_rules

RULES = load_rules()
RESTRICTED: dict[str, Any] = {
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "runAsNonRoot": True,
    "seccompProfile": {"type": "RuntimeDefault"},
}


class Source:
    def locate(self, path: object) -> Location:
        return Location("pod.yaml")


def pod(container: dict[str, Any] | None = None, **spec: Any) -> Resource:
    """A pod that is restricted but for what is given; `context` is its container's."""
    given = dict(container or {})
    context = {**RESTRICTED, **given.pop("context", {})}
    web = {"name": "web", "image": "web:1.0", "securityContext": context, **given}
    annotations = spec.pop("annotations", {})
    attributes = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": "web", "annotations": annotations},
        "spec": {"containers": [web], **spec},
    }
    return Resource("Pod", "Pod/-/web", attributes, Origin.CODE, Source(), ".")


def failed(policy: str, resource: Resource) -> set[str]:
    """The controls that the pod fails, of the policy and of what it extends."""
    chosen = load_policy(policy, RULES)
    evaluation = evaluate([resource], chosen.rules, chosen.parameters)
    assert evaluation.diagnostics == ()
    reports = comply(chosen.frameworks, evaluation.findings)
    return {
        result.control.id
        for report in reports
        for result in report.results
        if result.status == "fail"
    }


def test_a_restricted_pod_fails_nothing() -> None:
    assert failed("pod-security-restricted", pod()) == set()


@pytest.mark.parametrize(
    ("control", "resource"),
    [
        ("Host Namespaces", pod(hostNetwork=True)),
        ("Host Namespaces", pod(hostPID=True)),
        ("Host Namespaces", pod(hostIPC=True)),
        ("Privileged Containers", pod({"context": {"privileged": True}})),
        ("Capabilities", pod({"context": {"capabilities": {"drop": ["ALL"], "add": ["BPF"]}}})),
        ("HostPath Volumes", pod(volumes=[{"name": "a", "hostPath": {"path": "/srv"}}])),
        ("Host Ports", pod({"ports": [{"containerPort": 80, "hostPort": 80}]})),
        (
            "Host Probes / Lifecycle Hooks",
            pod({"livenessProbe": {"httpGet": {"host": "10.0.0.1", "port": 80}}}),
        ),
        ("AppArmor", pod({"context": {"appArmorProfile": {"type": "Unconfined"}}})),
        (
            "AppArmor",
            pod(annotations={"container.apparmor.security.beta.kubernetes.io/web": "unconfined"}),
        ),
        ("SELinux", pod(securityContext={"seLinuxOptions": {"type": "spc_t"}})),
        ("SELinux", pod(securityContext={"seLinuxOptions": {"user": "system_u"}})),
        ("/proc Mount Type", pod({"context": {"procMount": "Unmasked"}})),
        ("Seccomp", pod({"context": {"seccompProfile": {"type": "Unconfined"}}})),
        ("Sysctls", pod(securityContext={"sysctls": [{"name": "kernel.msgmax", "value": "1"}]})),
    ],
)
def test_each_control_of_the_baseline_profile(control: str, resource: Resource) -> None:
    assert failed("pod-security-baseline", resource) == {control}


@pytest.mark.parametrize("spec", [{}, {"hostNetwork": True}])
def test_a_host_process_pod_shares_the_hosts_network(spec: dict[str, Any]) -> None:
    # Kubernetes refuses one that does not: the rule on HostProcess speaks for both controls.
    resource = pod({"context": {"windowsOptions": {"hostProcess": True}}}, **spec)
    assert failed("pod-security-baseline", resource) == {"HostProcess", "Host Namespaces"}


@pytest.mark.parametrize(
    ("control", "resource"),
    [
        ("Volume Types", pod(volumes=[{"name": "a", "nfs": {"server": "a", "path": "/"}}])),
        ("Privilege Escalation", pod({"context": {"allowPrivilegeEscalation": None}})),
        ("Privilege Escalation", pod({"context": {"allowPrivilegeEscalation": True}})),
        ("Running as Non-root", pod({"context": {"runAsNonRoot": None}})),
        ("Running as Non-root", pod({"context": {"runAsNonRoot": None, "runAsUser": 1000}})),
        ("Running as Non-root user", pod({"context": {"runAsUser": 0}})),
        ("Running as Non-root user", pod(securityContext={"runAsUser": 0})),
        ("Seccomp", pod({"context": {"seccompProfile": None}})),
        ("Capabilities", pod({"context": {"capabilities": None}})),
        ("Capabilities", pod({"context": {"capabilities": {"drop": ["NET_RAW"]}}})),
        ("Capabilities", pod({"context": {"capabilities": {"drop": ["ALL"], "add": ["CHOWN"]}}})),
    ],
)
def test_each_control_of_the_restricted_profile(control: str, resource: Resource) -> None:
    assert failed("pod-security-restricted", resource) == {control}
    assert failed("pod-security-baseline", resource) == set()


@pytest.mark.parametrize(
    "resource",
    [
        pod({"context": {"capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}}),
        pod({"context": {"seccompProfile": {"type": "Localhost", "localhostProfile": "a.json"}}}),
        pod({"context": {"seccompProfile": None}}, securityContext=RESTRICTED),
        pod({"context": {"runAsNonRoot": None}}, securityContext={"runAsNonRoot": True}),
        pod({"ports": [{"containerPort": 80, "hostPort": 0}]}),
        pod(securityContext={"seLinuxOptions": {"type": "container_t", "level": "s0:c1"}}),
        pod(securityContext={"sysctls": [{"name": "net.ipv4.tcp_syncookies", "value": "1"}]}),
        pod(volumes=[{"name": "a", "projected": {}}, {"name": "b", "csi": {"driver": "a"}}]),
        pod(
            {"context": {"allowPrivilegeEscalation": None, "seccompProfile": None}},
            os={"name": "windows"},
        ),
        pod({"context": {"capabilities": None}}, os={"name": "windows"}),
    ],
)
def test_what_the_restricted_profile_allows(resource: Resource) -> None:
    assert failed("pod-security-restricted", resource) == set()
