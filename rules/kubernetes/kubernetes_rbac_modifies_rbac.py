"""Who writes roles and bindings everywhere decides on the rights of everyone else.

Kubernetes lets nobody grant more than they have, but a holder can pass its own rights on to
accounts that nobody watches, and delete what limits others. Grant it by a Role, in the namespaces
that are to be managed.
"""

from scanner import MEDIUM, rule
from scanner.shapes import granted

KINDS = ("roles", "clusterroles", "rolebindings", "clusterrolebindings")


@rule(
    on="ClusterRole",
    severity=MEDIUM,
    fix="Grant the right by a Role in the namespaces that are managed.",
    related_ids=("KSV-0050",),
    cwe=269,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: onboarding}
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterrolebindings]  # here
    verbs: [create]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: auditor}
rules:
  - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterrolebindings], verbs: [list]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: onboarding, namespace: shop}
rules:
  - {apiGroups: [rbac.authorization.k8s.io], resources: [rolebindings], verbs: [create]}
""",
    ),
)
def check(role):
    verbs = ("create", "update", "patch", "delete")
    for item in granted(role, "rbac.authorization.k8s.io", KINDS, verbs):
        yield item.fail(message=f"the role writes {item.value} anywhere")
