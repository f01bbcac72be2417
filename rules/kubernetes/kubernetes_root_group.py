"""Group 0 reads and writes what belongs to root's group: in the image, in volumes, on the node.

runAsGroup, fsGroup and supplementalGroups each put the process there. A process with another user
but root's group still changes files such as a group-writable /etc/passwd.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, pod_spec


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Set a group other than 0.",
    related_ids=("KSV-0029", "KSV-0021"),
    cwe=250,
    references=("https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",),
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
        runAsUser: 10001
        fsGroup: 0  # here
        supplementalGroups: [20000, 0]  # here
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
  securityContext:
    runAsGroup: 0  # here
  containers:
    - name: app
      image: app:1.0
      securityContext: {runAsGroup: 0}  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsGroup: 10001
    fsGroup: 10001
    supplementalGroups: [20000]
  containers:
    - name: app
      image: app:1.0
      securityContext: {runAsGroup: 10002}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsUser: 0}
  containers:
    - name: app
      image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    for place in (pod, *containers(workload)):
        for attribute in ("runAsGroup", "fsGroup"):
            if place.get(f"securityContext.{attribute}", default=1) == 0:
                yield place.fail(f"securityContext.{attribute}", f"{attribute} is root's group")
    for group in pod.each("securityContext.supplementalGroups"):
        if group.value == 0:
            yield group.fail(message="root's group is a supplemental group")
