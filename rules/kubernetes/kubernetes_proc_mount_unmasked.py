"""An unmasked /proc shows the container what the runtime hides from it, some of it writable.

/proc/kcore, /proc/keys, /proc/sysrq-trigger and others read the kernel's memory or stop the node.
Containers that start containers of their own use it inside a user namespace only, where
hostUsers: false makes root inside nobody outside.
"""

from scanner import HIGH, rule
from scanner.shapes import WORKLOADS, containers


@rule(
    on=WORKLOADS,
    severity=HIGH,
    fix="Remove procMount: Unmasked.",
    aliases=("KSV-0027", "unsafe-proc-mount"),
    cwe=668,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
    bad=(
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
        procMount: Unmasked  # here
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
      securityContext: {procMount: Default}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
""",
    ),
)
def check(workload):
    for container in containers(workload):
        if container.get("securityContext.procMount", default="Default") == "Unmasked":
            name = container.get("name")
            yield container.fail("securityContext.procMount", f"container {name} sees all of /proc")
