"""NET_ADMIN and NET_RAW let the container redirect traffic and pose as its neighbours.

NET_ADMIN rewrites routes, addresses and firewall rules, of the whole node where the pod shares its
network; NET_RAW forges packets, which is enough to spoof ARP and DNS answers on many pod networks.
Binding to a low port needs only NET_BIND_SERVICE. Proxies of a service mesh set up the network in
an init container: prefer the mesh's CNI plugin.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers, matches

_NAME = re.compile(r"\A(?:CAP_)?NET_(?:ADMIN|RAW)\Z", re.IGNORECASE)


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    fix="Remove NET_ADMIN and NET_RAW from capabilities.add.",
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
          drop: [ALL]
          add: [NET_RAW]  # here
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
        - name: proxy-init
          image: app:1.0
          securityContext:
            capabilities:
              add:
                - NET_ADMIN  # here
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
        capabilities: {add: [NET_BIND_SERVICE]}
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
        capabilities: {drop: [NET_RAW, NET_ADMIN]}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for item in container.each("securityContext.capabilities.add"):
            if matches(_NAME, item.value):
                name = container.get("name")
                yield item.fail(message=f"container {name} has the capability {item.value}")
