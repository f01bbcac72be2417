"""Visitors get an error page: the Service that this Ingress sends them to does not exist.

Services are looked for in the same folder and namespace, as an Ingress reaches no other; where
there are none at all they are kept elsewhere and nothing is reported.
"""

from scanner import MEDIUM, rule
from scanner.shapes import in_namespace, named, namespace


@rule(
    on="Ingress",
    severity=MEDIUM,
    confidence=MEDIUM,
    fix="Name a Service of the Ingress's own namespace.",
    related_ids=("dangling-ingress",),
    cwe=1173,
    references=("https://kubernetes.io/docs/concepts/services-networking/ingress/",),
    bad=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web-v2  # here
                port: {number: 80}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}}
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  defaultBackend:
    service:
      name: fallback  # here
      port: {number: 80}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}}
""",
    ),
    good=(
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
  rules:
    - host: shop.example.com
      http:
        paths:
          - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
          - path: /static
            pathType: Prefix
            backend: {resource: {apiGroup: k8s.example.com, kind: StorageBucket, name: static}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}}
""",
        """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
---
apiVersion: v1
kind: Service
metadata: {name: other, namespace: bank}
spec: {selector: {app: web}}
""",
    ),
)
def check(ingress):
    backends = [ingress.sub("spec.defaultBackend")]
    for entry in ingress.each("spec.rules"):
        backends += [path.sub("backend") for path in entry.each("http.paths")]
    if not any(in_namespace(ingress, namespace(ingress), "Service")):
        return
    for backend in backends:
        if backend.is_set("service.name"):
            name = backend.get("service.name")
            if not any(named(ingress, name, "Service")):
                yield backend.fail("service.name", f"there is no Service {name} in the namespace")
