"""The pod cannot resolve the names of Services: it asks the node's resolver.

ClusterFirst, which is what a pod gets when it says nothing, falls back to Default on the host's
network. ClusterFirstWithHostNet asks the cluster's DNS; Default says that the node's is meant.
"""

from scanner import LOW, rule
from scanner.shapes import WORKLOADS, pod_spec


@rule(
    on=WORKLOADS,
    severity=LOW,
    fix="Set dnsPolicy: ClusterFirstWithHostNet, or Default where the node's resolver is meant.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/",),
    bad=(
        """
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:  # here
      hostNetwork: true
      containers:
        - name: app
          image: app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  dnsPolicy: ClusterFirst  # here
  containers:
    - name: app
      image: app:1.0
""",
    ),
    good=(
        """
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    spec:
      hostNetwork: true
      dnsPolicy: ClusterFirstWithHostNet
      containers:
        - name: app
          image: app:1.0
""",
        """
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  dnsPolicy: ClusterFirst
  containers:
    - name: app
      image: app:1.0
""",
    ),
)
def check(workload):
    pod = pod_spec(workload)
    falls_back = pod.get("dnsPolicy", default="ClusterFirst") == "ClusterFirst"
    if falls_back and pod.get("hostNetwork", default=False):
        yield pod.fail("dnsPolicy", "the pod does not ask the cluster's DNS")
