"""Any pod of the cluster, and whoever has broken into one, may talk to this workload.

Pods accept every connection until a NetworkPolicy selects them. Policies are looked for in the same
folder and namespace; where a platform team keeps them elsewhere, switch this rule off.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORKLOADS, pod_spec, selecting


@rule(
    on=WORKLOADS,
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Add a NetworkPolicy whose podSelector matches the pods.",
    aliases=("non-isolated-pod",),
    related_ids=("CKV2_K8S_6",),
    cwe=923,
    references=("https://kubernetes.io/docs/concepts/services-networking/network-policies/",),
    bad=(
        """
apiVersion: apps/v1  # here
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: db, namespace: shop}
spec: {podSelector: {matchLabels: {app: db}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all, namespace: bank}
spec: {podSelector: {}}
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {metadata: {labels: {app: web}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: shop}
spec:
  podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}
""",
        """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report, namespace: shop}
spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: app, image: "app:1"}]}}}}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: shop}
spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
""",
        """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent, namespace: kube-system}
spec: {template: {spec: {hostNetwork: true}}}
""",
    ),
)
def check(workload):
    if pod_spec(workload).get("hostNetwork", default=False):
        return  # a policy does not hold for pods in the node's own network
    if not any(selecting(workload, "NetworkPolicy")):
        yield workload.fail("", "no NetworkPolicy selects its pods")
