"""Memory in m is thousandths of a byte: 512m is half a byte, not half a gigabyte.

A limit like that kills the container at its start, and a request like that reserves nothing. The m
belongs to CPUs; megabytes are M, mebibytes Mi.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, quantity


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Write the unit as Mi.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",),
    parameters={"minimum": 1048576},
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
            requests: {cpu: 100m, memory: 256m}  # here
            limits:
              memory: 512  # here
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
            requests: {cpu: 100m, memory: 256Mi}
            limits: {memory: "536870912"}
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
      resources: {requests: {memory: 0}, limits: {cpu: 500m}}
""",
    ),
)
def check(workload):
    minimum = workload.parameters["minimum"]
    for container in containers(workload):
        for kind in ("requests", "limits"):
            path = f"resources.{kind}.memory"
            if 0 < quantity(container.get(path), default=0) < minimum:
                yield container.fail(path, "this is less memory than any program needs")
