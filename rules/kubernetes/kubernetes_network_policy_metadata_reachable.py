"""A pod that can be made to fetch a URL fetches the node's cloud credentials.

The metadata service of AWS, Google Cloud and Azure answers at 169.254.169.254 on port 80 with
tokens of the node's role. An egress rule for a network that holds this address lets pods ask it,
unless the address is excepted or port 80 is not among the rule's ports.
"""

from scanner import MEDIUM, rule
from scanner.shapes import contains, quantity

METADATA = "169.254.169.254"


@rule(
    on="NetworkPolicy",
    severity=MEDIUM,
    fix="Add 169.254.169.254/32 to the ipBlock's except.",
    cwe=918,
    references=(
        "https://kubernetes.io/docs/concepts/security/security-checklist/#network-security",
    ),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0  # here
            except: [10.0.0.0/8]
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to: [{ipBlock: {cidr: 169.254.0.0/16}}]  # here
      ports: [{port: 443}, {port: 1, endPort: 1024}]
    - to: [{ipBlock: {cidr: 169.254.0.0/17}}]
      ports: [{port: 80}]
    - to: [{ipBlock: {cidr: 128.0.0.0/1}}]  # here
      ports: [{protocol: TCP}]
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.169.254/32]}}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to: [{ipBlock: {cidr: 0.0.0.0/0}}]
      ports: [{port: 443}, {port: http}, {port: 8000, endPort: 9000}, {port: 1, endPort: 79}]
""",
    ),
)
def check(policy):
    for entry in policy.each("spec.egress"):
        ports = list(entry.each("ports"))
        if ports and not any(is_http(port) for port in ports):
            continue
        for block in entry.each("to"):
            excepted = block.each("ipBlock.except")
            if contains(block.get("ipBlock.cidr"), METADATA) and not any(
                contains(network.value, METADATA) for network in excepted
            ):
                yield block.fail("ipBlock.cidr", "the pods reach the cloud's metadata service")


def is_http(port):
    first = quantity(port.get("port", default=80), default=0)
    last = quantity(port.get("endPort"), default=first)
    return first <= 80 <= last
