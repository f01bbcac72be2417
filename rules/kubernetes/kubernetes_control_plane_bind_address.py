"""The metrics and health of the controller manager or scheduler are open to the whole network.

Both listen on every address unless --bind-address=127.0.0.1 is set, which is how kubeadm sets it.
"""

from scanner import LOW, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=LOW,
    fix="Set --bind-address=127.0.0.1.",
    related_ids=("CKV_K8S_113", "CKV_K8S_115"),
    cwe=668,
    references=(
        "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-scheduler/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-scheduler, namespace: kube-system}
spec:
  containers:
    - name: kube-scheduler
      command: [kube-scheduler, --profiling=false]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-controller-manager, namespace: kube-system}
spec:
  containers:
    - name: kube-controller-manager
      command: [kube-controller-manager, --bind-address=0.0.0.0]  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-scheduler, namespace: kube-system}
spec:
  containers:
    - name: kube-scheduler
      command: [kube-scheduler, --bind-address=127.0.0.1]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --bind-address=0.0.0.0]
""",
    ),
)
def check(pod):
    for program in components(pod, "kube-controller-manager", "kube-scheduler"):
        if flag(program, "bind-address", default="::") not in ("127.0.0.1", "::1"):
            yield program.fail("command", "it listens on every address")
