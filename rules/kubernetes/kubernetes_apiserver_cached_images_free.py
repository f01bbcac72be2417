"""Any pod on the node runs a private image that another one pulled, without its credentials.

With the admission plugin AlwaysPullImages each pod has to show that it may pull. In a cluster of
one team that is no gain, and every start needs the registry.
"""

from scanner import LOW, rule
from scanner.shapes import components, flag, lists


@rule(
    on="Pod",
    severity=LOW,
    fix="Add AlwaysPullImages to --enable-admission-plugins.",
    aliases=("CKV_K8S_80",),
    cwe=862,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#alwayspullimages",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --enable-admission-plugins=NodeRestriction]  # here
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
      command: [kube-apiserver, "--enable-admission-plugins=NodeRestriction,AlwaysPullImages"]
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
    for server in components(pod, "kube-apiserver"):
        if not lists(flag(server, "enable-admission-plugins", default=""), "AlwaysPullImages"):
            yield server.fail("command", "AlwaysPullImages is not enabled")
