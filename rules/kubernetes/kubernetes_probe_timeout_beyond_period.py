"""A probe may still hang when the next one is due, so failures are noticed later than they seem.

The kubelet asks one at a time: with timeoutSeconds above periodSeconds the period is a fiction, and
a container that hangs is found after failureThreshold times the timeout.
"""

from scanner import LOW, rule
from scanner.shapes import CONTAINED, containers, quantity


@rule(
    on=CONTAINED,
    severity=LOW,
    fix="Set timeoutSeconds to at most periodSeconds.",
    cwe=703,
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
            timeoutSeconds: 30  # here
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
      readinessProbe:
        httpGet: {path: /, port: 8080}
        periodSeconds: 2
        timeoutSeconds: 3  # here
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
          livenessProbe: {httpGet: {path: /, port: 8080}, timeoutSeconds: 10}
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
      startupProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 30, timeoutSeconds: 20}
      readinessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
            period = quantity(container.get(f"{probe}.periodSeconds", default=10), default=10)
            timeout = quantity(container.get(f"{probe}.timeoutSeconds", default=1), default=1)
            if timeout > period:
                yield container.fail(
                    f"{probe}.timeoutSeconds", f"{probe} waits longer than its period"
                )
