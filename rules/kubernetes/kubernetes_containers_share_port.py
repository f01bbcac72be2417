"""Only one of the pod's containers can listen on the port; the other one crashes at its start.

The containers of a pod share one network. The same number for TCP and UDP is no conflict, and init
containers end before the others start.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, might, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Let the containers listen on different ports.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/workloads/pods/#pod-networking",),
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
          ports: [{containerPort: 8080}]
        - name: proxy
          image: proxy:1.0
          ports:
            - containerPort: 8080  # here
              protocol: TCP
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
          ports: [{containerPort: 53, protocol: UDP}, {containerPort: 53}]
        - name: proxy
          image: proxy:1.0
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
      ports: [{containerPort: 8080, name: http}, {containerPort: 8080, name: metrics}]
  initContainers:
    - name: migrate
      image: app:1.0
      ports: [{containerPort: 8080}]
""",
    ),
)
def check(workload):
    pod, taken = pod_spec(workload), []
    if might(pod.get("containers"), "share a port"):
        yield pod.fail("containers", "the containers may share a port")
    for container in pod.each("containers"):
        own = []
        for port in container.each("ports"):
            number = port.get("containerPort", default="")
            socket = (number, port.get("protocol", default="TCP"))
            if any(socket == other for other in taken):
                yield port.fail("containerPort", f"port {number} is another container's too")
            own.append(socket)
        taken += own
