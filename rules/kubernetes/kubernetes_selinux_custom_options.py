"""A SELinux user, role or type of one's own can put the container outside of its confinement.

Types such as spc_t or unconfined_t take every restriction away. The types that container runtimes
bring along for containers stay confined, and so does a level, which only separates pods.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, matches, pod_spec

# The Pod Security Standards, baseline, "SELinux".
_ALLOWED = re.compile(r"\A(?:container_(?:t|init_t|kvm_t|engine_t))?\Z")
_OPTIONS = "securityContext.seLinuxOptions"


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Remove user and role from seLinuxOptions, and use a type such as container_t.",
    related_ids=("KSV-0025",),
    cwe=693,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
    bad=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seLinuxOptions:
      type: spc_t  # here
      user: system_u  # here
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
            seLinuxOptions: {role: sysadm_r}  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext: {seLinuxOptions: {level: "s0:c123,c456"}}
  containers:
    - name: app
      image: app:1.0
      securityContext: {seLinuxOptions: {type: container_init_t, user: "", role: ""}}
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
    for place in (pod_spec(workload), *containers(workload)):
        if not matches(_ALLOWED, place.get(f"{_OPTIONS}.type", default="")):
            yield place.fail(f"{_OPTIONS}.type", "the SELinux type is not one for containers")
        for attribute in ("user", "role"):
            if place.get(f"{_OPTIONS}.{attribute}", default="") != "":
                yield place.fail(f"{_OPTIONS}.{attribute}", f"a SELinux {attribute} is set")
