"""An open standard input or terminal is for a person; a service has none at its side.

stdin and tty are left over from debugging. They let whoever may attach to the pod type into its
main process, and some programs wait for input instead of starting.
"""

from scanner import LOW, rule
from scanner.shapes import SERVING, containers


@rule(
    on=SERVING,
    severity=LOW,
    fix="Remove stdin and tty.",
    cwe=489,
    references=("https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/",),
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
        - name: app
          image: app:1.0
          stdin: true  # here
          tty: true  # here
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
          stdin: false
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: Never
  containers:
    - name: app
      image: app:1.0
      stdin: true
      tty: true
""",
    ),
)
def check(workload):
    for container in containers(workload, serving=True):
        for attribute in ("stdin", "tty"):
            if container.get(attribute, default=False):
                name = container.get("name")
                yield container.fail(attribute, f"{attribute} of container {name} is open")
