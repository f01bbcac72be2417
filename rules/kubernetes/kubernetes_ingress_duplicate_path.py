"""Two Ingresses claim one host and path, and the controller picks which of them answers.

ingress-nginx serves the older one, others merge them or refuse both; a rollout or a restore turns
it round. A canary, and Ingresses of different classes, may share a path.
"""

from scanner import MEDIUM, rule
from scanner.shapes import routed

CANARY = ("metadata", "annotations", "nginx.ingress.kubernetes.io/canary")
OLD_CLASS = ("metadata", "annotations", "kubernetes.io/ingress.class")


@rule(
    on="Ingress",
    severity=MEDIUM,
    fix="Keep the path in one Ingress.",
    cwe=694,
    references=("https://kubernetes.github.io/ingress-nginx/how-it-works/",),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: one}
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /cart, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}
          - {path: /api, pathType: Prefix, backend: {service: {name: a, port: {name: x}}}}  # here
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: two, namespace: other}
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /api, pathType: Prefix, backend: {service: {name: b, port: {name: x}}}}  # here
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: one}
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}
          - {path: /, pathType: Exact, backend: {service: {name: b, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: two}
spec:
  rules:
    - host: bank.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]
    - host: shop.example.com
      http:
        paths: [{path: /api, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: one}
spec:
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: two
  annotations: {nginx.ingress.kubernetes.io/canary: "true"}
spec:
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: b, port: {number: 80}}}}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: one}
spec:
  ingressClassName: public
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: two}
spec:
  ingressClassName: private
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: one, annotations: {kubernetes.io/ingress.class: public}}
spec:
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: two, annotations: {kubernetes.io/ingress.class: private}}
spec:
  rules:
    - host: shop.example.com
      http:
        paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]
""",
    ),
)
def check(ingress):
    if ingress.get(CANARY, default="false") == "true":
        return
    for entry in ingress.each("spec.rules"):
        host = entry.get("host", default="")
        for path in entry.each("http.paths"):
            others = routed(ingress, host, path.get("path", default="/"))
            if any(rivals(ingress, other) for other in others):
                yield path.fail("path", "another Ingress claims the same host and path")


def rivals(one, other):
    return (
        other.get(CANARY, default="false") != "true"
        and one.get("spec.ingressClassName") == other.get("spec.ingressClassName")
        and one.get(OLD_CLASS) == other.get(OLD_CLASS)
    )
