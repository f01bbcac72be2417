"""Every container of the pod can speak to the API server, whether it needs to or not.

Most applications never call it. Pods that do say so by true and an account of their own; a
projected volume with an audience and an expiry gives the token to one container alone.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Set automountServiceAccountToken: false for the pod.",
    aliases=("CKV_K8S_38",),
    related_ids=("KSV-0036",),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:  # here
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
  automountServiceAccountToken: true  # here
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
      automountServiceAccountToken: false
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
          serviceAccountName: report
          automountServiceAccountToken: false
          containers:
            - name: app
              image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if pod.get("automountServiceAccountToken", default=True):
        yield pod.fail("automountServiceAccountToken", "a token for the API server is mounted")
