"""NET_RAW, which every container has by default, forges packets on the pod network.

It is enough to spoof ARP and DNS answers and so to read the traffic of neighbouring pods; what
uses it is `ping` and network scanners. Dropping ALL drops it too, unless it is added back.
"""

import re

from scanner import LOW, rule
from scanner.shapes import CONTAINED, containers, is_windows, matches

_DROPPED = re.compile(r"\A(?:ALL|(?:CAP_)?NET_RAW)\Z", re.IGNORECASE)


@rule(
    on=CONTAINED,
    severity=LOW,
    fix="Drop NET_RAW, or better ALL, in the capabilities (Compose: cap_drop).",
    aliases=("CKV_K8S_28", "drop-net-raw-capability"),
    cwe=250,
    references=("https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",),
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
          drop: [SYS_CHROOT]  # here
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
        capabilities: {drop: [NET_RAW]}
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
        capabilities: {drop: [ALL]}
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
        if not any(matches(_DROPPED, item.value) for item in container.each(path)):
            name = container.get("name")
            yield container.fail(path, f"container {name} may forge packets: NET_RAW is kept")
