"""An attacker who gets in can replace the program and leave tools behind in the container.

With readOnlyRootFilesystem: true what runs is what the image holds; the places that a program
writes to are mounted as volumes, an emptyDir for /tmp for example.
"""

from scanner import LOW, rule
from scanner.shapes import CONTAINED, containers, is_windows


@rule(
    on=CONTAINED,
    severity=LOW,
    fix="Set readOnlyRootFilesystem: true (Compose: read_only) and mount a volume where it writes.",
    aliases=("CKV_K8S_22", "KSV-0014", "no-read-only-root-fs"),
    cwe=732,
    references=("https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",),
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
  containers:
    - name: app
      image: app:1.0
      securityContext:
        readOnlyRootFilesystem: false  # here
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
      securityContext: {readOnlyRootFilesystem: true}
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
              securityContext: {readOnlyRootFilesystem: true}
              volumeMounts: [{name: tmp, mountPath: /tmp}]
          volumes:
            - name: tmp
              emptyDir: {}
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
        if not container.get("securityContext.readOnlyRootFilesystem", default=False):
            name = container.get("name")
            yield container.fail(
                "securityContext.readOnlyRootFilesystem",
                f"container {name} may write to its root filesystem",
            )
