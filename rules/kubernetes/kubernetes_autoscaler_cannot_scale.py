"""The autoscaler can change nothing: it may have no more pods than it must.

minReplicas equal to maxReplicas is a fixed number in disguise, so the load that it was made for
meets no further pods.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="HorizontalPodAutoscaler",
    severity=LOW,
    fix="Set maxReplicas above minReplicas.",
    cwe=1188,
    references=("https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",),
    bad=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {kind: Deployment, name: web}
  minReplicas: 3
  maxReplicas: 3  # here
""",
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  scaleTargetRef: {kind: Deployment, name: web}
  maxReplicas: 1  # here
""",
    ),
    good=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 3, maxReplicas: 9}
""",
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 2}
""",
    ),
)
def check(autoscaler):
    least = quantity(autoscaler.get("spec.minReplicas", default=1), default=1)
    if quantity(autoscaler.get("spec.maxReplicas"), default=least + 1) <= least:
        yield autoscaler.fail("spec.maxReplicas", "the autoscaler may not add any pod")
