"""Passwords and sessions travel in clear text from the browser to the cluster.

An Ingress without a tls section serves plain HTTP, unless an annotation gives the load balancer of
AWS or Google Cloud its certificate, or has Traefik end TLS. Where something else in front of it
ends TLS, ignore the finding with that as the reason.
"""

from scanner import MEDIUM, rule

CERTIFICATES = (
    "alb.ingress.kubernetes.io/certificate-arn",
    "networking.gke.io/managed-certificates",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "traefik.ingress.kubernetes.io/router.tls",
)


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
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    alb.ingress.kubernetes.io/certificate-arn: arn:aws:acm:eu-west-1:111122223333:certificate/1
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
""",
    ),
)
def check(ingress):
    if any(ingress.is_set(("metadata", "annotations", name)) for name in CERTIFICATES):
        return
    if not ingress.get("spec.tls", default=[]):
        yield ingress.fail("spec.tls", "the Ingress serves plain HTTP")
