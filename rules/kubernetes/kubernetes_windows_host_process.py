"""A HostProcess container runs on the Windows node itself, as an account of the node.

It is what privileged is on Linux: the node's files, registry and network are open to it. Agents of
the cluster need it, applications do not.
"""

from scanner import HIGH, rule
from scanner.shapes import WORKLOADS, containers, pod_spec


@rule(
    on=WORKLOADS,
    severity=HIGH,
    fix="Remove windowsOptions.hostProcess: true.",
    aliases=("KSV-0103",),
    cwe=250,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:
      hostNetwork: true
      securityContext:
        windowsOptions:
          hostProcess: true  # here
          runAsUserName: NT AUTHORITY\\SYSTEM
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
      securityContext: {windowsOptions: {hostProcess: true}}  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {windowsOptions: {runAsUserName: ContainerUser}}
  containers:
    - name: app
      image: app:1.0
      securityContext: {windowsOptions: {hostProcess: false}}
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
    path = "securityContext.windowsOptions.hostProcess"
    for place in (pod_spec(workload), *containers(workload)):
        if place.get(path, default=False):
            yield place.fail(path, "the container runs on the Windows node itself")
