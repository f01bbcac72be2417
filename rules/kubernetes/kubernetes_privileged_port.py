"""A port below 1024 is why many images still start as root.

Any higher number does inside of a pod, since a Service maps its own port to it. Newer container
runtimes let every user bind low ports, so this is hygiene.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers, quantity


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Let the container listen on a port above 1023 and map it in the Service.",
    aliases=("privileged-ports", "KSV-0117"),
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/services-networking/service/",),
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
            - containerPort: 80  # here
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
          ports: [{containerPort: 8080}, {containerPort: 1024}]
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
      ports: [{name: http}]
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for port in container.each("ports"):
            if quantity(port.get("containerPort"), default=1024) < 1024:
                yield port.fail("containerPort", "a port below 1024 is for privileged programs")
