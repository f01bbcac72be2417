"""A broken-into node changes the labels of others and draws their pods to itself.

The admission plugin NodeRestriction holds each kubelet to its own node and pods; it is not among
those that are enabled by default.
"""

from scanner import HIGH, rule
from scanner.shapes import components, flag, lists


@rule(
    on="Pod",
    severity=HIGH,
    fix="Add NodeRestriction to --enable-admission-plugins.",
    aliases=("CKV_K8S_85",),
    cwe=269,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --enable-admission-plugins=AlwaysPullImages]  # here
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
      command: [kube-apiserver, "--enable-admission-plugins=AlwaysPullImages,NodeRestriction"]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-controller-manager, namespace: kube-system}
spec:
  containers:
    - {name: kube-controller-manager, command: [kube-controller-manager, --profiling=false]}
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if not lists(flag(server, "enable-admission-plugins", default=""), "NodeRestriction"):
            yield server.fail("command", "NodeRestriction is not enabled")
