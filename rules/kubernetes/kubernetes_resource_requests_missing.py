"""The scheduler places this pod blindly, and the node evicts it first.

Requests are what the scheduler reserves. A container without them lands on full nodes, takes its
neighbours' CPU and memory, and is the first to be evicted under pressure; autoscaling by
utilisation cannot work either. A LimitRange beside the workload may give defaults.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, namespace_gives


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Set resources.requests.cpu and resources.requests.memory.",
    related_ids=("CKV_K8S_10", "CKV_K8S_12", "KSV-0015", "KSV-0016"),
    cwe=770,
    references=("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",),
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
        - name: app  # here
          image: app:1.0
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
              resources:
                requests:  # here
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
        requests: {cpu: 100m, memory: 64Mi}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: limits-are-requests
spec:
  containers:
    - name: app
      image: app:1.0
      resources:
        limits: {cpu: 100m, memory: 64Mi}
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
      default: {cpu: 100m, memory: 256Mi}
""",
    ),
)
def check(workload):
    for resource in ("cpu", "memory"):
        if namespace_gives(workload, "requests", resource):
            continue
        for container in containers(workload):
            # Kubernetes takes a limit as the request where none is given.
            if not container.is_set(f"resources.requests.{resource}") and not container.is_set(
                f"resources.limits.{resource}"
            ):
                name = container.get("name")
                yield container.fail(
                    f"resources.requests.{resource}", f"container {name} requests no {resource}"
                )
