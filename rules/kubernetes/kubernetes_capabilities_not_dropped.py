"""The container keeps a dozen of root's rights that a service hardly ever needs.

By default the runtime leaves CHOWN, SETUID, NET_RAW, MKNOD and others to a root process, and to
programs with file capabilities. Drop ALL and add back the one or two that are needed; dropping
single ones leaves the rest.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers, is_windows, matches

_ALL = re.compile(r"\AALL\Z", re.IGNORECASE)


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    fix="Set securityContext.capabilities.drop (Compose: cap_drop) to [ALL].",
    aliases=("CKV_K8S_37", "KSV-0003"),
    related_ids=("KSV-0004", "KSV-0106"),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
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
      securityContext:
        capabilities:
          drop: [NET_RAW]  # here
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
        capabilities: {drop: [ALL]}
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
          securityContext:
            capabilities: {drop: [NET_RAW, all], add: [NET_BIND_SERVICE]}
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
    path = "securityContext.capabilities.drop"
    if is_windows(workload):
        return
    for container in containers(workload):
        if not any(matches(_ALL, item.value) for item in container.each(path)):
            name = container.get("name")
            yield container.fail(path, f"container {name} does not drop all capabilities")
