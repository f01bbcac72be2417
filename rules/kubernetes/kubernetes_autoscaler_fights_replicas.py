"""Every deployment throws the number of pods back, amid the traffic they were added for.

A workload with spec.replicas, applied again, is set to that number until the autoscaler notices.
Leave the field out where an autoscaler decides.
"""

from scanner import MEDIUM, rule
from scanner.shapes import scaled


@rule(
    on="HorizontalPodAutoscaler",
    severity=MEDIUM,
    fix="Remove spec.replicas from the workload.",
    cwe=1188,
    code_only=True,
    references=(
        "https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling",
    ),
    bad=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 4}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2  # here
""",
    ),
    good=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 4}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {selector: {matchLabels: {app: web}}}
""",
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 4}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: web}
spec: {replicas: 2}
""",
    ),
)
def check(autoscaler):
    for workload in scaled(autoscaler):
        if workload.is_set("spec.replicas"):
            yield workload.fail("spec.replicas", "the number of pods is fixed, and autoscaled too")
