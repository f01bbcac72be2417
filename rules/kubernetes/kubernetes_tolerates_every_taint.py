"""The pod may land on any node: control plane, broken ones, and those kept for somebody else.

A toleration with the operator Exists and no key tolerates every taint, and with NoExecute the pod
stays on a node that is unreachable. Agents that belong on every node are DaemonSets, which are left
alone.
"""

from scanner import MEDIUM, rule
from scanner.shapes import pod_spec


@rule(
    on=(
        "Pod",
        "Deployment",
        "StatefulSet",
        "ReplicaSet",
        "ReplicationController",
        "Job",
        "CronJob",
    ),
    severity=MEDIUM,
    fix="Name the key of the taint that is to be tolerated.",
    cwe=653,
    references=("https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/",),
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
      tolerations:
        - operator: Exists  # here
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
      tolerations:
        - {key: dedicated, operator: Exists}
        - {key: gpu, operator: Equal, value: "true"}
""",
        """
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:
      containers:
        - name: app
          image: app:1.0
      tolerations: [{operator: Exists}]
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
  tolerations: [{operator: Equal, value: x}]
""",
    ),
)
def check(workload):
    for toleration in pod_spec(workload).each("tolerations"):
        exists = toleration.get("operator", default="Equal") == "Exists"
        if exists and toleration.get("key", default="") == "":
            yield toleration.fail("operator", "the pod tolerates every taint")
