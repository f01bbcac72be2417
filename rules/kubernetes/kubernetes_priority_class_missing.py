"""When the cluster is full, this pod is as expendable as a batch job.

Pods without a priorityClassName have the cluster's default priority, usually 0; a more important
pod then takes their place, and none of theirs is taken for them. Clusters with little to choose
between need no classes.
"""

from scanner import LOW, rule
from scanner.shapes import SERVING, pod_spec


@rule(
    on=SERVING,
    severity=LOW,
    fix="Set priorityClassName.",
    related_ids=("priority-class-name",),
    cwe=770,
    references=(
        "https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:  # here
      containers:
        - name: app
          image: app:1.0
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
      priorityClassName: serving
      containers:
        - name: app
          image: app:1.0
""",
        """
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
---
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:
      priorityClassName: system-node-critical
      containers:
        - name: app
          image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if not pod.is_set("priorityClassName"):
        yield pod.fail("priorityClassName", "the pod has no priority class")
