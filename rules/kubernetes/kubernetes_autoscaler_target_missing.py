"""Nothing is ever scaled: the workload that the autoscaler names does not exist.

A rename of the workload leaves the autoscaler behind. Workloads are looked for in the same folder
and namespace; where there is none of that kind at all they are kept elsewhere.
"""

from scanner import MEDIUM, rule
from scanner.shapes import SERVING, in_namespace, namespace, scaled


@rule(
    on="HorizontalPodAutoscaler",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Name the workload that is to be scaled in scaleTargetRef.",
    aliases=("dangling-horizontalpodautoscaler",),
    cwe=1173,
    references=("https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/",),
    bad=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec:
  maxReplicas: 4
  scaleTargetRef:
    kind: Deployment
    name: wbe  # here
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
""",
    ),
    good=(
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 4}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
""",
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Widget, name: web}, maxReplicas: 4}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: other}
""",
        """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, maxReplicas: 4}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: other, namespace: bank}
""",
    ),
)
def check(autoscaler):
    kind = autoscaler.get("spec.scaleTargetRef.kind")
    types = [name for name in SERVING if name.partition(".")[0] == kind]
    known = any(in_namespace(autoscaler, namespace(autoscaler), *types))
    if known and not any(scaled(autoscaler)):
        yield autoscaler.fail("spec.scaleTargetRef.name", "there is no such workload")
