"""What runs today is not what runs tomorrow: latest is whatever was pushed last.

Two replicas of one Deployment may run different versions, a rollback starts the same broken image
again, and nobody can tell what an incident happened in. An image without a tag is latest. A digest
fixes it whatever the tag, and so does a Kustomization in the same folder that names another.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers, matches

_MUTABLE = re.compile(r"\A(?!.*@)(?:.*:latest|(?:.*/)?[^:/]+)\Z")


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    fix="Name a version, or better a digest, of the image.",
    aliases=("CKV_K8S_14", "KSV-0013", "latest-tag"),
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
          image: registry.example.com:5000/app  # here
        - name: proxy
          image: proxy:latest  # here
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app  # here
    - name: proxy
      image: proxy  # here
---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
images:
  - name: app
    newName: registry.example.com/app
  - name: other
    newTag: "1.0"
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
          image: registry.example.com:5000/app:1.0
        - name: web
          image: web:latest@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
""",
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
          image: app
---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
images:
  - name: app
    newTag: "1.0"
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
---
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
images:
  - name: app
    digest: sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: app
      image: app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
""",
    ),
)
def check(workload):
    for container in containers(workload):
        image = container.get("image", default="")
        if matches(_MUTABLE, image) and not _is_fixed_by_kustomize(workload, image):
            name = container.get("name")
            yield container.fail("image", f"the image of container {name} has no fixed version")


def _is_fixed_by_kustomize(workload, image):
    return any(
        override.get("name", default="") == image
        and (override.is_set("newTag") or override.is_set("digest"))
        for kustomization in workload.beside("Kustomization")
        for override in kustomization.each("images")
    )
