"""Either the audit log fills the control plane's disk, or it is gone when somebody needs it.

Old files are never deleted unless --audit-log-maxage and --audit-log-maxbackup are set; below a
month they may be deleted before an intrusion is noticed. Files hold 100 megabytes where
--audit-log-maxsize is left out. A log that goes to standard output (-) or to a webhook is kept
elsewhere. The parameters set the least days, files and megabytes per file.
"""

from scanner import LOW, rule
from scanner.shapes import components, flag, quantity

DEFAULTS = {"maxage": 0, "maxbackup": 0, "maxsize": 100}


@rule(
    on="Pod",
    severity=LOW,
    fix="Set --audit-log-maxage=30, --audit-log-maxbackup=10 and --audit-log-maxsize=100.",
    related_ids=("CKV_K8S_92", "CKV_K8S_93", "CKV_K8S_94"),
    cwe=779,
    references=("https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend",),
    parameters={"maxage": 30, "maxbackup": 10, "maxsize": 100},
    bad=(
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --audit-log-path=/var/log/audit.log]  # here
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command:  # here
        - kube-apiserver
        - --audit-log-path=/var/log/audit.log
        - --audit-log-maxage=7
        - --audit-log-maxbackup=10
        - --audit-log-maxsize=100
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
        - --audit-log-path=/var/log/audit.log
        - --audit-log-maxage=30
        - --audit-log-maxbackup=20
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: kube-apiserver, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --audit-log-path=-]
---
apiVersion: v1
kind: Pod
metadata: {name: other, namespace: kube-system}
spec:
  containers:
    - name: kube-apiserver
      command: [kube-apiserver, --audit-webhook-config-file=/etc/audit.yaml]
""",
    ),
)
def check(pod):
    for server in components(pod, "kube-apiserver"):
        if flag(server, "audit-log-path", default="-") == "-":
            continue
        for name, least in pod.parameters.items():
            given = flag(server, f"audit-log-{name}", default=DEFAULTS[name])
            if quantity(given, default=0) < least:
                yield server.fail("command", f"--audit-log-{name} is below {least}, or not set")
