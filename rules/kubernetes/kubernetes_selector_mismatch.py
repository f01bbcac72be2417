"""The API server refuses the workload: its selector does not match its own pods' labels.

A label that was renamed in one of the two places is the usual reason; the deployment stops there.
"""

from scanner import MEDIUM, rule
from scanner.shapes import pod_labels, selects


@rule(
    on=("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"),
    severity=MEDIUM,
    fix="Give the pod template the labels that the selector wants.",
    aliases=("mismatching-selector",),
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}  # here
  template: {metadata: {labels: {app.kubernetes.io/name: web}}}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector:  # here
    matchLabels: {app: web}
    matchExpressions: [{key: tier, operator: Exists}]
  template: {metadata: {labels: {app: web}}}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template: {metadata: {labels: {app: web, tier: front}}}
""",
        """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchExpressions: [{key: tier, operator: DoesNotExist}]}
  template: {metadata: {labels: {app: web}}}
""",
    ),
)
def check(workload):
    if not selects(workload.sub("spec.selector"), pod_labels(workload)):
        yield workload.fail("spec.selector", "the selector does not match the template's labels")
