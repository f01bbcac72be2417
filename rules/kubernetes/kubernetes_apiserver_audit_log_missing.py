"""Nobody can tell who did what: the API server writes no audit log.

--audit-log-path writes it to a file or, with -, to standard output; a webhook is as good. It needs
a policy (--audit-policy-file) to write anything.
"""

from scanner import MEDIUM, rule
from scanner.shapes import components, flag

TARGETS = ("audit-log-path", "audit-webhook-config-file")


@rule(
    on="Pod",
    severity=MEDIUM,
    fix="Set --audit-policy-file and --audit-log-path.",
    related_ids=("CKV_K8S_91",),
    cwe=778,
    references=("https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --audit-policy-file=/etc/audit.yaml]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --audit-log-path=/var/log/audit.log]  # here
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
        [kube-apiserver, --audit-policy-file=/etc/audit.yaml, --audit-log-path=/var/log/audit.log]
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command:
        - kube-apiserver
        - --audit-policy-file=/etc/audit.yaml
        - --audit-webhook-config-file=/etc/audit-webhook.yaml
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        targets = any(flag(server, name, default="") for name in TARGETS)
        if not targets or not flag(server, "audit-policy-file", default=""):
            yield server.fail("command", "the API server writes no audit log")
