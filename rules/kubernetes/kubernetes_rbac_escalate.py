"""escalate and bind let their holder grant rights that it does not have itself.

Kubernetes refuses to write a role or binding with more rights than the writer's own; these two
verbs lift that check, so the holder can become cluster-admin. bind with resourceNames, for roles
that may be handed on, is the right way and is not reported.
"""

from scanner import HIGH, rule
from scanner.shapes import granted


@rule(
    on=("ClusterRole", "Role"),
    severity=HIGH,
    fix="Remove escalate; limit bind to the roles it is for by resourceNames.",
    related_ids=("CKV_K8S_157", "CKV_K8S_158", "CKV2_K8S_1", "KSV-0050"),
    cwe=269,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]  # here
    verbs: [get, escalate]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: operator, namespace: shop}
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [roles]  # here
    verbs: [bind]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - {apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [get, list]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: operator}
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    resourceNames: [view]
    verbs: [bind]
""",
    ),
)
def check(role):
    roles = ("clusterroles", "roles")
    for item in granted(role, "rbac.authorization.k8s.io", roles, ("escalate", "bind")):
        yield item.fail(message=f"{item.value} may be escalated or bound at will")
