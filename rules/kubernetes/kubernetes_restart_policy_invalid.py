"""The API server refuses the workload: its kind and its restartPolicy do not fit.

Deployments, StatefulSets, DaemonSets and ReplicaSets keep their pods running and know Always alone.
Jobs and CronJobs end and know OnFailure and Never; the default, Always, is not for them. A bare
Pod may have any.
"""

from scanner import MEDIUM, rule
from scanner.shapes import pod_spec

_ENDING = ("Job", "CronJob")


@rule(
    on=(
        *_ENDING,
        "Deployment",
        "StatefulSet",
        "DaemonSet",
        "ReplicaSet",
        "ReplicationController",
    ),
    severity=MEDIUM,
    fix="Set restartPolicy: OnFailure or Never for a Job, and leave it out elsewhere.",
    related_ids=("restart-policy",),
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/",
        "https://kubernetes.io/docs/concepts/workloads/controllers/job/",
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
      restartPolicy: OnFailure  # here
      containers:
        - name: app
          image: app:1.0
""",
        """
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:  # here
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
          restartPolicy: Always  # here
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
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  jobTemplate:
    spec:
      template:
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
    always = pod.get("restartPolicy", default="Always") == "Always"
    if always == (workload.type in _ENDING):
        yield pod.fail("restartPolicy", f"a {workload.type} cannot have this restartPolicy")
