"""A low user number is likely to belong to a user of the node, whose files the container then owns.

Without user namespaces the numbers inside and outside are the same: user 1000 of a container is
the first person's account on the node. Choose one that the node does not use, and set hostUsers:
false where the cluster can. Root has a rule of its own.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, containers, pod_spec, quantity


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Set runAsUser to 10000 or more.",
    related_ids=("CKV_K8S_40", "KSV-0020"),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
        "https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/",
    ),
    parameters={"minimum": 10000},
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      securityContext:
        runAsUser: 1000  # here
      containers:
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
      securityContext: {runAsUser: 999}  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsUser: 10000}
  containers:
    - name: app
      image: app:1.0
      securityContext: {runAsUser: 0}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  securityContext: {runAsUser: 1000}
  containers:
    - name: app
      image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    minimum = workload.parameters["minimum"]
    if not pod.get("hostUsers", default=True):
        return
    for place in (pod, *containers(workload)):
        user = quantity(place.get("securityContext.runAsUser"), default=0)
        if 0 < user < minimum:
            yield place.fail("securityContext.runAsUser", f"user {user} may be one of the node's")
