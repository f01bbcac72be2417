"""No pod may ever be evicted, so nodes can be neither drained nor upgraded.

maxUnavailable: 0, minAvailable: 100% or as many as there are replicas leave the drain waiting until
somebody deletes the budget or the pods by force. Replicas that an autoscaler keeps are not known
here.
"""

from scanner import MEDIUM, rule
from scanner.shapes import quantity, replicas, scaling, selected


@rule(
    on="PodDisruptionBudget",
    severity=MEDIUM,
    fix="Allow one pod to be away: maxUnavailable: 1, with at least two replicas.",
    related_ids=("pdb-max-unavailable", "pdb-min-available"),
    cwe=1188,
    references=("https://kubernetes.io/docs/tasks/run-application/configure-pdb/",),
    bad=(
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  maxUnavailable: 0  # here
  selector: {matchLabels: {app: web}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: db}
spec:
  maxUnavailable: 0%  # here
  selector: {matchLabels: {app: db}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: api}
spec:
  minAvailable: 100%  # here
  selector: {matchLabels: {app: api}}
""",
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec:
  minAvailable: 3  # here
  selector: {matchLabels: {app: web}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: blue}
spec: {template: {metadata: {labels: {app: web}}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: green}
spec: {replicas: 2, template: {metadata: {labels: {app: web}}}}
""",
    ),
    good=(
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 2, selector: {matchLabels: {app: web}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 3, template: {metadata: {labels: {app: web}}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: half}
spec: {minAvailable: 50%, selector: {matchLabels: {app: web}}}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: one}
spec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}
""",
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {metadata: {labels: {app: web}}}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: web}
spec: {scaleTargetRef: {kind: Deployment, name: web}, minReplicas: 2, maxReplicas: 4}
""",
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: web}
spec: {template: {metadata: {labels: {app: web}}}}
""",
        """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: paused}
spec: {replicas: 0, template: {metadata: {labels: {app: web}}}}
""",
    ),
)
def check(budget):
    if budget.get("spec.maxUnavailable") in (0, "0", "0%"):
        yield budget.fail("spec.maxUnavailable", "no pod may be evicted")
    least = budget.get("spec.minAvailable")
    if least == "100%":
        yield budget.fail("spec.minAvailable", "no pod may be evicted")
    wanted = quantity(least, default=0)
    if 0 < pods(list(selected(budget))) <= wanted:
        yield budget.fail("spec.minAvailable", "as many pods must run as there are")


def pods(workloads):
    """How many there are; 0 when that is not for the workloads to say."""
    if not all(workload.type in ("Deployment", "StatefulSet") for workload in workloads):
        return 0
    if any(any(scaling(workload)) for workload in workloads):
        return 0
    return sum(replicas(workload) for workload in workloads)
