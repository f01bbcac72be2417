"""When the service is slow, liveness kills the container at the same moment readiness unloads it.

Readiness takes a pod out of the Service until it recovers; a liveness probe that asks the same
question with no more patience restarts it instead, all replicas at once under load. Ask liveness
something that does not depend on others, or give it more failures.
"""

from scanner import LOW, rule
from scanner.shapes import SERVING, containers, quantity

_ACTIONS = ("httpGet", "tcpSocket", "exec", "grpc")


@rule(
    on=SERVING,
    severity=LOW,
    fix="Give the liveness probe an endpoint of its own or a higher failureThreshold.",
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
          readinessProbe:
            httpGet: {path: /health, port: 8080}
          livenessProbe:  # here
            httpGet: {path: /health, port: 8080}
            periodSeconds: 5
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
      readinessProbe: {exec: {command: [check]}, failureThreshold: 6}
      livenessProbe: {exec: {command: [check]}}  # here
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
          readinessProbe: {httpGet: {path: /ready, port: 8080}}
          livenessProbe: {httpGet: {path: /alive, port: 8080}}
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
      readinessProbe: {httpGet: {path: /health, port: 8080}}
      livenessProbe: {httpGet: {path: /health, port: 8080}, failureThreshold: 6}
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
      livenessProbe: {tcpSocket: {port: 8080}}
    - name: proxy
      image: proxy:1.0
      readinessProbe: {tcpSocket: {port: 8080}}
""",
    ),
)
def check(workload):
    for container in containers(workload, serving=True):
        liveness, readiness = container.sub("livenessProbe"), container.sub("readinessProbe")
        same = any(
            liveness.is_set(action) and liveness.get(action) == readiness.get(action)
            for action in _ACTIONS
        )
        if same and _patience(liveness) <= _patience(readiness):
            yield container.fail("livenessProbe", "liveness and readiness ask the same question")


def _patience(probe):
    failures = quantity(probe.get("failureThreshold", default=3), default=3)
    return failures * quantity(probe.get("periodSeconds", default=10), default=10)
