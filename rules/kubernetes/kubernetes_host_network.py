"""The pod sits on the node's network: it sees its traffic and reaches what listens on localhost.

With hostNetwork no NetworkPolicy holds for the pod, the kubelet and the cloud's metadata service
see the node calling, and every port it opens is a port of the node. Node agents and network
plugins need it: ignore the finding there with that reason. Windows HostProcess pods cannot be
without it, and are found by a rule of their own.
"""

from scanner import HIGH, rule
from scanner.shapes import CONTAINED, is_host_process, pod_spec


@rule(
    on=CONTAINED,
    severity=HIGH,
    fix="Remove hostNetwork: true (Compose: network_mode: host) and publish the port instead.",
    aliases=("CKV_K8S_19", "KSV-0009", "host-network"),
    cwe=653,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      hostNetwork: true  # here
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
  hostNetwork: false
  containers:
    - name: app
      image: app:1.0
""",
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
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: agent
spec:
  hostNetwork: true
  securityContext: {windowsOptions: {hostProcess: true}}
  containers:
    - name: app
      image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    if pod.get("hostNetwork", default=False) and not is_host_process(workload):
        yield pod.fail("hostNetwork", "the pod shares the node's network")
