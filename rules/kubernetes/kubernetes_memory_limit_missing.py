"""One leak takes the node's memory, and the kernel kills whatever it picks.

A memory limit keeps a container's trouble its own. A CPU limit is another matter: it throttles
without need, so its absence is not reported here. A LimitRange beside the workload gives a default.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, namespace_gives


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Set resources.limits.memory.",
    aliases=("CKV_K8S_13", "KSV-0018"),
    cwe=770,
    references=("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",),
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
          resources:
            limits:  # here
              cpu: 100m
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
      resources:
        limits: {memory: 64Mi}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: app
      image: app:1.0
---
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
  namespace: shop
spec:
  limits:
    - type: Container
      default: {memory: 256Mi}
""",
    ),
)
def check(workload):
    given = namespace_gives(workload, "limits", "memory")
    for container in containers(workload):
        if not container.is_set("resources.limits.memory") and not given:
            name = container.get("name")
            yield container.fail("resources.limits.memory", f"container {name} has no memory limit")
