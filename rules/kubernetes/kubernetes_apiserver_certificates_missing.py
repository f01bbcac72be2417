"""Clients get used to a certificate that nobody can verify, and cannot show one of their own.

Without --tls-cert-file and --tls-private-key-file the API server makes up a self-signed
certificate; without --client-ca-file it takes no client certificates, which the kubelets use.
"""

from scanner import MEDIUM, rule
from scanner.shapes import components, flag

FLAGS = ("tls-cert-file", "tls-private-key-file", "client-ca-file")


@rule(
    on="Pod",
    severity=MEDIUM,
    fix="Set --tls-cert-file, --tls-private-key-file and --client-ca-file.",
    related_ids=("CKV_K8S_100",),
    cwe=295,
    references=(
        "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --client-ca-file=/pki/ca.crt]  # here
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
      command:
        - kube-apiserver
        - --client-ca-file=/pki/ca.crt
        - --tls-cert-file=/pki/apiserver.crt
        - --tls-private-key-file=/pki/apiserver.key
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: "web:1", args: [kube-apiserver]}]}
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        for name in FLAGS:
            if not flag(server, name, default=""):
                yield server.fail("command", f"--{name} is not set")
