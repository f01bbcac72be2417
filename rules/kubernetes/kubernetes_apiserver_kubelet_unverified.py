"""Whoever can pass for a node receives what is sent to its pods: exec sessions and secrets with it.

The API server does not check the kubelets' certificates unless --kubelet-certificate-authority is
set.
"""

from scanner import MEDIUM, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=MEDIUM,
    fix="Set --kubelet-certificate-authority, and serverTLSBootstrap in the kubelets.",
    aliases=("CKV_K8S_73",),
    cwe=295,
    references=(
        "https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --kubelet-client-key=/etc/kubernetes/pki/kubelet.key]  # here
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
      command: [kube-apiserver, --kubelet-certificate-authority=/etc/kubernetes/pki/ca.crt]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: "web:1"}]}
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if not flag(server, "kubelet-certificate-authority", default=""):
            yield server.fail("command", "the kubelets' certificates are not checked")
