"""Rules that the policyTypes leave out are ignored, so the traffic they were to limit is free.

With policyTypes: [Ingress] every egress rule is without effect, and the other way round. Where
policyTypes are left out Kubernetes adds what the rules need.
"""

from scanner import MEDIUM, rule


@rule(
    on="NetworkPolicy",
    severity=MEDIUM,
    fix="Add the direction to policyTypes, or remove the rules.",
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/services-networking/network-policies/",),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  egress:  # here
    - ports: [{port: 443}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {}
  policyTypes: [Egress]
  ingress: []  # here
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {}, policyTypes: [Ingress, Egress], egress: [{ports: [{port: 443}]}]}
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {}, egress: [{ports: [{port: 443}]}]}
""",
        """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 443}]}]}
""",
    ),
)
def check(policy):
    types = policy.get("spec.policyTypes", default=[])
    for way, rules in (("Ingress", "spec.ingress"), ("Egress", "spec.egress")):
        if types and way not in types and policy.is_set(rules):
            yield policy.fail(rules, f"policyTypes leave out {way}, so these rules are ignored")
