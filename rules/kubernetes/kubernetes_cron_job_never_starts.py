"""The job may never start: the controller looks every ten seconds, and this deadline is shorter.

startingDeadlineSeconds is how late a run may begin. Below ten the moment is mostly over when the
controller looks.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity


@rule(
    on="CronJob",
    severity=MEDIUM,
    fix="Set startingDeadlineSeconds to a minute or more.",
    cwe=1188,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline",
    ),
    bad=(
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 * * * *"
  startingDeadlineSeconds: 5  # here
""",
    ),
    good=(
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {schedule: "0 * * * *"}
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {schedule: "0 * * * *", startingDeadlineSeconds: 10}
""",
    ),
)
def check(job):
    if quantity(job.get("spec.startingDeadlineSeconds", default=60), default=60) < 10:
        yield job.fail("spec.startingDeadlineSeconds", "the deadline is over before anyone looks")
