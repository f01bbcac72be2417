"""Each node keeps the first image it got under this tag, so the replicas run different versions.

latest, written out or meant by no tag, is pulled on every start unless imagePullPolicy says
otherwise; IfNotPresent freezes it, differently on every node. For a fixed version IfNotPresent is
right; Never has a rule of its own.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, matches

_MUTABLE = re.compile(r"\A(?!.*@)(?:.*:latest|(?:.*/)?[^:/]+)\Z")


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Name a version of the image, or set imagePullPolicy: Always.",
    related_ids=("CKV_K8S_15",),
    cwe=494,
    references=("https://kubernetes.io/docs/concepts/containers/images/",),
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
          image: app:latest
          imagePullPolicy: IfNotPresent  # here
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: registry.example.com/app
      imagePullPolicy: IfNotPresent  # here
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
          imagePullPolicy: IfNotPresent
        - name: proxy
          image: proxy:latest
          imagePullPolicy: Always
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app
    - name: local
      image: local
      imagePullPolicy: Never
""",
    ),
)
def check(workload):
    for container in containers(workload):
        pulled = container.get("imagePullPolicy", default="Always")
        if pulled == "IfNotPresent" and matches(_MUTABLE, container.get("image", default="")):
            name = container.get("name")
            yield container.fail("imagePullPolicy", f"nodes keep old images of container {name}")
