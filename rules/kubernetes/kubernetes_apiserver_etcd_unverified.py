"""The API server cannot tell etcd from an impostor, or shows it no certificate of its own.

--etcd-cafile verifies etcd; --etcd-certfile and --etcd-keyfile are what the API server
authenticates with. Without them the connection that carries every secret rests on the network.
"""

from scanner import HIGH, rule
from scanner.shapes import components, flag

FLAGS = ("etcd-cafile", "etcd-certfile", "etcd-keyfile")


@rule(
    on="Pod",
    severity=HIGH,
    fix="Set --etcd-cafile, --etcd-certfile and --etcd-keyfile.",
    related_ids=("CKV_K8S_99", "CKV_K8S_102"),
    cwe=295,
    references=(
        "https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#securing-etcd-clusters",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --etcd-certfile=/pki/c.crt, --etcd-keyfile=/pki/c.key]  # here
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
      command:
        - kube-apiserver
        - --etcd-cafile=/pki/ca.crt
        - --etcd-certfile=/pki/client.crt
        - --etcd-keyfile=/pki/client.key
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: proxy, namespace: kube-system}
spec: {containers: [{name: proxy, command: [etcd-proxy]}]}
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        for name in FLAGS:
            if not flag(server, name, default=""):
                yield server.fail("command", f"--{name} is not set")
