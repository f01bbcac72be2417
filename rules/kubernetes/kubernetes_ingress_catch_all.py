"""Whoever points a name at this address is served, under a host that nobody meant.

A rule without a host, or for *.domain, answers requests for any name: forged Host headers reach
the application, and a forgotten subdomain keeps working.
"""

from scanner import LOW, rule


@rule(
    on="Ingress",
    severity=LOW,
    fix="Name the hosts that are served.",
    cwe=20,
    references=(
        "https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards",
    ),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules:
    - http:  # here
        paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules:
    - host: "*.example.com"  # here
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules:
    - host: shop.example.com
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: maintenance}
spec:
  defaultBackend: {service: {name: maintenance, port: {number: 80}}}
""",
    ),
)
def check(ingress):
    for entry in ingress.each("spec.rules"):
        host = entry.get("host", default="")
        if not host or host.startswith("*"):
            yield entry.fail("host", "the rule is for any host")
