"""Admission lets through what it is there to stop: a plugin that guards is off, or one is on that
admits everything.

AlwaysAdmit admits every object. ServiceAccount and NamespaceLifecycle are on by default; without
them pods run with no account of their own and objects are made in namespaces that are going away.
PodSecurity is what enforces the Pod Security Standards.
"""

from scanner import HIGH, rule
from scanner.shapes import components, flag, lists

GUARDS = ("ServiceAccount", "NamespaceLifecycle", "PodSecurity")


@rule(
    on="Pod",
    severity=HIGH,
    fix="Remove the plugin from --enable- or --disable-admission-plugins.",
    related_ids=("CKV_K8S_79", "CKV_K8S_82", "CKV_K8S_83"),
    cwe=693,
    references=("https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, "--enable-admission-plugins=NodeRestriction,AlwaysAdmit"]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --disable-admission-plugins=ServiceAccount]  # here
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
      command: [kube-apiserver, "--enable-admission-plugins=NodeRestriction,ServiceAccount"]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --disable-admission-plugins=DefaultStorageClass]
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if lists(flag(server, "enable-admission-plugins", default=""), "AlwaysAdmit"):
            yield server.fail("command", "AlwaysAdmit is enabled")
        disabled = flag(server, "disable-admission-plugins", default="")
        for name in GUARDS:
            if lists(disabled, name):
                yield server.fail("command", f"{name} is disabled")
