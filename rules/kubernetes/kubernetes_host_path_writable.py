"""The container writes to the node's disk, where other pods and the node itself read.

A file that the node's root later runs or follows is a way out of the container, and a full disk
takes the node down. Mount what is only read with readOnly: true.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Set readOnly: true on the mount.",
    aliases=("writable-host-mount",),
    cwe=732,
    references=("https://kubernetes.io/docs/concepts/storage/volumes/#hostpath",),
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
          volumeMounts:
            - name: logs  # here
              mountPath: /logs
      volumes:
        - name: logs
          hostPath: {path: /var/log/pods}
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
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: false  # here
  volumes:
    - name: logs
      hostPath: {path: /var/log/pods}
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
      volumeMounts:
        - name: logs
          mountPath: /logs
          readOnly: true
        - name: tmp
          mountPath: /tmp
  volumes:
    - name: logs
      hostPath: {path: /var/log/pods}
    - name: tmp
      emptyDir: {}
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
    - name: logs
      hostPath: {path: /var/log/pods}
""",
    ),
)
def check(workload):
    of_host = [
        volume.get("name", default="")
        for volume in pod_spec(workload).each("volumes")
        if volume.is_set("hostPath")
    ]
    for container in containers(workload):
        for mount in container.each("volumeMounts"):
            if mount.get("name", default="") in of_host and not mount.get(
                "readOnly", default=False
            ):
                name = container.get("name")
                yield mount.fail("readOnly", f"container {name} may write to the node's disk")
