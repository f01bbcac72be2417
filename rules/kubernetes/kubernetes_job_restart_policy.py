"""The API server refuses the job: its pods have to end, and restartPolicy Always never lets them.

Always is what a pod has when it says nothing, so a job's pod template says Never or OnFailure.
"""

from scanner import MEDIUM, rule
from scanner.shapes import pod_spec


@rule(
    on=("Job", "CronJob"),
    severity=MEDIUM,
    fix="Set restartPolicy to Never or OnFailure in the pod template.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-template",),
    bad=(
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  template:
    spec:  # here
      containers: [{name: app, image: "app:1"}]
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Always  # here
          containers: [{name: app, image: "app:1"}]
""",
    ),
    good=(
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec: {template: {spec: {restartPolicy: Never, containers: [{name: app, image: "app:1"}]}}}
""",
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec: {template: {spec: {restartPolicy: OnFailure, containers: [{name: app, image: "app:1"}]}}}
""",
        """
apiVersion: batch/v1
kind: Job
metadata: {name: patch}
spec: {suspend: true}
""",
    ),
)
def check(job):
    pod = pod_spec(job)
    if pod.is_set("containers") and pod.get("restartPolicy", default="Always") == "Always":
        yield pod.fail("restartPolicy", "the pods of a job may not restart for ever")
