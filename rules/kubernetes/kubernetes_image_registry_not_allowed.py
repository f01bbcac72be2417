"""An image from a registry that nobody vouches for runs with all rights of the workload.

The parameter registries lists the prefixes that are allowed, such as registry.example.com/team/.
While it is empty, an image only has to name its registry: one without comes from wherever the node
looks first, usually Docker Hub, where anybody may publish.
"""

import re

from scanner import LOW, rule
from scanner.shapes import CONTAINED, containers, matches

_REGISTRY = re.compile(r"\A(?:[^/]*[.:][^/]*|localhost)/")


@rule(
    on=CONTAINED,
    severity=LOW,
    fix="Name an allowed registry in the image.",
    related_ids=("KSV-0125",),
    cwe=829,
    references=("https://kubernetes.io/docs/concepts/containers/images/",),
    parameters={"registries": []},
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
          image: library/nginx:1.27  # here
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
          image: registry.example.com/app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: localhost/app:1.0
    - name: built-here
""",
    ),
)
def check(workload):
    allowed = workload.parameters["registries"]
    for container in containers(workload):
        image = container.get("image", default="")
        if image == "" or _is_from(image, allowed):
            continue
        yield container.fail("image", f"the registry of {image} is not an allowed one")


def _is_from(image, allowed):
    if allowed:
        return any(image.startswith(prefix) for prefix in allowed)
    return matches(_REGISTRY, image)
