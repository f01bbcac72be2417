"""A token goes on working after its service account has been deleted.

--service-account-lookup=false spares the API server the look into etcd; the default is to look.
"""

from scanner import HIGH, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=HIGH,
    fix="Remove --service-account-lookup=false.",
    related_ids=("CKV_K8S_96",),
    cwe=613,
    references=(
        "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --service-account-lookup=false]  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec: {containers: [{name: kube-apiserver, command: [kube-apiserver]}]}
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - {name: kube-apiserver, command: [kube-apiserver, --service-account-lookup=true]}
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if flag(server, "service-account-lookup", default="true") == "false":
            yield server.fail("command", "tokens of deleted service accounts are accepted")
