"""Requests without any credential reach the API server, one wrong binding away from its data.

Anonymous requests are let in unless --anonymous-auth=false is set; RBAC gives them the version and
health only. Probes of the kubelet that use them want credentials then, or an
AuthenticationConfiguration that allows the health paths alone.
"""

from scanner import MEDIUM, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=MEDIUM,
    fix="Set --anonymous-auth=false.",
    aliases=("CKV_K8S_68",),
    cwe=306,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --profiling=false]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --anonymous-auth]  # here
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
      command: [kube-apiserver, --anonymous-auth=false]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --authentication-config=/etc/kubernetes/authentication.yaml]
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if flag(server, "authentication-config", default=""):
            continue
        if flag(server, "anonymous-auth", default="true") != "false":
            yield server.fail("command", "the API server takes anonymous requests")
