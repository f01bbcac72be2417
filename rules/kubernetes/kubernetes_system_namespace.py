"""An application among the cluster's own parts shares their roles, quotas and Pod Security level.

kube-system lets privileged pods in, and what can write there can take the cluster over. The static
pods of the control plane, and what serves the cluster as add-on, belong there: the kubelet's
manifests carry the label tier: control-plane, add-ons the label k8s-app or a system priority class.
"""

import re

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, matches, pod_labels, pod_spec

OWN = ("kube-system", "kube-public", "kube-node-lease")
SYSTEM = re.compile("^system-")


@rule(
    on=WORKLOADS,
    severity=LOW,
    confidence=LOW,
    fix="Deploy the application into a namespace of its own.",
    related_ids=("KSV-0037",),
    cwe=653,
    references=("https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/",),
    bad=(
        """
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: kube-system  # here
spec: {template: {metadata: {labels: {app: web}}}}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}}}
""",
        """
apiVersion: v1
kind: Pod
metadata: {name: etcd, namespace: kube-system, labels: {tier: control-plane}}
""",
        """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: kube-system}
spec: {template: {spec: {priorityClassName: system-node-critical}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: coredns, namespace: kube-system}
spec: {template: {metadata: {labels: {k8s-app: kube-dns}}}}
""",
    ),
)
def check(workload):
    if workload.get("metadata.namespace", default="default") not in OWN:
        return
    labels = pod_labels(workload)
    if labels.get("tier", default="") == "control-plane" or labels.is_set("k8s-app"):
        return
    if not matches(SYSTEM, pod_spec(workload).get("priorityClassName", default="")):
        yield workload.fail("metadata.namespace", "deployed among the cluster's own parts")
