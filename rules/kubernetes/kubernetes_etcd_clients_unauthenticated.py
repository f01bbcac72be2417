"""Whoever reaches etcd reads and writes the whole cluster, past the API server and its roles.

etcd asks clients for a certificate only with --client-cert-auth=true, which needs TLS
(--cert-file and --key-file) to mean anything.
"""

from scanner import CRITICAL, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=CRITICAL,
    fix="Set --cert-file, --key-file and --client-cert-auth=true.",
    related_ids=("CKV_K8S_116", "CKV_K8S_117"),
    cwe=306,
    references=("https://etcd.io/docs/v3.5/op-guide/security/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec:
  containers:
    - name: etcd
      command: [etcd, --cert-file=/pki/server.crt, --key-file=/pki/server.key]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec:
  containers:
    - name: etcd
      command: [etcd, --client-cert-auth=true]  # here
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
      command:
        - etcd
        - --cert-file=/pki/server.crt
        - --key-file=/pki/server.key
        - --client-cert-auth=true
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec:
  containers:
    - name: etcd
      command: [etcd, --config-file=/etc/etcd/etcd.yaml]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec:
  containers:
    - name: etcd
      command: [etcd]
      env:
        - {name: ETCD_CERT_FILE, value: "/pki/x"}
        - {name: ETCD_KEY_FILE, value: "/pki/x"}
        - {name: ETCD_CLIENT_CERT_AUTH, value: "true"}
""",
    ),
)
def check(pod):
    for server in components(pod, "etcd"):
        if flag(server, "config-file", default="", environment="ETCD_"):
            continue  # nothing but the file counts then
        if not flag(server, "cert-file", default="", environment="ETCD_"):
            yield server.fail("command", "etcd serves its clients without TLS")
        if flag(server, "client-cert-auth", default="false", environment="ETCD_") != "true":
            yield server.fail("command", "etcd asks its clients for no certificate")
