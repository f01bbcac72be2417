"""The API server refuses the workload: a probe does exactly one of four things.

It is httpGet, tcpSocket, exec or grpc. None of them is a probe that only holds numbers, often the
trace of a bad indent or of a merge; two are refused as well.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers

_ACTIONS = ("httpGet", "tcpSocket", "exec", "grpc")


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Give the probe exactly one of httpGet, tcpSocket, exec and grpc.",
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
          livenessProbe:  # here
            initialDelaySeconds: 5
          httpGet: {path: /, port: 8080}
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
      readinessProbe:  # here
        tcpSocket: {port: 8080}
        httpGet: {path: /, port: 8080}
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
          livenessProbe: {httpGet: {path: /, port: 8080}}
          readinessProbe: {exec: {command: [check]}}
          startupProbe: {grpc: {port: 8080}}
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
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
            if not container.is_set(probe):
                continue
            actions = [name for name in _ACTIONS if container.is_set(f"{probe}.{name}")]
            if not actions:
                yield container.fail(probe, f"{probe} does nothing")
            elif actions[1:]:
                yield container.fail(probe, f"{probe} has several actions")
