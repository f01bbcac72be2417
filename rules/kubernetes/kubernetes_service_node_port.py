"""A NodePort opens the Service on every node's address, past the Ingress and its TLS.

Who reaches a node reaches the pods, unencrypted and with no name to filter by. A ClusterIP behind
an Ingress or Gateway is enough; some load balancers need node ports, which they allocate
themselves for type LoadBalancer.
"""

from scanner import LOW, rule


@rule(
    on="Service",
    severity=LOW,
    fix="Use type ClusterIP behind an Ingress or Gateway.",
    related_ids=("exposed-services",),
    cwe=668,
    references=("https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport",),
    bad=(
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort  # here
  selector: {app: web}
""",
    ),
    good=(
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
""",
        """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer
  selector: {app: web}
""",
    ),
)
def check(service):
    if service.get("spec.type", default="ClusterIP") == "NodePort":
        yield service.fail("spec.type", "the Service listens on every node")
