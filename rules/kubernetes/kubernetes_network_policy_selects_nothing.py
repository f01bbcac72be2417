"""The policy protects no pod: nothing carries the labels it selects.

A label that has been renamed leaves the pods open, and nobody notices. Only workloads in the same
folder and namespace are looked at, and a folder without any is left alone.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, in_namespace, namespace, selected


@rule(
    on="NetworkPolicy",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Make the podSelector match the labels of the pods it is meant for.",
    aliases=("dangling-networkpolicy",),
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/services-networking/network-policies/",),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: wbe}}  # here
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}, matchExpressions: [{key: tier, operator: DoesNotExist}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: other}
""",
    ),
)
def check(policy):
    if any(in_namespace(policy, namespace(policy), *WORKLOADS)) and not any(selected(policy)):
        yield policy.fail("spec.podSelector", "the policy selects no workload in this folder")
