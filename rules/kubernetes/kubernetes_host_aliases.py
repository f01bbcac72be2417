"""Addresses that are written into the pod's /etc/hosts stay when the server moves.

hostAliases also redirects a name past the cluster's DNS, so that a changed manifest is enough to
send traffic elsewhere. A Service of the type ExternalName or without a selector does it visibly.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Replace hostAliases by a Service that names the server.",
    cwe=1051,
    references=(
        "https://kubernetes.io/docs/tasks/network/customize-hosts-file-for-pods/",
        "https://kubernetes.io/docs/concepts/services-networking/service/",
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
      hostAliases:
        - ip: 10.0.0.5  # here
          hostnames: [db.example.com]
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
      hostAliases: []
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
      env: [{name: DB_HOST, value: db}]
""",
    ),
)
def check(workload):
    for alias in pod_spec(workload).each("hostAliases"):
        yield alias.fail("ip", "an address is written into /etc/hosts")
