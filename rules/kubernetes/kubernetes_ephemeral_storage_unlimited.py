"""Logs and temporary files of this container may fill the node's disk and evict its neighbours.

A limit on ephemeral-storage evicts the one pod that goes beyond it. It counts the container's
writable layer, its logs and its emptyDir volumes.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers, namespace_gives


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Set resources.limits.ephemeral-storage.",
    cwe=770,
    references=("https://kubernetes.io/docs/concepts/storage/ephemeral-storage/",),
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
          resources:
            limits:  # here
              memory: 64Mi
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
          resources: {limits: {memory: 64Mi, ephemeral-storage: 1Gi}}
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: app
              image: app:1.0
              resources: {limits: {ephemeral-storage: 1Gi}}
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
      default: {ephemeral-storage: 1Gi}
""",
    ),
)
def check(workload):
    path = "resources.limits.ephemeral-storage"
    given = namespace_gives(workload, "limits", "ephemeral-storage")
    for container in containers(workload):
        if not container.is_set(path) and not given:
            name = container.get("name")
            yield container.fail(path, f"container {name} may fill the node's disk")
