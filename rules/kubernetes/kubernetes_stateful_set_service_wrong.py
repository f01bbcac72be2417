"""The members of the StatefulSet cannot find each other: their Service is missing or not headless.

serviceName gives each pod its DNS name, which works with a headless Service (clusterIP: None) of
the same namespace only. Where the folder has no Service of the namespace they are kept elsewhere.
"""

from scanner import MEDIUM, rule
from scanner.shapes import in_namespace, named, namespace


@rule(
    on="StatefulSet",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Name a Service with clusterIP: None in spec.serviceName.",
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db-peers  # here
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {clusterIP: None, selector: {app: db}}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db  # here
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {serviceName: db-peers}
---
apiVersion: v1
kind: Service
metadata: {name: db-peers}
spec: {clusterIP: None, selector: {app: db}}
---
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec: {serviceName: db-peers}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: other}
spec: {selector: {app: web}}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: worker}
spec: {replicas: 2}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
""",
    ),
)
def check(workload):
    name = workload.get("spec.serviceName", default="")
    if not name or not any(in_namespace(workload, namespace(workload), "Service")):
        return
    found = list(named(workload, name, "Service"))
    if not any(service.get("spec.clusterIP", default="") == "None" for service in found):
        yield workload.fail("spec.serviceName", f"there is no headless Service {name}")
