"""A capability beyond the runtime's default set is more than the baseline standard allows any pod.

Container runtimes give a small set by default; a namespace that enforces the baseline Pod Security
Standard rejects every addition beyond it. Adding one of the set itself is fine, as it is after
dropping ALL.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, matches

# The Pod Security Standards, baseline, "Capabilities".
_ALLOWED = re.compile(
    r"\A(?:AUDIT_WRITE|CHOWN|DAC_OVERRIDE|FOWNER|FSETID|KILL|MKNOD|NET_BIND_SERVICE|SETFCAP|SETGID"
    r"|SETPCAP|SETUID|SYS_CHROOT)\Z"
)


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Remove the capability from capabilities.add.",
    aliases=("KSV-0022",),
    related_ids=("CKV_K8S_25",),
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
          add: [CHOWN, IPC_LOCK]  # here
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
              add: [NET_BIND_SERVICE, CHOWN]
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
        capabilities: {drop: [SYS_TIME]}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for item in container.each("securityContext.capabilities.add"):
            if not matches(_ALLOWED, item.value):
                name = container.get("name")
                yield item.fail(message=f"container {name} adds the capability {item.value}")
