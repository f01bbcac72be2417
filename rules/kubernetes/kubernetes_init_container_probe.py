"""The API server refuses the workload: a container that runs to its end has nothing to probe.

An init container with restartPolicy: Always is a sidecar, which runs on and may have probes and
lifecycle hooks; any other may not.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Remove the probe, or make it a sidecar with restartPolicy: Always.",
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/pods/init-containers/",
        "https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/",
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
      initContainers:
        - name: migrate
          image: app:1.0
          readinessProbe:  # here
            httpGet: {path: /, port: 8080}
          lifecycle:  # here
            preStop: {exec: {command: [stop]}}
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
          readinessProbe: {httpGet: {path: /, port: 8080}}
      initContainers:
        - name: proxy
          image: proxy:1.0
          restartPolicy: Always
          readinessProbe: {httpGet: {path: /, port: 8080}}
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
  initContainers: [{name: migrate, image: "app:1.0"}]
""",
    ),
)
def check(workload):
    for container in pod_spec(workload).each("initContainers"):
        if container.get("restartPolicy", default="") == "Always":
            continue
        for attribute in ("livenessProbe", "readinessProbe", "startupProbe", "lifecycle"):
            if container.is_set(attribute):
                name = container.get("name")
                yield container.fail(attribute, f"init container {name} may have no {attribute}")
