"""The API server refuses the workload: a device such as a GPU is asked for by its limit.

Extended resources (names with a domain, such as nvidia.com/gpu) cannot be shared, so a request
needs a limit that is equal to it; the limit alone is enough.
"""

import re

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, containers, entry_key, matches

_DOMAIN = re.compile(r"\A(?![a-z.]*kubernetes\.io/).+/")


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Set the same number under resources.limits.",
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/tasks/configure-pod-container/extended-resource/",
        "https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/",
    ),
    bad=(
        """
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
          resources:
            requests:
              nvidia.com/gpu: 1  # here
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
      resources:
        requests: {nvidia.com/gpu: 1}  # here
        limits: {nvidia.com/gpu: 2}
""",
    ),
    good=(
        """
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
          resources:
            requests: {cpu: 1, nvidia.com/gpu: 1}
            limits: {nvidia.com/gpu: "1"}
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
      resources: {limits: {nvidia.com/gpu: 1}}
""",
    ),
)
def check(workload):
    for container in containers(workload):
        for entry in container.entries("resources.requests"):
            if not matches(_DOMAIN, entry_key(entry)):
                continue
            limit = container.get(("resources", "limits", entry.key), default="")
            if limit != entry.get("", default=""):
                yield entry.fail(message=f"the limit of {entry.key} differs from the request")
