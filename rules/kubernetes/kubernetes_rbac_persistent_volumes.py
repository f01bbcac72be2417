"""Who may create PersistentVolumes mounts any node's disk as a hostPath volume.

Pod Security forbids hostPath in pods, not in the volumes that their claims are bound to. Only the
storage provisioners and administrators need the right; others ask with a PersistentVolumeClaim.
"""

from scanner import MEDIUM, rule
from scanner.shapes import granted


@rule(
    on="ClusterRole",
    severity=MEDIUM,
    fix="Grant persistentvolumeclaims instead.",
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#persistent-volume-creation",
    ),
    bad=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: developer}
rules:
  - apiGroups: [""]
    resources: [persistentvolumes]  # here
    verbs: [create]
""",
    ),
    good=(
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: developer}
rules:
  - {apiGroups: [""], resources: [persistentvolumeclaims], verbs: [create]}
  - {apiGroups: [""], resources: [persistentvolumes], verbs: [get, list]}
""",
        """
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: "system:persistent-volume-provisioner"}
rules:
  - {apiGroups: [""], resources: [persistentvolumes], verbs: [create, delete]}
""",
    ),
)
def check(role):
    for item in granted(role, "", ("persistentvolumes",), ("create",)):
        yield item.fail(message="the role creates PersistentVolumes")
