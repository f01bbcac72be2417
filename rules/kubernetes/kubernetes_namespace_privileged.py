"""Every pod of this namespace may take its node: the label lets privileged ones in.

Network plugins, storage drivers and node agents need it, in a namespace of their own such as
kube-system; applications do not.
"""

from scanner import MEDIUM, rule

ENFORCE = ("metadata", "labels", "pod-security.kubernetes.io/enforce")


@rule(
    on="Namespace",
    severity=MEDIUM,
    fix="Enforce baseline or restricted; move what needs more to a namespace of its own.",
    cwe=250,
    references=("https://kubernetes.io/docs/concepts/security/pod-security-standards/",),
    bad=(
        """
apiVersion: v1
kind: Namespace
metadata:
  name: shop
  labels:
    pod-security.kubernetes.io/enforce: privileged  # here
""",
    ),
    good=(
        """
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {pod-security.kubernetes.io/enforce: restricted}}
""",
        """
apiVersion: v1
kind: Namespace
metadata: {name: kube-system, labels: {pod-security.kubernetes.io/enforce: privileged}}
""",
    ),
)
def check(place):
    if place.get("metadata.name", default="").startswith("kube-"):
        return
    if place.get(ENFORCE) == "privileged":
        yield place.fail(ENFORCE, "privileged pods are let in")
