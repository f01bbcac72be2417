"""CAP_SYS_ADMIN is most of what root can do: mounting, namespaces, and ways out of the container.

A container that has it can mount the node's disks and load programs into its kernel, so breaking
into the container is breaking into the node. Almost every use has a narrower capability; adding
ALL is reported by a rule of its own.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, containers, matches

_NAME = re.compile(r"\A(?:CAP_)?SYS_ADMIN\Z", re.IGNORECASE)


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Remove SYS_ADMIN from capabilities.add and add the narrower capability that is needed.",
    aliases=("CKV_K8S_39", "KSV-0005"),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://man7.org/linux/man-pages/man7/capabilities.7.html",
    ),
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
            capabilities:
              add: [NET_ADMIN, SYS_ADMIN]  # here
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
        capabilities:
          add: [NET_BIND_SERVICE]
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
        capabilities:
          drop: [SYS_ADMIN]
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for item in container.each("securityContext.capabilities.add"):
            if matches(_NAME, item.value):
                name = container.get("name")
                yield item.fail(message=f"container {name} has the capability SYS_ADMIN")
