"""Who may read secrets everywhere takes every password, key and service-account token.

list and watch show the contents as get does. A Role reads the secrets of its namespace only, and
resourceNames limit a rule to the secrets it names; neither is reported. Bound by a RoleBinding, a
ClusterRole reaches no further than the namespace: ignore the finding with that as the reason.
"""

from scanner import HIGH, rule
from scanner.shapes import granted


@rule(
    on="ClusterRole",
    severity=HIGH,
    fix="Use a Role in the namespace, or name the secrets in resourceNames.",
    related_ids=("CKV2_K8S_5", "KSV-0041", "access-to-secrets"),
    cwe=522,
    references=(
        "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: agent}
rules:
  - apiGroups: [""]
    resources: [pods, secrets]  # here
    verbs: [list]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: agent}
rules:
  - apiGroups: ["*"]
    resources: [secrets]  # here
    verbs: ["*"]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: agent}
rules:
  - {apiGroups: [""], resources: [secrets], resourceNames: [agent-key], verbs: [get]}
  - {apiGroups: [""], resources: [secrets], verbs: [create]}
  - {apiGroups: [""], resources: [pods], verbs: [get, list, watch]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: agent, namespace: monitoring}
rules:
  - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: "system:kube-controller-manager"}
rules:
  - {apiGroups: [""], resources: [secrets], verbs: [get, list]}
""",
    ),
)
def check(role):
    for item in granted(role, "", ("secrets",), ("get", "list", "watch")):
        yield item.fail(message="the role reads the secrets of every namespace")
