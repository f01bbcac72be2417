"""Endpoints hold one address family and a thousand addresses; readers of EndpointSlices miss them.

The API of Endpoints is deprecated since Kubernetes 1.33. It is still mirrored into EndpointSlices
for Services without a selector, which is what such a manifest is for.
"""

from scanner import LOW, rule


@rule(
    on="Endpoints",
    severity=LOW,
    fix="Write an EndpointSlice with the label kubernetes.io/service-name.",
    cwe=477,
    references=("https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/",),
    bad=(
        """
apiVersion: v1  # here
kind: Endpoints
metadata: {name: db}
""",
    ),
    good=(
        """
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: db}
""",
        """
apiVersion: mesh.k8s.io/v1
kind: Endpoints
metadata: {name: db}
""",
    ),
)
def check(endpoints):
    if endpoints.get("apiVersion") == "v1":
        yield endpoints.fail("apiVersion", "Endpoints are deprecated in favour of EndpointSlices")
