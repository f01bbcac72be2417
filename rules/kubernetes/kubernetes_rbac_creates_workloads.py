"""Who may create pods in any namespace gets every secret and service account of the cluster.

A pod can mount whatever its namespace holds and run as any account there, and where Pod Security
does not hold it back, take the node. Deployers and controllers need the right: bind it namespace
by namespace.
"""

from scanner import MEDIUM, rule
from scanner.shapes import granted

KINDS = (
    ("", ("pods", "replicationcontrollers")),
    ("apps", ("deployments", "daemonsets", "replicasets", "statefulsets")),
    ("batch", ("jobs", "cronjobs")),
)


@rule(
    on="ClusterRole",
    severity=MEDIUM,
    fix="Grant the right by a Role in the namespaces where workloads are deployed.",
    related_ids=("KSV-0048", "access-to-create-pods"),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: deployer}
rules:
  - apiGroups: [apps]
    resources: [deployments]  # here
    verbs: [get, create]
  - apiGroups: [""]
    resources: [pods]  # here
    verbs: ["*"]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: autoscaler}
rules:
  - {apiGroups: [apps], resources: [deployments/scale], verbs: [get, patch]}
  - {apiGroups: [apps], resources: [deployments], verbs: [get, list, watch]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: deployer, namespace: shop}
rules:
  - {apiGroups: [apps], resources: [deployments], verbs: [create, patch]}
""",
    ),
)
def check(role):
    for group, resources in KINDS:
        for item in granted(role, group, resources, ("create", "update", "patch")):
            yield item.fail(message=f"the role starts {item.value} in every namespace")
