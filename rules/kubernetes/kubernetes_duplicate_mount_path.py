"""The API server refuses the workload: a container cannot mount two volumes at one path.

One would hide the other. Several files of different volumes go side by side into one folder with
a projected volume, or with subPath and a path for each file.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, repeated


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Give each mount a path of its own, or merge the volumes into a projected one.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/storage/projected-volumes/",),
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
          volumeMounts:
            - {name: keys, mountPath: /etc/app}
            - {name: settings, mountPath: /etc/app}  # here
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
          volumeMounts:
            - {name: keys, mountPath: /etc/app/keys}
            - {name: settings, mountPath: /etc/app/settings}
        - name: proxy
          image: proxy:1.0
          volumeMounts: [{name: keys, mountPath: /etc/app/keys}]
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
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for mount in repeated(container, ("volumeMounts",), "mountPath"):
            path = mount.get("mountPath")
            yield mount.fail("mountPath", f"another volume is mounted at {path}")
