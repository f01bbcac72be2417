"""The budget protects no pod: nothing carries the labels it selects.

The workload it was made for can be evicted as a whole. A budget without any selector covers none
either. Only workloads in the same folder and namespace are looked at, and a folder without any is
left alone.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, in_namespace, namespace, selected


@rule(
    on="PodDisruptionBudget",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Make the selector match the labels of the pods it is meant for.",
    cwe=1173,
    references=("https://kubernetes.io/docs/tasks/run-application/configure-pdb/",),
    bad=(
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  maxUnavailable: 1
  selector: {matchLabels: {app: web, tier: front}}  # here
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {metadata: {labels: {app: web}}}}
""",
    ),
    good=(
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {metadata: {labels: {app: web, tier: front}}}}
""",
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: other}
spec: {template: {metadata: {labels: {app: db}}}}
""",
    ),
)
def check(budget):
    if any(in_namespace(budget, namespace(budget), *WORKLOADS)) and not any(selected(budget)):
        yield budget.fail("spec.selector", "the budget selects no workload in this folder")
