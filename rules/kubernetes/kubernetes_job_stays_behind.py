"""Finished jobs and their pods stay in the cluster for ever, until etcd is full of them.

ttlSecondsAfterFinished deletes them; a CronJob keeps a few and deletes the rest by itself. Jobs
that Helm or Argo CD run as hooks with a deletion policy are cleaned up by these.
"""

from scanner import LOW, rule

HOOKS = ("helm.sh/hook-delete-policy", "argocd.argoproj.io/hook-delete-policy")


@rule(
    on="Job",
    severity=LOW,
    fix="Set spec.ttlSecondsAfterFinished.",
    related_ids=("job-ttl-seconds-after-finished",),
    cwe=459,
    references=("https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/",),
    bad=(
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:  # here
  backoffLimit: 2
""",
    ),
    good=(
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec: {ttlSecondsAfterFinished: 3600}
""",
        """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate, annotations: {helm.sh/hook-delete-policy: hook-succeeded}}
spec: {backoffLimit: 2}
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec: {jobTemplate: {spec: {backoffLimit: 2}}}
""",
    ),
)
def check(job):
    if any(job.is_set(("metadata", "annotations", name)) for name in HOOKS):
        return
    if not job.is_set("spec.ttlSecondsAfterFinished"):
        yield job.fail("spec.ttlSecondsAfterFinished", "the job is kept for ever")
