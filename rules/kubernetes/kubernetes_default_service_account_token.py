"""The pod carries a token for the API server that it never asked for.

Without a serviceAccountName the pod is the namespace's default account, whose token is mounted into
every container unless somebody switches that off. Whoever breaks in speaks to the API server as
that account, with every right that was ever given to it. A pod with an account of its own is
presumed to need it.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, mounts_token, pod_spec, service_account


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Set automountServiceAccountToken: false, or give the pod an account of its own.",
    related_ids=("CKV_K8S_38", "CKV_K8S_41", "KSV-0036", "default-service-account"),
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
  serviceAccountName: default
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
spec:
  automountServiceAccountToken: true  # here
  containers:
    - name: app
      image: app:1.0
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: default}
automountServiceAccountToken: false
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:  # here
  containers:
    - name: app
      image: app:1.0
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: other}
automountServiceAccountToken: false
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
automountServiceAccountToken: false
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: default}
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
apiVersion: v1
kind: Pod
metadata:
  name: web
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
  serviceAccount: web
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
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: default, namespace: default}
automountServiceAccountToken: false
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if service_account(pod) == "default" and mounts_token(workload):
        yield pod.fail(
            "automountServiceAccountToken", "the default service account's token is mounted"
        )
