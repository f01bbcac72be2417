"""Passwords in a file on the control plane are valid until somebody restarts the API server.

--token-auth-file holds tokens in clear text that never expire. Use OIDC for people and service
accounts for workloads.
"""

from scanner import HIGH, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=HIGH,
    fix="Remove --token-auth-file and use OIDC.",
    aliases=("CKV_K8S_70",),
    related_ids=("CKV_K8S_69",),
    cwe=256,
    references=(
        "https://kubernetes.io/docs/concepts/security/hardening-guide/authentication-mechanisms/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --token-auth-file=/etc/tokens.csv]  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --oidc-issuer-url=https://id.example.com]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: other}
spec:
  containers:
    - {name: other, image: "other:1", command: [other, --token-auth-file=/etc/tokens.csv]}
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if flag(server, "token-auth-file", default=""):
            yield server.fail("command", "the API server takes tokens from a file")
