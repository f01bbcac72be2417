"""Unconfined switches off the filter on system calls that keeps kernel exploits out.

Somebody chose it over the runtime's profile. A program that needs one call more gets a Localhost
profile with that call.
"""

from scanner import MEDIUM, rule
from scanner.shapes import CONTAINED, containers, pod_spec


@rule(
    on=CONTAINED,
    severity=MEDIUM,
    fix="Use the runtime's profile (RuntimeDefault), or one of your own with what is needed.",
    related_ids=("KSV-0104", "CKV_K8S_31"),
    cwe=693,
    references=(
        "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "https://kubernetes.io/docs/reference/node/seccomp/",
    ),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile:
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
      securityContext: {seccompProfile: {type: RuntimeDefault}}
      containers:
        - name: app
          image: app:1.0
          securityContext: {seccompProfile: {type: Unconfined}}  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: app
      image: app:1.0
      securityContext: {seccompProfile: {type: Localhost, localhostProfile: app.json}}
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
    path = "securityContext.seccompProfile.type"
    for place in (pod_spec(workload), *containers(workload)):
        if place.get(path, default="") == "Unconfined":
            yield place.fail(path, "system calls are not filtered")
