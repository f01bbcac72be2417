"""A tag can be pushed again: whoever controls the registry changes what runs, unseen in this file.

A digest names one image for good, and the node checks it. Keep the tag before it for people to
read; tools update both together.
"""

import re

from scanner import LOW, rule
from scanner.shapes import CONTAINED, containers, matches

_DIGEST = re.compile(r"@sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})\Z")


@rule(
    on=CONTAINED,
    severity=LOW,
    fix="Add the image's digest: name:tag@sha256:....",
    aliases=("CKV_K8S_43",),
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
          image: app:1.0  # here
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
          image: app:1.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: built-here
""",
    ),
)
def check(workload):
    for container in containers(workload):
        if container.is_set("image") and not matches(_DIGEST, container.get("image")):
            name = container.get("name")
            yield container.fail("image", f"the image of container {name} has no digest")
