"""Whoever gets at etcd or its backups reads every secret of the cluster.

Without --encryption-provider-config the API server stores secrets as they are. With it they are
encrypted by what the file names first.
"""

from scanner import HIGH, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=HIGH,
    fix="Set --encryption-provider-config to a file with a kms or secretbox provider.",
    aliases=("CKV_K8S_104",),
    cwe=311,
    references=("https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --etcd-servers=https://127.0.0.1:2379]  # here
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
      command: [kube-apiserver, --encryption-provider-config=/etc/kubernetes/encryption.yaml]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-scheduler, namespace: kube-system}
spec:
  containers:
    - {name: kube-scheduler, command: [kube-scheduler, --profiling=false]}
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if not flag(server, "encryption-provider-config", default=""):
            yield server.fail("command", "secrets are stored as they are")
