"""The kubelet sends the probe to another machine, from inside the cluster's own network.

host in a probe or a lifecycle hook makes the node call any address, also one that the pod may not
reach itself, and tells nothing of the container. Without it the pod's own address is taken. The
baseline Pod Security Standard forbids it since Kubernetes 1.34.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers

_CALLERS = (
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "lifecycle.postStart",
    "lifecycle.preStop",
)


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Remove host; send a Host header by httpHeaders where the server wants a name.",
    cwe=918,
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
      containers:
        - name: app
          image: app:1.0
          livenessProbe:
            httpGet: {host: 169.254.169.254, path: /, port: 80}  # here
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
      lifecycle:
        postStart:
          tcpSocket:
            host: db.example.com  # here
            port: 5432
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
      readinessProbe:
        httpGet:
          path: /
          port: 80
          httpHeaders: [{name: Host, value: shop.example.com}]
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
      startupProbe: {tcpSocket: {host: "", port: 80}}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for caller in _CALLERS:
            for action in ("httpGet", "tcpSocket"):
                path = f"{caller}.{action}.host"
                if container.get(path, default="") != "":
                    yield container.fail(path, f"{caller} calls another host")
