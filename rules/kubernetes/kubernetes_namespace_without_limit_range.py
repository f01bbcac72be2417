"""A container that says nothing about its needs gets no bounds at all in this namespace.

A LimitRange gives containers default requests and limits and refuses excessive ones, where a
ResourceQuota bounds only the sum. It is looked for in the same folder.
"""

from scanner import LOW, MEDIUM, rule
from scanner.shapes import in_namespace


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
apiVersion: v1  # here
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: limits, namespace: shop}
""",
    ),
    good=(
        """
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: LimitRange
metadata: {name: defaults, namespace: shop}
""",
        """
apiVersion: v1
kind: Namespace
metadata: {name: kube-node-lease}
""",
    ),
)
def check(place):
    name = place.get("metadata.name", default="")
    if not name.startswith("kube-") and not any(in_namespace(place, name, "LimitRange")):
        yield place.fail("", "no LimitRange gives containers defaults")
