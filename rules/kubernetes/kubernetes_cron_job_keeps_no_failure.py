"""Nobody can tell why a run failed: its pod and logs are deleted at once.

failedJobsHistoryLimit: 0 keeps no failed run, where one is kept by default.
"""

from scanner import LOW, rule


@rule(
    on="CronJob",
    severity=LOW,
    fix="Remove failedJobsHistoryLimit: 0.",
    cwe=778,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#jobs-history-limits",
    ),
    bad=(
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  failedJobsHistoryLimit: 0  # here
""",
    ),
    good=(
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {successfulJobsHistoryLimit: 0}
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {failedJobsHistoryLimit: 3}
""",
    ),
)
def check(job):
    if job.get("spec.failedJobsHistoryLimit", default=1) == 0:
        yield job.fail("spec.failedJobsHistoryLimit", "no failed run is kept to be looked at")
