"""Every request that is authenticated may do everything: the API server asks nobody for leave.

AlwaysAllow is also what the server does when neither --authorization-mode nor
--authorization-config is given.
"""

from scanner import CRITICAL, rule
from scanner.shapes import components, flag, lists


@rule(
    on="Pod",
    severity=CRITICAL,
    fix="Set --authorization-mode=Node,RBAC.",
    aliases=("CKV_K8S_74",),
    cwe=862,
    references=("https://kubernetes.io/docs/reference/access-authn-authz/authorization/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command:  # here
        - kube-apiserver
        - --authorization-mode=RBAC,AlwaysAllow
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [/usr/local/bin/kube-apiserver, --secure-port=6443]  # here
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
      command: [kube-apiserver, "--authorization-mode=Node,RBAC"]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver]
      args: [--authorization-config=/etc/kubernetes/authorization.yaml]
    - name: helper
      command: [helper, --authorization-mode=AlwaysAllow]
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if flag(server, "authorization-config", default=""):
            continue
        if lists(flag(server, "authorization-mode", default="AlwaysAllow"), "AlwaysAllow"):
            yield server.fail("command", "the API server authorises every request")
