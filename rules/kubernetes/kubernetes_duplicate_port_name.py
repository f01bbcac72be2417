"""The API server refuses the workload: a name stands for one port of a container.

Services and probes refer to ports by name; two of the same name would be a guess. Different
containers may use one name, and a Service then takes the first.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, repeated


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Give each port of the container a name of its own.",
    cwe=1173,
    references=("https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",),
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
            - {containerPort: 8080, name: http}
            - {containerPort: 9090, name: http}  # here
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
          ports: [{containerPort: 8080, name: http}, {containerPort: 9090, name: metrics}]
        - name: proxy
          image: proxy:1.0
          ports: [{containerPort: 80, name: http}]
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
      ports: [{containerPort: 8080}, {containerPort: 9090}]
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for port in repeated(container, ("ports",), "name"):
            yield port.fail("name", f"another port is called {port.get('name')} too")
