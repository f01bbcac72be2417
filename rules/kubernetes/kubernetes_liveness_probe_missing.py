"""A container that hangs stays hanging: Kubernetes restarts only what exits.

A liveness probe restarts a container that still runs but no longer works. Jobs, init containers
and pods that run once end by themselves and need none.
"""

from scanner import LOW, rule
from scanner.shapes import SERVING, containers


@rule(
    on=SERVING,
    severity=LOW,
    fix="Give the container a livenessProbe.",
    aliases=("CKV_K8S_8",),
    related_ids=("no-liveness-probe",),
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
        - name: app  # here
          image: app:1.0
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
      livenessProbe:
        httpGet: {path: /, port: 80}
    - name: proxy  # here
      image: proxy:1.0
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
          livenessProbe:
            httpGet: {path: /, port: 80}
      initContainers:
        - name: migrate
          image: app:1.0
""",
        """
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: debug
spec:
  restartPolicy: Never
  containers:
    - name: shell
      image: app:1.0
""",
    ),
)
def check(workload):
    for container in containers(workload, serving=True):
        if not container.is_set("livenessProbe"):
            yield container.fail(
                "livenessProbe", f"container {container.get('name')} has no livenessProbe"
            )
