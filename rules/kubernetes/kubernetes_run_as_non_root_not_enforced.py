"""Nothing makes Kubernetes refuse the container if its settings come to name root.

The restricted Pod Security Standard wants runAsNonRoot: true even beside a runAsUser, because it
holds when the number is taken away or overridden. A container's own setting wins over its pod's.
Where no user is set at all, the rule on containers that may run as root says so.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers, names_user, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Set securityContext.runAsNonRoot: true for the pod.",
    related_ids=("KSV-0012", "CKV_K8S_23", "run-as-non-root"),
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
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
      securityContext: {runAsUser: 10001}  # here
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext: {runAsNonRoot: true, runAsUser: 10001}
      containers:
        - name: app
          image: app:1.0
          securityContext:
            runAsNonRoot: false  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsNonRoot: true}
  containers:
    - name: app
      image: app:1.0
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  jobTemplate:
    spec:
      template:
        spec:
          securityContext: {runAsNonRoot: false, runAsUser: 10001}
          containers:
            - name: app
              image: app:1.0
              securityContext: {runAsNonRoot: true}
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
    pod, path = pod_spec(workload), "securityContext.runAsNonRoot"
    by_pod = pod.get(path, default=False)
    for container in containers(workload):
        if names_user(pod, container) and not container.get(path, default=by_pod):
            name = container.get("name")
            yield container.fail(path, f"container {name} is not held to a user other than root")
