"""The pod starts only on nodes where somebody has put the image by hand.

imagePullPolicy: Never is for trying out images that were built on the node. Anywhere else a new or
cleaned node cannot start the pod, and registry credentials are never checked.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Set imagePullPolicy to IfNotPresent or Always.",
    related_ids=("CKV_K8S_15",),
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/containers/images/",),
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
          imagePullPolicy: Never  # here
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
          imagePullPolicy: IfNotPresent
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
    for container in containers(workload):
        if container.get("imagePullPolicy", default="IfNotPresent") == "Never":
            name = container.get("name")
            yield container.fail("imagePullPolicy", f"the image of {name} is never pulled")
