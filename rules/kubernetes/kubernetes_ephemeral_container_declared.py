"""The API server refuses the workload: ephemeral containers are added to running pods alone.

`kubectl debug` puts them in, and an exported manifest keeps them. What a debugging session needed
does not belong into the pod's description.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Remove ephemeralContainers.",
    cwe=489,
    references=("https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
  ephemeralContainers:
    - name: debugger  # here
      image: busybox:1.37
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
  ephemeralContainers: []
""",
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
      initContainers: [{name: migrate, image: "app:1.0"}]
""",
    ),
)
def check(workload):
    for container in pod_spec(workload).each("ephemeralContainers"):
        yield container.fail(message="an ephemeral container is declared")
