"""All controllers act with one account that may do everything each of them needs.

With --use-service-account-credentials=true each controller has an account of its own, bound to the
role made for it; the default is false.
"""

from scanner import MEDIUM, rule
from scanner.shapes import components, flag


@rule(
    on="Pod",
    severity=MEDIUM,
    fix="Set --use-service-account-credentials=true.",
    aliases=("CKV_K8S_108",),
    cwe=250,
    references=("https://kubernetes.io/docs/reference/access-authn-authz/rbac/#controller-roles",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-controller-manager, namespace: kube-system}
spec:
  containers:
    - name: kube-controller-manager
      command: [kube-controller-manager, --profiling=false]  # here
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
      command: [kube-controller-manager, --use-service-account-credentials=true]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-controller-manager, namespace: kube-system}
spec:
  containers:
    - name: kube-controller-manager
      command: [kube-controller-manager, --use-service-account-credentials, --profiling=false]
""",
    ),
)
def check(pod):
    for manager in components(pod, "kube-controller-manager"):
        if flag(manager, "use-service-account-credentials", default="false") != "true":
            yield manager.fail("command", "all controllers share one account")
