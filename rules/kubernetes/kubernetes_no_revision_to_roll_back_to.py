"""A bad release cannot be rolled back: no former revision is kept.

revisionHistoryLimit: 0 deletes the old ReplicaSets (or ControllerRevisions) at once, so `kubectl
rollout undo` has nothing to go back to. Ten are kept by default.
"""

from scanner import LOW, rule


@rule(
    on=("Deployment", "StatefulSet", "DaemonSet"),
    severity=LOW,
    fix="Remove revisionHistoryLimit: 0, or keep a few revisions.",
    cwe=1188,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#revision-history-limit",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  revisionHistoryLimit: 0  # here
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 2}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {revisionHistoryLimit: 2}
""",
    ),
)
def check(workload):
    if workload.get("spec.revisionHistoryLimit", default=10) == 0:
        yield workload.fail("spec.revisionHistoryLimit", "no revision is kept to roll back to")
