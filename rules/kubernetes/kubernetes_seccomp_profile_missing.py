"""Without a seccomp profile the container may try every system call of the node's kernel.

Kubernetes runs pods unconfined unless the kubelet was started with another default. RuntimeDefault
blocks the calls that ordinary programs do not make and kernel exploits do; a Localhost profile may
block more. The container's profile wins over the pod's; Windows pods have none.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, is_windows, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Set securityContext.seccompProfile.type: RuntimeDefault for the pod.",
    related_ids=("CKV_K8S_31", "KSV-0030", "KSV-0104"),
    cwe=693,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/reference/node/seccomp/",
    ),
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
  containers:
    - name: app
      image: app:1.0
      securityContext: {seccompProfile: {type: RuntimeDefault}}
    - name: sidecar  # here
      image: app:1.0
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {seccompProfile: {type: RuntimeDefault}}
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
      securityContext: {seccompProfile: {type: Localhost, localhostProfile: app.json}}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  os: {name: windows}
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
  nodeSelector: {kubernetes.io/os: windows}
  containers:
    - name: app
      image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    path = "securityContext.seccompProfile"
    if pod.is_set(path) or is_windows(workload):
        return
    for container in containers(workload):
        if not container.is_set(path):
            name = container.get("name")
            yield container.fail(path, f"container {name} has no seccomp profile")
