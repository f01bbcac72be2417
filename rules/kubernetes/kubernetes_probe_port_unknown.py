"""The probe knocks at a port that the container does not have, so it can never succeed.

A liveness probe that always fails restarts the container for ever; a readiness probe keeps it out
of its Service. A name must be one of the container's ports; a number is compared only where the
container lists its ports at all, since the list of numbers is mere information to Kubernetes.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, matches

_NAMED = re.compile(r"[A-Za-z]")


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Make the probe's port one of the container's ports.",
    related_ids=("liveness-port", "readiness-port", "startup-port"),
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
            httpGet: {path: /, port: health}  # here
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
      ports:
        - {containerPort: 8080, name: http}
      readinessProbe:
        tcpSocket: {port: 8081}  # here
      startupProbe:
        grpc:
          port: 9090  # here
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
          ports:
            - {containerPort: 8080, name: http}
            - {containerPort: 9090}
          livenessProbe: {httpGet: {path: /, port: http}}
          readinessProbe: {httpGet: {path: /, port: "8080"}}
          startupProbe: {grpc: {port: 9090}}
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
      readinessProbe: {exec: {command: [check]}}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        ports = list(container.each("ports"))
        known = [port.get(of, default="") for port in ports for of in ("name", "containerPort")]
        for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
            for action in ("httpGet", "tcpSocket", "grpc"):
                path = f"{probe}.{action}.port"
                port = container.get(path, default="")
                if port != "" and (ports or matches(_NAMED, port)) and port not in known:
                    yield container.fail(path, f"{probe} asks a port that is not the container's")
