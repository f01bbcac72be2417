"""A container that runs as root needs one flaw less to take the node.

runAsNonRoot makes Kubernetes refuse an image whose user is root, and runAsUser above 0 sets
another one; the container's own settings win over the pod's. An image may name a user of its own,
but nothing in the manifest holds it to that. Where runAsUser is 0, a rule of its own says so.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, names_user, pod_spec


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
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 0
  containers:
    - name: app
      image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    enforced = pod.get("securityContext.runAsNonRoot", default=False)
    for container in containers(workload):
        if container.get("securityContext.runAsNonRoot", default=enforced):
            continue
        if names_user(pod, container):
            continue
        name = container.get("name")
        yield container.fail("securityContext.runAsNonRoot", f"container {name} may run as root")
