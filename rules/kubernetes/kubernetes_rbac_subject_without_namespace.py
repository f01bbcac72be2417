"""The API server refuses this binding: a service account has a namespace, and none is named.

In a ClusterRoleBinding nothing says which namespace is meant. A RoleBinding falls back on its own,
and users and groups are in no namespace at all.
"""

from scanner import LOW, rule


@rule(
    on="ClusterRoleBinding",
    severity=LOW,
    fix="Name the service account's namespace.",
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent}  # here
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: agent}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent, namespace: monitoring}
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: operators}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: agent, namespace: monitoring}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: agent}
subjects:
  - {kind: ServiceAccount, name: agent}
""",
    ),
)
def check(binding):
    for subject in binding.each("subjects"):
        if subject.get("kind") == "ServiceAccount" and not subject.is_set("namespace"):
            yield subject.fail("namespace", "the service account has no namespace")
