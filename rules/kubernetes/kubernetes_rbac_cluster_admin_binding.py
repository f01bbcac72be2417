"""Whoever is bound to cluster-admin can do anything to every object of the cluster.

A stolen token of such a subject is the whole cluster, secrets and nodes included. Bind a role that
names what is needed. The binding that Kubernetes itself keeps, called cluster-admin, is left alone,
and a RoleBinding gives the role in its own namespace only.
"""

from scanner import HIGH, rule
from scanner.shapes import is_built_in


@rule(
    on="ClusterRoleBinding",
    severity=HIGH,
    fix="Bind a role that names the API groups, resources and verbs that are needed.",
    aliases=("cluster-admin-role-binding",),
    related_ids=("KSV-0111",),
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: deployer}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin  # here
subjects:
  - {kind: ServiceAccount, name: deployer, namespace: ci}
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: deployer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: deployer}
subjects:
  - {kind: ServiceAccount, name: deployer, namespace: ci}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: cluster-admin}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:masters"}
""",
    ),
)
def check(binding):
    if binding.get("roleRef.name") == "cluster-admin" and not is_built_in(binding):
        yield binding.fail("roleRef.name", "the binding grants cluster-admin on the whole cluster")
