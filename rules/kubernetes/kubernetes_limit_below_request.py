"""The API server refuses the workload: it asks for more than it allows itself.

A limit must be at least the request of the same resource. Units make the mistake easy to overlook:
1G is less than 1Gi, and 0.5 CPUs more than 400m.
"""

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers, quantity


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    fix="Raise the limit to the request, or lower the request.",
    cwe=1173,
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
        - name: app
          image: app:1.0
          resources:
            requests: {cpu: "0.5", memory: 1Gi}
            limits:
              cpu: 400m  # here
              memory: 1G  # here
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
      resources:
        requests: {ephemeral-storage: 2Gi}
        limits: {ephemeral-storage: 1Gi}  # here
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
          resources:
            requests: {cpu: 500m, memory: 1G}
            limits: {cpu: "0.5", memory: 1Gi}
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
      resources: {requests: {cpu: 2}}
    - name: proxy
      image: proxy:1.0
      resources: {limits: {memory: 64Mi}}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for name in ("cpu", "memory", "ephemeral-storage"):
            path = f"resources.limits.{name}"
            request = quantity(container.get(f"resources.requests.{name}"), default=0)
            if quantity(container.get(path), default=request) < request:
                yield container.fail(path, f"the {name} limit is below the request")
