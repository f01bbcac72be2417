"""Nothing stops this container from taking all CPU time that its neighbours do not need.

Its request still protects every neighbour that has one, and a limit throttles even when the node is
idle; so this is for clusters that bill or isolate their tenants by limits.
"""

from scanner import LOW, rule
from scanner.shapes import CONTAINED, containers, namespace_gives


@rule(
    on=CONTAINED,
    severity=LOW,
    fix="Set resources.limits.cpu (Compose: cpus).",
    aliases=("CKV_K8S_11", "KSV-0011"),
    cwe=770,
    references=("https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/",),
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
            limits:  # here
              memory: 64Mi
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
          resources: {limits: {cpu: 500m}}
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
      resources: {requests: {cpu: 100m}, limits: {cpu: 2, memory: 64Mi}}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  containers:
    - name: app
      image: app:1.0
---
apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
  namespace: shop
spec:
  limits:
    - type: Container
      default: {cpu: 100m}
""",
    ),
)
def check(workload):
    path = "resources.limits.cpu"
    given = namespace_gives(workload, "limits", "cpu")
    for container in containers(workload):
        if not container.is_set(path) and not given:
            yield container.fail(path, f"container {container.get('name')} has no CPU limit")
