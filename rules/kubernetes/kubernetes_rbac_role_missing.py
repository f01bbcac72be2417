"""The binding grants nothing: the Role it names does not exist, until somebody makes one.

Whoever creates a Role of that name later decides what the subjects may do. Roles are looked for in
the same folder and namespace; where there are none at all they are kept elsewhere and nothing is
reported, as with ClusterRoles, many of which the cluster brings along.
"""

from scanner import MEDIUM, rule
from scanner.shapes import in_namespace, named, namespace


@rule(
    on="RoleBinding",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Name a Role that exists in the binding's namespace.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: agent, namespace: shop}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: agnet  # here
subjects: [{kind: ServiceAccount, name: agent}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: agent, namespace: shop}
rules: []
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: agent, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: agent}
subjects: [{kind: ServiceAccount, name: agent}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: agent, namespace: shop}
rules: []
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: agent, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects: [{kind: ServiceAccount, name: agent}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: agent, namespace: shop}
rules: []
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: agent, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: agent}
subjects: [{kind: ServiceAccount, name: agent}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: other, namespace: bank}
rules: []
""",
    ),
)
def check(binding):
    if binding.get("roleRef.kind") != "Role":
        return
    known = any(in_namespace(binding, namespace(binding), "Role"))
    if known and not any(named(binding, binding.get("roleRef.name"), "Role")):
        yield binding.fail("roleRef.name", "no Role of this name is in the namespace")
