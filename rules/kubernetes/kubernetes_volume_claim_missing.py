"""No pod starts: the volume claim that they mount does not exist.

Claims are looked for in the same folder and namespace; where there are none at all they are kept
elsewhere. Claims that a StatefulSet makes from its templates are not referred to by name.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, in_namespace, named, namespace, pod_spec

CLAIM = "PersistentVolumeClaim"


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Make the PersistentVolumeClaim, or name one that exists.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/storage/persistent-volumes/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      volumes:
        - name: data
          persistentVolumeClaim: {claimName: dta}  # here
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      volumes: [{name: data, persistentVolumeClaim: {claimName: data}}, {name: t, emptyDir: {}}]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}}}
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: other, namespace: other}
""",
    ),
)
def check(workload):
    if not any(in_namespace(workload, namespace(workload), CLAIM)):
        return
    for volume in pod_spec(workload).each("volumes"):
        if volume.is_set("persistentVolumeClaim.claimName"):
            name = volume.get("persistentVolumeClaim.claimName")
            if not any(named(workload, name, CLAIM)):
                message = f"there is no PersistentVolumeClaim {name}"
                yield volume.fail("persistentVolumeClaim.claimName", message)
