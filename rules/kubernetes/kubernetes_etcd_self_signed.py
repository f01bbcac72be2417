"""Clients cannot tell this etcd from another: its certificates are made up at each start.

--auto-tls and --peer-auto-tls generate self-signed certificates, which nobody can verify.
"""

from scanner import MEDIUM, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=MEDIUM,
    fix="Remove --auto-tls and --peer-auto-tls and give certificates of etcd's own CA.",
    related_ids=("CKV_K8S_118",),
    cwe=295,
    references=("https://etcd.io/docs/v3.5/op-guide/security/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec:
  containers:
    - name: etcd
      command: [etcd, --auto-tls=true]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec:
  containers:
    - name: etcd
      command: [etcd, --peer-auto-tls]  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec:
  containers:
    - name: etcd
      command: [etcd, --auto-tls=false, --cert-file=/pki/server.crt]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec: {containers: [{name: etcd, command: [etcd]}]}
""",
    ),
)
def check(pod):
    for server in components(pod, "etcd"):
        for name in ("auto-tls", "peer-auto-tls"):
            if flag(server, name, default="false", environment="ETCD_") == "true":
                yield server.fail("command", f"--{name} makes certificates that nobody can verify")
