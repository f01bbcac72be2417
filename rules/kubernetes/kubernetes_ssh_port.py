"""An SSH server in a container is a second way in, with keys and logs that nobody looks after.

`kubectl exec` and `docker exec` do the same under the platform's own access rules and audit log.
Servers whose very purpose is SSH (Git, SFTP, a bastion) are the exception.
"""

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Remove the SSH server and its port.",
    aliases=("ssh-port",),
    cwe=668,
    references=("https://kubernetes.io/docs/concepts/security/",),
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
          ports:
            - containerPort: 8080
            - containerPort: 22  # here
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
          ports: [{containerPort: 2222}]
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
      ports: [{containerPort: 22, protocol: UDP}]
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for port in container.each("ports"):
            is_tcp = port.get("protocol", default="TCP") == "TCP"
            if is_tcp and port.get("containerPort", default=0) == 22:
                yield port.fail("containerPort", "the container serves SSH")
