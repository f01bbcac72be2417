"""Every rollout takes the service down: all its pods may be replaced at the same time.

maxUnavailable of 100%, or of as many pods as there are, lets Kubernetes stop the old ones before a
new one is ready. By default a quarter may be away, and of few pods none.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity, replicas, scaling

PATH = "spec.strategy.rollingUpdate.maxUnavailable"


@rule(
    on="Deployment",
    severity=MEDIUM,
    fix="Set maxUnavailable below the number of replicas, 0 with maxSurge: 1 for one pod.",
    cwe=703,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  strategy:
    rollingUpdate:
      maxUnavailable: 3  # here
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  strategy:
    rollingUpdate:
      maxUnavailable: 100%  # here
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  strategy:
    rollingUpdate:
      maxUnavailable: 1  # here
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 3, strategy: {rollingUpdate: {maxUnavailable: 1}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: half}
spec: {replicas: 2, strategy: {rollingUpdate: {maxUnavailable: 50%}}}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {strategy: {type: RollingUpdate}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: paused}
spec: {replicas: 0, strategy: {rollingUpdate: {maxUnavailable: 1}}}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {strategy: {rollingUpdate: {maxUnavailable: 1}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 3, maxReplicas: 9}
""",
    ),
)
def check(workload):
    away = workload.get(PATH, default="25%")
    if away == "100%":
        yield workload.fail(PATH, "a rollout may stop every pod at once")
    if 0 < replicas(workload) <= quantity(away, default=0) and not any(scaling(workload)):
        yield workload.fail(PATH, "a rollout may stop every pod at once")
