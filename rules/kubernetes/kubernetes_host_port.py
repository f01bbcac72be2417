"""A port of the node leads straight into the pod, past Services and many network policies.

It also ties the pod to nodes where the port is free, so at most one replica runs on each. A
Service, or an Ingress before it, does the same without either. 0 means none.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Remove hostPort and publish the port by a Service.",
    aliases=("CKV_K8S_26", "KSV-0024"),
    cwe=668,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/concepts/configuration/overview/",
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
        - name: app
          image: app:1.0
          ports:
            - containerPort: 8080
            - containerPort: 9090
              hostPort: 9090  # here
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
      ports: [{containerPort: 8080}]
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
      ports: [{containerPort: 8080, hostPort: 0}]
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for port in container.each("ports"):
            if port.get("hostPort", default=0) != 0:
                name = container.get("name")
                yield port.fail("hostPort", f"container {name} takes a port of the node")
