"""One namespace can take the whole cluster's processors, memory and storage.

A ResourceQuota bounds what a namespace may ask for in sum. Quotas are looked for in the same
folder; the namespaces of Kubernetes itself are left alone.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import in_namespace


@rule(
    on="Namespace",
    severity=LOW,
    confidence=MEDIUM,
    fix="Add a ResourceQuota to the namespace.",
    related_ids=("KSV-0040",),
    cwe=770,
    references=("https://kubernetes.io/docs/concepts/policy/resource-quotas/",),
    bad=(
        """
apiVersion: v1  # here
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: limits, namespace: bank}
""",
    ),
    good=(
        """
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: limits, namespace: shop}
""",
        """
apiVersion: v1
kind: Namespace
metadata: {name: kube-system}
""",
    ),
)
def check(place):
    name = place.get("metadata.name", default="")
    if not name.startswith("kube-") and not any(in_namespace(place, name, "ResourceQuota")):
        yield place.fail("", "no ResourceQuota bounds the namespace")
