"""serviceAccount is the old name of serviceAccountName, and only one of them counts.

Where both are written and differ, the API server takes serviceAccountName; readers and tools that
look at one of them alone judge the wrong account.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Rename serviceAccount to serviceAccountName.",
    aliases=("deprecated-service-account-field",),
    cwe=477,
    code_only=True,
    references=("https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      serviceAccount: web  # here
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
      serviceAccountName: web
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
    if pod.is_set("serviceAccount"):
        yield pod.fail("serviceAccount", "the deprecated serviceAccount is used")
