"""Visitors who type the address stay on plain HTTP, although there is a certificate.

ingress-nginx sends HTTP to HTTPS wherever TLS is configured, unless ssl-redirect is switched off.
Where TLS ends in a load balancer in front, force-ssl-redirect is the way and is not reported.
"""

from scanner import MEDIUM, rule

NGINX = "nginx.ingress.kubernetes.io/"


@rule(
    on="Ingress",
    severity=MEDIUM,
    fix="Remove the annotation ssl-redirect.",
    cwe=319,
    references=(
        "https://kubernetes.github.io/ingress-nginx/user-guide/tls/#server-side-https-enforcement-through-redirect",
    ),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-redirect: "false"  # here
spec:
  tls: [{hosts: [shop.example.com], secretName: shop-tls}]
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  tls: [{hosts: [shop.example.com], secretName: shop-tls}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-redirect: "false"
    nginx.ingress.kubernetes.io/force-ssl-redirect: "true"
spec:
  tls: [{hosts: [shop.example.com], secretName: shop-tls}]
""",
    ),
)
def check(ingress):
    annotations = ingress.sub("metadata.annotations")
    forced = annotations.get((NGINX + "force-ssl-redirect",), default="false")
    if annotations.get((NGINX + "ssl-redirect",), default="true") == "false" and forced != "true":
        path = ("metadata", "annotations", NGINX + "ssl-redirect")
        yield ingress.fail(path, "HTTP is not redirected to HTTPS")
