"""The setting stands where Kubernetes does not read it, so the protection is not there.

allowPrivilegeEscalation, capabilities, privileged, readOnlyRootFilesystem and procMount belong to
a container; fsGroup, supplementalGroups and sysctls to the pod. In the other's securityContext the
API server drops them, or refuses the object when it checks strictly.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, pod_spec

_OF_CONTAINERS = (
    "allowPrivilegeEscalation",
    "capabilities",
    "privileged",
    "procMount",
    "readOnlyRootFilesystem",
)
_OF_PODS = ("fsGroup", "fsGroupChangePolicy", "supplementalGroups", "sysctls")


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Move the setting to the securityContext that it belongs to.",
    cwe=693,
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
        runAsNonRoot: true
        readOnlyRootFilesystem: true  # here
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
      securityContext:
        fsGroup: 10001  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {fsGroup: 10001, runAsNonRoot: true}
  containers:
    - name: app
      image: app:1.0
      securityContext: {readOnlyRootFilesystem: true, runAsNonRoot: true}
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
    pod = pod_spec(workload)
    for attribute in _OF_CONTAINERS:
        if pod.is_set(f"securityContext.{attribute}"):
            message = f"{attribute} is read in a container's securityContext alone"
            yield pod.fail(f"securityContext.{attribute}", message)
    for container in containers(workload):
        for attribute in _OF_PODS:
            if container.is_set(f"securityContext.{attribute}"):
                message = f"{attribute} is read in the pod's securityContext alone"
                yield container.fail(f"securityContext.{attribute}", message)
