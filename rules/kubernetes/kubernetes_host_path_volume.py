"""A hostPath volume ties the pod to one node's disk and opens a way between the two.

Whatever another pod or the node leaves there is read by this one, and what it writes stays when it
is gone. Use a PersistentVolumeClaim, a ConfigMap or an emptyDir; node agents are the exception.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Replace the hostPath volume by a PersistentVolumeClaim, a ConfigMap or an emptyDir.",
    aliases=("KSV-0023",),
    cwe=668,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
      volumes:
        - name: data
          hostPath:  # here
            path: /srv/data
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
  volumes:
    - name: data
      persistentVolumeClaim: {claimName: data}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
  volumes:
    - name: tmp
      emptyDir: {}
""",
    ),
)
def check(workload):
    for volume in pod_spec(workload).each("volumes"):
        if volume.is_set("hostPath"):
            yield volume.fail("hostPath", f"volume {volume.get('name')} is a folder of the node")
