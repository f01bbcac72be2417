"""The API server refuses the workload: two containers of a pod cannot have one name.

Init containers and ordinary ones share the names. Tools that merge by name, such as `kubectl apply`
and Kustomize, silently keep one of the two.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, pod_spec, repeated


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Give every container of the pod a name of its own.",
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
        - name: app  # here
          image: app:1.0
      initContainers:
        - name: app
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
    - name: app  # here
      image: proxy:1.0
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
      initContainers:
        - name: migrate
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
""",
    ),
)
def check(workload):
    lists = ("initContainers", "containers", "ephemeralContainers")
    for container in repeated(pod_spec(workload), lists, "name"):
        name = container.get("name")
        yield container.fail("name", f"another container is called {name} too")
