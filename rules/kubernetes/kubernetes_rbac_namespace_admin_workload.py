"""A workload that is admin of its namespace reads every secret there and hands on its rights.

The roles admin and cluster-admin are made for people. A pod whose service account holds one gives
them to whoever breaks into the pod. People and their groups may well be admins of a namespace.
"""

from scanner import MEDIUM, rule


@rule(
    on="RoleBinding",
    severity=MEDIUM,
    fix="Bind the service account to a Role that names what the workload needs.",
    related_ids=("KSV-0111",),
    cwe=250,
    references=("https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: shop-team}
  - {kind: ServiceAccount, name: web}  # here
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects:
  - {kind: ServiceAccount, name: web}  # here
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: team, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: admin}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: shop-team}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - {kind: ServiceAccount, name: web}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: admin}
subjects:
  - {kind: ServiceAccount, name: web}
""",
    ),
)
def check(binding):
    role = binding.get("roleRef.name")
    if binding.get("roleRef.kind") != "ClusterRole" or role not in ("admin", "cluster-admin"):
        return
    for subject in binding.each("subjects"):
        if subject.get("kind") == "ServiceAccount":
            yield subject.fail("name", f"a service account is {role} of the namespace")
