"""Profiling shows the inside of a control-plane program to whoever reaches its port.

The API server, controller manager and scheduler serve profiles unless --profiling=false is set;
they cost time and tell about the cluster.
"""

from scanner import LOW, rule
from scanner.shapes import components, flag

PROGRAMS = ("kube-apiserver", "kube-controller-manager", "kube-scheduler")


@rule(
    on="Pod",
    severity=LOW,
    fix="Set --profiling=false.",
    related_ids=("CKV_K8S_90", "CKV_K8S_107", "CKV_K8S_114"),
    cwe=215,
    references=(
        "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-scheduler, namespace: kube-system}
spec:
  containers:
    - name: kube-scheduler
      command: [kube-scheduler, --leader-elect=true]  # here
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
      command: [kube-controller-manager, --profiling=false]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system}
spec: {containers: [{name: etcd, command: [etcd]}]}
""",
    ),
)
def check(pod):
    for program in components(pod, *PROGRAMS):
        if flag(program, "profiling", default="true") != "false":
            yield program.fail("command", "profiles are served")
