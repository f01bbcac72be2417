"""Members of system:masters pass by every authorisation check, and nothing takes that away again.

The API server lets the group do everything before it looks at RBAC, so a binding only invites
to hand out certificates of the group, which cannot be revoked. The binding cluster-admin, which
Kubernetes itself keeps, is left alone.
"""

from scanner import MEDIUM, rule
from scanner.shapes import is_built_in, subjects


@rule(
    on=("ClusterRoleBinding", "RoleBinding"),
    severity=MEDIUM,
    fix="Bind a group of your own and keep system:masters for emergencies.",
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operators}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: system:masters  # here
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: operators}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
subjects:
  - {apiGroup: rbac.authorization.k8s.io, kind: Group, name: operators}
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
    if is_built_in(binding):
        return
    for subject in subjects(binding, "Group", ("system:masters",)):
        yield subject.fail("name", "the binding relies on system:masters")
