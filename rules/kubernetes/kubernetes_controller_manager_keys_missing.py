"""Pods get no tokens, or no certificate to check the API server with.

--service-account-private-key-file signs the tokens of service accounts; --root-ca-file is what the
controller manager puts beside each of them as kube-root-ca.crt.
"""

from scanner import MEDIUM, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=MEDIUM,
    fix="Set --service-account-private-key-file and --root-ca-file.",
    related_ids=("CKV_K8S_110", "CKV_K8S_111"),
    cwe=295,
    references=(
        "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-controller-manager, namespace: kube-system}
spec:
  containers:
    - name: kube-controller-manager
      command: [kube-controller-manager, --root-ca-file=/pki/ca.crt]  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-controller-manager, namespace: kube-system}
spec:
  containers:
    - name: kube-controller-manager
      command:
        - kube-controller-manager
        - --root-ca-file=/pki/ca.crt
        - --service-account-private-key-file=/pki/sa.key
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: "web:1", command: [web]}]}
""",
    ),
)
def check(pod):
    for manager in components(pod, "kube-controller-manager"):
        for name in ("service-account-private-key-file", "root-ca-file"):
            if not flag(manager, name, default=""):
                yield manager.fail("command", f"--{name} is not set")
