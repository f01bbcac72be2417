"""The second pod never starts: the volume can be attached to one node only.

Several replicas of a Deployment share one claim. With ReadWriteOnce those on other nodes hang in
ContainerCreating, with ReadWriteOncePod all but the first. A StatefulSet makes a claim for each
pod. Claims are looked for in the same folder and namespace.
"""

from scanner import MEDIUM, rule
from scanner.shapes import named, pod_spec, replicas

SHARED = ("ReadWriteMany", "ReadOnlyMany")


@rule(
    on="Deployment",
    severity=MEDIUM,
    fix="Use a StatefulSet with volumeClaimTemplates, or a claim that is ReadWriteMany.",
    cwe=1188,
    references=("https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  template:
    spec:
      volumes:
        - {name: tmp, emptyDir: {}}
        - name: data
          persistentVolumeClaim: {claimName: data}  # here
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce]}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  template: {spec: {volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce, ReadWriteMany]}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  template: {spec: {volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce]}
""",
    ),
)
def check(workload):
    if replicas(workload) < 2:
        return
    for volume in pod_spec(workload).each("volumes"):
        name = volume.get("persistentVolumeClaim.claimName")
        for claim in named(workload, name, "PersistentVolumeClaim"):
            modes = claim.get("spec.accessModes", default=[])
            if not any(mode in modes for mode in SHARED):
                message = "several pods share a claim that one node at a time can mount"
                yield volume.fail("persistentVolumeClaim.claimName", message)
