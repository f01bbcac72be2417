"""With this capability a process inside the container reaches the node's kernel, memory or files.

SYS_MODULE loads kernel modules, SYS_RAWIO writes to ports and memory, SYS_PTRACE reads and controls
other processes, DAC_READ_SEARCH opens any file of the node by its handle, BPF loads programs
into the kernel, SYS_BOOT restarts the node, MAC_ADMIN changes its access policy. Agents that watch
the node may need one: ignore the finding there with that reason.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, containers, matches

_NAME = re.compile(
    r"\A(?:CAP_)?(?:SYS_MODULE|SYS_RAWIO|SYS_PTRACE|SYS_BOOT|DAC_READ_SEARCH|BPF|MAC_ADMIN"
    r"|MAC_OVERRIDE)\Z",
    re.IGNORECASE,
)


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Remove the capability, or move what needs it into an agent of its own.",
    related_ids=("CKV_K8S_25", "KSV-0022"),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ),
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
        capabilities:
          add:
            - NET_ADMIN
            - SYS_PTRACE  # here
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
      initContainers:
        - name: load
          image: app:1.0
          securityContext:
            capabilities: {add: [CAP_SYS_MODULE]}  # here
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
        capabilities: {add: [CHOWN, SYS_TIME], drop: [ALL]}
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
        capabilities: {drop: [SYS_PTRACE]}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for item in container.each("securityContext.capabilities.add"):
            if matches(_NAME, item.value):
                name = container.get("name")
                yield item.fail(message=f"container {name} has the capability {item.value}")
