"""The pod waits for a node that does not exist: 500 CPUs were asked for, not 500m.

A CPU quantity without a unit counts whole cores. Where a node really has that many, raise the
parameter.
"""

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers, quantity


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Write thousandths of a core with m, as in 500m.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",),
    parameters={"maximum": 100},
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
          resources:
            requests:
              cpu: 250  # here
            limits:
              cpu: "500"  # here
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
          resources:
            requests: {cpu: 250m, memory: 500}
            limits: {cpu: 2}
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
""",
    ),
)
def check(workload):
    maximum = workload.parameters["maximum"]
    for container in containers(workload):
        for kind in ("requests", "limits"):
            path = f"resources.{kind}.cpu"
            if quantity(container.get(path), default=0) > maximum:
                yield container.fail(path, "these are whole cores, more than a node has")
