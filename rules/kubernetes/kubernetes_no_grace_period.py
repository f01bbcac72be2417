"""The kernel kills the process at once: requests in flight are lost, and files half written.

terminationGracePeriodSeconds: 0 skips preStop hooks and SIGTERM. For a StatefulSet it is unsafe as
well, since a new pod may run beside the old one on a node that was cut off.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Remove terminationGracePeriodSeconds, or set the seconds that a clean stop takes.",
    cwe=404,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
        "https://kubernetes.io/docs/tasks/run-application/force-delete-stateful-set-pod/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  template:
    spec:
      terminationGracePeriodSeconds: 0  # here
      containers:
        - name: app
          image: app:1.0
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
      terminationGracePeriodSeconds: 60
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
    if pod.get("terminationGracePeriodSeconds", default=30) == 0:
        yield pod.fail("terminationGracePeriodSeconds", "the pod is killed without notice")
