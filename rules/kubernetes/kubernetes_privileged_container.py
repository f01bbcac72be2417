"""A privileged container is root on its node.

It sees every device, may load kernel modules and mount the host's disks; whoever breaks into it
owns the node and every pod's secrets on it. Grant single capabilities instead.
"""

from scanner import CRITICAL, rule
from scanner.shapes import CONTAINED, containers


@rule(
    on=CONTAINED,
    severity=CRITICAL,
    fix="Remove privileged: true; add the capabilities that are needed.",
    aliases=("CKV_K8S_16", "KSV-0017", "privileged-container"),
    cwe=250,
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
      containers:
        - name: app
          image: app:1.0
          securityContext:
            privileged: true  # here
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  initContainers:
    - name: tune
      image: app:1.0
      securityContext: {privileged: true}  # here
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
  containers:
    - name: app
      image: app:1.0
      securityContext:
        privileged: false
    - name: network
      image: app:1.0
      securityContext:
        capabilities: {add: [NET_ADMIN]}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        if container.get("securityContext.privileged", default=False):
            name = container.get("name")
            yield container.fail("securityContext.privileged", f"container {name} is privileged")
