"""One run that hangs is joined by the next and the next, until the nodes are full.

Runs may overlap unless concurrencyPolicy says otherwise, and nothing ends one that hangs without
activeDeadlineSeconds. Either of the two is enough.
"""

from scanner import LOW, rule


@rule(
    on="CronJob",
    severity=LOW,
    fix="Set concurrencyPolicy: Forbid, or activeDeadlineSeconds in the job template.",
    cwe=770,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#concurrency-policy",
    ),
    bad=(
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:  # here
  schedule: "0 * * * *"
  jobTemplate: {spec: {backoffLimit: 2}}
""",
    ),
    good=(
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {schedule: "0 * * * *", concurrencyPolicy: Forbid, jobTemplate: {spec: {backoffLimit: 2}}}
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {schedule: "0 * * * *", jobTemplate: {spec: {activeDeadlineSeconds: 1800}}}
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  jobTemplate: {spec: {template: {spec: {activeDeadlineSeconds: 1800}}}}
""",
    ),
)
def check(job):
    template = job.sub("spec.jobTemplate.spec")
    limited = template.is_set("activeDeadlineSeconds") or template.is_set(
        "template.spec.activeDeadlineSeconds"
    )
    if job.get("spec.concurrencyPolicy", default="Allow") == "Allow" and not limited:
        yield job.fail("spec.concurrencyPolicy", "runs that hang pile up")
