"""Who controls admission webhooks reads and rewrites every object that the cluster admits.

A mutating webhook sees each secret as it is written and may put a container into each pod; a
deleted one switches a policy off.
"""

from scanner import HIGH, rule
from scanner.shapes import granted

KINDS = ("mutatingwebhookconfigurations", "validatingwebhookconfigurations")


@rule(
    on="ClusterRole",
    severity=HIGH,
    fix="Name the webhook's own configuration in resourceNames.",
    related_ids=("CKV_K8S_155", "KSV-0114"),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: injector}
rules:
  - apiGroups: [admissionregistration.k8s.io]
    resources:
      - mutatingwebhookconfigurations  # here
    verbs: [get, patch]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: injector}
rules:
  - apiGroups: [admissionregistration.k8s.io]
    resources:
      - validatingwebhookconfigurations  # here
    verbs: [delete]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: injector}
rules:
  - apiGroups: [admissionregistration.k8s.io]
    resources: [mutatingwebhookconfigurations]
    resourceNames: [injector]
    verbs: [patch]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: injector}
rules:
  - apiGroups: [admissionregistration.k8s.io]
    resources: [mutatingwebhookconfigurations]
    verbs: [get, list, watch]
""",
    ),
)
def check(role):
    verbs = ("create", "update", "patch", "delete")
    for item in granted(role, "admissionregistration.k8s.io", KINDS, verbs):
        yield item.fail(message=f"the role changes any of the {item.value}")
