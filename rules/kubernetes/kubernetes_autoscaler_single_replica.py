"""In quiet hours the autoscaler leaves one pod, and whatever stops it stops the service.

minReplicas is 1 unless it is set. Two pods survive the loss of a node, three that of a zone.
"""

from scanner import LOW, rule
from scanner.shapes import quantity


@rule(
    on="HorizontalPodAutoscaler",
    severity=LOW,
    fix="Set minReplicas to two or more.",
    related_ids=("hpa-minimum-three-replicas",),
    cwe=1188,
    references=("https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",),
    parameters={"minimum": 2},
    bad=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:  # here
  scaleTargetRef: {kind: Deployment, name: web}
  maxReplicas: 9
""",
    ),
    good=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 9}
""",
        """
apiVersion: autoscaling/v1
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 3, maxReplicas: 3}
""",
    ),
)
def check(autoscaler):
    least = quantity(autoscaler.get("spec.minReplicas", default=1), default=1)
    if least < autoscaler.parameters["minimum"]:
        yield autoscaler.fail("spec.minReplicas", "the autoscaler may leave a single pod")
