"""No pod starts: the service account that they are to run as does not exist.

Accounts are looked for in the same folder and namespace; where there are none at all they are kept
elsewhere. The account called default is made by Kubernetes.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, in_namespace, named, namespace, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Make the ServiceAccount, or name one that exists.",
    related_ids=("non-existent-service-account",),
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      serviceAccountName: wbe  # here
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {serviceAccountName: web}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web}
---
apiVersion: v1
kind: Pod
metadata: {name: other}
spec: {serviceAccountName: default}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {serviceAccountName: web}}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: web, namespace: other}
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    name = pod.get("serviceAccountName", default="default")
    if name == "default" or not any(in_namespace(workload, namespace(workload), "ServiceAccount")):
        return
    if not any(named(workload, name, "ServiceAccount")):
        yield pod.fail("serviceAccountName", f"there is no ServiceAccount {name}")
