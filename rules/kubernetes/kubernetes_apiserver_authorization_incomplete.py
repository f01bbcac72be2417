"""Without Node and RBAC a kubelet reads every secret, or roles count for nothing.

The Node authoriser holds each kubelet to the pods on its own node; RBAC is what roles and bindings
need to have an effect. A server with AlwaysAllow among its modes has a rule of its own.
"""

from scanner import HIGH, rule
from scanner.shapes import components, flag, lists


@rule(
    on="Pod",
    severity=HIGH,
    fix="Set --authorization-mode=Node,RBAC.",
    related_ids=("CKV_K8S_75", "CKV_K8S_77"),
    cwe=863,
    references=("https://kubernetes.io/docs/reference/access-authn-authz/node/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --authorization-mode=RBAC]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --authorization-mode, "Node,ABAC"]  # here
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
      command: [kube-apiserver, --authorization-mode, "Node,RBAC,Webhook"]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --authorization-config=/etc/kubernetes/authorization.yaml]
""",
        # The rule on AlwaysAllow tells this.
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --authorization-mode=AlwaysAllow]
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        modes = flag(server, "authorization-mode", default="Node,RBAC")
        if lists(modes, "AlwaysAllow"):
            continue
        for mode in ("Node", "RBAC"):
            if not lists(modes, mode):
                yield server.fail("command", f"--authorization-mode lacks {mode}")
