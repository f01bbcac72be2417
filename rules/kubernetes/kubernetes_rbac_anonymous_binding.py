"""Anyone who reaches the API server has these rights, without any credential.

system:anonymous and system:unauthenticated stand for requests that nobody has authenticated. The
bindings that Kubernetes and kubeadm make themselves, for the server's version and for nodes that
join, are left alone.
"""

from scanner import CRITICAL, rule
from scanner.shapes import subjects

PUBLIC = (
    "system:public-info-viewer",
    "kubeadm:bootstrap-signer-clusterinfo",
    "system:service-account-issuer-discovery",
)


@rule(
    on=("ClusterRoleBinding", "RoleBinding"),
    severity=CRITICAL,
    fix="Remove the subject; bind users and service accounts that authenticate.",
    cwe=306,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: dashboard}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: User
    name: system:anonymous  # here
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: dashboard, namespace: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: system:unauthenticated  # here
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: dashboard}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: platform-team}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: version}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:public-info-viewer"}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:unauthenticated"}
""",
    ),
)
def check(binding):
    if binding.get("roleRef.name") in PUBLIC:
        return
    for kind, name in (("User", "system:anonymous"), ("Group", "system:unauthenticated")):
        for subject in subjects(binding, kind, (name,)):
            yield subject.fail("name", f"the role is granted to {name}, that is to everyone")
