"""One leak takes the node's memory, and the kernel kills whatever it picks.

A memory limit keeps a container's trouble its own. A CPU limit is another matter: it throttles
without need, so its absence is not reported here.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers


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
    ),
)
def check(workload):
    for container in containers(workload):
        if not container.is_set("resources.limits.memory"):
            name = container.get("name")
            yield container.fail("resources.limits.memory", f"container {name} has no memory limit")
