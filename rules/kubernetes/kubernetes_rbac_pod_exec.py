"""Who may exec into pods runs commands with the secrets and rights of every workload there.

exec and attach give a shell, portforward a way past every NetworkPolicy. get is enough for a
session over WebSockets, so it counts as create does. With resourceNames only the named pods are
reached, which is not reported.
"""

from scanner import HIGH, rule
from scanner.shapes import granted

DOORS = ("pods/exec", "pods/attach", "pods/portforward")


@rule(
    on=("ClusterRole", "Role"),
    severity=HIGH,
    fix="Remove the subresource; give it to people for the time they need it.",
    related_ids=("CKV2_K8S_2", "KSV-0053"),
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: debug, namespace: shop}
rules:
  - apiGroups: [""]
    resources:
      - pods
      - pods/exec  # here
    verbs: [create]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: debug}
rules:
  - apiGroups: [""]
    resources: [pods/attach]  # here
    verbs: [get]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: reader}
rules:
  - {apiGroups: [""], resources: [pods, pods/log], verbs: [get, list]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: debug, namespace: shop}
rules:
  - {apiGroups: [""], resources: [pods/exec], resourceNames: [console], verbs: [create]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: other}
rules:
  - {apiGroups: [metrics.k8s.io], resources: [pods/exec], verbs: [get]}
""",
    ),
)
def check(role):
    for item in granted(role, "", DOORS, ("create", "get")):
        yield item.fail(message=f"the role opens {item.value}")
