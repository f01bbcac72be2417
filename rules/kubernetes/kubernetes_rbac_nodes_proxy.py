"""nodes/proxy reaches the kubelet, which runs commands in any pod and knows no audit log.

The kubelet's API sits behind this subresource: exec into every container of the node, their logs
and running pods, past admission control and audit. Metrics need nodes/metrics only.
"""

from scanner import HIGH, rule
from scanner.shapes import granted


@rule(
    on="ClusterRole",
    severity=HIGH,
    fix="Grant nodes/metrics, nodes/stats or nodes/log instead of nodes/proxy.",
    aliases=("KSV-0047",),
    related_ids=("CKV2_K8S_2",),
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/security/rbac-good-practices/",),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: metrics}
rules:
  - apiGroups: [""]
    resources: [nodes, nodes/proxy]  # here
    verbs: [get]
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: metrics}
rules:
  - apiGroups: [""]
    resources: [nodes/proxy]  # here
    verbs: [create]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: metrics}
rules:
  - {apiGroups: [""], resources: [nodes, nodes/metrics], verbs: [get, list]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: odd}
rules:
  - {apiGroups: [""], resources: [nodes/proxy], verbs: [list]}
""",
    ),
)
def check(role):
    for item in granted(role, "", ("nodes/proxy",), ("get", "create", "update", "patch", "delete")):
        yield item.fail(message="the role reaches the kubelets' API through nodes/proxy")
