"""Restricted pods may add back one capability alone: the one that binds to a port below 1024.

The restricted Pod Security Standard drops ALL and allows NET_BIND_SERVICE. Others of the default
set, such as CHOWN or SETUID, are what a process uses to become another user or to change files
that are not its own; an image that runs as its own user needs none of them.
"""

import re

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers, matches

_ALLOWED = re.compile(r"\ANET_BIND_SERVICE\Z")


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Run as the user who owns the files, and add at most NET_BIND_SERVICE.",
    related_ids=("CKV_K8S_25", "KSV-0106"),
    cwe=250,
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
        capabilities:
          drop: [ALL]
          add: [NET_BIND_SERVICE, SETUID]  # here
""",
    ),
    good=(
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
        capabilities: {drop: [SETUID]}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for item in container.each("securityContext.capabilities.add"):
            if not matches(_ALLOWED, item.value):
                name = container.get("name")
                yield item.fail(message=f"container {name} adds the capability {item.value}")
