"""The pod waits for a volume that no container mounts, and is handed data that it does not need.

A Secret or a claim that is named in volumes must exist before the pod starts, used or not. Often
the mount was forgotten.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Mount the volume or remove it.",
    cwe=1164,
    references=("https://kubernetes.io/docs/concepts/storage/volumes/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - {name: data, emptyDir: {}}
        - {name: keys, secret: {secretName: keys}}  # here
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
          volumeMounts: [{name: data, mountPath: /data}]
      volumes:
        - {name: data, emptyDir: {}}
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
  initContainers:
    - name: format
      image: app:1.0
      volumeDevices: [{name: disk, devicePath: /dev/xvda}]
  volumes:
    - {name: disk, persistentVolumeClaim: {claimName: disk}}
""",
    ),
)
def check(workload):
    used = [
        mount.get("name", default="")
        for container in containers(workload)
        for attribute in ("volumeMounts", "volumeDevices")
        for mount in container.each(attribute)
    ]
    for volume in pod_spec(workload).each("volumes"):
        name = volume.get("name", default="")
        if name not in used:
            yield volume.fail("name", f"no container mounts the volume {name}")
