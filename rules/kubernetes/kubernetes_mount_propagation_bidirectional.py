"""What the container mounts appears on the node, and in every other pod that shares the folder.

Bidirectional propagation is for storage drivers; it asks for a privileged container, and a mount
left behind stays on the node. HostToContainer, the other way alone, is enough to see new mounts.
"""

from scanner import HIGH, rule
from scanner.shapes import WORKLOADS, containers


@rule(
    on=WORKLOADS,
    severity=HIGH,
    fix="Set mountPropagation to None or HostToContainer.",
    cwe=668,
    references=("https://kubernetes.io/docs/concepts/storage/volumes/#mount-propagation",),
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
            - name: plugins
              mountPath: /plugins
              mountPropagation: Bidirectional  # here
""",
    ),
    good=(
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
            - {name: plugins, mountPath: /plugins, mountPropagation: HostToContainer}
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
      volumeMounts: [{name: data, mountPath: /data}]
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for mount in container.each("volumeMounts"):
            if mount.get("mountPropagation", default="None") == "Bidirectional":
                name = container.get("name")
                yield mount.fail("mountPropagation", f"mounts of container {name} reach the node")
