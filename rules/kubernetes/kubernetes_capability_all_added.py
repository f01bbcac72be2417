"""Adding ALL capabilities gives the container every right of the node's root.

Only the device list and some masks still separate it from a privileged container. Dropping ALL and
adding single ones back is the opposite, and right.
"""

import re

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, containers, matches

_NAME = re.compile(r"\A(?:CAP_)?ALL\Z", re.IGNORECASE)


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Replace ALL in capabilities.add by the capabilities that are needed.",
    related_ids=("CKV_K8S_25", "KSV-0022"),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
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
            - ALL  # here
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
          drop: [ALL]
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
        capabilities: {add: [SYS_TIME]}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for item in container.each("securityContext.capabilities.add"):
            if matches(_NAME, item.value):
                name = container.get("name")
                yield item.fail(message=f"container {name} has every capability")
