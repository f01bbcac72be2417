"""One namespace can take the whole cluster: nothing limits how much its pods ask for together.

A ResourceQuota bounds the sum of requests, limits and objects. Only quotas in the same folder are
looked at, so they may exist elsewhere; the namespaces of Kubernetes itself are left alone.
"""

import re

from scanner import LOW, MEDIUM, rule
from scanner.shapes import in_namespace, matches

_SYSTEM = re.compile(r"\A(?:kube-.*|default)\Z")


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
apiVersion: v1
kind: Namespace
metadata:  # here
  name: shop
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: all, namespace: other}
spec: {hard: {requests.cpu: "8"}}
""",
    ),
    good=(
        """
apiVersion: v1
kind: Namespace
metadata:
  name: shop
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: all, namespace: shop}
spec: {hard: {requests.cpu: "8"}}
""",
        """
apiVersion: v1
kind: Namespace
metadata:
  name: kube-system
""",
    ),
)
def check(namespace):
    name = namespace.get("metadata.name", default="")
    if matches(_SYSTEM, name):
        return
    if not any(in_namespace(namespace, name, "ResourceQuota")):
        yield namespace.fail("metadata", "the namespace has no ResourceQuota")
