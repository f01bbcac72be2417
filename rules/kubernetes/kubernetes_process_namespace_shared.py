"""Every container of the pod sees the others' processes: arguments, environment and files.

A sidecar that is broken into reads the application's secrets in /proc and signals its processes.
Debugging is better done with an ephemeral container that targets one process namespace.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Remove shareProcessNamespace: true.",
    cwe=653,
    references=(
        "https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/",
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
      shareProcessNamespace: true  # here
      containers:
        - name: app
          image: app:1.0
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  shareProcessNamespace: false
  containers:
    - name: app
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
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if pod.get("shareProcessNamespace", default=False):
        yield pod.fail("shareProcessNamespace", "the pod's containers see each other's processes")
