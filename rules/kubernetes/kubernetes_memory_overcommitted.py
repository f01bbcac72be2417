"""The node promises more memory than it has, and kills containers when they take what they may.

The scheduler counts requests alone. A limit far above the request is memory that is reserved
nowhere: when several containers use it, the kernel kills one of them.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers, quantity


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Raise the memory request towards the limit.",
    cwe=770,
    references=(
        "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",
        "https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/",
    ),
    parameters={"factor": 2},
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
            requests: {memory: 64Mi}
            limits: {memory: 1Gi}  # here
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
            limits: {cpu: 2, memory: 512Mi}
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
      resources: {limits: {memory: 1Gi}}
""",
    ),
)
def check(workload):
    factor = workload.parameters["factor"]
    path = "resources.limits.memory"
    for container in containers(workload):
        # Without a request, Kubernetes takes the limit for it.
        limit = quantity(container.get(path), default=0)
        request = quantity(container.get("resources.requests.memory"), default=limit)
        if limit > request * factor:
            yield container.fail(path, "the memory limit is far above the request")
