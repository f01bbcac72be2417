"""Passwords and sessions travel in clear text from the browser to the cluster.

An Ingress without a tls section serves plain HTTP. Where a load balancer in front of it ends TLS,
ignore the finding with that as the reason.
"""

from scanner import MEDIUM, rule


@rule(
    on="Ingress",
    severity=MEDIUM,
    fix="Add a tls section with the hosts and the secret of their certificate.",
    cwe=319,
    references=("https://kubernetes.io/docs/concepts/services-networking/ingress/#tls",),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:  # here
  rules:
    - host: shop.example.com
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  tls: []  # here
  rules:
    - host: shop.example.com
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  tls:
    - hosts: [shop.example.com]
      secretName: shop-tls
  rules:
    - host: shop.example.com
""",
    ),
)
def check(ingress):
    if not ingress.get("spec.tls", default=[]):
        yield ingress.fail("spec.tls", "the Ingress serves plain HTTP")
