"""The API server refuses the workload: what keeps pods running starts them again, always.

Deployments, StatefulSets, DaemonSets and ReplicaSets know no other restartPolicy than Always, which
is what they have when it is left out. A pod that is to run once is a Job or a bare Pod.
"""

from scanner import MEDIUM, rule
from scanner.shapes import pod_spec


@rule(
    on=("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"),
    severity=MEDIUM,
    fix="Remove restartPolicy, or make the workload a Job.",
    related_ids=("restart-policy",),
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      restartPolicy: OnFailure  # here
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
      restartPolicy: Always
      containers:
        - name: app
          image: app:1.0
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
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
  name: web
spec:
  restartPolicy: Never
  containers:
    - name: app
      image: app:1.0
---
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      restartPolicy: OnFailure
      containers:
        - name: app
          image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if pod.get("restartPolicy", default="Always") != "Always":
        yield pod.fail("restartPolicy", f"a {workload.type} can only restart its pods always")
