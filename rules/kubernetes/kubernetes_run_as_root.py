"""A container that runs as root needs one flaw less to take the node.

runAsNonRoot makes Kubernetes refuse an image whose user is root, and runAsUser above 0 sets
another one; the container's own settings win over the pod's. An image may name a user of its own,
but nothing in the manifest holds it to that.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Set securityContext.runAsNonRoot: true.",
    related_ids=("CKV_K8S_23", "KSV-0012", "run-as-non-root"),
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app  # here
          image: app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: app
      image: app:1.0
      securityContext:
        runAsNonRoot: false  # here
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
      securityContext:  # here
        runAsUser: 0
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: app
      image: app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
      securityContext:
        runAsUser: 10001
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    for container in containers(workload):
        holders = [
            holder for holder in (container, pod) if holder.is_set("securityContext.runAsNonRoot")
        ]
        if holders and holders[0].get("securityContext.runAsNonRoot"):
            continue
        users = [
            holder for holder in (container, pod) if holder.is_set("securityContext.runAsUser")
        ]
        if users and users[0].get("securityContext.runAsUser") != 0:
            continue
        name = container.get("name")
        yield container.fail("securityContext.runAsNonRoot", f"container {name} may run as root")
