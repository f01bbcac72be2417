"""Connections are refused: no container behind the Service listens on its target port.

A port that is named must be one of a container's; without it the Service has no endpoints at all.
A port that is given by number need not be declared, so it is reported only where every container
declares its ports. Workloads are looked for in the same folder and namespace.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import containers, matches, selected

NAME = re.compile(r"[a-z]")


@rule(
    on="Service",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Set targetPort to the name or number of a container's port.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/services-networking/service/",),
    bad=(
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - {name: ok, port: 80, targetPort: http}
    - name: metrics
      port: 9090
      targetPort: metrics  # here
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
    - {name: app, image: "app:1", ports: [{name: http, containerPort: 8080}]}
    - {name: proxy, image: "proxy:1"}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80  # here
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: app, image: "app:1", ports: [{name: http, containerPort: 8080}]}]
""",
    ),
    good=(
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - {name: http, port: 80, targetPort: http}
    - {name: direct, port: 8080}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers: [{name: app, image: "app:1", ports: [{name: http, containerPort: 8080}]}]
""",
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: 3000}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  containers:
    - {name: app, image: "app:1"}
    - {name: proxy, image: "proxy:1", ports: [{name: http, containerPort: 8080}]}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
""",
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80}]
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec: {restartPolicy: Never, containers: [{name: app, image: "app:1"}]}
""",
    ),
)
def check(service):
    declared = [
        list(container.each("ports"))
        for workload in selected(service)
        for container in containers(workload, serving=True)
    ]
    open_ports = [port for ports in declared for port in ports]
    for port in service.each("spec.ports"):
        target = port.get("targetPort", default=port.get("port"))
        if any(target in (one.get("name"), one.get("containerPort")) for one in open_ports):
            continue
        if declared and (matches(NAME, target) or all(declared)):
            yield port.fail("targetPort", f"no container has a port {target}")
