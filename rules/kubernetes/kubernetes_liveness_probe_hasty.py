"""A container that starts slowly once is killed before it is up, and then for ever after.

Under load, or on a cold node, a start takes longer than on the day it was measured. Without a
startupProbe a liveness probe allows its initial delay plus all its failures: less than the
given number of seconds is too little for a start, and one lost answer must not be a restart.
"""

from scanner import MEDIUM, rule
from scanner.shapes import SERVING, containers, quantity


@rule(
    on=SERVING,
    severity=MEDIUM,
    fix="Add a startupProbe, or raise the liveness probe's failureThreshold.",
    cwe=703,
    references=(
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/",
    ),
    parameters={"seconds": 15},
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
            httpGet: {path: /, port: 8080}
            initialDelaySeconds: 5
            failureThreshold: 1
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
      livenessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}  # here
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
      livenessProbe: {httpGet: {path: /, port: 8080}, initialDelaySeconds: 20, periodSeconds: 1}
    - name: slow
      image: app:1.0
      livenessProbe: {httpGet: {path: /, port: 8080}, periodSeconds: 1}
      startupProbe: {httpGet: {path: /, port: 8080}, failureThreshold: 60}
    - name: proxy
      image: proxy:1.0
""",
    ),
)
def check(workload):
    for container in containers(workload, serving=True):
        if container.is_set("startupProbe"):
            continue
        for probe in container.each("livenessProbe"):
            failures = quantity(probe.get("failureThreshold", default=3), default=3)
            period = quantity(probe.get("periodSeconds", default=10), default=10)
            delay = quantity(probe.get("initialDelaySeconds", default=0), default=0)
            if delay + failures * period < workload.parameters["seconds"]:
                yield probe.fail(message="the container has too little time to start")
