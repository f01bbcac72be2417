"""The load balancer takes traffic from the whole internet.

Without loadBalancerSourceRanges every address may connect, unless an annotation makes the load
balancer internal; what is not an entrance for everybody should say who may come. The controller
for AWS makes internal ones by default, which its loadBalancerClass tells.
"""

from scanner import MEDIUM, rule
from scanner.shapes import WORLD

INTERNAL = (
    ("service.beta.kubernetes.io/aws-load-balancer-scheme", ("internal",)),
    ("service.beta.kubernetes.io/aws-load-balancer-internal", ("true", "0.0.0.0/0")),
    ("service.beta.kubernetes.io/azure-load-balancer-internal", ("true",)),
    ("networking.gke.io/load-balancer-type", ("Internal",)),
    ("cloud.google.com/load-balancer-type", ("Internal",)),
    ("service.beta.kubernetes.io/openstack-internal-load-balancer", ("true",)),
    ("service.beta.kubernetes.io/oci-load-balancer-internal", ("true",)),
)
SCHEME = ("metadata", "annotations", "service.beta.kubernetes.io/aws-load-balancer-scheme")


@rule(
    on="Service",
    severity=MEDIUM,
    fix="Set spec.loadBalancerSourceRanges, or the annotation that makes it internal.",
    related_ids=("exposed-services",),
    cwe=668,
    references=(
        "https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer",
    ),
    bad=(
        """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:  # here
  type: LoadBalancer
  selector: {app: db}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: LoadBalancer
  loadBalancerSourceRanges:
    - 10.0.0.0/8
    - 0.0.0.0/0  # here
""",
        """
apiVersion: v1
kind: Service
metadata:
  name: db
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-scheme: internet-facing
spec:  # here
  type: LoadBalancer
  loadBalancerClass: service.k8s.aws/nlb
""",
    ),
    good=(
        """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [10.0.0.0/8]
""",
        """
apiVersion: v1
kind: Service
metadata:
  name: db
  annotations: {networking.gke.io/load-balancer-type: Internal}
spec: {type: LoadBalancer, loadBalancerSourceRanges: [0.0.0.0/0]}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {type: LoadBalancer, loadBalancerClass: service.k8s.aws/nlb}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: db}
spec: {selector: {app: db}}
""",
    ),
)
def check(service):
    if service.get("spec.type", default="ClusterIP") != "LoadBalancer" or is_internal(service):
        return
    if not service.get("spec.loadBalancerSourceRanges", default=[]):
        yield service.fail("spec.loadBalancerSourceRanges", "every address may connect")
    for network in service.each("spec.loadBalancerSourceRanges"):
        if network.value in WORLD:
            yield network.fail(message="every address may connect")


def is_internal(service):
    scheme = service.get(SCHEME, default="internal")
    if service.get("spec.loadBalancerClass") == "service.k8s.aws/nlb":
        return scheme == "internal"
    annotations = service.sub("metadata.annotations")
    return any(annotations.get((name,), default="") in values for name, values in INTERNAL)
