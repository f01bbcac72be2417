"""Every account of the cluster has these rights, down to the least trusted pod.

system:authenticated holds every user and service account (on GKE it once held every Google
account), system:serviceaccounts every pod's. Roles that show an account what the API offers and
what it may do itself are granted so by Kubernetes and are left alone.
"""

from scanner import HIGH, rule
from scanner.shapes import subjects

HARMLESS = (
    "system:basic-user",
    "system:discovery",
    "system:public-info-viewer",
    "system:service-account-issuer-discovery",
)


@rule(
    on=("ClusterRoleBinding", "RoleBinding"),
    severity=HIGH,
    fix="Bind the users, groups or service accounts that need the role.",
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
        "https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: system:authenticated  # here
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:serviceaccounts:shop"}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: "system:discovery"}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:discovery"}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:authenticated"}
""",
    ),
)
def check(binding):
    if binding.get("roleRef.name") in HARMLESS:
        return
    for subject in subjects(binding, "Group", ("system:authenticated", "system:serviceaccounts")):
        yield subject.fail("name", f"the role is granted to all of {subject.get('name')}")
