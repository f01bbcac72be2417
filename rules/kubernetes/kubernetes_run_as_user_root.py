"""The container is told to run as root, whatever its image would do.

User 0 inside is user 0 on the node as soon as the container's walls give way, and owns every file
that is mounted into it. Set the number of the image's own user. A container's runAsUser wins over
its pod's.
"""

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, containers, pod_spec


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Set runAsUser (Compose: user) to the number of a user that is not root.",
    aliases=("KSV-0105",),
    related_ids=("CKV_K8S_23",),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    ),
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
          securityContext:
            runAsUser: 0  # here
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 0  # here
  containers:
    - name: app
      image: app:1.0
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsUser: 10001}
  containers:
    - name: app
      image: app:1.0
      securityContext: {runAsUser: 10002}
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
      securityContext: {runAsGroup: 0}
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if pod.get("securityContext.runAsUser", default=1) == 0:
        yield pod.fail("securityContext.runAsUser", "the pod runs as root")
    for container in containers(workload):
        if container.get("securityContext.runAsUser", default=1) == 0:
            name = container.get("name")
            yield container.fail("securityContext.runAsUser", f"container {name} runs as root")
