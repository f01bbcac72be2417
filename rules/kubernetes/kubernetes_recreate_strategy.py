"""Each rollout is an outage: all old pods stop before the first new one starts.

The strategy Recreate is for pods that cannot run side by side, which a volume that only one of them
may mount is a reason for. It is reported on Deployments that a Service sends traffic to and that
have no claim.
"""

from scanner import LOW, rule
from scanner.shapes import pod_spec, selecting


@rule(
    on="Deployment",
    severity=LOW,
    fix="Use strategy type RollingUpdate.",
    related_ids=("no-rolling-update-strategy",),
    cwe=703,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#recreate-deployment",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  strategy:
    type: Recreate  # here
  template:
    metadata: {labels: {app: web}}
    spec: {volumes: [{name: tmp, emptyDir: {}}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {metadata: {labels: {app: web}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  strategy: {type: Recreate}
  template:
    metadata: {labels: {app: web}}
    spec: {volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker}
spec: {strategy: {type: Recreate}, template: {metadata: {labels: {app: worker}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
---
apiVersion: v1
kind: Service
metadata: {name: manual}
spec: {ports: [{port: 80}]}
""",
    ),
)
def check(workload):
    if workload.get("spec.strategy.type", default="RollingUpdate") != "Recreate":
        return
    volumes = pod_spec(workload).each("volumes")
    if any(volume.is_set("persistentVolumeClaim") for volume in volumes):
        return
    if any(selecting(workload, "Service")):
        yield workload.fail("spec.strategy.type", "a rollout stops all pods that serve traffic")
