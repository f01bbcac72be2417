"""The pod sees every process of the node, with its arguments, environment and files.

With hostPID a container reads other pods' secrets in /proc, and signals or traces their processes
as far as its user may. Sharing processes between the containers of one pod is another setting,
shareProcessNamespace.
"""

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, pod_spec


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Remove hostPID: true (Compose: pid: host).",
    aliases=("CKV_K8S_17", "KSV-0010", "host-pid"),
    cwe=653,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
    bad=(
        """
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:
      hostPID: true  # here
      containers:
        - name: app
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
  hostPID: false
  containers:
    - name: app
      image: app:1.0
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      shareProcessNamespace: true
      containers:
        - name: app
          image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if pod.get("hostPID", default=False):
        yield pod.fail("hostPID", "the pod shares the node's processes")
