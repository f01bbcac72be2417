"""Whoever may write a Service draws traffic for any address to their pods (CVE-2020-8554).

The admission plugin DenyServiceExternalIPs refuses new externalIPs. Kubernetes recommends it where
nobody needs the field; a policy engine can do the same.
"""

from scanner import LOW, rule
from scanner.shapes import components, flag, lists


@rule(
    on="Pod",
    severity=LOW,
    fix="Add DenyServiceExternalIPs to --enable-admission-plugins.",
    cwe=300,
    references=(
        "https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#denyserviceexternalips",
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
      command: [kube-apiserver, "--enable-admission-plugins=DenyServiceExternalIPs"]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-scheduler, namespace: kube-system}
spec: {containers: [{name: kube-scheduler, command: [kube-scheduler]}]}
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        plugins = flag(server, "enable-admission-plugins", default="")
        if not lists(plugins, "DenyServiceExternalIPs"):
            yield server.fail("command", "DenyServiceExternalIPs is not enabled")
