"""Whoever breaks into these pods may send what they find anywhere.

An egress rule without destinations and ports, or for 0.0.0.0/0 on every port, limits nothing. A
rule for single ports, or with exceptions, is one that somebody meant, and is not reported.
"""

from scanner import LOW, rule
from scanner.shapes import WORLD


@rule(
    on="NetworkPolicy",
    severity=LOW,
    fix="Name the destinations or the ports that the pods need.",
    cwe=923,
    references=("https://kubernetes.io/docs/concepts/services-networking/network-policies/",),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - {}  # here
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: all}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock: {cidr: "::/0"}  # here
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
    - ports: [{port: 53, protocol: UDP}]
    - to: [{ipBlock: {cidr: 0.0.0.0/0}}]
      ports: [{port: 443}]
    - to: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.0.0/16]}}]
""",
    ),
)
def check(policy):
    for entry in policy.each("spec.egress"):
        if entry.get("ports", default=[]):
            continue
        if not entry.get("to", default=[]):
            yield entry.fail("to", "the pods may connect to everything")
        for peer in entry.each("to"):
            excepted = peer.get("ipBlock.except", default=[])
            if peer.get("ipBlock.cidr") in WORLD and not excepted:
                yield peer.fail("ipBlock.cidr", "the pods may connect to everything")
