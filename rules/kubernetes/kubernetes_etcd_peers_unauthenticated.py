"""Whoever reaches the peer port joins etcd as a member and receives all its data.

Members ask each other for a certificate only with --peer-client-cert-auth=true, and speak TLS only
with --peer-cert-file.
"""

from scanner import HIGH, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=HIGH,
    fix="Set --peer-cert-file, --peer-key-file and --peer-client-cert-auth=true.",
    related_ids=("CKV_K8S_119", "CKV_K8S_121"),
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
      command: [etcd, --peer-cert-file=/pki/peer.crt]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec:
  containers:
    - name: etcd
      command: [etcd, --peer-client-cert-auth=true]  # here
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
      command: [etcd, --peer-cert-file=/pki/peer.crt, --peer-client-cert-auth=true]
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
        - {name: ETCD_PEER_CERT_FILE, value: "/pki/x"}
        - {name: ETCD_PEER_KEY_FILE, value: "/pki/x"}
        - {name: ETCD_PEER_CLIENT_CERT_AUTH, value: "true"}
""",
    ),
)
def check(pod):
    for server in components(pod, "etcd"):
        if flag(server, "config-file", default="", environment="ETCD_"):
            continue  # nothing but the file counts then
        if not flag(server, "peer-cert-file", default="", environment="ETCD_"):
            yield server.fail("command", "etcd's members speak without TLS")
        if flag(server, "peer-client-cert-auth", default="false", environment="ETCD_") != "true":
            yield server.fail("command", "etcd's members ask for no certificate")
