"""A process in the container can gain rights that its parent does not have.

Left out, allowPrivilegeEscalation is true: a setuid program in the image makes an attacker root in
the container. Setting it to false switches on no_new_privs, which holds for every process below,
and costs a service nothing.
"""

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers, is_windows


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    fix="Set allowPrivilegeEscalation: false (Compose: security_opt no-new-privileges:true).",
    aliases=("CKV_K8S_20", "KSV-0001"),
    related_ids=("privilege-escalation-container",),
    cwe=269,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app  # here
          image: app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {runAsNonRoot: true}
  containers:
    - name: app
      image: app:1.0
      securityContext:
        allowPrivilegeEscalation: true  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app:1.0
      securityContext:
        allowPrivilegeEscalation: false
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata:
  name: report
spec:
  jobTemplate:
    spec:
      template:
        spec:
          containers:
            - name: app
              image: app:1.0
              securityContext: {allowPrivilegeEscalation: false}
          initContainers:
            - name: copy
              image: app:1.0
              securityContext: {allowPrivilegeEscalation: false}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeSelector: {kubernetes.io/os: windows}
  containers:
    - name: app
      image: app:1.0
""",
    ),
)
def check(workload):
    if is_windows(workload):
        return
    for container in containers(workload):
        if container.get("securityContext.allowPrivilegeEscalation", default=True):
            name = container.get("name")
            yield container.fail(
                "securityContext.allowPrivilegeEscalation",
                f"container {name} may gain privileges that it was not started with",
            )
