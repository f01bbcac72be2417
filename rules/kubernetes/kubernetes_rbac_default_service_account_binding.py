"""Every pod of the namespace that names no service account of its own gets these rights.

The service account called default is what pods run as unless they say otherwise, also those that
are added tomorrow. Give the workload that needs the rights an account of its own.
"""

from scanner import MEDIUM, rule
from scanner.shapes import subjects


@rule(
    on=("ClusterRoleBinding", "RoleBinding"),
    severity=MEDIUM,
    fix="Make a service account for the workload and bind that.",
    aliases=("CKV_K8S_42",),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
  - kind: ServiceAccount
    name: default  # here
    namespace: shop
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
  - {kind: ServiceAccount, name: web, namespace: default}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web, namespace: shop}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: default}
""",
    ),
)
def check(binding):
    for subject in subjects(binding, "ServiceAccount", ("default",)):
        yield subject.fail("name", "the default service account is given a role")
