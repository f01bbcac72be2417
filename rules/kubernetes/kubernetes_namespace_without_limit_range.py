"""A pod without requests or limits gets none in this namespace, and competes without bounds.

A LimitRange gives every container defaults and the largest size it may have. Only those in the same
folder are looked at, so one may exist elsewhere; Kubernetes' own namespaces are left alone.
"""

import re

from scanner import LOW, MEDIUM, rule
from scanner.shapes import in_namespace, matches

_SYSTEM = re.compile(r"\A(?:kube-.*|default)\Z")


@rule(
    on="Namespace",
    severity=LOW,
    confidence=MEDIUM,
    fix="Add a LimitRange with defaults to the namespace.",
    related_ids=("KSV-0039",),
    cwe=770,
    references=("https://kubernetes.io/docs/concepts/policy/limit-range/",),
    bad=(
        """
apiVersion: v1
kind: Namespace
metadata:  # here
  name: shop
---
apiVersion: v1
kind: LimitRange
metadata: {name: defaults, namespace: other}
spec: {limits: [{type: Container, default: {memory: 256Mi}}]}
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
kind: LimitRange
metadata: {name: defaults, namespace: shop}
spec: {limits: [{type: Container, default: {memory: 256Mi}}]}
""",
        """
apiVersion: v1
kind: Namespace
metadata:
  name: kube-public
""",
    ),
)
def check(namespace):
    name = namespace.get("metadata.name", default="")
    if matches(_SYSTEM, name):
        return
    if not any(in_namespace(namespace, name, "LimitRange")):
        yield namespace.fail("metadata", "the namespace has no LimitRange")
