"""A node upgrade may evict all pods of this workload at once.

Without a PodDisruptionBudget a drain asks nobody: pods that happen to share nodes go together. A
single pod has nothing to budget. Budgets are looked for in the same folder and namespace.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import replicas, selecting


@rule(
    on=("Deployment", "StatefulSet"),
    severity=LOW,
    confidence=MEDIUM,
    fix="Add a PodDisruptionBudget with maxUnavailable: 1 for the pods.",
    cwe=703,
    references=("https://kubernetes.io/docs/tasks/run-application/configure-pdb/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:  # here
  replicas: 3
  template: {metadata: {labels: {app: web}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: db}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: db}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: none}
spec: {maxUnavailable: 1}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 3, template: {metadata: {labels: {app: web}}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {replicas: 1, template: {metadata: {labels: {app: db}}}}
""",
    ),
)
def check(workload):
    if replicas(workload) > 1 and not any(selecting(workload, "PodDisruptionBudget")):
        yield workload.fail("spec", "no PodDisruptionBudget covers its pods")
