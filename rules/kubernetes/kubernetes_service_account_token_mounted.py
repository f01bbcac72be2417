"""Every container of the pod can speak to the API server, whether it needs to or not.

Most applications never call it. A projected volume with an audience and an expiry gives the token
to the one container that does. Of pods that run as the default account another rule says so.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, mounts_token, pod_spec, service_account


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Set automountServiceAccountToken: false for the pod.",
    related_ids=("CKV_K8S_38", "KSV-0036"),
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
  serviceAccountName: web
  automountServiceAccountToken: true  # here
  containers:
    - name: app
      image: app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:  # here
  serviceAccountName: web
  containers:
    - name: app
      image: app:1.0
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: other}
automountServiceAccountToken: false
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
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: web
  containers:
    - name: app
      image: app:1.0
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
automountServiceAccountToken: false
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if service_account(pod) != "default" and mounts_token(workload):
        yield pod.fail("automountServiceAccountToken", "a token for the API server is mounted")
