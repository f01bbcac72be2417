"""Traffic reaches the container before it can answer, on every rollout and restart.

Without a readiness probe a container counts as ready as soon as its process runs, so a rolling
update replaces working pods by ones that are still starting. Jobs, init containers and pods that
run once serve no traffic and need none.
"""

from scanner import MEDIUM, rule
from scanner.shapes import SERVING, containers


@rule(
    on=SERVING,
    severity=MEDIUM,
    fix="Give the container a readinessProbe.",
    aliases=("CKV_K8S_9",),
    related_ids=("no-readiness-probe",),
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
      readinessProbe:
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
          readinessProbe:
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
        if not container.is_set("readinessProbe"):
            yield container.fail(
                "readinessProbe", f"container {container.get('name')} has no readinessProbe"
            )
