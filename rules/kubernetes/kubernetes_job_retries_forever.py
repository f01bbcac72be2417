"""A job that cannot succeed runs again and again, with whatever it does halfway.

Kubernetes gives up after six failures unless backoffLimit says otherwise; limits in the hundreds
are none. The parameter maximum sets how many are too many.
"""

from scanner import LOW, rule
from scanner.shapes import quantity

PLACES = {"Job": "spec.backoffLimit", "CronJob": "spec.jobTemplate.spec.backoffLimit"}


@rule(
    on=("Job", "CronJob"),
    severity=LOW,
    fix="Lower backoffLimit.",
    cwe=770,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy",
    ),
    parameters={"maximum": 20},
    bad=(
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  backoffLimit: 1000  # here
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  jobTemplate:
    spec:
      backoffLimit: 21  # here
""",
    ),
    good=(
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec: {template: {}}
""",
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec: {backoffLimit: 20}
""",
    ),
)
def check(job):
    path = PLACES[job.type]
    if quantity(job.get(path), default=6) > job.parameters["maximum"]:
        yield job.fail(path, "the job is tried again almost without end")
