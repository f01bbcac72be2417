"""The API server refuses the workload: liveness and startup probes succeed at the first success.

successThreshold above 1 has a meaning for readiness probes alone.
It delays there when the pod gets traffic again, and nowhere else.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Remove successThreshold from the liveness and startup probes.",
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    ),
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
          livenessProbe:
            httpGet: {path: /, port: 8080}
            successThreshold: 2  # here
          startupProbe:
            httpGet: {path: /, port: 8080}
            successThreshold: 3  # here
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
          livenessProbe: {httpGet: {path: /, port: 8080}, successThreshold: 1}
          readinessProbe: {httpGet: {path: /, port: 8080}, successThreshold: 2}
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
      livenessProbe: {httpGet: {path: /, port: 8080}}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for probe in ("livenessProbe", "startupProbe"):
            path = f"{probe}.successThreshold"
            if container.get(path, default=1) != 1:
                yield container.fail(path, f"{probe} cannot ask for several successes")
