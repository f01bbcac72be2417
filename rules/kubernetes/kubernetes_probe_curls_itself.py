"""The probe starts a program in the container every few seconds to do what the kubelet does itself.

curl and wget must then be in the image, where an attacker finds them too; each call costs a process
and counts against the container's limits, and a probe that times out may leave it behind. httpGet
asks the same from outside.
"""

import re

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers, matches

_CALLER = re.compile(r"(?:\A|[/\s;&|])(?:curl|wget)(?:\s|\Z)")
_ITSELF = re.compile(
    r"(?:\A|[/\s@\"'])(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\])(?:[:/\s\"']|\Z)"
)


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Use httpGet.",
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
            exec:
              command: [curl, -f, "http://localhost:8080/health"]  # here
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
        exec:
          command:  # here
            - sh
            - -c
            - wget -q -O- http://127.0.0.1/ || exit 1
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
          readinessProbe: {exec: {command: [pg_isready, -h, localhost]}}
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
      startupProbe: {exec: {command: [curl, --unix-socket, /run/app.sock, "http://app/"]}}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for probe in ("livenessProbe", "readinessProbe", "startupProbe"):
            words = [word.value for word in container.each(f"{probe}.exec.command")]
            if any(matches(_CALLER, word) for word in words) and any(
                matches(_ITSELF, word) for word in words
            ):
                yield container.fail(f"{probe}.exec.command", f"{probe} calls its own container")
