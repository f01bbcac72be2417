"""The constraint counts no pods, so it spreads none: its selector does not match them.

A topology spread constraint counts the pods that its labelSelector matches; a selector that misses
the workload's own labels, or is left out, makes every placement look even.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, pod_labels, pod_spec, selects


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    fix="Make the labelSelector match the labels of the pod template.",
    cwe=1173,
    references=(
        "https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/",
    ),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web}}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          labelSelector: {matchLabels: {app: wbe}}  # here
        - maxSkew: 1  # here
          topologyKey: kubernetes.io/hostname
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web, colour: blue}}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          labelSelector: {matchLabels: {app: web}}
""",
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata: {labels: {app: web, colour: blue}}
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: topology.kubernetes.io/zone
          labelSelector:
            matchExpressions:
              - {key: app, operator: In, values: [web, api]}
              - {key: tier, operator: NotIn, values: [test]}
""",
    ),
)
def check(workload):
    for constraint in pod_spec(workload).each("topologySpreadConstraints"):
        selector = constraint.sub("labelSelector")
        if not constraint.is_set("labelSelector") or not selects(selector, pod_labels(workload)):
            yield constraint.fail("labelSelector", "the selector does not match the pod's labels")
