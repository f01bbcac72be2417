"""Unconfined switches off the AppArmor profile that the runtime gives every container.

That profile keeps a container from writing to /proc and /sys and from mounting. The field
appArmorProfile and the older annotation both do it. A localhost profile of one's own is fine.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers, entry_key, matches, pod_annotations, pod_spec

_NAME = re.compile(r"\Acontainer\.apparmor\.security\.beta\.kubernetes\.io/")


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    fix="Use the runtime's profile (RuntimeDefault), or one of your own.",
    related_ids=("KSV-0002",),
    cwe=693,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/tutorials/security/apparmor/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    appArmorProfile:
      type: Unconfined  # here
  containers:
    - name: app
      image: app:1.0
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
          image: app:1.0
          securityContext:
            appArmorProfile: {type: Unconfined}  # here
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/app: unconfined  # here
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
spec:
  securityContext: {appArmorProfile: {type: RuntimeDefault}}
  containers:
    - name: app
      image: app:1.0
      securityContext: {appArmorProfile: {type: Localhost, localhostProfile: app}}
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations:
    container.apparmor.security.beta.kubernetes.io/app: localhost/app
    example.com/profile: unconfined
spec:
  containers: [{name: app, image: "app:1.0"}]
""",
    ),
)
def check(workload):
    path = "securityContext.appArmorProfile.type"
    for place in (pod_spec(workload), *containers(workload)):
        if place.get(path, default="") == "Unconfined":
            yield place.fail(path, "the container runs without an AppArmor profile")
    for annotation in pod_annotations(workload).entries():
        if matches(_NAME, entry_key(annotation)) and annotation.value == "unconfined":
            yield annotation.fail(message="the container runs without an AppArmor profile")
