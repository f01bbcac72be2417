"""Who may write this Ingress runs code in the ingress controller, which holds every TLS key.

Snippet annotations put text into the configuration of NGINX as it stands; through them the
controller's service account and all its secrets were taken (CVE-2021-25742). Use the annotations
for what is wanted, and switch snippets off in the controller.
"""

from scanner import HIGH, rule

SNIPPETS = (
    "nginx.ingress.kubernetes.io/auth-snippet",
    "nginx.ingress.kubernetes.io/configuration-snippet",
    "nginx.ingress.kubernetes.io/modsecurity-snippet",
    "nginx.ingress.kubernetes.io/server-snippet",
    "nginx.ingress.kubernetes.io/stream-snippet",
    "nginx.org/location-snippets",
    "nginx.org/server-snippets",
)


@rule(
    on="Ingress",
    severity=HIGH,
    fix="Replace the snippet by the controller's own annotations.",
    aliases=("CKV_K8S_153",),
    related_ids=("CKV_K8S_152", "CKV_K8S_154"),
    cwe=94,
    references=(
        "https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#configuration-snippet",
        "https://github.com/kubernetes/kubernetes/issues/126811",
    ),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/server-snippet: "location /x { return 200; }"  # here
spec: {rules: [{host: shop.example.com}]}
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations: {nginx.ingress.kubernetes.io/enable-cors: "true"}
spec: {rules: [{host: shop.example.com}]}
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations: {example.com/docs-snippet: see the handbook}
spec: {rules: [{host: shop.example.com}]}
""",
    ),
)
def check(ingress):
    for name in SNIPPETS:
        if ingress.is_set(("metadata", "annotations", name)):
            message = "the annotation puts text into NGINX's configuration"
            yield ingress.fail(("metadata", "annotations", name), message)
