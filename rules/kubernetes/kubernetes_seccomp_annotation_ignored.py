"""Seccomp annotations do nothing since Kubernetes 1.27: the pod runs without the profile it names.

seccomp.security.alpha.kubernetes.io/pod and container.seccomp.security.alpha.kubernetes.io/NAME
were replaced by securityContext.seccompProfile. Beside the field an annotation does no harm.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, entry_key, matches, pod_annotations, pod_spec

_NAME = re.compile(r"\A(?:container\.)?seccomp\.security\.alpha\.kubernetes\.io/")


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Replace the annotation by securityContext.seccompProfile.",
    cwe=693,
    references=(
        "https://kubernetes.io/docs/reference/labels-annotations-taints/",
        "https://kubernetes.io/docs/tutorials/security/seccomp/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    seccomp.security.alpha.kubernetes.io/pod: runtime/default  # here
spec:
  containers: [{name: app, image: "app:1.0"}]
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  template:
    metadata:
      annotations:
        container.seccomp.security.alpha.kubernetes.io/app: localhost/app.json  # here
    spec:
      containers: [{name: app, image: "app:1.0"}]
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    seccomp.security.alpha.kubernetes.io/pod: runtime/default
spec:
  securityContext: {seccompProfile: {type: RuntimeDefault}}
  containers: [{name: app, image: "app:1.0"}]
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    seccomp.security.alpha.kubernetes.io/pod: runtime/default
spec:
  containers:
    - name: app
      image: app:1.0
      securityContext: {seccompProfile: {type: RuntimeDefault}}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    example.com/seccomp.security.alpha.kubernetes.io: "no"
spec:
  containers: [{name: app, image: "app:1.0"}]
""",
    ),
)
def check(workload):
    path = "securityContext.seccompProfile"
    if any(place.is_set(path) for place in (pod_spec(workload), *containers(workload))):
        return
    for annotation in pod_annotations(workload).entries():
        if matches(_NAME, entry_key(annotation)):
            yield annotation.fail(message="this annotation is no longer read")
