"""One node that is drained, or one crash, and the service is down.

A Deployment of a single pod is gone while its node is upgraded. What an autoscaler keeps is judged
by the autoscaler, and a workload that is scaled to none serves nobody.
"""

from scanner import LOW, rule
from scanner.shapes import replicas, scaling


@rule(
    on="Deployment",
    severity=LOW,
    fix="Set spec.replicas to two or more, or let an autoscaler do it.",
    related_ids=("minimum-three-replicas",),
    cwe=1188,
    references=("https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#replicas",),
    parameters={"minimum": 2},
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1  # here
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:  # here
  selector: {matchLabels: {app: web}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: web}, maxReplicas: 4}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web, namespace: other}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 2}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: paused}
spec: {replicas: 0}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {selector: {matchLabels: {app: web}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, maxReplicas: 4}
""",
    ),
)
def check(workload):
    if 0 < replicas(workload) < workload.parameters["minimum"] and not any(scaling(workload)):
        yield workload.fail("spec.replicas", "too few pods for one to be missing")
