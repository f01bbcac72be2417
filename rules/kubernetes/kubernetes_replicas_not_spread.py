"""All pods may share one node, and die with it.

The scheduler prefers to spread the pods of a workload, but gives that up for other reasons.
topologySpreadConstraints or podAntiAffinity say what has to hold: over nodes, or over zones. A
single pod cannot be spread.
"""

from scanner import LOW, rule
from scanner.shapes import pod_spec, replicas


@rule(
    on=("Deployment", "StatefulSet"),
    severity=LOW,
    fix="Add topologySpreadConstraints over nodes or zones.",
    related_ids=("no-anti-affinity",),
    cwe=703,
    references=(
        "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  template:
    spec:  # here
      containers: [{name: app, image: "app:1"}]
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  template:
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: DoNotSchedule
          labelSelector: {matchLabels: {app: web}}
""",
        """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 3
  template:
    spec:
      affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - topologyKey: kubernetes.io/hostname
              labelSelector: {matchLabels: {app: db}}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {replicas: 1, template: {spec: {containers: [{name: app, image: "app:1"}]}}}
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    spread = pod.get("topologySpreadConstraints", default=[])
    if replicas(workload) > 1 and not spread and not pod.is_set("affinity.podAntiAffinity"):
        yield pod.fail("topologySpreadConstraints", "nothing spreads the pods over nodes")
